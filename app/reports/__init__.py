"""Reports on paper: one of each subject, one of the trial."""
