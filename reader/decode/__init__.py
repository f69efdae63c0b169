"""Compressed pictures, from the bytes in a file to stored values."""
