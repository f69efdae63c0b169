"""Calipers drawn by keys, from a ghost, a caliper or nothing."""

import pytest
from PySide6.QtCore import Qt

from tests.app.reading.pictures.by_keys import drawn_mm, steps
from tests.app.reading.pictures.looked_for import TABLE_MM, following
from tests.app.reading.scans import LUNG
from tests.app.reading.user import SHIFT, Reader
from viewer.shapes import CaliperShape

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

KEY = Qt.Key


def test_a_ghost_is_adjusted_by_arrows_and_stored_after_its_fourth_end(reader: Reader) -> None:
    """30 x 22 mm at baseline, 20 x 16 mm now: each end goes in by half the difference."""
    following(reader).put("T01", TABLE_MM)
    reader.key(KEY.Key_Period)
    reader.key(KEY.Key_D, SHIFT)
    for key, leaps in ((KEY.Key_Right, 1), (KEY.Key_Left, 1)):
        steps(reader, key, leaps, SHIFT)
        reader.key(KEY.Key_Return)
    for key in (KEY.Key_Down, KEY.Key_Up):
        assert drawn_mm(reader) is None
        steps(reader, key, 6)
        reader.key(KEY.Key_Return)
    assert drawn_mm(reader) == ("20.0", "16.0")
    stored = reader.desk.case.measurements[(reader.desk.case.lesions[0].uid, reader.desk.current.uid)]
    assert stored.caliper is not None
    for point, expected in zip(stored.caliper.long_lps, LUNG.long_lps(1), strict=True):
        assert point == pytest.approx(expected)


def test_the_lengths_of_a_ghost_are_never_stored_without_being_said_to_hold(reader: Reader) -> None:
    following(reader).put("T01", TABLE_MM)
    reader.key(KEY.Key_Period)
    reader.key(KEY.Key_D, SHIFT)
    shape = reader.pane._draft_shape()
    assert isinstance(shape, CaliperShape)
    assert shape.text == "not measured yet"
    steps(reader, KEY.Key_Return, 4)
    assert drawn_mm(reader) is None
    assert reader.message.startswith("T01 would be stored with the lengths it had before")
    reader.key(KEY.Key_Return)
    assert drawn_mm(reader) == ("30.0", "22.0")


@pytest.mark.parametrize("leave", [KEY.Key_Tab, KEY.Key_E, KEY.Key_N])
def test_whatever_else_ends_it_stores_no_borrowed_length(reader: Reader, leave: Qt.Key) -> None:
    following(reader).put("T01", TABLE_MM)
    current = reader.desk.current.uid
    reader.key(KEY.Key_Period)
    reader.key(KEY.Key_D, SHIFT)
    steps(reader, KEY.Key_Left, 3)  # the short axis is the ghost's still
    reader.key(leave)
    assert not reader.pane.drafting
    lesion = reader.desk.case.lesions[0].uid
    assert (lesion, current) not in reader.desk.case.measurements


def test_esc_drops_it(reader: Reader) -> None:
    reader.key(KEY.Key_D, SHIFT)
    steps(reader, KEY.Key_Left, 3)
    reader.key(KEY.Key_Escape)
    assert not reader.pane.drafting
    assert drawn_mm(reader) is None


def test_a_caliper_of_this_timepoint_is_changed_in_place(reader: Reader) -> None:
    reader.draw(LUNG)
    before = drawn_mm(reader)
    assert before is not None
    reader.key(KEY.Key_D, SHIFT)
    reader.key(KEY.Key_Left, SHIFT)
    reader.key(KEY.Key_Tab)  # it is the reader's own: what was changed is kept
    after = drawn_mm(reader)
    assert after is not None
    assert float(after[0]) == pytest.approx(float(before[0]) + 5.0, abs=0.11)
    assert after[1] == before[1]


def test_without_a_ghost_a_line_begins_in_the_middle_and_comes_to_nothing_unmoved(reader: Reader) -> None:
    reader.key(KEY.Key_B)
    reader.key(KEY.Key_D, SHIFT)
    steps(reader, KEY.Key_Return, 6)
    assert drawn_mm(reader) is None
    assert reader.message.startswith("Nothing is stored yet")
    steps(reader, KEY.Key_Backspace, 2)
    reader.key(KEY.Key_Right, SHIFT)
    steps(reader, KEY.Key_Return, 3)
    assert drawn_mm(reader) == ("15.0", "None")
