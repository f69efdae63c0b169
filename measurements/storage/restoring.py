"""A backup in the place of a trial: checked before, the trial as it was kept, and both told in the audit."""

import contextlib
import glob
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from measurements.refusal import Damaged, NotStored, Refusal
from measurements.storage import sqlite
from measurements.storage.anchors import RESTORED, note_end, seen_ends
from measurements.storage.audit import RowChange, broken_links
from measurements.storage.backups import audit_of
from measurements.storage.disk import BESIDE_DATABASE, remove_database, sync_file, sync_folder
from measurements.storage.repository import Repository
from measurements.storage.rows import TrialRow
from measurements.storage.store import SUFFIX, local_now, open_trial, writer_lock


@dataclass(frozen=True, slots=True)
class Restored:
    """What a trial was restored to.

    Attributes:
        sequence: the last audit entry of the backup.
        left_out: first and last of the entries that the trial had and the backup has not, as far as the trial
            could be read, or else as its end was noted; None where none is known of.
        kept_as: where the file that was in the trial's place lies now; None where there was none.
        readable: whether that file could be read.
    """

    path: Path
    backup: Path
    sequence: int
    left_out: tuple[int, int] | None
    kept_as: Path | None
    readable: bool

    def sentences(self) -> list[str]:
        """For the user and for the audit."""
        told = [f"Restored from {self.backup.name}, which ends at audit entry {self.sequence}."]
        if self.left_out is not None:
            first, last = self.left_out
            if first == last:
                told.append(f"Entry {first} of the trial as it was is not in it.")
            else:
                told.append(f"Entries {first} to {last} of the trial as it was are not in it.")
        elif self.kept_as is not None and not self.readable:
            told.append(
                "The file in its place could not be read: what it held beyond that entry is not known."
            )
        if self.kept_as is not None:
            told.append(f"The file as it was is kept as {self.kept_as.name}.")
        return told


def restore(
    backup: Path,
    trial_path: Path,
    *,
    reason: str = "",
    anchors: Sequence[Path] = (),
    now: Callable[[], datetime] = local_now,
) -> Restored:
    """Puts a backup, or any other file of a trial, in the place of `trial_path`, where there may be none.

    The file that is there is kept under another name with its log, damaged or not. Whenever this is killed,
    there lies at `trial_path` either what was there or the trial restored; a damaged file may then lie there
    without its log, which is with the file that is kept. An older format is brought up to date.

    Args:
        trial_path: ends in `.longaxis`; added where missing from a new name.
        reason: why, for the audit, which goes on with an entry of its own.
        anchors: folders that note where the audit ends; see `anchors.note_end`.

    Raises:
        Refusal: the backup is missing, damaged, no trial, of another trial than the file in its place or of a
            newer program; somebody has the trial open; or there is no room. All is as it was.
    """
    backup, path = backup.resolve(), trial_path.resolve()
    if not path.exists() and path.suffix != SUFFIX:
        path = path.with_name(path.name + SUFFIX)
    if not backup.is_file() or not sqlite.is_trial_file(backup):
        raise Refusal("{backup} is no backup of a trial: choose another file.", backup=backup)
    if backup == path:
        raise Refusal("{path} is the trial itself: choose one of its backups.", path=path)
    lock = writer_lock(path)
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        _remove_all(unfinished)
        try:
            sqlite.backup(backup, unfinished)
        except Damaged as damaged:
            raise Refusal("{backup} is damaged: choose another backup.", backup=backup) from damaged
        restored = _prepared(backup, unfinished, path, reason, anchors, now)
        if restored.kept_as is not None:
            if restored.readable:
                _take_log_in(path)
            _keep(path, restored.kept_as)
        unfinished.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise Refusal(
            "{path} was not restored ({reason}: {file}): close what else has it open, check its folder and "
            "disk, and try again.",
            path=path,
            reason=error.strerror,
            file=error.filename,
        ) from error
    finally:
        _remove_all(unfinished)
        lock.release()
    with audit_of(path) as trial:
        note_end(trial, anchors, now())
    return restored


def _prepared(
    backup: Path,
    unfinished: Path,
    path: Path,
    reason: str,
    anchors: Sequence[Path],
    now: Callable[[], datetime],
) -> Restored:
    """Checks the copy, compares it with the trial, and has its audit tell of the restoring."""
    readable = False
    with audit_of(unfinished) as trial:
        trial_uid, end = trial.trial_uid(), trial.chain_end()
        for sentence in broken_links(trial.audit(), trial_uid):
            raise Refusal(
                "{backup} is not as it was made, so it is not restored: choose another. {sentence}",
                backup=backup,
                sentence=sentence,
            )
        last_seen = max((one.sequence for one in seen_ends(trial_uid, anchors)), default=0)
        left_out = (end.sequence + 1, last_seen)
        former_uid = trial_uid
        # SQLite removes the log beside an empty file: what is no trial any more is not opened.
        if path.exists() and sqlite.is_trial_file(path):
            with contextlib.suppress(Refusal, SQLAlchemyError), audit_of(path) as former:
                former_uid = former.trial_uid()
                left_out = _left_out(trial, former)
                readable = True
    if former_uid != trial_uid:
        raise Refusal(
            "{backup} is of another trial than {path}: choose one of its own backups, or another name for "
            "what is restored.",
            backup=backup,
            path=path,
        )
    restored = Restored(
        path=path,
        backup=backup,
        sequence=end.sequence,
        left_out=left_out if left_out[0] <= left_out[1] else None,
        kept_as=_free_name(path, now()) if path.exists() else None,
        readable=readable,
    )
    _tell_audit(unfinished, restored, reason, now)
    return restored


def _free_name(path: Path, now: datetime) -> Path:
    """For the file as it was: the moment is in it, and a number where two fall into one second."""
    stem = f"{path.stem}.replaced-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    names = (path.with_name(f"{stem}{number}{path.suffix}") for number in ("", *range(-2, -100, -1)))
    return next(name for name in names if not name.exists())


def _left_out(trial: Repository, former: Repository) -> tuple[int, int]:
    """First and last of the entries of `former` that `trial` has not; none where the first is behind the
    last."""
    mine, last = trial.chain_end().sequence, former.chain_end().sequence
    both = zip(trial.audit(), former.audit(), strict=False)
    parted = (one.sequence for one, other in both if one.hash != other.hash)
    return next(parted, min(mine, last) + 1), last


def _tell_audit(unfinished: Path, restored: Restored, reason: str, now: Callable[[], datetime]) -> None:
    """Brings the copy up to date and adds the entry; the trial's row stays as it is."""
    try:
        with open_trial(unfinished, writing=True, now=now) as store:
            with store.whole() as trial:
                (columns,) = trial.rows(TrialRow)
            why = " ".join([*([reason] if reason else []), *restored.sentences()])
            with store.writing_before_sign_in(RESTORED, reason=why) as work:
                work.changes.append(RowChange(TrialRow.__tablename__, (columns["uid"],), columns, columns))
    except Refusal as refusal:
        # What cannot be stored is the trial's affair, all else is said of the backup.
        meant = restored.path if isinstance(refusal, NotStored) else restored.backup
        raise refusal.said_of(meant, instead_of=unfinished) from refusal


def _take_log_in(path: Path) -> None:
    """Writes what the log holds into the file, so that it is one; of a damaged one nothing is touched."""
    whole = False
    engine = sqlite.reading_engine(path)
    with contextlib.suppress(SQLAlchemyError), engine.connect() as connection:
        whole = sqlite.is_whole(connection)
    engine.dispose()
    if whole:
        engine = sqlite.writing_engine(path)
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        engine.dispose()


def _keep(path: Path, kept_as: Path) -> None:
    """Gives the trial as it was another name beside its own, and leaves nothing beside `path` that SQLite
    would take for a log of what comes there."""
    for suffix in ("", *BESIDE_DATABASE):
        file = path.with_name(path.name + suffix)
        if file.exists():
            _name_also(file, kept_as.with_name(kept_as.name + suffix))
    sync_folder(path.parent)
    for suffix in BESIDE_DATABASE:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _name_also(file: Path, name: Path) -> None:
    try:
        name.hardlink_to(file)
    except OSError:  # some file systems have no second names
        shutil.copyfile(file, name)
        sync_file(name)


def _remove_all(unfinished: Path) -> None:
    """The copy, its lock, and the copy of an older format that an upgrade has made."""
    remove_database(unfinished)
    for path in unfinished.parent.glob(f"{glob.escape(unfinished.name)}.*"):
        path.unlink()
