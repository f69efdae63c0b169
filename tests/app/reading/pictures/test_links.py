"""All pictures of the wall move together, and each says what its link rests on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.app.reading.pictures.at_the_wall import seen_lps
from tests.app.reading.scans import make_trial
from tests.app.reading.user import CTRL, SHIFT, Opened

Key = Qt.Key


def test_three_timepoints_scroll_zoom_pan_and_window_together(
    open_on: Callable[[Path], Opened], tmp_path: Path
) -> None:
    reader = open_on(make_trial(tmp_path, frame_of_reference="1.2.3.4")).read(2)
    wall = reader.wall
    reader.key(Key.Key_3, CTRL)
    QApplication.processEvents()
    assert [one.pane.viewport().index for one in wall.hung_in[:3]] == [5, 5, 3]
    reader.wheel(wall.prior.pane, -2)
    assert [one.pane.viewport().index for one in wall.hung_in[:3]] == [7, 7, 5]
    reader.wheel(wall.baseline.pane, 3, CTRL)
    reader.drag(wall.baseline.pane, (100, 100), (130, 160), button=Qt.MouseButton.MiddleButton)
    zooms = {one.pane.viewport().zoom for one in wall.hung_in[:3]}
    assert len(zooms) == 1
    assert None not in zooms
    first = seen_lps(wall.baseline)
    for one in (wall.prior, wall.current):
        assert seen_lps(one) == pytest.approx(first, abs=1e-6)
    before = wall.current.pane.viewport().window
    reader.press(wall.current.pane, 100, 100, Qt.MouseButton.LeftButton)
    reader.press(wall.current.pane, 100, 100, Qt.MouseButton.RightButton)
    reader.move(wall.current.pane, 160, 130)
    reader.release(wall.current.pane, 160, 130, Qt.MouseButton.RightButton)
    reader.release(wall.current.pane, 160, 130)
    windows = {one.pane.viewport().window for one in wall.hung_in[:3]}
    assert len(windows) == 1
    assert before not in windows


def test_each_picture_says_what_its_link_rests_on(read_room: Opened) -> None:
    reader = read_room.read(2)
    reader.key(Key.Key_3, CTRL)
    linking, wall = reader.wall.linking, reader.wall
    for one in (wall.prior, wall.baseline):
        assert linking.rests_on(one, wall.current) == "T01"
    reader.key(Key.Key_S)
    assert linking.rests_on(wall.prior, wall.current) == ""
    assert wall.link_text == "Not linked"


def test_shift_s_says_that_what_is_seen_is_one_place_and_other_timepoints_keep_it(
    unread_room: Opened,
) -> None:
    reader = unread_room.read(1)
    wall = reader.wall
    assert wall.link_text == "Linked \u00b7 table position"
    reader.key(Key.Key_S)
    reader.wheel(reader.pane, 2)
    assert (wall.prior.pane.viewport().index, wall.current.pane.viewport().index) == (3, 3)
    reader.key(Key.Key_S, SHIFT)
    assert wall.link_text == "Linked \u00b7 set here"
    reader.wheel(wall.prior.pane, -4)
    assert wall.current.pane.viewport().index == 7
    reader.key(Key.Key_E)
    reader.key(Key.Key_Q)
    assert wall.link_text == "Linked \u00b7 set here"
    assert wall.prior.pane.viewport().index == wall.current.pane.viewport().index


def test_a_turned_wheel_takes_every_step_and_nothing_is_left_to_do_after_it(read_room: Opened) -> None:
    reader = read_room.read(2)
    reader.key(Key.Key_4, CTRL)
    QApplication.processEvents()
    wall = reader.wall
    reader.key(Key.Key_Home)
    seen: list[list[int]] = []
    both = wall.hung_in[:2]
    wall.current.moved.connect(lambda *_: seen.append([one.pane.viewport().index for one in both]))
    reader.wheel(reader.pane, -6)
    assert [places[0] for places in seen] == [1, 2, 3, 4, 5, 6]
    assert {one.pane.viewport().index for one in (wall.current, wall.prior)} == {6}
