"""What keys and mouse are called on the sheet, in tips and in the preferences."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.reading.hands import HandsPreset
from app.reading.keys import WINDOW_ACTIONS, Action
from app.reading.presets import Preset
from viewer.gestures import Drag, Turn


def _text(text: str) -> str:
    return QCoreApplication.translate("keys", text)


def action_groups(presets: Sequence[Preset]) -> list[tuple[str, dict[Action, str]]]:
    """Every action by group with its words, in the order of the sheet; of windows those there are."""
    windows = {
        preset.action: _text("{window} window").format(window=preset.name)
        for preset in presets
        if preset.action in WINDOW_ACTIONS
    }
    return [
        (_text("Window"), {**windows, Action.WINDOW_FILE: _text("The file's own window")}),
        (
            _text("Lesion"),
            {
                Action.NEW_LESION: _text("New lesion"),
                Action.NEXT_LESION: _text("Next lesion"),
                Action.PREVIOUS_LESION: _text("Previous lesion"),
                Action.NEXT_UNANSWERED: _text("Next lesion to answer"),
                Action.CLASS_SBRT: _text("Class SBRT"),
                Action.CLASS_LDRT: _text("Class LDRT"),
                Action.CLASS_UNIRRADIATED: _text("Class unirradiated"),
                Action.ABSENT: _text("Absent"),
                Action.TOO_SMALL: _text("Too small to measure"),
                Action.NOT_EVALUABLE: _text("Not evaluable"),
                Action.MERGED: _text("Merged into another"),
                Action.SPLIT: _text("Split into pieces"),
                Action.REMOVE: _text("Remove what is chosen here"),
                Action.NAME: _text("Name of the lesion"),
                Action.COMMENT: _text("Comment on the lesion"),
                Action.LESION_UP: _text("Up in the list"),
                Action.LESION_DOWN: _text("Down in the list"),
                Action.LESION_MENU: _text("Menu of the lesion"),
            },
        ),
        (
            _text("Caliper"),
            {
                Action.TOOL_BOTH_AXES: _text("Long and short axis"),
                Action.TOOL_SINGLE_LINE: _text("Single line"),
                Action.ACCEPT: _text("Accept the caliper as drawn"),
                Action.CANCEL: _text("Cancel the caliper being drawn"),
            },
        ),
        (
            _text("Annotation"),
            {
                Action.TOOL_ELLIPSE: _text("Ellipse with its values"),
                Action.TOOL_ANGLE: _text("Angle"),
                Action.TOOL_ARROW: _text("Arrow with words"),
                Action.TOOL_PROBE: _text("Value of a voxel"),
                Action.KEY_IMAGE: _text("Key image, or not"),
            },
        ),
        (
            _text("Picture"),
            {
                Action.NEXT_SLICE: _text("Next slice"),
                Action.PREVIOUS_SLICE: _text("Previous slice"),
                Action.FIRST_SLICE: _text("First slice"),
                Action.LAST_SLICE: _text("Last slice"),
                Action.LINK: _text("Link pictures on or off"),
                Action.SAME_PLACE: _text("All pictures show the same place"),
                Action.FLICKER: _text("Held: prior in place of current"),
                Action.LENS: _text("Held: lens; wheel for its strength"),
                Action.GHOSTS: _text("Calipers of the prior on the current"),
                Action.HIDE_OVERLAYS: _text("Held: hide everything drawn"),
                Action.RESET_VIEW: _text("Fit and reset the picture"),
            },
        ),
        (
            _text("Layout"),
            {
                Action.LAYOUT_ONE: _text("One picture"),
                Action.LAYOUT_PRIOR: _text("Prior and current"),
                Action.LAYOUT_BASELINE: _text("Baseline, prior and current"),
                Action.LAYOUT_FOUR: _text("Four pictures"),
                Action.LAYOUT_PLANES: _text("Reformats"),
            },
        ),
        (
            _text("Read"),
            {
                Action.EARLIER_TIMEPOINT: _text("Previous timepoint"),
                Action.LATER_TIMEPOINT: _text("Next timepoint"),
                Action.ALL_TIMEPOINTS: _text("All timepoints as a table"),
                Action.UNDO: _text("Undo"),
                Action.REDO: _text("Redo"),
                Action.NEXT_PANEL: _text("Focus the next panel"),
                Action.KEY_SHEET: _text("Sheet of keys"),
            },
        ),
    ]


def gesture_names() -> dict[str, str]:
    """Buttons and turns of the wheel, by the names of the fields of `MouseBindings`."""
    return {
        "left": _text("Left drag"),
        "shift_left": _text("Shift + left drag"),
        "middle": _text("Middle drag"),
        "right": _text("Right drag"),
        "left_and_right": _text("Left and right drag"),
        "space_and_left": _text("Space + left drag"),
        "wheel": _text("Wheel"),
        "shift_wheel": _text("Shift + wheel"),
        "control_wheel": _text("Ctrl + wheel"),
    }


def drag_names() -> dict[Drag, str]:
    """What a drag may do."""
    return {
        Drag.TOOL: _text("Draw with the tool"),
        Drag.SCROLL: _text("Scroll slices"),
        Drag.WINDOW: _text("Change the window"),
        Drag.ZOOM: _text("Zoom"),
        Drag.PAN: _text("Pan"),
        Drag.NOTHING: _text("Nothing"),
    }


def turn_names() -> dict[Turn, str]:
    """What turning the wheel may do."""
    return {
        Turn.SLICE: _text("One slice"),
        Turn.FIVE_SLICES: _text("Five slices"),
        Turn.ZOOM: _text("Zoom"),
        Turn.NOTHING: _text("Nothing"),
    }


def preset_names() -> dict[HandsPreset, str]:
    """Whole sets of keys and mouse."""
    return {
        HandsPreset.LONGAXIS: _text("Longaxis"),
        HandsPreset.SCROLL_ON_LEFT: _text("Scroll on the left button"),
    }
