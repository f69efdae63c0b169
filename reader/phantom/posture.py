"""How the patient lies at one visit: from the scanner's space to the body's own and back."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from measurements.geometry.vectors import Vector

Grid = NDArray[np.float32]
"""An array of float32, one value per sample point."""

_FLEXION_ONSET_MM = 25.0
_BREATH_TOP_MM = -40.0
_BREATH_BOTTOM_MM = -165.0


@dataclass(frozen=True, slots=True)
class Build:
    """How large a patient is beside the model, which measures about 340 x 215 mm across the chest.

    Attributes:
        width, depth, height: factors on x, y and z.
        fat: factor on the thickness of the fat under the skin.
    """

    width: float = 1.0
    depth: float = 1.0
    height: float = 1.0
    fat: float = 1.0


@dataclass(frozen=True, slots=True)
class BodyPoints:
    """Sample points in the body's own space, mm, as arrays of one shape.

    Attributes:
        x: to the left; y: to the back; z: to the head, from the notch of the sternum, of what does not
            breathe; z_organs: the same for what moves with the diaphragm.
    """

    x: Grid
    y: Grid
    z: Grid
    z_organs: Grid


@dataclass(frozen=True, slots=True)
class Posture:
    """A patient's place on the table at one visit.

    Attributes:
        shift_lps: where the notch of the sternum lies, mm.
        turn_deg: rotation about the long axis of the body.
        flexion_deg: how far the neck is bent forward.
        breath_mm: how much lower the diaphragm stands than in the model.
    """

    shift_lps: Vector
    turn_deg: float = 0.0
    flexion_deg: float = 0.0
    breath_mm: float = 0.0

    def body_points(self, build: Build, x: Grid, y: Grid, z: float) -> BodyPoints:
        """The body points at scanner points (`x`, `y`) of the axial slice at height `z`, mm."""
        turn = math.radians(self.turn_deg)
        dx, dy, dz = x - self.shift_lps[0], y - self.shift_lps[1], z - self.shift_lps[2]
        forward = math.tan(math.radians(self.flexion_deg)) * float(_above_shoulders(np.float64(dz)))
        across = math.cos(turn) * dx + math.sin(turn) * dy
        deep = math.cos(turn) * dy - math.sin(turn) * dx + forward
        organs = dz + self.breath_mm * float(_breathing_share(np.float64(dz)))
        return BodyPoints(
            (across / build.width).astype(np.float32),
            (deep / build.depth).astype(np.float32),
            np.full(x.shape, dz / build.height, np.float32),
            np.full(x.shape, organs / build.height, np.float32),
        )

    def scanner_points(self, build: Build, body: NDArray[np.float64], breathes: bool) -> NDArray[np.float64]:
        """The scanner points, LPS mm, of body points of shape (n, 3)."""
        points = body * (build.width, build.depth, build.height)
        if breathes and self.breath_mm:
            target = points[:, 2].copy()
            for _ in range(12):
                points[:, 2] = target - self.breath_mm * _breathing_share(points[:, 2])
        points[:, 1] -= math.tan(math.radians(self.flexion_deg)) * _above_shoulders(points[:, 2])
        turn = math.radians(self.turn_deg)
        across = math.cos(turn) * points[:, 0] - math.sin(turn) * points[:, 1]
        deep = math.sin(turn) * points[:, 0] + math.cos(turn) * points[:, 1]
        return np.stack((across, deep, points[:, 2]), axis=1) + self.shift_lps


def _above_shoulders(z: NDArray[np.float64] | np.float64) -> NDArray[np.float64] | np.float64:
    """A ramp that is 0 below the shoulders and the height above them in the neck, without a kink."""
    return np.asarray(0.5 * (z - 10.0 + np.hypot(z - 10.0, _FLEXION_ONSET_MM)), np.float64)


def _breathing_share(z: NDArray[np.float64] | np.float64) -> NDArray[np.float64]:
    share = np.clip((_BREATH_TOP_MM - z) / (_BREATH_TOP_MM - _BREATH_BOTTOM_MM), 0.0, 1.0)
    return np.asarray(share * share * (3.0 - 2.0 * share), np.float64)
