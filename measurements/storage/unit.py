"""One unit of work: every row it changes is noted once, and audit and undo are both made of these notes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, inspect, select
from sqlalchemy.orm import Session

from measurements.imaging import Series
from measurements.storage import values
from measurements.storage.audit import AuditEntry
from measurements.storage.program import PROGRAM_VERSION
from measurements.storage.repository import Repository
from measurements.storage.rows import AuditRow, Row, SliceRow, TrialRow, canonical_json

ROW_KINDS: dict[str, type[Row]] = {
    mapper.class_.__tablename__: mapper.class_ for mapper in Row.registry.mappers
}


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after; None where it did not exist."""

    table: str
    key: tuple[str, ...]
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    def inverse(self) -> "RowChange":
        return RowChange(self.table, self.key, self.after, self.before)


class ChangedSince(Exception):
    """A row is not as a change to be undone or redone left it."""


class UnitOfWork:
    """The one way to write: rows go in through it, and nothing else commits.

    Attributes:
        trial: reads what the transaction sees, its own changes included.
        changes: what was changed so far, in order.
    """

    def __init__(self, session: Session, trial: Repository, folder: Path) -> None:
        self._session = session
        self._folder = folder
        self.trial = trial
        self.changes: list[RowChange] = []

    def add(self, row: Row) -> None:
        self._session.add(row)
        self._session.flush()
        self._note(row, None, _columns(row))

    def change(self, kind: type[Row], key: tuple[str, ...], /, **columns: object) -> None:
        """Sets columns of an existing row; notes nothing where they already are so."""
        row = self._row(kind, key)
        before = _columns(row)
        for name, value in columns.items():
            setattr(row, name, value)
        after = _columns(row)
        if after != before:
            self._session.flush()
            self._note(row, before, after)

    def put(self, row: Row) -> None:
        """Adds the row, or gives the existing one of the same key all its columns."""
        key = _key(row)
        if self._session.get(type(row), key) is None:
            self.add(row)
        else:
            self.change(type(row), key, **_columns(row))

    def remove(self, kind: type[Row], key: tuple[str, ...]) -> None:
        row = self._row(kind, key)
        before = _columns(row)
        self._session.delete(row)
        self._session.flush()
        self._note(row, before, None)

    def put_series(self, series: Series) -> None:
        """Adds a stack with its slices, or brings the trial's up to date with it.

        The audit keeps the facts of the stack, not each of its slices.
        """
        self.put(values.series_row(series))
        self._session.execute(delete(SliceRow).where(SliceRow.series_key == series.key))
        if series.slices:
            columns = [
                values.slice_columns(series.key, place, one, self._folder)
                for place, one in enumerate(series.slices)
            ]
            self._session.execute(insert(SliceRow), columns)

    def apply(self, change: RowChange) -> None:
        """Makes a noted change again, or its inverse.

        Raises:
            ChangedSince: the row is not as it was then.
        """
        kind = ROW_KINDS[change.table]
        row = self._session.get(kind, change.key)
        if (None if row is None else _columns(row)) != change.before:
            raise ChangedSince
        if change.after is None:
            self.remove(kind, change.key)
        elif change.before is None:
            self.add(kind(**change.after))
        else:
            self.change(kind, change.key, **change.after)

    def write_audit(self, who: str, action: str, reason: str, now: datetime) -> None:
        """One entry for each change, chained to the last one."""
        if not self.changes:
            return
        last = self._session.execute(
            select(AuditRow.sequence, AuditRow.hash).order_by(AuditRow.sequence.desc()).limit(1)
        ).first()
        if last is None:
            sequence, previous_hash = 0, self._session.scalars(select(TrialRow.uid)).one()
        else:
            sequence, previous_hash = last
        offset = now.utcoffset()
        for change in self.changes:
            sequence += 1
            entry = AuditEntry(
                sequence=sequence,
                when_utc=now.astimezone(UTC).isoformat(timespec="microseconds"),
                utc_offset_minutes=0 if offset is None else round(offset.total_seconds() / 60),
                who=who,
                program_version=PROGRAM_VERSION,
                action=action,
                table_name=change.table,
                row_key=canonical_json(change.key),
                old_value=None if change.before is None else canonical_json(change.before),
                new_value=None if change.after is None else canonical_json(change.after),
                reason=reason,
                previous_hash=previous_hash,
            )
            previous_hash = entry.content_hash()
            columns = {name: getattr(entry, name) for name in AuditEntry.__slots__}
            self._session.add(AuditRow(**{**columns, "hash": previous_hash}))
        self._session.flush()

    def _row(self, kind: type[Row], key: tuple[str, ...]) -> Row:
        row = self._session.get(kind, key)
        if row is None:
            raise LookupError(f"no row {key} in {kind.__tablename__}")
        return row

    def _note(self, row: Row, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> None:
        self.changes.append(RowChange(row.__tablename__, _key(row), before, after))


def _columns(row: Row) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs}


def _key(row: Row) -> tuple[str, ...]:
    mapper = inspect(type(row))
    return tuple(getattr(row, mapper.get_property_by_column(column).key) for column in mapper.primary_key)
