"""What keys can ask for in the reading room, and the strokes of the keyboard that do."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence


class Action(Enum):
    """What a key does; the value is its name in the settings file."""

    WINDOW_1 = "window 1"
    WINDOW_2 = "window 2"
    WINDOW_3 = "window 3"
    WINDOW_4 = "window 4"
    WINDOW_5 = "window 5"
    WINDOW_6 = "window 6"
    WINDOW_7 = "window 7"
    WINDOW_8 = "window 8"
    WINDOW_9 = "window 9"
    WINDOW_FILE = "window of the file"
    TOOL_BOTH_AXES = "long and short axis"
    TOOL_SINGLE_LINE = "single line"
    TOOL_ELLIPSE = "ellipse"
    TOOL_ANGLE = "angle"
    TOOL_ARROW = "arrow"
    TOOL_PROBE = "probe"
    KEY_IMAGE = "key image"
    NEXT_LESION = "next lesion"
    PREVIOUS_LESION = "previous lesion"
    NEXT_UNANSWERED = "next unanswered"
    EARLIER_TIMEPOINT = "previous timepoint"
    LATER_TIMEPOINT = "next timepoint"
    NEW_LESION = "new lesion"
    NOT_EVALUABLE = "not evaluable"
    PRESENT = "present"
    ABSENT = "absent"
    TOO_SMALL = "too small"
    MERGED = "merged"
    SPLIT = "split"
    SITE = "site"
    NAME = "name"
    COMMENT = "comment"
    LESION_UP = "lesion up"
    LESION_DOWN = "lesion down"
    LESION_MENU = "menu of the lesion"
    CLASS_SBRT = "class SBRT"
    CLASS_LDRT = "class LDRT"
    CLASS_UNIRRADIATED = "class unirradiated"
    LINK = "link"
    SAME_PLACE = "same place"
    LAYOUT_ONE = "one picture"
    LAYOUT_PRIOR = "prior and current"
    LAYOUT_BASELINE = "baseline, prior and current"
    LAYOUT_FOUR = "four pictures"
    LAYOUT_PLANES = "reformats"
    HIDE_OVERLAYS = "hide overlays"
    FLICKER = "flicker"
    SWIPE = "swipe"
    LENS = "lens"
    GHOSTS = "prior calipers"
    GHOST_CHOICE = "choice of prior calipers"
    GO_TO_LESION = "go to the lesion"
    CORRECT_PLACE = "correct the place"
    DRAW_BY_KEYS = "draw by keys"
    ACCEPT = "accept"
    CANCEL = "cancel"
    REMOVE = "remove"
    SIGN = "sign"
    UNDO = "undo"
    REDO = "redo"
    NEXT_SLICE = "next slice"
    PREVIOUS_SLICE = "previous slice"
    FIRST_SLICE = "first slice"
    LAST_SLICE = "last slice"
    NEXT_PANEL = "next panel"
    NEXT_CONTROL = "next control"
    PREVIOUS_CONTROL = "previous control"
    RESET_VIEW = "reset view"
    ALL_TIMEPOINTS = "all timepoints"
    KEY_SHEET = "keys"


WINDOW_ACTIONS = (
    Action.WINDOW_1,
    Action.WINDOW_2,
    Action.WINDOW_3,
    Action.WINDOW_4,
    Action.WINDOW_5,
    Action.WINDOW_6,
    Action.WINDOW_7,
    Action.WINDOW_8,
    Action.WINDOW_9,
)
"""The windows by number; which of them there are, the protocol and the reader say."""

HELD = frozenset({Action.HIDE_OVERLAYS, Action.FLICKER, Action.LENS})
"""What lasts as long as its key is down."""

_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_COMMANDS = _CONTROL | _ALT | Qt.KeyboardModifier.MetaModifier
_SHIFT_TELLS = frozenset(
    [*range(Qt.Key.Key_A, Qt.Key.Key_Z + 1), *range(Qt.Key.Key_0, Qt.Key.Key_9 + 1), Qt.Key.Key_Space]
)
_SIGNS = {
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Down: "\u2193",
    Qt.Key.Key_Up: "\u2191",
    Qt.Key.Key_Left: "\u2190",
    Qt.Key.Key_Right: "\u2192",
}
_LONE_MODIFIERS = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A key with the modifiers held.

    Shift counts with letters, digits, Space and keys that print nothing. What it makes of a printed sign
    differs between keyboards, so there the sign alone counts.
    """

    key: Qt.Key
    modifiers: Qt.KeyboardModifier = _NONE

    @property
    def written(self) -> str:
        """As in the settings file, the same in every language: "Shift+1"."""
        return self._sequence().toString(QKeySequence.SequenceFormat.PortableText)

    @property
    def shown(self) -> str:
        """As on the key sheet."""
        if self.key in _SIGNS:
            bare = Stroke(Qt.Key.Key_A, self.modifiers)._sequence()
            return bare.toString(QKeySequence.SequenceFormat.NativeText)[:-1] + _SIGNS[self.key]
        return self._sequence().toString(QKeySequence.SequenceFormat.NativeText)

    @property
    def types(self) -> bool:
        """Whether a field that is typed in wants it: it does not with Ctrl, Alt, or a function key."""
        return not (self.modifiers & _COMMANDS or Qt.Key.Key_F1 <= self.key <= Qt.Key.Key_F35)

    def _sequence(self) -> QKeySequence:
        return QKeySequence(QKeyCombination(self.modifiers, self.key))


def stroke_written(text: str) -> Stroke:
    """The stroke that a settings file names.

    Raises:
        ValueError: there is no such key.
    """
    sequence = QKeySequence.fromString(text, QKeySequence.SequenceFormat.PortableText)
    if sequence.count() != 1:
        raise ValueError(f"{text!r} is no key")
    pressed: QKeyCombination = sequence[0]  # type: ignore[index]  # the stub does not know it
    if pressed.key() == Qt.Key.Key_unknown:
        raise ValueError(f"{text!r} is no key")
    return _stroke(pressed.key(), pressed.keyboardModifiers())


def stroke_pressed(event: QKeyEvent) -> Stroke | None:
    """The stroke of a key event; None of a modifier alone. Digits are told by their place on the keyboard."""
    key = Qt.Key(event.key())
    if key in _LONE_MODIFIERS or key in (Qt.Key.Key_unknown, 0):
        return None
    code = event.nativeScanCode()
    platform = QGuiApplication.platformName()
    if platform == "cocoa":
        code = event.nativeVirtualKey()  # macOS tells no scan codes
    key = _DIGIT_ROW.get(platform, {}).get(code, key)
    return _stroke(key, event.modifiers())


def _stroke(key: Qt.Key, modifiers: Qt.KeyboardModifier) -> Stroke:
    modifiers = modifiers & (_COMMANDS | _SHIFT)
    if key == Qt.Key.Key_Backtab:
        return Stroke(Qt.Key.Key_Tab, modifiers | _SHIFT)
    if key < Qt.Key.Key_Escape and key not in _SHIFT_TELLS:
        modifiers &= ~_SHIFT
    return Stroke(key, modifiers)


# Digits are where the hand expects them, whatever the layout prints on them: codes of the digit row.
_DIGITS = [*range(Qt.Key.Key_1, Qt.Key.Key_9 + 1), Qt.Key.Key_0]
_EVDEV = {10 + place: Qt.Key(key) for place, key in enumerate(_DIGITS)}
_MACOS = (0x12, 0x13, 0x14, 0x15, 0x17, 0x16, 0x1A, 0x1C, 0x19, 0x1D)
_DIGIT_ROW = {
    "xcb": _EVDEV,
    "wayland": _EVDEV,
    "windows": {2 + place: Qt.Key(key) for place, key in enumerate(_DIGITS)},
    "cocoa": {code: Qt.Key(key) for code, key in zip(_MACOS, _DIGITS, strict=True)},
}

RESERVED = (
    Stroke(Qt.Key.Key_Escape),
    Stroke(Qt.Key.Key_Return),
    Stroke(Qt.Key.Key_Enter),
    Stroke(Qt.Key.Key_Space),
)
"""Keys that stay what they are: what is half drawn can always be finished or dropped, and Space is the
mouse's."""


def first_keys() -> dict[Action, tuple[Stroke, ...]]:
    """The keys of every action before anybody changed one, in the order of the sheet."""
    key = Qt.Key
    digits = [Qt.Key(digit) for digit in _DIGITS]
    one: dict[Action, tuple[Stroke, ...]] = {
        action: (Stroke(digit),) for action, digit in zip(WINDOW_ACTIONS, digits[:9], strict=True)
    }
    return one | {
        Action.WINDOW_FILE: (Stroke(key.Key_0),),
        Action.TOOL_BOTH_AXES: (Stroke(key.Key_D),),
        Action.TOOL_SINGLE_LINE: (Stroke(key.Key_F),),
        Action.DRAW_BY_KEYS: (Stroke(key.Key_D, _SHIFT),),
        Action.TOOL_ELLIPSE: (Stroke(key.Key_O),),
        Action.TOOL_ANGLE: (Stroke(key.Key_J),),
        Action.TOOL_ARROW: (Stroke(key.Key_Y),),
        Action.TOOL_PROBE: (Stroke(key.Key_I),),
        Action.KEY_IMAGE: (Stroke(key.Key_K),),
        Action.ACCEPT: (Stroke(key.Key_Return), Stroke(key.Key_Enter)),
        Action.CANCEL: (Stroke(key.Key_Escape),),
        Action.NEW_LESION: (Stroke(key.Key_N),),
        Action.NEXT_LESION: (Stroke(key.Key_Tab),),
        Action.PREVIOUS_LESION: (Stroke(key.Key_Tab, _SHIFT),),
        Action.NEXT_UNANSWERED: (Stroke(key.Key_W),),
        Action.GO_TO_LESION: (Stroke(key.Key_Period),),
        Action.CORRECT_PLACE: (Stroke(key.Key_C, _SHIFT),),
        Action.CLASS_SBRT: (Stroke(key.Key_1, _SHIFT),),
        Action.CLASS_LDRT: (Stroke(key.Key_2, _SHIFT),),
        Action.CLASS_UNIRRADIATED: (Stroke(key.Key_3, _SHIFT),),
        Action.PRESENT: (Stroke(key.Key_U),),
        Action.ABSENT: (Stroke(key.Key_Z),),
        Action.TOO_SMALL: (Stroke(key.Key_T),),
        Action.NOT_EVALUABLE: (Stroke(key.Key_X),),
        Action.MERGED: (Stroke(key.Key_M),),
        Action.SPLIT: (Stroke(key.Key_P),),
        Action.REMOVE: (Stroke(key.Key_Delete),),
        Action.NAME: (Stroke(key.Key_F2),),
        Action.SITE: (Stroke(key.Key_F3),),
        Action.COMMENT: (Stroke(key.Key_C),),
        Action.LESION_UP: (Stroke(key.Key_Up, _ALT),),
        Action.LESION_DOWN: (Stroke(key.Key_Down, _ALT),),
        Action.LESION_MENU: (Stroke(key.Key_Menu), Stroke(key.Key_F10, _SHIFT)),
        Action.NEXT_SLICE: (Stroke(key.Key_Down), Stroke(key.Key_Right)),
        Action.PREVIOUS_SLICE: (Stroke(key.Key_Up), Stroke(key.Key_Left)),
        Action.FIRST_SLICE: (Stroke(key.Key_Home),),
        Action.LAST_SLICE: (Stroke(key.Key_End),),
        Action.LINK: (Stroke(key.Key_S),),
        Action.SAME_PLACE: (Stroke(key.Key_S, _SHIFT),),
        Action.LAYOUT_ONE: (Stroke(key.Key_1, _CONTROL),),
        Action.LAYOUT_PRIOR: (Stroke(key.Key_2, _CONTROL),),
        Action.LAYOUT_BASELINE: (Stroke(key.Key_3, _CONTROL),),
        Action.LAYOUT_FOUR: (Stroke(key.Key_4, _CONTROL),),
        Action.LAYOUT_PLANES: (Stroke(key.Key_5, _CONTROL),),
        Action.FLICKER: (Stroke(key.Key_A),),
        Action.SWIPE: (Stroke(key.Key_A, _SHIFT),),
        Action.LENS: (Stroke(key.Key_H),),
        Action.GHOSTS: (Stroke(key.Key_B),),
        Action.GHOST_CHOICE: (Stroke(key.Key_B, _SHIFT),),
        Action.HIDE_OVERLAYS: (Stroke(key.Key_V),),
        Action.RESET_VIEW: (Stroke(key.Key_R),),
        Action.EARLIER_TIMEPOINT: (Stroke(key.Key_Q),),
        Action.LATER_TIMEPOINT: (Stroke(key.Key_E),),
        Action.ALL_TIMEPOINTS: (Stroke(key.Key_L),),
        Action.SIGN: (Stroke(key.Key_Return, _CONTROL), Stroke(key.Key_Enter, _CONTROL)),
        Action.UNDO: (Stroke(key.Key_Z, _CONTROL),),
        Action.REDO: (Stroke(key.Key_Y, _CONTROL),),
        Action.NEXT_PANEL: (Stroke(key.Key_F6),),
        Action.NEXT_CONTROL: (Stroke(key.Key_Tab, _CONTROL),),
        Action.PREVIOUS_CONTROL: (Stroke(key.Key_Tab, _CONTROL | _SHIFT),),
        Action.KEY_SHEET: (Stroke(key.Key_Question),),
    }
