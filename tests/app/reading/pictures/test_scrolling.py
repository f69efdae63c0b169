"""Every slice that the wheel promises is painted, in order; nothing is left to paint once the hand rests."""

from collections import defaultdict
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from app.reading.pictures.picture import Picture
from app.reading.pictures.wall import PictureWall
from tests.app.reading.scans import SLICES
from tests.app.reading.user import CTRL, NONE, Opened, Reader
from viewer.image_pane import ImagePane
from viewer.slice_canvas import SliceCanvas

Key = Qt.Key
Painted = dict[SliceCanvas, list[int]]

BASELINE_LATER = 2
"""The baseline lies 6 mm lower than the follow-ups: its slice of a place has a number lower by this."""


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> Painted:
    """The slices that each pane has painted since it was cleared, one entry for each time."""
    slices: Painted = defaultdict(list)
    paint = SliceCanvas.paintEvent

    def noted(pane: SliceCanvas, event: QPaintEvent) -> None:
        paint(pane, event)
        assert pane._rendered_for is not None
        index = pane._rendered_for[0]
        assert isinstance(index, int)
        slices[pane].append(index)

    monkeypatch.setattr(SliceCanvas, "paintEvent", noted)
    return slices


def one_notch(reader: Reader) -> None:
    reader.wheel(reader.pane, -1)


def one_stroke(reader: Reader) -> None:
    reader.key(Key.Key_Down)


def rest(painted: Painted) -> None:
    """Until nothing is left to paint; then counts anew."""
    for _ in range(3):
        QApplication.processEvents()
    painted.clear()


@pytest.mark.parametrize("onward", [one_notch, one_stroke])
def test_every_notch_and_every_stroke_of_a_held_arrow_is_one_slice_painted_once(
    unread_room: Opened, painted: Painted, onward: Callable[[Reader], None]
) -> None:
    reader = unread_room.read(0)
    reader.key(Key.Key_Home)
    rest(painted)
    for _ in range(SLICES - 1):
        onward(reader)
        QApplication.processEvents()
    assert painted[reader.pane] == list(range(1, SLICES))


def test_a_wheel_that_turns_faster_than_the_screen_leaves_nothing_to_paint_when_it_stops(
    unread_room: Opened, painted: Painted
) -> None:
    """Forty notches lie in the queue at once: the slice they end on is painted, and no other after it."""
    reader = unread_room.read(0)
    reader.key(Key.Key_Home)
    rest(painted)
    for turn in [-1] * 20 + [1] * 20 + [-1] * 4:
        QApplication.postEvent(reader.pane, notch(reader.pane, turn))
    for _ in range(5):
        QApplication.processEvents()
    assert painted[reader.pane] == [4]
    assert reader.pane.viewport().index == 4


def notch(pane: ImagePane, turn: int) -> QWheelEvent:
    middle = QPointF(pane.rect().center())
    at, angle = pane.mapToGlobal(middle), QPoint(0, 120 * turn)
    phase = Qt.ScrollPhase.NoScrollPhase
    return QWheelEvent(middle, at, QPoint(0, 0), angle, Qt.MouseButton.NoButton, NONE, phase, False)


def four(wall: PictureWall) -> tuple[Picture, ...]:
    return (wall.prior, wall.current, wall.baseline, wall.beside)


@pytest.mark.parametrize("led_by", range(4))
def test_four_linked_pictures_paint_every_slice_of_every_gesture(
    unread_room: Opened, painted: Painted, led_by: int
) -> None:
    """Down with each of them under the wheel, then up."""
    reader = unread_room.read(2)
    read = reader.room.read
    assert read is not None
    reader.key(Key.Key_4, CTRL)
    read.hanging.hang_series(reader.desk.series(reader.desk.case.timepoints[1])[0].key, reader.wall.beside)
    pictures = four(reader.wall)
    assert [one.pane.isVisible() for one in pictures] == [True] * 4
    later = {one: BASELINE_LATER if one is reader.wall.baseline else 0 for one in pictures}
    first, last = BASELINE_LATER, SLICES - 1
    reader.key(Key.Key_Home)
    for _ in range(first):
        one_notch(reader)
    rest(painted)
    leader = pictures[led_by].pane
    for turn in [-1] * (last - first) + [1] * (last - first):
        reader.wheel(leader, turn)
        QApplication.processEvents()
    way = [*range(first + 1, last + 1), *range(last - 1, first - 1, -1)]
    for picture in pictures:
        assert painted[picture.pane] == [index - later[picture] for index in way], picture.name
