"""Qt widgets that show slices and take gestures. Knows no SQL and no DICOM files."""
