"""The sheet of keys, over the pictures, gone with the next key."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.components.text import label
from app.components.words import say
from app.reading.hands.hands import Hands
from app.reading.hands.hands_words import action_groups, drag_names, gesture_names, turn_names
from app.reading.hands.presets import Preset
from viewer.gestures import Drag, Turn

translate = QCoreApplication.translate

WIDE_FROM_PX = 1200

Line = tuple[str, str]
"""A key or a movement of the hand, and what it does."""


def sheet_columns(hands: Hands, presets: Sequence[Preset], count: int) -> list[list[tuple[str, list[Line]]]]:
    """What the sheet says in `count` columns at most: groups with headings; what has no key is left out."""
    groups = [
        (heading, [(hands.shown(action), text) for action, text in actions.items() if hands.shown(action)])
        for heading, actions in action_groups(presets)
    ]
    groups.insert(1, (translate("keys", "Mouse"), _mouse_lines(hands)))
    groups = [(heading, lines) for heading, lines in groups if lines]
    share = sum(len(lines) + 1 for _, lines in groups) / count
    columns: list[list[tuple[str, list[Line]]]] = [[]]
    before = 0.0
    for heading, lines in groups:
        # A group goes where its middle falls when all of them stand one under the other.
        if columns[-1] and before + (len(lines) + 1) / 2 > share * len(columns):
            columns.append([])
        columns[-1].append((heading, lines))
        before += len(lines) + 1
    return columns


def _mouse_lines(hands: Hands) -> list[Line]:
    drags, turns = drag_names(), turn_names()
    lines = []
    for row, name in gesture_names().items():
        meant = getattr(hands.mouse, row)
        says_nothing_new = row == "shift_left" and meant is hands.mouse.left
        if meant not in (Drag.NOTHING, Turn.NOTHING) and not says_nothing_new:
            lines.append((name, turns[meant] if isinstance(meant, Turn) else drags[meant]))
    line, end = (
        translate("keys", "Drag a line of the cross-hair"),
        translate("keys", "Drag the end of a line"),
    )
    return [
        *lines,
        (line, translate("keys", "Move the reformats")),
        (end, translate("keys", "Turn the reformats")),
    ]


class KeySheet(QWidget):
    """Covers its parent; written from the keys and the mouse in force."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("ground", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        say(self._area, QScrollArea.setAccessibleName, lambda: self.tr("Keys and mouse"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def _write(self, hands: Hands, presets: Sequence[Preset], *, wide: bool) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        beside = 16 if wide else 8
        column.setContentsMargins(beside, 16, beside, 16)
        column.setSpacing(16)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Keys and mouse"), "page", weight=600))
        head.addStretch(1)
        head.addWidget(label(self.tr("Any key closes this sheet"), "second", "second"))
        column.addLayout(head)
        groups = QHBoxLayout()
        groups.setSpacing(48 if wide else 12)
        for parts in sheet_columns(hands, presets, 4 if wide else 3):
            groups.addLayout(_column(parts))
        column.addLayout(groups)
        return body

    def open(self, hands: Hands, presets: Sequence[Preset]) -> None:
        """Written anew each time: keys may have changed since."""
        parent = self.parentWidget()
        width = 0 if parent is None else parent.width()
        body = QWidget()
        middle = QHBoxLayout(body)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addStretch(1)
        middle.addWidget(
            self._write(hands, presets, wide=width >= WIDE_FROM_PX), 0, Qt.AlignmentFlag.AlignVCenter
        )
        middle.addStretch(1)
        self._area.setWidget(body)
        if parent is not None:
            self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hide()


def _column(groups: Sequence[tuple[str, Sequence[Line]]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(4)
    row = 0
    for heading, lines in groups:
        if row:
            grid.setRowMinimumHeight(row, 12)
            row += 1
        grid.addWidget(label(heading, "second", "second", 600), row, 0, 1, 2)
        row += 1
        for key, text in lines:
            grid.addWidget(_key_cap(key), row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(label(text, "second"), row, 1)
            row += 1
    grid.setRowStretch(row, 1)
    grid.setColumnStretch(1, 1)
    return grid


def _key_cap(key: str) -> QLabel:
    cap = label(key, "caption", weight=600)
    cap.setProperty("keycap", True)
    return cap
