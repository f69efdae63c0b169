"""The history of a read: its changes, and beside them all its values as they stood at the chosen one."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.components.buttons import button
from app.components.fields import Choice
from app.components.heads import head
from app.components.text import ElidedLabel, label, wrapped
from app.components.words import say
from app.history.change_words import ChangeWords
from app.language import language
from app.reading.call.all_timepoints import AllTimepoints
from app.reading.desk.desk_view import DeskView
from app.refusal_words import refusal_text
from app.session import Session
from app.style.fonts import font
from app.style.look import look
from measurements.case.case_view import CaseView
from measurements.case.changes import Changes
from measurements.case.history import Change, case_as_of, life_of_read
from measurements.case.trial_protocol import protocol_of
from measurements.recist.sentences import overall_sentence
from measurements.refusal import Refusal
from measurements.trial import Read, Timepoint

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
ROW_PX = 34


class _Model(QAbstractTableModel):
    """One row for each change, the newest first."""

    def __init__(self) -> None:
        super().__init__()
        self.changes: tuple[Change, ...] = ()
        self._words: ChangeWords | None = None

    def show_changes(self, changes: Sequence[Change], words: ChangeWords) -> None:
        self.beginResetModel()
        self.changes, self._words = tuple(reversed(changes)), words
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.changes)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        names = enumerate((self.tr("When"), self.tr("Who"), self.tr("What"), self.tr("Why")))
        return head(dict(names), section, orientation, role)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        change = self.changes[index.row()]
        assert self._words is not None, "rows come with their words"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (self._words.when(change), change.who, self._words.what(change), self._why(change))[
                index.column()
            ]
        if role == Qt.ItemDataRole.ForegroundRole:
            return look().colour.text if index.column() == 2 else look().colour.second
        return None

    def _why(self, change: Change) -> str:
        """The reason that was given; of an undo or a redo, that it is one."""
        if change.reason:
            return change.reason
        if change.action.startswith("undo "):
            return self.tr("undone")
        return self.tr("done again") if change.action.startswith("redo ") else ""


class HistoryPage(QWidget):
    """What became of one read. Nothing can be changed here.

    Signals: `left()` when the reader is done with it.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session: Session | None = None
        self._read: Read | None = None
        self._at_uid = ""
        self._life: list[Change] = []
        self._timepoints: list[Timepoint] = []
        self._unsubscribe = _nothing
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self._make_list())
        parts.addWidget(self._make_moment())
        parts.setStretchFactor(0, 5)
        parts.setStretchFactor(1, 6)
        column.addWidget(parts, 1)

    def _make_head(self) -> QWidget:
        head = QWidget()
        head.setProperty("edge", "bottom")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setFixedHeight(64)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(label(lambda: self.tr("History"), "page", weight=600))
        self._whose = ElidedLabel("", "body", "second")
        row.addWidget(self._whose, 1)
        row.addWidget(label(lambda: self.tr("Show"), "second", "second"))
        self.choice = Choice()
        say(self.choice, Choice.setAccessibleName, lambda: self.tr("Lesion"))
        self.choice.currentIndexChanged.connect(self._show_list)
        row.addWidget(self.choice)
        self.back = button(lambda: self.tr("Back to the read"))
        self.back.clicked.connect(self.left)
        row.addWidget(self.back)
        return head

    def _make_list(self) -> QWidget:
        self._model = _Model()
        self.list = QTableView()
        say(self.list, QTableView.setAccessibleName, lambda: self.tr("Changes"))
        self.list.setModel(self._model)
        self.list.setShowGrid(False)
        self.list.setWordWrap(False)
        self.list.setFont(font(look().size.second))
        self.list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setTabKeyNavigation(False)
        self.list.verticalHeader().hide()
        self.list.verticalHeader().setDefaultSectionSize(ROW_PX)
        across = self.list.horizontalHeader()
        across.setHighlightSections(False)
        across.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        across.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._show_moment())
        return self.list

    def _make_moment(self) -> QWidget:
        moment = QWidget()
        moment.setProperty("edge", "left")
        moment.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(moment)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        head.setSpacing(4)
        self._moment = ElidedLabel("", "title", "", 600)
        head.addWidget(self._moment)
        self._call = wrapped("")
        head.addWidget(self._call)
        column.addLayout(head)
        self.table = AllTimepoints()
        column.addWidget(self.table, 1)
        return moment

    def show_read(self, session: Session, read: Read, *, timepoint_uid: str, lesion_uid: str = "") -> None:
        """Shows a read's history and follows it.

        Args:
            timepoint_uid: of the one in hand, by which the protocol hides lengths.
            lesion_uid: the lesion to show alone at first; empty: the whole read.
        """
        self._unsubscribe()
        self._session, self._read, self._at_uid = session, read, timepoint_uid
        self._unsubscribe = session.case.subscribe(self._on_changes)
        self._load(lesion_uid)
        self.list.setFocus()

    def forget(self) -> None:
        """Follows no read any more."""
        self._unsubscribe()
        self._unsubscribe = _nothing
        self._session = self._read = None

    def _load(self, lesion_uid: str) -> None:
        assert self._session is not None
        assert self._read is not None
        with self._session.store.reading() as trial:
            subject = trial.subject(self._read.subject_uid)
            self._timepoints = trial.timepoints(self._read.subject_uid)
            self._life = life_of_read(trial, self._read)
            sites = protocol_of(trial).sites
        self._words = ChangeWords(self._life, {one.uid: one.label for one in self._timepoints}, sites)
        code = "" if subject is None else subject.code
        say(
            self._whose,
            ElidedLabel.setText,
            lambda: self.tr("{subject}, read by {reader}").format(
                subject=code, reader="" if self._read is None else self._read.reader
            ),
        )
        self.choice.blockSignals(True)
        self.choice.clear()
        self.choice.addItem(self.tr("The whole read"), "")
        for uid, name in sorted(self._words.lesions.items(), key=lambda one: one[1]):
            self.choice.addItem(name, uid)
        self.choice.setCurrentIndex(max(self.choice.findData(lesion_uid), 0))
        self.choice.blockSignals(False)
        self._show_list()

    def _show_list(self) -> None:
        wanted = self.choice.currentData() or ""
        shown = [one for one in self._life if not wanted or one.lesion_uid == wanted]
        self._model.show_changes(shown, self._words)
        if shown:
            self.list.selectRow(0)
        else:
            self._show_moment()

    def _show_moment(self) -> None:
        """The read after the chosen change."""
        chosen = self.list.currentIndex()
        change = self._model.changes[chosen.row()] if chosen.isValid() else None
        if change is None or self._session is None or self._read is None:
            self._moment.setText("")
            self._call.setText("")
            self.table.hide()
            return
        say(
            self._moment,
            ElidedLabel.setText,
            lambda: self.tr("As it stood on {when}, after audit entry {entry}").format(
                when=self._words.when(change), entry=change.sequence
            ),
        )
        try:
            case = case_as_of(self._session.store, self._read.uid, change.sequence)
        except Refusal as refusal:
            self._call.setText(refusal_text(refusal))
            self.table.hide()
            return
        current = next((one for one in case.timepoints if one.uid == self._at_uid), case.timepoints[-1])
        self.table.show()
        self.table.show_case(DeskView(case, current, None))
        say(self._call, QLabel.setText, lambda: self._call_of(case))

    def _call_of(self, case: CaseView) -> str:
        """The last call that was made, with its reason."""
        for timepoint in reversed(case.timepoints):
            call = case.call_at(timepoint)
            if call is not None and call.overall is not None:
                return f"{timepoint.label}: {overall_sentence(call, case.visit_labels, language())}"
        return self.tr("No call yet.")

    def _on_changes(self, changes: Changes) -> None:
        if self._read is not None and self._read.uid in changes.read_uids and self.isVisible():
            self._load(self.choice.currentData() or "")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._read is not None:
            row = self.list.currentIndex().row()
            self._load(self.choice.currentData() or "")
            self.list.selectRow(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _nothing() -> None:
    """What ends listening to no trial."""
