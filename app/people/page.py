"""The accounts of a trial on a page of their own, for whoever keeps them."""

from uuid import uuid4

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.components.buttons import button
from app.components.text import label
from app.components.words import say
from app.people.person_form import PersonForm
from app.people.switch_on import SwitchOn
from app.people.table import FULL_NAME, LAST_SIGN_IN, PeopleTable
from app.refusal_words import refusal_text
from app.session import Session
from measurements.case.changes import Changes
from measurements.case.evidence_commands import AddPerson, ChangePerson, PeopleCommand, ResetPassword
from measurements.people import Person, Role
from measurements.refusal import Refusal
from measurements.storage.lock import account

ROW_PX = 44
FORM_PX = ((1400, 400), (0, 348))
"""From which width of the page on the form has which width."""

LAST_SIGN_IN_FROM_PX = 1100


class PeoplePage(QWidget):
    """Accounts, or that the trial has none.

    Signals:
        switchOnWanted(AddPerson): the first account is to be made; nobody is at the trial after it.
        left(): the page is done with.
    """

    switchOnWanted = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._session: Session | None = None
        self._unsubscribe = _nothing
        self.table = PeopleTable(self)
        self.form = PersonForm()
        self.switch_on = SwitchOn()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        self._stack = QStackedWidget()
        self._accounts = self._make_accounts()
        self._stack.addWidget(self._accounts)
        self._stack.addWidget(self.switch_on)
        column.addWidget(self._stack, 1)
        self.form.addWanted.connect(self._add)
        self.form.changeWanted.connect(self._change)
        self.form.passwordWanted.connect(self._give_password)
        self.form.dropped.connect(self._show_current)
        self.switch_on.wanted.connect(
            lambda *account: self.switchOnWanted.emit(AddPerson(str(uuid4()), *account))
        )

    def _make_head(self) -> QWidget:
        head = QWidget()
        head.setProperty("edge", "bottom")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setFixedHeight(64)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(label(lambda: self.tr("People"), "page", weight=600))
        self._count = label("", "body", "second")
        row.addWidget(self._count)
        row.addStretch(1)
        self.add = button(lambda: self.tr("Add a person"), icon_name="plus")
        self.add.clicked.connect(self._begin_new)
        row.addWidget(self.add, 0, Qt.AlignmentFlag.AlignVCenter)
        return head

    def _make_accounts(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.view = QTableView()
        self.view.setModel(self.table)
        say(self.view, QTableView.setAccessibleName, lambda: self.tr("Accounts of this trial"))
        self.view.setShowGrid(False)
        self.view.setTabKeyNavigation(False)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(ROW_PX)
        heading = self.view.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        heading.setSectionResizeMode(FULL_NAME, QHeaderView.ResizeMode.Stretch)
        heading.setSectionsClickable(False)
        self.view.selectionModel().currentRowChanged.connect(self._show_row)
        row.addWidget(self.view, 1)
        row.addWidget(self.form)
        return made

    # A trial comes and goes

    def show_trial(self, session: Session | None) -> None:
        """Follows the accounts of an open trial, where whoever is at it may; None when it closes."""
        self._unsubscribe()
        self._unsubscribe = _nothing
        self._session = session if session is not None and session.may(AddPerson) else None
        self.table.clear()
        if self._session is None:
            return
        self._unsubscribe = self._session.case.subscribe(self._follow)
        self.refresh()
        if self.table.rowCount():
            self.view.selectRow(0)

    def offer_accounts(self, minutes: int) -> None:
        """Before the page is shown: what the first account would change, where there is none.

        Args:
            minutes: until the window would lock.
        """
        if self._session is None or self._session.role is not None:
            return
        with self._session.store.reading() as trial:
            readers = sorted({one.reader for one in trial.reads()})
        self.switch_on.offer(account(), readers, minutes)

    def refresh(self) -> None:
        """Reads the accounts anew; the one in hand stays in hand."""
        session = self._session
        if session is None:
            return
        held = self.table.person(self.view.currentIndex().row())
        with session.store.reading() as trial:
            people, last = trial.evidence.people(), trial.evidence.last_sign_ins()
        self.table.show_people(people, last, session.store.now())
        say(self._count, QLabel.setText, lambda: self.tr("{0} accounts", "", len(people)).format(len(people)))
        open_to_all = session.role is None
        self._count.setVisible(not open_to_all)
        self.add.setVisible(not open_to_all)
        self._stack.setCurrentWidget(self.switch_on if open_to_all else self._accounts)
        if held is not None:
            self.view.selectRow(self.table.row_of(held.uid))

    def _follow(self, changes: Changes) -> None:
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()

    # What is done

    def _begin_new(self) -> None:
        self.view.clearSelection()
        self.form.show_new()

    def _show_row(self, now: QModelIndex) -> None:
        person = self.table.person(now.row())
        if person is not None:
            self.form.show_person(person)

    def _show_current(self) -> None:
        row = max(self.view.currentIndex().row(), 0)
        self.view.selectRow(row)
        self._show_row(self.table.index(row, 0))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, name: str, printed_name: str, roles: frozenset[Role], password: str) -> None:
        uid = str(uuid4())
        if self._run(AddPerson(uid, name, printed_name, roles, password)):
            self.view.selectRow(self.table.row_of(uid))
            self.form.tell(
                self.tr(
                    "{name} can sign in now. Tell them the password: at the first sign-in they choose their "
                    "own."
                ).format(name=printed_name.strip())
            )

    def _change(self, person: Person, printed_name: str, roles: frozenset[Role], active: bool) -> None:
        if self._run(ChangePerson(person.uid, printed_name, roles, active)):
            if active is person.active:
                self.form.tell(self.tr("Saved."))
            elif active:
                self.form.tell(self.tr("{name} can sign in again.").format(name=printed_name))
            else:
                self.form.tell(self.tr("{name} cannot sign in any more.").format(name=printed_name))

    def _give_password(self, person: Person, password: str) -> None:
        if self._run(ResetPassword(person.uid, password)):
            self.form.tell(
                self.tr(
                    "{name} has a new password. Tell it to them: at the next sign-in they choose their own."
                ).format(name=person.printed_name)
            )

    def _run(self, command: PeopleCommand) -> bool:
        assert self._session is not None
        try:
            self._session.case.run(command)
        except Refusal as refusal:
            self.form.refuse(refusal_text(refusal))
            return False
        return True

    # Room and keys

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.form.setFixedWidth(next(width for least, width in FORM_PX if self.width() >= least))
        self.view.setColumnHidden(LAST_SIGN_IN, self.width() < LAST_SIGN_IN_FROM_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _nothing() -> None:
    """What ends listening to no trial."""
