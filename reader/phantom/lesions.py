"""Lesions whose long and short axis on the slice through their centre are known exactly.

In its plane a lesion is an ellipse with dents between its four axis ends. A dent only takes away, and
the axis ends stay, so the greatest diameter and the longest chord across it stay those of the ellipse.
"""

import math
from dataclasses import dataclass

import numpy as np

from measurements.geometry.vectors import Segment, Vector
from measurements.lesion import RadiationClass, Role, State
from reader.phantom.canvas import Canvas

_UNDRAWN = (State.ABSENT, State.MERGED)
_AIRY_HU = -300.0
_DEPTH_SAMPLES = (-1 / 3, 0.0, 1 / 3)


@dataclass(frozen=True, slots=True)
class PhantomLesion:
    """What stays the same of a lesion from visit to visit.

    Attributes:
        name: link id of the lesion table, such as T01, NT01, NEW01; T01.1 is a fragment of T01.
        center_lps: in the body's own space, mm (see `BodyPoints`).
        direction_deg: of the long axis in the axial plane, from the patient's left towards the back.
        breathes: whether it moves with the diaphragm.
        hu: of its rim; core_hu: of its middle, where that differs.
        surround_hu: what lies around it within `surround_mm`, so that its border is a border.
        dents: how deep the outline is dented between the axis ends, as a share of the radius, 0 to 0.3.
    """

    name: str
    site: str
    organ: str
    laterality: str
    nodal: bool
    group: Role
    radiation: RadiationClass
    center_lps: Vector
    direction_deg: float
    breathes: bool
    hu: float
    core_hu: float
    surround_hu: float
    surround_mm: float = 2.5
    dents: float = 0.12


@dataclass(frozen=True, slots=True)
class Sighting:
    """One lesion at one visit.

    Attributes:
        state: what an ideal reader says of it.
        long_mm, short_mm: its axes; None where nothing is left to see or it lies outside the field.
        move_mm: how far its centre lies from the lesion's own, in the body's space.
        haze: density of the reaction of the lung around it after radiotherapy, 0 to 1.
    """

    lesion: PhantomLesion
    state: State
    long_mm: float | None = None
    short_mm: float | None = None
    move_mm: Vector = (0.0, 0.0, 0.0)
    haze: float = 0.0

    @property
    def drawn(self) -> bool:
        """Whether there is anything of it in the picture."""
        return self.long_mm is not None and self.short_mm is not None and self.state not in _UNDRAWN


@dataclass(frozen=True, slots=True)
class PlacedLesion:
    """A lesion as it lies in the scanner's space: everything about its axes that a slice can show."""

    sighting: Sighting
    center_lps: Vector
    direction_deg: float
    long_mm: float
    short_mm: float
    depth_mm: float
    """Half its extent across the slices."""

    @property
    def long_lps(self) -> Segment:
        """End points of the long axis on the slice through the centre."""
        return self._axis(self.long_mm, self.direction_deg)

    @property
    def short_lps(self) -> Segment:
        """End points of the short axis, perpendicular to the long one through the centre."""
        return self._axis(self.short_mm, self.direction_deg + 90.0)

    def _axis(self, length_mm: float, direction_deg: float) -> Segment:
        dx = 0.5 * length_mm * math.cos(math.radians(direction_deg))
        dy = 0.5 * length_mm * math.sin(math.radians(direction_deg))
        x, y, z = self.center_lps
        return (x - dx, y - dy, z), (x + dx, y + dy, z)

    def paint(self, canvas: Canvas) -> None:
        """Lays the part of the lesion that lies in the canvas's slice over the picture."""
        lesion = self.sighting.lesion
        above = canvas.grid.z - self.center_lps[2]
        surround_mm = max(lesion.surround_mm, 1.75 * canvas.grid.spacing_mm)
        reach = self.depth_mm + surround_mm + 0.5 * canvas.grid.thickness_mm
        haze_mm = 14.0 * self.sighting.haze
        if abs(above) > reach + haze_mm:
            return
        half = 0.5 * self.long_mm
        window = canvas.window(
            self.center_lps[0], self.center_lps[1], half + surround_mm + 1.5 * haze_mm + 3.0
        )
        if window is None:
            return
        rows, columns = window
        spacing, first = canvas.grid.spacing_mm, canvas.grid.first_mm
        x = (np.arange(columns.start, columns.stop) * spacing + (first[0] - self.center_lps[0]))[None, :]
        y = (np.arange(rows.start, rows.stop) * spacing + (first[1] - self.center_lps[1]))[:, None]
        turn = math.radians(self.direction_deg)
        along = (math.cos(turn) * x + math.sin(turn) * y).astype(np.float32)
        across = (math.cos(turn) * y - math.sin(turn) * x).astype(np.float32)
        from_center = np.hypot(along, across) + np.float32(1e-3)
        u, v = along / np.float32(half), across / np.float32(0.5 * self.short_mm)
        level = np.hypot(u, v) + np.float32(1e-4)
        # sin² of twice the angle is 0 at the four axis ends and nowhere else.
        between = (2 * u * v / (level * level)) ** 2
        angle = np.arctan2(v, u)
        phase = np.float32(sum(map(ord, lesion.name)) % 7 + 0.15 * above)
        ripple = (0.5 + 0.5 * np.cos(angle + phase)) * (0.6 + 0.4 * np.cos(5 * angle - 2 * phase))
        level /= 1 - np.float32(lesion.dents) * between * ripple

        if haze_mm:
            share = (1.4 - 0.4 * level) * half + haze_mm - from_center - 0.5 * abs(above)
            smoke = np.clip(share / haze_mm, 0, 1).astype(np.float32) * np.float32(self.sighting.haze)
            smoke *= 0.75 + 0.25 * np.sin(0.35 * canvas.x[window]) * np.cos(0.31 * canvas.y[window])
            picture = canvas.hu[window]
            picture += np.where(picture < -600, smoke * 330, 0).astype(np.float32)

        surround = np.zeros(level.shape, np.float32)
        covered = np.zeros(level.shape, np.float32)
        middle = np.zeros(level.shape, np.float32)
        for sample in _DEPTH_SAMPLES:
            height = abs(above + sample * canvas.grid.thickness_mm)
            outside = from_center * (1 - self._section(height) / level)
            covered += np.clip(0.5 - outside / canvas.edge_mm, 0, 1)
            grown = from_center * (1 - self._section(height - surround_mm) / level)
            surround += np.clip(0.5 - (grown - surround_mm) / 2.5, 0, 1)
            middle += np.clip(0.5 - (outside + 0.22 * self.short_mm) / (0.2 * self.short_mm), 0, 1)
        picture = canvas.hu[window]
        if lesion.surround_hu > _AIRY_HU:
            # Fat around a node ends where the skin does.
            surround *= picture > _AIRY_HU
        picture += (lesion.surround_hu - picture) * (surround / len(_DEPTH_SAMPLES))
        tissue = lesion.hu + (lesion.core_hu - lesion.hu) * (middle / len(_DEPTH_SAMPLES))
        picture += (tissue - picture) * (covered / len(_DEPTH_SAMPLES))

    def _section(self, height_mm: float) -> float:
        """Size of the outline at a height above the centre, beside that at the centre.

        The fourth power keeps it flat near the centre, so that a thick slice shows the true diameters.
        """
        return math.sqrt(max(1e-6, 1 - (max(height_mm, 0.0) / self.depth_mm) ** 4))
