"""What lies behind a window that asks something, darker for as long as it is asked."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QWidget

from app.style.look import look

DIMMED = 190
"""How dark it is, of 255."""


def dim_behind(dialog: QDialog) -> None:
    """Dims the window that `dialog` stands over, for as long as it is in sight."""
    behind = dialog.parentWidget()
    if behind is not None:
        Dimmed(behind.window(), dialog)


class Dimmed(QWidget):
    """Lies over all of a window and takes nothing that is done to it."""

    def __init__(self, window: QWidget, dialog: QDialog) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._dialog = dialog
        window.installEventFilter(self)
        dialog.installEventFilter(self)
        dialog.destroyed.connect(self.deleteLater)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is not self._dialog:
            if kind == QEvent.Type.Resize:
                self.setGeometry(self.window().rect())
        elif kind == QEvent.Type.Show:
            self.setGeometry(self.window().rect())
            self.show()
            self.raise_()
        elif kind == QEvent.Type.Hide:
            self.hide()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = QColor(look().colour.ground)
        colour.setAlpha(DIMMED)
        QPainter(self).fillRect(self.rect(), colour)
