"""What hangs beside what, and how two timepoints scroll together."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.app.reading.hands import stored
from tests.app.reading.scans import LIVER, LUNG, make_trial
from tests.app.reading.user import Opened, Reader

Key = Qt.Key


def test_baseline_hangs_alone_and_a_follow_up_beside_the_one_before(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    assert reader.pair.count == 1
    assert reader.pair.current.timepoint == reader.desk.case.timepoints[0]
    reader.station.open_read(reader.desk.case.subject.uid, reader.desk.case.timepoints[2].uid)
    assert reader.pair.count == 2
    assert reader.pair.prior.timepoint == reader.desk.case.timepoints[1]
    assert reader.pair.current.timepoint == reader.desk.case.timepoints[2]
    QApplication.processEvents()
    assert reader.pair.prior.pane.geometry().right() < reader.pane.x()
    assert reader.pair.active is reader.pair.current


def test_the_prior_picture_is_looked_at_and_never_drawn_on(read_room: Opened) -> None:
    reader = read_room.read(1)
    before = stored(read_room.session)
    prior = reader.pair.prior.pane
    reader.drag(prior, (100, 100), (150, 150), (200, 120))
    reader.click(prior, 150, 200)
    assert stored(read_room.session) == before
    assert reader.pair.active is reader.pair.prior


def places(reader: Reader) -> tuple[int, int]:
    return (reader.pair.prior.pane.viewport().index, reader.pair.current.pane.viewport().index)


def test_pictures_scroll_together_by_position(unread_room: Opened) -> None:
    """The first follow-up lies 6 mm higher: two slices."""
    reader = unread_room.read(1)
    assert reader.pair.link_text == "Linked"
    assert places(reader) == (3, 5)
    reader.wheel(reader.pane, -2)
    assert places(reader) == (5, 7)
    reader.wheel(reader.pair.prior.pane, 1)
    assert places(reader) == (4, 6)


def test_one_frame_of_reference_is_said(open_on: Callable[[Path], Opened], tmp_path: Path) -> None:
    reader = open_on(make_trial(tmp_path, frame_of_reference="1.2.3.4")).read(1)
    assert reader.pair.link_text == "Linked · same frame"
    reader.wheel(reader.pane, -1)
    assert places(reader) == (4, 6)


def test_a_lesion_measured_in_both_anchors_the_link(read_room: Opened) -> None:
    reader = read_room.read(1)
    reader.click(reader.room.panel.lesions.row(reader.desk.case.lesions[0].uid))
    assert reader.pair.link_text == "Linked · T01"
    assert places(reader) == (LUNG.place, LUNG.place)
    reader.wheel(reader.pane, -2)
    assert places(reader) == (LUNG.place + 2, LUNG.place + 2)
    reader.wheel(reader.pair.prior.pane, 1)
    assert places(reader) == (LUNG.place + 1, LUNG.place + 1)


def test_s_takes_the_link_off_and_sets_it_where_both_stand(unread_room: Opened) -> None:
    reader = unread_room.read(1)
    reader.key(Key.Key_S)
    assert reader.pair.link_text == "Not linked"
    reader.wheel(reader.pane, -1)
    assert places(reader) == (3, 6)
    reader.key(Key.Key_S)
    assert reader.pair.link_text == "Linked · set here"
    reader.wheel(reader.pane, -2)
    assert places(reader) == (5, 8)


def test_a_click_on_a_lesion_brings_both_pictures_to_it(read_room: Opened) -> None:
    reader = read_room.read(2)
    for number, seen in ((1, LIVER), (0, LUNG)):
        reader.click(reader.room.panel.lesions.row(reader.desk.case.lesions[number].uid))
        assert places(reader) == (seen.place, seen.place)
