"""Scans of the made-up body as it lies, bent and breathing, with the true place of every lesion.

Truth is the motion that the scan was pulled through, inverted to 0.001 mm.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from scipy.ndimage import map_coordinates

from benchmarks.bending_body import AIR, BONE, LOWEST, MUSCLE, VOXEL_MM, Body, Floats, Points, smooth
from measurements.geometry.vectors import Vector
from reader.volume.lattice import Lattice
from reader.volume.volume import Volume

LUNG_HEIGHT_MM = 190.0
"""From the apex, at the notch of the sternum, to the dome of the diaphragm."""


@dataclass(frozen=True)
class Lesion:
    """A lesion by its place in the body at rest (x, y, z), mm, and its long axis in each of the two scans."""

    name: str
    region: str
    at: Vector
    prior_mm: float
    current_mm: float


@dataclass(frozen=True)
class Motion:
    """How the body lies in one scan: shift, turns, neck flexion, breath and soft deformation."""

    shift_lps: Vector = (0.0, 0.0, 0.0)
    turn_deg: Vector = (0.0, 0.0, 0.0)
    flexion_deg: float = 0.0
    head_turn_deg: float = 0.0
    breath_mm: float = 0.0
    soft_mm: float = 0.0
    seed: int = 0

    def to_rest(self, points: Points) -> Points:
        """Points of the scan, (n, 3) LPS mm, as points of the body at rest."""
        p = points - np.array(self.shift_lps)
        p = p @ _turn(self.turn_deg)
        pivot = np.array([0.0, 35.0, -10.0])
        share = smooth((p[:, 2] + 10.0) / 110.0)
        q = p - pivot
        angle = np.radians(self.flexion_deg) * share
        c, s = np.cos(angle), np.sin(angle)
        q = np.stack([q[:, 0], c * q[:, 1] - s * q[:, 2], s * q[:, 1] + c * q[:, 2]], axis=1)
        angle = np.radians(self.head_turn_deg) * share
        c, s = np.cos(angle), np.sin(angle)
        q = np.stack([c * q[:, 0] - s * q[:, 1], s * q[:, 0] + c * q[:, 1], q[:, 2]], axis=1)
        p = q + pivot
        p[:, 2] += self.breath_mm * _falling(p[:, 2]) * _within(p)
        p[:, 1] += 0.3 * self.breath_mm * smooth((-30.0 - p[:, 2]) / 100.0) * smooth((-p[:, 1] - 20.0) / 80.0)
        if self.soft_mm:
            waves = np.random.default_rng(self.seed)
            for axis in range(3):
                for _ in range(3):
                    k = waves.normal(size=3)
                    k *= 2.0 * np.pi / waves.uniform(70.0, 140.0) / np.linalg.norm(k)
                    p[:, axis] += self.soft_mm / 2.0 * np.sin(points @ k + waves.uniform(0.0, 6.28))
        return p

    def from_rest(self, point: Vector) -> Vector:
        """Where a point of the body at rest lies in the scan, by Newton's method."""
        target = np.array(point)
        p = target.copy()
        steps = np.concatenate([np.zeros((1, 3)), 0.05 * np.eye(3)])
        for _ in range(60):
            mapped = self.to_rest(p + steps)
            miss = target - mapped[0]
            slope = ((mapped[1:] - mapped[0]) / 0.05).T
            step = np.linalg.solve(slope, miss)
            p += step * min(1.0, 40.0 / (np.linalg.norm(step) + 1e-9))
            if np.abs(miss).max() < 1e-4:
                break
        assert np.abs(self.to_rest(p[None])[0] - target).max() < 1e-3
        return (float(p[0]), float(p[1]), float(p[2]))


def _falling(heights: Points) -> Points:
    """How much of the diaphragm's way is gone at a height: all of it below the dome, none at the apex."""
    return np.asarray(np.clip(-heights / LUNG_HEIGHT_MM, 0.0, 1.0))


def _within(points: Points) -> Points:
    """1 inside the ribs and before the spine, 0 in wall and spine; lungs slide within some 10 mm between."""
    x, y = points[:, 0], points[:, 1]
    wall = (np.abs(x / 165.0) ** 2.4 + np.abs(y / 108.0) ** 2.4) ** (1 / 2.4)
    spine = np.sqrt((x / 30.0) ** 2 + ((y - 66.0) / 38.0) ** 2)
    return np.asarray((1.0 - smooth((wall - 0.82) / 0.08)) * smooth((spine - 0.85) / 0.3))


@dataclass(frozen=True)
class Scanner:
    """How a scan was taken.

    Attributes:
        top_mm, bottom_mm: the patient's heights, as the body lies, that are covered.
        centre_mm: (x, y) of the field; field_mm: its width; matrix: pixels along it.
        phase: 0 native, 1 portal venous; arterial: vessels alone, twice as bright.
        table_mm: y of the table top, None without one; arms: whether they lie beside the trunk.
    """

    top_mm: float
    bottom_mm: float
    step_mm: float = 1.5
    thickness_mm: float = 1.5
    centre_mm: tuple[float, float] = (0.0, 0.0)
    field_mm: float = 400.0
    matrix: int = 320
    phase: float = 1.0
    arterial: bool = False
    noise_hu: float = 18.0
    table_mm: float | None = 125.0
    arms: bool = False
    seed: int = 0


@dataclass(frozen=True)
class Pair:
    """One body scanned twice."""

    name: str
    prior: tuple[Motion, Scanner]
    current: tuple[Motion, Scanner]
    lesions: tuple[Lesion, ...] = field(repr=False)


def scanned(body: Body, motion: Motion, scanner: Scanner, lesions: Sequence[tuple[Vector, float]]) -> Volume:
    """The scan as a volume from head to feet; `lesions` are places at rest and long axes, mm."""
    spacing = scanner.field_mm / scanner.matrix
    first = np.array(scanner.centre_mm) - scanner.field_mm / 2.0 + spacing / 2.0
    heights = np.arange(scanner.top_mm, scanner.bottom_mm - 1e-6, -scanner.step_mm)
    random = np.random.default_rng(scanner.seed)
    voxels = np.empty((len(heights), scanner.matrix, scanner.matrix), np.int16)
    leaves = max(round(scanner.thickness_mm / VOXEL_MM), 1)
    coarse = 40
    nodes = np.linspace(0.0, scanner.matrix - 1.0, coarse)
    cx, cy = np.meshgrid(first[0] + nodes * spacing, first[1] + nodes * spacing)
    columns = np.arange(scanner.matrix) * (coarse - 1) / (scanner.matrix - 1)
    mx, my = (np.ascontiguousarray(m, np.float32) for m in np.meshgrid(columns, columns))
    x, y = np.meshgrid(
        first[0] + np.arange(scanner.matrix) * spacing, first[1] + np.arange(scanner.matrix) * spacing
    )
    mottle = scanner.noise_hu * np.sqrt(1.5 / scanner.thickness_mm) * 1.6
    for index, height in enumerate(heights):
        total = np.zeros((scanner.matrix, scanner.matrix), np.float32)
        for leaf in range(leaves):
            z = height + scanner.thickness_mm * ((leaf + 0.5) / leaves - 0.5)
            rest = motion.to_rest(np.stack([cx, cy, np.full_like(cx, z)], axis=-1).reshape(-1, 3))
            rest = rest.reshape(coarse, coarse, 3).astype(np.float32)
            q = [cv2.remap(np.ascontiguousarray(rest[..., k]), mx, my, cv2.INTER_LINEAR) for k in range(3)]
            total += _pulled(body, scanner, q, lesions)
        total /= leaves
        shift = motion.shift_lps
        if scanner.arms:
            side = np.abs(x - shift[0]) - 205.0
            arm = (side**2 + (y - shift[1] - 10.0) ** 2) < 36.0**2
            total[arm & (height - shift[2] < -40.0)] = MUSCLE
            total[((side**2 + (y - shift[1] - 10.0) ** 2) < 11.0**2) & (height - shift[2] < -40.0)] = BONE
        if scanner.table_mm is not None:
            deep = y - scanner.table_mm - 0.0006 * x**2
            total[(np.abs(deep) < 2.5) & (np.abs(x) < 230.0)] = 80.0
        grain = cv2.GaussianBlur(random.normal(0.0, mottle, x.shape).astype(np.float32), (0, 0), 0.7)
        voxels[index] = np.clip(np.rint(total + grain), -1024, 3000)
    origins = [(float(first[0]), float(first[1]), float(height)) for height in heights]
    lattice = Lattice.of(
        ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
        origins,
        [True] * len(heights),
        (spacing, spacing),
        (scanner.matrix, scanner.matrix),
    )
    flat = np.ones(len(heights), np.float32)
    return Volume(voxels, lattice, flat, 0.0 * flat, None, False)


def _pulled(
    body: Body, scanner: Scanner, rest: Sequence[Floats], lesions: Sequence[tuple[Vector, float]]
) -> Floats:
    at = np.stack([(rest[2 - k] - LOWEST[k]) / VOXEL_MM for k in range(3)])
    hu = map_coordinates(body.hu, at, order=1, cval=AIR, output=np.float32)
    uptake = body.vessels if scanner.arterial else body.uptake
    gain = 2.0 if scanner.arterial else scanner.phase
    if gain:
        hu += gain * map_coordinates(uptake, at, order=1, cval=0.0, output=np.float32)
    for place, long_mm in lesions:
        if long_mm <= 0.0:
            continue
        d = [(rest[k] - place[k]) for k in range(3)]
        radius = np.sqrt(d[0] ** 2 + (d[1] / 0.8) ** 2 + (d[2] / 0.9) ** 2)
        radius *= 1.0 + 0.12 * np.sin(3.0 * np.arctan2(d[1], d[0]))
        if radius.min() < long_mm:
            share = np.clip((long_mm / 2.0 - radius) / 1.5 + 0.5, 0.0, 1.0).astype(np.float32)
            hu = hu * (1.0 - share) + share * (40.0 + 30.0 * scanner.phase)
    return np.asarray(hu, np.float32)


def _turn(turn_deg: Vector) -> Points:
    result = np.eye(3)
    for axis, degrees in enumerate(turn_deg):
        c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
        one = np.eye(3)
        i, j = (axis + 1) % 3, (axis + 2) % 3
        one[i, i], one[i, j], one[j, i], one[j, j] = c, -s, s, c
        result = result @ one
    return result
