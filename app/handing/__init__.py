"""Windows of the hand-over: cases out to a reader, opened there, and reads back."""
