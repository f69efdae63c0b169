"""How slices lie: order, gaps and tilt from positions alone."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measurements.imaging import IssueCode, Orientation
from reader.spacing import judge, orientation_of

X, Y, Z = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
DOWN = (0.0, 0.0, -1.0)


def at(*depths: float) -> list[tuple[float, float, float]]:
    return [(-100.0, -120.0, z) for z in depths]


def codes(positions: list[tuple[float, float, float]]) -> list[str]:
    return [issue.code.value for issue in judge(X, Y, positions).issues]


@pytest.mark.parametrize(
    ("row", "column", "orientation"),
    [
        (X, Y, Orientation.AXIAL),
        (X, DOWN, Orientation.CORONAL),
        (Y, DOWN, Orientation.SAGITTAL),
        (X, (0.0, math.cos(math.radians(30)), math.sin(math.radians(30))), Orientation.AXIAL),
        (X, (0.0, math.cos(math.radians(45)), math.sin(math.radians(45))), Orientation.OBLIQUE),
    ],
)
def test_orientation_is_named_after_the_axis_near_the_normal(row, column, orientation):
    assert orientation_of(row, column) is orientation


@pytest.mark.parametrize(
    ("row", "column", "positions", "order"),
    [
        (X, Y, [(0, 0, 1.0), (0, 0, 3.0), (0, 0, 2.0)], (1, 2, 0)),  # head to feet
        (
            (-1.0, 0.0, 0.0),
            Y,
            [(0, 0, 1.0), (0, 0, 3.0), (0, 0, 2.0)],
            (1, 2, 0),
        ),  # though the normal is down
        (X, DOWN, [(0, 5.0, 0), (0, -5.0, 0), (0, 0.0, 0)], (1, 2, 0)),  # front to back
        (Y, DOWN, [(9.0, 0, 0), (-9.0, 0, 0), (0.0, 0, 0)], (1, 2, 0)),  # right to left
    ],
)
def test_slices_are_in_the_order_in_which_they_are_read(row, column, positions, order):
    assert judge(row, column, positions).order == order


def test_an_even_stack_has_one_gap_and_is_a_grid():
    found = judge(X, Y, at(0.0, 2.5, 5.0, 7.5))
    assert (found.gaps_mm, found.spacing_mm, found.tilt_deg) == ((2.5,), 2.5, 0.0)
    assert found.is_grid
    assert found.issues == ()


def test_positions_stored_to_a_tenth_still_make_an_even_stack():
    found = judge(X, Y, at(0.0, 0.6, 1.3, 1.9, 2.5, 3.2, 3.8))
    assert found.gaps_mm == (0.6, 0.7)
    assert found.spacing_mm == pytest.approx(0.633333)
    assert found.is_grid


@pytest.mark.parametrize(
    ("depths", "gaps_mm", "expected"),
    [
        ((0, 5, 15, 20), (5.0, 10.0), ["MISSING_SLICES"]),
        ((0, 5, 10, 30, 35), (5.0, 20.0), ["MISSING_SLICES"]),
        ((0, 1.08, 5.08, 12.08), (1.08, 4.0, 7.0), ["UNEVEN_SPACING"]),
        ((0, 5, 10.3, 15.3), (5.0, 5.3), ["UNEVEN_SPACING"]),
        ((0, 5, 5, 10), (0.0, 5.0), ["DUPLICATE_POSITION"]),
        ((0, 5, 5, 10, 20), (0.0, 5.0, 10.0), ["DUPLICATE_POSITION", "MISSING_SLICES"]),
        ((0, 2, 4, 6, 206.5), (2.0, 200.5), ["UNEVEN_SPACING", "STRAY_SLICE"]),
    ],
)
def test_gaps_that_differ_are_named_and_no_spacing_is_given(depths, gaps_mm, expected):
    found = judge(X, Y, at(*depths))
    assert found.gaps_mm == gaps_mm
    assert [issue.code.value for issue in found.issues] == expected
    assert found.spacing_mm is None
    assert not found.is_grid


def test_missing_slices_are_counted_with_their_figures():
    (issue,) = judge(X, Y, at(0, 5, 10, 30, 35, 45)).issues
    assert issue.text == (
        "4 slices are missing at 2 places: neighbours lie 5.00 mm apart, there up to 20.00 mm."
    )


@pytest.mark.parametrize("tilt_deg", [0.2, 5.0, 18.5, 30.0])
def test_tilt_is_the_angle_between_normal_and_stacking(tilt_deg):
    radians = math.radians(tilt_deg)
    column = (0.0, math.cos(radians), -math.sin(radians))
    found = judge(X, column, [(-100.0, -100.0, 4.0 * k) for k in range(10)])
    assert found.tilt_deg == pytest.approx(tilt_deg)
    assert found.gaps_mm == (round(4.0 * math.cos(radians), 2),)
    assert [issue.code for issue in found.issues] == [IssueCode.GANTRY_TILT]
    assert not found.is_grid


def test_a_slice_beside_the_others_is_a_stray_and_tilts_nothing():
    positions = at(0, 2, 4, 6, 8, 10)
    positions[3] = (-95.0, -120.0, 6.0)
    found = judge(X, Y, positions)
    assert found.tilt_deg == 0.0
    assert [issue.code for issue in found.issues] == [IssueCode.STRAY_SLICE]
    assert found.issues[0].text.startswith("1 slice is shifted sideways")


def test_a_single_slice_has_neither_gaps_nor_tilt():
    found = judge(X, Y, at(7.0))
    assert (found.order, found.gaps_mm, found.spacing_mm, found.tilt_deg) == ((0,), (), None, None)
    assert not found.is_grid


@given(
    st.permutations(range(8)),
    st.floats(0.3, 10.0),
    st.floats(-2000.0, 2000.0),
)
def test_the_order_of_files_and_the_place_of_the_table_change_nothing(shuffled, spacing, start):
    found = judge(X, Y, at(*(start + spacing * k for k in shuffled)))
    assert [shuffled[index] for index in found.order] == [7, 6, 5, 4, 3, 2, 1, 0]
    assert found.spacing_mm == pytest.approx(spacing, abs=1e-5)
    assert found.is_grid
