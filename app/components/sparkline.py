"""A lesion's course in a few pixels, in the line style of its class."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from app.style.look import look


def draw_sparkline(
    painter: QPainter,
    rect: QRectF,
    values: Sequence[Decimal | None],
    class_name: str,
    ink: QColor | None = None,
) -> None:
    """Draws the values that exist, evenly spaced; the last one carries a dot. A gap stays a gap.

    `ink` is that of the class on the windows' ground unless given.
    """
    known = [float(value) for value in values if value is not None]
    if not known:
        return
    low, high = min(known), max(known)
    span = (high - low) or 1.0
    style = look().classes[class_name]
    ink = ink or style.colour
    step = rect.width() / max(len(values) - 1, 1)

    def at(index: int, value: Decimal) -> QPointF:
        height = 0.5 if high == low else (float(value) - low) / span
        return QPointF(rect.left() + index * step, rect.bottom() - height * rect.height())

    points = [None if value is None else at(index, value) for index, value in enumerate(values)]
    pen = QPen(ink, 1.5)
    if style.dash:
        pen.setDashPattern([length / 1.5 * 0.5 for length in style.dash])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    for before, after in pairwise(points):
        if before is not None and after is not None:
            painter.drawLine(before, after)
    painter.setPen(QPen(ink, 0))
    painter.setBrush(ink)
    drawn = [point for point in points if point is not None]
    for point in drawn[:-1]:
        painter.drawEllipse(point, 1.2, 1.2)
    painter.drawEllipse(drawn[-1], 2.5, 2.5)
    painter.restore()
