"""Buttons, tools with their key in the tip, and segmented choices."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from app.components.words import Wording, say, worded
from app.style.fonts import font
from app.style.icons import icon
from app.style.look import look

PART_ROOM_PX = 16
"""What a choice needs beside its name."""


def button(text: Wording, *, icon_name: str = "", primary: bool = False) -> QPushButton:
    """A push button; a window has one primary at most."""
    made = QPushButton()
    say(made, QPushButton.setText, text)
    made.setProperty("primary", primary)
    if icon_name:
        made.setIcon(icon(icon_name, look().colour.white if primary else look().colour.text))
        made.setIconSize(QSize(22, 16))
    made.setCursor(Qt.CursorShape.ArrowCursor)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the ring is the keyboard's; a click leaves the focus
    return made


def tool_button(icon_name: str, tip: Wording, key: str = "", *, checkable: bool = False) -> QToolButton:
    """A square tool with a 20 px icon; `tip` is its accessible name, `key` is shown after it."""
    made = QToolButton()
    made.setProperty("tool", True)
    made.setIcon(icon(icon_name))
    made.setIconSize(QSize(20, 20))
    made.setCheckable(checkable)
    name_tool(made, tip, key)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


def name_tool(tool: QToolButton, name: Wording, key: str = "") -> None:
    """Gives a tool its accessible name and its tip, with the key behind it."""
    say(tool, QToolButton.setToolTip, (lambda: f"{worded(name)}   {key}") if key else name)
    say(tool, QToolButton.setAccessibleName, name)


class _Part(QToolButton):
    """One choice, with its key behind its name where it has one."""

    def __init__(self, text: Wording, key: str) -> None:
        super().__init__()
        say(self, QToolButton.setText, text)
        self.setCheckable(True)
        say(self, QToolButton.setAccessibleName, text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._key = key
        if key:
            self.setProperty("keyed", True)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._key:
            return
        cap = QRectF(self.width() - 25, self.height() / 2 - 9, 17, 18)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look().colour.border, 1))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setFont(font(look().size.keycap))
        painter.setPen(look().colour.faint)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)


class Segments(QWidget):
    """One of several named choices, all in sight."""

    chosen = Signal(object)

    def __init__(
        self,
        choices: Sequence[tuple[object, Wording]],
        name: Wording,
        keys: Mapping[object, str] | None = None,
    ) -> None:
        """`choices`: value and text of each; `keys`: the key that chooses it, for those that have one."""
        super().__init__()
        self.setProperty("segments", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        say(self, QWidget.setAccessibleName, name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._group = QButtonGroup(self)
        self._buttons: dict[object, QToolButton] = {}
        for value, text in choices:
            part = _Part(text, (keys or {}).get(value, ""))
            part.clicked.connect(self._teller(value))
            self._group.addButton(part)
            self._buttons[value] = part
            self._grid.addWidget(part, 0, len(self._buttons) - 1)

    def _teller(self, value: object) -> Callable[[], None]:
        return lambda: self.chosen.emit(value)

    def choose(self, value: object | None) -> None:
        """Shows `value` as chosen without telling anyone; None or an unknown value: nothing chosen."""
        self._group.setExclusive(False)
        for candidate, part in self._buttons.items():
            part.setChecked(candidate == value)
        self._group.setExclusive(True)

    def give_room(self, most_px: int) -> None:
        """In one row where `most_px` are enough for every name, else in two."""
        parts = list(self._buttons.values())
        names_px = sum(part.fontMetrics().horizontalAdvance(part.text()) + PART_ROOM_PX for part in parts)
        whole = names_px + 2 <= most_px
        columns = len(parts) if whole else (len(parts) + 1) // 2
        for place, part in enumerate(parts):
            self._grid.addWidget(part, place // columns, place % columns)

    def part(self, value: object) -> QToolButton:
        """The button of one choice."""
        return self._buttons[value]


def with_key(text: str, key: str) -> str:
    """A tip: what a control does, and its key behind it where it has one."""
    return f"{text}   {key}" if key else text
