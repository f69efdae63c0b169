"""Keys that last while they are down, and end whatever happens to the window meanwhile."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_LOST = (QEvent.Type.WindowDeactivate, QEvent.Type.Hide, QEvent.Type.Close)


class HeldKeys(QObject):
    """Ends what a key began when it is let go, or when its window no longer hears the keyboard.

    A key let go while another window is in front is never told to this one; so leaving ends all of them.
    """

    def __init__(self, widget: QWidget) -> None:
        """`widget`: the one whose keys these are; it need not have the focus when they are let go."""
        super().__init__(widget)
        self._widget = widget
        self._held: dict[Qt.Key, Callable[[], None]] = {}

    def hold(self, event: QKeyEvent, begin: Callable[[], None], end: Callable[[], None]) -> None:
        """Begins with the key going down; its repetitions are nothing new."""
        key = Qt.Key(event.key())
        if event.isAutoRepeat() or key in self._held:
            return
        if not self._held:
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # there is one
        self._held[key] = end
        begin()

    def let_go(self) -> None:
        """Ends all that is held."""
        for key in list(self._held):
            self._end(key)

    def _end(self, key: Qt.Key) -> None:
        end = self._held.pop(key, None)
        if end is None:
            return
        if not self._held:
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]  # there is one
        end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watches the whole program while a key is held: the focus may have gone anywhere in it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyRelease:
            if not event.isAutoRepeat():
                self._end(Qt.Key(event.key()))
        elif event.type() in _LOST and watched in (self._widget, self._widget.window()):
            self.let_go()
        return False
