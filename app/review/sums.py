"""The sums of a subject as a chart over time and as the lines of a table, by radiation class."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from app.case_words import call_text, class_name
from app.figures import day_text, mm_text, percent_text, unbroken
from app.language import language
from app.review.matrix import Shown, kept, reason_at
from app.review.matrix_drawing import class_words
from app.review.reviewed import RadiationCourse, Reviewed
from app.style.charting import OTHER_READ, TREATED, WHOLE
from measurements.case.case_view import CaseView
from measurements.case.labels import parent
from measurements.lesion import RadiationClass, Role
from measurements.recist.apart import IRRADIATED, assessed_apart, carried_by_stereotactic
from measurements.recist.phrases import LISTING
from measurements.recist.response import Response
from measurements.recist.sentences import response_text
from measurements.recist.target import TargetAssessment
from measurements.trial import Timepoint
from viewer.charts.courses import Course, Courses, Level, Treated, Visit

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class SumLine:
    """One line of the table of sums.

    Attributes:
        class_name: whose line and colour it has; "" of several classes together.
        cells: the sum at each timepoint.
        response: at the last timepoint with one.
    """

    title: str
    class_name: str
    cells: tuple[str, ...]
    from_baseline: str
    from_nadir: str
    response: str


def course_chart(seen: Reviewed, shown: Shown, *, lesions: bool) -> Courses:
    """Sums over time, or with `lesions` each target by itself, as far as they are shown."""
    case = seen.case
    calls = [case.call_at(one) for one in case.timepoints]
    courses = _lesion_courses(seen, shown) if lesions else _sum_courses(seen, shown)
    whole = [None if call is None else call.sum_mm for call in calls]
    return Courses(
        visits=tuple(
            Visit(
                float(one.day),
                one.label,
                call_text(case, one),
                reason_at(case, one),
                translate("review", "day {day}").format(day=day_text(one.day)),
            )
            for one in case.timepoints
        ),
        courses=tuple(courses),
        levels=() if lesions else _levels(case),
        band=() if lesions else tuple(None if mm is None else _band(case, mm) for mm in whole),
        treated=tuple(map(_treated_together, _overlapping(seen.courses))),
        value_name=translate("review", "Long axis, of nodes short axis, mm")
        if lesions
        else translate("review", "Sum of diameters, mm"),
        nothing=translate("review", "No target has a value yet."),
        band_name="" if lesions else _band_name(case),
        signed=seen.chosen.locked,
    )


def _overlapping(courses: Sequence[RadiationCourse]) -> list[list[RadiationCourse]]:
    """Courses with days in common side by side; of one whose end is not known its first day counts."""
    together: list[list[RadiationCourse]] = []
    for one in sorted(courses, key=lambda course: course.first):
        if together and one.first <= max(other.last or other.first for other in together[-1]):
            together[-1].append(one)
        else:
            together.append([one])
    return together


def _treated_together(courses: Sequence[RadiationCourse]) -> Treated:
    """One bar for what was treated at one time: its lesions would cover each other's names."""
    ends = [one.end for one in courses if one.end is not None]
    return Treated(
        float(min(one.start for one in courses)),
        float(max(ends)) if ends else None,
        TREATED,
        _treated(LISTING[language()].join(dict.fromkeys(one.lesion for one in courses if one.lesion))),
        "\n".join(map(_treated_on, courses)),
    )


def _treated(lesions: str) -> str:
    if not lesions:
        return translate("review", "RT")
    return translate("review", "RT {lesion}").format(lesion=lesions)


def _treated_on(course: RadiationCourse) -> str:
    what = _treated(course.lesion)
    if course.last is None:
        return translate("review", "{course}: from {first} (day {day}), its end is not known").format(
            course=what, first=f"{course.first:%Y-%m-%d}", day=day_text(course.start)
        )
    return translate("review", "{course}: {first} to {last} (days {day} to {end})").format(
        course=what,
        first=f"{course.first:%Y-%m-%d}",
        last=f"{course.last:%Y-%m-%d}",
        day=day_text(course.start),
        end=day_text(course.end or 0),
    )


def _band(case: CaseView, mm: Decimal) -> tuple[float, float]:
    low, high = case.protocol.two_readers_sum_pct
    return float(mm * (1 + low / 100)), float(mm * (1 + high / 100))


def _band_name(case: CaseView) -> str:
    low, high = case.protocol.two_readers_sum_pct
    return translate("review", "band: two readers, {low} to {high}").format(
        low=percent_text(low), high=percent_text(high)
    )


def _levels(case: CaseView) -> tuple[Level, ...]:
    """Up to which sum a visit is a PR, and from which a PD: told by the engine for each visit."""
    flips = [None if one.order == 0 else case.flips_at(one, nearest=False) for one in case.timepoints]
    pr = tuple(None if one is None or one.pr_at_most_mm is None else one.pr_at_most_mm for one in flips)
    pd = tuple(None if one is None else one.pd_at_least_mm for one in flips)
    levels = []
    if pr and pr[-1] is not None:
        name = translate("review", "PR \u2264 {sum}").format(sum=mm_text(pr[-1]))
        levels.append(Level(name, "PR", _floats(pr)))
    if pd and pd[-1] is not None:
        name = translate("review", "PD \u2265 {sum}").format(sum=mm_text(pd[-1]))
        levels.append(Level(name, "PD", _floats(pd)))
    return tuple(levels)


def _floats(values: Sequence[Decimal | None]) -> tuple[float | None, ...]:
    return tuple(None if one is None else float(one) for one in values)


def _sum_courses(seen: Reviewed, shown: Shown) -> list[Course]:
    case = seen.case
    courses = []
    for radiation in RadiationClass:
        sums = [
            None if call is None else call.by_class[radiation].sum_mm
            for call in map(case.call_at, case.timepoints)
        ]
        if radiation.value not in shown.hidden_classes and any(one is not None for one in sums):
            courses.append(_course(class_words(radiation.value), radiation.value, sums))
    if seen.over_case is not None and seen.over is not None:
        at = {one.uid: one for one in seen.over_case.timepoints}
        calls = [seen.over_case.call_at(at[one.uid]) for one in case.timepoints if one.uid in at]
        sums = [None if call is None else call.sum_mm for call in calls]
        courses.append(_course(read_title(seen, seen.over.read.uid), OTHER_READ, sums))
    whole = [None if call is None else call.sum_mm for call in map(case.call_at, case.timepoints)]
    if any(one is not None for one in whole):
        courses.append(_course(translate("review", "All"), WHOLE, whole, strong=True))
    return courses


def _lesion_courses(seen: Reviewed, shown: Shown) -> list[Course]:
    case = seen.case
    targets = [one for one in kept(case.lesions, shown) if one.role is Role.TARGET]
    courses = []
    for lesion in targets:
        if case.whole_of(lesion) is not None:
            continue  # its whole has the sum of the fragments
        values = [case.value_mm(lesion, one) for one in case.timepoints]
        courses.append(_course(lesion.label, class_name(lesion), values))
    return courses


def _course(name: str, style: str, values: Sequence[Decimal | None], *, strong: bool = False) -> Course:
    return Course(name, style, _floats(values), tuple(mm_text(one) for one in values), strong)


def read_title(seen: Reviewed, uid: str) -> str:
    """A read among those of its subject: how it stands, and who read it."""
    one = next(found for found in seen.reads if found.read.uid == uid)
    evaluator = one.standing.evaluator
    role, _, number = evaluator.partition(" ")
    named = (
        translate("review", "Radiologist {number}").format(number=number)
        if role == "RADIOLOGIST"
        else translate("review", "Investigator")
    )
    return translate("review", "{role} \u00b7 {name}").format(role=named, name=one.read.reader)


def sum_lines(seen: Reviewed) -> tuple[SumLine, ...]:
    """The sums by class, of all irradiated lesions, and of all targets."""
    case = seen.case
    calls = [case.call_at(one) for one in case.timepoints]
    lines = []
    for radiation in RadiationClass:
        of_class = [None if call is None else call.by_class[radiation].targets for call in calls]
        if any(one is not None and one.expected for one in of_class):
            lines.append(_sum_line(class_words(radiation.value), radiation.value, of_class))
    if {line.class_name for line in lines} >= {one.value for one in IRRADIATED} and case.rows:
        apart = assessed_apart(case.rows, IRRADIATED, case.protocol.rules)
        by_visit = {one.visit: one.targets for one in apart.timepoints}
        irradiated = [None if call is None else by_visit.get(call.visit) for call in calls]
        lines.insert(2, _sum_line(translate("review", "Irradiated together"), "", irradiated))
    whole = [None if call is None else call.targets for call in calls]
    overall = next((call.overall for call in reversed(calls) if call is not None), None)
    return (*lines, _sum_line(translate("review", "All targets"), "", whole, overall))


def _sum_line(
    title: str, style: str, of: Sequence[TargetAssessment | None], overall: Response | None = None
) -> SumLine:
    last = next((one for one in reversed(of) if one is not None), None)
    called = overall or (None if last is None else last.response)
    return SumLine(
        title,
        style,
        tuple(mm_text(None if one is None else one.sum_mm) for one in of),
        percent_text(None if last is None else last.pct_from_baseline),
        percent_text(None if last is None else last.pct_from_nadir),
        "" if called is None else response_text(called),
    )


def differing(seen: Reviewed) -> tuple[str, ...]:
    """How the read over this one calls otherwise, and which lesions it alone has, a sentence each."""
    if seen.over is None or seen.over_case is None:
        return ()
    read, case = read_title(seen, seen.over.read.uid), seen.over_case
    calls = [
        translate("review", "{timepoint} {call}").format(timepoint=one.label, call=call_text(case, one))
        for one in case.timepoints
        if call_text(case, one) != call_text(seen.case, one)
    ]
    known = {one.uid for one in seen.counterparts.values()}
    alone = [one.label for one in case.lesions if one.uid not in known and parent(one.label) is None]
    listing = LISTING[language()]
    told = []
    if calls:
        sentence = translate("review", "{read} calls otherwise: {calls}.")
        told.append(sentence.format(read=read, calls=listing.join(calls)))
    if alone:
        sentence = translate("review", "In the read of {read} alone: {lesions}.")
        told.append(sentence.format(read=read, lesions=listing.join(sorted(alone))))
    return tuple(told)


def reasons(seen: Reviewed, *, all_calls: bool = True) -> tuple[str, ...]:
    """Why the calls are what they are, the last one first, and what is to be remarked, a sentence each.

    Args:
        all_calls: without it the last call alone.
    """
    case = seen.case
    called = [(one, call) for one in case.timepoints if (call := case.call_at(one)) is not None]
    told: list[str] = []
    if called:
        told.append(_reason(case, called[-1][0]))
    if case.assessment is not None:
        for timepoint, call in called:
            place = case.assessment.timepoints.index(call)
            if carried_by_stereotactic(case.rows, case.assessment, place, case.protocol.rules):
                told.append(_remark(seen, timepoint.label, timepoint.day))
    if all_calls:
        told += [_reason(case, timepoint) for timepoint, _ in reversed(called[:-1]) if timepoint.order]
    return tuple(told)


def _reason(case: CaseView, timepoint: Timepoint) -> str:
    return translate("review", "{timepoint}: {reason}").format(
        timepoint=timepoint.label, reason=unbroken(reason_at(case, timepoint))
    )


def _remark(seen: Reviewed, label: str, day: int) -> str:
    """Growth in a stereotactic field may be its effect; how long ago it was is what helps to tell."""
    sbrt = {one.label for one in seen.case.lesions if one.radiation is RadiationClass.SBRT}
    ended = [
        one.start if one.end is None else one.end
        for one in seen.courses
        if not one.lesion or one.lesion in sbrt
    ]
    before = [one for one in ended if one <= day]
    if not before:
        return translate(
            "review",
            "The progression at {timepoint} is carried only by lesions in a stereotactic field; when they "
            "were treated is not known. The call stands as it is.",
        ).format(timepoint=label)
    return translate(
        "review",
        "The progression at {timepoint} is carried only by lesions in a stereotactic field, {days} days "
        "after radiotherapy. The call stands as it is.",
    ).format(timepoint=label, days=day_text(day - max(before)))
