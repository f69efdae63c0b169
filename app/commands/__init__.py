"""One file per command: `describe(parser)` says what it takes, `run(chosen)` does it and gives the status."""
