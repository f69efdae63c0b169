"""The prior in the place of the current picture, for as long as a key is held."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent, QPainter, QPaintEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QWidget

from app.reading.pictures.laid_prior import LaidPrior
from app.reading.pictures.linking import Linking
from app.reading.pictures.picture import Picture
from app.style.look import look


class Flicker(QWidget):
    """Lies over the current picture; the two alternate in one place.

    Where the two are registered, the prior is resampled, so that only what changed moves. Else it is shown
    as it hangs, at the current picture's size. The wheel goes on to the current picture. Buttons do nothing
    here, nor do keys that would move or place a caliper: what is drawn would belong to a picture that is not
    seen.
    """

    def __init__(self, prior: Picture, current: Picture, linking: Linking) -> None:
        super().__init__(current.pane)
        self._prior, self._current, self._linking = prior, current, linking
        self._seen = QPixmap()
        self._laid = LaidPrior(prior, current, linking, self)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        current.pane.installEventFilter(self)
        # Keys and the link move it too, and a slice may come late; once the view has settled.
        prior.pane.pictureChanged.connect(self._refresh, Qt.ConnectionType.QueuedConnection)
        linking.changed.connect(self._refresh, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Shows the prior; not while a button is down, and not where there is no prior."""
        held = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if held or self._prior.stack is None or self._current.stack is None:
            return
        self.setGeometry(self._current.pane.rect())
        self._laid.setGeometry(self.rect())
        self.show()
        self.raise_()
        self._refresh()

    def _refresh(self) -> None:
        if not self.isVisible():
            return
        link = self._linking.link(self._prior, self._current)
        if link is not None and link.registered:
            self._laid.lay()
            self._laid.show()
            return
        self._laid.hide()
        pane = self._prior.pane
        if not pane.isVisible():
            pane.resize(self.size())
        self._seen = pane.grab()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress
        return pressed and watched is self._current.pane and self.isVisible() and self._current.pane.drafting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), look().colour.viewport)
        painter.drawPixmap(0, 0, self._seen)

    def wheelEvent(self, event: QWheelEvent) -> None:
        QCoreApplication.sendEvent(self._current.pane, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
