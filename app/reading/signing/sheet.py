"""The sheet over the reading room that asks for the password, or for a reason, once all has been read."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.components.buttons import button
from app.components.chips import ClassTag
from app.components.text import ElidedLabel, label, wrapped
from app.reading.signing.sheet_lines import SheetLesion, SheetLines
from app.style.look import look

WIDEST_PX = 640
MARGIN_PX = 16
DIMMED = 190
"""How dark the room behind the sheet is, of 255."""

SECOND_MS = 1000
LONG_WORD = 40


class SigningSheet(QWidget):
    """Covers its parent; nothing behind it gets a key or a button while it is there.

    Signals: `confirmed(text)` with the password or the reason, `left()` when it is closed without.
    """

    confirmed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines: SheetLines | None = None
        self._now: Callable[[], str] = str
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._card = QFrame(self)
        self._card.setProperty("framed", True)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        self._title = label("", "page", weight=600)
        column.addWidget(self._title)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._area, 1)
        self._time_value: QLabel | None = None
        self._field_name = label("", "second", "second")
        self.field = QLineEdit()
        self.field.returnPressed.connect(self._confirm)
        self._field_name.setBuddy(self.field)
        self.setFocusProxy(self.field)  # a click beside the card leaves the keys where they are
        asked = QVBoxLayout()
        asked.setSpacing(4)
        asked.addWidget(self._field_name)
        asked.addWidget(self.field)
        self._error = wrapped("", "second", "error")
        self._error.hide()
        asked.addWidget(self._error)
        self._waits = wrapped("", "second", "second")
        self._waits.hide()
        asked.addWidget(self._waits)
        column.addLayout(asked)
        row = QHBoxLayout()
        self.cancel = button(lambda: self.tr("Cancel"))
        self.cancel.clicked.connect(self._leave)
        row.addWidget(self.cancel)
        row.addStretch(1)
        self.confirm = button("", primary=True)
        self.confirm.clicked.connect(self._confirm)
        row.addWidget(self.confirm)
        column.addLayout(row)
        self._clock = QTimer(self)
        self._clock.setInterval(SECOND_MS)
        self._clock.timeout.connect(self._show_time)
        self.hide()

    def open(self, lines: SheetLines, now: Callable[[], str]) -> None:
        """Shows a sheet with an empty field; `now`: the time it would be signed at, in words."""
        self._now = now
        self.field.clear()
        self.refuse("")
        self.wait_for("")
        password = lines.asks_password
        self.field.setEchoMode(QLineEdit.EchoMode.Password if password else QLineEdit.EchoMode.Normal)
        self.show_lines(lines)
        self.show()
        self.raise_()
        self._clock.start()
        self._fit()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_lines(self, lines: SheetLines) -> None:
        """Other words, or other content; what is being typed stays."""
        self._lines = lines
        self._title.setText(lines.title)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        if lines.told:
            column.addWidget(wrapped(lines.told, "body", ""))
        if lines.lesions:
            column.addLayout(self._lesion_grid(lines.lesions))
        column.addLayout(self._row_grid(lines))
        column.addStretch(1)
        self._area.setWidget(body)
        name = self.tr("Reason")
        if lines.asks_password:
            name = self.tr("Your password; Enter signs")
        self._field_name.setText(name)
        self.field.setAccessibleName(name)
        self.confirm.setText(lines.button)
        self._show_time()
        if self.isVisible():
            self._fit()

    @property
    def lines(self) -> SheetLines | None:
        """What is shown; None while it is closed."""
        return self._lines

    def refuse(self, sentence: str) -> None:
        """Why it was not done; what was typed stays, and the next letter replaces it."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        if sentence:
            self.field.selectAll()
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._fit()

    @property
    def refusal(self) -> str:
        """The sentence in sight on why it was not done."""
        return self._error.text() if self._error.isVisible() else ""

    def wait_for(self, sentence: str) -> None:
        """What has to end before it can be confirmed; empty: nothing."""
        self._waits.setText(sentence)
        self._waits.setVisible(bool(sentence))
        self.confirm.setEnabled(not sentence)
        if self.isVisible():
            self._fit()

    def close_sheet(self) -> None:
        """What was typed is forgotten."""
        self._clock.stop()
        self._lines = None
        self.field.clear()
        self.hide()

    def _leave(self) -> None:
        self.close_sheet()
        self.left.emit()

    def _confirm(self) -> None:
        if self._lines is None or not self.confirm.isEnabled():
            return
        if not self.field.text().strip():
            self.refuse(
                self.tr("Type your password to sign.")
                if self._lines.asks_password
                else self.tr("A reason is needed: type one.")
            )
            return
        self.confirmed.emit(self.field.text())

    def _show_time(self) -> None:
        if self._time_value is not None:
            self._time_value.setText(self._now())

    def _row_grid(self, lines: SheetLines) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        rows = list(lines.rows)
        self._time_value = None
        for place, (name, value) in enumerate(rows):
            grid.addWidget(label(name, "second", "second"), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_value(value), place, 1)
        if lines.asks_password:
            grid.addWidget(label(self.tr("Time"), "second", "second"), len(rows), 0)
            self._time_value = _value("")
            grid.addWidget(self._time_value, len(rows), 1)
        return grid

    def _lesion_grid(self, lesions: tuple[SheetLesion, ...]) -> QGridLayout:
        names = {"NONE": self.tr("Unirradiated"), "UNTAGGED": self.tr("Class not set")}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        right = Qt.AlignmentFlag.AlignRight
        for place, one in enumerate(lesions):
            grid.addWidget(label(one.label, "body", weight=600), place, 0)
            if one.class_name:
                tag = ClassTag(one.class_name, names.get(one.class_name, one.class_name))
                grid.addWidget(tag, place, 1)
            grid.addWidget(ElidedLabel(one.site, "second", "second"), place, 2)
            grid.addWidget(label(one.axes, "second", "second"), place, 3, right)
            grid.addWidget(label(one.value, "body", weight=600), place, 4, right)
        return grid

    # In place of the room

    def _fit(self) -> None:
        """The card in the middle, as high as its content where there is room for it."""
        layout, body = self._card.layout(), self._area.widget()
        if layout is None or body is None:
            return
        width = min(WIDEST_PX, self.width() - 2 * MARGIN_PX)
        margins = layout.contentsMargins()
        wanted = body.heightForWidth(width - margins.left() - margins.right())
        body.setMinimumHeight(wanted)  # else it asks for what its sentences would take in a narrow column
        self._area.setFixedHeight(0)
        layout.invalidate()
        around = layout.totalSizeHint().height()
        if layout.hasHeightForWidth():
            around = layout.totalHeightForWidth(width)
        room = self.height() - 2 * MARGIN_PX - around
        self._area.setFixedHeight(max(min(wanted, room), 0))
        height = around + self._area.height()
        self._card.setGeometry((self.width() - width) // 2, (self.height() - height) // 2, width, height)

    def cover(self) -> None:
        """Takes the size of the parent, which it covers."""
        parent = self.parentWidget()
        if parent is not None and self.isVisible():
            self.setGeometry(parent.rect())
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = QColor(look().colour.ground)
        ground.setAlpha(DIMMED)
        QPainter(self).fillRect(QRectF(self.rect()), ground)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()  # no key reaches the room
        if event.key() == Qt.Key.Key_Escape:
            self._leave()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Round the field and the buttons, and nowhere else."""
        stops = [self.field, self.cancel, self.confirm]
        stops = [one for one in stops if one.isEnabled()]
        here = QApplication.focusWidget()
        at = stops.index(here) if here in stops else -1
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True


def _value(text: str) -> QLabel:
    if len(text) > LONG_WORD and " " not in text:  # a hash, in two lines of the same length
        text = f"{text[: len(text) // 2]}\n{text[len(text) // 2 :]}"
    made = wrapped(text, "body", "")
    made.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    return made
