"""The wall as a test says it: what is seen on it, and another series to hang."""

from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QApplication

from app.importing import bring_in, look_through
from app.reading.pictures.picture import Picture
from tests.app.reading.scans import CORNER_MM, DAYS, LOWEST_MM, PIXEL_MM, SLICES, SPACING_MM, SUBJECT, picture
from tests.app.reading.user import Opened, Reader
from tests.dicom_files import uid, write_ct_series
from viewer.link import point_seen


def names(reader: Reader) -> list[str]:
    return [one.name for one in reader.wall.all if one.pane.isVisible()]


def seen_lps(one: Picture) -> tuple[float, float, float]:
    return point_seen(one.pane.plane_view())


def other_series(folder: Path, name: str, day: int, *, every: int = 2) -> str:
    """A series of every second or so slice; its UID."""
    places = list(range(0, SLICES, every))
    write_ct_series(
        folder / name,
        slices=len(places),
        spacing=SPACING_MM * every,
        thickness=SPACING_MM * every,
        pixel_spacing=(PIXEL_MM, PIXEL_MM),
        origin=(CORNER_MM, CORNER_MM, LOWEST_MM[day]),
        volume=np.stack([picture(day, SLICES - 1 - k) for k in places]),
        patient_id=SUBJECT,
        study_uid=uid("study", SUBJECT, DAYS[day]),
        series_uid=f"1.2.3.{day}.{len(name)}",
        StudyDate=DAYS[day],
        SeriesDescription=name,
    )
    return f"1.2.3.{day}.{len(name)}"


def import_more(opened: Opened, folder: Path) -> None:
    report = bring_in(opened.session.store, look_through([folder]))
    opened.session.case.tell(report.changes)
    QApplication.processEvents()
