"""Data only: palette, icons, fonts, lists of sites."""
