"""Series dragged from the strip onto a picture of the wall."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QDropEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from app.reading.pictures.picture import Picture
from app.style.look import look

SERIES_MIME = "application/x-longaxis-series"


def drag_series(key: str, picture: QPixmap, source: QWidget) -> None:
    """Lets the reader carry a series until the button is let go."""
    carried = QMimeData()
    carried.setData(SERIES_MIME, QByteArray(key.encode()))
    drag = QDrag(source)
    drag.setMimeData(carried)
    drag.setPixmap(picture)
    drag.setHotSpot(QPoint(picture.width() // 2, picture.height() // 2))
    drag.exec(Qt.DropAction.CopyAction)


class _Landing(QWidget):
    """The frame about the picture that would take it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        accent = look().colour.accent
        painter.setOpacity(0.16)
        painter.fillRect(self.rect(), accent)
        painter.setOpacity(1.0)
        painter.setPen(QPen(accent, 3))
        painter.drawRect(self.rect().adjusted(1, 1, -2, -2))


class SeriesLanding(QObject):
    """Takes series that are dropped on a widget with pictures.

    Signals: `dropped(series key, Picture)`.
    """

    dropped = Signal(str, object)

    def __init__(self, wall: QWidget, taking: Callable[[], list[tuple[Picture, Picture]]]) -> None:
        """`taking`: each picture in sight, and the one that takes what is dropped there."""
        super().__init__(wall)
        self._taking = taking
        self._landing = _Landing(wall)
        wall.setAcceptDrops(True)
        wall.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DragLeave:
            self._landing.hide()
            return True
        if not isinstance(event, QDropEvent) or not event.mimeData().hasFormat(SERIES_MIME):
            return False
        seen, picture = self._under(event.position().toPoint())
        if event.type() is QEvent.Type.Drop:
            self._landing.hide()
            if picture is not None:
                event.acceptProposedAction()
                self.dropped.emit(bytes(event.mimeData().data(SERIES_MIME).data()).decode(), picture)
            return True
        self._landing.setVisible(seen is not None)
        if seen is not None:
            self._landing.setGeometry(seen.pane.geometry())
            self._landing.raise_()
        event.acceptProposedAction()
        return True

    def _under(self, at: QPoint) -> tuple[Picture | None, Picture | None]:
        found = (pair for pair in self._taking() if pair[0].pane.geometry().contains(at))
        return next(found, (None, None))
