"""A volume resampled onto another scan's slices: the right values at the right pixels, and nothing beyond."""

import math

import numpy as np
import pytest

from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Vector
from reader.volume.reformatted_stack import NO_DATA
from reader.volume.resampled_stack import ResampledStack, carried
from tests.reader.volume.bodies import AXES, body

TURN = math.radians(9.0)
SHIFT = (3.0, -1.5, 2.0)


def moved(point_lps: Vector) -> Vector:
    """Turned about the patient's left, as a neck that bends, and shifted."""
    x, y, z = point_lps
    return (
        x + SHIFT[0],
        y * math.cos(TURN) - z * math.sin(TURN) + SHIFT[1],
        y * math.sin(TURN) + z * math.cos(TURN) + SHIFT[2],
    )


def back(point_lps: Vector) -> Vector:
    x, y, z = (value - shift for value, shift in zip(point_lps, SHIFT, strict=True))
    return (x, y * math.cos(TURN) + z * math.sin(TURN), -y * math.sin(TURN) + z * math.cos(TURN))


def ramp(points_lps: np.ndarray) -> np.ndarray:
    """Another value at every place, which interpolation between voxels does not change."""
    return points_lps @ np.array([2.0, -3.0, 5.0]) + 40.0


@pytest.mark.parametrize("axes", AXES)
def test_a_pixel_shows_what_lies_at_its_place_in_the_other_scan(axes: str) -> None:
    volume = body(ramp, axes)
    middle = tuple(volume.lattice.outline_lps.mean(axis=0).tolist())
    plane = ImagePlane(back(middle), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 0.5, 0.4, 4, 6)
    stack = ResampledStack([plane], volume, moved)
    values = stack.values(0)
    assert stack.plane(0) == plane
    assert values.shape == (4, 6)
    for row, column in ((0, 0), (1, 5), (3, 2)):
        place = np.array(moved(plane.point_lps(column, row)))
        assert values[row, column] == pytest.approx(ramp(place), abs=0.05)


def test_beyond_the_other_scan_there_is_no_data_and_no_grey_made_up() -> None:
    volume = body(ramp)
    middle = tuple(volume.lattice.outline_lps.mean(axis=0).tolist())
    beyond = (middle[0] + 500.0, middle[1], middle[2])
    plane = ImagePlane(back(beyond), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 0.5, 0.5, 3, 3)
    stack = ResampledStack([plane], volume, moved)
    assert (stack.values(0) == NO_DATA).all()
    assert stack.padding == NO_DATA
    assert stack.rescale(0) == (1.0, 0.0)


def test_a_plane_is_carried_with_its_pixels() -> None:
    plane = ImagePlane((5.0, 6.0, 7.0), (0.6, 0.8, 0.0), (-0.8, 0.6, 0.0), 0.5, 0.4, 4, 6)
    there = carried(plane, moved)
    assert there.point_lps(5.0, 3.0) == pytest.approx(moved(plane.point_lps(5.0, 3.0)))
    assert (there.rows, there.columns, there.row_spacing_mm, there.column_spacing_mm) == (4, 6, 0.5, 0.4)
    assert math.hypot(*there.along_row) == pytest.approx(1.0)
