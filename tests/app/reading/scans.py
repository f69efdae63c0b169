"""Scans to read: bright ellipses of known axes on a dark ground, at three timepoints."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from app.importing import bring_in, look_through
from measurements.geometry.vectors import Segment
from measurements.storage.store import create_trial
from tests.dicom_files import uid, write_ct_series

SUBJECT = "HN-7"
DAYS = ("20240110", "20240306", "20240501")
SLICES, SPACING_MM = 11, 3.0
SIZE_PX, PIXEL_MM = 208, 0.5
CORNER_MM = -(SIZE_PX - 1) / 2 * PIXEL_MM
"""Every axis ends on an edge or in the middle of a pixel, where the half bright place is the true edge."""
LOWEST_MM = (0.0, 6.0, 6.0)
"""Height of the lowest slice of each scan: between baseline and the first follow-up the table has moved."""

GROUND_HU, BRIGHT_HU = -160, 240
"""Black and white in the file's own window; an edge is where the picture is half bright."""


@dataclass(frozen=True)
class Ellipse:
    """A lesion with its long axis from left to right; axes in mm at each timepoint.

    Attributes:
        x_mm, y_mm: middle, LPS.
        place: slice it is on, from the head from 0; it is seen on its neighbours too.
    """

    x_mm: float
    y_mm: float
    place: int
    axes_mm: tuple[tuple[float, float], ...]

    def long_lps(self, visit: int) -> Segment:
        half, z = self.axes_mm[visit][0] / 2, height_mm(visit, self.place)
        return ((self.x_mm - half, self.y_mm, z), (self.x_mm + half, self.y_mm, z))

    def short_lps(self, visit: int) -> Segment:
        half, z = self.axes_mm[visit][1] / 2, height_mm(visit, self.place)
        return ((self.x_mm, self.y_mm - half, z), (self.x_mm, self.y_mm + half, z))


LUNG = Ellipse(-18.0, -10.0, 3, ((30.0, 22.0), (20.0, 16.0), (31.0, 24.0)))
LIVER = Ellipse(20.0, 16.0, 8, ((24.0, 18.0), (16.0, 12.0), (20.0, 15.0)))
LESIONS = (LUNG, LIVER)
"""Sums 54.0, 36.0 and 51.0 mm: a partial response, then progression."""

FRESH = Ellipse(22.0, -22.0, 5, ((0.0, 0.0), (0.0, 0.0), (14.0, 11.0)))
"""A lesion that is first seen at the last timepoint."""


def height_mm(visit: int, place: int) -> float:
    """Where slice `place` from the head lies, mm along the body."""
    return LOWEST_MM[visit] + (SLICES - 1 - place) * SPACING_MM


def picture(visit: int, place: int) -> npt.NDArray[np.int16]:
    """Stored values (rows, columns) of a slice, edges within a pixel of where they are."""
    middles = np.arange(SIZE_PX) * PIXEL_MM + CORNER_MM
    share = np.zeros((SIZE_PX, SIZE_PX))
    for lesion in (*LESIONS, FRESH):
        long_mm, short_mm = lesion.axes_mm[visit]
        if abs(place - lesion.place) > 1 or not long_mm:
            continue
        fine = (np.arange(4) - 1.5) / 4 * PIXEL_MM
        x = (middles[:, None] + fine).reshape(-1) - lesion.x_mm
        y = (middles[:, None] + fine).reshape(-1) - lesion.y_mm
        inside = (x[None, :] / (long_mm / 2)) ** 2 + (y[:, None] / (short_mm / 2)) ** 2 <= 1
        share = np.maximum(share, inside.reshape(SIZE_PX, 4, SIZE_PX, 4).mean(axis=(1, 3)))
    return (GROUND_HU + 1024 + share * (BRIGHT_HU - GROUND_HU)).round().astype(np.int16)


def write_scans(
    folder: Path,
    *,
    frame_of_reference: str | None = None,
    thickness_mm: Sequence[float] = (SPACING_MM, SPACING_MM, SPACING_MM),
) -> Path:
    """Writes the three scans; they share a frame of reference where one is named."""
    for visit, day in enumerate(DAYS):
        study = uid("study", SUBJECT, day)
        write_ct_series(
            folder / day,
            slices=SLICES,
            spacing=SPACING_MM,
            thickness=thickness_mm[visit],
            pixel_spacing=(PIXEL_MM, PIXEL_MM),
            origin=(CORNER_MM, CORNER_MM, LOWEST_MM[visit]),
            volume=np.stack([picture(visit, SLICES - 1 - k) for k in range(SLICES)]),
            patient_id=SUBJECT,
            study_uid=study,
            StudyDate=day,
            FrameOfReferenceUID=frame_of_reference or uid("frame of reference", study),
        )
    return folder


def make_trial(folder: Path, **scans: Any) -> Path:
    """A trial with the three scans in `folder`, nothing read yet; `scans`: as for `write_scans`."""
    write_scans(folder / "scans", **scans)
    with create_trial(folder / "trial.longaxis") as store:
        bring_in(store, look_through([folder / "scans"]))
    return folder / "trial.longaxis"
