"""What a trial holds, counted by what the program reads of it."""

from measurements.storage.repository import Repository


def slices_held(trial: Repository) -> int:
    return sum(len(trial.slices(key)) for key in trial.series_keys())
