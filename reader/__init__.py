"""DICOM in: files to series and volumes. Knows no Qt and no SQL."""
