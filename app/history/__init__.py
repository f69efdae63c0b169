"""What became of a read: every change with who, when and why, and the read as it stood at any of them."""
