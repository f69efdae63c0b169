import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from measurements.geometry.cut import AXIAL, CORONAL, SAGITTAL, Cut
from measurements.geometry.vectors import dot

ANGLE_DEG = st.floats(-720.0, 720.0)
AXIS = st.tuples(*[st.floats(-1.0, 1.0)] * 3).filter(lambda axis: dot(axis, axis) > 0.01)


@pytest.mark.parametrize(
    ("cut", "right", "bottom", "towards"),
    [
        (AXIAL, "L", "P", "H"),
        (CORONAL, "L", "F", "P"),
        (SAGITTAL, "P", "F", "R"),
    ],
)
def test_named_cuts_lie_as_radiologists_hang_them(cut, right, bottom, towards):
    letters = {
        "L": (1, 0, 0),
        "R": (-1, 0, 0),
        "P": (0, 1, 0),
        "A": (0, -1, 0),
        "H": (0, 0, 1),
        "F": (0, 0, -1),
    }
    assert cut.along_row == letters[right]
    assert cut.along_column == letters[bottom]
    assert cut.normal == letters[towards]


@pytest.mark.parametrize(
    ("along_row", "along_column"),
    [
        ((2.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
        ((1.0, 0.0, 0.0), (0.1, 0.995, 0.0)),
        ((1.0, 0.0, 0.0), (1.0, 0.0, 0.0)),
    ],
)
def test_directions_that_would_skew_a_picture_are_no_cut(along_row, along_column):
    with pytest.raises(ValueError, match="right angle"):
        Cut(along_row, along_column)


@pytest.mark.parametrize(
    ("about", "along_row", "along_column"),
    [
        ((0.0, 0.0, 5.0), (0.0, 1.0, 0.0), (-1.0, 0.0, 0.0)),  # in its own plane
        ((1.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)),  # into a coronal plane, feet up
        ((0.0, 1.0, 0.0), (0.0, 0.0, -1.0), (0.0, 1.0, 0.0)),
    ],
)
def test_a_quarter_turn_follows_the_right_hand(about, along_row, along_column):
    turned = AXIAL.turned(about, 90.0)
    assert turned.along_row == pytest.approx(along_row, abs=1e-12)
    assert turned.along_column == pytest.approx(along_column, abs=1e-12)


@given(AXIS, ANGLE_DEG)
def test_a_turn_back_undoes_a_turn(about, angle_deg):
    back = SAGITTAL.turned(about, angle_deg).turned(about, -angle_deg)
    np.testing.assert_allclose(back.along_row, SAGITTAL.along_row, atol=1e-9)
    np.testing.assert_allclose(back.along_column, SAGITTAL.along_column, atol=1e-9)


def test_a_thousand_small_turns_leave_a_right_angle():
    cut = CORONAL
    for turn in range(1000):
        cut = cut.turned((0.3, turn % 7 - 3.0, 0.5), 0.37)
    assert dot(cut.along_row, cut.along_column) == pytest.approx(0.0, abs=1e-12)
    assert dot(cut.normal, cut.normal) == pytest.approx(1.0, abs=1e-12)


def test_there_is_no_turn_about_nothing():
    with pytest.raises(ValueError, match="no direction"):
        AXIAL.turned((0.0, 0.0, 0.0), 10.0)
