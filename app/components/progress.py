"""A bar of 6 px with a count and Cancel, where the work is."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.components.buttons import button
from app.components.text import ElidedLabel, label
from app.style.look import look


class ProgressBar(QWidget):
    """How far something is; without a total it is an empty bar."""

    def __init__(self) -> None:
        super().__init__()
        self._part = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_part(self, part: float) -> None:
        self._part = min(max(part, 0.0), 1.0)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(look().colour.control)
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        painter.setBrush(look().colour.accent)
        painter.drawRoundedRect(QRectF(0, 0, self.width() * self._part, self.height()), 3, 3)


class WorkProgress(QWidget):
    """Title, what is being done, the bar, and Cancel."""

    cancelled = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(label(title, "body", weight=600))
        self._doing = ElidedLabel("", "second", "second")
        column.addWidget(self._doing)
        self._bar = ProgressBar()
        column.addWidget(self._bar)
        foot = QHBoxLayout()
        self._count = label("", "second", "second")
        foot.addWidget(self._count, 1)
        cancel = button(self.tr("Cancel"))
        cancel.clicked.connect(self.cancelled)
        foot.addWidget(cancel)
        column.addLayout(foot)

    def show_progress(self, done: int, total: int, text: str) -> None:
        self._doing.setText(text)
        if total:
            self._bar.show_part(done / total)
            self._count.setText(
                self.tr("{0} of {1}").format(f"{done:,}", f"{total:,}").replace(",", "\u2009")
            )
        else:
            self._bar.show_part(0.0)
            self._count.setText(f"{done:,}".replace(",", "\u2009") if done else "")
