"""Prior and current in one place, by real keys and mouse: linked by registration, flickered, swiped."""

import math
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.reading.pictures.laid_prior import LaidPrior
from app.reading.pictures.link import Registered
from measurements.following import LocalTransform, Method, Nearby, Quality
from measurements.geometry.vectors import Vector
from measurements.imaging import Series
from tests.app.reading.at_the_desk import stored
from tests.app.reading.scans import LIVER, LUNG, height_mm
from tests.app.reading.user import CTRL, NONE, SHIFT, Opened, Reader

Key = Qt.Key
AWAY_MM = 20.0
"""By the registration of these tests the prior lies so much further to the patient's left, a slice higher."""
QUALITY = Quality(0.9, 0.9, 0.9, 0.5, 1.0, 1.0, 1.0)


def shift(by: Vector, centre_lps: Vector) -> LocalTransform:
    rows = ((1.0, 0.0, 0.0, by[0]), (0.0, 1.0, 0.0, by[1]), (0.0, 0.0, 1.0, by[2]), (0.0, 0.0, 0.0, 1.0))
    return LocalTransform(rows, centre_lps, 24.0, QUALITY, Method.BLOCKS)


def lung_lps(visit: int) -> Vector:
    return (LUNG.x_mm, LUNG.y_mm, height_mm(visit, LUNG.place))


def registers(reader: Reader, *, check: bool = False) -> Registered:
    """T01 is followed: what lies at a place of the current scan lies `AWAY_MM` to the left in the prior."""
    current, prior = reader.wall.current, reader.wall.prior
    assert current.stack is not None
    assert prior.stack is not None
    forth = shift((AWAY_MM, 0.0, 3.0), (LUNG.x_mm - AWAY_MM, LUNG.y_mm, height_mm(2, LUNG.place + 1)))
    ways = {
        (current.stack.series.key, prior.stack.series.key): forth,
        (prior.stack.series.key, current.stack.series.key): forth.inverse,
    }

    def nearest(one: Series, other: Series, point_lps: Vector) -> Nearby | None:
        way = ways.get((one.key, other.key))
        return None if way is None else Nearby(way, "T01", check)

    return nearest


def register(reader: Reader, *, check: bool = False) -> None:
    reader.wall.linking.links.registered = registers(reader, check=check)
    reader.wall.linking.know_better()
    QApplication.processEvents()


def in_place(reader: Reader) -> QImage:
    """What is seen where the current picture is."""
    QApplication.processEvents()
    pane = reader.pane
    top_left = pane.mapTo(reader.station.window, pane.rect().topLeft())
    return reader.station.window.grab(pane.rect().translated(top_left)).toImage()


def is_white(reader: Reader, x_mm: float, y_mm: float) -> bool:
    """Whether white is seen at a place of the current slice."""
    plane = reader.pane.plane_view().plane
    x, y = reader.px((x_mm, y_mm, plane.origin_lps[2]))
    return in_place(reader).pixelColor(int(x), int(y)).lightness() > 200


def laid(reader: Reader) -> LaidPrior:
    found = [one for one in reader.pane.findChildren(LaidPrior) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def words(canvas: LaidPrior, corner: Qt.Corner) -> list[str]:
    return [run.text for line in canvas._furniture._corners.get(corner, ()) for run in line]


RIGHT_TOP = Qt.Corner.TopRightCorner

# Linked by registration


def test_pictures_scroll_zoom_and_pan_through_the_transform(read_room: Opened) -> None:
    reader = read_room.read(2)
    register(reader)
    reader.scroll_to(5)
    assert reader.wall.prior.pane.viewport().index == 4
    reader.wheel(reader.wall.prior.pane, -2)
    assert (reader.pane.viewport().index, reader.wall.prior.pane.viewport().index) == (7, 6)
    reader.wheel(reader.pane, 3, CTRL)
    reader.drag(reader.pane, (200, 200), (230, 260), button=Qt.MouseButton.MiddleButton)
    view, other = reader.pane.plane_view(), reader.wall.prior.pane.plane_view()
    assert other.zoom == view.zoom
    seen, there = (one.lps((one.width_px / 2, one.height_px / 2)) for one in (view, other))
    assert there[0] - seen[0] == pytest.approx(AWAY_MM)
    assert there[1] == pytest.approx(seen[1])


@pytest.mark.parametrize(("check", "words"), [(False, "near T01"), (True, "near T01, check")])
def test_the_badge_tells_what_the_link_rests_on_and_where_it_is_to_be_checked(
    read_room: Opened, check: bool, words: str
) -> None:
    reader = read_room.read(2)
    register(reader, check=check)
    x, y = reader.px((LUNG.x_mm - AWAY_MM, LUNG.y_mm, 0.0))
    reader.move(reader.pane, x, y)
    reader.wheel(reader.pane, -1, NONE, x, y)
    assert reader.wall.link_text == f"Linked \u00b7 registered {words}"
    link = reader.wall.linking.link(reader.wall.prior, reader.wall.current)
    assert link is not None
    assert link.check is check
    far = reader.px((LUNG.x_mm + 32.0, LUNG.y_mm, 0.0))
    reader.move(reader.pane, *far)
    reader.wheel(reader.pane, 1, NONE, *far)
    assert reader.wall.link_text == "Linked \u00b7 registered at T01, 50 mm away"


def test_what_is_set_by_hand_holds_until_the_link_is_switched_off(read_room: Opened) -> None:
    reader = read_room.read(2)
    register(reader)
    reader.key(Key.Key_S, SHIFT)
    assert reader.wall.link_text == "Linked \u00b7 set here"
    reader.key(Key.Key_S)
    reader.key(Key.Key_S)
    assert "registered" in reader.wall.link_text


def test_a_registration_that_comes_late_brings_the_prior_and_leaves_the_current_picture(
    read_room: Opened,
) -> None:
    reader = read_room.read(2)
    reader.scroll_to(6)
    assert reader.wall.prior.pane.viewport().index == 6
    register(reader)
    assert (reader.pane.viewport().index, reader.wall.prior.pane.viewport().index) == (6, 5)


# Held: the prior in the current picture's place


def test_a_held_shows_the_prior_resampled_where_the_registration_puts_it(read_room: Opened) -> None:
    reader = read_room.read(2)
    register(reader)
    reader.scroll_to(LUNG.place + 1)
    x, y = LUNG.x_mm - AWAY_MM, LUNG.y_mm
    assert not is_white(reader, x, y)
    reader.hold(Key.Key_A)
    QApplication.processEvents()
    assert laid(reader).resampled
    assert is_white(reader, x, y)
    assert not is_white(reader, LUNG.x_mm + 5.0, y)
    assert laid(reader).viewport() == reader.pane.viewport()
    assert words(laid(reader), RIGHT_TOP) == ["TP1 \u00b7 prior, resampled", "registered at T01, 40 mm away"]
    reader.let_go(Key.Key_A)
    assert not is_white(reader, x, y)


def test_the_resampled_prior_follows_wheel_zoom_and_window(read_room: Opened) -> None:
    reader = read_room.read(2)
    register(reader)
    reader.scroll_to(2)
    reader.hold(Key.Key_A)
    reader.wheel(reader.pane, -2)
    reader.wheel(reader.pane, 2, CTRL)
    reader.key(Key.Key_1)
    QApplication.processEvents()
    assert laid(reader).viewport() == reader.pane.viewport()
    assert reader.pane.viewport().index == 4
    assert is_white(reader, LUNG.x_mm - AWAY_MM, LUNG.y_mm)
    reader.let_go(Key.Key_A)


def test_no_caliper_of_the_prior_is_seen_where_it_lies_in_the_current_picture(read_room: Opened) -> None:
    reader = read_room.read(2)
    register(reader)
    reader.scroll_to(LUNG.place + 1)
    reader.hold(Key.Key_A)
    seen = in_place(reader)
    x, y = reader.px((LUNG.x_mm - AWAY_MM, LUNG.y_mm, 0.0))
    reach = range(-60, 61, 2)
    around = [seen.pixelColor(int(x) + right, int(y) + down) for right in reach for down in reach]
    reader.let_go(Key.Key_A)
    tones = [(one.red(), one.green(), one.blue()) for one in around]
    assert max(max(three) - min(three) for three in tones) < 40


def test_a_prior_still_loading_shows_its_own_slice_and_says_so(
    open_on: Callable[..., Opened], trial_of_read_room: Path, held: threading.Event, qtbot: QtBot
) -> None:
    opened = open_on(trial_of_read_room)
    reader = opened.read(2, whole=False)
    register(reader)
    reader.hold(Key.Key_A)
    QApplication.processEvents()
    assert not laid(reader).resampled
    assert words(laid(reader), RIGHT_TOP)[0] == "TP1 \u00b7 prior, its own slice"
    held.set()
    qtbot.waitUntil(lambda: laid(reader).resampled)
    assert words(laid(reader), RIGHT_TOP)[0] == "TP1 \u00b7 prior, resampled"
    reader.let_go(Key.Key_A)


# A line between the two


def swipe(reader: Reader) -> None:
    reader.key(Key.Key_A, SHIFT)
    QApplication.processEvents()


def line_px(reader: Reader) -> int:
    assert reader.room.read is not None
    line = reader.room.read.swiping.line
    assert line is not None
    return round(line * reader.pane.width())


def test_the_current_picture_is_left_of_the_line_and_the_prior_right_of_it(read_room: Opened) -> None:
    reader = read_room.read(2)
    register(reader)
    reader.scroll_to(LUNG.place + 1)
    reader.pane.set_calipers_visible(False)  # as they are while the line stands
    alone = in_place(reader)
    middle = reader.pane.width() // 2
    swipe(reader)
    assert line_px(reader) == pytest.approx(middle, abs=1)
    seen = in_place(reader)
    left = seen.copy(0, 0, middle - 20, seen.height())
    assert left == alone.copy(left.rect())
    assert seen != alone
    x_mm, y_mm = LUNG.x_mm - AWAY_MM, LUNG.y_mm
    x, _ = reader.px((x_mm, y_mm, 0.0))
    assert x < middle
    assert not is_white(reader, x_mm, y_mm)
    y = reader.pane.height() * 3 // 4
    reader.drag(reader.pane, (middle, y), (middle - 50, y), (x - 20, y))
    assert line_px(reader) == pytest.approx(x - 20, abs=2)
    assert is_white(reader, x_mm, y_mm)


def test_no_length_is_cut_in_two_by_the_line(read_room: Opened) -> None:
    reader = read_room.read(2)
    register(reader)
    reader.scroll_to(LUNG.place)
    assert [one.shape.title for one in reader.pane._calipers()] == ["T01"]
    swipe(reader)
    assert reader.pane._calipers() == []
    reader.key(Key.Key_Escape)
    assert [one.shape.title for one in reader.pane._calipers()] == ["T01"]


def test_arrows_move_the_line_and_scroll_and_the_wheel_goes_on(read_room: Opened) -> None:
    reader = read_room.read(2)
    register(reader)
    reader.scroll_to(4)
    swipe(reader)
    before = line_px(reader)
    for _ in range(3):
        reader.key(Key.Key_Right)
    assert line_px(reader) == pytest.approx(before + 0.06 * reader.pane.width(), abs=2)
    reader.key(Key.Key_Left)
    assert reader.pane.viewport().index == 4
    reader.key(Key.Key_Down)
    reader.wheel(reader.pane, -2)
    assert reader.pane.viewport().index == 7
    QApplication.processEvents()
    assert laid(reader).viewport().index == 7
    for _ in range(60):
        reader.key(Key.Key_Left)
    assert 0 < line_px(reader) < 0.1 * reader.pane.width()


def test_nothing_is_drawn_while_the_prior_lies_over_the_picture_and_it_is_said(unread_room: Opened) -> None:
    reader = unread_room.read(1)
    register(reader)
    swipe(reader)
    reader.draw_long(LUNG)
    reader.draw_long(LIVER)
    reader.key(Key.Key_Return)
    assert stored(unread_room.session) == ({}, set())
    assert "Nothing is drawn" in reader.message
    reader.key(Key.Key_Escape)
    assert reader.room.read is not None
    assert not reader.room.read.swiping.on
    reader.draw(LUNG)
    assert len(stored(unread_room.session)[1]) == 1


def test_the_window_is_changed_on_both_sides_by_the_same_drag(read_room: Opened) -> None:
    reader = read_room.read(2)
    register(reader)
    swipe(reader)
    before = reader.pane.viewport()
    reader.drag(reader.pane, (300, 300), (330, 340), button=Qt.MouseButton.MiddleButton)
    reader.press(reader.pane, 380, 100)
    reader.press(reader.pane, 380, 100, Qt.MouseButton.RightButton)
    reader.move(reader.pane, 430, 130)
    reader.release(reader.pane, 430, 130, Qt.MouseButton.RightButton)
    reader.release(reader.pane, 430, 130)
    QApplication.processEvents()
    after = reader.pane.viewport()
    assert after.window != before.window
    assert after.centre != before.centre
    assert laid(reader).viewport() == after


def test_there_is_no_swipe_of_pictures_that_are_not_linked(read_room: Opened) -> None:
    reader = read_room.read(2)
    reader.key(Key.Key_S)
    alone = in_place(reader)
    swipe(reader)
    assert "not linked" in reader.message
    assert reader.room.read is not None
    assert not reader.room.read.swiping.on
    reader.room.tell("")
    assert in_place(reader).size() != alone.size() or in_place(reader) == alone


def test_the_line_goes_with_the_link_and_with_the_timepoint(read_room: Opened) -> None:
    reader = read_room.read(2)
    assert reader.room.read is not None
    swiping = reader.room.read.swiping
    swipe(reader)
    assert swiping.on
    assert math.isclose(swiping.line or 0.0, 0.5)
    reader.key(Key.Key_Q)
    assert swiping.on
    assert words(laid(reader), RIGHT_TOP)[0] == "BL \u00b7 prior, resampled"
    reader.key(Key.Key_Q)
    assert not swiping.on
    reader.key(Key.Key_E)
    swipe(reader)
    reader.key(Key.Key_S)
    assert not swiping.on
