"""What the disk did not take, told above the pictures until it has."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.components.banner import Banner


class Unstored(QObject):
    """A banner below the first widget of a column. Signals: `againWanted()` to try once more."""

    againWanted = Signal()

    def __init__(self, room: QWidget, column: QVBoxLayout) -> None:
        super().__init__(room)
        self._column = column
        self._banner: Banner | None = None

    def show_waiting(self, count: int, sentence: str) -> None:
        """How many commands wait, and why; none of them any more takes the banner away."""
        if self._banner is not None:
            self._banner.hide()
            self._column.removeWidget(self._banner)
            self._banner.deleteLater()
            self._banner = None
        if count == 0:
            return
        kept = self.tr("{0} drawn or said since then are kept here and not stored yet.")
        self._banner = Banner("error", sentence, kept.format(count))
        self._banner.offer(self.tr("Try again"), self.againWanted.emit)
        self._column.insertWidget(1, self._banner)
