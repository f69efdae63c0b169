"""The reading room: one subject's scans, lesions and calls under the radiologist's hands."""
