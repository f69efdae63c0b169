"""Reformats on the wall: where they lie, how they turn, what is drawn on them."""

import csv
import math
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.reading.pictures.picture import Picture
from measurements.geometry.vectors import add, dot, middle, scale, subtract
from measurements.interchange.exports import export_csv
from measurements.lesion import Lesion, Reformat
from reader.volume.leaves import Projection, Slab
from tests.app.reading.pictures.at_the_wall import import_more, other_series
from tests.app.reading.scans import LIVER, LUNG, PIXEL_MM, SPACING_MM, height_mm, make_trial
from tests.app.reading.user import CTRL, SHIFT, Opened, Reader, white_at
from viewer.link import nearest_index

Key = Qt.Key


def corner_text(one: Picture) -> str:
    """Whose picture it is and what it shows, as the pane has it."""
    lines = one.pane._furniture._corners[Qt.Corner.TopLeftCorner]
    return "\n".join(run.text for line in lines for run in line)


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


def new_beside_planes(reader: Reader) -> Lesion:
    """The lesion that is drawn next, with the reformats open."""
    reader.key(Key.Key_5, CTRL)
    reader.key(Key.Key_N)
    QApplication.processEvents()
    lesion = reader.desk.active
    assert lesion is not None
    return lesion


def test_a_caliper_on_a_reformat_is_stored_with_its_true_ends_and_says_so(
    read_room: Opened, tmp_path: Path
) -> None:
    """Drawn along the body on the coronal cut; undone, redone and exported as what it is."""
    reader = read_room.read(2)
    lesion = new_beside_planes(reader)
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
    lesion = new_beside_planes(reader)
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
