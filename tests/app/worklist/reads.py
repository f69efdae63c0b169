"""Reads made for tests: lesions with calipers, through the case service."""

from app.session import Session
from measurements.case.commands import AddLesion, BeginRead, PutMeasurement
from measurements.geometry.caliper import caliper_from
from measurements.lesion import Lesion, Measurement, RadiationClass, Role, State
from measurements.trial import Read, Subject, Timepoint


def subject_named(session: Session, code: str) -> Subject:
    with session.store.reading() as trial:
        return next(subject for subject in trial.subjects() if subject.code == code)


def timepoints_of(session: Session, code: str) -> list[Timepoint]:
    subject = subject_named(session, code)
    with session.store.reading() as trial:
        return trial.timepoints(subject.uid)


def begin_read(
    session: Session, code: str, *classes: RadiationClass | None, reader: str | None = None
) -> list[Lesion]:
    """Target lesions of these classes, not measured yet."""
    subject = subject_named(session, code)
    read = Read(f"read of {code} by {reader}", subject.uid, reader or session.reader)
    session.case.run(BeginRead(read))
    lesions = [
        Lesion(
            f"{read.uid} {number}",
            read.uid,
            f"T0{number}",
            Role.TARGET,
            "Lung",
            "Lung",
            "",
            False,
            radiation,
            timepoints_of(session, code)[0].uid,
        )
        for number, radiation in enumerate(classes, start=1)
    ]
    for lesion in lesions:
        session.case.run(AddLesion(lesion))
    return lesions


def measure(session: Session, lesion: Lesion, timepoint: Timepoint, long_mm: float) -> None:
    with session.store.reading() as trial:
        series = trial.series(timepoint.uid)[0]
        picture = trial.slices(series.key)[0]
    assert picture.origin_lps is not None
    x_mm, y_mm, z_mm = picture.origin_lps
    caliper = caliper_from(
        ((x_mm, y_mm, z_mm), (x_mm + long_mm, y_mm, z_mm)),
        None,
        series_key=series.key,
        sop_uid=picture.sop_uid,
        frame=0,
    )
    session.case.run(PutMeasurement(Measurement(lesion.uid, timepoint.uid, State.MEASURED, caliper)))
