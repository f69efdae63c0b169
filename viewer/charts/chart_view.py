"""A chart in a window: it names what lies under the pointer, and tells what was clicked."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from viewer.charts.chart import Chart, Spot
from viewer.charts.palette import Palette


class ChartView(QWidget):
    """Signals: `pointed(key)` when the pointer comes upon somebody, "" when it leaves, `chosen(key)`."""

    pointed = Signal(str)
    chosen = Signal(str)

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self._chart: Chart | None = None
        self._spots: list[Spot] = []
        self._lit = ""
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_chart(self, chart: Chart | None) -> None:
        self._chart = chart
        self._spots = []
        self.setMinimumHeight(0 if chart is None else round(chart.height_px(self._palette)))
        self.updateGeometry()
        self.update()

    def light(self, key: str) -> None:
        """Lets whoever has this key stand out; "" for nobody."""
        if key != self._lit:
            self._lit = key
            self.update()

    def spot_at(self, point: QPointF) -> Spot | None:
        """What lies there; of several the one whose middle is nearest, a patient before anything else."""
        there = [spot for spot in self._spots if spot.area.contains(point)]

        def distance(spot: Spot) -> tuple[bool, float]:
            return not spot.key, float((spot.area.center() - point).manhattanLength())

        return min(there, key=distance, default=None)

    def sizeHint(self) -> QSize:
        return QSize(480, 320)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(event.rect())  # a chart of many rows draws those in sight
        if self._chart is not None:
            area = QRectF(self.rect()).adjusted(8, 4, -8, -4)
            self._spots = self._chart.paint(painter, area, self._palette, self._lit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_at(event.position())
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if spot is not None and spot.key else Qt.CursorShape.ArrowCursor
        )
        self.pointed.emit("" if spot is None else spot.key)
        if spot is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPosition().toPoint(), spot.text, self)

    def leaveEvent(self, event: QEvent | QEnterEvent) -> None:
        self.pointed.emit("")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and spot is not None and spot.key:
            self.chosen.emit(spot.key)
