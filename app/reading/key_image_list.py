"""The key images of a read as a short list; a click goes back to the view."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from app.components.text import label
from app.reading.key_images import KeyImageLine
from app.style.icons import icon

MOST_ROWS = 5
"""More than these are scrolled to."""
ROW_PX = 26


class KeyImageList(QWidget):
    """Hidden while there are none."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[KeyImageLine, ...] = ()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 6, 4, 8)
        outer.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Key images"), "second", "second", 600), 1)
        outer.addLayout(head)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self._area)
        self.hide()

    def show_lines(self, lines: Sequence[KeyImageLine]) -> None:
        """One row each."""
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for line in self._lines:
            column.addWidget(self._row(line))
        self._area.setWidget(body)
        self._area.setFixedHeight(ROW_PX * min(len(self._lines), MOST_ROWS) + 2)
        self.setVisible(bool(self._lines))

    def _row(self, line: KeyImageLine) -> QToolButton:
        row = QToolButton()
        row.setObjectName(line.uid)
        words = " \u00b7 ".join(part for part in (line.place, line.lesion) if part)
        row.setText(words)
        row.setAccessibleName(words)
        row.setToolTip(self.tr("Back to this view: {view}").format(view=words))
        row.setIcon(icon("key-image"))
        row.setIconSize(QSize(14, 14))
        row.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        row.setCheckable(True)
        row.setChecked(line.shown)
        row.setFixedHeight(ROW_PX)
        row.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.clicked.connect(lambda _=False, uid=line.uid: self.chosen.emit(uid))
        return row
