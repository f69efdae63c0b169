"""The sheet of keys, over the pictures, gone with the next key."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.components.text import label
from app.reading.keys import Binding
from app.style.look import look

_ROWS = 18


class KeySheet(QWidget):
    """Covers its parent; written from the bindings in force."""

    def __init__(self, parent: QWidget, table: Sequence[Binding]) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(16)
        column.addWidget(label(self.tr("Keys and mouse"), "page", weight=600))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        mouse = [
            (self.tr("Left drag"), self.tr("Draw with the active tool")),
            (self.tr("Middle drag"), self.tr("Pan")),
            (self.tr("Right drag"), self.tr("Zoom")),
            (self.tr("Wheel"), self.tr("Slice; with Shift five, with Ctrl zoom")),
            (self.tr("Left + right, Space"), self.tr("Held and dragged: window")),
        ]
        lines = [(entry.shown, entry.text) for entry in table if entry.shown] + mouse
        for place, (key, text) in enumerate(lines):
            row, pair = place % _ROWS, place // _ROWS
            grid.addWidget(label(key, "second", "accent", 600), row, pair * 3, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(label(text, "second"), row, pair * 3 + 1)
            grid.setColumnMinimumWidth(pair * 3 + 2, 32)
        grid.setColumnStretch(20, 1)
        column.addLayout(grid)
        column.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def open(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = QColor(look().colour.ground)
        ground.setAlphaF(0.94)
        QPainter(self).fillRect(self.rect(), ground)
