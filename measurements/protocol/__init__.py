"""The trial's protocol: one TOML file, checked when it is read, as frozen values."""
