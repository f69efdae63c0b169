"""The row above the pictures: tools, windows, link, layout, undo."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from app.components.buttons import Segments, tool_button, with_key
from app.reading.hands.hands import Hands
from app.reading.hands.keys import Action
from app.reading.hands.presets import Preset, presets
from app.reading.marks.mark_tools import MarkTools
from app.reading.pictures.ghost_button import GhostButton
from app.reading.pictures.layouts import Comparable, Layout
from app.reading.pictures.slab_button import SlabButton
from app.style.icons import icon

LAYOUTS = {
    Layout.ONE: ("one-viewport", Action.LAYOUT_ONE),
    Layout.PRIOR: ("two-viewports", Action.LAYOUT_PRIOR),
    Layout.BASELINE: ("three-viewports", Action.LAYOUT_BASELINE),
    Layout.FOUR: ("four-viewports", Action.LAYOUT_FOUR),
    Layout.PLANES: ("planes", Action.LAYOUT_PLANES),
}
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
    ghostsToggled = Signal(bool)
    layoutChosen = Signal(object)
    undoWanted = Signal()
    redoWanted = Signal()
    tableToggled = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(44)
        # Its own width must not hold the window open: it shortens itself instead.
        self.setMinimumWidth(360)
        self.setProperty("panel", True)
        self.setProperty("edge", "bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._hands, self._presets = Hands(), presets((), {})
        self._history = (False, False)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(6)
        self._tools = {
            BOTH_AXES: tool_button("caliper", lambda: self.tr("Long and short axis"), checkable=True),
            SINGLE_LINE: tool_button("single-line", lambda: self.tr("Single line"), checkable=True),
        }
        for name, made in self._tools.items():
            made.clicked.connect(lambda _=False, name=name: self.toolChosen.emit(name))
            row.addWidget(made)
        self.marks = MarkTools()
        self.marks.toolChosen.connect(self.toolChosen)
        row.addWidget(self.marks)
        row.addWidget(_divider())
        self.presets = self._make_presets()
        row.addWidget(self.presets)
        self.slab = SlabButton()
        self.slab.hide()
        row.addWidget(self.slab)
        row.addStretch(1)
        self._link = QToolButton()
        self._link.setCheckable(True)
        self._link.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._link.setIcon(icon("link"))
        self._link.setIconSize(QSize(24, 18))
        self._link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._link.clicked.connect(self.linkToggled)
        row.addWidget(self._link)
        self._overlays = tool_button("eye", lambda: self.tr("Show calipers"), checkable=True)
        self._overlays.setChecked(True)
        self._overlays.clicked.connect(self.overlaysToggled)
        row.addWidget(self._overlays)
        self._ghosts = tool_button(
            "ghost", lambda: self.tr("Earlier calipers on the current"), checkable=True
        )
        self._ghosts.clicked.connect(self.ghostsToggled)
        row.addWidget(self._ghosts)
        self.ghost_choice = GhostButton()
        row.addWidget(self.ghost_choice)
        row.addWidget(_divider())
        self._layouts = {
            layout: tool_button(icon_name, partial(self._layout_name, layout), checkable=True)
            for layout, (icon_name, _) in LAYOUTS.items()
        }
        for layout, made in self._layouts.items():
            made.clicked.connect(lambda _=False, layout=layout: self.layoutChosen.emit(layout))
            row.addWidget(made)
        self._table = tool_button("layers", lambda: self.tr("All timepoints as a table"), checkable=True)
        self._table.clicked.connect(self.tableToggled)
        row.addWidget(self._table)
        row.addWidget(_divider())
        self._undo = tool_button("undo", lambda: self.tr("Undo"))
        self._undo.clicked.connect(self.undoWanted)
        row.addWidget(self._undo)
        self._redo = tool_button("redo", lambda: self.tr("Redo"))
        self._redo.clicked.connect(self.redoWanted)
        row.addWidget(self._redo)

    def _make_presets(self) -> Segments:
        made = Segments(
            [(preset.action, preset.name) for preset in self._presets],
            self.tr("Window"),
            {preset.action: self._hands.shown(preset.action) for preset in self._presets},
        )
        for preset in self._presets:
            made.part(preset.action).setToolTip(with_key(preset.name, self._hands.shown(preset.action)))
        made.chosen.connect(self.presetChosen)
        return made

    def show_hands(self, hands: Hands, presets: Sequence[Preset]) -> None:
        """The windows there are, and the keys in the tips."""
        self._hands, self._presets = hands, tuple(presets)
        self.ghost_choice.show_key(hands.shown(Action.GHOST_CHOICE))
        former, self.presets = self.presets, self._make_presets()
        self._row.replaceWidget(former, self.presets)
        former.hide()
        former.deleteLater()
        for made, action in (
            (self._tools[BOTH_AXES], Action.TOOL_BOTH_AXES),
            (self._tools[SINGLE_LINE], Action.TOOL_SINGLE_LINE),
            (self._table, Action.ALL_TIMEPOINTS),
            (self._ghosts, Action.GHOSTS),
            *((self._layouts[layout], action) for layout, (_, action) in LAYOUTS.items()),
        ):
            made.setToolTip(with_key(made.accessibleName(), hands.shown(action)))
        self.marks.show_hands(hands)
        key = hands.shown(Action.HIDE_OVERLAYS)
        held = self.tr("Show calipers; hold {key} to hide them").format(key=key)
        self._overlays.setToolTip(held if key else self._overlays.accessibleName())
        can_undo, can_redo = self._history
        self.show_history(can_undo=can_undo, can_redo=can_redo)
        self._fit_presets()

    def has_tool(self, name: str) -> bool:
        return name in self._tools

    def show_tool(self, name: str) -> None:
        for candidate, made in self._tools.items():
            made.setChecked(candidate == name)
        self.marks.show_tool(name)

    def show_ghosts(self, on: bool) -> None:
        self._ghosts.setChecked(on)

    def show_preset(self, value: object | None) -> None:
        self.presets.choose(value)

    def show_link(self, linked: bool, text: str, *, possible: bool) -> None:
        self._link.setChecked(linked and possible)
        self._link.setEnabled(possible)
        self._link.setText(text)
        self._link.setAccessibleName(text)
        self._link.setToolTip(
            with_key(text, self._hands.shown(Action.LINK))
            if possible
            else self.tr("Two series that are sliced the same way can be linked")
        )
        self._link.setIcon(icon("link" if linked else "unlink"))
        self._fit_presets()

    def show_layout(self, shown: Layout, there: Comparable) -> None:
        """Marks the layout in force, and says of the others what they would need."""
        self.slab.setVisible(shown in (Layout.PLANES, Layout.FOUR))
        self._fit_presets()
        lacking = {
            Layout.PRIOR: "" if there.prior else self.tr("Baseline: nothing earlier to compare with"),
            Layout.BASELINE: "" if there.baseline else self.tr("There is no baseline beside the prior"),
        }
        for layout, made in self._layouts.items():
            made.setChecked(layout is shown)
            why_not = lacking.get(layout, "")
            made.setEnabled(not why_not)
            key = self._hands.shown(LAYOUTS[layout][1])
            made.setToolTip(why_not or with_key(self._layout_name(layout), key))

    def _layout_name(self, layout: Layout) -> str:
        return {
            Layout.ONE: self.tr("One picture"),
            Layout.PRIOR: self.tr("Prior and current"),
            Layout.BASELINE: self.tr("Baseline, prior and current"),
            Layout.FOUR: self.tr("Four pictures"),
            Layout.PLANES: self.tr("Reformats: coronal and sagittal beside the slices"),
        }[layout]

    def show_table(self, shown: bool) -> None:
        self._table.setChecked(shown)

    def show_history(self, *, can_undo: bool, can_redo: bool) -> None:
        self._history = (can_undo, can_redo)
        self._undo.setEnabled(can_undo)
        undo = with_key(self.tr("Undo"), self._hands.shown(Action.UNDO))
        self._undo.setToolTip(undo if can_undo else self.tr("Nothing to undo"))
        self._redo.setEnabled(can_redo)
        redo = with_key(self.tr("Redo"), self._hands.shown(Action.REDO))
        self._redo.setToolTip(redo if can_redo else self.tr("Nothing to redo"))

    def set_narrow(self, narrow: bool) -> None:
        """Leaves out what has a key or a sign of its own."""
        self._redo.setHidden(narrow)
        self._ghosts.setHidden(narrow)
        self.ghost_choice.setHidden(narrow)
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
            for place, preset in enumerate(self._presets):
                part = self.presets.part(preset.action)
                part.setText(preset.short if brief else preset.name)
                part.setVisible(place < count)
            self.presets.setVisible(True)
            self.presets.updateGeometry()  # the row asks how wide they are now, not at the next event
            if self._row.sizeHint().width() <= self.width():
                return
        self.presets.setVisible(False)
