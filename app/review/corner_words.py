"""Words on plates in the corners of a picture, and its scale bar."""

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from viewer.charts.palette import Palette
from viewer.style import ViewerStyle

translate = QCoreApplication.translate

BARS_MM = (50, 20, 10, 5)
BAR_SHARE = 0.45
RIGHT = (Qt.Corner.TopRightCorner, Qt.Corner.BottomRightCorner)
LOW = (Qt.Corner.BottomLeftCorner, Qt.Corner.BottomRightCorner)


class CornerWords:
    """Draws them in one palette; words on a picture are light on dark, on paper too."""

    def __init__(self, palette: Palette, style: ViewerStyle) -> None:
        self._palette = palette
        self._style = style

    def plate(
        self, painter: QPainter, area: QRectF, text: str, corner: Qt.Corner, *, strong: bool = False
    ) -> QRectF:
        """Words in a corner; where their plate lies."""
        size = self._palette.text_px + (1 if strong else -1)
        painter.setFont(self._palette.font(600 if strong else 400, size))
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(area.width() - 18))
        wide = painter.fontMetrics().horizontalAdvance(text) + 10.0
        high = painter.fontMetrics().height() + 2.0
        left = area.right() - wide - 4 if corner in RIGHT else area.left() + 4
        at = QPointF(left, area.bottom() - high - 4 if corner in LOW else area.top() + 4)
        return self._plate_at(painter, at, text, strong=strong)

    def bar(self, painter: QPainter, area: QRectF, wide_mm: float) -> None:
        """A scale bar at the lower left of a picture that is `wide_mm` from side to side."""
        per_mm = area.width() / wide_mm
        length = next((mm for mm in BARS_MM if mm * per_mm <= area.width() * BAR_SHARE), BARS_MM[-1])
        left, base = area.left() + 10, area.bottom() - 11
        right = left + length * per_mm
        lines = [
            QLineF(left, base, right, base),
            QLineF(left, base - 4, left, base + 1),
            QLineF(right, base - 4, right, base + 1),
        ]
        for ink, wide in ((QColor(self._style.casing), 3.2), (QColor(self._style.text), 1.2)):
            painter.setPen(QPen(ink, wide))
            painter.drawLines(lines)
        text = translate("review", "{length} mm").format(length=length)
        painter.setFont(self._palette.font(400, self._palette.text_px - 1))
        wide = painter.fontMetrics().horizontalAdvance(text) + 10.0
        beside = right + 5 + wide <= area.right()
        at = QPointF(right + 5, base - 13) if beside else QPointF(area.left() + 4, base - 25)
        self._plate_at(painter, at, text, strong=False)

    def _plate_at(self, painter: QPainter, at: QPointF, text: str, *, strong: bool) -> QRectF:
        metrics = painter.fontMetrics()
        plate = QRectF(at.x(), at.y(), metrics.horizontalAdvance(text) + 10.0, metrics.height() + 2.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._style.label_plate))
        painter.drawRoundedRect(plate, 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(self._style.text if strong else self._style.text_second))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)
        return plate
