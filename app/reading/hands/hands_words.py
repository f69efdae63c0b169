"""What keys and mouse are called on the sheet, in tips and in the preferences."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.reading.hands.hands import HandsPreset
from app.reading.hands.keys import WINDOW_ACTIONS, Action
from app.reading.hands.presets import Preset
from viewer.gestures import Drag, Turn

translate = QCoreApplication.translate


def action_groups(presets: Sequence[Preset]) -> list[tuple[str, dict[Action, str]]]:
    """Every action by group with its words, in the order of the sheet; of windows those there are."""
    windows = {
        preset.action: translate("keys", "{window} window").format(window=preset.name)
        for preset in presets
        if preset.action in WINDOW_ACTIONS
    }
    return [
        (
            translate("keys", "Window"),
            {**windows, Action.WINDOW_FILE: translate("keys", "The file's own window")},
        ),
        (
            translate("keys", "Lesion"),
            {
                Action.NEW_LESION: translate("keys", "New lesion"),
                Action.NEXT_LESION: translate("keys", "Next lesion"),
                Action.PREVIOUS_LESION: translate("keys", "Previous lesion"),
                Action.NEXT_UNANSWERED: translate("keys", "Next lesion to answer"),
                Action.GO_TO_LESION: translate("keys", "Go to the lesion, or where to look for it"),
                Action.CORRECT_PLACE: translate("keys", "Set right where it is looked for: two clicks"),
                Action.CLASS_SBRT: translate("keys", "Class SBRT"),
                Action.CLASS_LDRT: translate("keys", "Class LDRT"),
                Action.CLASS_UNIRRADIATED: translate("keys", "Class unirradiated"),
                Action.PRESENT: translate("keys", "Present"),
                Action.ABSENT: translate("keys", "Absent"),
                Action.TOO_SMALL: translate("keys", "Too small to measure"),
                Action.NOT_EVALUABLE: translate("keys", "Not evaluable"),
                Action.MERGED: translate("keys", "Merged into another"),
                Action.SPLIT: translate("keys", "Split into pieces"),
                Action.REMOVE: translate("keys", "Remove what is chosen here"),
                Action.NAME: translate("keys", "Name of the lesion"),
                Action.SITE: translate("keys", "Site of the lesion"),
                Action.COMMENT: translate("keys", "Comment on the lesion"),
                Action.LESION_UP: translate("keys", "Up in the list"),
                Action.LESION_DOWN: translate("keys", "Down in the list"),
                Action.LESION_MENU: translate("keys", "Menu of the lesion"),
            },
        ),
        (
            translate("keys", "Caliper"),
            {
                Action.TOOL_BOTH_AXES: translate("keys", "Long and short axis"),
                Action.TOOL_SINGLE_LINE: translate("keys", "Single line"),
                Action.DRAW_BY_KEYS: translate("keys", "Draw by keys: arrows and Enter"),
                Action.ACCEPT: translate("keys", "Accept the caliper as drawn"),
                Action.CANCEL: translate("keys", "Cancel the caliper being drawn"),
            },
        ),
        (
            translate("keys", "Annotation"),
            {
                Action.TOOL_ELLIPSE: translate("keys", "Ellipse with its values"),
                Action.TOOL_ANGLE: translate("keys", "Angle"),
                Action.TOOL_ARROW: translate("keys", "Arrow with words"),
                Action.TOOL_PROBE: translate("keys", "Value of a voxel"),
                Action.KEY_IMAGE: translate("keys", "Key image, or not"),
            },
        ),
        (
            translate("keys", "Picture"),
            {
                Action.NEXT_SLICE: translate("keys", "Next slice"),
                Action.PREVIOUS_SLICE: translate("keys", "Previous slice"),
                Action.FIRST_SLICE: translate("keys", "First slice"),
                Action.LAST_SLICE: translate("keys", "Last slice"),
                Action.LINK: translate("keys", "Link pictures on or off"),
                Action.SAME_PLACE: translate("keys", "All pictures show the same place"),
                Action.FLICKER: translate("keys", "Held: prior in place of current"),
                Action.SWIPE: translate("keys", "Current and prior on either side of a line"),
                Action.LENS: translate("keys", "Held: lens; wheel for its strength"),
                Action.GHOSTS: translate("keys", "Earlier calipers on the current"),
                Action.GHOST_CHOICE: translate("keys", "Which earlier calipers are shown"),
                Action.HIDE_OVERLAYS: translate("keys", "Held: hide everything drawn"),
                Action.RESET_VIEW: translate("keys", "Fit and reset the picture"),
            },
        ),
        (
            translate("keys", "Layout"),
            {
                Action.LAYOUT_ONE: translate("keys", "One picture"),
                Action.LAYOUT_PRIOR: translate("keys", "Prior and current"),
                Action.LAYOUT_BASELINE: translate("keys", "Baseline, prior and current"),
                Action.LAYOUT_FOUR: translate("keys", "Four pictures"),
                Action.LAYOUT_PLANES: translate("keys", "Reformats"),
            },
        ),
        (
            translate("keys", "Read"),
            {
                Action.EARLIER_TIMEPOINT: translate("keys", "Previous timepoint"),
                Action.LATER_TIMEPOINT: translate("keys", "Next timepoint"),
                Action.ALL_TIMEPOINTS: translate("keys", "All timepoints as a table"),
                Action.SIGN: translate("keys", "Sign the timepoint, complete the read"),
                Action.UNDO: translate("keys", "Undo"),
                Action.REDO: translate("keys", "Redo"),
                Action.NEXT_PANEL: translate("keys", "Focus the next panel"),
                Action.NEXT_CONTROL: translate("keys", "Focus the next control"),
                Action.PREVIOUS_CONTROL: translate("keys", "Focus the previous control"),
                Action.KEY_SHEET: translate("keys", "Sheet of keys"),
            },
        ),
    ]


def gesture_names() -> dict[str, str]:
    """Buttons and turns of the wheel, by the names of the fields of `MouseBindings`."""
    return {
        "left": translate("keys", "Left drag"),
        "shift_left": translate("keys", "Shift + left drag"),
        "middle": translate("keys", "Middle drag"),
        "right": translate("keys", "Right drag"),
        "left_and_right": translate("keys", "Left and right drag"),
        "space_and_left": translate("keys", "Space + left drag"),
        "wheel": translate("keys", "Wheel"),
        "shift_wheel": translate("keys", "Shift + wheel"),
        "control_wheel": translate("keys", "Ctrl + wheel"),
    }


def drag_names() -> dict[Drag, str]:
    """What a drag may do."""
    return {
        Drag.TOOL: translate("keys", "Draw with the tool"),
        Drag.SCROLL: translate("keys", "Scroll slices"),
        Drag.WINDOW: translate("keys", "Change the window"),
        Drag.ZOOM: translate("keys", "Zoom"),
        Drag.PAN: translate("keys", "Pan"),
        Drag.NOTHING: translate("keys", "Nothing"),
    }


def turn_names() -> dict[Turn, str]:
    """What turning the wheel may do."""
    return {
        Turn.SLICE: translate("keys", "One slice"),
        Turn.FIVE_SLICES: translate("keys", "Five slices"),
        Turn.ZOOM: translate("keys", "Zoom"),
        Turn.NOTHING: translate("keys", "Nothing"),
    }


def preset_names() -> dict[HandsPreset, str]:
    """Whole sets of keys and mouse."""
    return {
        HandsPreset.LONGAXIS: translate("keys", "Longaxis"),
        HandsPreset.SCROLL_ON_LEFT: translate("keys", "Scroll on the left button"),
    }
