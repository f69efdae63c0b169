"""Image computing on volumes: reformats in any plane, at the true positions of the slices."""
