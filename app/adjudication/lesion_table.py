"""The targets of both reads beside each other, with their differences as bars, the sums and the calls."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.adjudication.lines import ReadLine, TableLine
from app.components.chips import call_width, class_line, draw_call
from app.style.fonts import font
from app.style.look import look

HEAD_PX = 52
ROW_PX = 36
LEFT_PX = 16
WIDE_FROM_PX = 820
"""From here on there is room for bars."""

_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class LesionTable(QWidget):
    """Drawn whole, so that figures stay aligned over all rows.

    Signals: `lesionChosen(uid)` of a row that was clicked.
    """

    lesionChosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[TableLine, ...] = ()
        self._reads: tuple[ReadLine, ...] = ()
        self._heads = ("", "")
        self._in_hand: frozenset[str] = frozenset()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(
        self, heads: tuple[str, str], lines: Sequence[TableLine], reads: tuple[ReadLine, ReadLine]
    ) -> None:
        """Args:
        heads: labels of the baseline and of this timepoint.
        """
        self._heads, self._lines, self._reads = heads, tuple(lines), reads
        told = [f"{line.title} {' '.join(line.cells)} {line.change_text}" for line in lines]
        told += [f"{read.name} {read.change_text} {read.call}" for read in reads]
        self.setAccessibleName("; ".join(told))
        self.updateGeometry()
        self.update()

    def set_in_hand(self, lesions: frozenset[str]) -> None:
        """The lesions whose rows are marked, by uid."""
        self._in_hand = lesions
        self.update()

    @property
    def lines(self) -> tuple[TableLine, ...]:
        return self._lines

    def sizeHint(self) -> QSize:
        return QSize(600, HEAD_PX + ROW_PX * (len(self._lines) + 1) + 6)

    def row_middle(self, place: int) -> QPointF:
        """Where a row is, for whoever points at it."""
        return QPointF(LEFT_PX + 20, HEAD_PX + ROW_PX * (place + 0.5))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = int((event.position().y() - HEAD_PX) // ROW_PX)
        if event.button() == Qt.MouseButton.LeftButton and 0 <= place < len(self._lines):
            lesions = sorted(self._lines[place].lesions)
            if lesions:
                self.lesionChosen.emit(lesions[0])

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._lines:
            return
        colours, size = look().colour, look().size
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.ground)
        wide = self.width() >= WIDE_FROM_PX
        rights = self._rights(wide)
        painter.setFont(font(size.second, 600))
        painter.setPen(colours.text)
        for name, right in ((self._reads[0].name, rights[1]), (self._reads[1].name, rights[3])):
            painter.drawText(QRectF(right - 120, 8, 120, 20), _RIGHT, name)
        painter.setFont(font(size.caption))
        painter.setPen(colours.second)
        painter.drawText(QRectF(LEFT_PX, 28, 120, 20), _LEFT, self.tr("Lesion"))
        base, now = self._heads
        for text, right in zip((base, now, base, now, "B \u2212 A"), rights, strict=True):
            painter.drawText(QRectF(right - 90, 28, 90, 20), _RIGHT, text)
        largest = max((abs(one.change_mm) for one in self._lines if one.change_mm), default=None)
        top = float(HEAD_PX)
        for line in self._lines:
            self._paint_line(painter, line, top, rights)
            if wide and line.change_mm and largest:
                left = rights[4] + (self.width() - rights[4]) * 0.36
                reach = (self.width() - left - 24) * float(line.change_mm / largest)
                bar = QRectF(left, top + 12, reach, 12).normalized()
                bar = bar.intersected(QRectF(rights[4] + 8, top, self.width(), ROW_PX))
                painter.fillRect(bar, colours.warning if line.decides else colours.second)
                painter.setPen(colours.border)
                painter.drawLine(QPointF(left, top + 8), QPointF(left, top + 28))
            top += ROW_PX
        self._paint_calls(painter, top, rights)

    def _rights(self, wide: bool) -> tuple[float, ...]:
        """The right ends of the five columns of figures."""
        if wide:
            scale = min(self.width() / 1144, 1.2)
            return tuple(at * scale for at in (316.0, 412.0, 540.0, 636.0, 748.0))
        step = (self.width() - 196 - 12) / 5
        return tuple(196 + step * (at + 1) for at in range(5))

    def _paint_line(self, painter: QPainter, line: TableLine, top: float, rights: Sequence[float]) -> None:
        colours, size = look().colour, look().size
        total = not line.class_name
        if line.lesions & self._in_hand:
            painter.fillRect(QRectF(0, top, self.width(), ROW_PX), colours.selected)
        painter.setPen(colours.border if total else colours.hairline)
        painter.drawLine(QPointF(0, top), QPointF(self.width(), top))
        painter.setFont(font(size.body, 600))
        painter.setPen(colours.text)
        painter.drawText(QRectF(LEFT_PX, top, 80, ROW_PX), _LEFT, line.title)
        if line.class_name:
            left = LEFT_PX + 68
            class_line(painter, QPointF(left, top + 18), QPointF(left + 20, top + 18), line.class_name)
            painter.setFont(font(size.second, 600))
            painter.setPen(look().classes[line.class_name].colour)
            room = int(rights[0] - 44 - left - 26)
            text = painter.fontMetrics().elidedText(line.class_text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(left + 26, top, room, ROW_PX), _LEFT, text)
        for at, (cell, right) in enumerate(zip(line.cells, rights[:4], strict=True)):
            now = at % 2 == 1
            painter.setFont(font(size.millimetres if now else size.body, 600 if now else 400))
            painter.setPen(colours.text if now else colours.faint)
            painter.drawText(QRectF(right - 110, top, 110, ROW_PX), _RIGHT, cell)
        painter.setFont(font(size.body))
        painter.setPen(colours.warning if line.decides else colours.second)
        painter.drawText(QRectF(rights[4] - 100, top, 100, ROW_PX), _RIGHT, line.change_text)

    def _paint_calls(self, painter: QPainter, top: float, rights: Sequence[float]) -> None:
        colours, size = look().colour, look().size
        painter.setPen(colours.hairline)
        painter.drawLine(QPointF(0, top), QPointF(self.width(), top))
        painter.setFont(font(size.body, 600))
        painter.setPen(colours.text)
        painter.drawText(QRectF(LEFT_PX, top, 60, ROW_PX), _LEFT, self.tr("Call"))
        painter.setFont(font(size.second))
        painter.setPen(colours.second)
        own = self.tr("change from own {baseline}").format(baseline=self._heads[0])
        if rights[0] > 300:
            painter.drawText(QRectF(LEFT_PX + 68, top, rights[0] - 68, ROW_PX), _LEFT, own)
        for read, right in zip(self._reads, (rights[1], rights[3]), strict=True):
            width = max(call_width(read.call, 20), 32) if read.call else 0
            if read.call:
                draw_call(
                    painter,
                    QRectF(right - width, top + 8, width, 20),
                    read.call,
                    signed=True,
                    size_px=size.caption,
                )
            painter.setFont(font(size.second))
            painter.setPen(colours.second)
            painter.drawText(QRectF(right - width - 88, top, 80, ROW_PX), _RIGHT, read.change_text)
