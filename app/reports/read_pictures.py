"""The pictures of a read in its report: the key images its reader marked, and crops with calipers."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from app.case_words import caliper_text, class_name
from app.reading.desk.site_choices import site_text
from app.refusal_words import refusal_text
from app.reports.blocks import Block, Heading, NewPage, Paragraph, Shot, Shots
from app.reports.crops import WIDE_MM, crop
from app.reports.key_pictures import key_picture
from app.review.windows import window_for
from app.trial.figure_words import class_words
from measurements.annotation import Annotation, KeyImage
from measurements.case.case_view import CaseView
from measurements.imaging import Series
from measurements.lesion import Caliper, Lesion
from measurements.refusal import Refusal
from measurements.storage.repository import Repository
from measurements.trial import Read, Timepoint

translate = QCoreApplication.translate

CROPS, KEYS = 4, 2
"""How many stand side by side."""


def key_pictures(trial: Repository, read: Read, case: CaseView) -> Iterator[Block]:
    """The key images of a read in the order of their timepoints; nothing without any."""
    order = {one.uid: place for place, one in enumerate(case.timepoints)}
    keys = [one for one in trial.key_images(read.uid) if one.timepoint_uid in order]
    keys.sort(key=lambda one: order[one.timepoint_uid])
    if not keys:
        return
    annotations = trial.annotations(read.uid)
    yield Heading(translate("report", "Key images marked by the reader"))
    shots = [_key(trial, one, case, annotations) for one in keys]
    for start in range(0, len(shots), KEYS):
        yield Shots(tuple(shots[start : start + KEYS]), KEYS)


def _key(trial: Repository, key: KeyImage, case: CaseView, annotations: Sequence[Annotation]) -> Shot:
    timepoint = next(one for one in case.timepoints if one.uid == key.timepoint_uid)
    series = trial.series_with_slices(key.series_key)
    label = next((one.label for one in case.lesions if one.uid == key.lesion_uid), "")
    number = 0 if series is None else _slice_number(series, key)
    centre, width = key.window
    words = translate("report", "{timepoint}, slice {number}; window {width} / {centre} HU").format(
        timepoint=timepoint.label, number=number, width=f"{width:.0f}", centre=f"{centre:.0f}"
    )
    if label:
        words = translate("report", "{lesion}: {picture}").format(lesion=label, picture=words)
    return Shot(_picture(series, lambda found: key_picture(found, key, case, annotations)), words)


def _slice_number(series: Series, key: KeyImage) -> int:
    places = [(one.sop_uid, one.frame) for one in series.slices]
    return places.index((key.sop_uid, key.frame)) + 1 if (key.sop_uid, key.frame) in places else 0


def caliper_pictures(trial: Repository, case: CaseView, lesions: Sequence[Lesion]) -> Iterator[Block]:
    """Of each lesion with a caliper its baseline and its last timepoints, all of it at one scale."""
    rows = [row for lesion in lesions if (row := _row(trial, case, lesion)) is not None]
    if rows:
        yield NewPage()
    yield Heading(translate("report", "Pictures with calipers"))
    yield from rows
    if not rows:
        yield Paragraph(translate("report", "No caliper has been drawn."))


def _row(trial: Repository, case: CaseView, lesion: Lesion) -> Block | None:
    found = [
        (timepoint, said.caliper)
        for timepoint in case.timepoints
        if (said := case.measurement(lesion, timepoint)) is not None and said.caliper is not None
    ]
    if not found:
        return None
    chosen = found if len(found) <= CROPS else [found[0], *found[1 - CROPS :]]
    wide = max(WIDE_MM, *(float(caliper.long_mm) * 1.6 for _, caliper in chosen))
    shots = [_crop(trial, case, lesion, timepoint, caliper, wide) for timepoint, caliper in chosen]
    radiation = "" if lesion.radiation is None else class_words(lesion.radiation)
    site = site_text(lesion.site or lesion.organ, case.protocol.sites)
    place = translate("report", "{site}; {radiation}\npictures {wide} mm wide").format(
        site=site,
        radiation=radiation,
        wide=f"{wide:.0f}",
    )
    shots[0] = Shot(shots[0].image, f"{shots[0].words}\n{place}")
    return Shots(tuple(shots), CROPS)


def _crop(
    trial: Repository, case: CaseView, lesion: Lesion, timepoint: Timepoint, caliper: Caliper, wide_mm: float
) -> Shot:
    said = case.measurement(lesion, timepoint)
    assert said is not None, "it has a caliper"
    words = translate("report", "{lesion}, {timepoint}\n{millimetres}").format(
        lesion=lesion.label, timepoint=timepoint.label, millimetres=caliper_text(said)
    )
    window = window_for(lesion, case.protocol.windows)
    series = trial.series_with_slices(caliper.series_key)
    return Shot(
        _picture(series, lambda found: crop(found, caliper, class_name(lesion), wide_mm, window)), words
    )


def _picture(series: Series | None, draw: Callable[[Series], QImage]) -> QImage | str:
    """What is drawn, or in words why it cannot be."""
    if series is None:
        return translate("report", "The series is not in the trial any more.")
    try:
        return draw(series)
    except Refusal as refusal:
        return refusal_text(refusal)
