"""Image computing on two volumes: where a place of one scan lies in another, and how far to trust it."""
