"""What would flip a call: the sums at which it changes, and the lesion nearest to changing it alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from measurements.lesion import Role, State
from measurements.recist.assessment import SubjectAssessment
from measurements.recist.phrases import CLAUSE, PHRASES, Language
from measurements.recist.response import NewLesion, Response
from measurements.recist.row import LesionRow
from measurements.recist.rules import Rules
from measurements.recist.sentences import mm_text, percent_text, response_text
from measurements.recist.step import Step
from measurements.recist.subject import assess_subject
from measurements.recist.target import (
    NORMAL_NODE_MM,
    RESOLUTION_MM,
    ZERO_MM,
    diameter_mm,
    pd_from_mm,
    percent_change,
    pr_up_to_mm,
)
from measurements.recist.visits import lesion_of

_STANDARD_RULES = Rules()


@dataclass(frozen=True, slots=True)
class LesionFlip:
    """The change of one target that alone changes the call.

    Attributes:
        mm: as recorded; `flipping_mm` what would have to be recorded instead.
        pct: the change in percent; None from zero.
        overall: the call that would result.
    """

    lesion: str
    mm: Decimal
    flipping_mm: Decimal
    pct: Decimal | None
    overall: Response


@dataclass(frozen=True, slots=True)
class Flips:
    """How far a call is from another one.

    Distances are positive where the sum is not there yet, zero or negative where it is.

    Attributes:
        pr_at_most_mm: largest sum that gives a target response of PR; None where none does, as when a
            target is missing.
        pd_at_least_mm: smallest sum that gives PD; with a target missing, of the others alone.
        nearest: None where no change of a single target changes the overall call.
    """

    pr_at_most_mm: Decimal | None
    pr_distance_mm: Decimal | None
    pd_at_least_mm: Decimal
    pd_distance_mm: Decimal
    nearest: LesionFlip | None


def flips(
    assessment: SubjectAssessment,
    timepoint_index: int,
    rows: Sequence[LesionRow],
    rules: Rules = _STANDARD_RULES,
    *,
    nearest: bool = True,
) -> Flips | None:
    """What would flip the call of one visit, all other visits as they are.

    Args:
        assessment: of `rows` by `rules`.
        timepoint_index: position in `assessment.timepoints`.
        nearest: False leaves the nearest lesion out, for which the engine is asked many times.

    Returns:
        None where no sum decides: at baseline, without targets, while baseline is incomplete, and at a
        visit not done.
    """
    timepoint = assessment.timepoints[timepoint_index]
    figures = _sum_figures(timepoint.steps[0])
    if timepoint.overall is None or figures is None:
        return None
    sum_mm, baseline_mm, nadir_mm = figures
    pd_mm = pd_from_mm(nadir_mm).quantize(RESOLUTION_MM, ROUND_CEILING)
    pr_mm: Decimal | None = None
    if timepoint.sum_mm is not None:
        # PD is judged first, so a sum that far above a low nadir is no PR however far below baseline.
        pr_mm = min(pr_up_to_mm(baseline_mm).quantize(RESOLUTION_MM, ROUND_FLOOR), pd_mm - RESOLUTION_MM)
    bounds = [pd_mm, pd_mm - RESOLUTION_MM]
    if pr_mm is not None:
        bounds += [pr_mm, pr_mm + RESOLUTION_MM]
    lesion: LesionFlip | None = None
    if nearest and timepoint.nontarget is not Response.PD and timepoint.new is not NewLesion.YES:
        until = [row for row in rows if row.visit <= timepoint.visit]
        lesion = _nearest(until, timepoint.visit, sum_mm, bounds, timepoint.overall, rules)
    return Flips(
        pr_at_most_mm=pr_mm if baseline_mm else None,
        pr_distance_mm=sum_mm - pr_mm if pr_mm is not None and baseline_mm else None,
        pd_at_least_mm=pd_mm,
        pd_distance_mm=pd_mm - sum_mm,
        nearest=lesion,
    )


def flips_sentence(found: Flips, language: Language = "en") -> str:
    """In words: "PR at 43.4 mm or less (7.2 mm away); PD at 60.0 mm or more (9.4 mm away)"."""
    phrases = PHRASES[language]
    clauses: list[str] = []
    for phrase, bound_mm, distance_mm in (
        ("PR at", found.pr_at_most_mm, found.pr_distance_mm),
        ("PD at", found.pd_at_least_mm, found.pd_distance_mm),
    ):
        if bound_mm is None or distance_mm is None:
            continue
        margin = phrases["away" if distance_mm > 0 else "reached"].format(mm=mm_text(abs(distance_mm)))
        clauses.append(phrases[phrase].format(mm=mm_text(bound_mm), margin=margin))
    if found.nearest is not None:
        nearest = found.nearest
        clauses.append(
            phrases["nearest of nothing" if nearest.pct is None else "nearest"].format(
                lesion=nearest.lesion,
                mm=mm_text(nearest.flipping_mm),
                pct="" if nearest.pct is None else percent_text(nearest.pct),
                response=response_text(nearest.overall),
            )
        )
    return CLAUSE[language].join(clauses)


def _sum_figures(step: Step) -> tuple[Decimal, Decimal, Decimal] | None:
    """Sum, baseline and nadir the targets were judged on; None where there was nothing to judge."""
    figures = tuple(step.figures.get(name) for name in ("sum_mm", "baseline_mm", "nadir_mm"))
    match figures:
        case (Decimal() as sum_mm, Decimal() as baseline_mm, Decimal() as nadir_mm):
            return sum_mm, baseline_mm, nadir_mm
    return None


def _nearest(
    rows: Sequence[LesionRow],
    visit: Decimal,
    sum_mm: Decimal,
    bounds_mm: Sequence[Decimal],
    overall: Response,
    rules: Rules,
) -> LesionFlip | None:
    """The least change of one target that the engine, asked again, answers with another call."""
    changes = sorted(
        _changes(rows, visit, sum_mm, bounds_mm),
        key=lambda change: (abs(change[2] - change[1]), -change[1], rows[change[0]].lesion, change[2]),
    )
    for index, mm, flipping_mm in changes:
        changed = [*rows]
        changed[index] = rows[index]._replace(mm=flipping_mm, state=None)
        result = assess_subject(changed, rules).timepoints[-1].overall
        if result is not None and result is not overall:
            percent = percent_change(flipping_mm, mm)
            return LesionFlip(rows[index].lesion, mm, flipping_mm, percent, result)
    return None


def _changes(
    rows: Sequence[LesionRow], visit: Decimal, sum_mm: Decimal, bounds_mm: Sequence[Decimal]
) -> Iterator[tuple[int, Decimal, Decimal]]:
    """Changes worth asking the engine about: index of the row, its millimetres now and then.

    Between the values tried here the response cannot change: they are the two sides of every bound of the sum
    and of the size at which a lesion counts as gone.
    """
    for index, row in enumerate(rows):
        if row.visit != visit or row.role is not Role.TARGET or lesion_of(row.lesion) != row.lesion:
            continue
        mm = diameter_mm(row)
        if mm is None or row.state is State.MERGED:
            continue
        gone = (NORMAL_NODE_MM - RESOLUTION_MM, NORMAL_NODE_MM) if row.nodal else (ZERO_MM, RESOLUTION_MM)
        for flipping_mm in {*(mm + bound - sum_mm for bound in bounds_mm), *gone}:
            if flipping_mm >= 0 and flipping_mm != mm:
                yield index, mm, flipping_mm
