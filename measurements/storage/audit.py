"""The audit: what changed, when, by whom; a chain of hashes that shows any later hand on it."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from measurements.storage.rows import canonical_json


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

    def content_hash(self) -> str:
        content = asdict(self)
        del content["hash"]
        return hashlib.sha256(canonical_json(content).encode()).hexdigest()


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
