"""Sums of diameters by radiation class and over all targets: baseline, prior, current, change, response."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.components.chips import call_width, class_line, draw_call
from app.reading.desk.lines import SumLine
from app.style.fonts import font
from app.style.look import look

WIDE_FROM_PX = 380
HEAD_PX, LOW_HEAD_PX = 32, 24
ROW_PX = 28


class SumTable(QWidget):
    """Drawn whole: five columns of figures that stay aligned over all rows."""

    def __init__(self) -> None:
        super().__init__()
        self._heads: tuple[str, ...] = ()
        self._lines: tuple[SumLine, ...] = ()
        self._only_total = False
        self._drafted = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_sums(self, heads: Sequence[str], lines: Sequence[SumLine], *, drafted: bool = False) -> None:
        """`heads` names the columns of `SumLine.cells`, the current timepoint last.

        `drafted`: with a caliper that is still being drawn, and marked so.
        """
        if (tuple(heads), tuple(lines), drafted) != (self._heads, self._lines, self._drafted):
            self._heads, self._lines, self._drafted = tuple(heads), tuple(lines), drafted
            self.setAccessibleName(
                "; ".join(f"{line.title} {' '.join(line.cells)} {line.change_text}" for line in lines)
            )
            self.updateGeometry()
            self.update()

    def set_only_total(self, only_total: bool) -> None:
        """Leaves the rows of the classes out where there is little room; what stays stands closer."""
        if only_total != self._only_total:
            self._only_total = only_total
            self.updateGeometry()
            self.update()

    def _shown(self) -> tuple[SumLine, ...]:
        return tuple(line for line in self._lines if not (self._only_total and line.class_name))

    @property
    def _head_px(self) -> int:
        return LOW_HEAD_PX if self._only_total else HEAD_PX

    def sizeHint(self) -> QSize:
        return QSize(348, self._head_px + ROW_PX * len(self._shown()) + (0 if self._only_total else 4))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, size = look().colour, look().size
        painter = QPainter(self)
        right = self.width() - 12
        change_right = right - 36 - 8
        wide = self.width() > WIDE_FROM_PX
        column, last_column, change_width = (56, 56, 68) if wide else (48, 54, 63)
        figure_size = size.body if wide else size.second
        now_right = change_right - change_width
        before = len(self._heads) - 1
        cell_rights = [now_right - last_column - column * (before - 1 - i) for i in range(before)]
        cell_rights.append(now_right)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font(size.caption, 600))
        painter.setPen(colours.accent if self._drafted else colours.second)
        title = self.tr("Sum of diameters, mm") if wide else self.tr("Sum, mm")
        if self._drafted:
            title = self.tr("Sum while drawing, mm") if wide else self.tr("Drawing, mm")
        painter.drawText(QRectF(12, 0, 140, self._head_px), middle, title)
        painter.setPen(colours.second)
        painter.setFont(font(size.caption))
        for place, head in zip(cell_rights, self._heads, strict=True):
            self._right(painter, place, 0, self._head_px, head)
        if len(self._heads) > 1:
            self._right(painter, change_right, 0, self._head_px, self.tr("vs {0}").format(self._heads[0]))
        top = self._head_px
        for line in self._shown():
            total = not line.class_name
            if line.class_name:
                class_line(painter, QPointF(12, top + 14), QPointF(32, top + 14), line.class_name)
                painter.setPen(look().classes[line.class_name].colour)
                painter.setFont(font(size.second, 600))
                painter.drawText(QRectF(40, top, 90, ROW_PX), middle, line.title)
            else:
                painter.setPen(colours.text)
                painter.setFont(font(size.body, 600))
                painter.drawText(QRectF(12, top, 110, ROW_PX), middle, line.title)
            for index, (place, cell) in enumerate(zip(cell_rights, line.cells, strict=True)):
                now = index == len(line.cells) - 1
                painter.setFont(font(size.millimetres if total and now else figure_size, 600 if now else 400))
                painter.setPen(colours.text if now else colours.second)
                self._right(painter, place, top, ROW_PX, cell)
            painter.setPen(colours.text if total else colours.second)
            painter.setFont(font(size.body, 600 if total else 400))
            self._right(painter, change_right, top, ROW_PX, line.change_text)
            if line.response and total:
                width = max(call_width(line.response, 20), 32)
                draw_call(
                    painter, QRectF(right - width, top + 4, width, 20), line.response,
                    signed=False, size_px=size.caption, drafted=self._drafted,
                )  # fmt: skip
            elif line.response:
                painter.setFont(font(size.caption))
                painter.setPen(colours.second)
                self._right(painter, right - 6, top, ROW_PX, line.response)
            top += ROW_PX

    def _right(self, painter: QPainter, right: float, top: float, height: float, text: str) -> None:
        painter.drawText(
            QRectF(right - 120, top, 120, height),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            text,
        )
