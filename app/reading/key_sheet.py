"""The sheet of keys, over the pictures, gone with the next key."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.components.text import label
from app.reading.hands import Hands
from app.reading.hands_words import action_groups, drag_names, gesture_names, turn_names
from app.reading.presets import Preset
from viewer.gestures import Drag, Turn

WIDE_FROM_PX = 1200

Line = tuple[str, str]
"""A key or a movement of the hand, and what it does."""

_MOST_IN_COLUMN = 17


def sheet_columns(hands: Hands, presets: Sequence[Preset]) -> list[list[tuple[str, list[Line]]]]:
    """What the sheet says: groups with their headings, by column; what has no key is left out."""
    groups = [
        (heading, [(hands.shown(action), text) for action, text in actions.items() if hands.shown(action)])
        for heading, actions in action_groups(presets)
    ]
    groups.insert(1, (QCoreApplication.translate("keys", "Mouse"), _mouse_lines(hands)))
    columns: list[list[tuple[str, list[Line]]]] = [[]]
    filled = 0
    for heading, lines in groups:
        if not lines:
            continue
        if columns[-1] and filled + len(lines) > _MOST_IN_COLUMN:
            columns.append([])
            filled = 0
        columns[-1].append((heading, lines))
        filled += len(lines) + 1
    return columns


def _mouse_lines(hands: Hands) -> list[Line]:
    drags, turns = drag_names(), turn_names()
    lines = []
    for row, name in gesture_names().items():
        meant = getattr(hands.mouse, row)
        says_nothing_new = row == "shift_left" and meant is hands.mouse.left
        if meant not in (Drag.NOTHING, Turn.NOTHING) and not says_nothing_new:
            lines.append((name, turns[meant] if isinstance(meant, Turn) else drags[meant]))
    return lines


class KeySheet(QWidget):
    """Covers its parent; written from the keys and the mouse in force."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("ground", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._middle = QHBoxLayout(self)
        self._middle.addStretch(1)
        self._middle.addStretch(1)
        self._body: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def _write(self, hands: Hands, presets: Sequence[Preset], spacing_px: int) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Keys and mouse"), "page", weight=600))
        head.addStretch(1)
        head.addWidget(label(self.tr("Any key closes this sheet"), "second", "second"))
        column.addLayout(head)
        groups = QHBoxLayout()
        groups.setSpacing(spacing_px)
        for parts in sheet_columns(hands, presets):
            groups.addLayout(_column(parts))
        column.addLayout(groups)
        return body

    def open(self, hands: Hands, presets: Sequence[Preset]) -> None:
        """Written anew each time: keys may have changed since."""
        parent = self.parentWidget()
        width = 0 if parent is None else parent.width()
        if self._body is not None:
            self._middle.removeWidget(self._body)
            self._body.deleteLater()
        self._body = self._write(hands, presets, 48 if width >= WIDE_FROM_PX else 24)
        self._middle.insertWidget(1, self._body, 0, Qt.AlignmentFlag.AlignVCenter)
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
    grid.setHorizontalSpacing(12)
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
