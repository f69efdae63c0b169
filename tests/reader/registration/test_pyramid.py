"""Pyramids: true places, whatever the slices are like; the table is gone, the field is known."""

from dataclasses import replace

import numpy as np
import pytest

from measurements.progress import Cancelled
from reader.registration.pyramid import Pyramid, in_field_mm, pyramid_of
from reader.volume.lattice import Lattice
from reader.volume.volume import Volume
from tests.reader.registration.clumps import clumps, scanned

BODY = clumps()


def ramp(
    step_mm: float,
    pixel_mm: tuple[float, float],
    axes: tuple[tuple[float, float, float], tuple[float, float, float]],
) -> Volume:
    """A scan whose HU is 300 + x + 2 y + 3 z everywhere, all of it body."""
    row, column = (np.array(axis) for axis in axes)
    normal = np.cross(row, column)
    normal *= np.sign(normal[np.abs(normal).argmax()]) * (-1.0 if abs(normal[2]) > 0.5 else 1.0)
    count, rows, columns = int(80 / step_mm), 60, 70
    origins = [tuple(np.array([-40.0, -35.0, 30.0]) + k * step_mm * normal) for k in range(count)]
    lattice = Lattice.of(axes, origins, [True] * count, pixel_mm, (rows, columns))
    k, i, j = np.meshgrid(np.arange(count), np.arange(rows), np.arange(columns), indexing="ij")
    points = np.array(origins)[k] + i[..., None] * pixel_mm[0] * column + j[..., None] * pixel_mm[1] * row
    hu = 300.0 + points @ [1.0, 2.0, 3.0]
    ones = np.ones(count, np.float32)
    return Volume(np.rint(hu * 10).astype(np.int16), lattice, 0.1 * ones, 0.0 * ones, None, False)


@pytest.mark.parametrize(
    ("step_mm", "pixel_mm"), [(0.7, (0.6, 0.6)), (1.5, (0.8, 1.1)), (5.0, (1.0, 1.0)), (2.0, (2.6, 2.6))]
)
@pytest.mark.parametrize(
    "axes",
    [
        ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
        ((1.0, 0.0, 0.0), (0.0, 0.0, -1.0)),
        ((0.8, 0.6, 0.0), (-0.6, 0.8, 0.0)),
    ],
)
def test_a_level_has_every_value_at_its_place(
    step_mm: float,
    pixel_mm: tuple[float, float],
    axes: tuple[tuple[float, float, float], tuple[float, float, float]],
) -> None:
    volume = ramp(step_mm, pixel_mm, axes)
    pyramid = pyramid_of(volume)
    for level in (pyramid.fine, pyramid.middle):
        inner = np.argwhere(np.ones(level.values.shape, bool))
        inner = inner[(inner >= 2).all(axis=1) & (inner < np.array(level.values.shape) - 2).all(axis=1)]
        points = inner @ level.to_lps[:3, :3].T + level.to_lps[:3, 3]
        assert len(points) > 300
        assert np.abs(level.read(points) - points @ [1.0, 2.0, 3.0] - 300.0).max() < 0.6


def test_the_table_is_gone_and_the_body_stays() -> None:
    bare = scanned(BODY, noise_hu=0.0)
    voxels = bare.voxels.copy()
    voxels[:, 66:69, :] = 100
    voxels.flags.writeable = False
    with_table, without = pyramid_of(replace(bare, voxels=voxels)), pyramid_of(bare)
    table = np.array([[0.0, 68.75, 0.0], [60.0, 68.75, -30.0]])
    assert (with_table.fine.read(table) < -990).all()
    middle = np.array([[0.0, 0.0, 0.0], [30.0, 20.0, -40.0]])
    assert np.allclose(with_table.fine.read(middle), without.fine.read(middle))


def test_the_field_is_what_was_scanned() -> None:
    pyramid = pyramid_of(scanned(BODY, heights=(60.0, -60.0), step_mm=3.0, pixel_mm=2.5, reach_mm=80.0))
    assert in_field_mm(pyramid, (0.0, 0.0, 60.0)) == pytest.approx(1.5)
    assert in_field_mm(pyramid, (0.0, 0.0, 70.0)) == pytest.approx(-8.5)
    assert in_field_mm(pyramid, (0.0, 0.0, -70.0)) == pytest.approx(-8.5)
    assert in_field_mm(pyramid, (-90.0, 0.0, 0.0)) == pytest.approx(-8.75)


def test_slices_that_are_missing_and_padding_hold_no_data() -> None:
    whole = scanned(BODY, step_mm=3.0, noise_hu=0.0)
    known = [k not in (30, 31, 32) for k in range(whole.lattice.shape[0])]
    lattice = whole.lattice
    origins = [(-100.0, -100.0, -float(depth)) for depth in lattice.depths_mm]
    gap = replace(
        whole,
        lattice=Lattice.of(
            (lattice.along_row, lattice.along_column), origins, known, (2.5, 2.5), lattice.shape[1:]
        ),
    )
    height = origins[31][2]
    assert np.isnan(pyramid_of(gap).fine.read(np.array([[0.0, 0.0, height]]))).all()
    voxels = whole.voxels.copy()
    voxels[:, :, :20] = -2000
    padded = pyramid_of(replace(whole, voxels=voxels, padding=-2000))
    assert np.isnan(padded.fine.read(np.array([[-80.0, 0.0, 0.0]]))).all()
    assert not np.isnan(padded.fine.read(np.array([[0.0, 0.0, 0.0]]))).any()


def test_it_stops_when_nobody_waits_and_knows_its_size() -> None:
    def nobody(done: int, total: int, text: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        pyramid_of(scanned(BODY), nobody)
    made: Pyramid = pyramid_of(scanned(BODY))
    assert made.held_bytes > made.fine.values.nbytes + made.middle.values.nbytes
