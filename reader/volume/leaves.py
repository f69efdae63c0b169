"""A reformat's plane and the leaves of its slab, told in the directions of a volume."""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Vector
from reader.volume.lattice import Floats, Lattice


class Projection(StrEnum):
    """What a thick slab shows of what lies behind each of its pixels."""

    MEAN = "mean"
    MAXIMUM = "maximum"
    MINIMUM = "minimum"


@dataclass(frozen=True, slots=True)
class Slab:
    """A layer about a plane, half its thickness to each side.

    Raises:
        ValueError: the thickness is negative or not finite.
    """

    thickness_mm: float = 0.0
    projection: Projection = Projection.MEAN

    def __post_init__(self) -> None:
        if not 0.0 <= self.thickness_mm < math.inf:
            raise ValueError("a slab is as thick as nothing or more")


THIN = Slab()
"""The plane itself."""


@dataclass(frozen=True, slots=True)
class Leaves:
    """The points that a reformat reads: every pixel of its plane, once in each leaf of the slab.

    The point of pixel (row, column) in leaf m lies at `start + row * per_row + column * per_column +
    offsets_mm[m] * per_mm`. All four are (3,), mm along the normal, the columns and the rows of the lattice.

    Attributes:
        rows, columns: of the picture.
        offsets_mm: of the leaves along the normal of the plane.
        weights: of the leaves in a mean, 1 in all.
    """

    start: Floats
    per_row: Floats
    per_column: Floats
    per_mm: Floats
    rows: int
    columns: int
    offsets_mm: Floats
    weights: Floats


def leaves_of(lattice: Lattice, plane: ImagePlane, slab: Slab) -> Leaves:
    """Leaves from face to face of the slab, no farther apart than the voxels they pass.

    The first and the last lie on its faces and count half in a mean: the trapezoid rule.
    """
    directions = np.array([lattice.normal, lattice.along_column, lattice.along_row])

    def told(vector: Vector, times: float = 1.0) -> Floats:
        return np.asarray(directions @ np.array(vector) * times)

    per_mm = told(plane.normal)
    edges = np.array([float(np.diff(lattice.depths_mm).min()), *lattice.spacing_mm])
    voxels_per_mm = float(np.abs(per_mm / edges).max())
    steps = math.ceil(slab.thickness_mm * voxels_per_mm - 1e-6)
    if steps == 0:
        offsets, weights = np.zeros(1), np.ones(1)
    else:
        offsets = np.linspace(-slab.thickness_mm / 2, slab.thickness_mm / 2, steps + 1)
        weights = np.full(steps + 1, 1.0 / steps)
        weights[[0, -1]] = 0.5 / steps
    return Leaves(
        told(plane.origin_lps),
        told(plane.along_column, plane.row_spacing_mm),
        told(plane.along_row, plane.column_spacing_mm),
        per_mm,
        plane.rows,
        plane.columns,
        offsets,
        weights,
    )
