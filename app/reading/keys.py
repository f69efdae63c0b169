"""The reading room's keys: one table, from which the sheet of keys is written too."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent


class Action(Enum):
    """What a key does."""

    WINDOW_SOFT_TISSUE = auto()
    WINDOW_LUNG = auto()
    WINDOW_BONE = auto()
    WINDOW_LIVER = auto()
    WINDOW_BRAIN = auto()
    WINDOW_FILE = auto()
    TOOL_BOTH_AXES = auto()
    TOOL_SINGLE_LINE = auto()
    NEXT_LESION = auto()
    PREVIOUS_LESION = auto()
    NEXT_UNANSWERED = auto()
    EARLIER_TIMEPOINT = auto()
    LATER_TIMEPOINT = auto()
    NEW_LESION = auto()
    NOT_EVALUABLE = auto()
    ABSENT = auto()
    TOO_SMALL = auto()
    MERGED = auto()
    SPLIT = auto()
    NAME = auto()
    COMMENT = auto()
    LESION_UP = auto()
    LESION_DOWN = auto()
    LESION_MENU = auto()
    CLASS_SBRT = auto()
    CLASS_LDRT = auto()
    CLASS_UNIRRADIATED = auto()
    LINK = auto()
    HIDE_OVERLAYS = auto()
    ACCEPT = auto()
    CANCEL = auto()
    REMOVE = auto()
    UNDO = auto()
    REDO = auto()
    NEXT_SLICE = auto()
    PREVIOUS_SLICE = auto()
    FIRST_SLICE = auto()
    LAST_SLICE = auto()
    NEXT_PANEL = auto()
    RESET_VIEW = auto()
    ALL_TIMEPOINTS = auto()
    KEY_SHEET = auto()


_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier


@dataclass(frozen=True, slots=True)
class Binding:
    """One key with its modifiers, what it does, and how the sheet words it."""

    key: Qt.Key
    modifiers: Qt.KeyboardModifier
    action: Action
    shown: str
    text: str


def _text(text: str) -> str:
    return QCoreApplication.translate("keys", text)


def bindings() -> tuple[Binding, ...]:
    """Every key of the reading room, in the order of the sheet."""
    key = Qt.Key
    return (
        Binding(key.Key_1, _NONE, Action.WINDOW_SOFT_TISSUE, "1", _text("Soft tissue window")),
        Binding(key.Key_2, _NONE, Action.WINDOW_LUNG, "2", _text("Lung window")),
        Binding(key.Key_3, _NONE, Action.WINDOW_BONE, "3", _text("Bone window")),
        Binding(key.Key_4, _NONE, Action.WINDOW_LIVER, "4", _text("Liver window")),
        Binding(key.Key_5, _NONE, Action.WINDOW_BRAIN, "5", _text("Brain window")),
        Binding(key.Key_0, _NONE, Action.WINDOW_FILE, "0", _text("The file's own window")),
        Binding(key.Key_D, _NONE, Action.TOOL_BOTH_AXES, "D", _text("Long and short axis")),
        Binding(key.Key_F, _NONE, Action.TOOL_SINGLE_LINE, "F", _text("Single line")),
        Binding(key.Key_N, _NONE, Action.NEW_LESION, "N", _text("New lesion")),
        Binding(key.Key_Tab, _NONE, Action.NEXT_LESION, "Tab", _text("Next lesion")),
        Binding(key.Key_Backtab, _SHIFT, Action.PREVIOUS_LESION, "Shift+Tab", _text("Previous lesion")),
        Binding(key.Key_W, _NONE, Action.NEXT_UNANSWERED, "W", _text("Next lesion to answer")),
        Binding(key.Key_1, _SHIFT, Action.CLASS_SBRT, "Shift+1", _text("Class SBRT")),
        Binding(key.Key_2, _SHIFT, Action.CLASS_LDRT, "Shift+2", _text("Class LDRT")),
        Binding(key.Key_3, _SHIFT, Action.CLASS_UNIRRADIATED, "Shift+3", _text("Class unirradiated")),
        Binding(key.Key_Z, _NONE, Action.ABSENT, "Z", _text("Absent")),
        Binding(key.Key_T, _NONE, Action.TOO_SMALL, "T", _text("Too small to measure")),
        Binding(key.Key_X, _NONE, Action.NOT_EVALUABLE, "X", _text("Not evaluable")),
        Binding(key.Key_M, _NONE, Action.MERGED, "M", _text("Merged into another")),
        Binding(key.Key_P, _NONE, Action.SPLIT, "P", _text("Split into pieces")),
        Binding(key.Key_F2, _NONE, Action.NAME, "F2", _text("Name of the lesion")),
        Binding(key.Key_C, _NONE, Action.COMMENT, "C", _text("Comment on the lesion")),
        Binding(key.Key_Up, _ALT, Action.LESION_UP, "Alt+\u2191", _text("Up in the list")),
        Binding(key.Key_Down, _ALT, Action.LESION_DOWN, "Alt+\u2193", _text("Down in the list")),
        Binding(key.Key_Menu, _NONE, Action.LESION_MENU, "Menu", _text("Menu of the lesion")),
        Binding(key.Key_F10, _SHIFT, Action.LESION_MENU, "", ""),
        Binding(key.Key_Return, _NONE, Action.ACCEPT, "Enter", _text("Accept the caliper as drawn")),
        Binding(key.Key_Enter, _NONE, Action.ACCEPT, "", ""),
        Binding(key.Key_Escape, _NONE, Action.CANCEL, "Esc", _text("Cancel the caliper being drawn")),
        Binding(key.Key_Delete, _NONE, Action.REMOVE, "Del", _text("Remove this measurement")),
        Binding(key.Key_Z, _CONTROL, Action.UNDO, "Ctrl+Z", _text("Undo")),
        Binding(key.Key_Y, _CONTROL, Action.REDO, "Ctrl+Y", _text("Redo")),
        Binding(key.Key_Q, _NONE, Action.EARLIER_TIMEPOINT, "Q", _text("Previous timepoint")),
        Binding(key.Key_E, _NONE, Action.LATER_TIMEPOINT, "E", _text("Next timepoint")),
        Binding(key.Key_S, _NONE, Action.LINK, "S", _text("Link scrolling on or off")),
        Binding(key.Key_V, _NONE, Action.HIDE_OVERLAYS, "V", _text("Held: hide everything drawn")),
        Binding(key.Key_R, _NONE, Action.RESET_VIEW, "R", _text("Fit and reset the picture")),
        Binding(key.Key_Down, _NONE, Action.NEXT_SLICE, "\u2193 \u2192", _text("Next slice")),
        Binding(key.Key_Right, _NONE, Action.NEXT_SLICE, "", ""),
        Binding(key.Key_Up, _NONE, Action.PREVIOUS_SLICE, "\u2191 \u2190", _text("Previous slice")),
        Binding(key.Key_Left, _NONE, Action.PREVIOUS_SLICE, "", ""),
        Binding(key.Key_Home, _NONE, Action.FIRST_SLICE, "Home", _text("First slice")),
        Binding(key.Key_End, _NONE, Action.LAST_SLICE, "End", _text("Last slice")),
        Binding(key.Key_L, _NONE, Action.ALL_TIMEPOINTS, "L", _text("All timepoints as a table")),
        Binding(key.Key_F6, _NONE, Action.NEXT_PANEL, "F6", _text("Focus the next panel")),
        Binding(key.Key_Question, _SHIFT, Action.KEY_SHEET, "?", _text("This sheet")),
    )


# Digits are where the hand expects them, whatever the layout prints on them: scan codes of the digit row.
_DIGITS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5)
_DIGIT_ROW = {
    "xcb": {10 + i: key for i, key in enumerate(_DIGITS)} | {19: Qt.Key.Key_0},
    "wayland": {10 + i: key for i, key in enumerate(_DIGITS)} | {19: Qt.Key.Key_0},
    "windows": {2 + i: key for i, key in enumerate(_DIGITS)} | {11: Qt.Key.Key_0},
}


class KeyTable:
    """Finds what a key event means."""

    def __init__(self, table: Sequence[Binding]) -> None:
        self._by_key = {(entry.key, entry.modifiers): entry.action for entry in table}

    def action(self, event: QKeyEvent) -> Action | None:
        """The action bound to this key event, or None."""
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        row = _DIGIT_ROW.get(QGuiApplication.platformName(), {})
        key = row.get(event.nativeScanCode(), key)
        found = self._by_key.get((key, modifiers))
        if found is None and modifiers == _SHIFT:
            # What Shift does to a printed sign differs between layouts: "?" is Shift+something everywhere.
            found = self._by_key.get((key, _NONE)) if key == Qt.Key.Key_Question else None
        return found
