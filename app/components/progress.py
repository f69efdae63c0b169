"""A bar of 6 px with a count and Cancel, where the work is."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.components.buttons import button
from app.components.stage_words import stage_text
from app.components.text import ElidedLabel, label
from app.components.words import Wording
from app.style.look import look

_JUDGED_AFTER_SECONDS = 2.0


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
    """Title, what is being done, the bar, how much is left, and Cancel.

    The time left is told once there is enough to judge by; `clock` gives seconds.
    """

    cancelled = Signal()

    def __init__(self, title: Wording, clock: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._stage = (0, clock())
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(ElidedLabel(title, "body", weight=600))
        self._doing = ElidedLabel("", "second", "second")
        column.addWidget(self._doing)
        self._bar = ProgressBar()
        column.addWidget(self._bar)
        foot = QHBoxLayout()
        self._count = label("", "second", "second")
        foot.addWidget(self._count, 1)
        cancel = button(lambda: self.tr("Cancel"))
        cancel.clicked.connect(self.cancelled)
        foot.addWidget(cancel)
        column.addLayout(foot)

    def show_progress(self, done: int, total: int, text: str) -> None:
        self._doing.setText(stage_text(text))
        if total != self._stage[0]:  # another stage of the work, with a pace of its own
            self._stage = (total, self._clock())
        if total:
            self._bar.show_part(done / total)
            count = self.tr("{0} of {1}").format(f"{done:,}", f"{total:,}").replace(",", "\u2009")
            self._count.setText(" · ".join(filter(None, (count, self._time_left(done, total)))))
        else:
            self._bar.show_part(0.0)
            self._count.setText(f"{done:,}".replace(",", "\u2009") if done else "")

    def _time_left(self, done: int, total: int) -> str:
        passed_seconds = self._clock() - self._stage[1]
        if not done or passed_seconds < _JUDGED_AFTER_SECONDS:
            return ""
        seconds = passed_seconds * (total - done) / done
        if seconds < 90:
            return self.tr("about {0} s left").format(max(round(seconds), 1))
        return self.tr("about {0} min left").format(round(seconds / 60))
