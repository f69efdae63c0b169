"""The worklist: subjects by timepoints, and the way scans come into a trial."""
