"""A read as rows of the lesion table: the one adapter, so that window and export cannot differ in a call."""

from collections.abc import Sequence
from decimal import Decimal

from measurements.case.consistency import recorded_mm
from measurements.case.labels import parent
from measurements.lesion import Lesion, Measurement, RadiationClass, Role, State
from measurements.recist.row import LesionRow
from measurements.trial import Subject, Timepoint, TimepointKind

_PLACES = {role: place for place, role in enumerate(Role)}


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

    A node without a short axis is not assessed, and never its long axis. A lesion not assessed at the visit
    it was chosen at still has its row there, without millimetres or state, so that the call waits for it
    instead of leaving it out; at a later visit it has none. A fragment of which nothing was said at a visit
    where another of its lesion was recorded is not evaluable: without a row it would count as gone into the
    others, which nobody has said. A state that was said goes in as it is. A
    target's millimetres stand alone, those of a new lesion beside its state; a non-target entry is judged by
    its state only.
    """
    by_uid = {lesion.uid: lesion for lesion in lesions}
    recorded = {(one.timepoint_uid, by_uid[one.lesion_uid].label): one for one in measurements}
    begun = {timepoint_uid for timepoint_uid, _ in recorded}
    last = max((one.order for one in timepoints if one.uid in begun), default=-1)
    rows: list[LesionRow] = []
    for timepoint in sorted(timepoints, key=lambda one: one.order):
        if not 0 <= timepoint.order <= last:
            continue
        in_pieces = {
            whole
            for timepoint_uid, label in recorded
            if timepoint_uid == timepoint.uid and (whole := parent(label)) is not None
        }
        at_visit: list[LesionRow] = []
        for lesion in sorted(lesions, key=place_in_table):
            said = recorded.get((timepoint.uid, lesion.label))
            if said is None and parent(lesion.label) in in_pieces:
                first = next(one for one in timepoints if one.uid == lesion.first_timepoint_uid)
                if first.order <= timepoint.order:
                    said = Measurement(lesion.uid, timepoint.uid, State.NOT_EVALUABLE)
            row = _row(subject, timepoint, lesion, said)
            if row is not None:
                at_visit.append(row)
        if at_visit:
            rows += at_visit
        elif timepoint.uid in begun or timepoint.kind is not TimepointKind.UNSCHEDULED:
            rows.append(_visit_not_done(subject, timepoint))
    return rows


def _row(
    subject: Subject, timepoint: Timepoint, lesion: Lesion, said: Measurement | None
) -> LesionRow | None:
    millimetres = None if said is None else recorded_mm(lesion, said)
    state = None if said is None else said.state
    if lesion.role is Role.TARGET:
        if state is State.MEASURED:
            state = None
        else:
            millimetres = None
    elif lesion.role is Role.NON_TARGET or state is State.ABSENT:
        millimetres = None
    chosen_here = (
        lesion.role is not Role.NEW
        and parent(lesion.label) is None
        and lesion.first_timepoint_uid == timepoint.uid
    )
    if millimetres is None and state is None and not chosen_here:
        return None
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


def place_in_table(lesion: Lesion) -> tuple[int, str]:
    """Sorts lesions as tables and lists show them: targets, non-targets, new ones, each by label."""
    return (_PLACES[lesion.role], lesion.label)
