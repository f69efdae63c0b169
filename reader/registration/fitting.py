"""A rigid motion fitted to a cloud of template points: Gauss-Newton, inverse compositional, robust.

Baker and Matthews 2004. The template's gradients are taken once, so a step costs one reading of the current
scan; gain and offset between the scans are fitted along; what does not match (a lesion that grew, an organ
that slid) loses its weight.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from reader.registration.level import Values
from reader.registration.rigid import Floats, Matrix, about, turn_by

Read = Callable[[Floats], Values]

_STEPS = 25
_STILL_MM = 0.02
_LEAST_SHARE = 0.3
_TUKEY = 4.0
_FEWEST = 60
_LEAST_MISS = 0.3
_REPEATED = 30.0


@dataclass(frozen=True, eq=False)
class Cloud:
    """What is looked for: points of the prior scan with their values.

    Attributes:
        points_lps: (n, 3), mm.
        values, weights: (n,).
        slopes: (n, 3), gradient of the values, per mm of LPS.
        centre_lps: (3,), what rotations turn about.
    """

    points_lps: Floats
    values: Values
    weights: Values
    slopes: Floats
    centre_lps: Floats


@dataclass(frozen=True, slots=True)
class Stiffness:
    """Standard deviations of what is likely: shift, mm; turn, radians; strain, which brings its own turn."""

    shift_mm: float
    turn_rad: float
    strain: float | None = None


@dataclass(frozen=True, eq=False)
class Fit:
    """Where a cloud lies in the other scan.

    Attributes:
        matrix: prior to current.
        correlation: weighted, over the points that meet data.
        share: of the weight that meets data.
    """

    matrix: Matrix
    correlation: float
    share: float


def cloud_of(read: Read, points_lps: Floats, weights: Values, centre_lps: Floats, step_mm: float) -> Cloud:
    """Values and gradients at points; those without data are left out."""
    values = read(points_lps)
    slopes = np.stack(
        [
            (read(points_lps + step) - read(points_lps - step)) / (2.0 * step_mm)
            for step in step_mm * np.eye(3)
        ],
        axis=1,
    ).astype(np.float64)
    good = ~np.isnan(values) & ~np.isnan(slopes).any(axis=1) & (weights > 0)
    return Cloud(points_lps[good], values[good], weights[good], slopes[good], centre_lps)


def correlation(cloud: Cloud, read: Read, matrix: Matrix) -> tuple[float, float]:
    """Weighted correlation of a cloud with the other scan under a motion, and the share that meets data."""
    seen = read(cloud.points_lps @ matrix[:3, :3].T + matrix[:3, 3])
    there = ~np.isnan(seen)
    weight = np.where(there, cloud.weights, 0.0)
    total = float(weight.sum())
    share = total / max(float(cloud.weights.sum()), 1e-9)
    if share < 0.05 or there.sum() < _FEWEST:
        return 0.0, share
    values = np.where(there, seen, 0.0)
    one = cloud.values - (weight @ cloud.values) / total
    other = values - (weight @ values) / total
    spread = float((weight @ (one * one)) * (weight @ (other * other)))
    return (float(weight @ (one * other)) / math.sqrt(spread) if spread > 1e-9 else 0.0), share


def fitted(cloud: Cloud, read: Read, start: Matrix, stiffness: Stiffness) -> Fit:
    """The motion near `start` under which the other scan matches the cloud best.

    Args:
        read: values of the other scan at points (n, 3).
        stiffness: how far from `start` is taken for likely; with strain the motion found is affine.
    """
    matrix = start.copy()
    if len(cloud.values) < _FEWEST:
        return Fit(matrix, 0.0, 0.0)
    strain = stiffness.strain is not None
    turns = [stiffness.turn_rad] * 3 if stiffness.strain is None else [stiffness.strain] * 9
    hold = np.array([stiffness.shift_mm] * 3 + turns) ** -2.0
    offset = cloud.points_lps - cloud.centre_lps
    if strain:
        steepest = np.concatenate(
            [cloud.slopes, (cloud.slopes[:, :, None] * offset[:, None, :]).reshape(-1, 9)], axis=1
        )
    else:
        steepest = np.concatenate([cloud.slopes, np.cross(offset, cloud.slopes)], axis=1)
    gone = np.zeros(steepest.shape[1])
    for _ in range(_STEPS):
        seen = read(cloud.points_lps @ matrix[:3, :3].T + matrix[:3, 3])
        there = ~np.isnan(seen)
        weight = np.where(there, cloud.weights, 0.0).astype(np.float64)
        total = float(weight.sum())
        if total < _LEAST_SHARE * float(cloud.weights.sum()):
            break
        values = np.where(there, seen, 0.0).astype(np.float64)
        mean_seen, mean_cloud = weight @ values / total, weight @ cloud.values / total
        one, other = values - mean_seen, cloud.values - mean_cloud
        gain = min(max(float(weight @ (one * other)) / max(float(weight @ (one * one)), 1e-9), 0.4), 2.5)
        miss = gain * one - other
        size = max(1.4826 * float(np.median(np.abs(miss[there]))), _LEAST_MISS)
        trust = np.maximum(1.0 - (miss / (_TUKEY * size)) ** 2, 0.0) ** 2
        weight *= trust
        weighted = steepest * weight[:, None]
        # Neighbours repeat each other, so fewer points count than there are.
        noise = size * size * _REPEATED
        normal = weighted.T @ steepest / noise + np.diag(hold)
        right = weighted.T @ miss / noise + hold * gone
        step = np.linalg.solve(normal, right)
        length = float(np.linalg.norm(step[:3]))
        step *= min(1.0, 6.0 / max(length, 1e-9))
        gone = gone - step
        turn = np.asarray(np.linalg.inv(np.eye(3) + step[3:].reshape(3, 3))) if strain else turn_by(-step[3:])
        back = about(cloud.centre_lps, cloud.centre_lps - step[:3], turn)
        matrix = matrix @ back
        if np.abs(step[:3]).max() < _STILL_MM and np.abs(step[3:]).max() < 3e-4:
            break
    found, share = correlation(cloud, read, matrix)
    return Fit(matrix, found, share)
