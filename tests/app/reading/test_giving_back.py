"""What a read held in memory is given back when it is left: no read of a day weighs more than the first."""

import gc
import weakref

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from tests.app.reading.user import CTRL, Opened, hung

Key = Qt.Key


@pytest.fixture
def no_collection() -> None:
    """Python does not look for garbage: what is given back is given back by the program."""
    gc.collect()  # and then not again: tests collect between them, and the program is not running


@pytest.mark.usefixtures("no_collection")
def test_the_stacks_of_a_read_that_is_left_are_given_back_at_once(read_room: Opened, qtbot: QtBot) -> None:
    reader = read_room.read(1)
    reader.key(Key.Key_5, CTRL)
    reformat = reader.wall.reformats.pictures[0]
    assert reformat.volume is not None
    held = [
        *(weakref.ref(picture.stack) for picture in hung(reader)),
        weakref.ref(reformat.volume),
    ]
    del reformat
    read_room.station.room.close_subject()
    qtbot.waitUntil(lambda: all(one() is None for one in held))


def test_nothing_keeps_the_pictures_of_a_read_that_is_left(read_room: Opened, qtbot: QtBot) -> None:
    held: list[weakref.ref[QObject]] = []
    for visit in (1, 2):
        reader = read_room.read(visit)
        parts: list[QObject] = [reader.wall, *reader.wall.all]
        held += [weakref.ref(part) for part in parts]
        del parts
    read_room.station.room.close_subject()

    def gone() -> bool:
        gc.collect()
        return all(one() is None for one in held)

    qtbot.waitUntil(gone)
