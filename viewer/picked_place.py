"""A place that a click has named, marked with the number of the click while others are asked for."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from measurements.geometry.vectors import Vector
from viewer.plane_view import PointPx
from viewer.plates import font
from viewer.style import ViewerStyle

RING_PX, ARM_PX = 7.0, 13.0
LINE_PX = 1.5
NUMBER_BOX_PX = 18.0


@dataclass(frozen=True, slots=True)
class PickedPlace:
    """Attributes:
    point_lps: mm.
    number: of the click, from 1.
    """

    point_lps: Vector
    number: int


def draw_picked(painter: QPainter, at: PointPx, number: int, style: ViewerStyle) -> None:
    """A ring that leaves its middle free, with four arms and the number beside it."""
    x, y = at
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width_px in ((style.casing, LINE_PX + style.casing_px), (style.accent, LINE_PX)):
        painter.setPen(QPen(QColor(colour), width_px))
        painter.drawEllipse(QPointF(x, y), RING_PX, RING_PX)
        for across, down in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            painter.drawLine(
                QPointF(x + across * RING_PX, y + down * RING_PX),
                QPointF(x + across * ARM_PX, y + down * ARM_PX),
            )
    box = QRectF(x + RING_PX, y - RING_PX - NUMBER_BOX_PX, NUMBER_BOX_PX, NUMBER_BOX_PX)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(style.label_plate))
    painter.drawRoundedRect(box, 3.0, 3.0)
    painter.setPen(QColor(style.accent))
    painter.setFont(font(style.font_families, style.corner_text_px, 600))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))
    painter.restore()
