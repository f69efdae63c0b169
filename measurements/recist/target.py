"""Target response: what each target contributes, its sum, and the rules of section 4 over the visits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from measurements.lesion import State
from measurements.recist.response import Response
from measurements.recist.row import LesionRow
from measurements.recist.rules import Rules
from measurements.recist.step import Step

TOO_SMALL_MM = Decimal(5)
"""Recorded for a lesion seen but too small to measure (RECIST 1.1, section 4.3.1)."""

NORMAL_NODE_MM = Decimal(10)
"""A node whose short axis is below this is normal (RECIST 1.1, section 3.1.1)."""

LEAST_GROWTH_MM = Decimal(5)
"""Growth from nadir that PD needs beside its 20 % (RECIST 1.1, section 4.3.1)."""

RESOLUTION_MM = Decimal("0.1")
"""Diameters are recorded to this, so what would flip a call is told to it."""

ZERO_MM = Decimal(0)

_BY_STATE = {
    State.ABSENT: ZERO_MM,
    State.MERGED: ZERO_MM,
    State.TOO_SMALL: TOO_SMALL_MM,
    State.NOT_EVALUABLE: None,
}


@dataclass(frozen=True, slots=True)
class TargetValue:
    """One target at one visit, its fragments added.

    Attributes:
        diameter_mm: what it adds to the sum; None where it is not evaluable.
        seen: whether any of it, fragments included, is disease: more than 0 mm, or a node of 10 mm or more.
    """

    diameter_mm: Decimal | None
    seen: bool


@dataclass(frozen=True, slots=True)
class TargetAssessment:
    """The targets of one set (all of them, or one radiation class) at one visit.

    Attributes:
        expected, assessed: targets in the set, and how many of them are evaluable.
        sum_mm: sum of diameters; None where a target is missing or the set is empty.
        pct_from_baseline, change_from_nadir_mm, pct_from_nadir: None where undefined. Percentages are for
            display only; no rule looks at them.
        nadir_mm, nadir_visit: smallest complete sum before this visit, and the first visit that had it.
        response: None at baseline.
        step: the rule that decided.
    """

    expected: int
    assessed: int
    sum_mm: Decimal | None
    pct_from_baseline: Decimal | None
    nadir_mm: Decimal | None
    nadir_visit: Decimal | None
    change_from_nadir_mm: Decimal | None
    pct_from_nadir: Decimal | None
    response: Response | None
    step: Step


def diameter_mm(row: LesionRow) -> Decimal | None:
    """What one row of a target adds to the sum; None where it is not evaluable (section 3)."""
    if row.state is None or row.state is State.MEASURED:
        return row.mm
    return _BY_STATE[row.state]


def target_value(rows: Sequence[LesionRow]) -> TargetValue:
    """One target from its row, or from the rows of its fragments (3.4)."""
    total_mm: Decimal | None = ZERO_MM
    seen = False
    for row in rows:
        part_mm = diameter_mm(row)
        if part_mm is None:
            total_mm = None
            continue
        seen = seen or (part_mm >= NORMAL_NODE_MM if row.nodal else part_mm > 0)
        total_mm = None if total_mm is None else total_mm + part_mm
    return TargetValue(total_mm, seen)


def meets_pd(sum_mm: Decimal, nadir_mm: Decimal) -> bool:
    """At least 20 % and at least 5 mm above nadir, by cross-multiplication."""
    return 10 * sum_mm >= 12 * nadir_mm and sum_mm - nadir_mm >= LEAST_GROWTH_MM


def meets_pr(sum_mm: Decimal, baseline_mm: Decimal) -> bool:
    """At least 30 % below baseline, by cross-multiplication."""
    return 10 * sum_mm <= 7 * baseline_mm


def pd_from_mm(nadir_mm: Decimal) -> Decimal:
    """The smallest sum that is PD over a nadir."""
    return max(nadir_mm * 12 / 10, nadir_mm + LEAST_GROWTH_MM)


def pr_up_to_mm(baseline_mm: Decimal) -> Decimal:
    """The largest sum that is PR below a baseline."""
    return baseline_mm * 7 / 10


def percent_change(value: Decimal | None, reference: Decimal | None) -> Decimal | None:
    """Change from `reference` in percent, to the precision of the context; None from zero, or without one."""
    if value is None or not reference:
        return None
    return (value - reference) * 100 / reference


@dataclass(frozen=True, slots=True)
class _Nadir:
    """Smallest complete sum so far, and the first visit that had it."""

    mm: Decimal
    visit: Decimal


@dataclass(frozen=True, slots=True)
class _Part:
    """What is evaluable of a set at one visit: the whole where nothing is missing."""

    mm: Decimal
    missing: tuple[str, ...]
    seen: bool


def _nothing(response: Response | None, step: Step) -> TargetAssessment:
    return TargetAssessment(0, 0, None, None, None, None, None, None, response, step)


_NO_TARGETS_AT_BASELINE = _nothing(None, Step("2.8", None, {"expected": 0, "missing": ()}))
_NO_TARGETS = _nothing(Response.NA, Step("4.1", Response.NA, {}))


def assess_targets(
    lesions: Sequence[str],
    visits: Sequence[tuple[Decimal, Mapping[str, TargetValue]]],
    rules: Rules,
) -> list[TargetAssessment]:
    """Section 4 for one set of targets.

    Args:
        lesions: the set, frozen at baseline.
        visits: visit number and values by lesion, in order; a lesion without a value is not evaluable.
    """
    if not lesions:
        return [_NO_TARGETS_AT_BASELINE, *[_NO_TARGETS] * (len(visits) - 1)]
    assessments: list[TargetAssessment] = []
    baseline_mm: Decimal | None = None
    nadir: _Nadir | None = None
    for number, values in visits:
        part = _part(lesions, values)
        sum_mm = None if part.missing else part.mm
        response: Response | None
        if assessments:
            response, step = _response(len(lesions), part, baseline_mm, nadir, rules)
        else:
            baseline_mm = sum_mm
            response = None
            step = Step("2.8", None, {"sum_mm": sum_mm, "expected": len(lesions), "missing": part.missing})
        nadir_mm = None if nadir is None else nadir.mm
        assessments.append(
            TargetAssessment(
                expected=len(lesions),
                assessed=len(lesions) - len(part.missing),
                sum_mm=sum_mm,
                pct_from_baseline=percent_change(sum_mm, baseline_mm),
                nadir_mm=nadir_mm,
                nadir_visit=None if nadir is None else nadir.visit,
                change_from_nadir_mm=None if sum_mm is None or nadir_mm is None else sum_mm - nadir_mm,
                pct_from_nadir=percent_change(sum_mm, nadir_mm),
                response=response,
                step=step,
            )
        )
        if sum_mm is not None and (nadir is None or sum_mm < nadir.mm):
            nadir = _Nadir(sum_mm, number)
    return assessments


def _part(lesions: Sequence[str], values: Mapping[str, TargetValue]) -> _Part:
    missing: list[str] = []
    part_mm = ZERO_MM
    seen = False
    for lesion in lesions:
        value = values.get(lesion)
        if value is None or value.diameter_mm is None:
            missing.append(lesion)
        else:
            part_mm += value.diameter_mm
            seen = seen or value.seen
    return _Part(part_mm, tuple(missing), seen)


def _response(
    expected: int, part: _Part, baseline_mm: Decimal | None, nadir: _Nadir | None, rules: Rules
) -> tuple[Response, Step]:
    """The rules of section 4 in their order."""
    if baseline_mm is None or nadir is None:
        # Read in a window before baseline is complete: without a base no rule can speak.
        return Response.NE, Step("2.8", Response.NE, {"expected": expected})
    progressed = meets_pd(part.mm, nadir.mm)
    if part.missing:
        response, rule = (Response.PD if progressed else Response.NE), "4.2"
    elif not part.seen and (rules.node_cr_first or not progressed):
        response, rule = Response.CR, "4.3"
    elif progressed:
        response, rule = Response.PD, "4.4"
    elif meets_pr(part.mm, baseline_mm):
        response, rule = Response.PR, "4.5"
    else:
        response, rule = Response.SD, "4.6"
    return response, Step(
        rule,
        response,
        {
            "sum_mm": part.mm,
            "baseline_mm": baseline_mm,
            "nadir_mm": nadir.mm,
            "nadir_visit": nadir.visit,
            "expected": expected,
            "missing": part.missing,
        },
    )
