"""The clinical events of the open trial: all of them in a table, the one in hand in a form beside it."""

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.components.buttons import button
from app.components.text import ElidedLabel, label, wrapped
from app.components.words import say
from app.language import language, sentence
from app.refusal_words import refusal_text
from app.session import Session
from app.trial.events.form import EventForm
from app.trial.events.table import RELATED, SERIOUS, WHAT, EventTable
from app.trial.figure_words import kind_words
from measurements.access.permissions import Call
from measurements.case.clinical_import import lesions_by_subject
from measurements.case.commands import Command, PutClinicalEvent, SetDataCutoff, WithdrawClinicalEvent
from measurements.case.trial_endpoints import TwoStarts, two_starts
from measurements.clinical.event import ClinicalData
from measurements.clinical.event_cells import BadCell, day_from, event_from
from measurements.clinical.faults import Contradiction
from measurements.clinical.sentences import event_sentence
from measurements.recist.phrases import CLAUSE, LISTING
from measurements.refusal import Refusal

ROW_PX = 32
FORM_PX = ((1400, 400), (0, 340))
"""From which width of the page on the form has which width."""

ALL_COLUMNS_FROM_PX = 1000
MOST_STARTS = 8


class EventsPage(QWidget):
    """Whoever sees clinical events sees them here; whoever may put them has the form beside the table."""

    def __init__(self) -> None:
        super().__init__()
        self._session: Session | None = None
        self._uid: str | None = None
        self._data: ClinicalData | None = None
        self._stale = False
        self.table = EventTable(self)
        self.form = EventForm()
        self.form.saveWanted.connect(self._save)
        self.form.withdrawWanted.connect(self._withdraw)
        self.form.dropped.connect(self._go_to_table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        self._cutoff_trouble = wrapped("", "second", "error")
        self._cutoff_trouble.setContentsMargins(16, 0, 16, 6)
        self._cutoff_trouble.hide()
        column.addWidget(self._cutoff_trouble)
        self._two_starts = wrapped("", "second", "warning")
        self._two_starts.setContentsMargins(16, 0, 16, 6)
        self._two_starts.hide()
        column.addWidget(self._two_starts)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._make_view(), 1)
        row.addWidget(self.form)
        column.addLayout(row, 1)

    def _make_head(self) -> QWidget:
        head = QWidget()
        head.setFixedHeight(52)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        self.found = QLineEdit()
        self.found.setFixedWidth(200)
        self.found.setClearButtonEnabled(True)
        say(self.found, QLineEdit.setPlaceholderText, lambda: self.tr("Subject, event or term"))
        say(self.found, QWidget.setAccessibleName, lambda: self.tr("Find events"))
        self.found.textChanged.connect(self._find)
        row.addWidget(self.found)
        self._origin = ElidedLabel("", "second", "second")
        row.addWidget(self._origin, 1)
        row.addWidget(label(lambda: self.tr("Data cut-off"), "second", "second", 600))
        self.cutoff = QLineEdit()
        self.cutoff.setFixedWidth(110)
        say(self.cutoff, QLineEdit.setPlaceholderText, lambda: self.tr("not stated"))
        say(self.cutoff, QWidget.setAccessibleName, lambda: self.tr("Data cut-off, as 2025-03-14"))
        self.cutoff.returnPressed.connect(self._cut)
        row.addWidget(self.cutoff)
        self.add = button(lambda: self.tr("Add an event"), icon_name="plus")
        self.add.clicked.connect(self._begin_new)
        row.addWidget(self.add)
        return head

    def _make_view(self) -> QTableView:
        self.view = QTableView()
        self.view.setModel(self.table)
        say(self.view, QTableView.setAccessibleName, lambda: self.tr("Clinical events of this trial"))
        self.view.setShowGrid(False)
        self.view.setTabKeyNavigation(False)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(ROW_PX)
        heading = self.view.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setSectionsClickable(False)
        heading.setResizeContentsPrecision(50)  # of thousands of rows the first ones tell the width
        heading.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        heading.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        self.view.selectionModel().currentRowChanged.connect(self._show_row)
        return self.view

    # A trial comes and goes

    def show_trial(self, session: Session | None) -> None:
        """The events of this trial from now on, where whoever is at it may see them; None for none."""
        self._session = session if session is not None and session.may(Call.SEE_CLINICAL) else None
        self._uid = None
        self.found.clear()
        self.table.show_events({})
        self.follow()

    def follow(self) -> None:
        """Something has changed: read anew at once where it is in sight, else when it comes into sight."""
        self._stale = True
        if self.isVisible() or self._session is None:
            self.refresh()

    def refresh(self) -> None:
        """Reads the events anew; the one in hand stays in hand."""
        self._stale = False
        session, held = self._session, self._uid
        if session is None:
            self._data = None
            self.table.show_events({})
            self.form.offer({}, ())
            self.form.hide()
            self._origin.setText("")
            self.cutoff.clear()
            self._two_starts.hide()
            return
        with session.store.reading() as trial:
            events, self._data = trial.clinical_events(), trial.clinical_data()
            lesions = lesions_by_subject(trial)
            listed = trial.clinical_terms()
            self._tell_starts(two_starts(trial))
        used = sorted({one.term for one in events.values() if one.grade is not None})
        self.table.show_events(events)
        self.form.offer(lesions, used if listed is None else listed.terms)
        changes = session.may(PutClinicalEvent)
        self.add.setVisible(changes)
        self.cutoff.setReadOnly(not changes)
        self._tell_origin()
        self.form.setVisible(changes)
        if held is not None and self.table.row_of(held) >= 0:
            self.view.selectRow(self.table.row_of(held))
        elif self.table.rowCount():
            self.view.selectRow(0)
        else:
            self.form.show_new()

    def _tell_origin(self) -> None:
        data = self._data
        stated = data is not None and data.cutoff_stated
        self.cutoff.setText(data.cutoff.isoformat() if data is not None and stated else "")
        self._cutoff_trouble.hide()
        if data is None:
            self._origin.setText(
                self.tr("No events yet. A file of them is taken by main.py clinical import.")
            )
            return
        count = self.tr("{0} events", "", len(data.events)).format(len(data.events))
        if data.source_sha256:
            words = self.tr("{events}, from {file}")
        elif data.source:
            words = self.tr("{events}, from {file}, corrected by hand since")
        else:
            words = self.tr("{events}, entered by hand")
        if self._session is not None and not self._session.may(PutClinicalEvent):
            words = self.tr("{told}. A data manager corrects them.").format(told=words)
        self._origin.setText(words.format(events=count, file=data.source))

    def _tell_starts(self, found: Sequence[TwoStarts]) -> None:
        """Subjects whose days count from another start of treatment than the events have."""
        said = [
            self.tr("{subject} (trial {own}, events {told})").format(
                subject=one.subject, own=one.in_trial.isoformat(), told=one.in_events.isoformat()
            )
            for one in found[:MOST_STARTS]
        ]
        said += ["\u2026"] if len(found) > MOST_STARTS else []
        self._two_starts.setText(
            self.tr(
                "The start of treatment differs between the trial and its events; correct one of them: "
                "{subjects}."
            ).format(subjects=LISTING[language()].join(said))
        )
        self._two_starts.setVisible(bool(found))

    # What is done

    def _find(self, words: str) -> None:
        self.table.find(words)
        if self.table.rowCount():
            self.view.selectRow(max(self.table.row_of(self._uid or ""), 0))

    def _show_row(self, now: QModelIndex) -> None:
        uid = self.table.uid(now.row())
        event = None if uid is None else self.table.event_of(uid)
        if event is not None:
            self._uid = uid
            self.form.show_event(event)

    def _begin_new(self) -> None:
        self.view.clearSelection()
        self.view.setCurrentIndex(QModelIndex())
        self._uid = None
        self.form.show_new()

    def _go_to_table(self) -> None:
        self.view.selectRow(max(self.view.currentIndex().row(), 0))
        self._show_row(self.view.currentIndex())
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self, cells: tuple[str, ...], why: str) -> None:
        new = self._uid is None
        uid = self._uid or str(uuid4())
        try:
            event = event_from(cells)
        except BadCell as bad:
            self.form.refuse(bad.column, _words(bad))
            return
        self._uid = uid  # the commit is told before `run` returns, and its row is then looked for
        if not self._run(PutClinicalEvent(uid, event), why):
            self._uid = None if new else uid
            return
        self.found.clear()
        self.view.selectRow(self.table.row_of(uid))
        self.form.tell(
            self.tr("{subject}: {event} of {date} is stored.").format(
                subject=event.subject, event=kind_words(event.kind), date=event.on.isoformat()
            )
        )

    def _withdraw(self, why: str) -> None:
        if self._uid is not None and self._run(WithdrawClinicalEvent(self._uid), why):
            self.form.tell(self.tr("The event is withdrawn; the history keeps it."))

    def _cut(self) -> None:
        text = self.cutoff.text().strip()
        try:
            cutoff: date | None = day_from(text) if text else None
        except ValueError:
            self._refuse_cutoff(BadCell("cutoff", "bad-date", date=text))
            return
        assert self._session is not None
        try:
            self._session.case.run(SetDataCutoff(cutoff))
        except Refusal as refusal:
            self._refuse_cutoff(refusal)
            return
        self._tell_origin()

    def _refuse_cutoff(self, refusal: Refusal) -> None:
        self._cutoff_trouble.setText(_words(refusal))
        self._cutoff_trouble.show()
        self.cutoff.setFocus(Qt.FocusReason.OtherFocusReason)

    def _run(self, command: Command, why: str) -> bool:
        assert self._session is not None
        try:
            self._session.case.run(command, reason=why)
        except Refusal as refusal:
            self.form.refuse(_column(refusal), _words(refusal))
            return False
        return True

    # Room and keys

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.form.reword()
            self.follow()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.form.setFixedWidth(next(width for least, width in FORM_PX if self.width() >= least))
        for column in (SERIOUS, RELATED):
            self.view.setColumnHidden(column, self.width() < ALL_COLUMNS_FROM_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Insert and self.add.isVisible():
            self._begin_new()
        else:
            super().keyPressEvent(event)


def _column(refusal: Refusal) -> str:
    """Beside which field it is said; "" where it is of none of them."""
    if isinstance(refusal, Contradiction):
        return refusal.faults[0][1].column
    return refusal.column if isinstance(refusal, BadCell) else ""


def _words(refusal: Refusal) -> str:
    """What was refused, as a sentence in the language of the moment where there is one."""
    if isinstance(refusal, BadCell):
        return sentence(event_sentence(refusal.reason, refusal.figures, language()))
    if isinstance(refusal, Contradiction):
        return sentence(
            CLAUSE[language()].join(
                f"{kind_words(event.kind)}: {fault.sentence(language())}" for event, fault in refusal.faults
            )
        )
    return refusal_text(refusal)
