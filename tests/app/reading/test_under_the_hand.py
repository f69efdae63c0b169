"""Keys struck while the hand holds a caliper: it stays of the lesion and picture it was begun on."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.reading.desk.desk import ReadingDesk
from app.reading.desk.drawing import Drawing
from app.session import Session
from measurements.case.commands import PutMeasurement
from tests.app.reading.at_the_desk import at, caliper, draw, stored
from tests.app.reading.scans import LIVER, LUNG
from tests.app.reading.user import CTRL, NONE, SHIFT, Opened, Reader

Key = Qt.Key

OTHERWISE = [
    pytest.param(Key.Key_Z, CTRL, id="undo"),
    pytest.param(Key.Key_Y, CTRL, id="redo"),
    pytest.param(Key.Key_Tab, NONE, id="next lesion"),
    pytest.param(Key.Key_Tab, SHIFT, id="lesion before"),
    pytest.param(Key.Key_N, NONE, id="new lesion"),
    pytest.param(Key.Key_Delete, NONE, id="remove"),
    pytest.param(Key.Key_E, NONE, id="next timepoint"),
    pytest.param(Key.Key_Q, NONE, id="timepoint before"),
]


def begin_below(reader: Reader) -> tuple[float, float]:
    """Drags a long axis below the mass of the lung; where the hand is then, still down."""
    reader.scroll_to(LUNG.place)
    start, end = (reader.px(point) for point in LUNG.long_lps(1))
    reader.press(reader.pane, start[0], start[1] + 60)
    reader.move(reader.pane, end[0], end[1] + 60)
    return end[0], end[1] + 60


@pytest.mark.parametrize(("key", "modifiers"), OTHERWISE)
def test_what_is_drawn_stays_of_its_lesion(
    read_room: Opened, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    reader = read_room.read(1)
    t01, t02 = reader.desk.case.lesions
    reader.room._activate(t02.uid)
    reader.draw(LIVER)  # the last step is about the other lesion
    reader.room._activate(t01.uid)
    before = stored(read_room.session)[1]
    end = begin_below(reader)
    reader.key(key, modifiers)
    assert (reader.lesion, reader.desk.current.label) == ("T01", "TP1")
    assert stored(read_room.session)[1] == before
    reader.move(reader.pane, end[0] + 3, end[1])
    reader.release(reader.pane, *end)
    reader.key(Key.Key_Return)
    after = stored(read_room.session)[1]
    assert {one[:2] for one in before - after} == {("T01", "TP1")}
    assert {one[:2] for one in after - before} == {("T01", "TP1")}


def test_a_pulled_end_stays_on_the_slice_of_its_press(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.draw(LUNG)
    reader.draw(replace(LUNG, place=LUNG.place + 1, y_mm=-12.0))
    lesion = reader.desk.active
    assert lesion is not None
    drawn = caliper(reader.desk, lesion)
    assert drawn is not None
    x, y = reader.px(drawn.long_lps[1])
    reader.press(reader.pane, x, y)
    reader.move(reader.pane, x + 20, y)
    reader.key(Key.Key_Z, CTRL)
    reader.release(reader.pane, x + 20, y)
    after = caliper(reader.desk, lesion)
    assert after is not None
    assert after.long_lps[1] != drawn.long_lps[1]
    assert after.sop_uid == drawn.sop_uid
    assert after.long_lps[1][2] == drawn.long_lps[1][2]


def test_the_view_still_obeys_and_esc_gives_up(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    end = begin_below(reader)
    reader.key(Key.Key_Down)
    reader.wheel(reader.pane, -1)
    assert reader.pane.viewport().index == LUNG.place + 2
    reader.key(Key.Key_Escape)
    reader.release(reader.pane, *end)
    assert stored(unread_room.session) == ({}, set())
    reader.key(Key.Key_N)
    assert reader.lesion == "T01"


def test_a_caliper_that_lies_elsewhere_by_now_is_left_there(
    session: Session, desk: ReadingDesk, told: list[str]
) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    lesion, timepoint = desk.case.lesions[0], desk.current
    before = caliper(desk, lesion)
    said = desk.case.measurement(lesion, timepoint)
    assert before is not None
    assert said is not None
    pressed_on = (before.series_key, before.sop_uid, before.frame)
    draw(session, desk, replace(LUNG, place=LUNG.place + 1))
    moved = caliper(desk, lesion)
    (x, y, z), end = before.long_lps
    Drawing(desk).redraw(lesion.uid, ((x - 1.0, y, z), end), None, timepoint.uid, pressed_on)
    assert caliper(desk, lesion) == moved
    assert "another picture" in told[-1]
    desk.writing.run(PutMeasurement(said))
    Drawing(desk).redraw(lesion.uid, ((x - 1.0, y, z), end), None, timepoint.uid, None)  # as if on a reformat
    assert caliper(desk, lesion) == before
    Drawing(desk).redraw(lesion.uid, ((x - 1.0, y, z), end), None, timepoint.uid, pressed_on)
    assert caliper(desk, lesion) != before
