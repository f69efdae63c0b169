"""Lengths of record and the short axis, on square, stretched and oblique pictures."""

import math
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from measurements.geometry.caliper import (
    caliper_from,
    length_mm,
    move_long_end,
    move_short_end,
    perpendicular,
    with_short_axis,
)
from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Segment, Vector, add, cross, dot, middle, scale, subtract, unit
from measurements.lesion import Caliper, Reformat

AXIAL = ImagePlane((-100.0, -120.0, 40.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 0.7, 0.7, 512, 512)
STRETCHED = ImagePlane((-100.0, -120.0, 40.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 2.5, 0.5, 100, 512)


@st.composite
def planes(draw: st.DrawFn) -> ImagePlane:
    """Any orientation in space, any spacing of rows and columns."""
    part = st.floats(-1, 1)
    row = draw(st.tuples(part, part, part))
    other = draw(st.tuples(part, part, part))
    normal = cross(row, other)
    assume(math.sqrt(dot(normal, normal)) > 0.1)
    along_row = unit(row)
    along_column = cross(unit(normal), along_row)
    spacing = st.floats(0.2, 5)
    return ImagePlane((10.0, -20.0, 300.0), along_row, along_column, draw(spacing), draw(spacing), 256, 256)


PLACES = st.floats(-200, 200)
PIXELS = st.tuples(st.floats(0, 255), st.floats(0, 255))


@st.composite
def drawings(draw: st.DrawFn) -> tuple[ImagePlane, Segment, Vector]:
    """A plane, a long axis of at least 1 mm on it and a pointer on it."""
    plane = draw(planes())
    first, second, pointer = (plane.point_lps(*draw(PIXELS)) for _ in range(3))
    assume(math.dist(first, second) > 1)
    return plane, (first, second), pointer


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ((24.25, 0.0, 0.0), "24.3"),  # half goes up
        ((24.249999999999996, 0.0, 0.0), "24.3"),  # the same half after binary arithmetic
        ((24.2499, 0.0, 0.0), "24.2"),
        ((0.05, 0.0, 0.0), "0.1"),
        ((0.0, 0.0, 0.0), "0.0"),
        ((3.0, 4.0, 12.0), "13.0"),
        ((0.15, 0.0, 0.0), "0.2"),  # 0.15 is below fifteen hundredths in binary
        ((1000.35, 0.0, 0.0), "1000.4"),
    ],
)
def test_length_is_rounded_half_up_to_a_tenth(end: Vector, expected: str) -> None:
    assert str(length_mm(((0.0, 0.0, 0.0), end))) == expected


@given(st.integers(1, 5000), st.floats(-500, 500))
def test_every_half_goes_up_wherever_the_caliper_lies(tenths: int, start_mm: float) -> None:
    half = Decimal(tenths) / 10 + Decimal("0.05")
    segment = ((start_mm, 0.0, 0.0), (start_mm + float(half), 0.0, 0.0))
    assert length_mm(segment) == Decimal(tenths + 1) / 10


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_length_of_a_point_nowhere_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        length_mm(((0.0, 0.0, 0.0), (bad, 0.0, 0.0)))


def test_lengths_on_stretched_pixels_are_millimetres() -> None:
    across = (STRETCHED.point_lps(10, 10), STRETCHED.point_lps(30, 10))
    down = (STRETCHED.point_lps(10, 10), STRETCHED.point_lps(10, 30))
    assert (length_mm(across), length_mm(down)) == (Decimal("10.0"), Decimal("50.0"))


def test_short_axis_on_stretched_pixels_is_perpendicular_in_the_patient() -> None:
    long_axis = (STRETCHED.point_lps(0, 0), STRETCHED.point_lps(60, 16))  # 30 mm right, 40 mm down
    pointer = (-100.0 + 15 - 8, -120.0 + 20 + 6, 40.0)  # 10 mm off its middle
    first, second = perpendicular(long_axis, pointer, STRETCHED)
    assert second == pytest.approx(pointer)
    assert first == pytest.approx((-100.0 + 15 + 8, -120.0 + 20 - 6, 40.0))


def test_foot_is_held_on_the_long_axis() -> None:
    long_axis = ((0.0, 0.0, 40.0), (20.0, 0.0, 40.0))
    assert perpendicular(long_axis, (35.0, 4.0, 40.0), AXIAL) == (
        (20.0, -4.0, 40.0),
        (20.0, 4.0, 40.0),
    )


@given(drawings())
def test_short_axis_is_perpendicular_symmetric_and_in_the_plane(
    drawing: tuple[ImagePlane, Segment, Vector],
) -> None:
    plane, long_axis, pointer = drawing
    short = perpendicular(long_axis, pointer, plane)
    along = unit(subtract(long_axis[1], long_axis[0]))
    assert dot(subtract(short[1], short[0]), along) == pytest.approx(0, abs=1e-6)
    assert plane.distance_mm(short[0]) == pytest.approx(0, abs=1e-6)
    assert plane.distance_mm(short[1]) == pytest.approx(0, abs=1e-6)
    foot = middle(short)
    on_axis = math.dist(long_axis[0], foot) + math.dist(foot, long_axis[1])
    assert on_axis == pytest.approx(math.dist(*long_axis), abs=1e-6)
    off_axis = subtract(pointer, long_axis[0])
    across_mm = math.sqrt(max(dot(off_axis, off_axis) - dot(off_axis, along) ** 2, 0.0))
    assert math.dist(*short) == pytest.approx(2 * across_mm, abs=1e-4)


@given(drawings(), PIXELS, st.sampled_from([0, 1]))
def test_moving_a_long_end_keeps_the_short_axis_across_it(
    drawing: tuple[ImagePlane, Segment, Vector], to_pixel: tuple[float, float], end: int
) -> None:
    plane, long_axis, pointer = drawing
    to_lps = plane.point_lps(*to_pixel)
    assume(math.dist(to_lps, long_axis[1 - end]) > 1)
    short = perpendicular(long_axis, pointer, plane)
    moved_long, moved_short = move_long_end(long_axis, short, 0 if end == 0 else 1, to_lps, plane)
    assert moved_short is not None
    assert moved_long[end] == to_lps
    assert moved_long[1 - end] == long_axis[1 - end]
    direction = unit(subtract(moved_long[1], moved_long[0]))
    assert dot(subtract(moved_short[1], moved_short[0]), direction) == pytest.approx(0, abs=1e-6)
    assert math.dist(*moved_short) == pytest.approx(math.dist(*short), abs=1e-6)
    share_before = math.dist(long_axis[0], middle(short)) / math.dist(*long_axis)
    share_after = math.dist(moved_long[0], middle(moved_short)) / math.dist(*moved_long)
    assert share_after == pytest.approx(share_before, abs=1e-5)


@given(drawings(), PIXELS, st.sampled_from([0, 1]))
def test_moving_a_short_end_keeps_it_across_and_crossing(
    drawing: tuple[ImagePlane, Segment, Vector], to_pixel: tuple[float, float], end: int
) -> None:
    plane, long_axis, pointer = drawing
    short = perpendicular(long_axis, pointer, plane)
    moved = move_short_end(long_axis, short, 0 if end == 0 else 1, plane.point_lps(*to_pixel), plane)
    along = unit(subtract(long_axis[1], long_axis[0]))
    across = cross(plane.normal, along)
    assert dot(subtract(moved[1], moved[0]), along) == pytest.approx(0, abs=1e-6)
    reaches = [dot(subtract(point, long_axis[0]), across) for point in moved]
    reach_before = dot(subtract(short[1 - end], long_axis[0]), across)
    assert reaches[1 - end] == pytest.approx(reach_before, abs=1e-6)
    assert reaches[0] * reaches[1] <= 1e-9
    at_mm = dot(subtract(moved[0], long_axis[0]), along)
    assert -1e-6 <= at_mm <= math.dist(*long_axis) + 1e-6


def test_a_short_end_follows_the_pointer_on_its_own_side() -> None:
    long_axis = ((0.0, 0.0, 40.0), (20.0, 0.0, 40.0))
    short = ((10.0, -5.0, 40.0), (10.0, 5.0, 40.0))
    assert move_short_end(long_axis, short, 1, (12.0, 7.0, 40.0), AXIAL) == (
        (12.0, -5.0, 40.0),
        (12.0, 7.0, 40.0),
    )
    assert move_short_end(long_axis, short, 1, (12.0, -7.0, 40.0), AXIAL)[1] == (12.0, 0.0, 40.0)


def test_a_long_end_dropped_on_the_other_moves_nothing() -> None:
    long_axis = ((0.0, 0.0, 40.0), (20.0, 0.0, 40.0))
    short = ((10.0, -5.0, 40.0), (10.0, 5.0, 40.0))
    assert move_long_end(long_axis, short, 1, (0.0, 0.0, 40.0), AXIAL) == (long_axis, short)


def test_a_long_end_moves_without_a_short_axis() -> None:
    long_axis = ((0.0, 0.0, 40.0), (20.0, 0.0, 40.0))
    to_lps = (0.0, 20.0, 40.0)
    assert move_long_end(long_axis, None, 1, to_lps, AXIAL) == ((long_axis[0], to_lps), None)


def test_caliper_records_both_axes_once() -> None:
    long_axis = ((0.0, 0.0, 40.0), (24.25, 0.0, 40.0))
    short = ((10.0, -5.0, 40.0), (10.0, 5.04, 40.0))
    caliper = caliper_from(long_axis, short, series_key="1.2.3", sop_uid="1.2.3.4", frame=0)
    assert (caliper.long_mm, caliper.short_mm) == (Decimal("24.3"), Decimal("10.0"))
    assert (caliper.long_lps, caliper.short_lps) == (long_axis, short)


def test_the_longer_axis_is_the_long_one_whichever_was_drawn_first() -> None:
    drawn_first = ((0.0, 0.0, 40.0), (10.0, 0.0, 40.0))
    drawn_second = ((5.0, -9.0, 40.0), (5.0, 9.0, 40.0))
    caliper = caliper_from(drawn_first, drawn_second, series_key="1", sop_uid="2", frame=0)
    assert (caliper.long_lps, caliper.short_lps) == (drawn_second, drawn_first)
    assert (caliper.long_mm, caliper.short_mm) == (Decimal("18.0"), Decimal("10.0"))


def test_a_single_line_has_no_short_axis() -> None:
    caliper = caliper_from(((0.0, 0.0, 0.0), (7.0, 0.0, 0.0)), None, series_key="1", sop_uid="2", frame=3)
    assert (caliper.short_lps, caliper.short_mm, caliper.frame) == (None, None, 3)


def lying(long_lps: Segment, sop_uid: str = "1.2.3.4", short_lps: Segment | None = None) -> Caliper:
    return caliper_from(long_lps, short_lps, series_key="1.2.3", sop_uid=sop_uid, frame=0)


LYING = lying(((0.0, 0.0, 5.0), (20.0, 0.0, 5.0)))


@pytest.mark.parametrize(
    ("line", "short"),
    [
        (((8.0, -4.0, 5.0), (8.0, 6.0, 5.0)), ((8.0, -4.0, 5.0), (8.0, 6.0, 5.0))),
        (((8.0, 6.0, 5.0), (8.0, -4.0, 5.0)), ((8.0, 6.0, 5.0), (8.0, -4.0, 5.0))),
        # 14 degrees from a right angle: turned about where it crosses, as long as it was drawn.
        (((7.0, -4.0, 5.0), (9.0, 4.0, 5.0)), ((8.0, -4.123106, 5.0), (8.0, 4.123106, 5.0))),
        (((6.5, -4.0, 5.0), (10.0, 10.0, 5.0)), ((7.5, -4.123106, 5.0), (7.5, 10.307764, 5.0))),
    ],
)
def test_a_line_across_a_long_axis_becomes_its_short_axis(line: Segment, short: Segment) -> None:
    found = with_short_axis(LYING, lying(line))
    assert found is not None
    assert found.long_lps == LYING.long_lps
    assert found.short_lps == (pytest.approx(short[0]), pytest.approx(short[1]))
    assert found.short_mm == length_mm(short)


def test_a_line_across_that_is_longer_is_the_long_axis() -> None:
    found = with_short_axis(LYING, lying(((8.0, -12.0, 5.0), (8.0, 18.0, 5.0))))
    assert found is not None
    assert (found.long_mm, found.short_mm) == (Decimal(30), Decimal(20))
    assert found.short_lps == (pytest.approx((0.0, 0.0, 5.0)), pytest.approx((20.0, 0.0, 5.0)))


def test_the_longest_line_stays_as_drawn_and_the_one_that_stood_is_made_square_to_it() -> None:
    # 7-24-25: 16.26 degrees from square is too far; 9-40-41: 12.68 degrees.
    line = lying(((6.0, -19.0, 5.0), (15.0, 21.0, 5.0)))
    found = with_short_axis(LYING, line)
    assert found is not None
    assert (line.long_mm, found.long_mm, found.long_lps) == (Decimal(41), Decimal(41), line.long_lps)
    # They cross at (10.275, 0): 10.275 mm to one side of it, 9.725 mm to the other, along (40, -9) / 41.
    assert found.short_mm == Decimal(20)
    assert found.short_lps is not None
    assert found.short_lps[0] == pytest.approx((0.250610, 2.255488, 5.0), abs=1e-5)
    assert found.short_lps[1] == pytest.approx((19.762805, -2.134756, 5.0), abs=1e-5)


@given(
    PLACES,
    PLACES,
    st.tuples(st.integers(1, 400), st.integers(1, 400)),
    st.tuples(st.integers(1, 400), st.integers(1, 400)),
    st.integers(0, 359),
    st.floats(-14.9, 14.9),
    planes(),
)
def test_two_lines_across_each_other_keep_the_millimetres_under_the_hand(
    right: float,
    down: float,
    of_first: tuple[int, int],
    of_second: tuple[int, int],
    turn: int,
    skew: float,
    plane: ImagePlane,
) -> None:
    def ends(reaches: tuple[int, int], angle: float) -> Segment:
        """Through one place of the plane at an angle, as many tenths of a millimetre to each side."""
        x, y = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        before, after = -reaches[0] / 10, reaches[1] / 10
        return (at(right + before * x, down + before * y), at(right + after * x, down + after * y))

    def at(along_row_mm: float, along_column_mm: float) -> Vector:
        return add(
            plane.origin_lps,
            add(scale(plane.along_row, along_row_mm), scale(plane.along_column, along_column_mm)),
        )

    first, second = lying(ends(of_first, turn)), lying(ends(of_second, turn + 90 + skew))
    found = with_short_axis(first, second)
    assert found is not None
    assert [found.short_mm, found.long_mm] == sorted([first.long_mm, second.long_mm])
    assert found.long_lps == max(first, second, key=lambda one: one.long_mm).long_lps
    assert found.short_lps is not None
    across, along = subtract(*found.short_lps), subtract(*found.long_lps)
    assert dot(unit(across), unit(along)) == pytest.approx(0, abs=1e-9)


def test_lines_on_one_reformat_are_one_caliper_of_it_and_on_two_are_not() -> None:
    coronal = Reformat((1.0, 0.0, 0.0), (0.0, 0.0, -1.0), 0.0, "mean")
    slab = replace(coronal, slab_mm=5.0)
    axis = replace(lying(((0.0, 7.0, 0.0), (20.0, 7.0, 0.0))), reformat=coronal)
    line = replace(lying(((8.0, 7.0, -4.0), (8.0, 7.0, 6.0))), reformat=coronal)
    beside = replace(lying(((8.0, 7.5, -4.0), (8.0, 7.5, 6.0))), reformat=coronal)
    found = with_short_axis(axis, line)
    assert found is not None
    assert (found.reformat, found.short_mm) == (coronal, Decimal(10))
    assert with_short_axis(axis, replace(line, reformat=slab)) is None
    assert with_short_axis(axis, beside) is None


@pytest.mark.parametrize(
    ("caliper", "line"),
    [
        (LYING, lying(((6.9, -4.0, 5.0), (9.1, 4.0, 5.0)))),  # 15.4 degrees askew
        (LYING, lying(((2.0, 0.5, 5.0), (18.0, -0.5, 5.0)))),
        (LYING, lying(((2.0, 0.0, 5.0), (18.0, 0.0, 5.0)))),
        (LYING, lying(((8.0, 1.0, 5.0), (8.0, 6.0, 5.0)))),
        (LYING, lying(((20.5, -4.0, 5.0), (20.5, 4.0, 5.0)))),
        (LYING, lying(((8.0, -4.0, 5.0), (8.0, 4.0, 5.0)), "1.2.3.5")),
        (LYING, lying(((8.0, -4.0, 5.0), (8.0, 4.0, 5.0)), short_lps=((7.0, 0.0, 5.0), (9.0, 0.0, 5.0)))),
        (
            lying(LYING.long_lps, short_lps=((8.0, -4.0, 5.0), (8.0, 4.0, 5.0))),
            lying(((8.0, -4.0, 5.0), (8.0, 4.0, 5.0))),
        ),
    ],
    ids=["askew", "along", "on it", "beside", "past its end", "other slice", "both axes", "has one"],
)
def test_a_line_that_is_no_short_axis_of_a_caliper(caliper: Caliper, line: Caliper) -> None:
    assert with_short_axis(caliper, line) is None
