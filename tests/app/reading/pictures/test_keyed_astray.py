"""A caliper under the keys where something comes in between: only what was seen and meant is stored."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from measurements.case.verification import verify
from measurements.geometry.vectors import middle
from tests.app.reading.at_the_desk import stored
from tests.app.reading.pictures.by_keys import drawn_mm, steps
from tests.app.reading.pictures.looked_for import TABLE_MM, following
from tests.app.reading.scans import LUNG
from tests.app.reading.user import SHIFT, Opened, Reader
from viewer.shapes import CaliperShape

KEY = Qt.Key


@pytest.fixture
def begun(reader: Reader) -> Reader:
    """The ghost of T01 is under the keys."""
    following(reader).put("T01", TABLE_MM)
    reader.key(KEY.Key_Period)
    reader.key(KEY.Key_D, SHIFT)
    assert draft(reader).text == "not measured yet"
    return reader


def draft(reader: Reader) -> CaliperShape:
    shape = reader.pane._draft_shape()
    assert isinstance(shape, CaliperShape)
    return shape


def repeat(reader: Reader, key: Qt.Key, count: int) -> None:
    """As a keyboard does while a key stays down."""
    focus = QApplication.focusWidget()
    assert focus is not None
    for _ in range(count):
        held = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, autorep=True)
        QApplication.sendEvent(focus, held)


def test_enter_that_is_held_down_confirms_no_borrowed_length(begun: Reader) -> None:
    begun.key(KEY.Key_Return)
    repeat(begun, KEY.Key_Return, 12)
    assert drawn_mm(begun) is None
    steps(begun, KEY.Key_Return, 3)
    assert begun.message.startswith("T01 would be stored with the lengths it had before")
    repeat(begun, KEY.Key_Return, 12)
    assert drawn_mm(begun) is None
    begun.key(KEY.Key_Return)
    assert drawn_mm(begun) == ("30.0", "22.0")


def test_an_arrow_that_is_held_down_goes_on(begun: Reader) -> None:
    before = draft(begun).long_lps
    repeat(begun, KEY.Key_Right, 4)
    assert draft(begun).long_lps[0][0] == pytest.approx(before[0][0] + 2.0)


def test_no_caliper_is_begun_by_keys_beneath_the_prior(reader: Reader) -> None:
    reader.key(KEY.Key_A, SHIFT)
    QApplication.processEvents()
    assert reader.room.read is not None
    assert reader.room.read.swiping.on
    reader.key(KEY.Key_D, SHIFT)
    assert not reader.pane.drafting
    assert reader.message.startswith("Nothing is drawn while the prior lies over this picture")
    reader.key(KEY.Key_Escape)
    reader.key(KEY.Key_D, SHIFT)
    assert reader.pane.drafting


def test_the_line_yields_to_the_clicks_that_set_a_place_right(reader: Reader) -> None:
    reader.key(KEY.Key_A, SHIFT)
    reader.key(KEY.Key_C, SHIFT)
    assert reader.room.read is not None
    assert not reader.room.read.swiping.on
    assert reader.message == "Click 1 of 2: on T01 in BL, picture Prior. Esc gives up."


def test_a_caliper_under_the_keys_rests_while_the_prior_stands_in_its_place(begun: Reader) -> None:
    before = draft(begun)
    begun.hold(KEY.Key_A)
    for key in (
        KEY.Key_Right,
        KEY.Key_Return,
        KEY.Key_Return,
        KEY.Key_Return,
        KEY.Key_Return,
        KEY.Key_Return,
    ):
        begun.key(key)
    assert drawn_mm(begun) is None
    assert draft(begun) == before
    begun.let_go(KEY.Key_A)
    begun.key(KEY.Key_Right)
    assert draft(begun).long_lps[0][0] == pytest.approx(before.long_lps[0][0] + 0.5)


def test_scrolled_away_it_is_stored_on_the_slice_it_was_begun_on(begun: Reader) -> None:
    begun.wheel(begun.pane, -3)
    assert begun.pane.viewport().index == LUNG.place + 3
    for _ in range(4):
        begun.key(KEY.Key_Left)
        begun.key(KEY.Key_Down)
        begun.key(KEY.Key_Return)
    desk = begun.desk
    said = desk.case.measurements[(desk.case.lesions[0].uid, desk.current.uid)]
    assert said.caliper is not None
    assert middle(said.caliper.long_lps)[2] == pytest.approx(LUNG.long_lps(1)[0][2])
    stack = begun.wall.current.stack
    assert stack is not None
    assert said.caliper.sop_uid == stack.series.slices[LUNG.place].sop_uid


@pytest.mark.parametrize("meant", [KEY.Key_Z, KEY.Key_X, KEY.Key_T, KEY.Key_Delete])
def test_an_answer_by_a_key_stores_no_borrowed_length(begun: Reader, meant: Qt.Key) -> None:
    steps(begun, KEY.Key_Right, 2)
    current = begun.desk.current.uid
    begun.key(meant)
    assert not begun.pane.drafting
    assert all(one.caliper is None for key, one in begun.desk.case.measurements.items() if key[1] == current)


def test_undo_meanwhile_drops_what_is_borrowed_and_takes_one_step_back(opened: Opened) -> None:
    reader = opened.read(1)
    following(reader).put("T01", TABLE_MM)
    reader.key(KEY.Key_Tab)
    reader.key(KEY.Key_Z)  # T02 has gone
    reader.key(KEY.Key_Tab)
    assert reader.lesion == "T01"
    before = dict(reader.desk.case.measurements)
    reader.key(KEY.Key_D, SHIFT)
    reader.key(KEY.Key_Right)
    reader.key(KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not reader.pane.drafting
    assert len(reader.desk.case.measurements) == len(before) - 1
    assert drawn_mm(reader) is None


def test_another_series_hung_meanwhile_takes_no_borrowed_length_along(begun: Reader) -> None:
    stack = begun.wall.current.stack
    assert stack is not None
    assert begun.room.read is not None
    begun.room.read.hanging.hang_series(stack.series.key)
    assert not begun.pane.drafting
    assert drawn_mm(begun) is None


def test_an_own_length_that_something_ends_is_stored_once_and_of_its_lesion(
    begun: Reader, opened: Opened
) -> None:
    lesion, current = begun.desk.case.lesions[0].uid, begun.desk.current.uid
    for key in (KEY.Key_Right, KEY.Key_Return, KEY.Key_Left, KEY.Key_Return, KEY.Key_Down):
        begun.key(key)
    begun.key(KEY.Key_E)
    begun.key(KEY.Key_Q)
    said = [key for key, one in begun.desk.case.measurements.items() if key[1] == current and one.caliper]
    assert said == [(lesion, current)]
    # The ends moved towards each other by half a millimetre each.
    caliper = begun.desk.case.measurements[(lesion, current)].caliper
    assert caliper is not None
    assert str(caliper.long_mm) == "29.0"
    assert verify(opened.session.store).holds
    drawn = {said for said in stored(opened.session)[1] if said[3] != "None"}
    assert len(drawn) == 3  # two at baseline and this one
