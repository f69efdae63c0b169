"""The line of calls: every timepoint with its call, its sum and its change from baseline."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.components.chips import call_width, draw_call
from app.figures import day_text
from app.reading.desk.lines import TimepointLine
from app.style.fonts import font
from app.style.icons import draw_icon
from app.style.look import look

LEFT_PX, RIGHT_PX = 72, 12
LEAST_PX = 54
"""What a chip and a label need; where not all timepoints have it, those about the current one are shown."""


class CallTimeline(QWidget):
    """Baseline to the latest, left to right; a click goes there, the tip says why the call is what it is.

    Where there are too many for its width, marks at its ends tell how many more there are and show them.
    """

    timepointChosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[TimepointLine, ...] = ()
        self._first = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_timepoints(self, lines: Sequence[TimepointLine]) -> None:
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self._bring_current()
            self.setAccessibleName(
                "; ".join(f"{line.label} {line.opens or f'{line.call} {line.sum_text}'}" for line in lines)
            )
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, 104)

    @property
    def in_sight(self) -> tuple[TimepointLine, ...]:
        """Those that have room, the current one among them unless the reader looked elsewhere."""
        return self._lines[self._first : self._first + self._room()]

    def _room(self) -> int:
        return max(min(len(self._lines), (self.width() - LEFT_PX - RIGHT_PX) // LEAST_PX), 1)

    def _bring_current(self) -> None:
        room = self._room()
        current = next((place for place, line in enumerate(self._lines) if line.current), 0)
        first = min(self._first, current)
        if current >= first + room:
            first = current - room // 2
        self._go_to(first)

    def _go_to(self, first: int) -> None:
        self._first = max(min(first, len(self._lines) - self._room()), 0)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bring_current()

    def _places(self) -> list[QRectF]:
        count = len(self.in_sight)
        step = (self.width() - LEFT_PX - RIGHT_PX) / max(count, 1)
        width = min(step - 4, 150)
        return [QRectF(LEFT_PX + step * (i + 0.5) - width / 2, 6, width, 92) for i in range(count)]

    def _more(self) -> list[tuple[QRectF, str, int, str]]:
        """What leads to timepoints out of sight: where, its sign, which is first then, how many they are."""
        room = self._room()
        earlier, later = self._first, len(self._lines) - self._first - room
        found = []
        if earlier > 0:
            tip = self.tr("{0} earlier timepoints", "", earlier).format(earlier)
            found.append((QRectF(LEFT_PX - 18, 21, 20, 24), "\u2039", self._first - room, tip))
        if later > 0:
            tip = self.tr("{0} later timepoints", "", later).format(later)
            found.append((QRectF(self.width() - 18, 21, 18, 24), "\u203a", self._first + room, tip))
        return found

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        for place, _, first, _ in self._more():
            if place.contains(event.position()) and event.button() == Qt.MouseButton.LeftButton:
                self._go_to(first)
                return
        for place, line in zip(self._places(), self.in_sight, strict=True):
            if place.contains(event.position()) and event.button() == Qt.MouseButton.LeftButton:
                self.timepointChosen.emit(line.uid)
                return

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            told = [
                (place, line.opens or line.reason)
                for place, line in zip(self._places(), self.in_sight, strict=True)
            ]
            told += [(place, tip) for place, _, _, tip in self._more()]
            for place, tip in told:
                if place.contains(QPointF(event.pos())):
                    QToolTip.showText(event.globalPos(), tip, self)
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
        painter.setFont(font(size.page, 600))
        painter.setPen(colours.second)
        for place, sign, _, _ in self._more():
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), sign)
        for place, line in zip(places, self.in_sight, strict=True):
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
        if line.opens:
            lock = QRectF(0, 0, 16, 16)
            lock.moveCenter(chip.center())
            draw_icon(painter, "lock", lock, colours.faint)
        elif line.call:
            draw_call(painter, chip, line.call, signed=line.signed, size_px=size.second)
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
