"""A small body of clumps scanned at three timepoints, each time elsewhere; lesions drawn in it."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.importing import bring_in, look_through
from app.reading.desk.desk import ReadingDesk
from app.reading.desk.drawing import Drawing
from app.session import Session, open_session
from measurements.geometry.vectors import Vector, add
from measurements.lesion import Lesion
from measurements.storage.store import create_trial
from measurements.trial import Timepoint
from tests.app.reading.at_the_desk import desk_on
from tests.dicom_files import uid, write_ct_series
from tests.reader.registration.clumps import clumps, scanned

SUBJECT = "HN-7"
DAYS = ("20240110", "20240306", "20240501")
SHIFTS_MM: tuple[Vector, ...] = ((0.0, 0.0, 0.0), (12.0, -9.0, 21.0), (-6.0, 6.0, -15.0))
PLACES: tuple[Vector, ...] = ((0.0, 0.0, 0.0), (30.0, -20.0, 40.0))
"""Of two lesions, in the body at rest."""

STEP_MM, PIXEL_MM, REACH_MM = 6.0, 4.0, 92.0
LONG_MM = 12.0
BODY = clumps()


def write_scan(
    folder: Path,
    day: str,
    shift_mm: Vector,
    heights: tuple[float, float] = (96.0, -96.0),
    *,
    turned_deg: float = 0.0,
    **more: Any,
) -> None:
    """One axial series of the body that lies elsewhere by `shift_mm`.

    Args:
        heights: of the body at rest, what is scanned of it.
        turned_deg: how far it is turned about its long axis, from the patient's left to the back, before
            that.
    """
    offset, turn = np.array(shift_mm), turned(turned_deg)
    there = (heights[0] + shift_mm[2], heights[1] + shift_mm[2])
    volume = scanned(
        BODY,
        lambda points: (points - offset) @ turn,
        heights=there,
        step_mm=STEP_MM,
        pixel_mm=PIXEL_MM,
        reach_mm=REACH_MM,
    )
    lowest_mm = there[0] - STEP_MM * (len(volume.voxels) - 1)
    write_ct_series(
        folder,
        slices=len(volume.voxels),
        spacing=STEP_MM,
        thickness=STEP_MM,
        pixel_spacing=(PIXEL_MM, PIXEL_MM),
        origin=(-REACH_MM, -REACH_MM, lowest_mm),
        volume=(volume.voxels[::-1] + 1024).astype(np.int16),
        study_uid=uid("study", SUBJECT, day),
        StudyDate=day,
        **{"patient_id": SUBJECT, **more},
    )


def turned(degrees: float) -> NDArray[np.float64]:
    """The turn about the long axis, which takes a column (x, y, z)."""
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[cosine, -sine, 0.0], [sine, cosine, 0.0], [0.0, 0.0, 1.0]])


def draw(session: Session, desk: ReadingDesk, visit: int, place: Vector, long_mm: float = LONG_MM) -> Lesion:
    """Draws the lesion in hand, or one of its own, around a place of the body at rest; which it was."""
    go(desk, visit)
    x, y, z = add(place, SHIFTS_MM[visit])
    (listed,) = desk.series(desk.current)
    with session.store.reading() as trial:
        series = trial.series_with_slices(listed.key)
    assert series is not None
    heights = [one.origin_lps[2] for one in series.slices if one.origin_lps is not None]
    index = int(np.argmin(np.abs(np.array(heights) - z)))
    height = heights[index]
    Drawing(desk).draw(((x - long_mm / 2, y, height), (x + long_mm / 2, y, height)), None, series, index)
    assert desk.active is not None
    return desk.active


def visit(desk: ReadingDesk, number: int) -> Timepoint:
    """Counted from baseline."""
    return desk.case.timepoints[number]


def go(desk: ReadingDesk, number: int) -> None:
    if desk.current != visit(desk, number):
        desk.go_to(visit(desk, number).uid)


def draw_at_baseline(folder: Path) -> None:
    """Makes a trial of the scans in a folder, and draws a lesion at each of `PLACES` in the first of them."""
    with create_trial(folder / "trial.longaxis") as store:
        bring_in(store, look_through([folder / "scans"]))
    session = open_session(folder / "trial.longaxis")
    desk = desk_on(session)
    for place in PLACES:
        desk.new_lesion()
        draw(session, desk, 0, place)
    desk.close()
    session.close()
