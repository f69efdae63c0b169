"""Layouts of the wall: which pictures each shows, and what keeps its view through them."""

import math
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.reading.pictures.layouts import Comparable, Layout, cells, fitting
from tests.app.reading.pictures.at_the_wall import names, seen_lps
from tests.app.reading.scans import LUNG
from tests.app.reading.user import CTRL, NONE, Opened

Key = Qt.Key


@pytest.mark.parametrize(
    ("wanted", "prior", "baseline", "shown"),
    [
        (Layout.BASELINE, True, True, Layout.BASELINE),
        (Layout.BASELINE, True, False, Layout.PRIOR),
        (Layout.BASELINE, False, False, Layout.ONE),
        (Layout.PRIOR, False, False, Layout.ONE),
        (Layout.FOUR, False, False, Layout.FOUR),
        (Layout.PLANES, False, False, Layout.PLANES),
    ],
)
def test_what_a_timepoint_cannot_show_is_left_out(
    wanted: Layout, prior: bool, baseline: bool, shown: Layout
) -> None:
    assert fitting(wanted, Comparable(prior=prior, baseline=baseline)) is shown


def test_pictures_of_a_layout_share_the_wall_without_overlap() -> None:
    for layout in Layout:
        for count in range(1, 5):
            taken = [
                (row, cell.column)
                for cell in cells(layout, count)
                for row in range(cell.row, cell.row + cell.rows)
            ]
            assert len(set(taken)) == len(taken)
            assert len(cells(layout, count)) == count


def test_each_layout_shows_its_pictures_and_has_a_key(read_room: Opened) -> None:
    reader = read_room.read(2)
    for key, shown in (
        (Key.Key_1, ["Current"]),
        (Key.Key_3, ["Current", "Prior", "Baseline"]),
        (Key.Key_4, ["Current", "Prior", "Baseline", "Reformat"]),
        (Key.Key_5, ["Current", "Reformat", "Reformat"]),
        (Key.Key_2, ["Current", "Prior"]),
    ):
        reader.key(key, CTRL)
        QApplication.processEvents()
        assert names(reader) == shown
        places = [one.pane.geometry() for one in reader.wall.all if one.pane.isVisible()]
        assert not any(a.intersects(b) for n, a in enumerate(places) for b in places[:n])


def test_the_strip_marks_the_series_in_sight_and_no_other(read_room: Opened) -> None:
    reader = read_room.read(2)

    def marked() -> set[str]:
        boxes = reader.room.strip._boxes.values()
        return {key for box in boxes for key, one in box.thumbnails.items() if one._shown}

    baseline, prior, current = (
        one.stack.series.key
        for one in (reader.wall.baseline, reader.wall.prior, reader.wall.current)
        if one.stack
    )
    for key, seen in (
        (Key.Key_2, {prior, current}),
        (Key.Key_1, {current}),
        (Key.Key_3, {baseline, prior, current}),
        (Key.Key_2, {prior, current}),
    ):
        reader.key(key, CTRL)
        assert marked() == seen


def test_every_view_outlives_every_layout(read_room: Opened) -> None:
    reader = read_room.read(2)
    reader.key(Key.Key_S)  # unlinked, so that each has a view of its own
    wall = reader.wall
    wall.arrangement.choose(Layout.FOUR)
    QApplication.processEvents()
    for number, one in enumerate((wall.current, wall.prior, wall.baseline)):
        view = one.pane.viewport()
        window = replace(view.window, center=20.0 + number)
        view = replace(view, index=2 + number, zoom=4.0 + number, centre=(50.0, 40.0))
        one.pane.set_viewport(replace(view, window=window))
    kept = [one.pane.viewport() for one in wall.hung_in]
    seen = [seen_lps(one) for one in wall.hung_in[:3]]
    for layout in (Layout.ONE, Layout.PLANES, Layout.BASELINE, Layout.PRIOR, Layout.FOUR):
        wall.arrangement.choose(layout)
        QApplication.processEvents()
        assert [one.pane.viewport() for one in wall.hung_in] == kept
    assert [seen_lps(one) for one in wall.hung_in[:3]] == [pytest.approx(lps, abs=1e-9) for lps in seen]


@pytest.mark.parametrize("layout", list(Layout))
def test_a_caliper_drawn_in_any_layout_lies_where_the_lesion_is(unread_room: Opened, layout: Layout) -> None:
    reader = unread_room.read(0)
    reader.room.read.wall.arrangement.choose(layout)  # type: ignore[union-attr]
    QApplication.processEvents()
    reader.draw(LUNG)
    (lesion,) = reader.desk.case.lesions
    measurement = reader.desk.case.measurement(lesion, reader.desk.current)
    assert measurement is not None
    assert measurement.caliper is not None
    px_mm = 1 / reader.pane.plane_view().zoom
    for drawn, true in zip(measurement.caliper.long_lps, LUNG.long_lps(0), strict=True):
        assert math.dist(drawn, true) < 1.5 * px_mm


def test_a_double_click_shows_one_picture_alone_and_brings_the_others_back(read_room: Opened) -> None:
    reader = read_room.read(2)
    prior = reader.wall.prior.pane

    def twice() -> None:
        window = read_room.station.window.windowHandle()
        at = prior.mapTo(read_room.station.window, prior.rect().center())
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, NONE, at)
        QTest.mouseDClick(window, Qt.MouseButton.LeftButton, NONE, at)
        QApplication.processEvents()

    twice()
    assert names(reader) == ["Prior"]
    assert reader.wall.active is reader.wall.prior
    twice()
    assert names(reader) == ["Current", "Prior"]
