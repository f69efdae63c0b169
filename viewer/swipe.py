"""A line across a pane: the pane's own picture to the left of it, another one to the right."""

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QRegion, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from viewer.slice_canvas import SliceCanvas
from viewer.style import ViewerStyle

GRIP_PX = 12
"""How near to the line the hand takes hold of it."""
LINE_PX, KNOB_PX = 2, 28
LEAST_SHARE = 0.08
"""Of the pane that each side keeps, so that the line stays within reach."""
STEP = 0.02


class Swipe(QWidget):
    """Covers a pane for as long as it is shown: a hand moves the line, and draws on neither side.

    A caliper begun on the left could end on the right, on a picture that it does not measure. The wheel and
    the buttons that scroll, zoom, pan and window go on to the pane.

    Signals: `drawingRefused()` when the left button went down elsewhere than on the line.
    """

    drawingRefused = Signal()

    def __init__(self, pane: SliceCanvas, style: ViewerStyle) -> None:
        super().__init__(pane)
        self._pane = pane
        self._line = _Line(self, style)
        self._other: SliceCanvas | None = None
        self._share = 0.5
        self._held_at: float | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        pane.installEventFilter(self)
        self.hide()

    def lay(self, other: SliceCanvas) -> None:
        """Shows another picture, one of this widget's children, from the line on."""
        self._other = other
        self._line.raise_()
        self.setGeometry(self._pane.rect())
        self._place()

    @property
    def share(self) -> float:
        """Of the pane's width that lies left of the line."""
        return self._share

    def move_line(self, steps: int) -> None:
        """To the right by steps of a fiftieth of the pane."""
        self._set_share(self._share + steps * STEP)

    def _set_share(self, share: float) -> None:
        self._share = min(max(share, LEAST_SHARE), 1.0 - LEAST_SHARE)
        self._place()

    @property
    def _line_px(self) -> int:
        return round(self._share * self.width())

    def _place(self) -> None:
        at = self._line_px
        if self._other is not None:
            self._other.setGeometry(self.rect())
            self._other.setMask(QRegion(QRect(at, 0, self.width() - at, self.height())))
        self._line.setGeometry(at - KNOB_PX // 2, 0, KNOB_PX, self.height())

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self._pane and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._pane.rect())
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    # The hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            QCoreApplication.sendEvent(self._pane, event)
        elif abs(event.position().x() - self._line_px) <= GRIP_PX:
            self._held_at = event.position().x() - self._line_px
        else:
            self.drawingRefused.emit()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._held_at is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._set_share((x - self._held_at) / max(self.width(), 1))
        elif event.buttons() & ~Qt.MouseButton.LeftButton:
            QCoreApplication.sendEvent(self._pane, event)
        else:
            self._held_at = None
            on_line = abs(x - self._line_px) <= GRIP_PX
            self.setCursor(Qt.CursorShape.SplitHCursor if on_line else Qt.CursorShape.ArrowCursor)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._held_at = None
        else:
            QCoreApplication.sendEvent(self._pane, event)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        QCoreApplication.sendEvent(self._pane, event)


class _Line(QWidget):
    """The line with the knob that is taken hold of; the mouse goes through it."""

    def __init__(self, parent: QWidget, style: ViewerStyle) -> None:
        super().__init__(parent)
        self._style = style
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = (self.width() - LINE_PX) // 2
        painter.fillRect(middle - 1, 0, LINE_PX + 2, self.height(), QColor(self._style.casing))
        painter.fillRect(middle, 0, LINE_PX, self.height(), QColor(self._style.accent))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(self._style.background))
        painter.setPen(QColor(self._style.accent))
        at = (self.height() - KNOB_PX) // 2
        painter.drawEllipse(3, at + 3, KNOB_PX - 6, KNOB_PX - 6)
        for across in (-4, 4):
            x, y = self.width() // 2 + across, at + KNOB_PX // 2
            painter.drawLine(x, y, x - across // 2, y - 4)
            painter.drawLine(x, y, x - across // 2, y + 4)
