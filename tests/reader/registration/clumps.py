"""A small body of clumps, scanned wherever a test lays it: every place in it looks different."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, map_coordinates

from reader.volume.lattice import Lattice
from reader.volume.volume import Volume

Points = NDArray[np.float64]
HALF_MM = np.array([90.0, 55.0, 70.0])
"""z, y, x of the ellipsoid's half axes."""

_STEP_MM = 2.0
_REACH = np.array([100.0, 70.0, 80.0])


def clumps(seed: int = 3) -> NDArray[np.float32]:
    """HU of the body at rest on a lattice of 2 mm about its middle, (z, y, x): fat, muscle and some bone."""
    shape = (2 * _REACH / _STEP_MM).astype(int) + 1
    noise = gaussian_filter(np.random.default_rng(seed).normal(size=shape), 3.0)
    noise /= noise.std()
    hu = np.where(noise > 0.0, 60.0, -90.0)
    hu[noise > 1.6] = 500.0
    axes = [np.linspace(-reach, reach, size) for reach, size in zip(_REACH, shape, strict=True)]
    z, y, x = np.meshgrid(*axes, indexing="ij")
    skin = (z / HALF_MM[0]) ** 2 + (y / HALF_MM[1]) ** 2 + (x / HALF_MM[2]) ** 2
    return gaussian_filter(np.where(skin < 1.0, hu, -1000.0).astype(np.float32), 0.5)


def at_rest(points: Points) -> Points:
    return points


def scanned(
    body: NDArray[np.float32],
    to_rest: Callable[[Points], Points] = at_rest,
    *,
    heights: tuple[float, float] = (96.0, -96.0),
    step_mm: float = 3.0,
    pixel_mm: float = 2.5,
    reach_mm: float = 100.0,
    lesion: tuple[tuple[float, float, float], float] | None = None,
    change: Callable[[NDArray[np.float32]], NDArray[np.float32]] | None = None,
    noise_hu: float = 10.0,
) -> Volume:
    """An axial scan; `to_rest` takes its points (n, 3) to the body's. A lesion is (centre, long axis)."""
    depths = np.arange(heights[0], heights[1] - 1e-6, -step_mm)
    side = np.arange(-reach_mm, reach_mm + 1e-6, pixel_mm)
    z, y, x = np.meshgrid(depths, side, side, indexing="ij")
    rest = to_rest(np.stack([x, y, z], axis=-1).reshape(-1, 3))
    index = ((rest[:, ::-1] + _REACH) / _STEP_MM).T
    hu = map_coordinates(body, index, order=1, cval=-1000.0).reshape(z.shape)
    if lesion is not None:
        centre, long_mm = lesion
        hu[(np.linalg.norm(rest - np.array(centre), axis=1) < long_mm / 2).reshape(z.shape)] = 90.0
    if change is not None:
        hu = change(hu)
    hu = hu + np.random.default_rng(len(depths)).normal(0.0, noise_hu, hu.shape)
    origins = [(float(side[0]), float(side[0]), float(depth)) for depth in depths]
    lattice = Lattice.of(
        ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)), origins, [True] * len(depths), (pixel_mm, pixel_mm), z.shape[1:]
    )
    ones = np.ones(len(depths), np.float32)
    return Volume(np.rint(hu).astype(np.int16), lattice, ones, 0.0 * ones, None, False)
