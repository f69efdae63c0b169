import numpy as np
import pytest

from tests.viewer.phantoms import AXIAL, CORONAL, Stack
from viewer.link import nearest_index, parallel

TILTED = ((1.0, 0.0, 0.0), (0.0, 0.9848, 0.1736))


def stack(positions_mm: list[float], directions=AXIAL) -> Stack:
    return Stack(np.zeros((len(positions_mm), 8, 8), np.int16), directions, positions_mm=positions_mm)


@pytest.mark.parametrize(
    ("z_mm", "place"),
    [(-50, 0), (100, 0), (100.4, 0), (100.6, 1), (102.9, 1), (103.1, 2), (112, 3), (999, 4)],
)
def test_the_nearest_slice_at_uneven_gaps(z_mm, place):
    upwards = stack([0, 1, 5, 12, 12.8])
    downwards = stack([12.8, 12, 5, 1, 0])
    assert nearest_index(upwards, (0.0, 0.0, z_mm)) == place
    assert nearest_index(downwards, (0.0, 0.0, z_mm)) == 4 - place


def test_of_two_slices_equally_near_the_first_is_taken():
    assert nearest_index(stack([0, 2, 4]), (0.0, 0.0, 103.0)) == 1
    assert nearest_index(stack([4, 2, 0]), (0.0, 0.0, 103.0)) == 0


def test_series_of_different_thickness_follow_one_place():
    thin, thick = stack([1.0 * n for n in range(50)]), stack([5.0 * n for n in range(10)][::-1])
    assert parallel(thin, thick)
    assert nearest_index(thick, thin.plane(31).origin_lps) == 3
    assert nearest_index(thin, thick.plane(3).origin_lps) == 30


def test_series_that_are_not_parallel_are_not_linked():
    axial = stack([0.0, 3.0, 6.0])
    assert not parallel(axial, stack([0.0, 3.0], CORONAL))
    assert not parallel(axial, stack([0.0, 3.0, 6.0], TILTED))
    assert parallel(axial, stack([6.0, 3.0, 0.0]))


def test_an_empty_source_has_no_nearest_slice():
    empty = Stack(np.zeros((0, 8, 8), np.int16))
    assert not parallel(stack([0.0]), empty)
    with pytest.raises(ValueError, match="without slices"):
        nearest_index(empty, (0.0, 0.0, 0.0))
