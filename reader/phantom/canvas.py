"""One axial slice while it is painted: soft-edged organs laid over one another in Hounsfield units."""

from dataclasses import dataclass

import cv2
import numpy as np

from reader.phantom.noise import Waves
from reader.phantom.posture import BodyPoints, Build, Grid, Posture

AIR_HU = -1000.0
_COARSE_MM = 3.2


@dataclass(frozen=True, slots=True)
class SliceGrid:
    """The sample points of one axial slice, in the scanner's space.

    Attributes:
        size: rows and columns, the same number.
        spacing_mm: between rows and between columns.
        first_mm: (x, y) of the centre of the first pixel.
        z: height of the slice's middle, mm; thickness_mm: what one pixel averages over along z.
    """

    size: int
    spacing_mm: float
    first_mm: tuple[float, float]
    z: float
    thickness_mm: float


Window = tuple[slice, slice]


class Canvas:
    """The picture of one slice, and the points where its parts are evaluated.

    Large, smooth organs are functions on a coarse grid of about 3 mm that give the distance to the
    organ's surface (mm, negative inside); the distance is interpolated, the edge drawn at full size.
    Small ones are evaluated at every pixel of a window, on points displaced by a slow wave.
    """

    def __init__(self, grid: SliceGrid, posture: Posture, build: Build, wander: tuple[Waves, Waves]) -> None:
        self.grid = grid
        self.posture = posture
        self.build = build
        self.hu: Grid = np.full((grid.size, grid.size), AIR_HU, np.float32)
        self.edge_mm = max(0.9, grid.spacing_mm)
        factor = 1
        while grid.size % (2 * factor) == 0 and 2 * factor * grid.spacing_mm <= _COARSE_MM:
            factor *= 2
        self._factor = factor
        coarse = grid.size // factor
        index = (np.arange(coarse) + 0.5) * factor - 0.5
        x = (grid.first_mm[0] + index * grid.spacing_mm).astype(np.float32)
        y = (grid.first_mm[1] + index * grid.spacing_mm).astype(np.float32)
        self.body: BodyPoints = posture.body_points(build, *np.meshgrid(x, y), grid.z)
        """The coarse points, in the body's space."""
        at = self.body.x, self.body.y, self.body.z
        fine = (np.arange(grid.size) * grid.spacing_mm).astype(np.float32)
        self.x: Grid = self.fine(wander[0](*at)) + (fine + grid.first_mm[0])
        self.y: Grid = self.fine(wander[1](*at)) + (fine + grid.first_mm[1])[:, None]
        """Scanner coordinates of every pixel, mm, displaced by a slow wave of about 1 mm."""

    def fine(self, coarse: Grid) -> Grid:
        """A coarse field at every pixel."""
        if self._factor == 1:
            return coarse
        return np.asarray(cv2.resize(coarse, (self.grid.size, self.grid.size)))

    def paint(self, distance_mm: Grid, hu: float | Grid, edge_mm: float = 0.0, opacity: float = 1.0) -> None:
        """Lays `hu` over what is inside the coarse `distance_mm` < 0; `hu` may be a coarse field."""
        edge = max(edge_mm, self.edge_mm)
        reach = distance_mm < edge + self._factor * self.grid.spacing_mm
        rows = np.flatnonzero(reach.any(axis=1))
        if rows.size == 0:
            return
        columns = np.flatnonzero(reach.any(axis=0))
        last = distance_mm.shape[0]
        top, bottom = max(rows[0] - 1, 0), min(rows[-1] + 2, last)
        left, right = max(columns[0] - 1, 0), min(columns[-1] + 2, last)
        coarse = np.s_[top:bottom, left:right]
        factor = self._factor
        window = np.s_[top * factor : bottom * factor, left * factor : right * factor]
        size = ((right - left) * factor, (bottom - top) * factor)
        distance: Grid = (
            np.asarray(cv2.resize(distance_mm[coarse], size), np.float32)
            if factor > 1
            else distance_mm[coarse].copy()
        )
        colour: float | Grid
        if isinstance(hu, np.ndarray):
            colour = np.asarray(cv2.resize(hu[coarse], size), np.float32) if factor > 1 else hu[coarse]
        else:
            colour = hu
        self.lay(window, distance, colour, edge, opacity)

    def lay(
        self, window: Window, distance_mm: Grid, hu: float | Grid, edge_mm: float, opacity: float = 1.0
    ) -> None:
        """Lays `hu` inside `distance_mm` < 0 on a window at full size; overwrites `distance_mm`."""
        share = distance_mm
        share *= np.float32(-1.0 / edge_mm)
        share += np.float32(0.5)
        np.clip(share, 0.0, opacity, out=share)
        picture = self.hu[window]
        share *= hu - picture
        picture += share

    def window(self, x: float, y: float, reach_mm: float) -> Window | None:
        """The pixels within `reach_mm` of a scanner point along rows and columns; None if there are none."""
        return self.box(x - reach_mm, x + reach_mm, y - reach_mm, y + reach_mm)

    def box(self, left: float, right: float, front: float, back: float) -> Window | None:
        """The pixels of a box in scanner coordinates, mm; None if there are none."""
        spacing, size = self.grid.spacing_mm, self.grid.size
        c0 = max(int((left - self.grid.first_mm[0]) / spacing), 0)
        c1 = min(int((right - self.grid.first_mm[0]) / spacing) + 2, size)
        r0 = max(int((front - self.grid.first_mm[1]) / spacing), 0)
        r1 = min(int((back - self.grid.first_mm[1]) / spacing) + 2, size)
        return np.s_[r0:r1, c0:c1] if c0 < c1 and r0 < r1 else None
