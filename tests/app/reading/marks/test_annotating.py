"""Annotations, key images, ghosts and the lens, by mouse and keys on the real window."""

from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from app.importing import bring_in, look_through
from app.workstation import GHOSTS
from measurements.annotation import Annotation, AnnotationKind, KeyImage, RegionFigures
from measurements.case.commands import SetProtocol
from measurements.geometry.vectors import middle, subtract
from tests.app.reading.at_the_desk import caliper
from tests.app.reading.scans import (
    BRIGHT_HU,
    CORNER_MM,
    DAYS,
    GROUND_HU,
    LIVER,
    LOWEST_MM,
    LUNG,
    PIXEL_MM,
    SLICES,
    SPACING_MM,
    SUBJECT,
    height_mm,
    picture,
)
from tests.app.reading.user import CTRL, Opened, Reader
from tests.dicom_files import uid, write_ct_series
from viewer.mark_text import figure_lines
from viewer.shapes import CaliperShape
from viewer.viewport import Window

KEY = Qt.Key


def annotations(opened: Opened) -> list[Annotation]:
    with opened.session.store.reading() as trial:
        return trial.annotations()


def key_images(opened: Opened) -> list[KeyImage]:
    with opened.session.store.reading() as trial:
        return trial.key_images()


def shown_marks(reader: Reader) -> list:
    return [one.shape for one in reader.pane._marks_shown()]


def around(reader: Reader, x_mm: float, y_mm: float, half_mm: float, place: int, visit: int = 0):
    """The corners of a square of the patient, in the pane."""
    z = height_mm(visit, place)
    return (
        reader.px((x_mm - half_mm, y_mm - half_mm, z)),
        reader.px((x_mm + half_mm, y_mm + half_mm, z)),
    )


def draw_ellipse(reader: Reader, half_mm: float = 5.0) -> None:
    """Inside the lung lesion, which is bright and alike throughout."""
    reader.scroll_to(LUNG.place)
    start, end = around(reader, LUNG.x_mm, LUNG.y_mm, half_mm, LUNG.place)
    reader.key(KEY.Key_O)
    reader.drag(reader.pane, start, (end[0] - 5, end[1] - 9), end)


def test_an_ellipse_is_stored_with_the_figures_that_are_shown(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    draw_ellipse(reader)
    (one,) = annotations(unread_room)
    assert one.kind is AnnotationKind.ELLIPSE
    stack = reader.wall.current.stack
    assert stack is not None
    where = stack.series.slices[LUNG.place]
    assert (one.series_key, one.sop_uid, one.frame) == (stack.series.key, where.sop_uid, where.frame)
    assert one.timepoint_uid == reader.desk.current.uid
    assert isinstance(one.figures, RegionFigures)
    bright = Decimal(f"{BRIGHT_HU}.0")
    assert (one.figures.mean_hu, one.figures.sd_hu) == (bright, Decimal("0.0"))
    assert (one.figures.min_hu, one.figures.max_hu) == (bright, bright)
    assert abs(float(one.figures.area_mm2) - 78.5) < 6
    assert abs(one.figures.voxels - float(one.figures.area_mm2) / PIXEL_MM**2) < 20
    (mark,) = shown_marks(reader)
    assert mark.figures == figure_lines(one.figures, one.points_lps)
    assert mark.selected


def test_annotations_make_no_lesion_and_no_measurement(read_room: Opened) -> None:
    reader = read_room.read(1)
    before = (reader.desk.case.rows, reader.room.panel.call.response)
    reader.key(KEY.Key_Y)
    reader.drag(reader.pane, (100, 100), (150, 160), (200, 200))
    QTest.keyClick(reader.pane._entry, KEY.Key_Escape)
    assert len(annotations(read_room)) == 1
    assert (reader.desk.case.rows, reader.room.panel.call.response) == before


def test_it_is_undone_brought_again_moved_and_removed(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    draw_ellipse(reader)
    drawn = annotations(unread_room)
    reader.key(KEY.Key_Z, CTRL)
    assert (annotations(unread_room), shown_marks(reader)) == ([], [])
    reader.key(KEY.Key_Y, CTRL)
    assert annotations(unread_room) == drawn
    top, bottom = (reader.px(drawn[0].points_lps[number]) for number in (2, 3))
    reader.drag(reader.pane, bottom, (bottom[0], bottom[1] + 20), (top[0], bottom[1] + 400))
    (pulled,) = annotations(unread_room)
    assert pulled.uid == drawn[0].uid
    assert isinstance(pulled.figures, RegionFigures)
    assert pulled.figures.min_hu == Decimal(f"{GROUND_HU}.0")
    assert [one.figures for one in shown_marks(reader)] == [figure_lines(pulled.figures, pulled.points_lps)]
    reader.key(KEY.Key_Delete)
    assert annotations(unread_room) == []
    reader.key(KEY.Key_Z, CTRL)
    assert annotations(unread_room) == [pulled]


def test_delete_removes_the_chosen_annotation_and_no_measurement(read_room: Opened) -> None:
    reader = read_room.read(0)
    draw_ellipse(reader)
    measured = dict(reader.desk.case.measurements)
    reader.key(KEY.Key_Delete)
    assert annotations(read_room) == []
    assert reader.desk.case.measurements == measured


def test_a_lesion_taken_in_hand_lets_go_of_the_annotation(read_room: Opened) -> None:
    reader = read_room.read(0)
    draw_ellipse(reader)
    before = len(reader.desk.case.measurements)
    reader.key(KEY.Key_Tab)
    assert not any(mark.selected for mark in shown_marks(reader))
    reader.key(KEY.Key_Delete)
    assert len(annotations(read_room)) == 1
    assert len(reader.desk.case.measurements) == before - 1


def test_an_arrow_asks_for_its_words_in_place_and_keys_go_there(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.key(KEY.Key_Y)
    reader.drag(reader.pane, (100, 100), (150, 160), (200, 200))
    assert [one.text for one in annotations(unread_room)] == [""]
    entry = reader.pane._entry
    assert QApplication.focusWidget() is entry
    reader.type_in("cold vd")
    reader.key(KEY.Key_Return)
    (one,) = annotations(unread_room)
    assert (one.text, one.figures) == ("cold vd", None)
    assert [mark.lines for mark in shown_marks(reader)] == [("cold vd",)]
    reader.key(KEY.Key_N)  # keys are the room's again
    assert reader.lesion != ""


def test_words_being_typed_are_stored_before_the_read_is_left(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.key(KEY.Key_Y)
    reader.drag(reader.pane, (100, 100), (150, 160), (200, 200))
    reader.type_in("cyst")
    reader.room.close_subject()
    assert [one.text for one in annotations(unread_room)] == ["cyst"]


def test_an_angle_and_a_probe_tell_what_the_picture_has(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.scroll_to(LIVER.place)
    reader.key(KEY.Key_I)
    reader.click(reader.pane, *reader.px((LIVER.x_mm, LIVER.y_mm, height_mm(0, LIVER.place))))
    reader.key(KEY.Key_J)
    reader.drag(reader.pane, (100, 300), (150, 300), (200, 300))
    reader.move(reader.pane, 250, 200)
    reader.click(reader.pane, 200, 150)
    found = {one.kind: one.figures for one in annotations(unread_room)}
    assert str(found[AnnotationKind.PROBE].value_hu) == f"{BRIGHT_HU}.0"  # type: ignore[union-attr]
    assert str(found[AnnotationKind.ANGLE].angle_deg) == "90.0"  # type: ignore[union-attr]


def test_an_ellipse_about_nothing_is_turned_away_with_a_sentence(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.key(KEY.Key_O)
    for _ in range(30):
        reader.wheel(reader.pane, 1, CTRL)
    at = (reader.pane.width() / 2, reader.pane.height() / 2)
    column, row = reader.pane.plane_view().pixel(at)
    view = reader.pane.plane_view()
    # Between four voxels: their centres are the corners of the drag, which an ellipse leaves out.
    corner = view.px(view.plane.point_lps(int(column) - 0.05, int(row) - 0.05))
    far = view.px(view.plane.point_lps(int(column) + 1.05, int(row) + 1.05))
    reader.drag(reader.pane, corner, far)
    assert annotations(unread_room) == []
    assert "No voxel" in reader.message


def test_v_held_hides_annotations_and_ghosts(read_room: Opened) -> None:
    reader = read_room.read(1)
    assert ghosts(reader)
    draw_ellipse_at = (120.0, 120.0)
    reader.key(KEY.Key_Y)
    reader.drag(reader.pane, draw_ellipse_at, (150, 160), (220, 220))
    QTest.keyClick(reader.pane._entry, KEY.Key_Escape)
    with_all = reader.pane.grab().toImage()
    reader.hold(KEY.Key_V)
    hidden = reader.pane.grab().toImage()
    reader.let_go(KEY.Key_V)
    assert hidden != with_all
    assert reader.pane.grab().toImage() == with_all
    reader.wall.set_overlays_visible(False)
    reader.pane.set_marks([])
    reader.pane.set_shapes([])
    assert reader.pane.grab().toImage() == hidden


# Ghosts


def ghosts(reader: Reader) -> list[CaliperShape]:
    return [shape for shape in reader.pane._shapes if shape.ghost]


def test_ghosts_are_on_until_they_are_put_away_and_stay_so_from_read_to_read(read_room: Opened) -> None:
    reader = read_room.read(1)
    settings = reader.station._settings
    assert len(ghosts(reader)) == 2
    assert settings.said(GHOSTS) is None
    reader.key(KEY.Key_B)
    assert ghosts(reader) == []
    assert settings.said(GHOSTS) is False
    reader = read_room.read(2)
    assert ghosts(reader) == []
    reader.key(KEY.Key_B)
    assert {shape.title.split(" ")[2] for shape in ghosts(reader)} == {"TP1,"}
    assert settings.is_set(GHOSTS)


def test_a_ghost_is_the_priors_caliper_where_the_link_puts_it(read_room: Opened) -> None:
    reader = read_room.read(1)
    lesion = reader.desk.case.lesions[0]
    reader.desk.activate(lesion.uid)  # the link is anchored on it
    prior = reader.desk.prior
    assert prior is not None
    (ghost,) = [shape for shape in ghosts(reader) if shape.title.startswith(lesion.label)]
    now = caliper(reader.desk, lesion)
    before = reader.desk.case.measurement(lesion, prior)
    assert now is not None
    assert before is not None
    assert before.caliper is not None
    assert ghost.title == f"{lesion.label} \u00b7 {prior.label}, day {prior.day}"
    assert ghost.text == f"{before.caliper.long_mm} \u00d7 {before.caliper.short_mm} mm"
    for part in subtract(middle(ghost.long_lps), middle(now.long_lps)):
        assert abs(part) < 1e-6
    length = subtract(*ghost.long_lps)
    assert length == pytest.approx(subtract(*before.caliper.long_lps))
    assert any(one.shape == ghost for one in reader.pane._calipers())


def test_a_ghost_is_never_under_the_hand_nor_stored(read_room: Opened) -> None:
    reader = read_room.read(1)
    reader.desk.activate(reader.desk.case.lesions[0].uid)
    reader.key(KEY.Key_Delete)
    before = dict(reader.desk.case.measurements)
    reader.pane.set_tool("select")
    (ghost,) = [one for one in reader.pane._calipers() if one.shape.ghost]
    end = ghost.long_px[1]
    reader.drag(reader.pane, end, (end[0] + 30, end[1]), (end[0] + 60, end[1]))
    assert reader.desk.case.measurements == before


@pytest.mark.parametrize(("word", "seen"), [("shown", 2), ("until-drawn", 1), ("never", 0)])
def test_ghosts_show_no_length_that_the_protocol_hides(read_room: Opened, word: str, seen: int) -> None:
    read_room.session.case.run(SetProtocol("mine.toml", f'[reading]\nprior_lengths = "{word}"\n'))
    reader = read_room.read(1)
    reader.desk.activate(reader.desk.case.lesions[0].uid)
    reader.key(KEY.Key_Delete)
    assert len(ghosts(reader)) == seen


# Key images


def rows(reader: Reader) -> list[QToolButton]:
    listed = reader.room.strip.key_images
    return [row for row in listed.findChildren(QToolButton) if row.objectName()] if listed.isVisible() else []


def corner(reader: Reader) -> list[str]:
    return [getattr(line, "text", line) for line in reader.wall.current._position()]


def test_a_key_image_is_listed_marked_and_gone_back_to_in_its_very_view(read_room: Opened) -> None:
    reader = read_room.read(1)
    reader.desk.activate(reader.desk.case.lesions[0].uid)
    reader.scroll_to(4)
    reader.wall.set_window(Window(-20.0, 300.0))
    for _ in range(3):
        reader.wheel(reader.pane, 1, CTRL, 200, 300)
    view = reader.pane.viewport()
    reader.key(KEY.Key_K)
    (one,) = key_images(read_room)
    assert (one.window, one.zoom, one.centre_mm) == ((-20.0, 300.0), view.zoom, view.centre)
    assert one.lesion_uid == reader.desk.case.lesions[0].uid
    assert corner(reader)[0] == "Key image"
    QApplication.processEvents()
    (row,) = rows(reader)
    assert row.text() == f"{reader.desk.current.label} \u00b7 slice 5 \u00b7 T01"
    reader.scroll_to(6)
    assert corner(reader)[0] != "Key image"
    reader.key(KEY.Key_Q)
    reader.key(KEY.Key_R)
    QApplication.processEvents()
    reader.click(rows(reader)[0])
    assert reader.desk.current.uid == one.timepoint_uid
    assert reader.pane.viewport() == view


def test_a_second_stroke_takes_the_mark_away_and_undo_brings_it_back(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.key(KEY.Key_K)
    (one,) = key_images(unread_room)
    assert one.lesion_uid is None
    reader.key(KEY.Key_K)
    QApplication.processEvents()
    assert (key_images(unread_room), rows(reader)) == ([], [])
    reader.key(KEY.Key_Z, CTRL)
    assert key_images(unread_room) == [one]
    reader.key(KEY.Key_Z, CTRL)
    assert key_images(unread_room) == []
    assert corner(reader)[0] != "Key image"


def test_key_images_are_listed_by_visit_and_slice(unread_room: Opened) -> None:
    reader = unread_room.read(1)
    for place in (7, 2):
        reader.scroll_to(place)
        reader.key(KEY.Key_K)
    reader.key(KEY.Key_Q)
    reader.scroll_to(5)
    reader.key(KEY.Key_K)
    QApplication.processEvents()
    assert [row.text() for row in rows(reader)] == [
        "BL \u00b7 slice 6",
        "TP1 \u00b7 slice 3",
        "TP1 \u00b7 slice 8",
    ]


# Lens and bar


def test_h_held_magnifies_and_its_end_ends_it(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.move(reader.pane, 200, 200)
    before = reader.pane.grab().toImage()
    reader.hold(KEY.Key_H)
    assert reader.pane.grab().toImage() != before
    reader.let_go(KEY.Key_H)
    assert reader.pane.grab().toImage() == before


def test_the_bar_shows_and_gives_the_tools_for_annotations(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    marks = reader.room.toolbar.marks
    assert not marks.isChecked()
    reader.key(KEY.Key_J)
    assert marks.isChecked()
    assert marks.toolTip() == "Angle   J"
    reader.key(KEY.Key_D)
    assert not marks.isChecked()
    reader.click(marks, 8, 12)
    assert reader.pane._tool == "angle"


def test_a_read_begins_with_a_caliper_whatever_was_annotated_before(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.key(KEY.Key_F)
    reader.key(KEY.Key_O)
    assert reader.pane._tool == "ellipse"
    reader.room.close_subject()
    assert unread_room.read(0).pane._tool == "single_line"


def test_delete_leaves_an_annotation_that_is_not_in_sight(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    draw_ellipse(reader)
    drawn_on = reader.pane.viewport().index
    reader.key(KEY.Key_Down)
    assert not any(mark.selected for mark in shown_marks(reader))
    reader.key(KEY.Key_Delete)
    reader.scroll_to(drawn_on)
    assert not any(mark.selected for mark in shown_marks(reader))
    reader.key(KEY.Key_Delete)
    assert len(annotations(unread_room)) == 1


def test_delete_leaves_an_annotation_whose_slice_was_left_while_it_was_drawn(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.key(KEY.Key_I)
    reader.press(reader.pane, 300, 300)
    reader.move(reader.pane, 340, 320)
    reader.wheel(reader.pane, -1)
    reader.release(reader.pane, 340, 320)
    reader.key(KEY.Key_Delete)
    assert len(annotations(unread_room)) == 1


@pytest.mark.parametrize("in_sight", [True, False])
def test_a_key_image_stays_its_picture_when_an_import_brings_slices_before_it(
    unread_room: Opened, tmp_path: Path, in_sight: bool
) -> None:
    reader = unread_room.read(0)
    reader.scroll_to(4)
    reader.key(KEY.Key_K)
    (marked,) = key_images(unread_room)
    height = reader.pane.plane_view().plane.origin_lps[2]
    if not in_sight:
        reader.desk.step_timepoint(1)
    study = uid("study", SUBJECT, DAYS[0])
    write_ct_series(
        tmp_path / "more",
        slices=SLICES + 3,
        spacing=SPACING_MM,
        thickness=SPACING_MM,
        pixel_spacing=(PIXEL_MM, PIXEL_MM),
        origin=(CORNER_MM, CORNER_MM, LOWEST_MM[0]),
        volume=np.stack([picture(0, max(SLICES - 1 - place, 0)) for place in range(SLICES + 3)]),
        patient_id=SUBJECT,
        study_uid=study,
        StudyDate=DAYS[0],
        FrameOfReferenceUID=uid("frame of reference", study),
    )
    found = bring_in(unread_room.session.store, look_through([tmp_path / "more"]))
    unread_room.session.case.tell(found.changes)
    if in_sight:
        assert reader.pane.plane_view().plane.origin_lps[2] == pytest.approx(height)  # the same place
        assert "Key image" in corner(reader)
        reader.scroll_to(0)
        assert "Key image" not in corner(reader)
    QApplication.processEvents()
    (row,) = rows(reader)
    reader.click(row)
    stack = reader.wall.current.stack
    assert stack is not None
    assert stack.count == SLICES + 3
    assert stack.series.slices[reader.pane.viewport().index].sop_uid == marked.sop_uid
    assert "Key image" in corner(reader)
