"""One unit of work: every row it changes is noted once, and audit and undo are both made of these notes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, select

from measurements.imaging import Series
from measurements.index import IndexChange
from measurements.storage import values
from measurements.storage.audit import AuditEntry
from measurements.storage.program import PROGRAM_VERSION
from measurements.storage.repository import Repository
from measurements.storage.rows import (
    AuditRow,
    IndexedFolderRow,
    MeasurementRow,
    Row,
    SeriesRow,
    SettledSeriesRow,
    SliceRow,
    canonical_json,
)
from measurements.storage.statements import (
    DELETE_BY_KEY,
    INSERT,
    ROW_KINDS,
    SELECT_BY_KEY,
    UPDATE_BY_KEY,
    key_columns,
    key_parameters,
    table_of,
)

Columns = Mapping[str, Any]

SERIES = table_of(SeriesRow)
SLICE = table_of(SliceRow)
INDEXED_FOLDER = table_of(IndexedFolderRow)
SETTLED_SERIES = table_of(SettledSeriesRow)
LAST_ENTRY = (
    select(table_of(AuditRow).c.sequence, table_of(AuditRow).c.hash)
    .order_by(table_of(AuditRow).c.sequence.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after; None where it did not exist."""

    table: str
    key: tuple[str, ...]
    before: Columns | None
    after: Columns | None

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

    def __init__(self, connection: Connection, folder: Path, remembered: dict[object, Any]) -> None:
        """`remembered`: see `Repository`; forgotten when any row but a measurement changes."""
        self._connection = connection
        self._folder = folder
        self._remembered = remembered
        self.trial = Repository(connection, folder, remembered)
        self.changes: list[RowChange] = []

    def add(self, row: Row) -> None:
        self._write(type(row), None, _columns(row))

    def add_all(self, rows: Sequence[Row]) -> None:
        """Adds rows of one kind in one statement, as an import adds hundreds while others wait."""
        if not rows:
            return
        kind, added = type(rows[0]), [_columns(row) for row in rows]
        self._remembered.clear()
        self._connection.execute(INSERT[kind], added)
        self.changes += [
            RowChange(kind.__tablename__, _key(kind, columns), None, columns) for columns in added
        ]

    def change(self, kind: type[Row], key: tuple[str, ...], /, **columns: object) -> None:
        """Sets columns of an existing row; notes nothing where they already are so."""
        before = self._present(kind, key)
        self._write(kind, before, {**before, **columns})

    def put(self, row: Row) -> None:
        """Adds the row, or gives the existing one of the same key all its columns."""
        after = _columns(row)
        self._write(type(row), self._found(type(row), _key(type(row), after)), after)

    def remove(self, kind: type[Row], key: tuple[str, ...]) -> None:
        self._write(kind, self._present(kind, key), None)

    def put_series(self, series: Series) -> None:
        """Adds a stack with its slices, or brings the trial's up to date with it.

        The audit keeps the facts of the stack, not each of its slices.
        """
        self._remembered.clear()
        self.put(values.series_row(series))
        self.unsettle_series({series.series_uid})
        self._connection.execute(delete(SLICE).where(SLICE.c.series_key == series.key))
        self.add_slices(
            [
                values.slice_columns(series.key, place, one, self._folder)
                for place, one in enumerate(series.slices)
            ]
        )

    def add_slices(self, columns: Sequence[Columns]) -> None:
        """Adds slices, of a stack that may come later, by their columns: see `values.slice_columns`."""
        if columns:
            self._connection.execute(INSERT[SliceRow], columns)

    def remove_slices_without_series(self, series_key: str | None = None) -> None:
        """Removes what an import that was broken off has left, of one stack to come or of all."""
        left = delete(SLICE).where(SLICE.c.series_key.not_in(select(SERIES.c.key)))
        if series_key is not None:
            left = left.where(SLICE.c.series_key == series_key)
        self._connection.execute(left)

    def change_index(self, change: IndexChange) -> None:
        """Keeps folders as a scan has found them, and forgets those that are gone."""
        columns = [values.indexed_folder_columns(folder, self._folder) for folder in change.folders]
        gone = [values.kept_folder(path, self._folder) for path in change.gone]
        for path in [*gone, *(each["path"] for each in columns)]:
            self._connection.execute(delete(INDEXED_FOLDER).where(INDEXED_FOLDER.c.path == path))
        if columns:
            self._connection.execute(INSERT[IndexedFolderRow], columns)

    def settle_series(self, images: Mapping[str, int]) -> None:
        """Notes series whose slices are just what their files are; how many pictures, by series UID."""
        self.unsettle_series(images)
        if images:
            rows = [{"series_uid": series_uid, "images": count} for series_uid, count in images.items()]
            self._connection.execute(INSERT[SettledSeriesRow], rows)

    def unsettle_series(self, series_uids: Iterable[str]) -> None:
        """Takes back what `settle_series` noted, for the series or its files may have changed."""
        for series_uid in series_uids:
            self._connection.execute(delete(SETTLED_SERIES).where(SETTLED_SERIES.c.series_uid == series_uid))

    def apply(self, change: RowChange) -> None:
        """Makes a noted change again, or its inverse.

        Raises:
            ChangedSince: the row is not as it was then.
        """
        kind = ROW_KINDS[change.table]
        if self._found(kind, change.key) != change.before:
            raise ChangedSince
        self._write(kind, change.before, change.after)

    def write_audit(self, who: str, action: str, reason: str, now: datetime) -> None:
        """One entry for each change, chained to the last one."""
        if not self.changes:
            return
        last = self._connection.execute(LAST_ENTRY).first()
        sequence, previous_hash = (0, self.trial.trial_uid()) if last is None else last
        offset = now.utcoffset()
        entries = []
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
            entries.append({**columns, "hash": previous_hash})
        self._connection.execute(INSERT[AuditRow], entries)

    def _found(self, kind: type[Row], key: tuple[str, ...]) -> Columns | None:
        row = self._connection.execute(SELECT_BY_KEY[kind], key_parameters(kind, key)).first()
        return None if row is None else dict(row._mapping)

    def _present(self, kind: type[Row], key: tuple[str, ...]) -> Columns:
        found = self._found(kind, key)
        if found is None:
            raise LookupError(f"no row {key} in {kind.__tablename__}")
        return found

    def _write(self, kind: type[Row], before: Columns | None, after: Columns | None) -> None:
        """Takes one row from `before` to `after` and notes it."""
        if after == before:
            return
        if kind is not MeasurementRow:
            self._remembered.clear()
        if kind is SeriesRow:
            self.unsettle_series({row["series_uid"] for row in (before, after) if row is not None})
        key = _key(kind, after or before or {})
        if after is None:
            self._connection.execute(DELETE_BY_KEY[kind], key_parameters(kind, key))
        elif before is None:
            self._connection.execute(INSERT[kind], dict(after))
        else:
            self._connection.execute(UPDATE_BY_KEY[kind], {**after, **key_parameters(kind, key)})
        self.changes.append(RowChange(kind.__tablename__, key, before, after))


def _columns(row: Row) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in table_of(type(row)).columns}


def _key(kind: type[Row], columns: Columns) -> tuple[str, ...]:
    return tuple(columns[name] for name in key_columns(kind))
