"""Cases carried to a reader who cannot reach the trial, and their reads brought back."""
