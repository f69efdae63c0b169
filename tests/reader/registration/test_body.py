"""The body in a scan: with lungs behind a thin wall, without table and arms."""

import numpy as np
import pytest
from numpy.typing import NDArray

from reader.registration.body import body_of

AIR_HU, LUNG_HU, MUSCLE_HU = -1000.0, -850.0, 50.0
MIDDLE = (40, 50)
"""Row and column of the trunk's middle in slices of 90 x 100 voxels of 4 mm."""


def ellipse(row: float, column: float, tall: float, wide: float) -> NDArray[np.bool_]:
    rows, columns = np.ogrid[:90, :100]
    return np.asarray(((rows - row) / tall) ** 2 + ((columns - column) / wide) ** 2 < 1.0)


def chest(wall_voxels: int) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """A trunk of 20 slices, HU, whose lungs come this near to its back, and where the lungs are."""
    a_slice = np.full((90, 100), AIR_HU, np.float32)
    trunk = ellipse(*MIDDLE, 26, 38)
    lungs = ellipse(*MIDDLE, 26 - wall_voxels, 30) & (np.abs(np.arange(100) - MIDDLE[1]) > 5)
    lungs[: MIDDLE[0] - 18] = False
    a_slice[trunk] = MUSCLE_HU
    a_slice[lungs] = LUNG_HU
    return np.repeat(a_slice[None], 20, axis=0), np.repeat(lungs[None], 20, axis=0)


@pytest.mark.parametrize("wall_voxels", [2, 3, 5, 8])
def test_lungs_lie_in_the_body_however_thin_the_wall_behind_them(wall_voxels: int) -> None:
    hu, lungs = chest(wall_voxels)
    assert body_of(hu)[lungs].all()


def test_lungs_lie_in_the_body_where_only_some_slices_have_a_thin_wall() -> None:
    hu, lungs = chest(8)
    hu[8:13], lungs[8:13] = (part[8:13] for part in chest(2))
    assert body_of(hu)[lungs].all()


def test_table_and_arms_are_not_the_body() -> None:
    hu, _ = chest(2)
    table, arm = np.zeros((90, 100), bool), ellipse(MIDDLE[0], 94, 8, 4)
    table[72:74, 10:90] = True
    hu[:, table | arm] = MUSCLE_HU
    body = body_of(hu)
    assert not body[:, table].any()
    assert not body[:, arm].any()
    assert not body[:, 68:72].any()


def test_what_a_table_and_a_sleeve_hold_is_not_the_body() -> None:
    hu, _ = chest(8)
    table, filling = ellipse(78, 50, 10, 40), ellipse(78, 50, 8, 38)
    hu[:, table] = MUSCLE_HU
    hu[:, filling] = -930.0
    body = body_of(hu)
    assert body[:, ellipse(*MIDDLE, 24, 36)].all()
    assert not body[:, filling].any()
