"""The key images of a read as a short list; a click goes back to the view."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.components.text import label
from app.reading.marks.key_images import KeyImageLine
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
        self._narrow = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 6, 4, 8)
        outer.setSpacing(2)
        outer.addWidget(label(lambda: self.tr("Key images"), "second", "second", 600))
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
        self._build()

    def set_narrow(self, narrow: bool) -> None:
        """The number of the slice alone, where there is no room for the word."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._build()

    def _build(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        rows = [self._row(line) for line in self._lines]
        for row in rows:
            column.addWidget(row)
        column.addStretch(1)
        self._area.setWidget(body)
        height = sum(max(row.minimumSizeHint().height(), ROW_PX) for row in rows[:MOST_ROWS])
        self._area.setFixedHeight(height + 2 * self._area.frameWidth() + 2)
        self.setVisible(bool(rows))

    def _row(self, line: KeyImageLine) -> QToolButton:
        row = QToolButton()
        row.setObjectName(line.uid)
        place = self.tr("{timepoint} \u00b7 slice {number}").format(
            timepoint=line.timepoint, number=line.slice
        )
        words = " \u00b7 ".join(part for part in (place, line.lesion) if part)
        brief = f"{line.timepoint} \u00b7 {line.slice}"
        row.setText(brief if self._narrow else words)
        row.setAccessibleName(words)
        row.setToolTip(self.tr("Back to this view: {view}").format(view=words))
        row.setIcon(icon("key-image"))
        row.setIconSize(QSize(14, 14))
        row.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        row.setMinimumHeight(ROW_PX)
        row.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.clicked.connect(lambda _=False, uid=line.uid: self.chosen.emit(uid))
        return row
