"""Where a person says who they are: before a trial with accounts shows anything, and when it has locked."""

from collections.abc import Collection
from enum import Enum, auto

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.components.buttons import button
from app.components.fields import Choice
from app.components.text import ElidedLabel, label, wrapped
from app.components.words import Wording, say
from app.people.password_form import check_same, password_field, password_rule
from app.people.words import role_title
from app.refusal_words import refusal_text
from app.style.icons import draw_icon
from app.style.look import look
from measurements.people import Role
from measurements.refusal import Refusal

FORM_PX = 360


class Occasion(Enum):
    """Why somebody is asked who they are."""

    OPENING = auto()
    LOCKED = auto()
    OTHER_ROLE = auto()


class _Emblem(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(32, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_icon(QPainter(self), "lock", QRectF(self.rect()), look().colour.second)


class SignInPage(QWidget):
    """Name, password, and the role where it has to be said.

    Signals:
        signInWanted(name, password, role, new_password): role and new password are None where they were not
            asked for.
        otherTrialWanted(), closeWanted(): this trial is left.
        backWanted(): whoever is at the trial stays as they are.
    """

    signInWanted = Signal(str, str, object, object)
    otherTrialWanted = Signal()
    closeWanted = Signal()
    backWanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._occasion = Occasion.OPENING
        self._asks_new_password = False
        self._form = QVBoxLayout()
        self._form.setSpacing(6)
        self._form.addWidget(_Emblem())
        self._form.addSpacing(6)
        self._heading = label("", "page", weight=600)
        self._form.addWidget(self._heading)
        self._trial = ElidedLabel("", "body", "second")
        self._form.addWidget(self._trial)
        self._why = wrapped("", "second", "second")
        self._form.addWidget(self._why)
        self._form.addSpacing(12)
        self.name = QLineEdit()
        self._add(lambda: self.tr("Name"), self.name)
        self.password = password_field()
        self._password_label = self._add(lambda: self.tr("Password"), self.password)
        self.role = Choice()
        self._role_label = self._add(lambda: self.tr("Act as"), self.role)
        self._given = wrapped(
            lambda: self.tr("A data manager gave you this password and knows it. Choose your own to go on."),
            "second",
            "second",
        )
        self._form.addWidget(self._given)
        self.new_password, self.repeated = password_field(), password_field()
        self._new_label = self._add(lambda: self.tr("New password"), self.new_password)
        self._rule = wrapped(password_rule, "second", "second")
        self._form.addWidget(self._rule)
        self._repeated_label = self._add(lambda: self.tr("New password once more"), self.repeated)
        self._trouble = wrapped("", "second", "error")
        self._form.addSpacing(2)
        self._form.addWidget(self._trouble)
        self._form.addSpacing(8)
        self._go = button(lambda: self.tr("Sign in"), primary=True)
        self._form.addWidget(self._go)
        others = QHBoxLayout()
        others.setSpacing(8)
        self._other_trial = button(lambda: self.tr("Open another trial"))
        self._close = button(lambda: self.tr("Close trial"))
        self._back = button(lambda: self.tr("Back"))
        for one in (self._other_trial, self._close, self._back):
            others.addWidget(one, 1)
        self._form.addSpacing(6)
        self._form.addLayout(others)
        self._compose()
        self.name.textEdited.connect(self._ask_nothing_more)
        self._go.clicked.connect(self._enter)
        self._other_trial.clicked.connect(self.otherTrialWanted)
        self._close.clicked.connect(self.closeWanted)
        self._back.clicked.connect(self.backWanted)

    def _compose(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 24)
        whole.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        held = QWidget()
        held.setFixedWidth(FORM_PX)
        self._form.setContentsMargins(0, 0, 0, 0)
        held.setLayout(self._form)
        middle.addWidget(held)
        middle.addStretch(1)
        whole.addLayout(middle)
        whole.addStretch(3)

    def _add(self, name: Wording, field: QWidget) -> QLabel:
        made = label(name, "second", "second", 600)
        self._form.addWidget(made)
        self._form.addWidget(field)
        self._form.addSpacing(6)
        say(field, QWidget.setAccessibleName, name)
        return made

    def ask(self, occasion: Occasion, trial: str, name: str, heading: Wording, why: Wording) -> None:
        """Asks anew: of whom, `name`, where one is known, and why, in a heading and a sentence."""
        self._occasion = occasion
        say(self._heading, QLabel.setText, heading)
        self._trial.setText(trial)
        say(self._why, QLabel.setText, why)
        self._why.setVisible(bool(why))
        self.name.setText(name)
        self.name.setReadOnly(occasion is Occasion.OTHER_ROLE)
        self.password.clear()
        self._ask_nothing_more()
        self._other_trial.setVisible(occasion is Occasion.OPENING)
        self._close.setVisible(occasion is not Occasion.OTHER_ROLE)
        self._back.setVisible(occasion is Occasion.OTHER_ROLE)
        self.refuse("")
        self.take_focus()

    def forget(self) -> None:
        """No password that was typed stays, once somebody was let in or went back."""
        self.password.clear()
        self._ask_nothing_more()

    def ask_role(self, roles: Collection[Role], likely: Role | None) -> None:
        """Asks further in which role; the password stands as it was given."""
        self.role.clear()
        for role in sorted(roles, key=list(Role).index):
            self.role.addItem(role_title(role), role.value)
        if likely in roles:
            self.role.setCurrentIndex(self.role.findData(likely))
        self._show_role(True)
        self.refuse("")
        self.role.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_new_password(self) -> None:
        """Asks further for a password of their own, and for that alone: role and given password are told."""
        self._show_role(False)
        self._show_new_password(True)
        self.refuse("")
        self.new_password.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        """Says why nobody was let in; "" takes it away."""
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))
        self._trouble.setAccessibleName(sentence)
        if sentence and self._asks_new_password:
            self.new_password.clear()
            self.repeated.clear()
            self.new_password.setFocus(Qt.FocusReason.OtherFocusReason)
        elif sentence:
            self.password.clear()
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """The first field that is empty has the keys."""
        (self.password if self.name.text() else self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_nothing_more(self) -> None:
        self.role.clear()
        self._show_role(False)
        self._show_new_password(False)

    def _show_new_password(self, shown: bool) -> None:
        self._asks_new_password = shown
        self._password_label.setVisible(not shown)
        self.password.setVisible(not shown)
        for one in (
            self._given,
            self._new_label,
            self.new_password,
            self._rule,
            self._repeated_label,
            self.repeated,
        ):
            one.setVisible(shown)
        for field in (self.new_password, self.repeated):
            field.clear()

    def _show_role(self, shown: bool) -> None:
        self._role_label.setVisible(shown)
        self.role.setVisible(shown)

    def _enter(self) -> None:
        name, password = self.name.text().strip(), self.password.text()
        if not name:
            self.name.setFocus()
        elif not password:
            self.password.setFocus()
        else:
            chosen = self.role.currentData()
            role = None if chosen is None else Role(chosen)
            if not self._asks_new_password:
                self.signInWanted.emit(name, password, role, None)
            elif not self.repeated.text():
                (self.repeated if self.new_password.text() else self.new_password).setFocus()
            else:
                self._choose(name, password, role)

    def _choose(self, name: str, password: str, role: Role | None) -> None:
        try:
            check_same(self.new_password.text(), self.repeated.text())
        except Refusal as refusal:
            self.refuse(refusal_text(refusal))
            return
        self.signInWanted.emit(name, password, role, self.new_password.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(here, QPushButton):
                here.click()
            else:
                self._enter()
        elif event.key() == Qt.Key.Key_Escape and self._asks_new_password:
            self.forget()
            self.refuse("")
            self.take_focus()
        elif event.key() == Qt.Key.Key_Escape and self._occasion is Occasion.OTHER_ROLE:
            self.backWanted.emit()
        else:
            super().keyPressEvent(event)
