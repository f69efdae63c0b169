"""The worklist as a table model that changes only what has changed, and its filter."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from app.worklist.rows import Cell, Filter, SubjectRow
from app.worklist.words import Words

Index = QModelIndex | QPersistentModelIndex
CELL_ROLE = Qt.ItemDataRole.UserRole
ROW_ROLE = Qt.ItemDataRole.UserRole + 1


def natural_order(code: str) -> tuple[tuple[int, int, str], ...]:
    """Orders codes as people do: HN-9 before HN-10."""
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part.casefold())
        for part in re.split(r"(\d+)", code)
        if part
    )


class WorklistTable(QAbstractTableModel):
    """One row per subject, ordered by code; one column per place in time, the baselines under each other."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[SubjectRow] = []
        self._columns: tuple[str, ...] = ()
        self._first_order = 0
        self._words = Words(self)

    @property
    def rows(self) -> tuple[SubjectRow, ...]:
        return tuple(self._rows)

    def show_rows(self, rows: Sequence[SubjectRow]) -> None:
        """Shows `rows` in place of what is shown, telling views only of what differs."""
        wanted = sorted(rows, key=lambda row: (natural_order(row.code), row.subject_uid))
        first_order, columns = _columns(wanted)
        shown = {row.subject_uid for row in self._rows}
        moved = [row.subject_uid for row in wanted if row.subject_uid in shown] != [
            row.subject_uid for row in self._rows
        ]
        # Many at once into an empty table, as after an import: row by row the views would be told of each.
        if moved or first_order != self._first_order or not self._rows:
            self.beginResetModel()
            self._rows = wanted
            self._first_order, self._columns = first_order, columns
            self.endResetModel()
            return
        self._fit_columns(columns)
        for place, row in enumerate(wanted):
            if place < len(self._rows) and self._rows[place].subject_uid == row.subject_uid:
                self._put(place, row)
            else:
                self.beginInsertRows(QModelIndex(), place, place)
                self._rows.insert(place, row)
                self.endInsertRows()

    def show_row(self, row: SubjectRow) -> None:
        """Shows one subject anew, or for the first time."""
        self.show_rows([row, *(other for other in self._rows if other.subject_uid != row.subject_uid)])

    def _put(self, place: int, row: SubjectRow) -> None:
        if self._rows[place] == row:
            return
        self._rows[place] = row
        if self._columns:
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(self._columns) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Vertical, place, place)

    def _fit_columns(self, columns: tuple[str, ...]) -> None:
        had, wanted = len(self._columns), len(columns)
        if wanted > had:
            self.beginInsertColumns(QModelIndex(), had, wanted - 1)
            self._columns = columns
            self.endInsertColumns()
        elif wanted < had:
            self.beginRemoveColumns(QModelIndex(), wanted, had - 1)
            self._columns = columns
            self.endRemoveColumns()
        elif columns == self._columns:
            return
        self._columns = columns
        if columns:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(columns) - 1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def cell(self, index: Index) -> Cell | None:
        """The timepoint at `index`; None where the subject has none there."""
        if not index.isValid():
            return None
        order = index.column() + self._first_order
        return next((cell for cell in self._rows[index.row()].cells if cell.order == order), None)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.cell(index)
        if role == CELL_ROLE:
            return cell
        if role == ROW_ROLE:
            return self._rows[index.row()]
        if cell is None:
            return None
        words = self._words.cell(cell, self._rows[index.row()].code)
        if role == Qt.ItemDataRole.DisplayRole:
            return words.state
        if role == Qt.ItemDataRole.ToolTipRole:
            return words.tip
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return words.spoken
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            return self._columns[section] if role == Qt.ItemDataRole.DisplayRole else None
        row = self._rows[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.code
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words.subject(row)
        return None


def _columns(rows: Sequence[SubjectRow]) -> tuple[int, tuple[str, ...]]:
    """The earliest order there is, and from there a heading per order: the label most subjects use there."""
    labels: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for cell in row.cells:
            labels[cell.order][cell.label] += 1
    if not labels:
        return 0, ()
    first, last = min(0, *labels), max(labels)
    headings = (labels[order].most_common(1) for order in range(first, last + 1))
    return first, tuple(counted[0][0] if counted else "" for counted in headings)


class FilteredWorklist(QSortFilterProxyModel):
    """The subjects whose code holds the text sought and whose timepoints are in the state sought."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sought = ""
        self._filter = Filter.ALL

    def seek(self, text: str) -> None:
        self.beginFilterChange()
        self._sought = text.strip().casefold()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def show_only(self, chosen: Filter) -> None:
        self.beginFilterChange()
        self._filter = chosen
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def finds(self, row: SubjectRow) -> bool:
        """Whether the text sought is in this subject's code, whatever its state."""
        return self._sought in row.code.casefold()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        source = self.sourceModel()
        assert isinstance(source, WorklistTable)
        row = source.rows[source_row]
        return self.finds(row) and self._filter.admits(row)
