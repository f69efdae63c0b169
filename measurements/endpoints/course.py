"""The course of one patient: events, visits with the dates of their scans, and the calls of one read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from measurements.clinical.event import ClinicalData, ClinicalEvent, EventKind
from measurements.protocol.values import Protocol
from measurements.recist.assessment import SubjectAssessment, TimepointAssessment
from measurements.recist.response import Response
from measurements.recist.row import LesionRow
from measurements.recist.subject import assess_subject
from measurements.recist.target import smallest_change
from measurements.refusal import Refusal, Several


class Scans(NamedTuple):
    """The first and the last date on which a visit was scanned."""

    first: date
    last: date


ScanDates = Mapping[str, Mapping[Decimal, Sequence[date]]]
"""Dates of the scans of each visit, by subject and visit number."""


@dataclass(frozen=True)
class SubjectCourse:
    """One enrolled patient, up to the data cut-off.

    Attributes:
        start: from where the protocol counts survival: enrolment, or the start of treatment.
        treatment_start: None for a patient never treated.
        events: in the order of their dates.
        rows: of one read, of the visits up to the cut-off; empty where nothing was read.
        scans: of each visit that took place, by its number.
        assessment: of these rows; None where there are none.
        reader: whose read it is; empty where only tables are known, or nothing was read.
        accepted: why that read counts among those of the subject; empty where it was asked for by name.
    """

    subject: str
    start: date
    enrolled: date
    treatment_start: date | None
    events: tuple[ClinicalEvent, ...]
    rows: tuple[LesionRow, ...]
    scans: Mapping[Decimal, Scans]
    assessment: SubjectAssessment | None
    reader: str = ""
    accepted: str = ""

    @property
    def followups(self) -> tuple[TimepointAssessment, ...]:
        """The visits after baseline."""
        return self.assessment.timepoints[1:] if self.assessment else ()

    @cached_property
    def progression(self) -> TimepointAssessment | None:
        """The visit of the first PD, back-dated where a later one made a doubt certain."""
        return next((one for one in self.followups if one.overall_backdated is Response.PD), None)

    @cached_property
    def until_progression(self) -> tuple[TimepointAssessment, ...]:
        """The visits after baseline up to the first PD, that one included."""
        progression = self.progression
        last = None if progression is None else progression.visit
        return tuple(one for one in self.followups if last is None or one.visit <= last)

    @cached_property
    def best_pct(self) -> Decimal | None:
        """Smallest change of the sum from baseline up to the first PD, percent; None without one."""
        return smallest_change(point.targets for point in self.until_progression)

    @property
    def death(self) -> date | None:
        return self.first(EventKind.DEATH)

    def first(self, kind: EventKind) -> date | None:
        """Date of the first event of a kind."""
        return next((event.on for event in self.events if event.kind is kind), None)

    @property
    def last_known_alive(self) -> date:
        """The last date of anything that only the living do: a contact, a scan, a treatment."""
        alive = [event.on for event in self.events if event.kind is not EventKind.DEATH]
        return max([self.start, *alive, *(scans.last for scans in self.scans.values())])


def courses_of(
    reads: Mapping[str, Sequence[LesionRow]],
    data: ClinicalData,
    protocol: Protocol,
    scan_dates: ScanDates | None = None,
) -> tuple[SubjectCourse, ...]:
    """The courses of all enrolled patients, by subject code.

    Args:
        reads: the rows of one reader, by subject code.
        scan_dates: None where only the lesion table is known: then a visit has one scan, on its day.

    Raises:
        Refusal: nobody is enrolled, a date is missing without which an endpoint would be a guess, or dates
            contradict each other: one line for each, naming patient and date.
    """
    events: dict[str, list[ClinicalEvent]] = {subject: [] for subject in reads}
    for event in data.events:
        events.setdefault(event.subject, []).append(event)
    faults: list[Refusal] = []
    courses: list[SubjectCourse] = []
    for subject in sorted(events):
        try:
            dates = None if scan_dates is None else scan_dates.get(subject, {})
            courses.append(_course(subject, reads.get(subject, ()), events[subject], data, protocol, dates))
        except Several as found:
            faults += found.refusals
    if faults:
        raise Several(faults)
    if not courses:
        raise Refusal("Nobody is enrolled in this trial; import its clinical events and read its scans.")
    return tuple(courses)


def _course(
    subject: str,
    rows: Sequence[LesionRow],
    events: Sequence[ClinicalEvent],
    data: ClinicalData,
    protocol: Protocol,
    dates: Mapping[Decimal, Sequence[date]] | None,
) -> SubjectCourse:
    ordered = tuple(sorted(events, key=lambda event: event.on))
    first = {event.kind: event.on for event in reversed(ordered)}
    enrolled, treated = first.get(EventKind.ENROLMENT), first.get(EventKind.TREATMENT_START)
    start = enrolled if protocol.trial.start_of_survival == "enrolment" else treated
    missing = []
    if enrolled is None:
        missing.append(
            Refusal(
                "Subject {subject}: there is no date of enrolment; add its ENROLMENT to the clinical events.",
                subject=subject,
            )
        )
    if start is None and start is not enrolled:
        missing.append(
            Refusal(
                "Subject {subject}: there is no TREATMENT_START, from which the protocol counts survival; "
                "add it to the clinical events.",
                subject=subject,
            )
        )
    if rows and dates is None and treated is None:
        missing.append(
            Refusal(
                "Subject {subject}: there is no TREATMENT_START, without which the day of a visit is no "
                "date; add it to the clinical events.",
                subject=subject,
            )
        )
    if missing or enrolled is None or start is None:
        raise Several(missing)
    scans = _scans(subject, rows, dates, treated)
    if data.cutoff_stated:
        scans = {visit: one for visit, one in scans.items() if one.first <= data.cutoff}
        last = max(scans, default=None)
        rows = [row for row in rows if last is not None and row.visit <= last]
    course = SubjectCourse(
        subject=subject,
        start=start,
        enrolled=enrolled,
        treatment_start=treated,
        events=ordered,
        rows=tuple(rows),
        scans=scans,
        assessment=assess_subject(rows, protocol.rules) if rows else None,
    )
    faults = [*_faults(course)]
    if faults:
        raise Several(faults)
    return course


def _scans(
    subject: str,
    rows: Sequence[LesionRow],
    dates: Mapping[Decimal, Sequence[date]] | None,
    treated: date | None,
) -> dict[Decimal, Scans]:
    """The scans of each visit that took place.

    Raises:
        Several: a visit has no date, or one that its day of the lesion table denies.
    """
    scans: dict[Decimal, Scans] = {}
    faults: list[Refusal] = []
    elsewhere: list[Refusal] = []
    starts: set[date] = set()
    days = {row.visit: row.day for row in rows if row.visit_done}
    for visit, day in sorted(days.items()):
        if dates is None:
            assert treated is not None, "refused before"
            on = treated + timedelta(days=day)
            scans[visit] = Scans(on, on)
            continue
        known = dates.get(visit, ())
        if not known:
            faults.append(
                Refusal(
                    "Subject {subject}: visit {visit} has no date of a scan; give its studies their dates.",
                    subject=subject,
                    visit=visit,
                )
            )
            continue
        scans[visit] = Scans(min(known), max(known))
        if treated is None:
            continue
        starts.add(scans[visit].first - timedelta(days=day))
        if (scans[visit].first - treated).days != day:
            elsewhere.append(
                Refusal(
                    "Subject {subject}: visit {visit} is on day {day} of the trial, but its scan of {scan} "
                    "on day {since} after TREATMENT_START on {treated}; make the start of treatment the "
                    "same in the trial and in the clinical events.",
                    subject=subject,
                    visit=visit,
                    day=day,
                    scan=scans[visit].first,
                    since=(scans[visit].first - treated).days,
                    treated=treated,
                )
            )
    if elsewhere and len(starts) == 1:  # said once for all visits
        elsewhere = [
            Refusal(
                "Subject {subject}: the visits of the trial count their days from {start}, but "
                "TREATMENT_START is on {treated}; make the start of treatment the same in the trial and in "
                "the clinical events.",
                subject=subject,
                start=starts.pop(),
                treated=treated,
            )
        ]
    if faults or elsewhere:
        raise Several([*elsewhere, *faults])
    return scans


def _faults(course: SubjectCourse) -> Iterator[Refusal]:
    """What contradicts itself between scans and events, and what is not known of the living."""
    progression = course.progression
    for point in course.followups:
        scans = course.scans.get(point.visit)
        if scans is not None and scans.first < course.start:
            yield Refusal(
                "Subject {subject}: the progression on {scan} lies before {start}, from where survival is "
                "counted; correct one of the dates."
                if point is progression
                else "Subject {subject}: the scan of {scan} after baseline lies before {start}, from where "
                "survival is counted; correct one of the dates.",
                subject=course.subject,
                scan=scans.first,
                start=course.start,
            )
    last = max((scans.last for scans in course.scans.values()), default=None)
    if course.death is not None and last is not None and course.death < last:
        yield Refusal(
            "Subject {subject}: the death on {death} lies before the last scan on {last}; correct one of the "
            "dates.",
            subject=course.subject,
            death=course.death,
            last=last,
        )
    contact = course.first(EventKind.LAST_CONTACT)
    if course.death is None and contact is None and course.last_known_alive <= course.start:
        yield Refusal(
            "Subject {subject}: there is neither DEATH nor LAST_CONTACT, nor anything else after {start}; "
            "add the date of the last contact.",
            subject=course.subject,
            start=course.start,
        )
