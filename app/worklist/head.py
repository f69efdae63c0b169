"""The head of the worklist: which trial, how much is in it, and what of it to show."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from app.components.buttons import Segments
from app.components.text import ElidedLabel, label
from app.components.words import Wording, say, worded
from app.style.fonts import font
from app.style.icons import draw_icon
from app.style.look import look
from app.worklist.rows import OF_READERS, Filter

TITLE_FROM_PX = 740
FIELD_WIDTHS_PX = ((1100, 244), (760, 176), (0, 184))
"""From which width of the head on the field has which width."""


class FilterField(QLineEdit):
    """Seeks subjects by code. Esc empties it, then gives the focus back; so does Down."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        say(self, QLineEdit.setPlaceholderText, lambda: self.tr("Filter subjects"))
        say(self, QLineEdit.setAccessibleName, lambda: self.tr("Filter subjects by code"))
        self.setTextMargins(26, 0, 22, 0)

    def sizeHint(self) -> QSize:
        return QSize(244, 36)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        colour = look().colour
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        draw_icon(painter, "search", QRectF(11, middle - 8, 16, 16), colour.second)
        if not self.text():
            cap = QRectF(self.width() - 29.5, middle - 9.5, 18, 19)
            painter.setPen(QPen(colour.border, 1))
            painter.drawRoundedRect(cap, 3, 3)
            painter.setPen(colour.faint)
            painter.setFont(font(look().size.keycap))
            painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), "/")


class WorklistHead(QWidget):
    """Title, trial and counts at the left; filter and states at the right."""

    sought = Signal(str)
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", True)
        self.setProperty("edge", "bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(64)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        self._title = label(lambda: self.tr("Worklist"), "page", weight=600)
        row.addWidget(self._title)
        self._trial = ElidedLabel("", "body", "second")
        row.addWidget(self._trial, 1)
        self.field = FilterField()
        self.field.textChanged.connect(self.sought)
        row.addWidget(self.field, 0, Qt.AlignmentFlag.AlignVCenter)
        self._names: dict[Filter, Wording] = {
            Filter.ALL: lambda: self.tr("All"),
            Filter.TO_READ: lambda: self.tr("To read"),
            Filter.READING: lambda: self.tr("Reading"),
            Filter.READ: lambda: self.tr("Read"),
            Filter.LACKING: lambda: self.tr("Reader missing"),
            Filter.BEGUN: lambda: self.tr("Begun"),
            Filter.COMPLETED: lambda: self.tr("Completed"),
            Filter.IMAGES: lambda: self.tr("Images"),
        }
        self._states = Segments(list(self._names.items()), lambda: self.tr("Which subjects"))
        self._states.choose(Filter.ALL)
        self._states.chosen.connect(self.chosen)
        row.addWidget(self._states, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._row = row
        self.offer(OF_READERS)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is little room the field is short, and the bar above alone says page and trial."""
        self._title.setVisible(self.width() >= TITLE_FROM_PX)
        self._trial.setVisible(self.width() >= TITLE_FROM_PX)
        self.field.setFixedWidth(next(width for least, width in FIELD_WIDTHS_PX if self.width() >= least))

    def add(self, button: QToolButton) -> None:
        """Puts a tool at the right end."""
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_trial(self, text: str) -> None:
        """Name and counts of the trial; "" when none is open, and then nothing can be filtered."""
        self._trial.setText(text)
        self.field.setVisible(bool(text))
        self._states.setVisible(bool(text))

    def offer(self, filters: Sequence[Filter]) -> None:
        """Which states whoever is at the trial can ask for; all subjects are shown again."""
        for state in self._names:
            self._states.part(state).setVisible(state in filters)
        self.show_all()

    def show_counts(self, counts: dict[Filter, int]) -> None:
        """How many subjects each state has."""
        for state, name in self._names.items():
            part, count = self._states.part(state), counts.get(state, 0)
            say(part, QToolButton.setText, partial(_counted, name, "  ", count))
            say(part, QToolButton.setAccessibleName, partial(_counted, name, ", ", count))

    def show_all(self) -> None:
        """Takes every filter away."""
        self.field.clear()
        self._states.choose(Filter.ALL)
        self.chosen.emit(Filter.ALL)


def _counted(name: Wording, between: str, count: int) -> str:
    return f"{worded(name)}{between}{count}"
