"""The line of calls: every timepoint with its call, its sum and its change from baseline."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.components.chips import call_width, draw_call
from app.figures import day_text
from app.reading.lines import TimepointLine
from app.style.fonts import font
from app.style.look import look


class CallTimeline(QWidget):
    """Baseline to the latest, left to right; a click goes there, the tip says why the call is what it is."""

    timepointChosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[TimepointLine, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_timepoints(self, lines: Sequence[TimepointLine]) -> None:
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self.setAccessibleName("; ".join(f"{line.label} {line.call} {line.sum_text}" for line in lines))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, 104)

    def _places(self) -> list[QRectF]:
        count = max(len(self._lines), 1)
        step = (self.width() - 84) / count
        width = min(step - 4, 150)
        return [QRectF(72 + step * (i + 0.5) - width / 2, 6, width, 92) for i in range(len(self._lines))]

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        for place, line in zip(self._places(), self._lines, strict=True):
            if place.contains(event.position()) and event.button() == Qt.MouseButton.LeftButton:
                self.timepointChosen.emit(line.uid)
                return

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            for place, line in zip(self._places(), self._lines, strict=True):
                if place.contains(QPointF(event.pos())):
                    QToolTip.showText(event.globalPos(), line.reason, self)
                    return True
            QToolTip.hideText()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours, size = look().colour, look().size
        painter.fillRect(self.rect(), colours.panel)
        painter.fillRect(QRectF(0, 0, self.width(), 1), colours.hairline)
        painter.setFont(font(size.second))
        painter.setPen(colours.second)
        painter.drawText(QRectF(16, 18, 60, 30), int(Qt.AlignmentFlag.AlignVCenter), self.tr("Calls"))
        places = self._places()
        if len(places) > 1:
            painter.setPen(QPen(colours.border, 1))
            y = places[0].top() + 27
            painter.drawLine(QPointF(places[0].center().x(), y), QPointF(places[-1].center().x(), y))
        roomy = bool(places) and places[0].width() > 96
        for place, line in zip(places, self._lines, strict=True):
            self._paint_timepoint(painter, place, line, roomy=roomy)

    def _paint_timepoint(self, painter: QPainter, place: QRectF, line: TimepointLine, *, roomy: bool) -> None:
        colours, size = look().colour, look().size
        if line.current:
            painter.fillRect(place, colours.selected)
            painter.setPen(QPen(colours.selected_border, 1))
            painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
        shown = line.call or "\u2013"
        width = max(call_width(shown, 24), 38)
        chip = QRectF(place.center().x() - width / 2, place.top() + 15, width, 24)
        painter.fillRect(chip, colours.selected if line.current else colours.panel)
        if line.call:
            draw_call(painter, chip, line.call, signed=False, size_px=size.second)
        else:
            painter.setPen(QPen(colours.faint, 1, Qt.PenStyle.DotLine))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawEllipse(chip.center(), 6, 6)
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        day = self.tr("day {0}").format(day_text(line.day))
        label_font, day_font = font(size.second, 600), font(size.second)
        painter.setFont(label_font)
        label_width = painter.fontMetrics().horizontalAdvance(line.label)
        painter.setFont(day_font)
        day_width = painter.fontMetrics().horizontalAdvance(" " + day) if roomy else 0
        left = place.center().x() - (label_width + day_width) / 2
        row = QRectF(left, place.top() + 45, label_width + day_width + 2, 20)
        painter.setFont(label_font)
        painter.setPen(colours.text)
        painter.drawText(row, int(Qt.AlignmentFlag.AlignVCenter), line.label)
        if roomy:
            painter.setFont(day_font)
            painter.setPen(colours.faint)
            painter.drawText(
                row.adjusted(label_width, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), " " + day
            )
        below = QRectF(place.left(), place.top() + 65, place.width(), 20)
        painter.setFont(day_font)
        painter.setPen(colours.second)
        whole = "  ".join(filter(None, (line.sum_text, line.change_text)))
        # Where it is too narrow the change goes first, then the unit: the head of the sums says it too.
        for text in (whole, line.sum_text, line.sum_text.removesuffix(" mm")):
            if painter.fontMetrics().horizontalAdvance(text) <= place.width() - 4:
                painter.drawText(below, int(centre), text)
                break
