"""What waterfall, spider and swimmer plots show, as values; a window or a file draws them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from measurements.clinical.event import EventKind
from measurements.clinical.radiotherapy import radiotherapy_courses
from measurements.endpoints.course import SubjectCourse
from measurements.lesion import RadiationClass
from measurements.recist.response import Response

_MARKED = (EventKind.TREATMENT_START, EventKind.RT_START, EventKind.RT_END, EventKind.NEW_THERAPY)


@dataclass(frozen=True, slots=True)
class Bar:
    """One patient of a waterfall.

    Attributes:
        pct: `SubjectCourse.best_pct`.
        confirmed_best: best response with confirmation.
    """

    subject: str
    pct: Decimal | None
    best: Response
    confirmed_best: Response


@dataclass(frozen=True, slots=True)
class Leg:
    """One visit of a spider.

    Attributes:
        day: since the start of treatment.
        pct: change of the sum from baseline, percent; 0 at baseline.
        response: None at baseline.
    """

    day: int
    pct: Decimal
    response: Response | None


@dataclass(frozen=True, slots=True)
class Spider:
    """One patient of a spider plot: the visits with a complete sum, those after PD too."""

    subject: str
    legs: tuple[Leg, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing on a swimmer's lane.

    Attributes:
        day: since the start of survival.
        what: a response, or the kind of a clinical event.
    """

    day: int
    what: Response | EventKind


@dataclass(frozen=True, slots=True)
class Lane:
    """One patient of a swimmer plot.

    Attributes:
        days: from the start of survival to death, or to the last date known alive.
        alive: whether the lane goes on.
        marks: in order of days; of a visit, the date of its first scan counts.
        radiotherapy: first and last day of each course; the same twice where no end is known.
    """

    subject: str
    days: int
    alive: bool
    marks: tuple[Mark, ...]
    radiotherapy: tuple[tuple[int, int], ...]


def waterfall(courses: Iterable[SubjectCourse]) -> tuple[Bar, ...]:
    """A bar for each patient with a read, greatest growth first; those without a sum stand last."""
    bars = [
        Bar(
            course.subject,
            course.best_pct,
            course.assessment.bor,
            course.assessment.confirmed_bor,
        )
        for course in courses
        if course.assessment is not None
    ]
    return tuple(sorted(bars, key=lambda bar: (bar.pct is None, -(bar.pct or 0), bar.subject)))


def spiders(courses: Iterable[SubjectCourse]) -> tuple[Spider, ...]:
    """A spider for each patient with a baseline sum, in the order of `courses`."""
    found = []
    for course in courses:
        points = course.assessment.timepoints if course.assessment else ()
        legs = tuple(
            Leg(point.day, pct, point.overall_backdated)
            for point in points
            if (pct := point.pct_from_baseline) is not None
        )
        if legs:
            found.append(Spider(course.subject, legs))
    return tuple(found)


def class_spiders(courses: Iterable[SubjectCourse], radiation: RadiationClass) -> tuple[Spider, ...]:
    """A spider for each patient with a baseline sum of one class, with the class's own responses."""
    found = []
    for course in courses:
        points = course.assessment.timepoints if course.assessment else ()
        sums = [(point.day, point.by_class[radiation].targets) for point in points]
        legs = tuple(
            Leg(day, pct, one.response) for day, one in sums if (pct := one.pct_from_baseline) is not None
        )
        if legs:
            found.append(Spider(course.subject, legs))
    return tuple(found)


def lanes(courses: Iterable[SubjectCourse]) -> tuple[Lane, ...]:
    """A lane for each patient, longest first."""
    found = [_lane(course) for course in courses]
    return tuple(sorted(found, key=lambda lane: (-lane.days, lane.subject)))


def _lane(course: SubjectCourse) -> Lane:
    def day(on: date) -> int:
        return (on - course.start).days

    marks = [
        Mark(day(course.scans[point.visit].first), point.overall_backdated)
        for point in course.followups
        if point.visit in course.scans and point.overall_backdated is not None
    ]
    marks += [Mark(day(event.on), event.kind) for event in course.events if event.kind in _MARKED]
    if course.death is not None:
        marks.append(Mark(day(course.death), EventKind.DEATH))
    end = course.death or course.last_known_alive
    return Lane(
        course.subject,
        day(end),
        course.death is None,
        tuple(sorted(marks, key=lambda mark: mark.day)),
        tuple((day(one.first), day(one.last or one.first)) for one in radiotherapy_courses(course.events)),
    )
