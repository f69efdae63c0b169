"""The made-up body: what lies over what, from the air around the patient to the marrow of the spine."""

import numpy as np

from reader.phantom.canvas import Canvas, SliceGrid
from reader.phantom.noise import Texture, Waves
from reader.phantom.organs import fat_pads, organ_blobs, organ_tubes
from reader.phantom.posture import Build, Grid, Posture
from reader.phantom.shape import as_grid
from reader.phantom.skeleton import bone_blobs, bone_tubes, paint_vertebra
from reader.phantom.trees import grow_liver_vessels, grow_lung_vessels
from reader.phantom.trunk import Trunk, TrunkWaves
from reader.phantom.tubes import PlacedBlobs, PlacedTubes, PlacedTwigs

SKIN_HU = 25.0
FAT_HU = -102.0
MUSCLE_HU = 58.0
LUNG_HU = -862.0
LIVER_HU = 108.0

_TABLE = ((0.0, 3.0, -870.0), (6.0, 8.4, 40.0), (8.4, 34.0, -955.0), (34.0, 36.0, 20.0))
"""Cover, upper shell, foam and lower shell of the couch: from and to which depth, mm, and HU."""


class Body:
    """One patient's body, the same at every visit; grown once from a seed."""

    def __init__(self, seed: int, build: Build) -> None:
        self.seed = seed
        self.build = build
        self.waves = TrunkWaves(seed)
        self.wander = (Waves((seed, 3), 6, (16, 60)), Waves((seed, 4), 6, (16, 60)))
        self.fibres = Texture((seed, 5), 1.6, 1.4)
        self.lobules = Texture((seed, 6), 2.6, 1.3)
        self.trabeculae = Texture((seed, 7), 0.9, 0.8)
        self.lung_vessels = grow_lung_vessels(seed)
        self.liver_vessels = grow_liver_vessels(seed)

    def placed(self, posture: Posture) -> "LyingBody":
        """The body as it lies at one visit."""
        return LyingBody(self, posture)


class LyingBody:
    """The body at one visit, ready to be cut into slices from several threads."""

    def __init__(self, body: Body, posture: Posture) -> None:
        self._body = body
        self._posture = posture
        build = body.build
        self._bones = PlacedTubes(bone_tubes(), posture, build)
        self._flat_bones = PlacedBlobs(bone_blobs(), posture, build)
        self._fat_pads = PlacedBlobs(fat_pads(), posture, build)
        self._soft_tubes = PlacedTubes(organ_tubes(), posture, build)
        self._soft_blobs = PlacedBlobs(organ_blobs(), posture, build)
        self._twigs = [
            PlacedTwigs(
                posture.scanner_points(build, twigs.starts, True),
                posture.scanner_points(build, twigs.ends, True),
                twigs.radii,
                hu,
            )
            for twigs, hu in ((body.lung_vessels, 90.0), (body.liver_vessels, 168.0))
        ]

    def canvas(self, grid: SliceGrid) -> Canvas:
        """One slice of the body, without lesions and without noise."""
        body = self._body
        canvas = Canvas(grid, self._posture, body.build, body.wander)
        trunk = Trunk(canvas, body.build, body.waves)
        self._paint_table(canvas)
        self._paint_shell(canvas, trunk)
        self._paint_inside(canvas, trunk)
        return canvas

    def noise_share(self, canvas: Canvas) -> Grid:
        """How strong the noise is where, 1 in soft tissue: less in the air, more between the shoulders."""
        body = canvas.body
        deep = np.exp(-((body.x / 120) ** 2) - (body.y / 90) ** 2).astype(np.float32)
        shoulders = np.exp(-(((body.z - 5) / 28) ** 2)) * 0.5
        return canvas.fine(((0.55 + 0.55 * deep) * (1 + shoulders)).astype(np.float32))

    def _texture(self, canvas: Canvas, texture: Texture) -> Grid:
        grid = canvas.grid
        shift = self._posture.shift_lps
        first = grid.first_mm[0] - shift[0], grid.first_mm[1] - shift[1]
        return texture.slice((grid.size, grid.size), first, grid.spacing_mm, grid.z - shift[2])

    def _paint_table(self, canvas: Canvas) -> None:
        grid = canvas.grid
        highest = self._posture.shift_lps[1] + 112.0 * self._body.build.depth
        half = 0.5 * grid.size * grid.spacing_mm + abs(grid.first_mm[0])
        window = canvas.box(-half, half, highest - half * half / 900.0 - 2.0, highest + 38.0)
        if window is None:
            return
        rows, columns = window
        across = np.arange(columns.start, columns.stop, dtype=np.float32) * np.float32(grid.spacing_mm)
        down = np.arange(rows.start, rows.stop, dtype=np.float32) * np.float32(grid.spacing_mm)
        across += np.float32(grid.first_mm[0])
        down += np.float32(grid.first_mm[1])
        depth = down[:, None] - (highest - across * across / 900.0)[None, :]
        for upper, lower, hu in _TABLE:
            canvas.lay(window, as_grid(np.maximum(upper - depth, depth - lower)), hu, canvas.edge_mm)

    def _paint_shell(self, canvas: Canvas, trunk: Trunk) -> None:
        body = self._body
        canvas.paint(trunk.skin, SKIN_HU)
        canvas.paint(trunk.skin + 1.8, FAT_HU)
        deep = trunk.skin + trunk.fat_mm
        # In the neck the front is fat with organs in it; muscle lies behind and at the sides.
        neck = np.clip((trunk.z - 28) / 24, 0, 1)
        front_gap = neck * np.clip(6 - (trunk.y - 2 - 0.25 * np.abs(trunk.x)), 0, 40)
        muscle = as_grid(deep + front_gap)
        canvas.paint(muscle, MUSCLE_HU)
        # Thin sheets of fat between the layers of muscle, where a slow wave crosses zero.
        sheet = np.abs(trunk.quick + 0.9 * trunk.slow) * 9 - 1.0 + 1.2 * np.abs(trunk.slow)
        layer = np.abs(deep + 0.45 * (trunk.cage - deep) - 3 * trunk.slow - 6) - 1.2
        between = np.minimum(sheet, layer + 0.7 * np.abs(trunk.quick))
        canvas.paint(as_grid(np.maximum(between, muscle + 3)), -70.0, 2.4, 0.8)
        self._fat_pads.paint(canvas)
        grain = 7.0 * self._texture(canvas, body.fibres) + 4.0 * self._texture(canvas, body.lobules)
        canvas.hu += np.where(canvas.hu > -200, grain, 0).astype(np.float32)

    def _paint_inside(self, canvas: Canvas, trunk: Trunk) -> None:
        body = self._body
        grid = canvas.grid
        # The fat of the chest and belly, then what lies in it.
        cavity = trunk.cage + 1.5
        if grid.z - self._posture.shift_lps[2] < 40:
            above = np.maximum(cavity, trunk.z - 12)
            canvas.paint(above, FAT_HU + 4)
            canvas.paint(np.maximum(cavity, -cavity - 3.0).astype(np.float32), MUSCLE_HU)
            self._paint_belly(canvas, trunk)
            self._paint_lungs(canvas, trunk)
        self._soft_blobs.paint(canvas)
        self._soft_tubes.paint(canvas)
        self._bones.paint(canvas)
        self._flat_bones.paint(canvas)
        paint_vertebra(canvas, self._posture, body.build, self._texture(canvas, body.trabeculae))

    def _paint_belly(self, canvas: Canvas, trunk: Trunk) -> None:
        if not bool((trunk.belly < 3).any()):
            return
        diaphragm = np.maximum(np.abs(trunk.belly + 1.0) - 2.0, trunk.cage).astype(np.float32)
        canvas.paint(trunk.belly - 3, FAT_HU)
        canvas.paint(diaphragm, MUSCLE_HU)
        canvas.paint(trunk.stomach, 70.0)
        lumen = trunk.stomach + 4.5 + 1.5 * trunk.quick
        canvas.paint(lumen, 18.0)
        canvas.paint(np.maximum(lumen, trunk.y + 34).astype(np.float32), -960.0)
        canvas.paint(trunk.spleen, 122.0)
        canvas.paint(trunk.liver, LIVER_HU)
        if bool((trunk.liver < 0).any()):
            self._twigs[1].paint(canvas)

    def _paint_lungs(self, canvas: Canvas, trunk: Trunk) -> None:
        if not bool((trunk.lung < 2).any()):
            return
        weight = 0.28 * trunk.y + 14 * trunk.slow + 10 * trunk.quick
        canvas.paint(trunk.lung, (LUNG_HU + weight).astype(np.float32))
        inside = trunk.lung + 1.0
        for fissure in fissures(trunk):
            canvas.paint(np.maximum(np.abs(fissure) - 0.35, inside).astype(np.float32), -640.0, 1.6, 0.7)
        before = canvas.hu.copy()
        self._twigs[0].paint(canvas)
        keep = canvas.fine(np.clip(0.5 - (trunk.lung + 2.0) / 2.0, 0, 1).astype(np.float32))
        canvas.hu -= (canvas.hu - before) * (1 - keep)
        grain = 13.0 * self._texture(canvas, self._body.lobules)
        canvas.hu += np.where(canvas.hu < -780, grain * keep, 0).astype(np.float32)


def fissures(trunk: Trunk) -> tuple[Grid, Grid]:
    """Distances to the oblique fissures of both lungs and the horizontal one of the right, mm."""
    x, y, zo = trunk.x, trunk.y, trunk.z_organs
    oblique = 0.62 * (zo + 88) + 0.74 * (y + 2) + 3.5 * trunk.slow - np.where(x > 0, 6, 0)
    horizontal = np.where((x < 0) & (oblique < 0), 0.96 * (zo + 86) - 0.12 * (y + 40) + 3 * trunk.slow, 50)
    return np.asarray(oblique, np.float32), np.asarray(horizontal, np.float32)
