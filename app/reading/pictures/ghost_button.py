"""Which earlier calipers show on the current picture: a button with a menu beside that of the ghosts."""

from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from app.case_words import CLASS_ORDER
from app.components.words import Wording, say
from app.reading.pictures.ghosts import GhostChoice, Since
from app.style.icons import icon

WIDTH_PX, ICON_PX = 18, 12


class GhostButton(QToolButton):
    """Signals: `chosen(GhostChoice)`."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.choice = GhostChoice()
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setProperty("tool", True)
        self.setIcon(icon("chevron-down"))
        self.setIconSize(QSize(ICON_PX, ICON_PX))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedWidth(WIDTH_PX)
        say(self, GhostButton.setAccessibleName, lambda: self.tr("Which earlier calipers are shown"))
        self._menu = QMenu(self)
        say(self._menu, QMenu.setAccessibleName, lambda: self.tr("Which earlier calipers are shown"))
        self._times = {each: self._add(partial(self._time_text, each)) for each in Since}
        self._menu.addSeparator()
        self._classes = {name: self._add(partial(self._class_text, name)) for name in CLASS_ORDER}
        for since, entry in self._times.items():
            entry.triggered.connect(lambda _=False, since=since: self._choose_time(since))
        for name, entry in self._classes.items():
            entry.triggered.connect(lambda on=False, name=name: self._choose_class(name, on))
        self.setMenu(self._menu)
        self._show()

    def show_key(self, key: str) -> None:
        """The key in its tip."""
        words = partial(self._tip, key)
        say(self, GhostButton.setToolTip, words)

    def _tip(self, key: str) -> str:
        words = self.tr("Which earlier calipers are shown")
        return f"{words}   {key}" if key else words

    def pop_up(self) -> None:
        """The menu below the button, or in the place of one that has no room."""
        beside = self if self.isVisible() else self.window()
        self._menu.popup(beside.mapToGlobal(QPoint(0, beside.height())))
        self._menu.setActiveAction(self._times[self.choice.since])

    def _add(self, text: Wording) -> QAction:
        entry = self._menu.addAction("")
        say(entry, QAction.setText, text)
        entry.setCheckable(True)
        return entry

    def _time_text(self, since: Since) -> str:
        return {
            Since.PRIOR: self.tr("Of the prior"),
            Since.BASELINE: self.tr("Of baseline"),
            Since.ALL: self.tr("Of all earlier timepoints"),
        }[since]

    def _class_text(self, name: str) -> str:
        return {"NONE": self.tr("Unirradiated"), "UNTAGGED": self.tr("Class not set")}.get(name, name)

    def _choose_time(self, since: Since) -> None:
        self._take(GhostChoice(since, self.choice.classes))

    def _choose_class(self, name: str, checked: bool) -> None:
        classes = self.choice.classes | {name} if checked else self.choice.classes - {name}
        self._take(GhostChoice(self.choice.since, classes))

    def _take(self, choice: GhostChoice) -> None:
        self.choice = choice
        self._show()
        self.chosen.emit(choice)

    def _show(self) -> None:
        for since, entry in self._times.items():
            entry.setChecked(since is self.choice.since)
        for name, entry in self._classes.items():
            entry.setChecked(name in self.choice.classes)
