"""One level of a pyramid: an even lattice of HU in the patient, read at any points."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import map_coordinates

from reader.registration.rigid import Floats, Matrix

Values = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Level:
    """HU on an even lattice.

    Attributes:
        values: (slices, rows, columns), HU; NaN where there is no data.
        spacing_mm: between neighbours, the same in all three directions.
        to_index: takes LPS mm to continuous (slice, row, column).
    """

    values: Values
    spacing_mm: float
    to_index: Matrix

    @cached_property
    def to_lps(self) -> Matrix:
        """Takes (slice, row, column) to LPS mm."""
        return np.asarray(np.linalg.inv(self.to_index))

    def index(self, points_lps: Floats) -> Floats:
        """(n, 3) continuous indices of points (n, 3), LPS mm."""
        return np.asarray(points_lps @ self.to_index[:3, :3].T + self.to_index[:3, 3])

    def read(self, points_lps: Floats) -> Values:
        """HU at points (n, 3), LPS mm, trilinear; NaN where there is no data."""
        return interpolated(self.values, self.index(points_lps))

    def coarser(self) -> "Level":
        """Eight voxels averaged to one; NaN where fewer than half of them are known."""
        size = [2 * (length // 2) for length in self.values.shape]
        cut = self.values[: size[0], : size[1], : size[2]]
        known = ~np.isnan(cut)
        parts = [cut[a::2, b::2, c::2] for a in (0, 1) for b in (0, 1) for c in (0, 1)]
        there = [known[a::2, b::2, c::2] for a in (0, 1) for b in (0, 1) for c in (0, 1)]
        total = np.zeros(parts[0].shape, np.float32)
        count = np.zeros(parts[0].shape, np.float32)
        for part, is_known in zip(parts, there, strict=True):
            total += np.where(is_known, part, np.float32(0.0))
            count += is_known
        values = np.where(count >= 4, total / np.maximum(count, 1), np.float32(np.nan))
        halved = self.to_index.copy()
        halved[:3] *= 0.5
        halved[:3, 3] -= 0.25
        return Level(values.astype(np.float32), 2.0 * self.spacing_mm, halved)


def interpolated(values: Values, index: Floats) -> Values:
    """Trilinear values at continuous indices (n, 3); NaN outside and where a neighbour is NaN."""
    result: Values = map_coordinates(
        values, index.T, output=np.float32, order=1, mode="constant", cval=np.nan, prefilter=False
    )
    return result


def part(level: Level, centre_lps: Floats, reach_mm: float) -> Level:
    """The box of a level that reaches `reach_mm` from a point (3,) in every direction; one voxel at least."""
    index = level.index(centre_lps[None])[0]
    size = np.array(level.values.shape)
    half = reach_mm / level.spacing_mm
    low = np.clip(np.floor(index - half).astype(int), 0, size - 1)
    high = np.clip(np.ceil(index + half).astype(int) + 1, low + 1, size)
    box = tuple(slice(int(a), int(b)) for a, b in zip(low, high, strict=True))
    to_index = level.to_index.copy()
    to_index[:3, 3] -= low
    return Level(level.values[box], level.spacing_mm, to_index)


def lattice_points(reach_mm: float, step_mm: float) -> Floats:
    """Offsets (n, 3), mm, of an even cube lattice about zero, in the order of a (k, k, k) array."""
    count = round(reach_mm / step_mm)
    steps = step_mm * np.arange(-count, count + 1)
    return np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1).reshape(-1, 3)


def ball_points(reach_mm: float, step_mm: float) -> Floats:
    """Offsets (n, 3), mm, of an even lattice within a ball about zero."""
    points = lattice_points(np.ceil(reach_mm / step_mm) * step_mm, step_mm)
    return np.asarray(points[(points**2).sum(axis=1) <= reach_mm**2])
