"""The sheet of keys, over the pictures, gone with the next key."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.components.text import label
from app.reading.keys import Action, Binding

WIDE_FROM_PX = 1200

Line = tuple[str, str]
"""A key or a movement of the hand, and what it does."""


def _text(text: str) -> str:
    return QCoreApplication.translate("keys", text)


def _columns(table: Sequence[Binding]) -> list[list[tuple[str, list[Line]]]]:
    """Groups with their headings, by column. A binding that no group names stands in the last one."""
    named: list[list[tuple[str, list[Action]]]] = [
        [
            (
                _text("Window"),
                [
                    Action.WINDOW_SOFT_TISSUE,
                    Action.WINDOW_LUNG,
                    Action.WINDOW_BONE,
                    Action.WINDOW_LIVER,
                    Action.WINDOW_BRAIN,
                    Action.WINDOW_FILE,
                ],
            ),
        ],
        [
            (
                _text("Lesion"),
                [
                    Action.NEW_LESION,
                    Action.NEXT_LESION,
                    Action.PREVIOUS_LESION,
                    Action.NEXT_UNANSWERED,
                    Action.CLASS_SBRT,
                    Action.CLASS_LDRT,
                    Action.CLASS_UNIRRADIATED,
                    Action.ABSENT,
                    Action.TOO_SMALL,
                    Action.NOT_EVALUABLE,
                    Action.MERGED,
                    Action.SPLIT,
                    Action.REMOVE,
                    Action.NAME,
                    Action.COMMENT,
                    Action.LESION_UP,
                    Action.LESION_DOWN,
                    Action.LESION_MENU,
                ],
            ),
            (
                _text("Caliper"),
                [Action.TOOL_BOTH_AXES, Action.TOOL_SINGLE_LINE, Action.ACCEPT, Action.CANCEL],
            ),
        ],
        [
            (
                _text("Picture"),
                [
                    Action.NEXT_SLICE,
                    Action.PREVIOUS_SLICE,
                    Action.FIRST_SLICE,
                    Action.LAST_SLICE,
                    Action.LINK,
                    Action.HIDE_OVERLAYS,
                    Action.RESET_VIEW,
                ],
            ),
        ],
    ]
    mentioned = {action for column in named for _, actions in column for action in actions}
    rest = [entry.action for entry in table if entry.action not in mentioned]
    named[-1].append((_text("Read"), list(dict.fromkeys(rest))))
    by_action = {entry.action: (entry.shown, entry.text) for entry in reversed(table) if entry.shown}
    columns = [
        [(heading, [by_action[action] for action in actions]) for heading, actions in column]
        for column in named
    ]
    mouse = [
        (_text("Left drag"), _text("Draw with the tool")),
        (_text("Middle drag"), _text("Pan")),
        (_text("Right drag"), _text("Zoom")),
        (_text("Wheel"), _text("Slice; Shift five, Ctrl zoom")),
        (_text("Left + right, Space"), _text("Held: window")),
    ]
    columns[0].append((_text("Mouse"), mouse))
    return columns


class KeySheet(QWidget):
    """Covers its parent; written from the bindings in force."""

    def __init__(self, parent: QWidget, table: Sequence[Binding]) -> None:
        super().__init__(parent)
        self.setProperty("ground", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
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
        self._groups = groups
        for parts in _columns(table):
            groups.addLayout(_column(parts))
        column.addLayout(groups)
        middle = QHBoxLayout(self)
        middle.addStretch(1)
        middle.addWidget(body, 0, Qt.AlignmentFlag.AlignVCenter)
        middle.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def open(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
            self._groups.setSpacing(48 if parent.width() >= WIDE_FROM_PX else 24)
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
