"""Which page of the window is looked at: who may go where, what a page brings up first, and the way back."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.main_window import WORKLIST, MainWindow


def always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the window.

    Attributes:
        widget: what is seen.
        allowed: whether it is for whoever is at the trial now, and has something to show.
        bring_up: fills it before it is seen; where False, what was wrong has been told and nothing moves.
    """

    widget: QWidget
    allowed: Callable[[], bool] = always
    bring_up: Callable[[], bool] = always


class Pages(QObject):
    """The pages of one window, by name; the worklist is where one ends where nothing else can be shown.

    Signals: `shown(name)`.
    """

    shown = Signal(str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._pages: dict[str, Page] = {}
        self._before = WORKLIST
        self.current = WORKLIST

    def add(self, name: str, page: Page) -> None:
        self._pages[name] = page
        self._window.add_page(name, page.widget)

    def choose(self, name: str) -> None:
        """Goes where the user asks; nowhere while that page is not theirs, or the window is locked."""
        if self._window.cover_shown is None and self._pages[name].allowed():
            self.show(name)

    def back(self) -> None:
        """To the page that was seen before this one."""
        self.show(self._before)

    def show(self, name: str) -> None:
        """Shows a page; the worklist where it is not allowed."""
        if not self._pages[name].allowed():
            name = WORKLIST
        if not self._pages[name].bring_up():
            name = self.current if self.current != name and self._pages[self.current].allowed() else WORKLIST
        if name != self.current:
            self._before, self.current = self.current, name
        for each, page in self._pages.items():
            self._window.bar.allow(each, page.allowed())
        self._window.show_page(name)
        self.shown.emit(name)
