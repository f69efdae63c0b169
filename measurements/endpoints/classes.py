"""Best change and best response of each radiation class, by lesion and by patient: exploratory (section 11).

A class is judged by its own targets, with their own baseline and nadir. No class decides the patient's
response, and what the classes come to does not add up to it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from measurements.endpoints.course import SubjectCourse
from measurements.endpoints.proportion import Proportion, proportion
from measurements.lesion import RadiationClass
from measurements.recist.assessment import TimepointAssessment
from measurements.recist.best_response import best_response
from measurements.recist.confirmation import Call
from measurements.recist.response import Response
from measurements.recist.rules import Rules
from measurements.recist.target import EXACT, TargetAssessment, assess_targets, smallest_change

_NONTARGET_ORDER = (Response.CR, Response.NON_CR_NON_PD, Response.PD, Response.NE)


@dataclass(frozen=True, slots=True)
class LesionChange:
    """One target of one patient, judged as if it were the only one.

    Attributes:
        baseline_mm: its diameter at baseline.
        best_pct: its smallest change from baseline, percent; None where it was never measured again.
        best: by the rules of targets; MISSING without a visit after baseline.
    """

    subject: str
    lesion: str
    radiation: RadiationClass
    baseline_mm: Decimal | None
    best_pct: Decimal | None
    best: Response


@dataclass(frozen=True, slots=True)
class ClassChange:
    """The lesions of one class of one patient.

    Attributes:
        targets: how many there are of it; 0 where the class has non-targets only.
        baseline_mm: sum of their diameters at baseline.
        best_pct: smallest change of that sum, percent; None where it was never complete again.
        best: best target response; NA without targets, MISSING without a visit after baseline.
        best_nontarget: best response of the class's non-target entries; None without any.
    """

    subject: str
    radiation: RadiationClass
    targets: int
    baseline_mm: Decimal | None
    best_pct: Decimal | None
    best: Response
    best_nontarget: Response | None


@dataclass(frozen=True, slots=True)
class ClassSummary:
    """One class over all patients.

    Attributes:
        patients: those whose targets of the class responded, of those who have such targets.
        lesions: targets of the class that responded, of all of them.
        patient_median_pct, lesion_median_pct: median of the best changes known; None where none is.
    """

    radiation: RadiationClass
    patients: Proportion
    lesions: Proportion
    patient_median_pct: Decimal | None
    lesion_median_pct: Decimal | None


def lesion_changes(course: SubjectCourse, rules: Rules) -> list[LesionChange]:
    """Every target of one patient, up to the patient's first PD."""
    if course.assessment is None:
        return []
    lists = course.assessment.lists
    points = (course.assessment.timepoints[0], *course.until_progression)
    numbered = [(point.visit, point.values) for point in points]
    days = [point.day for point in points[1:]]
    changes = []
    with localcontext(EXACT):
        for lesion in lists.targets:
            baseline, *alone = assess_targets([lesion], numbered, rules)
            changes.append(
                LesionChange(
                    course.subject,
                    lesion,
                    lists.radiation[lesion],
                    baseline.sum_mm,
                    smallest_change(alone),
                    _best(days, alone, rules),
                )
            )
    return changes


def class_changes(course: SubjectCourse, rules: Rules) -> list[ClassChange]:
    """Every class that one patient has lesions of, up to the patient's first PD."""
    if course.assessment is None:
        return []
    points = course.until_progression
    lists = course.assessment.lists
    changes = []
    for radiation in RadiationClass:
        targets = sum(lists.radiation[lesion] is radiation for lesion in lists.targets)
        entries = any(lists.radiation[lesion] is radiation for lesion in lists.nontargets)
        if not targets and not entries:
            continue
        baseline = course.assessment.timepoints[0].by_class[radiation].targets
        sums = [point.by_class[radiation].targets for point in points]
        changes.append(
            ClassChange(
                course.subject,
                radiation,
                targets,
                baseline.sum_mm,
                smallest_change(sums),
                _best([point.day for point in points], sums, rules) if targets else Response.NA,
                _best_nontarget(points, radiation) if entries else None,
            )
        )
    return changes


def class_summaries(
    by_patient: Sequence[ClassChange], by_lesion: Sequence[LesionChange]
) -> tuple[ClassSummary, ...]:
    """All three classes."""
    summaries = []
    for radiation in RadiationClass:
        patients = [one for one in by_patient if one.radiation is radiation and one.targets]
        lesions = [one for one in by_lesion if one.radiation is radiation]
        summaries.append(
            ClassSummary(
                radiation,
                _responded(one.best for one in patients),
                _responded(one.best for one in lesions),
                _median([one.best_pct for one in patients]),
                _median([one.best_pct for one in lesions]),
            )
        )
    return tuple(summaries)


def _best(days: Sequence[int], targets: Sequence[TargetAssessment], rules: Rules) -> Response:
    """Section 8.1 for a set of targets alone, unconfirmed."""
    calls = [
        Call(day, one.response) for day, one in zip(days, targets, strict=True) if one.response is not None
    ]
    return best_response(calls, rules)


def _best_nontarget(points: Sequence[TimepointAssessment], radiation: RadiationClass) -> Response:
    said = {point.by_class[radiation].nontarget for point in points}
    return next((response for response in _NONTARGET_ORDER if response in said), Response.MISSING)


def _responded(best: Iterable[Response]) -> Proportion:
    responses = list(best)
    return proportion(sum(one in (Response.CR, Response.PR) for one in responses), len(responses))


def _median(changes: Sequence[Decimal | None]) -> Decimal | None:
    known = sorted(change for change in changes if change is not None)
    if not known:
        return None
    middle = len(known) // 2
    return known[middle] if len(known) % 2 else (known[middle - 1] + known[middle]) / 2
