"""A slider with a stop for each timepoint: at a stop its picture alone, between two their blend."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider

from app.components.words import say
from app.style.fonts import font
from app.style.look import look

BETWEEN = 100
"""Steps from one stop to the next."""

SNAP = 8
"""So near to a stop the hand is at it."""

SIDE_PX = 28.0
LINE_Y_PX = 13.0
HIGH_PX = 42
LABEL_GAP_PX = 8.0


class StopSlider(QSlider):
    """Its value is `BETWEEN` times the number of the stop."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._labels: tuple[str, ...] = ()
        self.setFixedHeight(HIGH_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPageStep(BETWEEN)
        say(self, QSlider.setAccessibleName, lambda: self.tr("Timepoint shown, or the blend of two"))
        say(
            self,
            QSlider.setToolTip,
            lambda: self.tr("Drag to blend one timepoint into the next; left and right step between them"),
        )

    def show_stops(self, labels: tuple[str, ...], at: int) -> None:
        """Stops with these labels, the slider at one of them; tells nobody."""
        self._labels = labels
        self.blockSignals(True)
        self.setRange(0, max(0, (len(labels) - 1) * BETWEEN))
        self.setValue(at * BETWEEN)
        self.blockSignals(False)
        self.setEnabled(len(labels) > 1)
        self.update()

    def x_px(self, value: float) -> float:
        """Where a value lies."""
        room = self.width() - 2 * SIDE_PX
        return SIDE_PX + room * (value / self.maximum() if self.maximum() else 0.5)

    def step(self, by: int) -> None:
        """To the next stop, or the one before."""
        there = self.value() // BETWEEN + by if by > 0 else -(-self.value() // BETWEEN) + by
        self.setValue(there * BETWEEN)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Up):
            self.step(1)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Down):
            self.step(-1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.step(-1 if event.angleDelta().y() > 0 else 1)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._take(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._take(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.update()

    def _take(self, at: QPointF) -> None:
        room = self.width() - 2 * SIDE_PX
        value = round((at.x() - SIDE_PX) / room * self.maximum())
        stop = round(value / BETWEEN) * BETWEEN
        self.setValue(stop if abs(value - stop) <= SNAP else value)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = look().colour
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.border, 2))
        stops = [self.x_px(place * BETWEEN) for place in range(len(self._labels))]
        if stops:
            painter.drawLine(QPointF(stops[0], LINE_Y_PX), QPointF(stops[-1], LINE_Y_PX))
        painter.setFont(font(look().size.caption))
        free_from = 0.0
        for place, (x, text) in enumerate(zip(stops, self._labels, strict=True)):
            here = self.value() == place * BETWEEN
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.faint)
            painter.drawEllipse(QPointF(x, LINE_Y_PX), 3, 3)
            wide = painter.fontMetrics().horizontalAdvance(text)
            if x - wide / 2 >= free_from or here:
                painter.setPen(colours.text if here else colours.second)
                area = QRectF(x - wide / 2 - 2, LINE_Y_PX + 11, wide + 4, 16)
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
                free_from = x + wide / 2 + LABEL_GAP_PX
        if not stops:
            return
        handle = QPointF(self.x_px(self.value()), LINE_Y_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.accent if self.isEnabled() else colours.disabled)
        painter.drawEllipse(handle, 7, 7)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.accent, 2))
            painter.drawEllipse(handle, 10, 10)
