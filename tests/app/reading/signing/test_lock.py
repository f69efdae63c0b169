"""The window locks during a read: nothing drawn is lost, and nothing of it is in sight."""

from PySide6.QtWidgets import QApplication

from app.people.attendance import Attendance
from tests.accounts import PASSWORD
from tests.app.reading.at_the_desk import stored
from tests.app.reading.scans import LUNG
from tests.app.reading.user import Opened

DROPPED = "What was being dragged when the window locked was dropped: draw it again."


def come_back(attendance: Attendance) -> None:
    attendance.page.password.setText(PASSWORD)
    attendance.page._enter()
    QApplication.processEvents()


def test_a_caliper_that_waits_for_its_short_axis_is_stored(signed_in: Opened) -> None:
    reader = signed_in.read(0)
    reader.draw_long(LUNG)
    assert stored(signed_in.session)[1] == set()
    signed_in.station.attendance.lock()
    assert [one[1] for one in stored(signed_in.session)[1]] == ["BL"]
    come_back(signed_in.station.attendance)
    assert reader.message == ""


def test_a_drag_is_dropped_and_that_is_said(signed_in: Opened) -> None:
    reader = signed_in.read(0)
    reader.scroll_to(LUNG.place)
    start, end = (reader.px(point) for point in LUNG.long_lps(0))
    reader.press(reader.pane, *start)
    reader.move(reader.pane, *end)
    assert reader.wall.hand_down
    signed_in.station.attendance.lock()
    assert not reader.wall.hand_down
    assert stored(signed_in.session)[1] == set()
    come_back(signed_in.station.attendance)
    assert reader.message == DROPPED
    reader.release(reader.pane, *end)
    reader.draw(LUNG)
    assert len(stored(signed_in.session)[1]) == 1


def test_the_read_goes_on_where_it_was(signed_in: Opened) -> None:
    reader = signed_in.read(0)
    reader.draw(LUNG)
    before = stored(signed_in.session)
    slice_shown = reader.pane.viewport().index
    signed_in.station.attendance.lock()
    assert not reader.room.isVisible()
    come_back(signed_in.station.attendance)
    assert reader.room.isVisible()
    assert reader.pane.viewport().index == slice_shown
    assert stored(signed_in.session) == before
    assert signed_in.session.case.can_undo
