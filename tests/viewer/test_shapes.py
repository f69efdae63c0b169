import numpy as np
import pytest

from tests.viewer.phantoms import AXIAL, CORONAL, SAGITTAL, Stack
from viewer.shapes import CaliperShape, Slab

EMPTY = np.zeros((5, 20, 20), np.int16)


def shape_at(stack: Stack, index: int, beyond_mm: float) -> CaliperShape:
    """A caliper parallel to the slices, `beyond_mm` along the normal from slice `index`."""
    plane = stack.plane(index)
    x, y, z = (beyond_mm * part for part in plane.normal)
    ends = [plane.point_lps(column, 10) for column in (5, 15)]
    return CaliperShape("a", tuple((p[0] + x, p[1] + y, p[2] + z) for p in ends))


def indexes_showing(stack: Stack, shape: CaliperShape) -> list[int]:
    return [index for index in range(stack.count) if Slab.around(stack, index).holds(shape)]


@pytest.mark.parametrize("directions", [AXIAL, SAGITTAL, CORONAL])
@pytest.mark.parametrize("positions", [[0, 3, 6, 9, 12], [12, 9, 6, 3, 0], [0, 1, 5, 12, 12.8]])
def test_a_caliper_drawn_on_a_slice_shows_there_and_nowhere_else(directions, positions):
    stack = Stack(EMPTY, directions, positions_mm=positions)
    for index in range(5):
        assert indexes_showing(stack, shape_at(stack, index, 0.0)) == [index]


@pytest.mark.parametrize(
    ("beyond_mm", "shown"),
    [(0.6, [1]), (1.9, [1]), (2.0, [1]), (2.1, [2]), (-0.4, [1]), (-0.6, [0])],
)
def test_a_point_between_slices_shows_on_the_nearer_at_any_gap(beyond_mm, shown):
    stack = Stack(EMPTY, positions_mm=[0, 1, 5, 12, 12.8])
    assert indexes_showing(stack, shape_at(stack, 1, beyond_mm)) == shown


@pytest.mark.parametrize("positions", [[0, 3, 6, 9, 12], [12, 9, 6, 3, 0]])
def test_halfway_belongs_to_the_earlier_slice(positions):
    stack = Stack(EMPTY, positions_mm=positions)
    sign = 1 if positions[0] == 0 else -1
    assert indexes_showing(stack, shape_at(stack, 2, sign * 1.5)) == [2]
    assert indexes_showing(stack, shape_at(stack, 2, sign * -1.5)) == [1]


def test_beyond_the_stack_nothing_shows():
    stack = Stack(EMPTY)
    assert indexes_showing(stack, shape_at(stack, 4, 1.4)) == [4]
    assert indexes_showing(stack, shape_at(stack, 4, 1.6)) == []
    assert indexes_showing(stack, shape_at(stack, 0, -1.6)) == []


def test_a_caliper_that_leaves_the_slice_is_not_on_it():
    axial, sagittal = Stack(EMPTY), Stack(EMPTY, SAGITTAL)
    assert indexes_showing(axial, shape_at(sagittal, 0, 0.0)) == []


def test_a_single_slice_holds_its_plane_only():
    stack = Stack(EMPTY[:1])
    assert indexes_showing(stack, shape_at(stack, 0, 0.0)) == [0]
    assert indexes_showing(stack, shape_at(stack, 0, 0.5)) == []
