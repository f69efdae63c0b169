"""What is compared around a lesion: not the lesion itself, nor in the lung the chest wall it slides on."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.ndimage import binary_dilation, gaussian_filter, uniform_filter

from reader.registration.level import Level, Values, ball_points, part
from reader.registration.pyramid import LOWEST_HU, Pyramid
from reader.registration.rigid import Floats

_LUNG_HU = -550.0
_BONE_HU = 130.0
_LUNG_SHARE = 0.4
_WALL_WEIGHT = 0.3
_AROUND_MM = 15.0
_PARENCHYMA_HU = (15.0, 230.0)
_PARENCHYMA_VOXELS = 11
_PARENCHYMA_SHARE = 0.93
_PARENCHYMA_REACH_MM = 12.0
"""Even tissue is a cube of 44 mm with next to nothing else in it, this near to the lesion. On made-up and
real scans livers have 0.95 and more, necks and chests up to 0.92."""

_FARTHEST_MM = 80.0


@dataclass(frozen=True, eq=False)
class Surroundings:
    """Which points around a lesion count, and how much.

    Attributes:
        centre_lps: (3,), mm; long_mm: the lesion's long axis.
        in_lung: whether most of what is near is lung; in_parenchyma: whether it lies in or beside a
            large piece of even soft tissue, as liver and spleen are, which move with the breath.
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
    offsets = ball_points(0.5 * long_mm + _AROUND_MM, 4.0)
    outside = np.linalg.norm(offsets, axis=1) > 0.6 * long_mm + 2.0
    hu = prior.middle.read(centre_lps + offsets)[outside]
    in_lung = bool((hu < _LUNG_HU).mean() > _LUNG_SHARE) if len(hu) else False
    in_parenchyma = _evenness(prior, centre_lps, long_mm) > _PARENCHYMA_SHARE
    lung = _lung_weights(part(prior.middle, centre_lps, _FARTHEST_MM + 0.5 * long_mm)) if in_lung else None
    return Surroundings(centre_lps, long_mm, in_lung, in_parenchyma, lung)


def _evenness(prior: Pyramid, centre_lps: Floats, long_mm: float) -> float:
    """The largest share of soft tissue in a cube near the lesion."""
    cube_mm = _PARENCHYMA_VOXELS * prior.middle.spacing_mm
    reach_mm = 0.5 * long_mm + _PARENCHYMA_REACH_MM
    box = part(prior.middle, centre_lps, reach_mm + cube_mm)
    even = (box.values > _PARENCHYMA_HU[0]) & (box.values < _PARENCHYMA_HU[1])
    shares = replace(box, values=uniform_filter(even.astype(np.float32), _PARENCHYMA_VOXELS, mode="nearest"))
    return float(np.nan_to_num(shares.read(centre_lps + ball_points(reach_mm, 4.0))).max())


def _lung_weights(level: Level) -> Level:
    """1 in the lung and just around it, little in the chest wall."""
    hu = np.nan_to_num(level.values, nan=LOWEST_HU)
    lung = gaussian_filter(np.minimum(hu, 50.0), 2.0) < _LUNG_HU
    bone = binary_dilation(gaussian_filter(hu, 0.7) > _BONE_HU)
    moves = binary_dilation(lung, iterations=2) & ~(bone & ~lung)
    weights = _WALL_WEIGHT + (1.0 - _WALL_WEIGHT) * moves.astype(np.float32)
    return replace(level, values=weights.astype(np.float32))
