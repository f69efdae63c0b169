"""The table of sums: a line for each class, the irradiated ones together, all targets."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.components.chips import call_width, class_line, draw_call
from app.review.sums import SumLine
from app.style.fonts import font
from app.style.look import look

HEAD_PX, LINE_PX = 30, 32
TITLE_PX, COLUMN_PX, CHANGE_PX, CALL_PX = 150, 54, 74, 46


class ReviewSums(QWidget):
    """Drawn whole, its columns from the right; the earliest timepoints give way where there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self._labels: tuple[str, ...] = ()
        self._lines: tuple[SumLine, ...] = ()
        self._signed = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, labels: Sequence[str], lines: Sequence[SumLine], *, signed: bool) -> None:
        """`labels` names the cells of each line; `signed`: whether the read is locked."""
        self._labels, self._lines, self._signed = tuple(labels), tuple(lines), signed
        self.setAccessibleName(
            "; ".join(
                f"{line.title} {' '.join(line.cells)} {line.from_baseline} {line.from_nadir} {line.response}"
                for line in lines
            )
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, HEAD_PX + LINE_PX * len(self._lines) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(10, self.sizeHint().height())

    def _columns(self) -> list[int]:
        """Places of the cells that have room, of all the last ones."""
        room = self.width() - TITLE_PX - 2 * CHANGE_PX - CALL_PX
        count = max(1, min(len(self._labels), room // COLUMN_PX))
        first = len(self._labels) - count
        if first <= 0:
            return list(range(len(self._labels)))
        return [0, *range(first + 1, len(self._labels))]  # the baseline always stays

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, size = look().colour, look().size
        painter = QPainter(self)
        shown = self._columns()
        response = self.width()
        nadir = response - CALL_PX
        baseline = nadir - CHANGE_PX
        rights = [baseline - CHANGE_PX - COLUMN_PX * (len(shown) - 1 - n) for n in range(len(shown))]
        painter.setFont(font(size.caption))
        painter.setPen(colours.second)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, 0, TITLE_PX, HEAD_PX), middle, self.tr("Sum of diameters, mm"))
        for right, place in zip(rights, shown, strict=True):
            self._right(painter, right, 0, HEAD_PX, self._labels[place])
        if self._labels:
            self._right(painter, baseline, 0, HEAD_PX, self.tr("vs {0}").format(self._labels[0]))
            self._right(painter, nadir, 0, HEAD_PX, self.tr("vs nadir"))
            self._right(painter, response, 0, HEAD_PX, self._labels[-1])
        top = HEAD_PX
        for line in self._lines:
            painter.setPen(QPen(colours.hairline, 1))
            painter.drawLine(0, top, self.width(), top)
            whole = line is self._lines[-1]
            if line.class_name:
                class_line(painter, QPointF(0, top + 16), QPointF(20, top + 16), line.class_name)
                painter.setPen(look().classes[line.class_name].colour)
                painter.setFont(font(size.second, 600))
                painter.drawText(QRectF(28, top, TITLE_PX - 28, LINE_PX), middle, line.title)
            else:
                painter.setPen(colours.text)
                painter.setFont(font(size.body, 600 if whole else 400))
                painter.drawText(QRectF(0, top, TITLE_PX, LINE_PX), middle, line.title)
            for right, place in zip(rights, shown, strict=True):
                last = place == len(self._labels) - 1
                painter.setFont(font(size.body, 600 if last or whole else 400))
                painter.setPen(colours.text if last or whole else colours.second)
                self._right(painter, right, top, LINE_PX, line.cells[place])
            painter.setFont(font(size.second, 600 if whole else 400))
            painter.setPen(colours.text if whole else colours.second)
            self._right(painter, baseline, top, LINE_PX, line.from_baseline)
            self._right(painter, nadir, top, LINE_PX, line.from_nadir)
            if line.response:
                wide = max(call_width(line.response, 20), 32)
                chip = QRectF(response - wide, top + 6, wide, 20)
                draw_call(painter, chip, line.response, signed=self._signed and whole, size_px=size.caption)
            top += LINE_PX

    def _right(self, painter: QPainter, right: float, top: float, high: float, text: str) -> None:
        place = QRectF(right - 120, top, 120, high)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
