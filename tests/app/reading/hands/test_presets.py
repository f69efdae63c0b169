"""The windows of the reading room: those of the protocol, with what the reader has changed in them."""

import pytest

from app.reading.hands.keys import Action
from app.reading.hands.presets import (
    Preset,
    presets,
    protocol_windows,
    window_preset,
    windows_from_settings,
    windows_to_settings,
)
from measurements.protocol.loading import load_protocol
from viewer.viewport import Window

OF_PROTOCOL = load_protocol().windows


def test_the_protocols_windows_have_the_digits_it_gives_them() -> None:
    assert [(preset.action, preset.window) for preset in presets(OF_PROTOCOL, {})] == [
        (Action.WINDOW_1, Window(60.0, 350.0)),
        (Action.WINDOW_2, Window(-500.0, 1500.0)),
        (Action.WINDOW_3, Window(500.0, 2000.0)),
        (Action.WINDOW_4, Window(90.0, 160.0)),
        (Action.WINDOW_5, Window(40.0, 80.0)),
        (Action.WINDOW_FILE, None),
    ]


def test_a_window_can_be_changed_taken_away_and_added() -> None:
    own = {
        1: window_preset(1, "Neck", Window(50.0, 300.0)),
        3: None,
        7: window_preset(7, "Fat", Window(-80.0, 250.0)),
    }
    shown = {preset.action: preset.name for preset in presets(OF_PROTOCOL, own)}
    assert shown == {
        Action.WINDOW_1: "Neck",
        Action.WINDOW_2: "Lung",
        Action.WINDOW_4: "Liver",
        Action.WINDOW_5: "Brain",
        Action.WINDOW_7: "Fat",
        Action.WINDOW_FILE: "File",
    }


def test_what_was_changed_comes_back_from_the_settings_as_it_was() -> None:
    own: dict[int, Preset | None] = {1: window_preset(1, "Neck", Window(50.0, 300.0)), 3: None}
    assert windows_from_settings(windows_to_settings(own)) == (own, [])


@pytest.mark.parametrize(
    "entry",
    [
        {"name": "Neck", "center_hu": 50},
        {"name": "", "center_hu": 50, "width_hu": 300},
        {"name": "Neck", "center_hu": 50, "width_hu": 0},
        {"name": "Neck", "center_hu": float("nan"), "width_hu": 300},
        {"name": "Neck", "center_hu": True, "width_hu": 300},
        {"name": "Neck", "center_hu": "50", "width_hu": 300},
        "Neck",
        5,
    ],
)
def test_a_window_that_is_none_is_left_out_by_its_number_alone(entry: object) -> None:
    own, wrong = windows_from_settings({"2": entry, "4": None})
    assert (own, wrong) == ({4: None}, ["window 2"])


@pytest.mark.parametrize("number", ["0", "10", "one"])
def test_a_window_without_a_place_is_left_out(number: str) -> None:
    assert windows_from_settings({number: None}) == ({}, [f"window {number}"])


def test_the_protocol_gives_windows_by_number() -> None:
    assert sorted(protocol_windows(OF_PROTOCOL)) == [1, 2, 3, 4, 5]
