"""Above the pictures: what was found of them, and whether they are read all the same."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.components.buttons import button
from app.components.text import label, wrapped
from app.components.words import say
from app.style.icons import draw_icon
from app.style.look import look
from measurements.signature import ImageVerdict


class PicturePanel(QWidget):
    """Asks before anything is drawn; calm, in the layout, and in nobody's way where nothing was found.

    Signals: `judged(ImageVerdict, reason)`, `left()` when the keys are the room's again.
    """

    judged = Signal(object, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(46, 10, 12, 10)
        column.setSpacing(8)
        self._title = label("", "body", weight=600)
        self._title.setWordWrap(True)
        column.addWidget(self._title)
        self._findings = wrapped("")
        column.addWidget(self._findings)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.reason = QLineEdit()
        say(self.reason, QLineEdit.setPlaceholderText, lambda: self.tr("Reason"))
        say(self.reason, QLineEdit.setAccessibleName, lambda: self.tr("Reason"))
        self.reason.textChanged.connect(self._allow)
        row.addWidget(self.reason, 1)
        self.read = button(lambda: self.tr("Read all the same"))
        self.read.clicked.connect(lambda: self._judge(ImageVerdict.WAIVED))
        row.addWidget(self.read)
        self.fail = button(lambda: self.tr("Cannot be read"))
        self.fail.clicked.connect(lambda: self._judge(ImageVerdict.FAIL))
        row.addWidget(self.fail)
        column.addLayout(row)
        self.hide()

    def ask(self, title: str, findings: str, *, failed: bool) -> None:
        """Shows what was found; of pictures that failed only the other verdict is offered."""
        self._title.setText(title)
        self._findings.setText(findings)
        self._findings.setVisible(bool(findings))
        self.fail.setVisible(not failed)
        self._allow()
        self.show()

    def withdraw(self) -> None:
        """Nothing is asked here; a reason that was not given is forgotten."""
        self.hide()
        self.reason.clear()

    @property
    def asked(self) -> str:
        """All that is in sight of the question; empty while nothing is asked."""
        return f"{self._title.text()} {self._findings.text()}".strip() if self.isVisible() else ""

    def _allow(self) -> None:
        given = bool(self.reason.text().strip())
        for made in (self.read, self.fail):
            made.setEnabled(given)
            made.setToolTip("" if given else self.tr("Give a reason first"))

    def _judge(self, verdict: ImageVerdict) -> None:
        self.judged.emit(verdict, self.reason.text().strip())
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the field goes to the first button, which says what it does; nothing is chosen by it."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.reason.hasFocus() and self.read.isEnabled():
            self.read.setFocus(Qt.FocusReason.TabFocusReason)
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """From the reason to the buttons and back; past them the keys are the room's."""
        stops = [one for one in (self.reason, self.read, self.fail) if one.isEnabled() and one.isVisible()]
        here = QApplication.focusWidget()
        following = stops.index(here) + (1 if forward else -1) if here in stops else 0
        if 0 <= following < len(stops):
            stops[following].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.left.emit()
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = look().colour
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.warning_ground)
        painter.fillRect(QRectF(0, 0, 3, self.height()), colours.warning)
        draw_icon(painter, "warning", QRectF(16, 12, 20, 20), colours.warning)
