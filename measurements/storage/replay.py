"""The audit carried out again from nothing: whether the tables are what its entries left."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from measurements.progress import Report, silent
from measurements.storage.audit import AuditEntry
from measurements.storage.repository import Repository
from measurements.storage.rows import (
    AuditRow,
    FollowedRow,
    IndexedFolderRow,
    Row,
    SettledSeriesRow,
    SliceChecksumsRow,
    SliceRow,
    TakenFileRow,
    TrialRow,
)
from measurements.storage.spelling import canonical_json
from measurements.storage.statements import ROW_KINDS, key_columns

NOT_AUDITED: frozenset[type[Row]] = frozenset(
    {
        AuditRow,
        FollowedRow,
        IndexedFolderRow,
        SettledSeriesRow,
        SliceChecksumsRow,
        SliceRow,
        TakenFileRow,
        TrialRow,
    }
)
"""The audit itself; the trial's name, whose uid the chain begins with; checksums and files that an audited
hash binds; what is read or found anew from the pictures' files when it is lost. Every other table is what its
entries say."""

LATER_COLUMNS: Mapping[str, Mapping[str, object]] = {
    "lesion": {"name": "", "comment": "", "place": None},
    "measurement": {"comment": "", "merged_into_uid": None, "reformat": None},
    "person": {"password_given": False},
}
"""By table, the columns that migrations have added, with what they gave to the rows that were there."""

ENTRIES_BETWEEN_REPORTS = 10_000

_Place = tuple[str, str]
"""A row by its table and its key as the audit spells it."""


def departures(trial: Repository, report: Report = silent) -> Iterator[str]:
    """One sentence for every entry that does not hold, in order of entries; then one for every row that
    no entry knows of.

    An entry holds when the row was before it what the entry before had left, and when the last entry of a
    row is what the table has. Takes one pass over the audit and one over the tables; of each row only a
    digest is held.

    Raises:
        Cancelled: by `report`.
    """
    last, found = _replayed(trial, report)
    unknown: list[str] = []
    for kind in sorted(set(ROW_KINDS.values()) - NOT_AUDITED, key=lambda kind: kind.__tablename__):
        _compare(trial, kind, last, found, unknown)
    for (table, key), (sequence, _) in last.items():
        found.append((sequence, f"Audit entry {sequence} left {_row(table, key)}, which is gone."))
    for _, sentence in sorted(found):
        yield sentence
    yield from unknown


def _replayed(
    trial: Repository, report: Report
) -> tuple[dict[_Place, tuple[int, bytes]], list[tuple[int, str]]]:
    """Of every row that the entries leave its last entry and digest; and what is wrong on the way."""
    last: dict[_Place, tuple[int, bytes]] = {}
    found: list[tuple[int, str]] = []
    audited = {kind.__tablename__ for kind in set(ROW_KINDS.values()) - NOT_AUDITED}
    for entry in trial.audit():
        if entry.sequence % ENTRIES_BETWEEN_REPORTS == 0:
            report(entry.sequence, 0, "Replaying the audit")
        if entry.table_name not in audited:
            continue
        place = (entry.table_name, entry.row_key)
        before = last.pop(place, None)
        if not isinstance(entry.old_value, str | None) or not isinstance(entry.new_value, str | None):
            found.append((entry.sequence, f"Audit entry {entry.sequence} is damaged: it holds no row."))
            continue
        wrong = _wrong_before(trial, entry, before)
        if wrong:
            found.append((entry.sequence, wrong))
        if entry.new_value is not None:
            last[place] = (entry.sequence, _digest(_filled(entry.table_name, entry.new_value)))
    return last, found


def _wrong_before(trial: Repository, entry: AuditEntry, before: tuple[int, bytes] | None) -> str:
    """What contradicts the row as `entry` found it; "" where nothing does."""
    row = _row(entry.table_name, entry.row_key)
    if before is None:
        if entry.old_value is None:
            return ""
        return f"Audit entry {entry.sequence} ({entry.action}) found {row}, which no entry before had left."
    sequence, digest = before
    if entry.old_value is None:
        return (
            f"Audit entry {entry.sequence} ({entry.action}) added {row}, which stood there since entry "
            f"{sequence}."
        )
    found = _filled(entry.table_name, entry.old_value)
    if _digest(found) == digest:
        return ""
    differing = _differing(_left_by(trial, sequence), found)
    if not differing:
        return ""
    return (
        f"Audit entry {entry.sequence} ({entry.action}) found {row} otherwise than entry {sequence} had left "
        f"it: {differing}."
    )


def _compare(
    trial: Repository,
    kind: type[Row],
    last: dict[_Place, tuple[int, bytes]],
    found: list[tuple[int, str]],
    unknown: list[str],
) -> None:
    """Takes what a table has out of `last`, and notes where the two differ."""
    table, names = kind.__tablename__, key_columns(kind)
    try:
        for columns in trial.rows(kind):
            key = canonical_json([columns[name] for name in names])
            left = last.pop((table, key), None)
            if left is None:
                unknown.append(f"The trial has {_row(table, key)}, which no audit entry put there.")
                continue
            sequence, digest = left
            spelled = canonical_json(columns)
            differing = "" if _digest(spelled) == digest else _differing(_left_by(trial, sequence), spelled)
            if differing:
                found.append(
                    (
                        sequence,
                        f"Audit entry {sequence} left {_row(table, key)} otherwise than it is: {differing}.",
                    )
                )
    except (ValueError, TypeError) as error:
        # What is no date, no JSON or no text any more ends the reading of its table.
        unknown.append(f"A row of the table {table} cannot be read any more, and others behind it ({error}).")
        for place in [place for place in last if place[0] == table]:
            del last[place]


def _left_by(trial: Repository, sequence: int) -> str:
    """The row as this entry left it."""
    entry = next(trial.audit(first=sequence))
    assert entry.new_value is not None
    return _filled(entry.table_name, entry.new_value)


def _filled(table: str, spelled: str) -> str:
    """A row as the migrations since have made it."""
    later = LATER_COLUMNS.get(table)
    # A quotation mark within a text is spelled \", so that this is found in no text.
    if later is None or all(f'"{name}":' in spelled for name in later):
        return spelled
    row = _row_in(spelled)
    return spelled if row is None else canonical_json({**later, **row})


def _digest(spelled: str) -> bytes:
    return hashlib.blake2b(spelled.encode(), digest_size=16).digest()


def _differing(left: str, found: str) -> str:
    """The columns in which two rows differ, as words; "" where they only spell a number otherwise: a whole
    number comes back from a column of fractions as 2.0."""
    one, other = _row_in(left), _row_in(found)
    if one is None or other is None:
        return "one of the two is damaged"
    names = sorted({*one, *other})
    return ", ".join(
        name for name in names if name not in one or name not in other or one[name] != other[name]
    )


def _row_in(spelled: str) -> dict[str, Any] | None:
    """None where a damaged file holds something else."""
    try:
        row = json.loads(spelled)
    except ValueError:
        return None
    return row if isinstance(row, dict) else None


def _row(table: str, key: str) -> str:
    return f"the row {key} of the table {table}"
