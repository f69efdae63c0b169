"""Trilinear reading of a volume along any plane: in tiles that stay in the cache, on two threads."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from reader.volume.layers import Layers, Values
from reader.volume.leaves import Leaves, Projection
from reader.volume.paths import Index, Indices, path_of
from reader.volume.volume import Volume

TILE_PIXELS = 32768
"""Some 128 kB for each of the arrays in work."""


def read_leaves(volume: Volume, leaves: Leaves, projection: Projection) -> Values:
    """HU of every pixel, (rows, columns), NaN where there is no data."""
    result = np.full((leaves.rows, leaves.columns), np.nan, np.float32)
    reading = _Reading(volume, leaves, projection, result)
    height = max(TILE_PIXELS // leaves.columns, 1)
    tops = range(0, leaves.rows, height)

    def read_every_second(first: int) -> None:
        for top in tops[first::2]:
            reading.read_rows(top, min(top + height, leaves.rows))

    with ThreadPoolExecutor(1, "second reader of a reformat") as pool:
        second = pool.submit(read_every_second, 1)
        read_every_second(0)
        second.result()
    return result


class _Reading:
    """What is the same for every tile of one reformat."""

    def __init__(self, volume: Volume, leaves: Leaves, projection: Projection, result: Values) -> None:
        self._volume = volume
        self._leaves = leaves
        self._projection = projection
        self._result = result
        self._flat = volume.voxels.reshape(-1)
        _, height, width = volume.voxels.shape
        self._strides = (height * width, width if height > 1 else 0, 1 if width > 1 else 0)
        self._counter = np.int32 if volume.voxels.size < 1 << 31 else np.int64
        lattice = volume.lattice
        self._path = path_of(lattice, leaves)
        self._limits = [np.uint32((size - 1) << self._path.bits) for size in volume.voxels.shape]
        self._gaps = None if lattice.everywhere else np.stack([~lattice.known, lattice.gap_follows])
        self._rescales = None if volume.one_rescale else (volume.slopes, volume.intercepts)

    def read_rows(self, top: int, bottom: int) -> None:
        """Fills rows `top` to `bottom` of the result."""
        left, right = self._path.columns_inside(top, bottom)
        if left >= right:
            return
        layers = Layers(self._leaves, self._projection)
        for leaf in range(len(self._leaves.offsets_mm)):
            layers.add(self._interpolated(self._path.indices(top, bottom, left, right, leaf)), leaf)
        values = layers.result()
        if self._rescales is None:
            values *= self._volume.slopes[0]
            values += self._volume.intercepts[0]
        self._result[top:bottom, left:right] = values

    def _interpolated(self, indices: Indices) -> Values:
        bits = self._path.bits
        within = self._path.straight and self._holds_corners(indices)
        outside = None if within else self._outside(indices)
        if outside is not None:
            for index in indices:
                index[outside] = 0
        voxels, weights = zip(*(_split(index, bits) for index in indices), strict=True)
        if not within:
            for voxel, weight, size in zip(voxels, weights, self._volume.voxels.shape, strict=True):
                _step_back(voxel, weight, size)
        at = voxels[0].astype(self._counter, copy=False) * self._counter(self._strides[0])
        at += voxels[1] * np.int32(self._strides[1])
        at += voxels[2]
        at = at.astype(np.intp, copy=False)
        values = self._in_slice(at, 0, weights)
        following = self._in_slice(at, self._strides[0], weights)
        if self._rescales is not None:
            _rescale(values, voxels[0], self._rescales)
            _rescale(following, voxels[0] + 1, self._rescales)
        self._move(values, following, weights[0])
        if self._gaps is not None:
            between = (indices[0] & np.int32((1 << bits) - 1)) != 0
            values[self._gaps[between.astype(np.intp), indices[0] >> bits]] = np.nan
        if outside is not None:
            values[outside] = np.nan
        return values

    def _holds_corners(self, indices: Indices) -> bool:
        """Whether the corners of a tile lie before the last voxels, and so, on a straight path, all of it."""
        return all(
            (index[[0, 0, -1, -1], [0, -1, 0, -1]].view(np.uint32) < limit).all()
            for index, limit in zip(indices, self._limits, strict=True)
        )

    def _outside(self, indices: Indices) -> NDArray[np.bool_] | None:
        """Which pixels lie outside the outermost voxels' centres; None if none do."""
        unsigned = [index.view(np.uint32) for index in indices]  # one comparison for both ends
        outside = unsigned[0] > self._limits[0]
        outside |= unsigned[1] > self._limits[1]
        outside |= unsigned[2] > self._limits[2]
        return outside if outside.any() else None

    def _in_slice(self, at: NDArray[np.intp], onward: int, weights: Sequence[Values]) -> Values:
        """Bilinear between the four voxels from `at + onward` on."""
        _, to_below, to_beside = self._strides
        upper = self._taken(at, onward)
        self._move(upper, self._taken(at, onward + to_beside), weights[2])
        lower = self._taken(at, onward + to_below)
        self._move(lower, self._taken(at, onward + to_below + to_beside), weights[2])
        self._move(upper, lower, weights[1])
        return upper

    def _taken(self, at: NDArray[np.intp], onward: int) -> Values:
        """Voxels as single precision, padding as NaN."""
        stored = self._flat[onward:].take(at)
        values = stored.astype(np.float32)
        if self._volume.padding is not None:
            padded = stored == self._volume.padding
            if padded.any():
                values[padded] = np.nan
        return values

    def _move(self, values: Values, towards: Values, weight: Values) -> None:
        """Moves `values` by `weight` of the way; `towards` is used up.

        A point on one end asks nothing of the other, which may hold no data.
        """
        if self._volume.padding is not None:
            np.copyto(towards, values, where=weight == 0.0)
            np.copyto(values, towards, where=weight == 1.0)
        towards -= values
        towards *= weight
        values += towards


def _split(index: Index, bits: int) -> tuple[Index, Values]:
    """The voxel before each point, and the weight of the one after it."""
    weight = (index & np.int32((1 << bits) - 1)).astype(np.float32)
    weight *= np.float32(1 / (1 << bits))
    return index >> np.int32(bits), weight


def _step_back(voxel: Index, weight: Values, size: int) -> None:
    """A point on the last voxel has none after it, and becomes the whole way from the one before."""
    last = voxel == size - 1
    if size > 1 and last.any():
        voxel[last] = size - 2
        weight[last] = 1.0


def _rescale(values: Values, slices: Index, rescales: tuple[Values, Values]) -> None:
    slopes, intercepts = rescales
    values *= slopes.take(slices)
    values += intercepts.take(slices)
