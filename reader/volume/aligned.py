"""Reading of a volume along its own axes, where trilinear interpolation falls apart into three lines."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.pixels import StoredValues
from reader.volume.lattice import Floats
from reader.volume.layers import Layers, Values
from reader.volume.leaves import Leaves, Projection
from reader.volume.volume import Volume

ALONG_WITHIN = 1e-4
"""How far, in voxels over the whole picture, a direction may lead beside an axis and still be along it."""

_EXACT = 1 << 16


@dataclass(frozen=True, slots=True)
class _Line:
    """Where the pixels or leaves of one direction lie on one axis of the volume.

    Attributes:
        before, after: the voxels to each side, the same one where the point is its centre.
        weight: of `after`.
        nothing: where there is no data.
    """

    before: NDArray[np.intp]
    after: NDArray[np.intp]
    weight: Values
    nothing: NDArray[np.bool_]

    @property
    def whole(self) -> slice | None:
        """The voxels themselves, where every point is the centre of one and they follow each other."""
        if self.nothing.any() or self.weight.any() or len(self.before) == 0:
            return None
        first, steps = int(self.before[0]), np.diff(self.before)
        if (steps == 1).all():
            return slice(first, first + len(self.before))
        if (steps == -1).all():
            stop = first - len(self.before)
            return slice(first, stop if stop >= 0 else None, -1)
        return None


def read_aligned_leaves(volume: Volume, leaves: Leaves, projection: Projection) -> Values | None:
    """HU of every pixel, (rows, columns), NaN where there is no data; None unless along the volume's axes.

    The same values as `trilinear.read_leaves` gives, several times quicker.
    """
    lattice = volume.lattice
    if not lattice.upright or not volume.one_rescale:
        return None
    directions = np.array([leaves.per_mm, leaves.per_row, leaves.per_column])
    counts = np.array([len(leaves.offsets_mm), leaves.rows, leaves.columns])
    axes = np.abs(directions).argmax(axis=1)
    if len(set(axes.tolist())) < 3:
        return None
    reach_mm = np.array([float(np.ptp(leaves.offsets_mm)), leaves.rows, leaves.columns])
    beside = np.abs(directions) * reach_mm[:, None]
    beside[range(3), axes] = 0.0
    if beside.max() > ALONG_WITHIN * min(lattice.spacing_mm):
        return None
    paces = (leaves.offsets_mm, np.arange(counts[1]), np.arange(counts[2]))
    depth, down, across = (
        _line(volume, int(axis), leaves.start[axis] + pace * direction[axis])
        for axis, pace, direction in zip(axes, paces, directions, strict=True)
    )
    voxels, skipped = volume.voxels, 0
    if axes[0] == 2:
        # Neighbouring columns share the same lines of the cache: all that are asked for are fetched at once.
        skipped = int(depth.before.min())
        voxels = np.ascontiguousarray(voxels[:, :, skipped : int(depth.after.max()) + 1])
    grid = np.transpose(voxels, axes)
    layers = Layers(leaves, projection)
    for leaf in range(counts[0]):
        flat = _leaf(grid, depth, leaf, skipped, volume.padding)
        layers.add(_picture(flat, down, across), leaf)
    values = layers.result()
    values *= volume.slopes[0]
    values += volume.intercepts[0]
    return values


def _line(volume: Volume, axis: int, place_mm: Floats) -> _Line:
    """Places, in mm from the patient's origin along one axis of the lattice, as voxels of that axis."""
    lattice = volume.lattice
    if axis == 0:
        index = lattice.slice_index(place_mm)
    else:
        index = (place_mm - lattice.beside_mm[0, axis - 1]) / lattice.spacing_mm[axis - 1]
    index = np.rint(index * _EXACT) / _EXACT
    last = lattice.shape[axis] - 1
    nothing = (index < 0) | (index > last)
    index = np.clip(index, 0, last)
    before = np.floor(index).astype(np.intp)
    weight = (index - before).astype(np.float32)
    between = weight > 0
    if axis == 0:
        nothing |= np.where(between, lattice.gap_follows[before], ~lattice.known[before])
    return _Line(before, before + between, weight, nothing)


def _leaf(grid: StoredValues, depth: _Line, leaf: int, skipped: int, padding: int | None) -> Values:
    """One leaf, still in the voxels of the two other axes; the grid begins `skipped` voxels in."""
    values = _as_values(grid[depth.before[leaf] - skipped], padding)
    weight = depth.weight[leaf]
    if weight:
        following = _as_values(grid[depth.after[leaf] - skipped], padding)
        following -= values
        following *= weight
        values += following
    if depth.nothing[leaf]:
        values.fill(np.nan)
    return values


def _picture(values: Values, down: _Line, across: _Line) -> Values:
    """A leaf's voxels as pixels."""
    for axis, line in enumerate((down, across)):
        if (whole := line.whole) is not None:
            values = values[whole] if axis == 0 else values[:, whole]
            continue
        weight = line.weight[:, None] if axis == 0 else line.weight
        pixels = values.take(line.before, axis=axis)
        if line.weight.any():
            following = values.take(line.after, axis=axis)
            following -= pixels
            following *= weight
            pixels += following
        pixels[line.nothing if axis == 0 else (slice(None), line.nothing)] = np.nan
        values = pixels
    return np.ascontiguousarray(values)


def _as_values(stored: StoredValues, padding: int | None) -> Values:
    """Voxels as single precision, padding as NaN."""
    values = stored.astype(np.float32, order="C")
    if padding is not None:
        values[stored == padding] = np.nan
    return values
