"""The subject of the demonstration trial that is left for whoever tries the program."""

from pathlib import Path

from reader.phantom.subjects import UNREAD_SUBJECT

TRIAL = "demonstration.longaxis"
MARK = "demonstration.json"
"""What says of a folder that the demonstration was made in it."""


def is_first_read(trial: Path, subject_code: str) -> bool:
    """Whether this is that subject, in the demonstration and in no other trial."""
    return trial.name == TRIAL and subject_code == UNREAD_SUBJECT and (trial.parent / MARK).is_file()
