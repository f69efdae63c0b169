"""Vessels, airways, ribs and small rounded organs, painted at full size on windows of a slice."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.phantom.canvas import Canvas
from reader.phantom.posture import Build, Grid, Posture

Points = NDArray[np.float64]
"""Points in the body's space, shape (n, 3), mm."""

Layers = tuple[tuple[float, float], ...]
"""(depth below the surface in mm, HU), from outside in."""


@dataclass(frozen=True, slots=True)
class Tube:
    """A round tube along a line, with a radius at every point of the line."""

    points: Points
    radii: NDArray[np.float64]
    layers: Layers
    breathes: bool = True


@dataclass(frozen=True, slots=True)
class Blob:
    """An ellipsoid, turned about the body's long axis.

    Attributes:
        center: in the body's space, mm; half_axes: before turning, along x, y, z.
        turn_deg: from the patient's left towards the back.
        lean: how far it leans, as displacement of (x, y) per mm of z.
    """

    center: tuple[float, float, float]
    half_axes: tuple[float, float, float]
    layers: Layers
    turn_deg: float = 0.0
    lean: tuple[float, float] = (0.0, 0.0)
    breathes: bool = False


def smooth_line(knots: Sequence[Sequence[float]], step_mm: float = 6.0) -> tuple[Points, NDArray[np.float64]]:
    """A rounded line (Catmull-Rom) through (x, y, z, radius) knots: its points and radii."""
    given = np.asarray(knots, float)
    ends = np.vstack((2 * given[0] - given[1], given, 2 * given[-1] - given[-2]))
    pieces = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        count = max(2, int(np.linalg.norm((c - b)[:3]) / step_mm))
        t = np.arange(count)[:, None] / count
        pieces.append(
            0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        )
    line = np.vstack((*pieces, given[-1:]))
    return line[:, :3], np.maximum(line[:, 3], 0.1)


def tube(
    knots: Sequence[Sequence[float]], layers: Layers, breathes: bool = True, step_mm: float = 6.0
) -> Tube:
    """A tube along a rounded line through (x, y, z, radius) knots."""
    points, radii = smooth_line(knots, step_mm)
    return Tube(points, radii, layers, breathes)


def mirrored(part: Tube) -> Tube:
    """The same on the other side of the body."""
    return Tube(part.points * (-1.0, 1.0, 1.0), part.radii, part.layers, part.breathes)


class PlacedTubes:
    """Tubes of a patient lying in the scanner, painted in the order given."""

    def __init__(self, tubes: Sequence[Tube], posture: Posture, build: Build) -> None:
        girth = float(np.sqrt(build.width * build.depth))
        self._tubes = [
            (posture.scanner_points(build, part.points, part.breathes), part.radii * girth, part.layers)
            for part in tubes
        ]
        self._heights = [
            (float((line[:, 2] - radii).min()), float((line[:, 2] + radii).max()))
            for line, radii, _ in self._tubes
        ]

    def paint(self, canvas: Canvas) -> None:
        """Paints every tube that the slice cuts."""
        for part, (low, high) in zip(self._tubes, self._heights, strict=True):
            if low - 1.0 < canvas.grid.z < high + 1.0:
                _paint_tube(canvas, *part)


def _paint_tube(canvas: Canvas, line: Points, radii: NDArray[np.float64], layers: Layers) -> None:
    z = canvas.grid.z
    reach = np.maximum(radii[:-1], radii[1:]) + 1.0
    low = np.minimum(line[:-1, 2], line[1:, 2]) - reach
    high = np.maximum(line[:-1, 2], line[1:, 2]) + reach
    cut = np.flatnonzero((low < z) & (z < high))
    if cut.size == 0:
        return
    ends = np.concatenate((line[cut], line[cut + 1]))
    widest = float(reach[cut].max()) + canvas.edge_mm + 2.0
    window = canvas.box(
        float(ends[:, 0].min()) - widest,
        float(ends[:, 0].max()) + widest,
        float(ends[:, 1].min()) - widest,
        float(ends[:, 1].max()) + widest,
    )
    if window is None:
        return
    x, y = canvas.x[window], canvas.y[window]
    distance: Grid = np.full(x.shape, 1e3, np.float32)
    for index in cut:
        start, end = line[index], line[index + 1]
        vx, vy, vz = (float(v) for v in end - start)
        length2 = vx * vx + vy * vy + vz * vz + 1e-9
        dx, dy, dz = x - np.float32(start[0]), y - np.float32(start[1]), z - float(start[2])
        share = dx * np.float32(vx / length2)
        share += dy * np.float32(vy / length2)
        share += np.float32(dz * vz / length2)
        np.clip(share, 0.0, 1.0, out=share)
        dx -= share * np.float32(vx)
        dy -= share * np.float32(vy)
        dx *= dx
        dy *= dy
        dx += dy
        across = np.float32(dz) - share * np.float32(vz)
        across *= across
        dx += across
        np.sqrt(dx, out=dx)
        dx -= np.float32(radii[index])
        dx -= share * np.float32(radii[index + 1] - radii[index])
        np.minimum(distance, dx, out=distance)
    for depth, hu in layers:
        canvas.lay(window, distance + np.float32(depth), hu, canvas.edge_mm)


class PlacedTwigs:
    """Thin branches in the scanner: what of each lies in the slab of a slice, blurred by its thickness."""

    def __init__(self, starts: Points, ends: Points, radii: NDArray[np.float64], hu: float) -> None:
        """Start and end points in the scanner's space, shape (n, 3), mm, with one radius each."""
        self._starts, self._ends, self._radii, self._hu = starts, ends, radii, hu
        self._low = np.minimum(starts[:, 2], ends[:, 2]) - radii
        self._high = np.maximum(starts[:, 2], ends[:, 2]) + radii

    def paint(self, canvas: Canvas) -> None:
        """Paints every branch that the slab of the slice cuts."""
        half = 0.5 * canvas.grid.thickness_mm
        z = canvas.grid.z
        cut = np.flatnonzero((self._low < z + half) & (self._high > z - half))
        finest = 0.25 * canvas.grid.spacing_mm
        for index in cut[self._radii[cut] > finest]:
            self._paint_one(canvas, int(index), z - half, z + half)

    def _paint_one(self, canvas: Canvas, index: int, bottom: float, top: float) -> None:
        x0, y0, z0 = (float(v) for v in self._starts[index])
        x1, y1, z1 = (float(v) for v in self._ends[index])
        radius = float(self._radii[index])
        rise = z1 - z0
        if abs(rise) > 1e-6:
            a, b = sorted(((bottom - radius - z0) / rise, (top + radius - z0) / rise))
            a, b = max(a, 0.0), min(b, 1.0)
        else:
            a, b = 0.0, 1.0
        if a >= b:
            return
        run = float(np.hypot(x1 - x0, y1 - y0))
        inside = max(min(max(z0, z1), top) - max(min(z0, z1), bottom), 0.0)
        level = run / (run + abs(rise) + 1e-6)
        opacity = min(1.0, (inside + 2.0 * radius * level) / (top - bottom))
        x1, y1 = x0 + b * (x1 - x0), y0 + b * (y1 - y0)
        x0, y0 = x0 + a * (x1 - x0) / max(b, 1e-6), y0 + a * (y1 - y0) / max(b, 1e-6)
        edge = canvas.edge_mm
        reach = radius + edge + 1.5
        window = canvas.box(
            min(x0, x1) - reach, max(x0, x1) + reach, min(y0, y1) - reach, max(y0, y1) + reach
        )
        if window is None:
            return
        dx, dy = canvas.x[window] - np.float32(x0), canvas.y[window] - np.float32(y0)
        vx, vy = x1 - x0, y1 - y0
        length2 = vx * vx + vy * vy + 1e-6
        share = dx * np.float32(vx / length2) + dy * np.float32(vy / length2)
        np.clip(share, 0.0, 1.0, out=share)
        dx -= share * np.float32(vx)
        dy -= share * np.float32(vy)
        distance = np.hypot(dx, dy)
        distance -= np.float32(radius)
        # A branch thinner than the edge would never reach full strength; it is drawn as the share it fills.
        thin = min(1.0, 2.0 * radius / edge)
        canvas.lay(window, distance, self._hu, edge, opacity * thin)


class PlacedBlobs:
    """Ellipsoids of a patient lying in the scanner, painted in the order given."""

    def __init__(self, blobs: Sequence[Blob], posture: Posture, build: Build) -> None:
        self._blobs = [
            (posture.scanner_points(build, np.array([part.center]), part.breathes)[0], part) for part in blobs
        ]
        self._girth = np.array((build.width, build.depth, build.height))
        self._turn_deg = posture.turn_deg

    def paint(self, canvas: Canvas) -> None:
        """Paints every ellipsoid that the slice cuts."""
        for (x, y, z), part in self._blobs:
            ax, ay, az = part.half_axes * self._girth
            above = (canvas.grid.z - float(z)) / az
            if abs(above) >= 1.15:
                continue
            shift = canvas.grid.z - float(z)
            x0, y0 = float(x) + part.lean[0] * shift, float(y) + part.lean[1] * shift
            window = canvas.window(x0, y0, max(ax, ay) * 1.1 + 4.0)
            if window is None:
                continue
            turn = np.radians(part.turn_deg + self._turn_deg)
            cos, sin = np.float32(np.cos(turn)), np.float32(np.sin(turn))
            dx, dy = canvas.x[window] - np.float32(x0), canvas.y[window] - np.float32(y0)
            u = (cos * dx + sin * dy) / np.float32(ax)
            v = (cos * dy - sin * dx) / np.float32(ay)
            level = np.sqrt(u * u + v * v + np.float32(above * above)) + np.float32(1e-3)
            # Distance to the surface along the gradient, good near the surface, where it matters.
            steep = np.sqrt((u / ax) ** 2 + (v / ay) ** 2 + (above / az) ** 2) + np.float32(1e-4)
            distance = ((level - 1) * level / steep).astype(np.float32)
            for depth, hu in part.layers:
                canvas.lay(window, distance + np.float32(depth), hu, canvas.edge_mm)
