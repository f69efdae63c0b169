"""One account: made, changed, given another password, switched off and on again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.components.buttons import button
from app.components.text import ElidedLabel, label, wrapped
from app.components.words import say
from app.people.fields import add_field
from app.people.password_form import check_same, password_field, password_rule
from app.people.role_boxes import RoleBoxes
from app.refusal_words import refusal_text
from measurements.people import Person, Role
from measurements.refusal import Refusal


class PersonForm(QScrollArea):
    """An account that is there, or one to be made.

    Signals:
        addWanted(name, printed_name, roles, password)
        changeWanted(person, printed_name, roles, active)
        passwordWanted(person, password)
        dropped(): no account is to be made after all.
    """

    addWanted = Signal(str, str, object, str)
    changeWanted = Signal(object, str, object, bool)
    passwordWanted = Signal(object, str)
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("panel", True)
        self.setProperty("edge", "left")
        self._person: Person | None = None
        self.name = QLineEdit()
        self.printed_name = QLineEdit()
        self.roles = RoleBoxes()
        self.password = password_field()
        self.repeated = password_field()
        self._trouble = wrapped("", "second", "error")
        self._done = wrapped("", "second", "done")
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(4)
        self._compose(column)
        self.setWidget(body)
        for field in (self.name, self.printed_name):
            field.returnPressed.connect(self._enter)
        for field in (self.password, self.repeated):
            field.returnPressed.connect(self._give_password)

    def _compose(self, column: QVBoxLayout) -> None:
        self._heading = ElidedLabel("", "title", weight=600)
        column.addWidget(self._heading)
        self._under = wrapped("")
        column.addWidget(self._under)
        column.addSpacing(8)
        self._name_label = add_field(column, lambda: self.tr("Name to sign in with"), self.name)
        add_field(column, lambda: self.tr("Full name, as signatures show it"), self.printed_name)
        column.addWidget(label(lambda: self.tr("Roles"), "second", "second", 600))
        column.addWidget(self.roles)
        self._save = button(lambda: self.tr("Save changes"))
        self._save.clicked.connect(self._change)
        self._switch = button("")
        self._switch.clicked.connect(self._switch_over)
        self._changes = _row(self._save, self._switch)
        column.addWidget(self._changes)
        self._line = QFrame()
        self._line.setFixedHeight(1)
        self._line.setProperty("divider", True)
        column.addSpacing(8)
        column.addWidget(self._line)
        column.addSpacing(8)
        self._password_label = add_field(column, lambda: self.tr("New password"), self.password)
        column.addWidget(wrapped(password_rule))
        column.addSpacing(6)
        add_field(column, lambda: self.tr("New password once more"), self.repeated)
        self._give = button(lambda: self.tr("Give this password"))
        self._give.clicked.connect(self._give_password)
        self._add = button(lambda: self.tr("Add the person"), primary=True)
        self._add.clicked.connect(self._give_password)
        self._drop = button(lambda: self.tr("Cancel"))
        self._drop.clicked.connect(self.dropped)
        column.addWidget(_row(self._add, self._drop, self._give))
        column.addWidget(self._trouble)
        column.addWidget(self._done)
        column.addStretch(1)

    def show_person(self, person: Person) -> None:
        """An account that is there."""
        self._person = person
        self._heading.setText(person.printed_name)
        say(
            self._under,
            QLabel.setText,
            lambda: self.tr("Signs in as {name}, which stays: reads and signatures carry it.").format(
                name=person.name
            ),
        )
        self.printed_name.setText(person.printed_name)
        self.roles.show_roles(person.roles)
        say(
            self._switch,
            QPushButton.setText,
            lambda: self.tr("Switch the account off") if person.active else self.tr("Switch the account on"),
        )
        self._set_new(False)

    def show_new(self) -> None:
        """An account to be made."""
        self._person = None
        say(self._heading, ElidedLabel.setText, lambda: self.tr("A new account"))
        say(
            self._under,
            QLabel.setText,
            lambda: self.tr("Tell its owner the password: at the first sign-in they choose their own."),
        )
        self.name.clear()
        self.printed_name.clear()
        self.roles.show_roles({Role.RADIOLOGIST})
        self._set_new(True)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_new(self, new: bool) -> None:
        of_new: tuple[QWidget, ...] = (self.name, self._name_label, self._add, self._drop)
        of_old: tuple[QWidget, ...] = (self._changes, self._line, self._give)
        for part in of_new:
            part.setVisible(new)
        for part in of_old:
            part.setVisible(not new)
        self.password.clear()
        self.repeated.clear()
        self.refuse("")
        self.tell("")

    def refuse(self, sentence: str) -> None:
        """Says why nothing was done; "" takes it away."""
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))
        if sentence:
            self.tell("")
            self.ensureWidgetVisible(self._trouble)

    def tell(self, sentence: str) -> None:
        """Says what was done."""
        self._done.setText(sentence)
        self._done.setVisible(bool(sentence))

    def _enter(self) -> None:
        if self._person is None:
            self.focusNextChild()
        else:
            self._change()

    def _change(self) -> None:
        if self._person is not None:
            self.changeWanted.emit(
                self._person, self.printed_name.text(), self.roles.roles, self._person.active
            )

    def _switch_over(self) -> None:
        person = self._person
        if person is not None:
            self.changeWanted.emit(person, person.printed_name, person.roles, not person.active)

    def _give_password(self) -> None:
        try:
            check_same(self.password.text(), self.repeated.text())
        except Refusal as refusal:
            self.refuse(refusal_text(refusal))
            return
        if self._person is not None:
            self.passwordWanted.emit(self._person, self.password.text())
        else:
            self.addWanted.emit(
                self.name.text(), self.printed_name.text(), self.roles.roles, self.password.text()
            )


def _row(*buttons: QPushButton) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 4, 0, 4)
    row.setSpacing(8)
    for one in buttons:
        row.addWidget(one)
    row.addStretch(1)
    return made
