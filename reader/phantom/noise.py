"""Smooth randomness in space, the same for the same seed: what keeps outlines from being circles."""

import cv2
import numpy as np
from numpy.typing import NDArray

from reader.phantom.posture import Grid


class Waves:
    """A smooth random function of a point: a sum of plane waves, about unit variance."""

    def __init__(
        self, seed: tuple[int, ...], count: int, wavelength_mm: tuple[float, float], flat: float = 1.0
    ) -> None:
        """`wavelength_mm` is the range of wavelengths; `flat` scales how fast it changes along z."""
        random = np.random.default_rng(seed)
        directions = random.normal(size=(count, 3))
        directions /= np.linalg.norm(directions, axis=1, keepdims=True)
        wavelengths = np.exp(random.uniform(np.log(wavelength_mm[0]), np.log(wavelength_mm[1]), (count, 1)))
        self._waves = (2 * np.pi / wavelengths * directions * (1.0, 1.0, flat)).astype(np.float32)
        self._phases = random.uniform(0, 2 * np.pi, count).astype(np.float32)
        self._amplitude = np.float32(np.sqrt(2.0 / count))

    def __call__(self, x: Grid, y: Grid, z: Grid) -> Grid:
        total = np.zeros(x.shape, np.float32)
        for (kx, ky, kz), phase in zip(self._waves, self._phases, strict=True):
            total += np.cos(kx * x + ky * y + (kz * z + phase))
        return total * self._amplitude


class Texture:
    """A block of random grain that repeats without a seam, unit variance, cut at any slice."""

    def __init__(self, seed: tuple[int, ...], voxel_mm: float, blur: float, size: int = 128) -> None:
        """`voxel_mm` is its grid in plane; along z it is twice as coarse. `blur` is in voxels."""
        random = np.random.default_rng(seed)
        depth = 32
        block = random.standard_normal((depth, size, size), np.float32)
        frequency = np.fft.rfftfreq(size), np.fft.fftfreq(size), np.fft.fftfreq(depth)
        squared = (
            frequency[0][None, None, :] ** 2
            + frequency[1][None, :, None] ** 2
            + frequency[2][:, None, None] ** 2
        )
        spectrum = np.fft.rfftn(block) * np.exp(-2 * (np.pi * blur) ** 2 * squared)
        spectrum[0, 0, 0] = 0.0
        smooth = np.fft.irfftn(spectrum, block.shape, axes=(0, 1, 2))
        self._block: NDArray[np.float32] = (smooth / smooth.std()).astype(np.float32)
        self._voxel_mm = voxel_mm

    def slice(self, shape: tuple[int, int], first_mm: tuple[float, float], step_mm: float, z: float) -> Grid:
        """The grain on an axial grid whose first point is at `first_mm` (x, y), at height `z`, mm."""
        layer = z / (2.0 * self._voxel_mm)
        below = int(np.floor(layer))
        share = layer - below
        depth = self._block.shape[0]
        # Mixing two layers lowers the variance; the divisor restores it.
        mixed = (1 - share) * self._block[below % depth] + share * self._block[(below + 1) % depth]
        mixed = mixed.astype(np.float32) / np.float32(np.hypot(share, 1 - share))
        scale = step_mm / self._voxel_mm
        rows, top = self._voxels(first_mm[1], scale, shape[0])
        columns, left = self._voxels(first_mm[0], scale, shape[1])
        # Wrapping by index first: OpenCV's own wrapping border takes ten times as long.
        patch = mixed[rows[:, None], columns[None, :]]
        to_patch = np.array([[scale, 0.0, left], [0.0, scale, top]])
        return np.asarray(
            cv2.warpAffine(
                patch, to_patch, (shape[1], shape[0]), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
            ),
            np.float32,
        )

    def _voxels(self, first_mm: float, scale: float, count: int) -> tuple[NDArray[np.intp], float]:
        """Indices of the voxels that `count` samples need, and where among them the first sample lies."""
        first = first_mm / self._voxel_mm
        lowest = int(np.floor(first))
        needed = int(np.ceil(count * scale)) + 2
        return (lowest + np.arange(needed)) % self._block.shape[1], first - lowest
