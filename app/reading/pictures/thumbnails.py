"""Thumbnails of series, made off the window's thread."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from app.jobs import Job
from app.refusal_words import refusal_text
from app.session import Session
from measurements.imaging import Series
from measurements.progress import Report
from measurements.refusal import Refusal
from reader.thumbnail import thumbnail

SIZE_PX = 176
DEFAULT_WINDOW = (40.0, 400.0)

Grey = NDArray[np.uint8]
ThumbnailJob = Job[list[tuple[str, Grey | None]]]


def load_thumbnails(
    session: Session,
    series: Sequence[Series],
    show: Callable[[str, QImage | None], None],
    tell: Callable[[str], None],
) -> ThumbnailJob:
    """Starts making them; `show` gets each with its series key, or None, `tell` what went wrong."""

    def work(report: Report) -> list[tuple[str, Grey | None]]:
        pictures: list[tuple[str, Grey | None]] = []
        for place, entry in enumerate(series):
            report(place, len(series), entry.key)
            with session.store.reading() as trial:
                whole = trial.series_with_slices(entry.key)
            if whole is None:
                continue
            try:
                pictures.append((entry.key, thumbnail(whole, SIZE_PX, whole.window or DEFAULT_WINDOW)))
            except Refusal:
                # A series whose files are gone says why where it is opened.
                pictures.append((entry.key, None))
        return pictures

    def finished(pictures: list[tuple[str, Grey | None]]) -> None:
        for key, values in pictures:
            show(key, None if values is None else _picture(values))

    job = session.jobs.prepare(work)
    job.finished.connect(finished)
    job.failed.connect(lambda error: tell(refusal_text(error)))
    session.jobs.start_apart(job)
    return job


def _picture(values: Grey) -> QImage:
    rows, columns = values.shape
    whole = np.ascontiguousarray(values)
    return QImage(whole.data, columns, rows, columns, QImage.Format.Format_Grayscale8).copy()
