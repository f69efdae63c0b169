"""The call's chip and the radiation class's line sample: letters and line styles always beside the colour."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.components.words import Wording, say
from app.style.fonts import font
from app.style.look import look

_SHORT = {"NON-CR/NON-PD": "Non-CR/PD"}


def draw_call(
    painter: QPainter, rect: QRectF, response: str, *, signed: bool, size_px: int, drafted: bool = False
) -> None:
    """Draws a call into `rect`: filled when signed, a 2 px outline while a draft, dashed when NE.

    A call of which nothing is stored (`drafted`) has a dashed outline of 2 px in its colour.
    """
    style = look().call(response)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font(size_px, 700))
    if response in ("BL", ""):
        painter.setPen(QPen(look().colour.border, 1))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(look().colour.second)
    elif response in ("NE", "ND", "NA"):
        pen = QPen(style.fill, 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(look().colour.second)
    elif signed:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.fill)
        painter.drawRoundedRect(rect, 4, 4)
        painter.setPen(style.text)
    else:
        pen = QPen(style.fill, 2)
        if drafted:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)
        painter.setPen(style.fill)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _SHORT.get(response, response))
    painter.restore()


def call_width(response: str, height_px: int) -> int:
    """How wide the chip of `response` must be at `height_px`."""
    return int(height_px * (1.6 if len(response) <= 3 else 3.9))


class CallChip(QWidget):
    """A call as a chip of 20 px, or larger as the call of the timepoint."""

    def __init__(self, response: str = "", *, height_px: int = 20, size: str = "caption") -> None:
        super().__init__()
        self._response = response
        self._drafted = self._signed = False
        self._height_px = height_px
        self._size_px = getattr(look().size, size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(response)

    def show_call(self, response: str, *, drafted: bool = False, signed: bool = False) -> None:
        """`drafted`: as one of which nothing is stored; `signed`: as one that is locked."""
        if (response, drafted, signed) != (self._response, self._drafted, self._signed):
            self._response, self._drafted, self._signed = response, drafted, signed
            self.setAccessibleName(response)
            self.updateGeometry()
            self.update()

    @property
    def drafted(self) -> bool:
        return self._drafted

    @property
    def response(self) -> str:
        return self._response

    def sizeHint(self) -> QSize:
        return QSize(call_width(self._response, self._height_px), self._height_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._response:
            painter = QPainter(self)
            draw_call(
                painter,
                QRectF(self.rect()),
                self._response,
                signed=self._signed,
                size_px=self._size_px,
                drafted=self._drafted,
            )


def class_line(
    painter: QPainter, left: QPointF, right: QPointF, class_name: str, width_px: float = 2.5
) -> None:
    """Draws a straight sample of the line that stands for a radiation class."""
    style = look().classes[class_name]
    pen = QPen(style.colour, width_px)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if style.dash:
        # A pen counts dashes in its own widths.
        pen.setDashPattern([length / width_px for length in style.dash])
    painter.setPen(pen)
    painter.drawLine(left, right)


class ClassTag(QWidget):
    """A 20 px line sample and the class's name; never a filled pill."""

    def __init__(self, class_name: str, text: Wording, *, coloured: bool = True) -> None:
        super().__init__()
        self._class_name = class_name
        self._text = ""
        self._colour: QColor = look().classes[class_name].colour if coloured else look().colour.text
        self.setFont(font(look().size.second, 600))
        say(self, ClassTag.show_name, text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_name(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(20 + 8 + self.fontMetrics().horizontalAdvance(self._text) + 2, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        middle = self.height() / 2
        class_line(painter, QPointF(0, middle), QPointF(20, middle), self._class_name)
        painter.setPen(self._colour)
        painter.drawText(self.rect().adjusted(28, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), self._text)
