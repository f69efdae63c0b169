"""Where the ends of trials' audits are noted, so that an older file in a trial's place is found out."""

from pathlib import Path

from platformdirs import user_data_path

from measurements.storage.backups import backup_folder


def seen_folders(trial_path: Path) -> tuple[Path, Path]:
    """Beside the trial, with its backups, and apart from it: whoever puts an older folder in the place of
    both leaves the second."""
    return backup_folder(trial_path.resolve()), user_data_path("Longaxis") / "seen"
