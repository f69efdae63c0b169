"""One visit of the made-up patient: when, how scanned, how lying, with which lesions of what size."""

import math
from dataclasses import dataclass
from datetime import date

import numpy as np

from reader.phantom.canvas import SliceGrid
from reader.phantom.lesions import PlacedLesion, Sighting
from reader.phantom.posture import Build, Posture


@dataclass(frozen=True, slots=True)
class Acquisition:
    """How a series is scanned and reconstructed.

    Attributes:
        size: rows and columns; field_mm: width of the field of view.
        spacing_mm: between slices; thickness_mm: of one slice.
        top_mm, bottom_mm: height of the first and lowest slice, from the notch of the sternum.
        noise_hu: standard deviation in soft tissue.
    """

    size: int
    field_mm: float
    spacing_mm: float
    thickness_mm: float
    top_mm: float
    bottom_mm: float
    noise_hu: float = 12.0

    @property
    def pixel_mm(self) -> float:
        return self.field_mm / self.size

    @property
    def slices(self) -> int:
        return int((self.top_mm - self.bottom_mm) / self.spacing_mm) + 1


@dataclass(frozen=True, slots=True)
class PhantomVisit:
    """One timepoint.

    Attributes:
        number: 0 for baseline.
        field_center_lps: (x, y) of the middle of the field of view, mm.
    """

    number: int
    date: date
    acquisition: Acquisition
    posture: Posture
    lesions: tuple[Sighting, ...]
    field_center_lps: tuple[float, float] = (0.0, 0.0)

    def slice_grid(self, index: int) -> SliceGrid:
        """The `index`-th slice from the head."""
        scan = self.acquisition
        corner = 0.5 * (scan.size - 1) * scan.pixel_mm
        return SliceGrid(
            scan.size,
            scan.pixel_mm,
            (self.field_center_lps[0] - corner, self.field_center_lps[1] - corner),
            self.posture.shift_lps[2] + scan.top_mm - index * scan.spacing_mm,
            scan.thickness_mm,
        )

    def slice_index(self, z: float) -> int:
        """Index of the slice nearest to height `z`, mm, in the scanner's space; may be outside the scan."""
        return math.floor((self.slice_grid(0).z - z) / self.acquisition.spacing_mm + 0.5)

    def placed(self, build: Build, sighting: Sighting) -> PlacedLesion | None:
        """Where a lesion lies at this visit; None when there is nothing of it to see.

        Its centre is moved to the nearest slice, by half the slice spacing at most.
        """
        if not sighting.drawn or sighting.long_mm is None or sighting.short_mm is None:
            return None
        lesion = sighting.lesion
        body = np.add(lesion.center_lps, sighting.move_mm)[None, :]
        x, y, z = (float(value) for value in self.posture.scanner_points(build, body, lesion.breathes)[0])
        depth = max(0.5 * sighting.short_mm, 0.8 * self.acquisition.thickness_mm)
        return PlacedLesion(
            sighting,
            (x, y, self.slice_grid(self.slice_index(z)).z),
            lesion.direction_deg + self.posture.turn_deg,
            sighting.long_mm,
            sighting.short_mm,
            depth,
        )


@dataclass(frozen=True, slots=True)
class PhantomSubject:
    """One made-up patient with all visits.

    Attributes:
        seed: everything random about the patient comes from it.
        name: Patient's Name as written, in `charset` (Specific Character Set, PS3.3 C.12.1.1.2).
        scan_name: what was scanned, in words, for the study's description; body_part: DICOM's own term.
    """

    code: str
    seed: int
    name: str
    charset: str
    sex: str
    birth: date
    age: int
    height_m: float
    weight_kg: float
    treatment_start: date
    build: Build
    scan_name: str
    body_part: str
    visits: tuple[PhantomVisit, ...]

    def day(self, visit: PhantomVisit) -> int:
        """Whole days from the first treatment to a visit."""
        return (visit.date - self.treatment_start).days
