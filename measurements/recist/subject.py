"""One subject assessed: every visit's call with its reasons, and what the visits come to."""

from collections.abc import Mapping, Sequence
from decimal import localcontext

from measurements.lesion import RadiationClass
from measurements.recist.assessment import ClassAssessment, SubjectAssessment, TimepointAssessment
from measurements.recist.best_response import (
    best_response,
    confirmed_best_response,
    confirmed_response_day,
    progression_day,
    response_day,
)
from measurements.recist.faults import contradictions, refusal
from measurements.recist.irecist import ImmuneCall, best_immune_response, immune_calls
from measurements.recist.newlesion import new_findings
from measurements.recist.nontarget import entry_states, nontarget_response, nontarget_step
from measurements.recist.overall import OverallCall, VisitParts, overall_calls
from measurements.recist.response import ResponseSet
from measurements.recist.row import LesionRow
from measurements.recist.rules import Rules
from measurements.recist.step import Step
from measurements.recist.target import EXACT, assess_targets, target_value
from measurements.recist.visits import Lists, Visit, lists_of, visits_of

_STANDARD_RULES = Rules()


def assess_subject(rows: Sequence[LesionRow], rules: Rules = _STANDARD_RULES) -> SubjectAssessment:
    """Assess one subject from the rows of all its visits.

    Incomplete rows are read as they stand, because a window asks while the radiologist is still reading: a
    target without a row, or with neither millimetres nor state, is not evaluable, and while one is so at
    baseline every later target response is NE. Where rows are final, `measurements.recist.faults.check_rows`
    refuses such.

    Args:
        rows: in any order; a visit without a lesion needs a row that makes it exist.

    Raises:
        Refusal: the rows contradict each other (`measurements.recist.faults.contradictions`).
        ValueError: no rows, or rows of several subjects.
    """
    subjects = {row.subject for row in rows}
    if len(subjects) != 1:
        raise ValueError(f"one subject is assessed at a time, not {len(subjects)}")
    faults = contradictions(rows)
    if faults:
        raise refusal(faults)
    return assess_checked(rows, rules)


def assess_checked(rows: Sequence[LesionRow], rules: Rules = _STANDARD_RULES) -> SubjectAssessment:
    """Assess one subject whose rows are known not to contradict each other, as `faults_of` has told."""
    with localcontext(EXACT):
        visits = visits_of(rows)
        lists = lists_of(visits)
        course = _course(visits, lists, rules)
        overall = overall_calls(course[1:], lists.nontarget_nodes, rules)
        immune = immune_calls(course[1:], rules)
        by_class = _by_class(course, lists, rules)
    calls = [call.call for call in overall]
    return SubjectAssessment(
        subject=rows[0].subject,
        timepoints=(
            _timepoint(course[0], by_class[0], None, None),
            *map(_timepoint, course[1:], by_class[1:], overall, immune),
        ),
        lists=lists,
        orr_set=_orr_set(lists, rules),
        bor=best_response(calls, rules),
        confirmed_bor=confirmed_best_response(calls, rules),
        ibor=best_immune_response(immune, rules),
        pd_day=progression_day(calls),
        response_day=response_day(calls),
        confirmed_response_day=confirmed_response_day(calls, rules),
    )


def _orr_set(lists: Lists, rules: Rules) -> ResponseSet:
    """Section 11: fixed at baseline from all lesions, target and non-target, or as the protocol says."""
    deciding = lists.targets if rules.orr_branch == "targets" else (*lists.targets, *lists.nontargets)
    classes = [lists.radiation[lesion] for lesion in deciding]
    if not classes or RadiationClass.UNIRRADIATED in classes:
        return ResponseSet.SOME_UNIRRADIATED
    return ResponseSet.ALL_IRRADIATED


def _course(visits: Sequence[Visit], lists: Lists, rules: Rules) -> list[VisitParts]:
    values = [{lesion: target_value(rows) for lesion, rows in visit.targets.items()} for visit in visits]
    states = entry_states(lists.nontargets, visits)
    nontargets = [nontarget_response(said.values()) for said in states]
    numbered = [(visit.number, diameters) for visit, diameters in zip(visits, values, strict=True)]
    targets = assess_targets(lists.targets, numbered, rules)
    findings = new_findings(visits)
    return [*map(VisitParts, visits, values, states, targets, nontargets, findings)]


def _timepoint(
    parts: VisitParts,
    by_class: Mapping[RadiationClass, ClassAssessment],
    call: OverallCall | None,
    immune: ImmuneCall | None,
) -> TimepointAssessment:
    """One visit; without a call it is baseline."""
    target = parts.target
    if call is None:
        steps: tuple[Step, ...] = (target.step, Step("2.7", None, {"lesions": tuple(parts.states)}))
    elif parts.visit.done:
        steps = (target.step, nontarget_step(parts.nontarget, parts.states), parts.new.step, *call.steps)
    else:
        steps = call.steps
    if immune is not None and immune.step is not None:
        steps = (*steps, immune.step)
    return TimepointAssessment(
        visit=parts.visit.number,
        day=parts.visit.day,
        is_baseline=call is None,
        done=parts.visit.done,
        targets=target,
        values=parts.values,
        nontarget=parts.nontarget if call else None,
        new=parts.new.seen if call else None,
        overall=call.response if call else None,
        overall_backdated=call.backdated if call else None,
        irecist=immune.response if immune else None,
        by_class=by_class,
        steps=steps,
    )


def _by_class(
    course: Sequence[VisitParts], lists: Lists, rules: Rules
) -> list[dict[RadiationClass, ClassAssessment]]:
    """Per visit, the response of each radiation class by its own lesions."""
    by_class: list[dict[RadiationClass, ClassAssessment]] = [{} for _ in course]
    numbered = [(parts.visit.number, parts.values) for parts in course]
    for radiation in RadiationClass:
        lesions = [lesion for lesion in lists.targets if lists.radiation[lesion] is radiation]
        entries = [lesion for lesion in lists.nontargets if lists.radiation[lesion] is radiation]
        targets = assess_targets(lesions, numbered, rules)
        for index, parts in enumerate(course):
            response = nontarget_response([parts.states[entry] for entry in entries]) if index else None
            by_class[index][radiation] = ClassAssessment(targets[index], response)
    return by_class
