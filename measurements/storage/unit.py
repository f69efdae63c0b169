"""One unit of work: every row it changes is noted once, and audit and undo are both made of these notes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from measurements.imaging import Series
from measurements.index import IndexChange
from measurements.storage import values
from measurements.storage.audit import AuditEntry, ChainEnd, Heading, RowChange, entries_for
from measurements.storage.repository import Repository
from measurements.storage.rows import (
    AuditRow,
    IndexedFolderRow,
    MeasurementRow,
    Row,
    SeriesRow,
    SettledSeriesRow,
    SliceRow,
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
UNSETTLE = delete(SETTLED_SERIES).where(SETTLED_SERIES.c.series_uid == bindparam("uid"))


@dataclass(frozen=True, slots=True)
class Draft:
    """Rows to be added with their audit, all spelled before the trial is taken: others wait while it is.

    Attributes:
        after: the entry of the audit that it was drafted upon; good for nothing once there is another.
        end: its own last entry.
    """

    after: ChainEnd
    rows: Sequence[tuple[type[Row], Sequence[Columns]]]
    changes: Sequence[RowChange]
    end: ChainEnd
    audit_rows: Sequence[Columns]

    @staticmethod
    def of(rows: Sequence[Sequence[Row]], heading: Heading, after: ChainEnd) -> "Draft":
        """`rows`: of one kind each, in the order in which they are added."""
        spelled = [(type(some[0]), [_columns(row) for row in some]) for some in rows if some]
        changes = [
            RowChange(kind.__tablename__, _key(kind, columns), None, columns)
            for kind, added in spelled
            for columns in added
        ]
        entries = entries_for(changes, heading, after)
        return Draft(after, spelled, changes, _end(entries, after), _audit_rows(entries))


class ChangedSince(Exception):
    """A row is not as a change to be undone or redone left it, or the trial not as a draft was made upon."""


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
        self._drafted: Draft | None = None

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

    def chain_end(self) -> ChainEnd:
        """The audit's last entry, before those of this work."""
        return self.trial.chain_end()

    def add_draft(self, draft: Draft) -> None:
        """Adds what was drafted upon the trial as it still is, before anything else is changed."""
        if self.changes or self.chain_end() != draft.after:
            raise ChangedSince
        self._remembered.clear()
        for kind, added in draft.rows:
            self._connection.execute(INSERT[kind], added)
        self.changes += draft.changes
        self._drafted = draft

    def add_unaudited(self, row: Row) -> None:
        """Adds a row of a table that the audit does not tell of."""
        self._connection.execute(INSERT[type(row)], dict(_columns(row)))

    def remove_unaudited(self, kind: type[Row], key: tuple[str, ...]) -> None:
        """Removes a row of such a table, where it is there."""
        self._connection.execute(DELETE_BY_KEY[kind], key_parameters(kind, key))

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
        uids = [{"uid": series_uid} for series_uid in series_uids]
        if uids:
            self._connection.execute(UNSETTLE, uids)

    def apply(self, change: RowChange) -> None:
        """Makes a noted change again, or its inverse.

        Raises:
            ChangedSince: the row is not as it was then.
        """
        kind = ROW_KINDS[change.table]
        if self._found(kind, change.key) != change.before:
            raise ChangedSince
        self._write(kind, change.before, change.after)

    def write_audit(self, heading: Heading) -> None:
        """One entry for each change, chained to the last one; those of a draft as they were spelled."""
        if not self.changes:
            return
        drafted = self._drafted
        if drafted is None:
            rows = _audit_rows(entries_for(self.changes, heading, self.chain_end()))
        else:
            later = self.changes[len(drafted.changes) :]
            rows = [*drafted.audit_rows, *_audit_rows(entries_for(later, heading, drafted.end))]
        self._connection.execute(INSERT[AuditRow], rows)

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


def _audit_rows(entries: Sequence[AuditEntry]) -> list[Columns]:
    return [{name: getattr(entry, name) for name in AuditEntry.__slots__} for entry in entries]


def _end(entries: Sequence[AuditEntry], after: ChainEnd) -> ChainEnd:
    return ChainEnd(entries[-1].sequence, entries[-1].hash) if entries else after
