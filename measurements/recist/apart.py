"""Radiation classes apart from each other: some of them as one set, and progression that one carries."""

from collections.abc import Collection, Sequence

from measurements.lesion import RadiationClass
from measurements.recist.assessment import SubjectAssessment, TimepointAssessment
from measurements.recist.response import Response
from measurements.recist.row import LesionRow
from measurements.recist.rules import Rules
from measurements.recist.subject import assess_subject

IRRADIATED = frozenset({RadiationClass.SBRT, RadiationClass.LDRT})


def assessed_apart(
    rows: Sequence[LesionRow], classes: Collection[RadiationClass], rules: Rules
) -> SubjectAssessment:
    """The subject as if it had only the lesions of these classes, at all its visits (recist.md, section 11).

    The target response of such a set goes by its own baseline and nadir; it is exploratory, and new lesions
    belong to no class, so of the result only the figures of the targets mean anything.
    """
    kept = [row for row in rows if row.radiation in classes and row.role is not None]
    there = {row.visit for row in kept}
    others = {row.visit: _only_visit(row) for row in rows if row.visit not in there}
    return assess_subject([*kept, *others.values()], rules)


def carried_by_stereotactic(
    rows: Sequence[LesionRow], assessment: SubjectAssessment, index: int, rules: Rules
) -> bool:
    """Whether the PD of a visit is carried by lesions in a stereotactic field alone.

    It is asked by holding what was said of the SBRT lesions there as it was at the visit of the nadir (their
    other lists: at the visit before) and assessing anew: what is no PD then, they alone have made one.

    Args:
        rows: what `assessment` was made of.
        index: of the visit in `assessment.timepoints`.
    """
    visit = assessment.timepoints[index]
    if visit.overall is not Response.PD or index == 0:
        return False
    held = _visit_held(assessment, index)
    before = {row.lesion: row for row in rows if row.visit == held and row.role is not None}
    named = {row.lesion for row in rows if row.radiation is RadiationClass.SBRT and row.role is not None}
    changed = [
        row._replace(mm=before[row.lesion].mm, state=before[row.lesion].state)
        if row.visit == visit.visit and row.lesion in named and row.lesion in before
        else row
        for row in rows
    ]
    if changed == list(rows):
        return False
    return _call(assess_subject(changed, rules), visit) is not Response.PD


def _visit_held(assessment: SubjectAssessment, index: int) -> object:
    nadir = assessment.timepoints[index].nadir_visit
    return assessment.timepoints[index - 1].visit if nadir is None else nadir


def _call(assessment: SubjectAssessment, visit: TimepointAssessment) -> Response | None:
    return next(one.overall for one in assessment.timepoints if one.visit == visit.visit)


def _only_visit(row: LesionRow) -> LesionRow:
    return row._replace(lesion="", role=None, organ="", nodal=False, mm=None, state=None)
