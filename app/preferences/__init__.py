"""The page of preferences: keys, mouse, windows, and what the program keeps to."""
