"""Who is at the trial and as what, in the bar, with what they can do about it."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton

from app.components.words import say
from app.people.words import role_name
from app.style.icons import icon
from measurements.people import Person, Role


class PersonButton(QToolButton):
    """Name and role. Its menu is made when it opens, in the language of the moment.

    Signals: `passwordWanted()`, `roleWanted(Role)`, `lockWanted()`, `signOutWanted()`.
    """

    passwordWanted = Signal()
    roleWanted = Signal(object)
    lockWanted = Signal()
    signOutWanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._person: Person | None = None
        self._role: Role | None = None
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIcon(icon("person"))
        self.setIconSize(QSize(16, 16))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        say(self, QToolButton.setToolTip, lambda: self.tr("Who is at the trial"))
        self.hide()

    def show_person(self, person: Person | None, role: Role | None) -> None:
        """None where nobody has signed in, or the trial has no accounts."""
        self._person, self._role = person, role
        self.setVisible(person is not None)
        if person is not None and role is not None:
            say(self, QToolButton.setText, self._told)
            say(self, QToolButton.setAccessibleName, self._told)
        else:  # nor is anything told of whoever was here
            say(self, QToolButton.setText, "")
            say(self, QToolButton.setAccessibleName, "")

    def _told(self) -> str:
        assert self._person is not None
        assert self._role is not None
        return self.tr("{name} · {role}").format(name=self._person.printed_name, role=role_name(self._role))

    def _fill(self) -> None:
        self._menu.clear()
        if self._person is None:
            return
        for role in Role:
            if role in self._person.roles and role is not self._role:
                words = self.tr("Act as {role}…").format(role=role_name(role))
                self._menu.addAction(words, partial(self.roleWanted.emit, role))
        if not self._menu.isEmpty():
            self._menu.addSeparator()
        self._menu.addAction(self.tr("Change password…"), self.passwordWanted.emit)
        self._menu.addAction(self.tr("Lock the window"), self.lockWanted.emit)
        self._menu.addAction(self.tr("Sign out"), self.signOutWanted.emit)
