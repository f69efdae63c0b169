"""One read to be taken: its name, how it calls the timepoint shown, and why."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.adjudication.lines import ReadLine
from app.components.chips import call_width, draw_call
from app.style.fonts import font
from app.style.look import look

INDENT_PX = 40
WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class ReadCard(QAbstractButton):
    """One of two that exclude each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: ReadLine | None = None
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_line(self, line: ReadLine) -> None:
        self._line = line
        self.setAccessibleName(f"{line.name} {line.call}. {line.best} {line.sentence}")
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._line is None:
            return 56
        room = QRectF(0, 0, width - INDENT_PX - 14, 400).toRect()
        words = QFontMetrics(font(look().size.second)).boundingRect(room, WRAPPED, self._line.sentence)
        return 60 + words.height() + 14

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(self.width() or 240))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._line is None:
            return
        colours, size, line = look().colour, look().size, self._line
        chosen, ringed = self.isChecked(), self.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(
            QPen(colours.accent if chosen or ringed else colours.border, 2 if chosen or ringed else 1)
        )
        painter.setBrush(
            colours.selected if chosen else colours.control if self.underMouse() else colours.raised
        )
        painter.drawRoundedRect(frame, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colours.accent if chosen else colours.faint, 2 if chosen else 1.5))
        middle = QPointF(22, 22)
        painter.drawEllipse(middle, 7, 7)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.accent)
            painter.drawEllipse(middle, 3.5, 3.5)
        if line.call:
            width = max(call_width(line.call, 20), 32)
            chip = QRectF(self.width() - 14 - width, 12, width, 20)
            draw_call(painter, chip, line.call, signed=True, size_px=size.caption)
        left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setPen(colours.text if self.isEnabled() else colours.disabled)
        painter.setFont(font(size.title, 600))
        painter.drawText(QRectF(INDENT_PX, 11, self.width() - INDENT_PX - 90, 22), left, line.name)
        painter.setFont(font(size.second, 600))
        painter.setPen(colours.second)
        painter.drawText(QRectF(INDENT_PX, 35, self.width() - INDENT_PX - 14, 18), left, line.best)
        painter.setFont(font(size.second))
        painter.drawText(
            QRectF(INDENT_PX, 56, self.width() - INDENT_PX - 14, self.height() - 60), WRAPPED, line.sentence
        )
