"""The hands of a reader: which key and which button mean what; a preset, and what was changed in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from types import MappingProxyType
from typing import Any

from app.reading.hands.keys import RESERVED, Action, Stroke, first_keys, stroke_written
from viewer.gestures import Drag, MouseBindings, Turn

BUTTONS = ("left", "shift_left", "middle", "right", "left_and_right", "space_and_left")
WHEELS = ("wheel", "shift_wheel", "control_wheel")


class HandsPreset(Enum):
    """A whole set of keys and mouse to begin with; the value is its name in the settings file.

    SCROLL_ON_LEFT is near the viewers that browse with the left button and window with the right one.
    Nothing that is drawn moves by scrolling over it there: the tool is on Shift and the left button.
    """

    LONGAXIS = "longaxis"
    SCROLL_ON_LEFT = "scroll on the left button"


_MOUSE = {
    HandsPreset.LONGAXIS: MouseBindings(),
    HandsPreset.SCROLL_ON_LEFT: MouseBindings(
        left=Drag.SCROLL, right=Drag.WINDOW, left_and_right=Drag.ZOOM, space_and_left=Drag.PAN
    ),
}


@dataclass(frozen=True, slots=True)
class Hands:
    """Keys of every action, no stroke twice, and the mouse.

    Attributes:
        preset: what `changed` and `reset` compare with.
    """

    preset: HandsPreset = HandsPreset.LONGAXIS
    keys: Mapping[Action, tuple[Stroke, ...]] = field(default_factory=lambda: MappingProxyType(first_keys()))
    mouse: MouseBindings = field(default_factory=MouseBindings)

    def action(self, stroke: Stroke | None) -> Action | None:
        """What a stroke asks for."""
        return next((action for action, strokes in self.keys.items() if stroke in strokes), None)

    def shown(self, action: Action) -> str:
        """The keys of an action as a sheet or a tip shows them; "" where it has none."""
        return " ".join(dict.fromkeys(stroke.shown for stroke in self.keys[action]))

    def with_key(self, action: Action, stroke: Stroke | None) -> "Hands":
        """With this stroke in place of those `action` had; who had it loses it. None leaves no stroke.

        Strokes that are reserved stay where they are.

        Raises:
            ValueError: the stroke is reserved.
        """
        if stroke in RESERVED:
            raise ValueError(f"{stroke.written} is reserved")
        kept = tuple(each for each in self.keys[action] if each in RESERVED)
        return self._with_keys(action, (*kept, *(() if stroke is None else (stroke,))))

    def _with_keys(self, action: Action, strokes: tuple[Stroke, ...]) -> "Hands":
        keys = {
            each: tuple(stroke for stroke in had if stroke not in strokes) for each, had in self.keys.items()
        }
        return replace(self, keys=MappingProxyType(keys | {action: strokes}))

    def changed(self, action: Action) -> bool:
        """Whether its keys are others than the preset's."""
        return self.keys[action] != first_keys()[action]

    def reset(self, action: Action) -> "Hands":
        """With the preset's keys for an action again; who has them now loses them."""
        return self._with_keys(action, first_keys()[action])

    def with_first_keys(self) -> "Hands":
        """With every key of the preset again; the mouse stays."""
        return replace(self, keys=MappingProxyType(first_keys()))

    def losers(self, wanted: "Hands") -> list[Action]:
        """The actions that have a stroke now and not in `wanted`."""
        return [action for action, had in self.keys.items() if not set(had) <= set(wanted.keys[action])]

    def mouse_changed(self, name: str) -> bool:
        """Whether a button or turn of the wheel (a field of `MouseBindings`) is other than the preset's."""
        return bool(getattr(self.mouse, name) != getattr(_MOUSE[self.preset], name))

    def with_mouse(self, name: str, meant: Drag | Turn) -> "Hands":
        """Raises ValueError where the mouse could not draw any more."""
        changed: dict[str, Any] = {name: meant}
        return replace(self, mouse=replace(self.mouse, **changed))

    @property
    def custom(self) -> bool:
        """Whether anything is other than the preset."""
        return self != hands_of(self.preset)


def hands_of(preset: HandsPreset) -> Hands:
    """A preset as it is."""
    return Hands(preset, MappingProxyType(first_keys()), _MOUSE[preset])


def hands_to_settings(hands: Hands) -> dict[str, object]:
    """The preset by its name, and what differs from it, in plain words."""
    return {
        "preset": hands.preset.value,
        "keys": {
            action.value: [stroke.written for stroke in strokes]
            for action, strokes in hands.keys.items()
            if hands.changed(action)
        },
        "mouse": {
            each.name.replace("_", " "): getattr(hands.mouse, each.name).value
            for each in fields(MouseBindings)
            if hands.mouse_changed(each.name)
        },
    }


def hands_from_settings(said: object) -> tuple[Hands, list[str]]:
    """The hands that a settings file tells, and what of it is not understood and left out, word by word."""
    if said is None:
        return Hands(), []
    if not isinstance(said, dict):
        return Hands(), ["hands"]
    wrong: list[str] = []
    presets = {preset.value: preset for preset in HandsPreset}
    preset = said.get("preset", HandsPreset.LONGAXIS.value)
    if not isinstance(preset, str) or preset not in presets:
        wrong.append(f"preset {preset}")
        preset = HandsPreset.LONGAXIS.value
    hands = hands_of(presets[preset])
    hands = _read_keys(hands, said.get("keys", {}), wrong)
    return _read_mouse(hands, said.get("mouse", {}), wrong), wrong


def _read_keys(hands: Hands, said: object, wrong: list[str]) -> Hands:
    if not isinstance(said, dict):
        wrong.append("keys")
        return hands
    actions = {action.value: action for action in Action}
    strokes_of: dict[Action, tuple[Stroke, ...]] = {}
    for name, texts in said.items():
        try:
            if not isinstance(texts, list) or name not in actions:
                raise ValueError(name)
            action, strokes = actions[name], tuple(stroke_written(str(text)) for text in texts)
            fixed = tuple(stroke for stroke in first_keys()[action] if stroke in RESERVED)
            if any(stroke in RESERVED and stroke not in fixed for stroke in strokes):
                raise ValueError(name)
            strokes_of[action] = (*fixed, *(stroke for stroke in strokes if stroke not in fixed))
        except ValueError:
            wrong.append(str(name))
    # All the actions named let go of their keys first: two that have changed places do not lose them.
    named = {stroke for strokes in strokes_of.values() for stroke in strokes}
    taken: set[Stroke] = set()
    keys = dict(hands.keys)
    for action, had in hands.keys.items():
        if action not in strokes_of:
            keys[action] = tuple(stroke for stroke in had if stroke not in named)
    for action, strokes in strokes_of.items():
        keys[action] = tuple(stroke for stroke in strokes if stroke not in taken)
        if taken.intersection(strokes):
            wrong.append(action.value)
        taken.update(strokes)
    return replace(hands, keys=MappingProxyType(keys))


def _read_mouse(hands: Hands, said: object, wrong: list[str]) -> Hands:
    if not isinstance(said, dict):
        wrong.append("mouse")
        return hands
    meanings: dict[str, Any] = {}
    for name, value in said.items():
        row = str(name).replace(" ", "_")
        try:
            if row in BUTTONS:
                meanings[row] = Drag(value)
            elif row in WHEELS:
                meanings[row] = Turn(value)
            else:
                wrong.append(str(name))
        except ValueError:
            wrong.append(str(name))
    try:
        return replace(hands, mouse=replace(hands.mouse, **meanings))
    except ValueError:
        wrong.extend(name.replace("_", " ") for name in meanings)
        return hands
