"""Which voxels the pixels of a reformat lie between.

An index is held as an integer with a binary fraction: splitting it into voxel and weight is then a shift and
a difference, and a point on a voxel's centre is exactly on it, whatever the rounding on its way.
"""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from reader.volume.lattice import Floats, Lattice
from reader.volume.leaves import Leaves

Index = NDArray[np.int32]
"""Continuous index times 2 ** fraction bits."""

Indices = tuple[Index, Index, Index]
"""Of the slice, the row and the column; each (rows, columns) of a part of the picture."""

FARTHEST = 100_000
"""Voxels from the volume's corner that a reformat may reach."""

STILL = 0.01
"""A direction in which the whole picture moves by less than this much of a voxel is not moved in."""

_MOST_BITS = 20
_DROPPED_BITS = 4
"""Rounded away: the noise of two roundings, so that no point falls off the voxel it lies on. What is left
places a point to 1/65536 of a voxel while a picture reaches no farther than 512 voxels from the volume's
corner, and to 1/8192 at 4096."""
_KEPT = np.int32(-(1 << _DROPPED_BITS))


class Path(Protocol):
    """The way of a reformat's pixels through the lattice.

    Attributes:
        bits: of the fraction of an index.
        straight: whether indices are linear in row, column and leaf.
    """

    bits: int
    straight: bool

    def columns_inside(self, top: int, bottom: int) -> tuple[int, int]:
        """First column, and one past the last, outside which rows `top` to `bottom` miss the volume."""
        ...

    def indices(self, top: int, bottom: int, left: int, right: int, leaf: int) -> Indices:
        """Where a part of the picture lies in one leaf; negative or beyond the last voxel outside."""
        ...


def path_of(lattice: Lattice, leaves: Leaves) -> Path:
    step_mm = lattice.step_mm
    return _BentPath(lattice, leaves) if step_mm is None else _StraightPath(lattice, leaves, step_mm)


class _StraightPath:
    """Through evenly spaced slices, tilted or not. Private attributes are (3,) or (..., 3), in voxels."""

    straight = True

    def __init__(self, lattice: Lattice, leaves: Leaves, step_mm: Floats) -> None:
        """`step_mm` leads from a slice to the next, along the normal, the columns and the rows."""
        row_mm, column_mm = lattice.spacing_mm
        to_voxels = np.linalg.inv(np.column_stack([step_mm, [0.0, row_mm, 0.0], [0.0, 0.0, column_mm]]))
        first = np.array([lattice.depths_mm[0], *lattice.beside_mm[0]])
        self._start = to_voxels @ (leaves.start - first)
        self._down = np.outer(np.arange(leaves.rows), to_voxels @ leaves.per_row)
        self._across = np.outer(np.arange(leaves.columns), to_voxels @ leaves.per_column)
        self._deep = np.outer(leaves.offsets_mm, to_voxels @ leaves.per_mm)
        self._ends = np.array(lattice.shape) - 1.0
        parts = (self._start[None], self._down, self._across, self._deep)
        farthest = np.max(sum(np.abs(part).max(axis=0) for part in parts))
        self.bits = _fraction_bits(max(farthest, self._ends.max()))

    def columns_inside(self, top: int, bottom: int) -> tuple[int, int]:
        at = self._start + self._down[top:bottom]
        lowest, highest = at + self._deep.min(axis=0), at + self._deep.max(axis=0)
        last_column = len(self._across) - 1.0
        first, last = np.zeros(len(at)), np.full(len(at), last_column)
        for axis in range(3):
            low, high, end = lowest[:, axis], highest[:, axis], self._ends[axis]
            reach = self._across[-1, axis]
            if abs(reach) < STILL:
                last[(high < -STILL) | (low > end + STILL)] = -2.0
            else:
                bounds = -high / reach * last_column, (end - low) / reach * last_column
                first, last = np.maximum(first, np.minimum(*bounds)), np.minimum(last, np.maximum(*bounds))
        inside = last >= first - 1.0
        if not inside.any():
            return 0, 0
        left = max(int(np.floor(first[inside].min())) - 1, 0)
        return left, min(int(np.ceil(last[inside].max())) + 2, len(self._across))

    def indices(self, top: int, bottom: int, left: int, right: int, leaf: int) -> Indices:
        down = _fixed(self._start + self._deep[leaf] + self._down[top:bottom], self.bits)
        across = np.rint(self._across[left:right] * (1 << self.bits)).astype(np.int32)
        slices, rows, columns = (np.add.outer(down[:, axis], across[:, axis]) & _KEPT for axis in range(3))
        return slices, rows, columns


class _BentPath:
    """Where gaps differ or slices are shifted: each point between its own two slices."""

    straight = False

    def __init__(self, lattice: Lattice, leaves: Leaves) -> None:
        self._lattice = lattice
        self._leaves = leaves
        self.bits = _fraction_bits(max(lattice.shape))

    def columns_inside(self, top: int, bottom: int) -> tuple[int, int]:
        return 0, self._leaves.columns

    def indices(self, top: int, bottom: int, left: int, right: int, leaf: int) -> Indices:
        lattice, leaves = self._lattice, self._leaves
        start = leaves.start + leaves.offsets_mm[leaf] * leaves.per_mm
        down = np.outer(np.arange(top, bottom), leaves.per_row)
        across = np.outer(np.arange(left, right), leaves.per_column)
        depth_mm, down_mm, across_mm = (
            np.add.outer(start[axis] + down[:, axis], across[:, axis]) for axis in range(3)
        )
        first_down_mm, first_across_mm = lattice.first_pixel(depth_mm)
        found = (
            lattice.slice_index(depth_mm),
            (down_mm - first_down_mm) / lattice.spacing_mm[0],
            (across_mm - first_across_mm) / lattice.spacing_mm[1],
        )
        slices, rows, columns = (
            _fixed(np.clip(index, -1.0, size), self.bits) & _KEPT
            for index, size in zip(found, lattice.shape, strict=True)
        )
        return slices, rows, columns


def _fraction_bits(farthest: float) -> int:
    """As many as leave room for an index that far out, and for its sign.

    Raises:
        ValueError: `farthest` is more than `FARTHEST` voxels.
    """
    if farthest > FARTHEST:
        raise ValueError("a reformat reaches too far beyond its volume")
    return min(_MOST_BITS, 30 - int(farthest).bit_length())


def _fixed(index: Floats, bits: int) -> Index:
    """With half of what will be dropped, so that dropping it rounds to nearest."""
    return np.rint(index * (1 << bits) + (1 << (_DROPPED_BITS - 1))).astype(np.int32)
