"""A read as rows of the lesion table: the one adapter, so that window and export cannot differ in a call."""

from collections.abc import Sequence
from decimal import Decimal

from measurements.case.consistency import recorded_mm
from measurements.lesion import Lesion, Measurement, RadiationClass, Role, State
from measurements.recist.row import LesionRow
from measurements.trial import Subject, Timepoint, TimepointKind


def lesion_rows(
    subject: Subject,
    timepoints: Sequence[Timepoint],
    lesions: Sequence[Lesion],
    measurements: Sequence[Measurement],
) -> list[LesionRow]:
    """The rows of one read of one subject, by visit and lesion (recist.md, section 13).

    Visits are numbered by `Timepoint.order`, so baseline is 0. They end with the last timepoint at which
    anything was recorded: one that the radiologist has not come to yet is no visit with a call. A scheduled
    timepoint before that with nothing recorded is a visit that was not done; an unscheduled one is left out,
    since nobody was expected to assess it. Scans from before the baseline are no visits.

    A node without a short axis has no row at that visit: not assessed, and never its long axis. A state that
    was said goes in as it is. A target's millimetres stand alone, those of a new lesion beside its state; a
    non-target entry is judged by its state only.
    """
    by_uid = {lesion.uid: lesion for lesion in lesions}
    recorded = {(one.timepoint_uid, by_uid[one.lesion_uid].label): one for one in measurements}
    begun = {timepoint_uid for timepoint_uid, _ in recorded}
    last = max((one.order for one in timepoints if one.uid in begun), default=-1)
    rows: list[LesionRow] = []
    for timepoint in sorted(timepoints, key=lambda one: one.order):
        if not 0 <= timepoint.order <= last:
            continue
        at_visit = [
            row
            for lesion in sorted(lesions, key=_place_in_table)
            if (said := recorded.get((timepoint.uid, lesion.label))) is not None
            and (row := _row(subject, timepoint, lesion, said)) is not None
        ]
        if at_visit:
            rows += at_visit
        elif timepoint.uid in begun or timepoint.kind is not TimepointKind.UNSCHEDULED:
            rows.append(_visit_not_done(subject, timepoint))
    return rows


def _row(subject: Subject, timepoint: Timepoint, lesion: Lesion, said: Measurement) -> LesionRow | None:
    millimetres = recorded_mm(lesion, said)
    state: State | None = said.state
    if lesion.role is Role.TARGET:
        if said.state is State.MEASURED:
            if millimetres is None:
                return None
            state = None
        else:
            millimetres = None
    elif lesion.role is Role.NON_TARGET or said.state is State.ABSENT:
        millimetres = None
    return LesionRow(
        subject=subject.code,
        visit=Decimal(timepoint.order),
        day=timepoint.day,
        lesion=lesion.label,
        role=lesion.role,
        organ=lesion.organ,
        nodal=lesion.nodal,
        mm=millimetres,
        state=state,
        radiation=lesion.radiation or RadiationClass.UNIRRADIATED,
    )


def _visit_not_done(subject: Subject, timepoint: Timepoint) -> LesionRow:
    return LesionRow(
        subject=subject.code,
        visit=Decimal(timepoint.order),
        day=timepoint.day,
        lesion="",
        role=None,
        organ="",
        nodal=False,
        mm=None,
        state=None,
        radiation=RadiationClass.UNIRRADIATED,
        visit_done=False,
    )


def _place_in_table(lesion: Lesion) -> tuple[int, str]:
    return (list(Role).index(lesion.role), lesion.label)
