"""What happened, what is safe, one action: in the layout, never floating."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.components.buttons import button, tool_button
from app.components.text import label, wrapped
from app.components.words import Wording
from app.style.icons import draw_icon
from app.style.look import look

_KINDS = {
    "warning": ("warning", "warning", "warning_ground"),
    "error": ("cross", "error", "error_ground"),
    "hint": ("info", "accent", "selected"),
    "done": ("check", "done", "done_ground"),
}


class Banner(QWidget):
    """A bar of 3 px and an icon in the colour of its kind: warning, error, hint or done."""

    def __init__(self, kind: str, title: Wording, text: Wording = "") -> None:
        super().__init__()
        self._icon, self._colour, self._ground = _KINDS[kind]
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(46, 12, 12, 12)
        self._row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(4)
        heading = label(title, "body", weight=600)
        heading.setWordWrap(True)
        words.addWidget(heading)
        self._more_lines = bool(text)
        if text:
            words.addWidget(wrapped(text))
        self._row.addLayout(words, 1)

    def offer(self, text: Wording, action: Callable[[], None]) -> None:
        """Adds the one action."""
        made = button(text)
        made.clicked.connect(action)
        self._row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)

    def let_dismiss(self) -> None:
        """Adds a cross that hides the banner."""
        cross = tool_button("cross", lambda: self.tr("Dismiss"))
        cross.clicked.connect(self.hide)
        place = Qt.AlignmentFlag.AlignTop if self._more_lines else Qt.AlignmentFlag.AlignVCenter
        self._row.addWidget(cross, 0, place)

    def paintEvent(self, event: QPaintEvent) -> None:
        colour: QColor = getattr(look().colour, self._colour)
        painter = QPainter(self)
        painter.fillRect(self.rect(), getattr(look().colour, self._ground))
        painter.fillRect(QRectF(0, 0, 3, self.height()), colour)
        # Beside the first of several lines, or level with the one there is.
        top = 12 if self._more_lines else (self.height() - 20) / 2
        draw_icon(painter, self._icon, QRectF(16, top, 20, 20), colour)
