"""Sums, call and gauge follow the caliper under the hand, and are then those of the stored one."""

import math
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.reading.toolbar import SINGLE_LINE
from measurements.lesion import Lesion
from measurements.recist.response import Response
from tests.app.reading.at_the_desk import caliper, stored
from tests.app.reading.scans import LIVER, LUNG, height_mm
from tests.app.reading.user import Opened, Reader
from viewer.shapes import CaliperShape

Point = tuple[float, float]
Shown = tuple[object, ...]


def label_text(reader: Reader, lesion: Lesion) -> str:
    """The numbers at the caliper, drawn or stored."""
    texts = [one.shape.text for one in reader.pane._calipers() if one.shape.title == lesion.label]
    assert len(texts) == 1
    return texts[0]


def shown(reader: Reader, lesion: Lesion) -> Shown:
    """Label, sums, call, its sentence and the gauge."""
    panel = reader.room.panel
    bar = panel.call.gauge.bar
    return (
        label_text(reader, lesion),
        panel.sums.accessibleName(),
        panel.call.response,
        panel.call.sentence,
        None if bar is None else (bar.sum_mm, bar.partial_response_mm, bar.progression_mm),
    )


def pull(opened: Opened, reader: Reader, lesion: Lesion, by_px: float) -> tuple[Point, Point]:
    """Takes hold of the long axis's second end and drags it outwards; the button stays down."""
    drawn = caliper(reader.desk, lesion)
    assert drawn is not None
    reader.pane.set_tool("select")
    x, y = reader.px(drawn.long_lps[1])
    reader.move(reader.pane, x, y)
    reader.press(reader.pane, x, y)
    for share in (0.3, 0.6, 1.0):
        reader.move(reader.pane, x + share * by_px, y)
    opened.qtbot.waitUntil(lambda: reader.room.panel.call.drafted)
    opened.qtbot.waitUntil(lambda: not reader.room.read._live._frame.isActive())  # type: ignore[union-attr]
    return (x, y), (x + by_px, y)


def test_a_dragged_end_carries_sums_call_and_gauge_and_the_release_stores_just_that(
    read_room: Opened,
) -> None:
    reader = read_room.read(1)
    lesion = reader.desk.case.lesions[0]
    reader.desk.activate(lesion.uid)
    before, on_disk = shown(reader, lesion), stored(read_room.session)
    assert before[2] == "PR"
    _, end = pull(read_room, reader, lesion, 40)
    during = shown(reader, lesion)
    assert all(one != other for one, other in zip(during[:2], before[:2], strict=True))
    assert during[2] == "SD"
    assert stored(read_room.session) == on_disk
    assert reader.room.panel.call.drafted
    reader.release(reader.pane, *end)
    assert not reader.room.panel.call.drafted
    assert shown(reader, lesion) == during
    assert stored(read_room.session) != on_disk
    assert reader.desk.case.call_at(reader.desk.current).overall is Response.SD  # type: ignore[union-attr]


def test_escape_brings_back_what_is_stored(read_room: Opened) -> None:
    reader = read_room.read(1)
    lesion = reader.desk.case.lesions[0]
    reader.desk.activate(lesion.uid)
    before, on_disk = shown(reader, lesion), stored(read_room.session)
    words = (reader.room.panel.call.flips, reader.room.panel.call.certainty)
    pull(read_room, reader, lesion, 40)
    assert shown(reader, lesion) != before
    reader.key(Qt.Key.Key_Escape)
    assert shown(reader, lesion) == before
    assert (reader.room.panel.call.flips, reader.room.panel.call.certainty) == words
    assert not reader.room.panel.call.drafted
    assert stored(read_room.session) == on_disk


def test_a_new_caliper_is_in_the_sum_while_it_is_drawn(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.draw(LUNG)
    assert "All targets 30.0" in reader.room.panel.sums.accessibleName()
    on_disk = stored(unread_room.session)
    reader.scroll_to(LIVER.place)
    start, end = (reader.px(point) for point in LIVER.long_lps(0))
    reader.press(reader.pane, *start)
    reader.move(reader.pane, (start[0] + end[0]) / 2, start[1])
    reader.move(reader.pane, *end)
    sums = reader.room.panel.sums
    unread_room.qtbot.waitUntil(lambda: "All targets 54." in sums.accessibleName())
    during = sums.accessibleName()
    assert reader.room.panel.call.drafted
    assert stored(unread_room.session) == on_disk
    reader.release(reader.pane, *end)
    reader.move(reader.pane, end[0] - 20, end[1] + 20)  # the short axis follows, and is not stored either
    unread_room.qtbot.waitUntil(lambda: reader.room.panel.call.drafted)
    assert stored(unread_room.session) == on_disk
    reader.key(Qt.Key.Key_Return)
    assert not reader.room.panel.call.drafted
    assert sums.accessibleName() == during
    assert len(stored(unread_room.session)[1]) == 2


def test_only_the_newest_of_many_moves_is_assessed(
    open_on: Callable[[Path], Opened], trial_of_read_room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_on(trial_of_read_room)
    reader = opened.read(1)
    lesion = reader.desk.case.lesions[0]
    reader.desk.activate(lesion.uid)
    live = reader.room.read._live  # type: ignore[union-attr]
    asked: list[object] = []
    redraft = live._drawing.redraft
    monkeypatch.setattr(live._drawing, "redraft", lambda *told: asked.append(told) or redraft(*told))
    live._frame.setInterval(10**6)  # until the test says that a frame has passed
    start, end = _take_hold(reader, lesion)
    for share in range(20):
        reader.move(reader.pane, start[0] + share + 1, start[1])
    assert asked == []
    live._frame.timeout.emit()
    assert len(asked) == 1
    reader.release(reader.pane, start[0] + 20, end[1])
    assert len(asked) == 1
    assert not live._frame.isActive()


def _take_hold(reader: Reader, lesion: Lesion) -> tuple[Point, Point]:
    drawn = caliper(reader.desk, lesion)
    assert drawn is not None
    at = reader.px(drawn.long_lps[1])
    reader.move(reader.pane, *at)
    reader.press(reader.pane, *at)
    return at, at


def test_a_longer_line_askew_is_stored_as_long_as_the_pane_shows_it(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.scroll_to(6)
    height = height_mm(0, 6)
    reader.room.choose_tool(SINGLE_LINE)
    start, end = reader.px((-10.0, 0.0, height)), reader.px((10.0, 0.0, height))
    reader.drag(reader.pane, start, (start[0] + 40, start[1] + 1), end)
    assert [entry[3:] for entry in stored(unread_room.session)[1]] == [("20.0", "None")]
    # 40 mm, 14 degrees from a right angle.
    right, down = 20 * math.sin(math.radians(14)), 20 * math.cos(math.radians(14))
    start, end = reader.px((-right, -down, height)), reader.px((right, down, height))
    reader.press(reader.pane, *start)
    texts = []
    for share in (0.25, 0.5, 0.75, 1.0):
        reader.move(
            reader.pane, start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])
        )
        draft = reader.pane._draft_shape()
        assert isinstance(draft, CaliperShape)
        texts.append(draft.text)
    reader.release(reader.pane, *end)
    [(*_, long_mm, short_mm)] = stored(unread_room.session)[1]
    assert (f"{long_mm} mm", short_mm) == (texts[-1], "20.0")
    assert 39.5 < float(long_mm) < 40.5
    assert reader.message == (
        "The line across is longer and is the long axis of T01; the line before is its short axis, "
        f"at a right angle: {long_mm} \u00d7 20.0 mm."
    )
