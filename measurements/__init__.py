"""The domain: lesions, their measurements, the rules that turn them into calls, and their keeping.

Knows no Qt and no DICOM: it must import in a process where PySide6 and pydicom are blocked.
"""
