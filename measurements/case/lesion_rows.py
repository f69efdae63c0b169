"""A read as rows of the lesion table: the one adapter, so that window and export cannot differ in a call."""

from collections.abc import Sequence
from decimal import Decimal

from measurements.case.labels import parent
from measurements.lesion import Answer, Lesion, RadiationClass, Role, State
from measurements.recist.row import LesionRow
from measurements.trial import Subject, Timepoint, TimepointKind

_PLACES = {role: place for place, role in enumerate(Role)}


def lesion_rows(
    subject: Subject,
    timepoints: Sequence[Timepoint],
    lesions: Sequence[Lesion],
    answers: Sequence[Answer],
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
    listed = [(lesion, parent(lesion.label)) for lesion in sorted(lesions, key=place_in_table)]
    order = {timepoint.uid: timepoint.order for timepoint in timepoints}
    said_at: dict[str, dict[str, Answer]] = {}
    for answer in answers:
        said_at.setdefault(answer.timepoint_uid, {})[answer.lesion_uid] = answer
    last = max((one.order for one in timepoints if one.uid in said_at), default=-1)
    rows: list[LesionRow] = []
    for timepoint in sorted(timepoints, key=lambda one: one.order):
        if not 0 <= timepoint.order <= last:
            continue
        visit = Decimal(timepoint.order)
        said = said_at.get(timepoint.uid, {})
        in_pieces = {whole for lesion, whole in listed if whole is not None and lesion.uid in said}
        at_visit: list[LesionRow] = []
        for lesion, whole in listed:
            found = said.get(lesion.uid)
            if found is None and whole in in_pieces and order[lesion.first_timepoint_uid] <= timepoint.order:
                found = Answer(lesion.uid, timepoint.uid, State.NOT_EVALUABLE)
            chosen_here = (
                whole is None and lesion.role is not Role.NEW and lesion.first_timepoint_uid == timepoint.uid
            )
            millimetres, state = _counted(lesion, found)
            if millimetres is not None or state is not None or chosen_here:
                at_visit.append(
                    LesionRow(
                        subject=subject.code,
                        visit=visit,
                        day=timepoint.day,
                        lesion=lesion.label,
                        role=lesion.role,
                        organ=lesion.organ,
                        nodal=lesion.nodal,
                        mm=millimetres,
                        state=state,
                        radiation=lesion.radiation or RadiationClass.UNIRRADIATED,
                    )
                )
        if at_visit:
            rows += at_visit
        elif said or timepoint.kind is not TimepointKind.UNSCHEDULED:
            rows.append(_visit_not_done(subject, timepoint))
    return rows


def _counted(lesion: Lesion, answer: Answer | None) -> tuple[Decimal | None, State | None]:
    """The millimetres and the state that stand in a row; of a node the short axis and never the long one."""
    if answer is None:
        return None, None
    millimetres = answer.short_mm if lesion.nodal else answer.long_mm
    if lesion.role is Role.TARGET:
        return (millimetres, None) if answer.state is State.MEASURED else (None, answer.state)
    if lesion.role is Role.NON_TARGET or answer.state is State.ABSENT:
        return None, answer.state
    return millimetres, answer.state


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
