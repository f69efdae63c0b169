"""A line typed in place, over a picture."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

WIDTH_PX = 220
LONGEST = 200


class TextEntry(QLineEdit):
    """Tells `typed(text)` once: with Enter, or when the hand goes elsewhere. Esc leaves what was."""

    typed = Signal(str)
    ended = Signal()

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._over = parent
        self._before = text
        self._open = True
        self.setMaxLength(LONGEST)
        self.setFixedWidth(min(WIDTH_PX, max(parent.width(), 1)))
        self.setPlaceholderText(self.tr("Text"))
        self.setAccessibleName(self.tr("Text of the annotation"))
        self.selectAll()

    def place(self, x_px: float, y_px: float) -> None:
        """As near to a point of the parent as the parent has room."""
        parent = self._over
        height = self.sizeHint().height()
        left = min(max(round(x_px) - self.width() // 2, 0), max(parent.width() - self.width(), 0))
        top = min(max(round(y_px) - height // 2, 0), max(parent.height() - height, 0))
        self.move(left, top)

    def finish(self) -> None:
        """Takes what was typed."""
        self._end(keep=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end(keep=True)
        elif event.key() == Qt.Key.Key_Escape:
            self._end(keep=False)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._end(keep=True)

    def _end(self, *, keep: bool) -> None:
        if not self._open:
            return
        self._open = False
        text = self.text().strip()
        self.hide()
        self.deleteLater()
        self.ended.emit()
        if keep and text != self._before:
            self.typed.emit(text)
