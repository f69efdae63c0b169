"""Backups of a trial: made while it is open, in a folder beside it, and kept by one rule."""

import contextlib
import re
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from measurements.refusal import Refusal
from measurements.storage import sqlite
from measurements.storage.anchors import note_end
from measurements.storage.disk import remove_database, sync_folder
from measurements.storage.repository import Repository
from measurements.storage.store import local_now, told

FOLDER_SUFFIX = ".backups"
SUFFIX = ".backup"
UNFINISHED = ".unfinished-"

RECENT = timedelta(hours=24)
MOST_RECENT = 20
DAILY = timedelta(days=30)
NEWEST = 5

ABANDONED_SECONDS = 24 * 60 * 60.0
"""After this an unfinished copy belongs to a process that has died."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One file that holds a trial as it was.

    Attributes:
        made_utc: by the clock of the computer that made it, to the second.
        sequence: of the last entry of the audit that is in it.
    """

    path: Path
    made_utc: datetime
    sequence: int


def back_up(
    trial_path: Path,
    out: Path | None = None,
    *,
    anchors: Sequence[Path] = (),
    now: Callable[[], datetime] = local_now,
) -> Backup:
    """Makes a backup; a job, for a large trial takes seconds, and the trial may be in use meanwhile.

    It appears under its name when it was found whole and is on the disk. Then what the rule of `kept` does
    not keep is removed, from the folder of backups alone.

    Args:
        out: the file to make; one in the trial's folder of backups where not told.
        anchors: folders in which the end of the audit is noted; see `anchors.note_end`.

    Raises:
        Refusal: no trial, a damaged one, no room, or a folder that takes no files; trial and earlier backups
            are as they were. Or the end could not be noted; then the backup is there.
    """
    trial_path = trial_path.resolve()
    if not trial_path.is_file():
        raise Refusal("{trial_path} does not exist: check the name of the trial.", trial_path=trial_path)
    if out is not None and out.exists():
        raise Refusal("{out} exists already: choose another name for the backup.", out=out)
    folder = backup_folder(trial_path) if out is None else out.resolve().parent
    unfinished = folder / f"{UNFINISHED}{uuid4().hex}"
    made = now().astimezone(UTC).replace(microsecond=0)
    try:
        if out is None:
            folder.mkdir(exist_ok=True)
        _check_room(trial_path, folder)
        sqlite.backup(trial_path, unfinished)
        with audit_of(unfinished) as trial:
            sequence = trial.chain_end().sequence
        path = folder / _name(trial_path, made, sequence) if out is None else out.resolve()
        unfinished.replace(path)
        sync_folder(folder)
    except OSError as error:
        raise Refusal(
            "{trial_path} was not backed up, since {folder} does not take it ({reason}): check the folder "
            "and its disk, or choose another file.",
            trial_path=trial_path,
            folder=folder,
            reason=error.strerror,
        ) from error
    finally:
        remove_database(unfinished)
    with audit_of(path) as trial:
        note_end(trial, anchors, made)
    if out is None:
        _tidy(trial_path, made)
    return Backup(path, made, sequence)


def backup_folder(trial_path: Path) -> Path:
    return trial_path.with_name(trial_path.stem + FOLDER_SUFFIX)


def backups_of(trial_path: Path) -> list[Backup]:
    """Those in the trial's folder of backups, by their names, the newest first."""
    name = re.compile(rf"{re.escape(trial_path.stem)}-(\d{{8}}T\d{{6}}Z)-(\d+){re.escape(SUFFIX)}")
    found = []
    for path in backup_folder(trial_path).glob(f"*{SUFFIX}"):
        match = name.fullmatch(path.name)
        if match:
            made = datetime.strptime(match[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            found.append(Backup(path, made, int(match[2])))
    return _newest_first(found)


def kept(backups: Iterable[Backup], now: datetime) -> frozenset[Backup]:
    """Which backups stay: the 20 newest of the last 24 hours; of the last 30 days the last one of each day;
    the last one of each month for ever; the five newest in any case. Days and months are those of UTC.

    Those dated later than now stay as well: a clock was wrong, and nobody knows when they were made.
    """
    newest_first = _newest_first(backups)
    ahead = [one for one in newest_first if one.made_utc > now]
    past = newest_first[len(ahead) :]
    recent = [one for one in past if one.made_utc > now - RECENT]
    of_days: dict[object, Backup] = {}
    of_months: dict[object, Backup] = {}
    for one in past:
        if one.made_utc > now - DAILY:
            of_days.setdefault(one.made_utc.date(), one)
        of_months.setdefault((one.made_utc.year, one.made_utc.month), one)
    return frozenset([*ahead, *past[:NEWEST], *recent[:MOST_RECENT], *of_days.values(), *of_months.values()])


@contextlib.contextmanager
def audit_of(path: Path) -> Iterator[Repository]:
    """A look at a trial of any format, whoever writes to it: for its uid, its name and its audit, which have
    been the same in all of them.

    Raises:
        Refusal: it is damaged, or no trial.
    """
    engine = sqlite.reading_engine(path)
    try:
        with told(path), engine.begin() as connection:
            yield Repository(connection, path.parent)
    finally:
        engine.dispose()


def _newest_first(backups: Iterable[Backup]) -> list[Backup]:
    return sorted(backups, key=lambda one: (one.made_utc, one.sequence), reverse=True)


def _name(trial_path: Path, made: datetime, sequence: int) -> str:
    return f"{trial_path.stem}-{made:%Y%m%dT%H%M%SZ}-{sequence}{SUFFIX}"


def _check_room(trial_path: Path, folder: Path) -> None:
    """Asked first, because the trial being written to often lies on the same disk, which must not fill up."""
    wanted = trial_path.stat().st_size
    if shutil.disk_usage(folder).free <= wanted:
        raise Refusal(
            "{trial_path} was not backed up, the disk of {folder} is full: free some space, or choose a "
            "file on another disk.",
            trial_path=trial_path,
            folder=folder,
        )


def _tidy(trial_path: Path, now: datetime) -> None:
    """Removes what need not be kept, and what backups that were killed have left unfinished."""
    backups = backups_of(trial_path)
    staying = kept(backups, now)
    old = time.time() - ABANDONED_SECONDS
    left = [path for path in backup_folder(trial_path).glob(f"{UNFINISHED}*") if path.stat().st_mtime < old]
    for path in [*(one.path for one in backups if one not in staying), *left]:
        # One that somebody is looking at goes with the next backup.
        with contextlib.suppress(OSError):
            path.unlink()
