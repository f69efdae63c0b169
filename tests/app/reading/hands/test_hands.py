"""Keys and mouse as a value: what is bound to what, who loses a key, and the settings file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from app.reading.hands.hands import (
    BUTTONS,
    WHEELS,
    Hands,
    HandsPreset,
    hands_from_settings,
    hands_of,
    hands_to_settings,
)
from app.reading.hands.hands_words import action_groups, gesture_names
from app.reading.hands.keys import RESERVED, Action, Stroke, first_keys, stroke_pressed, stroke_written
from app.reading.hands.presets import presets
from viewer.gestures import Drag, MouseBindings, Turn

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier
G = Stroke(Key.Key_G)
UNDO = Stroke(Key.Key_Z, CONTROL)

FREE = [
    Stroke(Key(key), modifiers)
    for key in (*range(Key.Key_A, Key.Key_Z + 1), *range(Key.Key_F1, Key.Key_F12 + 1), Key.Key_Tab)
    for modifiers in (NONE, SHIFT, CONTROL)
]
changes = st.lists(st.tuples(st.sampled_from(list(Action)), st.sampled_from([*FREE, None])), max_size=12)


def pressed(
    key: int, modifiers: Qt.KeyboardModifier = NONE, code: int = 0, virtual: int = 0
) -> Stroke | None:
    return stroke_pressed(QKeyEvent(QEvent.Type.KeyPress, key, modifiers, code, virtual, 0))


@pytest.mark.parametrize(
    ("key", "modifiers", "stroke"),
    [
        (Key.Key_N, NONE, Stroke(Key.Key_N)),
        (Key.Key_1, KEYPAD, Stroke(Key.Key_1)),
        (Key.Key_1, SHIFT, Stroke(Key.Key_1, SHIFT)),
        (Key.Key_Backtab, SHIFT, Stroke(Key.Key_Tab, SHIFT)),
        (Key.Key_Question, SHIFT, Stroke(Key.Key_Question)),
        (Key.Key_Question, NONE, Stroke(Key.Key_Question)),
        (Key.Key_Home, SHIFT, Stroke(Key.Key_Home, SHIFT)),
        (Key.Key_Shift, SHIFT, None),
        (Key.Key_Control, CONTROL, None),
        (0, NONE, None),
    ],
)
def test_a_key_event_is_one_stroke_on_every_keyboard(
    key: int, modifiers: Qt.KeyboardModifier, stroke: Stroke | None
) -> None:
    assert pressed(key, modifiers) == stroke


@pytest.mark.parametrize(
    ("platform", "code", "virtual"),
    [("xcb", 11, 0), ("wayland", 11, 0), ("windows", 3, 0), ("cocoa", 0, 0x13)],
)
def test_a_digit_is_told_by_its_place_whatever_is_printed_on_it(
    monkeypatch: pytest.MonkeyPatch, platform: str, code: int, virtual: int
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", staticmethod(lambda: platform))
    assert pressed(Key.Key_Eacute, NONE, code, virtual) == Stroke(Key.Key_2)
    assert pressed(Key.Key_At, SHIFT, code, virtual) == Stroke(Key.Key_2, SHIFT)


@given(st.sampled_from([*FREE, *(stroke for strokes in first_keys().values() for stroke in strokes)]))
def test_a_stroke_is_read_as_it_was_written(stroke: Stroke) -> None:
    assert stroke_written(stroke.written) == stroke


@pytest.mark.parametrize("text", ["", "Ctrl+", "nonsense", "Ctrl+X, Ctrl+S"])
def test_what_is_no_key_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match="is no key"):
        stroke_written(text)


def test_every_action_and_gesture_is_named_once_in_the_groups() -> None:
    windows = [action for action in Action if action.name.startswith("WINDOW_") and action.name[-1].isdigit()]
    named = [action for _, actions in action_groups(presets((), {})) for action in actions]
    assert sorted([*named, *windows], key=str) == sorted(Action, key=str)
    assert list(gesture_names()) == [*BUTTONS, *WHEELS] == list(MouseBindings.__dataclass_fields__)


def test_a_key_given_to_another_action_is_taken_from_who_had_it() -> None:
    hands = Hands().with_key(Action.NEW_LESION, UNDO)
    assert hands.action(UNDO) is Action.NEW_LESION
    assert hands.keys[Action.UNDO] == ()
    assert hands.action(Stroke(Key.Key_N)) is None
    assert hands.custom
    back = hands.reset(Action.UNDO)
    assert (back.action(UNDO), back.keys[Action.NEW_LESION]) == (Action.UNDO, ())
    assert back.reset(Action.NEW_LESION) == Hands()


@pytest.mark.parametrize("stroke", RESERVED)
def test_escape_enter_and_space_stay_what_they_are(stroke: Stroke) -> None:
    with pytest.raises(ValueError, match="reserved"):
        Hands().with_key(Action.NEW_LESION, stroke)


def test_another_key_to_cancel_leaves_escape() -> None:
    hands = Hands().with_key(Action.CANCEL, G)
    assert hands.keys[Action.CANCEL] == (Stroke(Key.Key_Escape), G)
    assert hands.with_key(Action.CANCEL, None).keys[Action.CANCEL] == (Stroke(Key.Key_Escape),)


@given(changes)
def test_whatever_is_changed_no_stroke_asks_for_two_things_and_the_file_keeps_it(
    made: list[tuple[Action, Stroke | None]],
) -> None:
    hands = Hands()
    for action, stroke in made:
        hands = hands.with_key(action, stroke)
    strokes = [stroke for each in hands.keys.values() for stroke in each]
    assert len(strokes) == len(set(strokes))
    assert all(hands.action(stroke) is not None for stroke in RESERVED[:3])
    assert hands_from_settings(hands_to_settings(hands)) == (hands, [])


def test_the_file_says_in_plain_words_what_differs_from_the_preset() -> None:
    hands = hands_of(HandsPreset.SCROLL_ON_LEFT).with_key(Action.NEW_LESION, Stroke(Key.Key_F8))
    hands = hands.with_mouse("shift_wheel", Turn.ZOOM)
    assert hands_to_settings(hands) == {
        "preset": "scroll on the left button",
        "keys": {"new lesion": ["F8"]},
        "mouse": {"shift wheel": "zoom"},
    }
    assert hands_from_settings(hands_to_settings(hands)) == (hands, [])


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (None, []),
        ([], ["hands"]),
        ({"preset": "other"}, ["preset other"]),
        ({"preset": 3}, ["preset 3"]),
        ({"keys": 3}, ["keys"]),
        ({"keys": {"fly": ["F"]}}, ["fly"]),
        ({"keys": {"new lesion": "G"}}, ["new lesion"]),
        ({"keys": {"new lesion": ["Nonsense"]}}, ["new lesion"]),
        ({"keys": {"new lesion": ["Esc"]}}, ["new lesion"]),
        ({"mouse": {"left": "scroll", "shift left": "pan"}}, ["left", "shift left"]),
        ({"mouse": {"right": "tool"}}, ["right"]),
        ({"mouse": {"right": "fly"}}, ["right"]),
        ({"mouse": {"thumb": "pan"}}, ["thumb"]),
        ({"mouse": 3}, ["mouse"]),
    ],
)
def test_what_is_not_understood_is_told_and_left_out(said: object, wrong: list[str]) -> None:
    assert hands_from_settings(said) == (Hands(), wrong)


def test_what_is_understood_beside_it_counts() -> None:
    hands, wrong = hands_from_settings(
        {"keys": {"fly": ["F"], "new lesion": ["G"]}, "mouse": {"right": "pan"}}
    )
    assert wrong == ["fly"]
    assert hands.action(G) is Action.NEW_LESION
    assert hands.mouse.right is Drag.PAN


def test_one_stroke_for_two_actions_in_a_file_is_the_first_ones() -> None:
    hands, wrong = hands_from_settings({"keys": {"undo": ["G"], "redo": ["G"]}})
    assert hands.action(G) is Action.UNDO
    assert wrong == ["redo"]
