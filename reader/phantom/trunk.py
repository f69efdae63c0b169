"""The outlines of the body: skin, cage of the chest, lungs, diaphragm, liver, spleen, stomach."""

import numpy as np

from reader.phantom.canvas import Canvas
from reader.phantom.noise import Waves
from reader.phantom.posture import Build, Grid
from reader.phantom.shape import Profile, as_grid, both, oval

_HALF_WIDTH = Profile(
    (150, 120, 95, 72, 52, 36, 20, 2, -25, -60, -110, -160, -220, -300, -360),
    (66, 66, 62, 58, 62, 84, 128, 160, 172, 174, 170, 164, 156, 150, 152),
)
_FRONT = Profile(
    (150, 122, 106, 96, 84, 70, 56, 30, 8, -15, -45, -85, -130, -180, -240, -320),
    (-96, -93, -88, -78, -64, -57, -54, -54, -62, -78, -94, -106, -110, -108, -106, -110),
)
_BACK = Profile(
    (150, 110, 75, 50, 25, 0, -40, -90, -150, -210, -280, -340),
    (74, 66, 64, 68, 80, 92, 103, 106, 103, 96, 90, 90),
)
_SKIN_POWER = Profile(
    (120, 50, 0, -60, -200, -340),
    (2.15, 2.2, 2.35, 2.5, 2.5, 2.4),
)
_FAT_MM = Profile(
    (150, 60, 20, -20, -120, -200, -320),
    (5, 5, 8, 13, 15, 17, 20),
)

_CAGE_WIDTH = Profile(
    (30, 22, 12, 0, -20, -50, -100, -150, -200, -260, -340),
    (34, 52, 72, 88, 107, 123, 134, 137, 134, 128, 122),
)
_CAGE_DEPTH = Profile(
    (30, 22, 12, 0, -20, -50, -100, -150, -210, -280, -340),
    (18, 28, 36, 46, 61, 75, 86, 88, 85, 80, 76),
)
_CAGE_MIDDLE = Profile(
    (30, 10, 0, -20, -50, -100, -150, -220, -320),
    (30, 26, 22, 14, 7, 1, -3, -6, -10),
)
_MEDIASTINUM = Profile(
    (25, 0, -30, -60, -100, -180),
    (24, 27, 27, 24, 18, 16),
)

SPINE_Y = Profile(
    (150, 110, 70, 40, 10, -30, -80, -130, -190, -260, -340),
    (4, 6, 8, 14, 24, 36, 42, 41, 33, 22, 14),
)
"""Where the middle of the vertebral bodies lies, mm: the curve of the spine seen from the side."""


class Trunk:
    """Distances (mm, negative inside) to the large surfaces, on the coarse points of a slice."""

    def __init__(self, canvas: Canvas, build: Build, waves: "TrunkWaves") -> None:
        body = canvas.body
        x, y, z, zo = body.x, body.y, body.z, body.z_organs
        slow, quick = waves.slow(x, y, z), waves.quick(x, y, z)
        front, back = _FRONT(z), _BACK(z)
        middle = 0.5 * (front + back)
        power = float(_SKIN_POWER(z[:1, :1])[0, 0])
        self.x, self.y, self.z, self.z_organs = x, y, z, zo
        self.slow, self.quick = slow, quick
        skin: Grid = oval(x, y - middle, _HALF_WIDTH(z), 0.5 * (back - front), power)
        # The furrow of the back and the hollow before the breastbone.
        furrow = 6.0 * np.exp(-((x / 13) ** 2)) * (y > middle) * (z < 70)
        hollow = 5.0 * np.exp(-((x / 26) ** 2)) * (y < middle) * np.exp(-(((z + 60) / 60) ** 2))
        self.skin = as_grid(skin + 1.6 * slow + furrow + hollow)
        around = np.cos(2 * np.arctan2(y - middle, np.abs(x) + 1.0) - 1.1)
        self.fat_mm = as_grid(_FAT_MM(z) * build.fat * (1 - 0.25 * around) + 1.5 * slow)
        cage_y = y - _CAGE_MIDDLE(z)
        self.cage: Grid = oval(x, cage_y, _CAGE_WIDTH(z), _CAGE_DEPTH(z), 2.25)
        self._lungs_and_below(np.abs(x), cage_y)

    def _lungs_and_below(self, aside: Grid, cage_y: Grid) -> None:
        x, y, zo, slow, quick = self.x, self.y, self.z_organs, self.slow, self.quick
        right = -152.0 - (x + 66) ** 2 / 66 - np.where(cage_y > 0, cage_y**2 / 74, cage_y**2 / 260)
        left = -164.0 - (x - 70) ** 2 / 66 - np.where(cage_y > 0, cage_y**2 / 74, cage_y**2 / 260)
        heart = -176.0 - (x - 10) ** 2 / 90 - (cage_y + 20) ** 2 / 130
        dome = as_grid(np.maximum(np.maximum(right, left), heart) + 2.5 * slow)
        self.over_dome: Grid = (0.75 * (dome - zo)).astype(np.float32)
        """Below 0 above the diaphragm."""
        wide = _MEDIASTINUM(zo)
        gap = as_grid(wide * (0.35 + 0.65 * np.exp(-(((y - 5) / 45) ** 2))) + 2 * quick)
        middle = both(gap - aside, self.cage + 5, 10)
        away_from_spine = as_grid(26.0 - np.hypot(x, y - SPINE_Y(self.z)))
        lung = both(both(self.cage, gap - aside, 12), away_from_spine, 8)
        lung = both(lung, zo - 21, 10)
        self.lung: Grid = both(lung, self.over_dome, 5)
        self.mediastinum: Grid = middle
        inner = both(self.cage + 3.5, -self.over_dome + 3.0, 8)
        self.belly: Grid = inner
        """Everything under the diaphragm within the cage."""
        left_end = as_grid(0.86 * x + 0.5 * (y + 30) - 46 + 5 * slow)
        behind = as_grid(0.55 * (y - 24) + 0.6 * (x + 34) - 14 + 3 * slow)
        notch = as_grid(26.0 - np.hypot(x + 6, y - 18) + 2 * self.quick)
        floor = as_grid(-312 - zo + 0.55 * (x + 60))
        liver = both(both(inner - 0.5, left_end, 10), behind, 12)
        self.liver: Grid = both(both(liver, notch, 8), floor, 12)
        spleen = np.sqrt(((x - 96) / 42) ** 2 + ((y - 36) / 46) ** 2 + ((zo + 222) / 52) ** 2) - 1
        self.spleen: Grid = both(inner + 0.5, as_grid(38 * spleen + 2.5 * slow), 4)
        stomach = np.sqrt(((x - 62) / 50) ** 2 + ((y + 16) / 52) ** 2 + ((zo + 222) / 58) ** 2) - 1
        self.stomach: Grid = both(inner + 1, as_grid(40 * stomach + 3 * slow), 6)


class TrunkWaves:
    """The waves that shape one patient's outlines."""

    def __init__(self, seed: int) -> None:
        self.slow = Waves((seed, 1), 6, (70, 150))
        self.quick = Waves((seed, 2), 7, (22, 48))
