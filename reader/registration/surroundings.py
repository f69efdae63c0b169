"""What is compared around a lesion: not the lesion itself, nor in the lung the chest wall it slides on."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.ndimage import binary_dilation, gaussian_filter

from reader.registration.level import Level, Values, ball_points, part
from reader.registration.pyramid import LOWEST_HU, Pyramid
from reader.registration.rigid import Floats

_LUNG_HU = -550.0
_BONE_HU = 130.0
_LUNG_SHARE = 0.4
_WALL_WEIGHT = 0.3
_AROUND_MM = 15.0
_PARENCHYMA_HU = (5.0, 230.0)
_PARENCHYMA_MM = 32.0
_PARENCHYMA_SHARE = 0.93
_FARTHEST_MM = 80.0


@dataclass(frozen=True, eq=False)
class Surroundings:
    """Which points around a lesion count, and how much.

    Attributes:
        centre_lps: (3,), mm; long_mm: the lesion's long axis.
        in_lung: whether most of what is near is lung; in_parenchyma: whether next to all of it is even soft
            tissue, as in liver and spleen, which move with the breath and show little of where they are.
    """

    centre_lps: Floats
    long_mm: float
    in_lung: bool
    in_parenchyma: bool
    _lung: Level | None

    def weights(self, points_lps: Floats, near_mm: float | None = None) -> Values:
        """(n,) weights of points (n, 3): 0 in the lesion and where it may have grown to, 1 far from it.

        Args:
            near_mm: how far from the lesion's edge points lose a third of their weight; None: never.
        """
        distance = np.linalg.norm(points_lps - self.centre_lps, axis=1)
        beyond = distance - 0.5 * self.long_mm
        result = np.clip((beyond - 3.0) / (0.25 * self.long_mm + 3.0), 0.0, 1.0)
        if near_mm is not None:
            result *= np.exp(-0.5 * (np.maximum(beyond, 0.0) / near_mm) ** 2)
        if self._lung is not None:
            result *= np.nan_to_num(self._lung.read(points_lps))
        return np.asarray(result, np.float32)


def surroundings_of(prior: Pyramid, centre_lps: Floats, long_mm: float) -> Surroundings:
    """Looks at what lies around a lesion."""
    offsets = ball_points(0.5 * long_mm + _PARENCHYMA_MM, 4.0)
    distance = np.linalg.norm(offsets, axis=1)
    outside = distance > 0.6 * long_mm + 2.0
    hu = prior.middle.read(centre_lps + offsets)
    near = hu[outside & (distance <= 0.5 * long_mm + _AROUND_MM)]
    wide = hu[outside]
    in_lung = bool((near < _LUNG_HU).mean() > _LUNG_SHARE) if len(near) else False
    even = (wide > _PARENCHYMA_HU[0]) & (wide < _PARENCHYMA_HU[1])
    in_parenchyma = bool(even.mean() > _PARENCHYMA_SHARE) if len(wide) else False
    lung = _lung_weights(part(prior.middle, centre_lps, _FARTHEST_MM + 0.5 * long_mm)) if in_lung else None
    return Surroundings(centre_lps, long_mm, in_lung, in_parenchyma, lung)


def _lung_weights(level: Level) -> Level:
    """1 in the lung and just around it, little in the chest wall."""
    hu = np.nan_to_num(level.values, nan=LOWEST_HU)
    lung = gaussian_filter(np.minimum(hu, 50.0), 2.0) < _LUNG_HU
    bone = binary_dilation(gaussian_filter(hu, 0.7) > _BONE_HU)
    moves = binary_dilation(lung, iterations=2) & ~(bone & ~lung)
    weights = _WALL_WEIGHT + (1.0 - _WALL_WEIGHT) * moves.astype(np.float32)
    return replace(level, values=weights.astype(np.float32))
