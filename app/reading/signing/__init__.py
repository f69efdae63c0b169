"""Signing in the reading room: the pictures' check, the sheet, the final look, and unlocking."""
