"""When each patient's time to progression, death or response ends, and the one reason why it ends there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from measurements.clinical.event import EventKind
from measurements.endpoints.course import Scans, SubjectCourse
from measurements.endpoints.survival import Observation
from measurements.lesion import RadiationClass
from measurements.protocol.values import Protocol, Scan
from measurements.recist.assessment import TimepointAssessment
from measurements.recist.response import NewLesion, Response
from measurements.recist.visits import lesion_of


class Reason(StrEnum):
    """Why a time ends where it does: two events, or one of the ways of being censored."""

    PROGRESSION = "PROGRESSION"
    DEATH = "DEATH"
    LAST_ADEQUATE_VISIT = "LAST_ADEQUATE_VISIT"
    NO_ADEQUATE_VISIT = "NO_ADEQUATE_VISIT"
    DEATH_UNSEEN = "DEATH_UNSEEN"
    """Death without an adequate visit, after more visits were due than the protocol allows."""
    NEW_THERAPY = "NEW_THERAPY"
    MISSED_VISITS = "MISSED_VISITS"
    LAST_KNOWN_ALIVE = "LAST_KNOWN_ALIVE"
    CUT_OFF = "CUT_OFF"


EVENTS = (Reason.PROGRESSION, Reason.DEATH)

Figure = date | int | str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One time of one patient.

    Attributes:
        start, on: where it begins and ends.
        figures: by name, what the reason rests on; all that its sentence needs
            (`measurements.endpoints.sentences`).
    """

    start: date
    on: date
    reason: Reason
    figures: Mapping[str, Figure]

    @property
    def event(self) -> bool:
        return self.reason in EVENTS

    @property
    def day(self) -> int:
        """Days elapsed from start to end: 0 on the day of the start."""
        return (self.on - self.start).days

    @property
    def observation(self) -> Observation:
        return Observation(self.day, self.event)


@dataclass(frozen=True, slots=True)
class ResponseDate:
    """The first visit of a patient that counts as a response."""

    visit: str
    response: Response
    on: date


def overall_survival(course: SubjectCourse, protocol: Protocol) -> Outcome:
    """From the start of survival to death, else to the last date known alive."""
    if course.death is not None:
        outcome = Outcome(course.start, course.death, Reason.DEATH, {"death": course.death})
    else:
        alive = course.last_known_alive
        outcome = Outcome(course.start, alive, Reason.LAST_KNOWN_ALIVE, {"alive": alive})
    return _cut(outcome, protocol)


def progression_free_survival(course: SubjectCourse, protocol: Protocol) -> Outcome:
    """From the start of survival to the first progression or death, whichever comes first."""
    return _cut(_progression_free(course, protocol), protocol)


def duration_of_response(progression_free: Outcome, response: ResponseDate) -> Outcome:
    """From a response to progression or death, censored as progression-free survival is.

    A response after the day on which that was censored (by a new therapy, say) lasts no day that counts.
    """
    end = max(progression_free.on, response.on)
    return Outcome(response.on, end, progression_free.reason, progression_free.figures)


def response_date(course: SubjectCourse, protocol: Protocol, *, confirmed: bool) -> ResponseDate | None:
    """The first response of a patient, dated by its own visit, not by the one that confirms it."""
    assessment = course.assessment
    if assessment is None:
        return None
    day = assessment.confirmed_response_day if confirmed else assessment.response_day
    for point in course.until_progression:
        response = point.overall_backdated
        if point.day == day and response in (Response.CR, Response.PR):
            on = _dated(course.scans[point.visit], protocol.dating.response_date)
            return ResponseDate(f"{point.visit:f}", response, on)
    return None


def new_therapy(course: SubjectCourse, protocol: Protocol) -> date | None:
    """The first new anticancer therapy: an event of the file, or salvage radiotherapy where that counts.

    Salvage is radiotherapy after the start of treatment to a lesion that is tagged as not irradiated.
    """
    therapies = [event.on for event in course.events if event.kind is EventKind.NEW_THERAPY]
    if protocol.radiotherapy.salvage == "new-therapy":
        therapies += salvage_dates(course)
    return min(therapies, default=None)


def salvage_dates(course: SubjectCourse) -> list[date]:
    """When radiotherapy began to lesions tagged as not irradiated, after the start of treatment."""
    unirradiated = {
        lesion_of(row.lesion)
        for row in course.rows
        if row.role is not None and row.radiation is RadiationClass.UNIRRADIATED
    }
    return [
        event.on
        for event in course.events
        if event.kind is EventKind.RT_START
        and lesion_of(event.lesion) in unirradiated
        and course.treatment_start is not None
        and event.on > course.treatment_start
    ]


def _progression_free(course: SubjectCourse, protocol: Protocol) -> Outcome:
    dating = protocol.dating
    progression = course.progression
    end, reason, figures = _event(course, progression, protocol)
    adequate = [
        course.scans[point.visit].last
        for point in course.until_progression
        if point is not progression and point.overall_backdated is not Response.NE
    ]
    therapy = new_therapy(course, protocol) if dating.censor_new_therapy else None
    if therapy is not None and (end is None or therapy < end):
        last = max((day for day in adequate if day <= therapy), default=course.start)
        return Outcome(course.start, last, Reason.NEW_THERAPY, {"therapy": therapy, "last": last})
    last = max(adequate, default=course.start)
    if end is None or reason is None:
        if not adequate:
            return Outcome(course.start, last, Reason.NO_ADEQUATE_VISIT, {})
        return Outcome(course.start, last, Reason.LAST_ADEQUATE_VISIT, {"last": last})
    if dating.missed_visits:
        missed = _missed(course, last, end, protocol)
        if reason is Reason.DEATH and not adequate:
            if missed >= dating.early_death_visits:
                return Outcome(course.start, last, Reason.DEATH_UNSEEN, {"due": missed, **figures})
        elif missed >= dating.missed_visits:
            return Outcome(
                course.start,
                last,
                Reason.MISSED_VISITS,
                {"missed": missed, "last": last, "event": reason.value, "end": end},
            )
    return Outcome(course.start, end, reason, figures)


def _event(
    course: SubjectCourse, progression: TimepointAssessment | None, protocol: Protocol
) -> tuple[date | None, Reason | None, dict[str, Figure]]:
    """The first progression or death of a patient; a scan never follows a death."""
    if progression is not None:
        on = _progression_date(progression, course.scans[progression.visit], protocol)
        return on, Reason.PROGRESSION, {"progression": on, "visit": f"{progression.visit:f}"}
    if course.death is not None:
        return course.death, Reason.DEATH, {"death": course.death}
    return None, None, {}


def _progression_date(point: TimepointAssessment, scans: Scans, protocol: Protocol) -> date:
    """The earliest date that any of what progressed gives.

    What is neither the sum, nor non-targets, nor a new lesion at that visit is disease seen again after CR
    or a new lesion known to be certain later: these are seen on scans, and dated as such.
    """
    dating = protocol.dating
    by_sum = point.target is Response.PD
    seen = point.nontarget is Response.PD or point.new is NewLesion.YES or not by_sum
    dates = [_dated(scans, dating.sum_pd_date)] if by_sum else []
    if seen:
        dates.append(_dated(scans, dating.pd_date))
    return min(dates)


def _dated(scans: Scans, rule: Scan) -> date:
    return scans.first if rule == "first-scan" else scans.last


def _missed(course: SubjectCourse, last: date, end: date, protocol: Protocol) -> int:
    """Visits of the plan whose whole window lies between the last adequate visit and an event.

    A visit not evaluable fills no window. The plan counts from the start of treatment, and from enrolment
    in a patient never treated.
    """
    day_0 = course.treatment_start or course.enrolled
    return sum(
        last < day_0 + timedelta(days=visit.earliest_day) and day_0 + timedelta(days=visit.latest_day) < end
        for visit in protocol.schedule.visits
    )


def _cut(outcome: Outcome, protocol: Protocol) -> Outcome:
    """Ends a time on the protocol's last day, where nothing later counts."""
    days = protocol.dating.cutoff_days
    if outcome.day <= days:
        return outcome
    return Outcome(outcome.start, outcome.start + timedelta(days=days), Reason.CUT_OFF, {"days": days})
