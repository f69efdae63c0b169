"""One look for every window: read from `resources/look.toml`, applied once."""
