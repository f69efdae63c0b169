"""A made-up body from head to liver, one block of voxels painted from a seed, to be bent and scanned."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from measurements.geometry.vectors import Vector

Floats = NDArray[np.float32]
Points = NDArray[np.float64]

VOXEL_MM = 1.5
LOWEST = np.array([-330.0, -150.0, -225.0])
"""z, y, x of the block's first voxel, mm; z = 0 is the notch of the sternum, y grows to the back."""
SHAPE = (400, 200, 300)
AIR, FAT, MUSCLE, BONE, LUNG = -1000.0, -95.0, 55.0, 650.0, -860.0
ENDS, END_RADIUS_MM, MURRAY, DETOUR = 1000, 0.6, 2.7, 0.35
"""Of each tree of vessels in a lung: its ends, their radius, Murray's exponent, and what a way round costs.

With these and the lobules between the vessels a lung at 2 mm is like two real ones, as measured.
"""
LOBULES_HU = 20.0


@dataclass(frozen=True)
class Body:
    """Anatomy at rest.

    Attributes:
        hu: (z, y, x) without contrast medium; uptake: HU added by a full portal venous phase.
        vessels: HU added to vessels alone, for an arterial phase.
    """

    hu: Floats
    uptake: Floats
    vessels: Floats


def smooth(share: Points) -> Points:
    t = np.clip(share, 0.0, 1.0)
    return np.asarray(t * t * (3.0 - 2.0 * t))


class _Painting:
    """The block while it is painted."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.hu = np.full(SHAPE, AIR, np.float32)
        self.uptake = np.zeros(SHAPE, np.float32)
        self.vessels = np.zeros(SHAPE, np.float32)
        self.z, self.y, self.x = (
            (LOWEST[k] + VOXEL_MM * np.arange(SHAPE[k]))
            .reshape([-1 if k == i else 1 for i in range(3)])
            .astype(np.float32)
            for k in range(3)
        )

    def noise(self, wave_mm: float) -> Floats:
        """Smooth noise of standard deviation 1."""
        down = max(int(wave_mm / VOXEL_MM / 2.0), 1)
        small = self.random.normal(size=[s // down + 3 for s in SHAPE]).astype(np.float32)
        small = gaussian_filter(small, wave_mm / VOXEL_MM / down / 2.0)
        grown = np.stack([cv2.resize(s, (SHAPE[2], SHAPE[1]), interpolation=cv2.INTER_LINEAR) for s in small])
        at = np.linspace(0.0, len(grown) - 1.001, SHAPE[0])
        low = at.astype(int)
        w = (at - low)[:, None, None].astype(np.float32)
        result = grown[low] * (1.0 - w) + grown[low + 1] * w
        return np.asarray(result / result.std(), np.float32)

    def box(self, centre: Vector, reach: Vector) -> tuple[slice, slice, slice]:
        """Voxels within `reach` of `centre`, both x, y, z mm."""
        parts = []
        for k in range(3):
            c, r = centre[2 - k], reach[2 - k]
            low = int(np.floor((c - r - LOWEST[k]) / VOXEL_MM))
            high = int(np.ceil((c + r - LOWEST[k]) / VOXEL_MM)) + 1
            parts.append(slice(max(low, 0), min(max(high, 0), SHAPE[k])))
        return parts[0], parts[1], parts[2]

    def ellipsoid(
        self, centre: Vector, radii: Vector, power: float = 2.0
    ) -> tuple[tuple[slice, slice, slice], NDArray[np.bool_]]:
        box = self.box(centre, radii)
        z, y, x = self.z[box[0]], self.y[:, box[1]], self.x[:, :, box[2]]
        inside = (
            np.abs((x - centre[0]) / radii[0]) ** power
            + np.abs((y - centre[1]) / radii[1]) ** power
            + np.abs((z - centre[2]) / radii[2]) ** power
        ) < 1.0
        return box, inside

    def fill(
        self,
        centre: Vector,
        radii: Vector,
        hu: float,
        uptake: float = 0.0,
        power: float = 2.0,
        over: float | None = None,
    ) -> None:
        """Paints an ellipsoid; `over` leaves what is denser than that alone."""
        box, inside = self.ellipsoid(centre, radii, power)
        if over is not None:
            inside &= self.hu[box] < over
        self.hu[box][inside] = hu
        self.uptake[box][inside] = uptake

    def tube(
        self,
        points: Sequence[Vector],
        radius: float,
        hu: float,
        uptake: float,
        end_radius: float | None = None,
    ) -> None:
        last = radius if end_radius is None else end_radius
        path = np.array(points, float)
        for number, (a, b) in enumerate(pairwise(path)):
            share = number / max(len(path) - 2, 1)
            r = radius + (last - radius) * share
            middle, reach = (a + b) / 2.0, np.abs(b - a) / 2.0 + r + VOXEL_MM
            box = self.box(tuple(middle), tuple(reach))
            z, y, x = self.z[box[0]] - a[2], self.y[:, box[1]] - a[1], self.x[:, :, box[2]] - a[0]
            d = b - a
            t = np.clip((x * d[0] + y * d[1] + z * d[2]) / max(float(d @ d), 1e-6), 0.0, 1.0)
            gap = np.sqrt((x - t * d[0]) ** 2 + (y - t * d[1]) ** 2 + (z - t * d[2]) ** 2)
            # Less what the half shaded edge adds: a vessel thinner than a voxel is faint.
            whole = r * r / (r * r + VOXEL_MM**2 / 12.0)
            share = whole * np.clip((r - gap) / VOXEL_MM + 0.5, 0.0, 1.0)
            self.hu[box] += share * (hu - self.hu[box])
            self.uptake[box] += share * (uptake - self.uptake[box])
            self.vessels[box] = np.maximum(self.vessels[box], share * uptake)

    def wander(self, start: Vector, direction: Vector, length: float, bend: float) -> list[Vector]:
        p, d = np.array(start, float), np.array(direction, float)
        d /= np.linalg.norm(d)
        path = [tuple(p)]
        for _ in range(max(int(length / 6.0), 1)):
            d += self.random.normal(0.0, bend, 3)
            d /= np.linalg.norm(d)
            p = p + 6.0 * d
            path.append(tuple(p))
        return path

    def tree(
        self,
        start: Vector,
        direction: Vector,
        length: float,
        radius: float,
        hu: float,
        uptake: float,
        depth: int,
    ) -> None:
        path = self.wander(start, direction, length, 0.12)
        self.tube(path, radius, hu, uptake, radius * 0.75)
        if depth:
            way = np.array(path[-1]) - np.array(path[0])
            for _ in range(2 if depth > 1 else 3):
                turn = self.random.normal(0.0, 0.6, 3)
                fork = way / np.linalg.norm(way) + turn
                at = path[-1] if self.random.random() < 0.6 else path[len(path) // 2]
                self.tree(at, tuple(fork), length * 0.75, max(radius * 0.7, 0.9), hu, uptake, depth - 1)


def _filling(root: Points, ends: Points) -> list[tuple[Vector, Vector, float]]:
    """A tree of vessels from a root (3,) to every end (n, 3), as pieces with their radii, mm.

    Each end hangs on what lies before it, near and by a short way; a vessel is as wide as Murray's law has
    it for all that hangs on it.
    """
    places = np.concatenate([root[None], ends[np.argsort(np.linalg.norm(ends - root, axis=1))]])
    way, parent = np.zeros(len(places)), np.zeros(len(places), int)
    for number in range(1, len(places)):
        gaps = np.linalg.norm(places[:number] - places[number], axis=1)
        parent[number] = int(np.argmin(gaps + DETOUR * way[:number]))
        way[number] = way[parent[number]] + gaps[parent[number]]
    carried = np.full(len(places), END_RADIUS_MM**MURRAY)
    for number in range(len(places) - 1, 0, -1):
        carried[parent[number]] += carried[number]
    return [
        (tuple(places[parent[number]]), tuple(places[number]), float(carried[number] ** (1.0 / MURRAY)))
        for number in range(1, len(places))
    ]


def made_body(seed: int) -> Body:
    """The body of one made-up patient: head, neck, chest and upper abdomen."""
    p = _Painting(seed)
    r = p.random
    z = p.z
    wide = 165.0 + 45.0 * np.exp(-(((z + 25.0) / 35.0) ** 2)) - 108.0 * smooth((z + 5.0) / 45.0)
    deep = 108.0 - 46.0 * smooth((z + 5.0) / 50.0) + 6.0 * np.sin(z / 60.0)
    back = 12.0 * smooth((z + 5.0) / 60.0)
    edge = (np.abs(p.x / wide) ** 2.4 + np.abs((p.y - back) / deep) ** 2.4) ** (1 / 2.4)
    trunk = (edge < 1.0) & (z < 130.0)
    head = (((p.x) / 74.0) ** 2 + ((p.y - 2.0) / 94.0) ** 2 + ((z - 175.0) / 105.0) ** 2) < 1.0
    jaw = (((p.x) / 52.0) ** 2 + ((p.y + 45.0) / 48.0) ** 2 + ((z - 118.0) / 36.0) ** 2) < 1.0
    inside = trunk | head | jaw
    coarse, fine, mid = p.noise(22.0), p.noise(7.0), p.noise(12.0)
    p.hu[inside] = MUSCLE
    fatty = trunk & ((edge + 0.02 * coarse) * wide > wide - 9.0 - 5.0 * (z < -100.0))
    planes = inside & (np.abs(coarse) < 0.22 + 0.1 * np.tanh(mid))
    p.hu[planes | fatty] = FAT
    p.uptake[inside & (p.hu == MUSCLE)] = 12.0
    # Lungs, their vessels and airways
    lungs = np.zeros(SHAPE, bool)
    for side in (-1.0, 1.0):
        centre = (side * 78.0, 5.0, -110.0)
        box, shape = p.ellipsoid(centre, (62.0, 84.0, 112.0), 2.6)
        dome = p.z[box[0]] > -195.0 + 0.004 * (
            (p.x[:, :, box[2]] - centre[0]) ** 2 + (p.y[:, box[1]]) ** 2
        ) * -1.0 - (8.0 if side > 0 else 0.0)
        lungs[box] |= shape & dome
    lungs &= edge < 0.84
    p.hu[lungs] = LUNG + 25.0 * coarse[lungs]
    p.uptake[lungs] = 0.0
    keep = p.hu.copy()
    for side in (-1.0, 1.0):
        near = np.argwhere(lungs & (side * p.x > 0.0))
        for _ in ("arteries", "veins"):
            hilum = np.array([side * 28.0, 10.0 + r.uniform(-10, 10), -95.0 + r.uniform(-15, 15)])
            ends = (LOWEST + VOXEL_MM * near[r.choice(len(near), ENDS, replace=False)])[:, ::-1]
            for one, other, radius in _filling(hilum, ends):
                p.tube([one, other], radius, 45.0, 110.0)
    p.hu[~lungs] = keep[~lungs]
    p.uptake[~lungs & (p.uptake > 12.0)] = 12.0
    p.vessels[~lungs] = 0.0
    p.hu[lungs] += LOBULES_HU * p.noise(4.0)[lungs]
    # Mediastinum and abdomen
    p.fill((8.0, -25.0, -150.0), (58.0, 48.0, 50.0), 42.0, 90.0)
    p.fill((-2.0, -22.0, -140.0), (16.0, 20.0, 24.0), 42.0, 130.0)
    p.fill((28.0, -30.0, -155.0), (20.0, 18.0, 26.0), 42.0, 130.0)
    box, liver = p.ellipsoid((-62.0, 0.0, -265.0), (98.0, 86.0, 84.0), 2.4)
    liver &= (edge < 0.86)[box] & ~lungs[box]
    p.hu[box][liver] = 58.0 + 3.0 * mid[box][liver]
    p.uptake[box][liver] = 50.0
    keep, took, lit = p.hu.copy(), p.uptake.copy(), p.vessels.copy()
    for _ in range(8):
        way = (r.uniform(-1.0, 0.8), r.uniform(-0.8, 0.8), r.uniform(-1.0, 1.0))
        p.tree((-40.0, 0.0, -262.0), way, 45.0, 4.0, 45.0, 105.0, 3)
    out = np.ones(SHAPE, bool)
    out[box] = ~liver
    p.hu[out], p.uptake[out], p.vessels[out] = keep[out], took[out], lit[out]
    p.fill((100.0, 35.0, -250.0), (34.0, 42.0, 48.0), 48.0, 70.0)
    p.fill((60.0, -35.0, -262.0), (42.0, 36.0, 46.0), 15.0, 0.0)
    p.fill((62.0, -55.0, -255.0), (26.0, 14.0, 30.0), -900.0)
    for side in (-1.0, 1.0):
        p.fill((side * 66.0, 52.0, -312.0), (26.0, 24.0, 46.0), 32.0, 120.0)
    # Great vessels, airways, gullet, glands
    p.tube(
        [
            (14.0, 38.0, -330.0),
            (16.0, 38.0, -120.0),
            (14.0, 20.0, -72.0),
            (0.0, -15.0, -66.0),
            (-6.0, -25.0, -110.0),
        ],
        12.5,
        42.0,
        120.0,
    )
    p.tube([(-22.0, -22.0, -40.0), (-24.0, -18.0, -120.0)], 9.0, 42.0, 120.0)
    for side in (-1.0, 1.0):
        s = side
        p.tube(
            [(s * 12.0, -5.0, -62.0), (s * 18.0, 0.0, -10.0), (s * 24.0, 4.0, 50.0), (s * 28.0, 0.0, 110.0)],
            4.0,
            42.0,
            140.0,
        )
        p.tube(
            [(s * 20.0, -15.0, -45.0), (s * 30.0, -4.0, 0.0), (s * 34.0, 2.0, 60.0), (s * 38.0, 4.0, 112.0)],
            6.0 + s,
            42.0,
            110.0,
        )
        p.tube([(s * 30.0, -8.0, -20.0), (s * 90.0, 0.0, -24.0), (s * 150.0, 10.0, -38.0)], 5.0, 42.0, 100.0)
        p.fill((s * 17.0, -22.0, 22.0), (9.0, 11.0, 24.0), 95.0, 70.0)
        p.fill((s * 44.0, -18.0, 98.0), (10.0, 14.0, 14.0), 38.0, 35.0)
        p.fill((s * 58.0, 8.0, 120.0), (11.0, 16.0, 26.0), -5.0, 40.0)
        path = [(s * 36.0, 25.0, 125.0), (s * 40.0, 10.0, 70.0), (s * 22.0, -28.0, 6.0)]
        p.tube(path, 8.5, 62.0, 12.0)
        for _ in range(8):
            at = (s * (36.0 + r.uniform(0, 14)), r.uniform(-12, 28), r.uniform(5, 115))
            p.fill(at, (r.uniform(2.5, 4.5), r.uniform(2.5, 4.0), r.uniform(3, 6)), 45.0, 45.0)
    p.tube(
        [(0.0, 2.0, 130.0), (0.0, -12.0, 60.0), (0.0, -12.0, 10.0), (0.0, 5.0, -60.0), (2.0, 12.0, -75.0)],
        8.5,
        AIR,
        0.0,
    )
    for s in (-1.0, 1.0):
        p.tube([(2.0, 12.0, -75.0), (s * 30.0, 14.0, -98.0)], 6.0, AIR, 0.0)
    p.fill((0.0, -42.0, 122.0), (22.0, 30.0, 18.0), 60.0, 25.0)
    p.fill((0.0, -35.0, 142.0), (26.0, 34.0, 5.0), AIR)
    p.fill((0.0, -60.0, 170.0), (14.0, 28.0, 20.0), AIR, power=3.0)
    # Bones, the ribs outside the lungs
    keep = p.hu.copy()
    for level in range(24):
        height = (
            150.0 - level * (15.0 if level < 8 else 0.0) - (120.0 + (level - 8) * 23.0 if level >= 8 else 0.0)
        )
        size = 10.0 + 0.45 * level
        y = (
            38.0
            - 10.0 * np.exp(-(((height - 70.0) / 60.0) ** 2))
            + 16.0 * np.exp(-(((height + 110.0) / 90.0) ** 2))
        )
        tall = 6.0 if level < 8 else 9.8
        p.fill((0.0, y, height), (size, size * 0.85, tall), 240.0 + r.uniform(-40, 60), 10.0, power=5.0)
        p.fill((0.0, y + size + 6.0, height), (9.0, 8.0, tall + 4.0), 25.0)
        p.fill((0.0, y + size + 22.0, height - 6.0), (3.5, 13.0, 4.5 + tall * 0.3), 420.0)
        for s in (-1.0, 1.0):
            p.fill((s * (size + 9.0), y + size + 4.0, height), (13.0, 5.0, 4.0), 380.0)
        if 8 <= level < 19:
            number = level - 8
            across = 96.0 + 52.0 * min((number + 1) / 5.0, 1.0)
            ang = np.linspace(0.25, 2.6, 16)
            for s in (-1.0, 1.0):
                ring = [
                    (
                        float(s * across * np.sin(a) * 0.98),
                        float(97.0 * np.cos(a)),
                        float(height - 24.0 * a),
                    )
                    for a in ang
                ]
                p.tube(ring, 5.2, 420.0, 0.0)
    p.hu[lungs] = keep[lungs]
    p.tube([(0.0, -84.0, -20.0), (0.0, -92.0, -150.0)], 8.0, 220.0, 0.0)
    for s in (-1.0, 1.0):
        p.tube([(s * 10.0, -62.0, -6.0), (s * 80.0, -35.0, -2.0), (s * 160.0, 10.0, -14.0)], 6.0, 480.0, 0.0)
        p.tube(
            [(s * 160.0, 30.0, -10.0), (s * 120.0, 70.0, -60.0), (s * 110.0, 80.0, -130.0)], 5.0, 420.0, 0.0
        )
        p.fill((s * 168.0, 12.0, -30.0), (21.0, 21.0, 21.0), 300.0)
        p.tube(
            [(s * 52.0, 2.0, 150.0), (s * 46.0, -10.0, 112.0), (s * 26.0, -68.0, 100.0), (0.0, -84.0, 100.0)],
            6.5,
            700.0,
            0.0,
        )
    skull = ((p.x) / 68.0) ** 2 + ((p.y - 2.0) / 88.0) ** 2 + ((z - 178.0) / 98.0) ** 2
    shell = (skull < 1.0) & (skull > 0.84) & (z > 150.0)
    p.hu[shell] = 900.0
    brain = (skull <= 0.84) & (z > 158.0)
    p.hu[brain] = 34.0 + 5.0 * mid[brain]
    soft = inside & (p.hu > -200.0) & (p.hu < 200.0)
    p.hu[soft] += 7.0 * fine[soft] + 5.0 * mid[soft]
    p.hu[~inside & (p.hu > -500.0)] = AIR
    hu = gaussian_filter(p.hu, 0.45)
    return Body(hu, gaussian_filter(p.uptake, 0.45), p.vessels)
