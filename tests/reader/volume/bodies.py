"""Volumes of known values, and a slow second opinion on what a reformat must show."""

from collections.abc import Callable, Sequence

import numpy as np

from measurements.geometry.plane import ImagePlane
from reader.spacing import reading_direction
from reader.volume.lattice import Lattice
from reader.volume.leaves import Projection
from reader.volume.volume import Volume

AXES = {
    "axial": ((1, 0, 0), (0, 1, 0)),
    "axial, prone": ((-1, 0, 0), (0, -1, 0)),
    "axial, mirrored": ((-1, 0, 0), (0, 1, 0)),
    "coronal": ((1, 0, 0), (0, 0, -1)),
    "sagittal": ((0, 1, 0), (0, 0, -1)),
    "sagittal, feet up": ((0, -1, 0), (0, 0, 1)),
    "oblique": ((0.6, 0.8, 0), (-0.48, 0.36, 0.8)),
}
"""Rows and columns of slices, lying all ways."""

GAPS_MM = {
    "even": [2.0] * 8,
    "uneven": [2.0, 2.0, 2.9, 1.1, 2.0, 1.5, 2.5, 2.0],
    "two feeds": [1.0] * 6 + [2.4] * 6,
}

SHIFTS_MM = {"upright": (0.0, 0.0), "tilted": (0.0, 0.33), "skewed": (-0.21, 0.4)}
"""Of the first pixel per mm of depth, along the rows and along the columns."""


def places(
    axes: str, gaps: str, shift: str, first_lps: Sequence[float] = (-31.0, 17.0, -203.0)
) -> np.ndarray:
    """(slices, 3): first pixels, LPS mm, in an order along the normal that may be against reading."""
    along_row, along_column = np.array(AXES[axes], float)
    depth = np.concatenate([[0.0], np.cumsum(GAPS_MM[gaps])])[:, None]
    across, down = SHIFTS_MM[shift]
    return first_lps + depth * (np.cross(along_row, along_column) + across * along_row + down * along_column)


def body(
    field: Callable[[np.ndarray], np.ndarray],
    axes: str = "axial",
    gaps: str = "even",
    shift: str = "upright",
    *,
    spacing_mm: tuple[float, float] = (1.5, 0.7),
    matrix: tuple[int, int] = (14, 22),
    known: Sequence[bool] | None = None,
    padding: int | None = None,
    slopes: Sequence[float] | None = None,
    intercepts: Sequence[float] | None = None,
    kind: str = "f8",
) -> Volume:
    """A volume whose voxels hold `field` of their places (..., 3) in HU, stored by slope and intercept."""
    along_row, along_column = np.array(AXES[axes], float)
    origins = places(axes, gaps, shift)
    reading = reading_direction(tuple(along_row), tuple(along_column))
    origins = origins[np.argsort(origins @ reading)]
    count = len(origins)
    lattice = Lattice.of(
        (tuple(along_row), tuple(along_column)),
        [tuple(origin) for origin in origins.tolist()],
        [True] * count if known is None else known,
        spacing_mm,
        matrix,
    )
    row, column = np.mgrid[: matrix[0], : matrix[1]]
    inside = row[..., None] * spacing_mm[0] * along_column + column[..., None] * spacing_mm[1] * along_row
    values = field(origins[:, None, None] + inside)
    slope = np.ones(count) if slopes is None else np.array(slopes)
    intercept = np.zeros(count) if intercepts is None else np.array(intercepts)
    stored = (values - intercept[:, None, None]) / slope[:, None, None]
    if kind != "f8":
        stored = np.rint(stored)
    return Volume(
        stored.astype(kind), lattice, slope.astype(np.float32), intercept.astype(np.float32), padding, False
    )


def pixels_lps(plane: ImagePlane, offset_mm: float = 0.0) -> np.ndarray:
    """(rows, columns, 3) of every pixel's centre."""
    return np.array(
        [[plane.point_lps(column, row) for column in range(plane.columns)] for row in range(plane.rows)]
    ) + offset_mm * np.array(plane.normal)


def second_opinion(volume: Volume, points_lps: np.ndarray) -> np.ndarray:
    """HU at (..., 3) points, by the definition, point by point; NaN where there is no data."""
    return np.apply_along_axis(lambda point: _at(volume, point), -1, points_lps)


def _at(volume: Volume, point: np.ndarray) -> float:
    lattice = volume.lattice
    depth = point @ lattice.normal
    later = int(np.searchsorted(lattice.depths_mm, depth - 1e-4))
    if later == len(lattice.depths_mm):
        return np.nan
    if abs(lattice.depths_mm[later] - depth) < 1e-4:
        return _in_slice(volume, later, point, lattice.beside_mm[later])
    if later == 0 or not lattice.bridged[later - 1]:
        return np.nan
    before, after = lattice.depths_mm[later - 1 : later + 1]
    share = (depth - before) / (after - before)
    beside = (1 - share) * lattice.beside_mm[later - 1] + share * lattice.beside_mm[later]
    near, far = (_in_slice(volume, index, point, beside) for index in (later - 1, later))
    return (1 - share) * near + share * far


def _in_slice(volume: Volume, index: int, point: np.ndarray, beside: np.ndarray) -> float:
    lattice = volume.lattice
    if not lattice.known[index]:
        return np.nan
    row = (point @ lattice.along_column - beside[0]) / lattice.spacing_mm[0]
    column = (point @ lattice.along_row - beside[1]) / lattice.spacing_mm[1]
    total = 0.0
    for i, in_row in _neighbours(row):
        for j, in_column in _neighbours(column):
            if not (0 <= i < lattice.shape[1] and 0 <= j < lattice.shape[2]):
                return np.nan
            stored = volume.voxels[index, i, j]
            if volume.padding is not None and stored == volume.padding:
                return np.nan
            total += in_row * in_column * float(stored)
    return total * float(volume.slopes[index]) + float(volume.intercepts[index])


def _neighbours(index: float) -> list[tuple[int, float]]:
    nearest = round(index)
    if abs(index - nearest) < 1e-4:
        return [(nearest, 1.0)]
    below = int(np.floor(index))
    return [(below, 1.0 - index + below), (below + 1, index - below)]


def projected(leaves: Sequence[np.ndarray], projection: Projection) -> np.ndarray:
    """Leaves laid onto each other by the definition: those without data at a pixel are left out."""
    stack = np.stack(leaves)
    there = ~np.isnan(stack)
    if projection is Projection.MEAN:
        weights = np.full(len(stack), 1.0)
        if len(stack) > 1:
            weights[[0, -1]] = 0.5
        weights = weights[:, None, None] * there
        total = np.where(there, stack, 0.0) * weights
        result = total.sum(axis=0) / np.where(there.any(axis=0), weights.sum(axis=0), 1.0)
    elif projection is Projection.MAXIMUM:
        result = np.where(there, stack, -np.inf).max(axis=0)
    else:
        result = np.where(there, stack, np.inf).min(axis=0)
    return np.where(there.any(axis=0), result, np.nan)
