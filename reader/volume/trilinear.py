"""Trilinear reading of a volume along any plane: in tiles that stay in the cache, on two threads."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from reader.volume.layers import Layers, Values
from reader.volume.leaves import Leaves, Projection
from reader.volume.paths import Index, Indices, path_of
from reader.volume.volume import Volume

TILE_PIXELS = 16384
"""Some 64 kB for each of the arrays in work."""


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
        lattice = volume.lattice
        self._path = path_of(lattice, leaves)
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
        outside = self._outside(indices)
        if outside is not None:
            for index in indices:
                index[outside] = 0
        sizes = self._volume.voxels.shape
        parts = [_split(index, size, bits) for index, size in zip(indices, sizes, strict=True)]
        voxels, weights = zip(*parts, strict=True)
        at = np.multiply(voxels[0], self._strides[0], dtype=np.intp)
        at += voxels[1] * np.int32(self._strides[1])
        at += voxels[2]
        values = self._in_slice(at, 0, weights)
        if self._rescales is not None:
            _rescale(values, voxels[0], self._rescales)
        if weights[0].any():
            following = self._in_slice(at, self._strides[0], weights)
            if self._rescales is not None:
                _rescale(following, voxels[0] + 1, self._rescales)
            self._move(values, following, weights[0])
        if self._gaps is not None:
            between = (indices[0] & np.int32((1 << bits) - 1)) != 0
            values[self._gaps[between.astype(np.intp), indices[0] >> bits]] = np.nan
        if outside is not None:
            values[outside] = np.nan
        return values

    def _outside(self, indices: Indices) -> NDArray[np.bool_] | None:
        """Which pixels lie outside the outermost voxels' centres; None if none do."""
        limits = [np.uint32((size - 1) << self._path.bits) for size in self._volume.voxels.shape]
        unsigned = [index.view(np.uint32) for index in indices]  # one comparison for both ends
        if self._path.straight:
            corners = [index[[0, 0, -1, -1], [0, -1, 0, -1]] for index in unsigned]
            if all((corner <= limit).all() for corner, limit in zip(corners, limits, strict=True)):
                return None  # a straight path that begins and ends in a box stays in it
        outside = unsigned[0] > limits[0]
        outside |= unsigned[1] > limits[1]
        outside |= unsigned[2] > limits[2]
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


def _split(index: Index, size: int, bits: int) -> tuple[Index, Values]:
    """The voxel before each point, never the last, and the weight of the one after it."""
    voxel = index >> np.int32(bits)
    np.minimum(voxel, np.int32(max(size - 2, 0)), out=voxel)
    weight = (index - (voxel << np.int32(bits))).astype(np.float32)
    weight *= np.float32(1 / (1 << bits))
    return voxel, weight


def _rescale(values: Values, slices: Index, rescales: tuple[Values, Values]) -> None:
    slopes, intercepts = rescales
    values *= slopes.take(slices)
    values += intercepts.take(slices)
