"""The audit: what changed, when, by whom; a chain of hashes that shows any later hand on it."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from measurements.storage.program import PROGRAM_VERSION
from measurements.storage.spelling import canonical_json


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One change of one row.

    Attributes:
        sequence: 1, 2, 3 ... without a gap.
        when_utc: ISO 8601, UTC; utc_offset_minutes: of the clock of the computer that wrote it.
        action: the command, such as PutMeasurement or "undo PutMeasurement".
        row_key: the row's key as a JSON list.
        old_value, new_value: the row as a JSON object; None where it did not exist.
        previous_hash: hash of the entry before; of the first entry, the trial's uid.
        hash: SHA-256, hexadecimal, of `previous_hash` and all fields above as canonical JSON.
    """

    sequence: int
    when_utc: str
    utc_offset_minutes: int
    who: str
    program_version: str
    action: str
    table_name: str
    row_key: str
    old_value: str | None
    new_value: str | None
    reason: str
    previous_hash: str
    hash: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """The key of the row that was changed."""
        return tuple(json.loads(self.row_key))

    def new_row(self) -> dict[str, Any]:
        """The row as the entry left it; raises ValueError where it removed it."""
        if self.new_value is None:
            raise ValueError(f"entry {self.sequence} removed its row")
        return dict(json.loads(self.new_value))

    def content_hash(self) -> str:
        content = {name: getattr(self, name) for name in _HASHED}
        return hashlib.sha256(canonical_json(content).encode()).hexdigest()


_HASHED = tuple(name for name in AuditEntry.__slots__ if name != "hash")


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after; None where it did not exist."""

    table: str
    key: tuple[str, ...]
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    def inverse(self) -> "RowChange":
        return RowChange(self.table, self.key, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Heading:
    """What the entries of one unit of work share."""

    who: str
    action: str
    reason: str
    now: datetime


@dataclass(frozen=True, slots=True)
class ChainEnd:
    """The last entry of an audit; of an empty one, 0 and the trial's uid."""

    sequence: int
    hash: str


def entries_for(changes: Sequence[RowChange], heading: Heading, after: ChainEnd) -> list[AuditEntry]:
    """One entry for each change, chained to the one before."""
    offset = heading.now.utcoffset()
    when_utc = heading.now.astimezone(UTC).isoformat(timespec="microseconds")
    utc_offset_minutes = 0 if offset is None else round(offset.total_seconds() / 60)
    previous_hash = after.hash
    entries = []
    for sequence, change in enumerate(changes, after.sequence + 1):
        entry = AuditEntry(
            sequence=sequence,
            when_utc=when_utc,
            utc_offset_minutes=utc_offset_minutes,
            who=heading.who,
            program_version=PROGRAM_VERSION,
            action=heading.action,
            table_name=change.table,
            row_key=canonical_json(change.key),
            old_value=None if change.before is None else canonical_json(change.before),
            new_value=None if change.after is None else canonical_json(change.after),
            reason=heading.reason,
            previous_hash=previous_hash,
        )
        previous_hash = entry.content_hash()
        entries.append(replace(entry, hash=previous_hash))
    return entries


def broken_links(entries: Iterable[AuditEntry], trial_uid: str) -> Iterator[str]:
    """One sentence for every entry that does not fit the chain; `entries` in order of sequence."""
    previous_hash = trial_uid
    for expected, entry in enumerate(entries, start=1):
        if entry.sequence != expected:
            yield f"Audit entry {expected} is missing: the next one found is {entry.sequence}."
            return
        if entry.previous_hash != previous_hash:
            yield f"Audit entry {entry.sequence} does not follow the entry before it."
        if entry.hash != entry.content_hash():
            yield f"Audit entry {entry.sequence} was changed after it was written."
        previous_hash = entry.hash


def set_back_clocks(entries: Iterable[AuditEntry]) -> Iterator[str]:
    """One sentence for every entry dated before the one before it; `entries` in order of sequence.

    A remark, no fault: entries keep the time of the computer that wrote them, and their order is the chain's.
    """
    before = ""
    for entry in entries:
        if entry.when_utc < before:
            yield (
                f"Audit entry {entry.sequence} is dated {entry.when_utc}, earlier than the entry before it "
                f"({before}): a clock was set back, or another computer's is behind."
            )
        before = entry.when_utc
