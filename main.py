"""Starts Longaxis: the workstation, or one of its commands."""

import sys

from app.command_line import main

if __name__ == "__main__":
    sys.exit(main())
