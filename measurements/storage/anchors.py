"""Where a trial's audit was seen to end, noted outside of its file: an older file in its place is found out.

A chain of hashes shows any change of what stands in a file, and nothing of what stood there once.
"""

import contextlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from measurements.refusal import Refusal
from measurements.storage.audit import ChainEnd
from measurements.storage.repository import Repository

RESTORED = "RestoreBackup"
"""The action of the audit entry that a restored trial goes on with."""


@dataclass(frozen=True, slots=True)
class SeenEnd:
    """The last entry of an audit, and when it was the last."""

    sequence: int
    hash: str
    when_utc: str


def note_end(trial: Repository, folders: Iterable[Path], now: datetime) -> None:
    """Notes in every folder that the audit ends where it does now.

    Ends noted before that this audit leads up to are forgotten; those that it contradicts stay, for what is
    put in the place of a trial must not take the proof away.

    Args:
        trial: the whole of it, not what somebody may see.

    Raises:
        Refusal: a folder takes no files; it was noted in those before it.
    """
    trial_uid, end = trial.trial_uid(), trial.chain_end()
    seen = SeenEnd(end.sequence, end.hash, now.astimezone(UTC).isoformat(timespec="seconds"))
    for folder in folders:
        path = _note(folder, trial_uid)
        try:
            before = _read(path)
        except ValueError:
            path.replace(path.with_suffix(".damaged"))
            before = []
        kept = [one for one in before if not _holds(trial, one)]
        _write(path, json.dumps([asdict(one) for one in (*kept, seen)], indent=2) + "\n")


def seen_ends(trial_uid: str, folders: Iterable[Path]) -> list[SeenEnd]:
    """What was noted of a trial in any of these folders.

    Raises:
        Refusal: a note cannot be read.
    """
    found = []
    for folder in folders:
        path = _note(folder, trial_uid)
        try:
            found += _read(path)
        except (OSError, ValueError) as error:
            raise Refusal(
                "{path}, which tells where the trial's audit was seen to end, cannot be read: compare the "
                "trial with its newest backup, then remove that file.",
                path=path,
            ) from error
    return found


def rolled_back(trial: Repository, seen: Iterable[SeenEnd]) -> str | None:
    """What was seen of this trial and is not in it any more, in one sentence; None where nothing is missing.

    An end that a restored trial has left behind is explained by the audit entry that tells of the restoring.
    """
    end = trial.chain_end()
    for one in sorted(seen, key=lambda one: one.sequence, reverse=True):
        if _holds(trial, one) or _left_by_restoring(trial, one):
            continue
        if one.sequence > end.sequence:
            return (
                f"The audit ends at entry {end.sequence}, but on {one.when_utc} it went on to entry "
                f"{one.sequence}: an older file lies in the trial's place; restore its newest backup."
            )
        return (
            f"Audit entry {one.sequence} is not the one that was there on {one.when_utc}: an older file was "
            "put in the trial's place and written on; compare it with the backups from before."
        )
    return None


def _holds(trial: Repository, seen: SeenEnd) -> bool:
    """Whether the audit leads up to this end."""
    if seen.sequence == 0:
        return seen.hash == trial.trial_uid()
    entry = next(trial.audit(first=seen.sequence), None)
    return entry is not None and ChainEnd(entry.sequence, entry.hash) == ChainEnd(seen.sequence, seen.hash)


def _left_by_restoring(trial: Repository, seen: SeenEnd) -> bool:
    return any(
        entry.action == RESTORED and entry.sequence <= seen.sequence and entry.when_utc >= seen.when_utc
        for entry in trial.audit("trial")
    )


def _note(folder: Path, trial_uid: str) -> Path:
    return folder / f"{trial_uid}.seen"


def _read(path: Path) -> list[SeenEnd]:
    """Raises ValueError where the file is none of these."""
    if not path.exists():
        return []
    try:
        return [
            SeenEnd(int(one["sequence"]), str(one["hash"]), str(one["when_utc"]))
            for one in json.loads(path.read_text(encoding="utf-8"))
        ]
    except (TypeError, KeyError) as error:
        raise ValueError(str(error)) from error


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    unfinished = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("x", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise Refusal(
            "{path} cannot be written ({reason}), so that an older file in the trial's place would not be "
            "found out: check its folder and the disk's space.",
            path=path,
            reason=error.strerror,
        ) from error
