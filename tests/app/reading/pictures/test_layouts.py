"""Layouts, what keeps its view through them, links among all pictures, drops, and reformats in the room."""

import csv
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.importing import bring_in, look_through
from app.reading.pictures.dropping import SERIES_MIME
from app.reading.pictures.layouts import Comparable, Layout, cells, fitting
from app.reading.pictures.picture import Picture
from app.reading.strip import Thumbnail
from measurements.geometry.vectors import add, dot, middle, scale, subtract
from measurements.interchange.exports import export_csv
from measurements.lesion import Reformat
from reader.volume.leaves import Projection, Slab
from tests.app.reading.scans import (
    CORNER_MM,
    DAYS,
    LIVER,
    LOWEST_MM,
    LUNG,
    PIXEL_MM,
    SLICES,
    SPACING_MM,
    SUBJECT,
    height_mm,
    make_trial,
    picture,
)
from tests.app.reading.user import CTRL, NONE, SHIFT, Opened, Reader, white_at
from tests.dicom_files import uid, write_ct_series
from viewer.link import nearest_index, point_seen

Key = Qt.Key


def names(reader: Reader) -> list[str]:
    return [one.name for one in reader.wall.all if one.pane.isVisible()]


def corner_text(one: Picture) -> str:
    """Whose picture it is and what it shows, as the pane has it."""
    lines = one.pane._furniture._corners[Qt.Corner.TopLeftCorner]
    return "\n".join(run.text for line in lines for run in line)


def seen_lps(one: Picture) -> tuple[float, float, float]:
    return point_seen(one.pane.plane_view())


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


# Links


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


# Hanging


def other_series(folder: Path, name: str, day: int, *, every: int = 2) -> str:
    """A series of every second or so slice; its UID."""
    places = list(range(0, SLICES, every))
    write_ct_series(
        folder / name,
        slices=len(places),
        spacing=SPACING_MM * every,
        thickness=SPACING_MM * every,
        pixel_spacing=(PIXEL_MM, PIXEL_MM),
        origin=(CORNER_MM, CORNER_MM, LOWEST_MM[day]),
        volume=np.stack([picture(day, SLICES - 1 - k) for k in places]),
        patient_id=SUBJECT,
        study_uid=uid("study", SUBJECT, DAYS[day]),
        series_uid=f"1.2.3.{day}.{len(name)}",
        StudyDate=DAYS[day],
        SeriesDescription=name,
    )
    return f"1.2.3.{day}.{len(name)}"


def import_more(opened: Opened, folder: Path) -> None:
    report = bring_in(opened.session.store, look_through([folder]))
    opened.session.case.tell(report.changes)
    QApplication.processEvents()


def send_drop(reader: Reader, key: str, onto: Picture) -> None:
    """As the window system tells it: entered, then dropped."""
    data = QMimeData()
    data.setData(SERIES_MIME, QByteArray(key.encode()))
    at = onto.pane.geometry().center()
    common = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE)
    QApplication.sendEvent(reader.wall, QDragEnterEvent(at, *common))
    QApplication.sendEvent(reader.wall, QDropEvent(QPointF(at), *common))
    QApplication.processEvents()


def test_a_series_dropped_on_a_picture_hangs_there_and_says_how_it_differs(
    read_room: Opened, tmp_path: Path
) -> None:
    reader = read_room.read(2)
    key = other_series(tmp_path / "more", "Thick", 1)
    import_more(read_room, tmp_path / "more")
    prior = reader.wall.prior
    send_drop(reader, key, prior)
    assert prior.stack is not None
    assert prior.stack.series.key == key
    assert "thickness 6.0 mm, baseline 3.0 mm" in prior.remarks
    assert reader.wall.current.remarks == ()


def test_a_series_of_another_timepoint_never_hangs_where_calipers_are_drawn(read_room: Opened) -> None:
    reader = read_room.read(2)
    before = reader.wall.current.stack
    earlier = reader.desk.series(reader.desk.case.timepoints[0])[0].key
    send_drop(reader, earlier, reader.wall.current)
    assert reader.wall.current.stack is before
    assert "hang a series of" in reader.room._message.text()


def test_the_fourth_picture_is_a_reformat_until_a_series_is_dropped_on_it(read_room: Opened) -> None:
    reader = read_room.read(2)
    reader.key(Key.Key_4, CTRL)
    QApplication.processEvents()
    key = reader.desk.series(reader.desk.case.timepoints[0])[0].key
    send_drop(reader, key, reader.wall.reformats.pictures[0])
    assert names(reader) == ["Current", "Prior", "Baseline", "Beside"]
    assert reader.wall.beside.stack is not None
    assert reader.wall.beside.stack.series.key == key


def test_shift_enter_in_the_strip_hangs_a_series_in_the_picture_in_hand(
    read_room: Opened, tmp_path: Path
) -> None:
    reader = read_room.read(2)
    key = other_series(tmp_path / "more", "Thick", 1)
    import_more(read_room, tmp_path / "more")
    reader.click(reader.wall.prior.pane)
    (thumbnail,) = [one for one in reader.room.strip.findChildren(Thumbnail) if "Thick" in one.toolTip()]
    thumbnail.setFocus(Qt.FocusReason.TabFocusReason)
    reader.key(Key.Key_Return, SHIFT)
    assert reader.wall.prior.stack is not None
    assert reader.wall.prior.stack.series.key == key


# Reformats


def test_reformats_show_the_lesion_where_it_is_and_the_lines_cross_on_it(read_room: Opened) -> None:
    reader = read_room.read(2)
    reader.click(reader.room.panel.lesions.row(reader.desk.case.lesions[1].uid))
    reader.key(Key.Key_5, CTRL)
    reader.click(reader.room.panel.lesions.row(reader.desk.case.lesions[0].uid))
    QApplication.processEvents()
    place = middle(LUNG.long_lps(2))
    assert reader.wall.reformats.point_lps == pytest.approx(place, abs=0.01)
    for one in (reader.wall.current, *reader.wall.reformats.pictures):
        assert white_at(one, place)
        hair = one.pane.crosshair()
        assert hair is not None
        assert len(hair.lines) == 2
    for one in reader.wall.reformats.pictures:
        assert not white_at(one, add(place, (0.0, 0.0, 6.0)))
        assert abs(one.pane.plane_view().plane.distance_mm(place)) < 0.01


def test_reformats_open_on_the_lesion_drawn_last_and_leave_no_lines_behind(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.key(Key.Key_5, CTRL)  # the volume is there, crossing in the middle of the body
    reader.key(Key.Key_1, CTRL)
    reader.key(Key.Key_N)
    reader.draw(LUNG)
    reader.key(Key.Key_5, CTRL)
    place = middle(LUNG.long_lps(0))
    assert reader.wall.reformats.point_lps == pytest.approx(place, abs=0.7)
    assert reader.pane.crosshair() is not None
    reader.key(Key.Key_1, CTRL)
    reader.wheel(reader.pane, 1)
    reader.click(reader.room.panel.lesions.row(reader.desk.case.lesions[0].uid))
    assert reader.pane.crosshair() is None


def test_scrolling_a_reformat_or_dragging_a_line_takes_the_slices_along(read_room: Opened) -> None:
    reader = read_room.read(2)
    reader.key(Key.Key_5, CTRL)
    QApplication.processEvents()
    wall = reader.wall
    coronal, sagittal = wall.reformats.pictures
    before = wall.reformats.point_lps
    assert before is not None
    reader.wheel(coronal.pane, -4)
    after = wall.reformats.point_lps
    assert after is not None
    moved = subtract(after, before)
    assert abs(moved[1]) == pytest.approx(4 * PIXEL_MM, abs=1e-6)
    assert (moved[0], moved[2]) == pytest.approx((0.0, 0.0), abs=1e-6)
    index = wall.current.pane.viewport().index
    view = sagittal.pane.plane_view()
    start = view.px(add(after, scale(view.plane.along_row, 20.0)))
    end = (start[0], start[1] + 2 * SPACING_MM * view.zoom)
    reader.drag(sagittal.pane, start, end)
    assert wall.current.pane.viewport().index == index + 2
    assert wall.prior.pane.viewport().index == index + 2, "what is linked with the slices goes with them"


def test_an_end_turned_in_the_slices_makes_an_oblique_reformat_about_the_point(read_room: Opened) -> None:
    reader = read_room.read(2)
    reader.key(Key.Key_5, CTRL)
    QApplication.processEvents()
    wall = reader.wall
    coronal = wall.reformats.pictures[0]
    point = wall.reformats.point_lps
    assert point is not None
    view = wall.current.pane.plane_view()
    at = view.px(point)
    reach = (view.width_px - at[0]) * 0.9
    reader.drag(wall.current.pane, (at[0] + reach, at[1]), (at[0] + reach * 0.9, at[1] + reach * 0.43))
    normal = coronal.cut.normal
    angle = math.degrees(math.acos(min(abs(dot(normal, (0.0, 1.0, 0.0))), 1.0)))
    assert angle == pytest.approx(math.degrees(math.atan2(0.43, 0.9)), abs=1.0)
    assert wall.current.stack is not None
    assert abs(dot(wall.current.pane.plane_view().plane.normal, (0.0, 0.0, 1.0))) == pytest.approx(1.0)
    assert abs(coronal.pane.plane_view().plane.distance_mm(point)) < 0.01
    assert "oblique" in corner_text(coronal)
    wall.activate(coronal)
    reader.key(Key.Key_R)
    assert "coronal" in corner_text(coronal)


def test_a_slab_holds_the_calipers_whose_ends_it_shows(read_room: Opened) -> None:
    reader = read_room.read(2)
    reader.key(Key.Key_5, CTRL)
    reader.click(reader.room.panel.lesions.row(reader.desk.case.lesions[1].uid))
    QApplication.processEvents()
    coronal = reader.wall.reformats.pictures[0]
    drawn = [one.shape.title for one in coronal.pane._calipers()]
    assert drawn == [], "the short axis runs from front to back"
    reader.wheel(coronal.pane, 5, CTRL | SHIFT)
    assert reader.wall.reformats.slab.thickness_mm == 10.0
    assert "slab 10 mm mean" in corner_text(coronal)
    reader.wall.reformats.set_slab(Slab(30.0, Projection.MAXIMUM))
    assert "slab 30 mm MIP" in corner_text(coronal)
    assert [one.shape.title for one in coronal.pane._calipers()] == ["T02"]
    assert LIVER.place == reader.wall.current.pane.viewport().index


def test_what_cannot_be_cut_says_why_in_its_place(
    qtbot: QtBot, open_on: Callable[[Path], Opened], tmp_path: Path
) -> None:
    folder = tmp_path / "two"
    trial = make_trial(folder)
    opened = open_on(trial)
    reader = opened.read(0)
    key = other_series(tmp_path / "more", "Two", 0, every=10)
    import_more(opened, tmp_path / "more")
    reader.room.read.hanging.hang_series(key)  # type: ignore[union-attr]
    reader.key(Key.Key_5, CTRL)
    QApplication.processEvents()
    for one in reader.wall.reformats.pictures:
        qtbot.waitUntil(lambda one=one: "2 of the 3 slices" in one.pane.message())
        assert one.pane.source() is None
    assert reader.wall.current.pane.crosshair() is None


# Calipers on reformats


def test_a_caliper_on_a_reformat_is_stored_with_its_true_ends_and_says_so(
    read_room: Opened, tmp_path: Path
) -> None:
    """Drawn along the body on the coronal cut; undone, redone and exported as what it is."""
    reader = read_room.read(2)
    reader.key(Key.Key_5, CTRL)
    reader.key(Key.Key_N)
    QApplication.processEvents()
    lesion = reader.desk.active
    assert lesion is not None
    wall = reader.wall
    coronal = wall.reformats.pictures[0]
    wall.reformats.go_to((4.0, 30.0, height_mm(2, 5)))
    plane = coronal.pane.plane_view().plane
    ends = [(9.0, 30.0, height_mm(2, 2)), (19.0, 30.0, height_mm(2, 7))]  # beside the lines
    assert abs(plane.distance_mm(ends[0])) < 0.01
    reader.key(Key.Key_F)
    start, end = (coronal.pane.plane_view().px(point) for point in ends)
    reader.drag(coronal.pane, start, ((start[0] + end[0]) / 2, start[1] + 9), end)
    measurement = reader.desk.case.measurement(lesion, reader.desk.current)
    assert measurement is not None
    drawn = measurement.caliper
    assert drawn is not None
    px_mm = 1 / coronal.pane.plane_view().zoom
    assert all(math.dist(one, true) < 1.5 * px_mm for one, true in zip(drawn.long_lps, ends, strict=True))
    assert float(drawn.long_mm) == pytest.approx(math.dist(*ends), abs=2 * px_mm)
    assert drawn.reformat == Reformat((1.0, 0.0, 0.0), (0.0, 0.0, -1.0), 0.0, "mean")
    stack = wall.current.stack
    assert stack is not None
    nearest = nearest_index(stack, middle(drawn.long_lps))
    assert drawn.sop_uid == stack.series.slices[nearest].sop_uid
    (shown,) = [one.shape for one in coronal.pane._calipers() if one.shape.id == lesion.uid]
    assert "on a reformat" in shown.text
    assert shown.editable
    assert not any(one.shape.id == lesion.uid for one in wall.current.pane._calipers())
    reader.key(Key.Key_Z, CTRL)
    assert reader.desk.case.measurement(lesion, reader.desk.current) is None
    reader.key(Key.Key_Y, CTRL)
    again = reader.desk.case.measurement(lesion, reader.desk.current)
    assert again == measurement
    export_csv(read_room.session.store, tmp_path)
    with (tmp_path / "measurements.csv").open(newline="", encoding="utf-8-sig") as file:
        told = {row["lesion"]: row["drawn_on"] for row in csv.DictReader(file) if row["timepoint"] == "TP2"}
    assert told[lesion.label].startswith("reformat, row 1.000000 0.000000 0.000000, column ")
    assert told["T01"] == "slice"
    with (tmp_path / "audit.csv").open(newline="", encoding="utf-8-sig") as file:
        written = [row["new_value"] for row in csv.DictReader(file)]
    assert any('"reformat"' in value and '"mean"' in value for value in written)


def test_a_caliper_of_an_oblique_cut_is_found_again_in_the_plane_it_was_drawn_in(read_room: Opened) -> None:
    reader = read_room.read(2)
    reader.key(Key.Key_5, CTRL)
    reader.key(Key.Key_N)
    QApplication.processEvents()
    lesion = reader.desk.active
    assert lesion is not None
    wall = reader.wall
    coronal = wall.reformats.pictures[0]
    wall.reformats.go_to((0.0, 0.0, height_mm(2, 5)))
    cut = coronal.cut.turned((0.0, 0.0, 1.0), 30.0)
    coronal.set_cut(cut, (0.0, 0.0, height_mm(2, 5)))
    reader.key(Key.Key_F)
    view = coronal.pane.plane_view()
    start, end = (view.px((0.0, 0.0, height_mm(2, place))) for place in (4, 6))
    reader.drag(coronal.pane, (start[0] + 9, start[1]), (200, 200), (end[0] + 30, end[1]))
    wall.reformats.square_up(coronal)
    other = next(one for one in reader.desk.case.lesions if one.label == "T01")
    reader.click(reader.room.panel.lesions.row(other.uid))
    assert abs(dot(coronal.cut.normal, cut.normal)) < 0.99
    reader.click(reader.room.panel.lesions.row(lesion.uid))
    assert abs(dot(coronal.cut.normal, cut.normal)) > 0.99999
    assert [one.shape.title for one in coronal.pane._calipers()] == [lesion.label]
