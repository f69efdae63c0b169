"""A trial without accounts: what that means, what accounts change, and the first of them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.components.buttons import button
from app.components.text import label, wrapped
from app.components.words import Wording, say
from app.language import language
from app.people.fields import add_field
from app.people.password_form import check_same, password_field, password_rule
from app.people.role_boxes import RoleBoxes
from app.refusal_words import refusal_text
from measurements.people import Role
from measurements.recist.phrases import LISTING
from measurements.refusal import Refusal

WIDEST_PX = 960
GAP_PX = 48


class SwitchOn(QScrollArea):
    """Signals: `wanted(name, printed_name, roles, password)`; `refuse` tells why it was not done."""

    wanted = Signal(str, str, object, str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._readers: Sequence[str] = ()
        self._account = ""
        self._minutes = 0
        self._paragraphs: list[tuple[QLabel, Wording]] = []
        self.name = QLineEdit()
        self.printed_name = QLineEdit()
        self.roles = RoleBoxes()
        self.roles.fix(Role.DATA_MANAGER)
        self.password = password_field()
        self.repeated = password_field()
        self._trouble = wrapped("", "second", "error")
        self._trouble.hide()
        whole = QWidget()
        middle = QHBoxLayout(whole)
        middle.setContentsMargins(24, 32, 24, 32)
        body = QWidget()
        body.setMaximumWidth(WIDEST_PX)
        columns = QHBoxLayout(body)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(GAP_PX)
        columns.addLayout(self._what_changes(), 1)
        columns.addLayout(self._first_account(), 1)
        middle.addStretch(1)
        middle.addWidget(body, 100, Qt.AlignmentFlag.AlignTop)
        middle.addStretch(1)
        self.setWidget(whole)

    def _what_changes(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        heading = label(
            lambda: self.tr("This trial is open to everyone at this computer"), "title", weight=600
        )
        heading.setWordWrap(True)
        column.addWidget(heading)
        self._add_paragraph(
            column,
            lambda: self.tr(
                "Whoever opens it sees and changes everything, in the name of this computer's account, "
                "{account}."
            ).format(account=self._account),
        )
        column.addSpacing(8)
        column.addWidget(label(lambda: self.tr("What accounts change"), "body", weight=600))
        changes: tuple[Wording, ...] = (
            lambda: self.tr(
                "Nobody sees the trial without signing in. The window locks after {count} minutes without "
                "mouse or key."
            ).format(count=self._minutes),
            lambda: self.tr(
                "Each role sees and does what it is for. Readers see the subjects given to them and no other "
                "reads."
            ),
            lambda: self.tr("Timepoints are signed with the password, and what is signed is locked."),
            self._told_of_reads,
            lambda: self.tr(
                "Accounts are switched off, never deleted, and the trial cannot go back to having none. A "
                "lost password is replaced by a data manager: let there be two."
            ),
        )
        for change in changes:
            self._add_paragraph(column, change)
        column.addStretch(1)
        return column

    def _add_paragraph(self, column: QVBoxLayout, words: Wording) -> None:
        told = wrapped(words, "body")
        column.addWidget(told)
        self._paragraphs.append((told, words))

    def _told_of_reads(self) -> str:
        if not self._readers:
            return self.tr("Nothing has been read in this trial yet.")
        return self.tr(
            "The reads made so far stay with who signs in by the name they carry: {names}. They go on once "
            "the subject is given to that person."
        ).format(names=LISTING[language()].join(self._readers))

    def _first_account(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(label(lambda: self.tr("The first account"), "title", weight=600))
        column.addWidget(wrapped(lambda: self.tr("It is a data manager's, who can add the others.")))
        column.addSpacing(10)
        add_field(column, lambda: self.tr("Name to sign in with"), self.name)
        add_field(column, lambda: self.tr("Full name, as signatures show it"), self.printed_name)
        column.addWidget(label(lambda: self.tr("Roles"), "second", "second", 600))
        column.addWidget(self.roles)
        add_field(column, lambda: self.tr("Password"), self.password)
        column.addWidget(wrapped(password_rule))
        column.addSpacing(6)
        add_field(column, lambda: self.tr("Password once more"), self.repeated)
        column.addWidget(self._trouble)
        column.addSpacing(8)
        foot = QHBoxLayout()
        self._go = button(lambda: self.tr("Switch on accounts"), primary=True)
        self._go.clicked.connect(self._want)
        foot.addWidget(self._go)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addStretch(1)
        for field in (self.name, self.printed_name, self.password, self.repeated):
            field.returnPressed.connect(self._want)
        return column

    def offer(self, account: str, readers: Sequence[str], minutes: int) -> None:
        """Begins anew.

        Args:
            account: at this computer, in whose name everything was written so far.
            readers: in whose names reads were made.
            minutes: until the window would lock.
        """
        self._account, self._readers, self._minutes = account, readers, minutes
        self.name.setText(account)
        self.printed_name.clear()
        self.roles.show_roles(
            {Role.DATA_MANAGER, Role.RADIOLOGIST} if account in readers else {Role.DATA_MANAGER}
        )
        self.password.clear()
        self.repeated.clear()
        self.refuse("")
        for told, words in self._paragraphs:
            say(told, QLabel.setText, words)  # with these names and figures

    def refuse(self, sentence: str) -> None:
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    def _want(self) -> None:
        try:
            check_same(self.password.text(), self.repeated.text())
        except Refusal as refusal:
            self.refuse(refusal_text(refusal))
            return
        self.wanted.emit(self.name.text(), self.printed_name.text(), self.roles.roles, self.password.text())
