"""What makes files last: on the disk before anybody relies on them, gone with all that belongs to them."""

import contextlib
import os
from pathlib import Path

BESIDE_DATABASE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database, by the end of its name."""


def remove_database(path: Path) -> None:
    """Removes a database that nobody has open, with all that SQLite keeps beside it."""
    for suffix in ("", *BESIDE_DATABASE):
        # Nothing lies in a folder that is none.
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            path.with_name(path.name + suffix).unlink()


def sync_file(path: Path) -> None:
    """Makes what was written to a file survive a power cut. Never of a database that this process has open:
    closing a file takes the locks off it that SQLite relies on."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Makes a rename survive a power cut, where the system lets a folder be opened for that."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
