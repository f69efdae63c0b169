"""The row above the pictures: tools, windows, link, layout, undo."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from app.components.buttons import Segments, tool_button
from app.style.icons import icon

BOTH_AXES = "long_and_short_axis"
SINGLE_LINE = "single_line"


def _divider() -> QFrame:
    line = QFrame()
    line.setFixedSize(1, 20)
    line.setProperty("divider", True)
    return line


class Toolbar(QWidget):
    """Tells what was pressed; shows what is in force."""

    toolChosen = Signal(str)
    presetChosen = Signal(object)
    linkToggled = Signal(bool)
    overlaysToggled = Signal(bool)
    layoutChosen = Signal(int)
    undoWanted = Signal()
    redoWanted = Signal()
    tableToggled = Signal(bool)

    def __init__(self, presets: list[tuple[object, str, str, str]]) -> None:
        """`presets`: (value, name, short name, key) of each window preset."""
        super().__init__()
        self.setFixedHeight(44)
        # Its own width must not hold the window open: it shortens itself instead.
        self.setMinimumWidth(360)
        self.setProperty("panel", True)
        self.setProperty("edge", "bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._presets = presets
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(6)
        self._tools = {
            BOTH_AXES: tool_button("caliper", self.tr("Long and short axis"), "D", checkable=True),
            SINGLE_LINE: tool_button("single-line", self.tr("Single line"), "F", checkable=True),
        }
        for name, made in self._tools.items():
            made.clicked.connect(lambda _=False, name=name: self.toolChosen.emit(name))
            row.addWidget(made)
        row.addWidget(_divider())
        self.presets = Segments(
            [(value, name) for value, name, _, _ in presets],
            self.tr("Window"),
            {value: key for value, _, _, key in presets},
        )
        for value, name, _, key in presets:
            self.presets.part(value).setToolTip(f"{name}   {key}")
        self.presets.chosen.connect(self.presetChosen)
        row.addWidget(self.presets)
        row.addStretch(1)
        self._link = QToolButton()
        self._link.setCheckable(True)
        self._link.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._link.setIcon(icon("link"))
        self._link.setIconSize(QSize(24, 18))
        self._link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._link.clicked.connect(self.linkToggled)
        row.addWidget(self._link)
        self._overlays = tool_button("eye", self.tr("Show calipers; hold V to hide"), checkable=True)
        self._overlays.setChecked(True)
        self._overlays.clicked.connect(self.overlaysToggled)
        row.addWidget(self._overlays)
        row.addWidget(_divider())
        self._layouts = {
            1: tool_button("one-viewport", self.tr("One picture"), checkable=True),
            2: tool_button("two-viewports", self.tr("Prior and current"), checkable=True),
        }
        for count, made in self._layouts.items():
            made.clicked.connect(lambda _=False, count=count: self.layoutChosen.emit(count))
            row.addWidget(made)
        self._table = tool_button("layers", self.tr("All timepoints as a table"), "L", checkable=True)
        self._table.clicked.connect(self.tableToggled)
        row.addWidget(self._table)
        row.addWidget(_divider())
        self._undo = tool_button("undo", self.tr("Undo"), "Ctrl+Z")
        self._undo.clicked.connect(self.undoWanted)
        row.addWidget(self._undo)
        self._redo = tool_button("redo", self.tr("Redo"), "Ctrl+Y")
        self._redo.clicked.connect(self.redoWanted)
        row.addWidget(self._redo)

    def show_tool(self, name: str) -> None:
        for candidate, made in self._tools.items():
            made.setChecked(candidate == name)

    def show_preset(self, value: object | None) -> None:
        self.presets.choose(value)

    def show_link(self, linked: bool, text: str, *, possible: bool) -> None:
        self._link.setChecked(linked and possible)
        self._link.setEnabled(possible)
        self._link.setText(text)
        self._link.setAccessibleName(text)
        self._link.setToolTip(
            f"{text}   S" if possible else self.tr("Two series that are sliced the same way can be linked")
        )
        self._link.setIcon(icon("link" if linked else "unlink"))
        self._fit_presets()

    def show_layout(self, count: int) -> None:
        for candidate, made in self._layouts.items():
            made.setChecked(candidate == count)

    def allow_two(self, allowed: bool) -> None:
        """Whether there is anything to show beside the current picture."""
        self._layouts[2].setEnabled(allowed)
        tip = (
            self.tr("Prior and current") if allowed else self.tr("Baseline: nothing earlier to compare with")
        )
        self._layouts[2].setToolTip(tip)

    def show_table(self, shown: bool) -> None:
        self._table.setChecked(shown)

    def show_history(self, *, can_undo: bool, can_redo: bool) -> None:
        self._undo.setEnabled(can_undo)
        self._undo.setToolTip(self.tr("Undo   Ctrl+Z") if can_undo else self.tr("Nothing to undo"))
        self._redo.setEnabled(can_redo)
        self._redo.setToolTip(self.tr("Redo   Ctrl+Y") if can_redo else self.tr("Nothing to redo"))

    def set_narrow(self, narrow: bool) -> None:
        """Leaves out what has a key or a sign of its own."""
        self._redo.setHidden(narrow)
        self._link.setIconSize(QSize(18 if narrow else 24, 18))
        self._link.setToolButtonStyle(
            Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        )
        self._fit_presets()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_presets()

    def _fit_presets(self) -> None:
        """Every preset by its whole name where there is room, else short names, the last by key alone."""
        least = [(False, len(self._presets)), *((True, count) for count in range(len(self._presets), 0, -1))]
        for brief, count in least:
            for place, (value, name, short, _) in enumerate(self._presets):
                part = self.presets.part(value)
                part.setText(short if brief else name)
                part.setVisible(place < count)
            self.presets.setVisible(True)
            self.presets.updateGeometry()  # the row asks how wide they are now, not at the next event
            if self._row.sizeHint().width() <= self.width():
                return
        self.presets.setVisible(False)
