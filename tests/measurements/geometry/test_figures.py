"""Figures of annotations: by voxel centres, true HU, padding left out, in millimetres on any picture."""

import math
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from measurements.annotation import AngleFigures, AnnotationKind, RegionFigures, VoxelFigures
from measurements.geometry.figures import (
    Pixels,
    angle_figures,
    ellipse_figures,
    figures_of,
    tenths,
    voxel_figures,
)
from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Segment
from tests.measurements.geometry.test_caliper import planes

SQUARE = ImagePlane((0.0, 0.0, 50.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 1.0, 1.0, 9, 9)
TALL = ImagePlane((0.0, 0.0, 50.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 2.0, 0.5, 9, 9)
"""Rows 2 mm apart, columns 0.5 mm."""

COUNTING = np.arange(81, dtype=np.int16).reshape(9, 9)
"""Row r, column c holds 9 r + c."""


def upright(plane: ImagePlane, column: float, row: float, half_x_mm: float, half_y_mm: float):
    """The axes of an ellipse along rows and columns, round a place in pixels."""

    def at(x_mm: float, y_mm: float):
        return plane.point_lps(column + x_mm / plane.column_spacing_mm, row + y_mm / plane.row_spacing_mm)

    return (at(-half_x_mm, 0), at(half_x_mm, 0)), (at(0, -half_y_mm), at(0, half_y_mm))


@pytest.mark.parametrize(
    ("plane", "where", "holds"),
    [
        # A cross of five voxels: the four neighbours lie on the edge, the diagonal ones outside.
        (SQUARE, (4, 4, 1.0, 1.0), [(4, 4), (3, 4), (5, 4), (4, 3), (4, 5)]),
        (SQUARE, (4, 4, 0.9, 0.9), [(4, 4)]),
        (SQUARE, (4, 4, 2.5, 0.4), [(2, 4), (3, 4), (4, 4), (5, 4), (6, 4)]),
        # The same shape in mm takes five columns and one row where columns are four times as close.
        (TALL, (4, 4, 1.0, 1.0), [(2, 4), (3, 4), (4, 4), (5, 4), (6, 4)]),
        (TALL, (4, 4, 0.4, 2.1), [(4, 3), (4, 4), (4, 5)]),
        # What lies beyond the picture's edge is not counted.
        (SQUARE, (0, 0, 1.0, 1.0), [(0, 0), (1, 0), (0, 1)]),
    ],
)
def test_an_ellipse_is_told_by_the_voxels_whose_centre_lies_inside(plane, where, holds):
    axes = upright(plane, *where)
    found = ellipse_figures(*axes, Pixels(COUNTING, plane, (1.0, 0.0)))
    expected = np.array([COUNTING[row, column] for column, row in holds], float)
    assert found == RegionFigures(
        tenths(math.pi * where[2] * where[3]),
        len(holds),
        tenths(expected.mean()),
        tenths(expected.std()),
        tenths(expected.min()),
        tenths(expected.max()),
    )


def test_values_are_true_hu_to_a_tenth():
    axes = upright(SQUARE, 4, 4, 1.0, 1.0)
    found = ellipse_figures(*axes, Pixels(COUNTING, SQUARE, (2.0, -1024.0)))
    # 31, 39, 40, 41, 49 stored; 2 x 40 - 1024 = -944; the deviations double.
    assert found == RegionFigures(
        Decimal("3.1"), 5, Decimal("-944.0"), Decimal("11.5"), Decimal("-962.0"), Decimal("-926.0")
    )
    assert voxel_figures(SQUARE.point_lps(4.4, 3.6), Pixels(COUNTING, SQUARE, (0.5, 0.25))) == VoxelFigures(
        Decimal("20.3"), 4, 4
    )


def test_padding_is_no_tissue():
    stored = COUNTING.copy()
    stored[4, 3] = stored[3, 4] = -2000
    axes = upright(SQUARE, 4, 4, 1.0, 1.0)
    found = ellipse_figures(*axes, Pixels(stored, SQUARE, (1.0, 0.0), padding=-2000))
    assert found is not None
    assert (found.voxels, found.min_hu, found.mean_hu) == (3, Decimal("40.0"), Decimal("43.3"))
    assert found.area_mm2 == Decimal("3.1")
    assert voxel_figures(SQUARE.point_lps(3, 4), Pixels(stored, SQUARE, (1.0, 0.0), padding=-2000)) is None


def test_stored_values_near_their_limit_do_not_overflow():
    stored = np.full((9, 9), 32767, np.int16)
    found = ellipse_figures(*upright(SQUARE, 4, 4, 3.0, 3.0), Pixels(stored, SQUARE, (4.0, 0.0)))
    assert found is not None
    assert (found.mean_hu, found.sd_hu) == (Decimal("131068.0"), Decimal("0.0"))


@pytest.mark.parametrize(
    "where",
    [(4.5, 4.5, 0.3, 0.3), (4, 4, 0.0, 2.0), (4, 4, 2.0, 0.0), (40, 4, 2.0, 2.0), (-9, -9, 1.0, 1.0)],
)
def test_where_there_is_no_voxel_there_are_no_figures(where):
    assert ellipse_figures(*upright(SQUARE, *where), Pixels(COUNTING, SQUARE, (1.0, 0.0))) is None


@given(
    planes(),
    st.tuples(st.floats(-5, 40), st.floats(-5, 40)),
    st.floats(0.3, 30),
    st.floats(0.3, 30),
    st.floats(0, math.pi),
)
def test_any_ellipse_on_any_picture_holds_what_a_voxel_by_voxel_test_says(plane, centre, half, other, turn):
    rows, columns = 32, 36
    plane = ImagePlane(
        plane.origin_lps,
        plane.along_row,
        plane.along_column,
        plane.row_spacing_mm,
        plane.column_spacing_mm,
        rows,
        columns,
    )
    stored = np.random.default_rng(7).integers(-1000, 2000, (rows, columns)).astype(np.int16)
    x_mm, y_mm = centre[0] * plane.column_spacing_mm, centre[1] * plane.row_spacing_mm

    def at(x: float, y: float):
        return plane.point_lps((x_mm + x) / plane.column_spacing_mm, (y_mm + y) / plane.row_spacing_mm)

    cosine, sine = math.cos(turn), math.sin(turn)
    axis: Segment = (at(-half * cosine, -half * sine), at(half * cosine, half * sine))
    other_axis: Segment = (at(other * sine, -other * cosine), at(-other * sine, other * cosine))
    inside = []
    for row in range(rows):
        for column in range(columns):
            x, y = column * plane.column_spacing_mm - x_mm, row * plane.row_spacing_mm - y_mm
            along, across = x * cosine + y * sine, -x * sine + y * cosine
            share = (along / half) ** 2 + (across / other) ** 2
            assume(abs(share - 1) > 1e-6)
            if share < 1:
                inside.append(float(stored[row, column]))
    found = ellipse_figures(axis, other_axis, Pixels(stored, plane, (1.0, 0.0)))
    if not inside:
        assert found is None
        return
    assert found is not None
    assert found.voxels == len(inside)
    assert abs(float(found.mean_hu) - np.mean(inside)) <= 0.0501
    assert abs(float(found.sd_hu) - np.std(inside)) <= 0.0501
    assert (float(found.min_hu), float(found.max_hu)) == (min(inside), max(inside))
    assert abs(float(found.area_mm2) - math.pi * half * other) <= 0.0501


@pytest.mark.parametrize(
    ("one_end", "other_end", "expected"),
    [
        ((10, 0, 0), (0, 3, 0), "90.0"),
        ((10, 0, 0), (5, 5, 0), "45.0"),
        ((10, 0, 0), (-4, 0, 0), "180.0"),
        ((10, 0, 0), (20, 0, 0), "0.0"),
        ((10, 0, 0), (-1, 1, 0), "135.0"),
        ((1000, 0, 0), (1000, 1, 0), "0.1"),  # 0.057 degrees; by the cosine it would drown
        ((0, 0, 7), (0, 7, 7), "45.0"),
    ],
)
def test_an_angle_is_that_of_its_legs_whatever_their_lengths(one_end, other_end, expected):
    corner = (0.0, 0.0, 0.0)
    assert angle_figures(one_end, corner, other_end) == AngleFigures(Decimal(expected))
    assert angle_figures(other_end, corner, one_end) == AngleFigures(Decimal(expected))


def test_an_angle_on_a_picture_of_tall_pixels_is_measured_in_millimetres():
    points = (TALL.point_lps(8, 0), TALL.point_lps(0, 0), TALL.point_lps(8, 2))
    # Eight columns of 0.5 mm and two rows of 2 mm: 4 mm by 4 mm.
    assert figures_of(AnnotationKind.ANGLE, points, Pixels(COUNTING, TALL, (1.0, 0.0))) == AngleFigures(
        Decimal("45.0")
    )


@pytest.mark.parametrize(
    ("column", "row", "expected"),
    [
        (0.0, 0.0, (0, 0, 0)),
        (-0.5, -0.5, (0, 0, 0)),
        (0.49, 0.51, (9, 0, 1)),
        (8.49, 8.49, (80, 8, 8)),
        (8.51, 0.0, None),
        (0.0, -0.51, None),
    ],
)
def test_a_probe_tells_the_voxel_it_lies_in(column, row, expected):
    found = voxel_figures(SQUARE.point_lps(column, row), Pixels(COUNTING, SQUARE, (1.0, 0.0)))
    assert found == (None if expected is None else VoxelFigures(Decimal(f"{expected[0]}.0"), *expected[1:]))


def test_a_leg_or_a_picture_that_is_not_there_gives_no_figure():
    assert angle_figures((0, 0, 0), (0, 0, 0), (1, 0, 0)) is None
    pixels = Pixels(COUNTING, SQUARE, (1.0, 0.0))
    assert figures_of(AnnotationKind.ARROW, ((0, 0, 0), (1, 1, 0)), pixels) is None
    with pytest.raises(ValueError, match="4 points, not 2"):
        figures_of(AnnotationKind.ELLIPSE, ((0, 0, 0), (1, 1, 0)), pixels)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.05, "0.1"),
        (-0.04, "0.0"),
        (-0.05, "-0.1"),
        (24.249999999999996, "24.3"),
        (24.2499, "24.2"),
        (1e-12, "0.0"),
    ],
)
def test_figures_are_rounded_like_lengths(value, expected):
    assert str(tenths(value)) == expected
