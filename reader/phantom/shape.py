"""Small arithmetic for building organs out of distances."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.phantom.posture import Grid

_LOWEST_MM = -420.0
_HIGHEST_MM = 260.0
_STEP_MM = 0.5


class Profile:
    """A number that changes smoothly along the body, tabulated every half millimetre of z."""

    def __init__(self, z: Sequence[float], values: Sequence[float]) -> None:
        """`values` at heights `z`, mm, from the head downwards; beyond them the nearest value holds."""
        table = np.interp(np.arange(_LOWEST_MM, _HIGHEST_MM, _STEP_MM), z[::-1], values[::-1])
        # Rounding the corners keeps the outline from showing where the knots are.
        kernel = np.hanning(41)
        padded = np.pad(table, 20, mode="edge")
        self._table: NDArray[np.float32] = np.convolve(padded, kernel / kernel.sum(), "valid").astype(
            np.float32
        )

    def __call__(self, z: Grid) -> Grid:
        index = ((z - np.float32(_LOWEST_MM)) * np.float32(1 / _STEP_MM)).astype(np.int32)
        return np.asarray(self._table[np.clip(index, 0, self._table.size - 1)])


def as_grid(values: NDArray[np.floating[Any]]) -> Grid:
    """The same in single precision, which halves the time of all that follows."""
    return values.astype(np.float32, copy=False)


def oval(x: Grid, y: Grid, half_width: Grid | float, half_depth: Grid | float, power: float) -> Grid:
    """Distance to a rounded rectangle about the origin along the ray from there, mm, negative inside."""
    u, v = np.abs(x / half_width), np.abs(y / half_depth)
    level = (u**power + v**power) ** np.float32(1 / power) + np.float32(1e-3)
    return np.asarray(np.hypot(x, y) * (1 - 1 / level) - np.where(level < 0.05, 5.0, 0.0), np.float32)


def both(a: Grid, b: Grid, rounding_mm: float = 6.0) -> Grid:
    """What is inside a and inside b, with a rounded edge where they meet."""
    difference = a - b
    return np.asarray(0.5 * (a + b + np.sqrt(difference * difference + np.float32(rounding_mm**2))))


def either(a: Grid, b: Grid, rounding_mm: float = 6.0) -> Grid:
    """What is inside a or inside b, with a rounded corner where they meet."""
    difference = a - b
    return np.asarray(0.5 * (a + b - np.sqrt(difference * difference + np.float32(rounding_mm**2))))
