"""One bar from PR over SD to PD with the sum on it: how far the call is from becoming another."""

from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.figures import mm_text
from app.reading.desk.lines import FlipBar
from app.style.fonts import font
from app.style.look import look

SD_WIDTH_PX = 24
"""What the letters need; between thresholds nearer than that there is no stable disease to point at."""

BAND_ALPHA = 0.1


class FlipGauge(QWidget):
    """The bar, a white mark for the sum, the dotted band of two readers, and the thresholds beneath."""

    def __init__(self) -> None:
        super().__init__()
        self._bar: FlipBar | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bar(self, bar: FlipBar) -> None:
        if bar != self._bar:
            self._bar = bar
            bounds = [mm_text(bar.partial_response_mm), mm_text(bar.sum_mm), mm_text(bar.progression_mm)]
            self.setAccessibleName(" < ".join(bounds))
            self.update()

    @property
    def bar(self) -> FlipBar | None:
        """What is shown."""
        return self._bar

    def sizeHint(self) -> QSize:
        return QSize(300, 52)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._bar is None:
            return
        bar = self._bar
        painter = QPainter(self)
        size, colours = look().size, look().colour
        thresholds = [mm for mm in (bar.partial_response_mm, bar.progression_mm) if mm is not None]
        reach = [*thresholds, bar.sum_mm]
        margin = max((max(reach) - min(reach)) * Decimal("0.35"), Decimal(4))
        low, high = max(min(reach) - margin, Decimal(0)), max(reach) + margin

        def x(mm: Decimal) -> float:
            return float((mm - low) / (high - low)) * self.width()

        part_end = 0.0 if bar.partial_response_mm is None else x(bar.partial_response_mm)
        progress_start = float(self.width()) if bar.progression_mm is None else x(bar.progression_mm)
        part_end = min(part_end, progress_start)
        top = 22.0
        painter.fillRect(QRectF(0, top, part_end - 1, 6), look().calls["PR"].fill)
        painter.fillRect(
            QRectF(part_end + 1, top, progress_start - part_end - 2, 6), look().calls["NE"].fill.darker(140)
        )
        painter.fillRect(QRectF(progress_start + 1, top, self.width(), 6), look().calls["PD"].fill)
        band = QRectF(x(bar.two_readers_mm[0]), top - 3, 0, 12)
        band.setRight(x(bar.two_readers_mm[1]))
        band = band.intersected(QRectF(0.5, 0, self.width() - 1, self.height()))
        white = QColor(colours.white)
        white.setAlphaF(BAND_ALPHA)
        painter.fillRect(band, white)
        painter.setPen(QPen(colours.second, 1, Qt.PenStyle.DotLine))
        painter.drawRect(band)
        mark = x(bar.sum_mm)
        painter.setPen(QPen(colours.white, 2))
        painter.drawLine(QPointF(mark, top - 5), QPointF(mark, top + 11))
        painter.setFont(font(size.second, 600))
        painter.setPen(colours.text)
        text = mm_text(bar.sum_mm)
        width = painter.fontMetrics().horizontalAdvance(text)
        left = min(max(mark - width / 2, 0), self.width() - width)
        painter.drawText(QPointF(left, top - 8), text)
        painter.setFont(font(size.caption, 600))
        below = QRectF(0, top + 12, self.width(), 18)
        if bar.partial_response_mm is not None:
            painter.setPen(look().calls["PR"].fill)
            painter.drawText(
                below, Qt.AlignmentFlag.AlignLeft, f"PR \u2264 {mm_text(bar.partial_response_mm)}"
            )
        between = QRectF(part_end, below.top(), progress_start - part_end, below.height())
        if between.width() > SD_WIDTH_PX and SD_WIDTH_PX < between.center().x() < self.width() - SD_WIDTH_PX:
            painter.setPen(colours.second)
            painter.drawText(between, Qt.AlignmentFlag.AlignHCenter, "SD")
        if bar.progression_mm is not None:
            painter.setPen(look().calls["PD"].fill)
            painter.drawText(below, Qt.AlignmentFlag.AlignRight, f"PD \u2265 {mm_text(bar.progression_mm)}")
