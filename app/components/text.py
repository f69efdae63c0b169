"""Labels by role, and lines that give way when there is no room."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.components.words import Wording, say
from app.style.fonts import font
from app.style.look import look


def label(text: Wording, size: str = "body", tone: str = "", weight: int = 400) -> QLabel:
    """A label in the type scale's `size`; `tone` is second, faint, accent, warning, error or done."""
    made = QLabel()
    made.setFont(font(getattr(look().size, size), weight))
    made.setTextFormat(Qt.TextFormat.PlainText)
    say(made, QLabel.setText, text)
    if tone:
        made.setProperty("tone", tone)
    return made


def wrapped(text: Wording, size: str = "second", tone: str = "second") -> QLabel:
    """A label that breaks its sentence over lines."""
    made = label(text, size, tone)
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return made


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis when it is too long; the whole of it is in the tool tip."""

    def __init__(self, text: Wording = "", size: str = "second", tone: str = "", weight: int = 400) -> None:
        super().__init__()
        self.setFont(font(getattr(look().size, size), weight))
        self.setTextFormat(Qt.TextFormat.PlainText)
        if tone:
            self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        say(self, ElidedLabel.setText, text)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip("")
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)


def spaced(number: int) -> str:
    """A whole number with its thousands apart by a thin space."""
    return f"{number:,}".replace(",", "\u2009")


def retone(widget: QWidget, tone: str) -> None:
    """Changes the tone of a label already shown."""
    widget.setProperty("tone", tone)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
