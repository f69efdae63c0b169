"""Fields for forms."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from app.style.icons import draw_icon
from app.style.look import look


class Choice(QComboBox):
    """One of several, with the chevron that a style sheet takes away."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        colour = look().colour.second if self.isEnabled() else look().colour.disabled
        place = QRectF(self.width() - 26, self.height() / 2 - 8, 16, 16)
        draw_icon(QPainter(self), "chevron-down", place, colour)
