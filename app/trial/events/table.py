"""The clinical events of a trial as a table."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.components.heads import head
from app.style.look import look
from app.trial.figure_words import kind_words
from measurements.clinical.event import ClinicalEvent, EventKind

Index = QModelIndex | QPersistentModelIndex
SUBJECT, DATE, EVENT, WHAT, GRADE, SERIOUS, RELATED = range(7)


class EventTable(QAbstractTableModel):
    """One row per event, by subject and date; columns SUBJECT to RELATED."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Mapping[str, ClinicalEvent] = {}
        self._uids: list[str] = []
        self._wanted = ""

    def show_events(self, events: Mapping[str, ClinicalEvent]) -> None:
        """`events`: by uid, in the order of the rows."""
        self._all = events
        self._filter()

    def find(self, words: str) -> None:
        """Only those whose subject, kind, term or lesion has these letters."""
        self._wanted = words.strip().casefold()
        self._filter()

    def _filter(self) -> None:
        self.beginResetModel()
        self._uids = [uid for uid, event in self._all.items() if self._wanted in _letters(event)]
        self.endResetModel()

    def uid(self, row: int) -> str | None:
        return self._uids[row] if 0 <= row < len(self._uids) else None

    def event_of(self, uid: str) -> ClinicalEvent | None:
        return self._all.get(uid)

    def row_of(self, uid: str) -> int:
        """-1 where no row shows it."""
        return self._uids.index(uid) if uid in self._uids else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._uids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else RELATED + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        event = self._all[self._uids[index.row()]]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._told(event, index.column())
        if role == Qt.ItemDataRole.ForegroundRole:
            return look().colour.text if index.column() in (SUBJECT, EVENT) else look().colour.second
        return None

    def _told(self, event: ClinicalEvent, column: int) -> str:
        return {
            SUBJECT: event.subject,
            DATE: event.on.isoformat(),
            EVENT: kind_words(event.kind),
            WHAT: event.term if event.kind is EventKind.ADVERSE_EVENT else event.lesion or event.term,
            GRADE: "" if event.grade is None else str(event.grade),
            SERIOUS: self._yes_no(event.serious),
            RELATED: self._yes_no(event.related),
        }[column]

    def _yes_no(self, said: bool | None) -> str:
        if said is None:
            return ""
        return self.tr("yes") if said else self.tr("no")

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        names = {
            SUBJECT: self.tr("Subject"),
            DATE: self.tr("Date"),
            EVENT: self.tr("Event"),
            WHAT: self.tr("Term or lesion"),
            GRADE: self.tr("Grade"),
            SERIOUS: self.tr("Serious"),
            RELATED: self.tr("Related"),
        }
        return head(names, section, orientation, role)


def _letters(event: ClinicalEvent) -> str:
    kind = (event.kind.value, kind_words(event.kind))
    return "\n".join((event.subject, *kind, event.on.isoformat(), event.term, event.lesion)).casefold()
