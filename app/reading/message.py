"""A sentence over the lower edge of the pictures. It takes no room: nothing moves under the hand."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from app.style.fonts import font
from app.style.look import look

TOLD_MS = 8000
MARGIN_PX = 12
WIDEST_PX = 720


class Message(QLabel):
    """What was told goes after a while; what is asked stays until it is taken back, and no click meets it."""

    def __init__(self, room: QWidget) -> None:
        super().__init__(room)
        self._asked = ""
        self._over: QWidget | None = None
        self.setFont(font(look().size.second))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("message", True)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self._told = QTimer(self)
        self._told.setSingleShot(True)
        self._told.setInterval(TOLD_MS)
        self._told.timeout.connect(self._end_told)

    def lie_over(self, pictures: QWidget) -> None:
        """Pictures that have just come into the room."""
        self._over = pictures
        pictures.installEventFilter(self)
        self.raise_()
        self._place()

    def leave(self) -> None:
        """The pictures go, and what was said of them."""
        if self._over is not None:
            self._over.removeEventFilter(self)
            self._over = None
        self.ask("")
        self.tell("")

    def tell(self, sentence: str) -> None:
        """For a while, over what is asked; an empty one takes it away."""
        self._show(sentence or self._asked)
        if sentence:
            self._told.start()
        else:
            self._told.stop()

    def ask(self, sentence: str) -> None:
        """Until another is asked; an empty one ends it."""
        before, self._asked = self._asked, sentence
        if sentence or self.text() == before:
            self.tell("")

    def _end_told(self) -> None:
        self._show(self._asked)

    def _show(self, sentence: str) -> None:
        self.setText(sentence)
        self.setVisible(bool(sentence))
        self._place()

    def _place(self) -> None:
        if self._over is None or self.isHidden():
            return
        area = self._over.geometry()
        self.setWordWrap(False)
        width = min(self.sizeHint().width(), WIDEST_PX, area.width() - 2 * MARGIN_PX)
        self.setWordWrap(True)
        height = self.heightForWidth(width)
        left = area.left() + (area.width() - width) // 2
        self.setGeometry(left, area.bottom() + 1 - MARGIN_PX - height, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return False
