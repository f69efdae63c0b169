"""Starts Longaxis: the workstation, or one of its commands."""

import sys
from multiprocessing import freeze_support

from app.command_line import main

if __name__ == "__main__":
    freeze_support()  # built into one folder, this file also starts the processes that decode pictures
    sys.exit(main())
