"""Notices that nobody has touched mouse or keys for a while."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

LOOK_EVERY_MS = 5000

_HANDS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)
"""Events by which somebody is known to be there."""


class IdleWatch(QObject):
    """Tells once when the hands have been still for as long as it watches for.

    It looks at what the system sends to the windows of the program, each event once; what the windows pass on
    to their parts would slow drawing down.

    Signals: `idle()`.
    """

    idle = Signal()

    def __init__(self, parent: QObject, clock: Callable[[], float] = time.time) -> None:
        """`clock` gives seconds, and goes on while the computer sleeps."""
        super().__init__(parent)
        self._clock = clock
        self._limit_seconds = 0.0
        self._last = clock()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._follow)

    @property
    def watching(self) -> bool:
        return self._timer.isActive()

    def begin(self, minutes: int) -> None:
        """Watches from this moment on."""
        self._limit_seconds = minutes * 60.0
        self._last = self._clock()
        self._follow(QGuiApplication.focusWindow())
        self._timer.start()

    def end(self) -> None:
        self._timer.stop()

    def look(self) -> bool:
        """Whether it has been too long; tells it then, and watches no longer."""
        if not self.watching or self._clock() - self._last < self._limit_seconds:
            return False
        self.end()
        self.idle.emit()
        return True

    def _follow(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A hand that comes back too late, as after the computer slept, does nothing but lock."""
        if event.type() in _HANDS and self.watching:
            if self.look():
                return True
            self._last = self._clock()
        return False
