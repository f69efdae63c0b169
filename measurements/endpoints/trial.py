"""The endpoints of a trial: a row for each patient, and what the rows come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from statistics import median

from measurements.clinical.event import ClinicalData
from measurements.endpoints.adverse import AdverseEventTable, adverse_events
from measurements.endpoints.classes import (
    ClassChange,
    ClassSummary,
    LesionChange,
    class_changes,
    class_summaries,
    lesion_changes,
)
from measurements.endpoints.course import ScanDates, SubjectCourse, courses_of
from measurements.endpoints.figures import Bar, Lane, Spider, class_spiders, lanes, spiders, waterfall
from measurements.endpoints.outcome import (
    Outcome,
    ResponseDate,
    duration_of_response,
    overall_survival,
    progression_free_survival,
    response_date,
    salvage_dates,
)
from measurements.endpoints.proportion import Proportion, proportion
from measurements.endpoints.survival import Curve, Observation, curve
from measurements.lesion import RadiationClass
from measurements.protocol.values import Protocol
from measurements.recist.response import Response, ResponseSet
from measurements.recist.row import LesionRow

RESPONDED = (Response.CR, Response.PR)
CONTROLLED = (*RESPONDED, Response.SD, Response.NON_CR_NON_PD)


@dataclass(frozen=True, slots=True)
class ResponseTimes:
    """The response of one patient: when it came, and how long it lasted.

    Attributes:
        days_to_response: from the start of survival.
        duration: from the response to progression or death.
    """

    first: ResponseDate
    days_to_response: int
    duration: Outcome


@dataclass(frozen=True, slots=True)
class SubjectEndpoints:
    """One patient.

    Attributes:
        reader, accepted: whose read counts, and why; see `SubjectCourse`.
        branch: the classes that the objective response rests on, by what baseline holds; None where nothing
            was read.
        best, confirmed_best: best response without and with confirmation; MISSING without a visit.
        best_pct: smallest change of the sum from baseline up to the first PD, percent; None without one.
        response, confirmed_response: None for who did not respond.
        salvage: when radiotherapy began to lesions tagged as not irradiated; the protocol says what of it.
    """

    subject: str
    reader: str
    accepted: str
    enrolled: date
    treatment_start: date | None
    branch: ResponseSet | None
    best: Response
    confirmed_best: Response
    best_pct: Decimal | None
    response: ResponseTimes | None
    confirmed_response: ResponseTimes | None
    progression_free: Outcome
    survival: Outcome
    salvage: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """Times of the patients who have one, all of them known: middle, least and greatest, in days."""

    patients: int
    median: float | None
    least: int | None
    greatest: int | None


@dataclass(frozen=True, slots=True)
class ResponseEndpoints:
    """What rests on the response, with or without confirmation.

    Attributes:
        objective: CR and PR among all enrolled; a patient never assessed is one of these.
        by_branch: the same among the patients of each branch, and of those without a read (None).
        control: CR, PR, SD and Non-CR/Non-PD among all enrolled, the last two late enough to count.
        duration, time_to_response: of the responders.
    """

    objective: Proportion
    by_branch: Mapping[ResponseSet | None, Proportion]
    control: Proportion
    duration: Curve
    time_to_response: Spread


@dataclass(frozen=True, slots=True)
class Subset:
    """Which of the enrolled patients endpoints are of; without either, all of them.

    Attributes:
        branch: only those whose response rests on these classes.
        radiation: only those with a lesion of this class.
    """

    branch: ResponseSet | None = None
    radiation: RadiationClass | None = None

    @property
    def code(self) -> str:
        """As tables have it, by the names of their columns: "all", "branch SBRT+LDRT", "rt SBRT"."""
        parts = [f"branch {self.branch}"] if self.branch else []
        parts += [f"rt {self.radiation}"] if self.radiation else []
        return ", ".join(parts) or "all"


ALL_PATIENTS = Subset()


@dataclass(frozen=True, slots=True)
class TrialEndpoints:
    """All endpoints of a trial.

    Attributes:
        read: whose read they rest on, as it is printed.
        data: the clinical events they rest on.
        protocol: by which reads are called and times are dated and censored.
        subset: which of the enrolled patients they are of.
        enrolled: how many these are: the denominator of every proportion that names no other.
        assessed: those with a visit after baseline.
        waterfall, spiders, class_spiders, lanes: what the plots of these names show (`endpoints.figures`).
        unconfirmed, confirmed: with what `protocol.dating.confirmation` asks for, and the other.
    """

    read: str
    data: ClinicalData
    protocol: Protocol
    enrolled: int
    assessed: int
    subjects: tuple[SubjectEndpoints, ...]
    unconfirmed: ResponseEndpoints
    confirmed: ResponseEndpoints
    progression_free: Curve
    survival: Curve
    classes: tuple[ClassSummary, ...]
    class_changes: tuple[ClassChange, ...]
    lesion_changes: tuple[LesionChange, ...]
    adverse_events: AdverseEventTable
    waterfall: tuple[Bar, ...]
    spiders: tuple[Spider, ...]
    class_spiders: Mapping[RadiationClass, tuple[Spider, ...]]
    lanes: tuple[Lane, ...]
    subset: Subset = ALL_PATIENTS

    @property
    def unread(self) -> int:
        """How many of the enrolled patients have no read that counts."""
        return sum(one.branch is None for one in self.subjects)

    @property
    def progression_free_by_set(self) -> dict[ResponseSet, Curve]:
        """The curve of the patients of each set of lesions that responses rest on; of those read."""
        return self._by_set([one.progression_free for one in self.subjects])

    @property
    def survival_by_set(self) -> dict[ResponseSet, Curve]:
        """As `progression_free_by_set`, to death."""
        return self._by_set([one.survival for one in self.subjects])

    def _by_set(self, outcomes: Sequence[Outcome]) -> dict[ResponseSet, Curve]:
        found: dict[ResponseSet, list[Observation]] = {}
        for subject, outcome in zip(self.subjects, outcomes, strict=True):
            if subject.branch is not None:
                found.setdefault(subject.branch, []).append(outcome.observation)
        at_half = self.protocol.dating.median_at_half
        return {one: curve(found[one], at_half) for one in ResponseSet if one in found}


@dataclass(frozen=True, slots=True)
class TrialCourses:
    """What the endpoints of a trial are computed from, so that those of some of its patients can be, too.

    Attributes:
        courses: of all patients that count, as `courses_of` has found them sound.
        read, data, protocol, subset: as in `TrialEndpoints`.
    """

    courses: tuple[SubjectCourse, ...]
    data: ClinicalData
    protocol: Protocol
    read: str
    subset: Subset = ALL_PATIENTS

    @property
    def endpoints(self) -> TrialEndpoints:
        return replace(endpoints_of(self.courses, self.data, self.protocol, self.read), subset=self.subset)

    def of_branch(self, branch: ResponseSet) -> "TrialCourses":
        """Only the patients whose response rests on these classes, with their events alone."""
        return self._of(
            [one for one in self.courses if one.assessment and one.assessment.orr_set is branch],
            replace(self.subset, branch=branch),
        )

    def of_class(self, radiation: RadiationClass) -> "TrialCourses":
        """Only the patients with a lesion of this class, with their events alone."""
        return self._of(
            [
                one
                for one in self.courses
                if any(row.role is not None and row.radiation is radiation for row in one.rows)
            ],
            replace(self.subset, radiation=radiation),
        )

    def _of(self, kept: Sequence[SubjectCourse], subset: Subset) -> "TrialCourses":
        codes = {one.subject for one in kept}
        events = tuple(event for event in self.data.events if event.subject in codes)
        data = replace(self.data, events=events)
        return replace(self, courses=tuple(kept), data=data, subset=subset)


def trial_endpoints(
    reads: Mapping[str, Sequence[LesionRow]],
    data: ClinicalData,
    protocol: Protocol,
    read: str,
    scan_dates: ScanDates | None = None,
) -> TrialEndpoints:
    """The endpoints by one read of every patient.

    Args:
        reads: the rows of one reader, by subject code.
        read: whose they are, to be printed with every table.
        scan_dates: see `courses_of`.

    Raises:
        Refusal: as from `courses_of`.
    """
    return endpoints_of(courses_of(reads, data, protocol, scan_dates), data, protocol, read)


def endpoints_of(
    courses: Sequence[SubjectCourse], data: ClinicalData, protocol: Protocol, read: str
) -> TrialEndpoints:
    """The endpoints of courses that `courses_of` has found sound."""
    subjects = tuple(_subject(course, protocol) for course in courses)
    by_lesion = tuple(one for course in courses for one in lesion_changes(course, protocol.rules))
    by_class = tuple(one for course in courses for one in class_changes(course, protocol.rules))
    at_half = protocol.dating.median_at_half
    return TrialEndpoints(
        read=read,
        data=data,
        protocol=protocol,
        enrolled=len(subjects),
        assessed=sum(bool(course.followups) for course in courses),
        subjects=subjects,
        unconfirmed=_response_endpoints(subjects, protocol, confirmed=False),
        confirmed=_response_endpoints(subjects, protocol, confirmed=True),
        progression_free=curve([one.progression_free.observation for one in subjects], at_half),
        survival=curve([one.survival.observation for one in subjects], at_half),
        classes=class_summaries(by_class, by_lesion),
        class_changes=by_class,
        lesion_changes=by_lesion,
        adverse_events=adverse_events(data.events, len(subjects)),
        waterfall=waterfall(courses),
        spiders=spiders(courses),
        class_spiders={radiation: class_spiders(courses, radiation) for radiation in RadiationClass},
        lanes=lanes(courses),
    )


def _subject(course: SubjectCourse, protocol: Protocol) -> SubjectEndpoints:
    assessment = course.assessment
    progression_free = progression_free_survival(course, protocol)

    def response(*, confirmed: bool) -> ResponseTimes | None:
        first = response_date(course, protocol, confirmed=confirmed)
        if first is None:
            return None
        days = (first.on - course.start).days
        return ResponseTimes(first, days, duration_of_response(progression_free, first))

    return SubjectEndpoints(
        subject=course.subject,
        reader=course.reader,
        accepted=course.accepted,
        enrolled=course.enrolled,
        treatment_start=course.treatment_start,
        branch=assessment.orr_set if assessment else None,
        best=assessment.bor if assessment else Response.MISSING,
        confirmed_best=assessment.confirmed_bor if assessment else Response.MISSING,
        best_pct=course.best_pct,
        response=response(confirmed=False),
        confirmed_response=response(confirmed=True),
        progression_free=progression_free,
        survival=overall_survival(course, protocol),
        salvage=tuple(salvage_dates(course)),
    )


def _response_endpoints(
    subjects: Sequence[SubjectEndpoints], protocol: Protocol, *, confirmed: bool
) -> ResponseEndpoints:
    best = [one.confirmed_best if confirmed else one.best for one in subjects]
    responses = [one.confirmed_response if confirmed else one.response for one in subjects]
    times = [response for response in responses if response is not None]
    days = [response.days_to_response for response in times]
    by_branch: dict[ResponseSet | None, list[Response]] = {}
    for subject, response in zip(subjects, best, strict=True):
        by_branch.setdefault(subject.branch, []).append(response)
    return ResponseEndpoints(
        objective=_among(best, RESPONDED),
        by_branch={
            branch: _among(by_branch[branch], RESPONDED)
            for branch in (*ResponseSet, None)
            if branch in by_branch
        },
        control=_among(best, CONTROLLED),
        duration=curve([response.duration.observation for response in times], protocol.dating.median_at_half),
        time_to_response=Spread(
            len(days), float(median(days)) if days else None, min(days, default=None), max(days, default=None)
        ),
    )


def _among(best: Sequence[Response], counted: Sequence[Response]) -> Proportion:
    return proportion(sum(one in counted for one in best), len(best))
