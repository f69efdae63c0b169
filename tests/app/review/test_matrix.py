"""The matrix as values: what each cell shows, and what it says where it shows nothing."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from app.review.matrix import Cell, Matrix, Row, Shown, matrix_of
from app.review.matrix_drawing import USUAL_CELL_PX, Layout, MatrixPainter
from app.review.reviewed import reviewed
from app.review.sums import differing
from app.session import Session
from app.style.charting import OTHER_READ, paper_palette
from measurements.case.commands import (
    EditLesion,
    InOneStep,
    MergeLesions,
    PutMeasurement,
    RemoveMeasurement,
    SplitLesion,
)
from measurements.geometry.vectors import middle
from measurements.lesion import Measurement, Role, State
from measurements.refusal import Refusal
from tests.app.reading.at_the_desk import timepoint_uids
from tests.app.review.subject import add_without_caliper, read_once, read_twice

EVERYTHING = Shown()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = read_once(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def two_reads(tmp_path: Path) -> Iterator[Session]:
    opened = read_twice(tmp_path)
    yield opened
    opened.close()


def matrix(session: Session, shown: Shown = EVERYTHING) -> Matrix:
    return matrix_of(reviewed(session.store), shown)


def cell(made: Matrix, label: str, visit: int) -> Cell:
    return next(row for row in made.rows if row.label == label).cells[visit]


def test_rows_are_lesions_and_columns_timepoints_with_their_calls(session: Session) -> None:
    made = matrix(session)
    assert [row.label for row in made.rows] == ["T01", "T02"]
    assert [column.call for column in made.columns] == ["BL", "PR", "PD"]
    assert [[one.mm for one in row.cells] for row in made.rows] == [
        ["30.0", "20.0", "31.0"],
        ["24.0", "16.0", "20.0"],
    ]
    assert [one.change for one in made.rows[0].cells] == ["", "\u221233.3 %", "+55.0 %"]


def test_a_crop_has_the_middle_of_the_long_axis_in_its_middle(session: Session) -> None:
    seen = reviewed(session.store)
    shown = cell(matrix_of(seen, EVERYTHING), "T02", 1)
    drawn = seen.case.measurement(seen.case.lesions[1], seen.case.timepoints[1])
    assert drawn is not None
    assert drawn.caliper is not None
    assert shown.crop is not None
    assert shown.plane is not None
    assert shown.crop.centre_lps == shown.plane.origin_lps == middle(drawn.caliper.long_lps)
    assert shown.crop.sop_uid == drawn.caliper.sop_uid


def test_one_scale_holds_for_all_crops_and_an_own_scale_for_each_lesion(session: Session) -> None:
    assert len({crop.wide_mm for crop in matrix(session).crops}) == 1
    own = matrix(session, Shown(one_scale=False))
    wide = [{one.crop.wide_mm for one in row.cells if one.crop} for row in own.rows]
    assert [len(one) for one in wide] == [1, 1]
    assert wide[0] > wide[1] or max(wide[0]) > max(wide[1])


def test_the_ghost_is_the_caliper_before_laid_middle_on_middle(session: Session) -> None:
    made = matrix(session)
    first, second = cell(made, "T01", 0), cell(made, "T01", 1)
    assert first.ghost is None
    assert second.ghost is not None
    assert second.plane is not None
    assert middle(second.ghost.long_lps) == pytest.approx(second.plane.origin_lps)
    (left, _, _), (right, _, _) = second.ghost.long_lps
    assert right - left == pytest.approx(30.0)  # as long as it was, not as it is


@pytest.mark.parametrize(
    ("shown", "labels"),
    [
        (Shown(hidden_classes=frozenset({"SBRT"})), ["T02"]),
        (Shown(organ="lung"), ["T01"]),
        (Shown(roles=frozenset({Role.NON_TARGET})), []),
        (Shown(roles=frozenset({Role.TARGET}), organ="liver"), ["T02"]),
    ],
)
def test_lesions_are_kept_by_class_list_and_organ(session: Session, shown: Shown, labels: list[str]) -> None:
    assert [row.label for row in matrix(session, shown).rows] == labels


def test_each_organ_is_seen_in_its_own_window(session: Session) -> None:
    made = matrix(session)
    windows = [cell(made, label, 0).crop for label in ("T01", "T02")]
    assert [crop and crop.window for crop in windows] == [(-500.0, 1500.0), (90.0, 160.0)]


def test_what_was_not_measured_is_said_in_words(session: Session) -> None:
    last = timepoint_uids(session)[2]
    session.case.run(PutMeasurement(Measurement("read-1 T02", last, State.NOT_EVALUABLE)))
    shown = cell(matrix(session), "T02", 2)
    assert (shown.crop, shown.mm, shown.words) == (None, "", "not evaluable")


def test_merged_and_split_lesions_keep_their_lineage(session: Session) -> None:
    last = timepoint_uids(session)[2]
    session.case.run(MergeLesions(("read-1 T02",), "read-1 T01", last))
    assert cell(matrix(session), "T02", 2).words == "merged into T01"
    session.case.undo()
    session.case.run(SplitLesion("read-1 T01", last, ("piece 1", "piece 2")))
    made = matrix(session)
    assert [row.label for row in made.rows] == ["T01", "T01.1", "T01.2", "T02"]
    assert cell(made, "T01", 2).words == "split into T01.1 + T01.2"
    assert made.rows[1].detail == "part of T01"
    assert cell(made, "T01.2", 2).words == "not assessed"
    assert cell(made, "T01.2", 0).words == ""


def test_a_new_lesion_says_since_when(session: Session) -> None:
    add_without_caliper(session)
    made = matrix(session)
    assert made.rows[2].detail == "new at TP2"
    assert [one.words for one in made.rows[2].cells] == ["", "", "unequivocal"]
    assert not made.rows[2].pictured


def test_a_second_read_lies_over_the_first_in_a_line_of_its_own(two_reads: Session) -> None:
    seen = reviewed(two_reads.store, read_uid="read-1", over_uid="read-2")
    shown = cell(matrix_of(seen, EVERYTHING), "T01", 1)
    assert (shown.mm, shown.other_mm) == ("20.0", "22.5")
    assert shown.other is not None
    assert shown.own is not None
    assert (shown.own.style_key, shown.other.style_key) == ("SBRT", OTHER_READ)


def test_what_the_other_read_says_otherwise_is_seen_without_a_picture_too(two_reads: Session) -> None:
    last = timepoint_uids(two_reads)[2]
    add_without_caliper(two_reads)
    two_reads.case.run(PutMeasurement(Measurement("read-1 T01", last, State.ABSENT)))
    two_reads.case.run(PutMeasurement(Measurement("read-2 T02", last, State.NOT_EVALUABLE)))
    front = reviewed(two_reads.store, read_uid="read-1", over_uid="read-2")
    made = matrix_of(front, EVERYTHING)
    gone = cell(made, "T01", 2)
    assert (gone.mm, gone.words) == ("0.0", "absent \u00b7 other read: measured")
    assert (
        gone.other_mm
        == cell(matrix_of(reviewed(two_reads.store, read_uid="read-2"), EVERYTHING), "T01", 2).mm
    )
    unseen = cell(made, "T02", 2)
    assert (unseen.other_mm, unseen.words) == ("\u2013", "other read: not evaluable")
    assert made.rows[2].detail == "in this read alone \u00b7 new at TP2"
    behind = reviewed(two_reads.store, read_uid="read-2", over_uid="read-1")
    assert cell(matrix_of(behind, EVERYTHING), "T02", 2).mm == "\u2013"
    told = differing(behind)
    assert told[0].startswith("Radiologist 1 \u00b7 Reader one calls otherwise: ")
    assert "TP2 PD" in told[0]
    assert told[1] == "In the read of Radiologist 1 \u00b7 Reader one alone: NEW01."
    assert "other read" not in " ".join(one.words for row in matrix(two_reads).rows for one in row.cells)


def test_a_length_that_does_not_count_is_shown_of_both_reads(two_reads: Session) -> None:
    for read in ("read-1", "read-2"):
        with two_reads.store.reading() as trial:
            target = next(one for one in trial.lesions(read) if one.label == "T02")
            said = {
                one.timepoint_uid: one for one in trial.measurements(read) if one.lesion_uid == target.uid
            }
        first, *later = timepoint_uids(two_reads)
        for uid in later:  # a list is fixed once a lesion was followed
            two_reads.case.run(RemoveMeasurement(target.uid, uid))
        listed = EditLesion(replace(target, role=Role.NON_TARGET, label="NT01"))
        present = PutMeasurement(replace(said[first], state=State.PRESENT))
        two_reads.case.run(InOneStep((listed, present)))
    front = reviewed(two_reads.store, read_uid="read-1", over_uid="read-2")
    shown = cell(matrix_of(front, EVERYTHING), "NT01", 0)
    assert shown.mm == shown.other_mm != "\u2013"


def test_no_read_lies_over_another_that_was_not_asked_for(two_reads: Session) -> None:
    seen = reviewed(two_reads.store)
    assert seen.over is None
    assert cell(matrix_of(seen, EVERYTHING), "T01", 1).other is None
    assert [one.read.uid for one in seen.comparable] == ["read-2"]


def test_a_trial_without_a_read_says_so(tmp_path: Path) -> None:
    from app.session import open_session
    from tests.app.reading.scans import make_trial

    session = open_session(make_trial(tmp_path))
    with pytest.raises(Refusal, match="nothing to review yet: read a subject first"):
        reviewed(session.store)
    session.close()


@pytest.mark.parametrize(
    ("wide_px", "high_px", "cell_px"),
    [(400, 900, 132), (760, 900, 202), (1400, 300, 216), (1400, 560, 300), (1400, 480, 256)],
    ids=["too narrow", "narrow", "low", "room for all", "room for some"],
)
def test_cells_grow_beyond_the_usual_only_while_all_rows_stay_in_sight(
    session: Session, wide_px: float, high_px: float, cell_px: float
) -> None:
    """Two rows of three: 136 px of names, 6 px between cells, 320 px of height for 352 px of width."""
    matrix = matrix_of(reviewed(session.store), Shown())
    assert (len(matrix.rows), len(matrix.columns)) == (2, 3)
    layout = Layout.fitting(matrix, wide_px, high_px)
    assert layout.cell_px == cell_px
    assert cell_px <= USUAL_CELL_PX or layout.height_px <= high_px


def test_a_cell_with_nothing_to_say_is_no_empty_frame(qapp: object) -> None:
    palette = paper_palette()
    row = Row("lesion", "T01.1", "", "", "SBRT", (), "", ())

    def drawn(cell: Cell) -> QImage:
        image = QImage(132, 120, QImage.Format.Format_RGB32)
        image.fill(palette.ground)
        painter = QPainter(image)
        area = QRectF(0, 0, 132, 120)
        MatrixPainter(palette, lambda crop: None).draw_cell(painter, area, cell, row, first=True)
        painter.end()
        return image

    blank = QImage(132, 120, QImage.Format.Format_RGB32)
    blank.fill(palette.ground)
    assert drawn(Cell("lesion", "timepoint")) == blank
    assert drawn(Cell("lesion", "timepoint", words="not assessed")) != blank
