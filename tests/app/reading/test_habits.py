"""What the next read, and the next run, begins with."""

import pytest

from app.reading.habits import Habits, habits_from_settings, habits_to_settings
from app.reading.pictures.layouts import Layout
from tests.app.reading.user import Opened

KEPT = Habits("single_line", False, Layout.ONE)


@pytest.mark.parametrize("habits", [Habits(), KEPT, Habits(layout=Layout.PLANES)])
def test_the_file_keeps_them(habits: Habits) -> None:
    assert habits_from_settings(habits_to_settings(habits)) == (habits, [])


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (None, []),
        ("x", ["habits"]),
        ({}, []),
        ({"tool": 1, "linked": "no", "layout": "nine"}, ["tool", "linked", "layout"]),
        ({"layout": 4}, ["layout"]),
        ({"layout": "prior", "linked": 1}, ["linked"]),
    ],
)
def test_what_is_not_understood_is_told(said: object, wrong: list[str]) -> None:
    assert habits_from_settings(said) == (Habits(), wrong)


def test_the_next_read_begins_as_the_one_before_it_ended(unread_room: Opened) -> None:
    reader = unread_room.read(1)
    reader.room.choose_tool("single_line")
    assert reader.room.read is not None
    reader.room.read.wall.arrangement.choose(Layout.ONE)
    reader.wall.set_linked(False)
    again = unread_room.read(2)
    assert again.room.habits == KEPT
    assert again.wall.arrangement.layout is Layout.ONE
    assert not again.wall.linked
    assert again.pane._tool == "single_line"


def test_a_tool_that_there_is_not_counts_for_nothing(unread_room: Opened) -> None:
    room = unread_room.station.room
    room.begin_with(Habits("of a later version", False))
    assert room.habits == Habits(linked=False)
