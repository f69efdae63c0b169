"""Python's garbage is collected on the window's thread alone."""

import gc
import time

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY_MS = 100
FULL_AT_MOST_EVERY_SECONDS = 30.0
OLDEST = 2


class WindowCollecting(QObject):
    """Collects by Python's own thresholds, but on the thread it was made on, not wherever they are met.

    A collection on another thread takes down whatever it finds, widgets among it, and a Qt object that is
    destroyed away from the window's thread ends the program, at once or later. Work beside the window
    makes garbage enough for that.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._last_full = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._collect_what_is_due)
        self._timer.start()

    def _collect_what_is_due(self) -> None:
        """The oldest generation past its threshold, with all younger ones. Not the oldest of all each time:
        it holds all that lives, and the window waits while it is looked through."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [at for at in range(OLDEST + 1) if counts[at] > thresholds[at]]
        if not due:
            return
        now = time.monotonic()
        generation = max(due)
        if generation == OLDEST and now - self._last_full < FULL_AT_MOST_EVERY_SECONDS:
            generation = OLDEST - 1
        if generation == OLDEST:
            self._last_full = now
        gc.collect(generation)
