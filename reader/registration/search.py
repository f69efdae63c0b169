"""A block around the lesion looked for in the current scan: all shifts of 24 mm at three flexions."""

import math

import numpy as np

from reader.registration.level import Level, lattice_points
from reader.registration.matching import correlations, peaks
from reader.registration.rigid import Matrix, about, moved, turn_by
from reader.registration.surroundings import Surroundings

STEP_MM = 4.0
FARTHEST_MM = 24.0
BLOCK_MM = 36.0
_AROUND_LESION_MM = 16.0
_FLEXIONS_DEG = (0.0, -7.0, 7.0)
_LEAST_SHARE = 0.4
_PENALTY = 0.15
"""Taken off the correlation of a place 24 mm away from where the cross-section says."""

_MOST = 3
_PEAKS = 3
_APART_MM = 6.0


def block_mm(long_mm: float) -> float:
    """How far the block reaches from the lesion's centre."""
    return max(BLOCK_MM, STEP_MM * math.ceil((0.5 * long_mm + _AROUND_LESION_MM) / STEP_MM))


def places(prior: Level, current: Level, start: Matrix, around: Surroundings) -> list[Matrix]:
    """The motions near `start` that look best, best first, and `start` itself.

    Args:
        prior, current: local contrast around the lesion, and around where `start` takes it.
    """
    centre = around.centre_lps
    at = moved(start, centre[None])[0]
    reach = block_mm(around.long_mm)
    offsets = lattice_points(reach, STEP_MM)
    shape = (2 * round(reach / STEP_MM) + 1,) * 3
    values = prior.read(centre + offsets)
    outside = np.isnan(values) | (np.linalg.norm(offsets, axis=1) > reach)
    weights = np.where(outside, np.float32(0.0), around.weights(centre + offsets)).reshape(shape)
    template = np.nan_to_num(values).reshape(shape)
    field = lattice_points(reach + FARTHEST_MM, STEP_MM)
    field_shape = (2 * round((reach + FARTHEST_MM) / STEP_MM) + 1,) * 3
    shifts = lattice_points(FARTHEST_MM, STEP_MM).reshape(*(2 * round(FARTHEST_MM / STEP_MM) + 1,) * 3, 3)
    penalty = _PENALTY * (shifts**2).sum(axis=-1) / FARTHEST_MM**2
    found: list[tuple[float, Matrix]] = []
    for flexion in _FLEXIONS_DEG:
        turn = start[:3, :3] @ turn_by(np.array([np.radians(flexion), 0.0, 0.0]))
        block = current.read(at + field @ turn.T).reshape(field_shape)
        alike, _ = correlations(template, weights, block, _LEAST_SHARE)
        scores = (alike - penalty).astype(np.float32)
        for peak in peaks(scores, _PEAKS, 2):
            found.append((float(scores[peak]), about(centre, at + turn @ shifts[peak], turn)))
    chosen: list[Matrix] = []
    for _, motion in sorted(found, key=lambda entry: -entry[0]):
        if len(chosen) < _MOST and _apart(motion, chosen, around):
            chosen.append(motion)
    return [*chosen, start] if _apart(start, chosen, around) else chosen


def _apart(motion: Matrix, others: list[Matrix], around: Surroundings) -> bool:
    centre = around.centre_lps[None]
    place = moved(motion, centre)[0]
    return all(float(np.linalg.norm(place - moved(other, centre)[0])) > _APART_MM for other in others)
