"""The clinical events of the trial window: looked through, put, corrected, withdrawn."""
