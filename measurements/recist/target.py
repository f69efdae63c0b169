"""Target response: what each target contributes, its sum, and the rules of section 4 over the visits."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Context, Decimal
from typing import NamedTuple

from measurements.lesion import State
from measurements.recist.response import Response
from measurements.recist.row import LesionRow
from measurements.recist.rules import Rules
from measurements.recist.step import Figure, Step

TOO_SMALL_MM = Decimal(5)
"""Recorded for a lesion seen but too small to measure (RECIST 1.1, section 4.3.1)."""

NORMAL_NODE_MM = Decimal(10)
"""A node whose short axis is below this is normal (RECIST 1.1, section 3.1.1)."""

LEAST_GROWTH_MM = Decimal(5)
"""Growth from nadir that PD needs beside its 20 % (RECIST 1.1, section 4.3.1)."""

RESOLUTION_MM = Decimal("0.1")
"""Diameters are recorded to this, so what would flip a call is told to it."""

ZERO_MM = Decimal(0)

_HUNDRED = Decimal(100)

EXACT = Context(prec=50)
"""Sums of any recorded millimetres are exact in it; only percentages, for display, are ever cut off."""

_BY_STATE = {
    State.ABSENT: ZERO_MM,
    State.MERGED: ZERO_MM,
    State.TOO_SMALL: TOO_SMALL_MM,
    State.NOT_EVALUABLE: None,
}


class TargetValue(NamedTuple):
    """One target at one visit, its fragments added.

    Attributes:
        diameter_mm: what it adds to the sum; None where it is not evaluable.
        seen: whether any of it, fragments included, is disease: more than 0 mm, or a node of 10 mm or more.
    """

    diameter_mm: Decimal | None
    seen: bool


_NO_VALUE = TargetValue(None, seen=False)


class TargetAssessment(NamedTuple):
    """The targets of one set (all of them, or one radiation class) at one visit.

    Percentages are for display only; no rule looks at them. Figures are None where undefined.

    Attributes:
        expected: targets in the set.
        missing: those of them not evaluable at this visit.
        part_mm: sum of diameters of the others.
        baseline_mm: baseline sum.
        nadir_mm, nadir_visit: smallest complete sum before this visit, and the first visit that had it.
        rule: number of the rule that decided.
        response: None at baseline.
    """

    expected: int
    missing: tuple[str, ...]
    part_mm: Decimal
    baseline_mm: Decimal | None
    nadir_mm: Decimal | None
    nadir_visit: Decimal | None
    rule: str
    response: Response | None

    @property
    def assessed(self) -> int:
        return self.expected - len(self.missing)

    @property
    def sum_mm(self) -> Decimal | None:
        """Sum of diameters; None where a target is missing or the set is empty."""
        return None if self.missing or not self.expected else self.part_mm

    @property
    def pct_from_baseline(self) -> Decimal | None:
        return percent_change(self.sum_mm, self.baseline_mm)

    @property
    def change_from_nadir_mm(self) -> Decimal | None:
        sum_mm = self.sum_mm
        return None if sum_mm is None or self.nadir_mm is None else EXACT.subtract(sum_mm, self.nadir_mm)

    @property
    def pct_from_nadir(self) -> Decimal | None:
        return percent_change(self.sum_mm, self.nadir_mm)

    @property
    def step(self) -> Step:
        """The rule that decided, with what it looked at."""
        return Step(self.rule, self.response, self._figures())

    def _figures(self) -> dict[str, Figure]:
        if self.response is None:
            return {"sum_mm": self.sum_mm, "expected": self.expected, "missing": self.missing}
        if self.baseline_mm is None:
            return {"expected": self.expected}
        return {
            "sum_mm": self.part_mm,
            "baseline_mm": self.baseline_mm,
            "nadir_mm": self.nadir_mm,
            "nadir_visit": self.nadir_visit,
            "expected": self.expected,
            "missing": self.missing,
        }


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
    """Change from `reference` in percent, to 50 digits; None from zero, or without one."""
    if value is None or not reference:
        return None
    change = EXACT.subtract(value, reference)
    return EXACT.divide(EXACT.multiply(change, _HUNDRED), reference)


def smallest_change(targets: Iterable[TargetAssessment]) -> Decimal | None:
    """The smallest change of a sum from baseline in percent; None where it was never complete.

    Args:
        targets: of one set, which have one baseline: the smallest sum has changed most, and one is divided.
    """
    known = [(one.sum_mm, one.baseline_mm) for one in targets if one.sum_mm is not None and one.baseline_mm]
    return percent_change(*min(known)) if known else None


class _Part(NamedTuple):
    """What is evaluable of a set at one visit: the whole where nothing is missing."""

    mm: Decimal
    missing: tuple[str, ...]
    seen: bool


_NO_TARGETS_AT_BASELINE = TargetAssessment(0, (), ZERO_MM, None, None, None, "2.8", None)
_NO_TARGETS = TargetAssessment(0, (), ZERO_MM, None, None, None, "4.1", Response.NA)


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
    nadir_mm: Decimal | None = None
    nadir_visit: Decimal | None = None
    for number, values in visits:
        part = _part(lesions, values)
        rule, response = "2.8", None
        if assessments:
            rule, response = _response(part, baseline_mm, nadir_mm, rules)
        elif not part.missing:
            baseline_mm = part.mm
        assessments.append(
            TargetAssessment(
                len(lesions), part.missing, part.mm, baseline_mm, nadir_mm, nadir_visit, rule, response
            )
        )
        if not part.missing and (nadir_mm is None or part.mm < nadir_mm):
            nadir_mm, nadir_visit = part.mm, number
    return assessments


def _part(lesions: Sequence[str], values: Mapping[str, TargetValue]) -> _Part:
    missing: list[str] = []
    part_mm = ZERO_MM
    seen = False
    for lesion in lesions:
        value = values.get(lesion, _NO_VALUE)
        if value.diameter_mm is None:
            missing.append(lesion)
        else:
            part_mm += value.diameter_mm
            seen = seen or value.seen
    return _Part(part_mm, tuple(missing), seen)


def _response(
    part: _Part, baseline_mm: Decimal | None, nadir_mm: Decimal | None, rules: Rules
) -> tuple[str, Response]:
    """The rules of section 4 in their order: the one that decides, and what it says."""
    if baseline_mm is None or nadir_mm is None:
        # Read in a window before baseline is complete: without a base no rule can speak.
        return "2.8", Response.NE
    progressed = meets_pd(part.mm, nadir_mm)
    if part.missing:
        return "4.2", Response.PD if progressed else Response.NE
    if not part.seen and (rules.node_cr_first or not progressed):
        return "4.3", Response.CR
    if progressed:
        return "4.4", Response.PD
    if meets_pr(part.mm, baseline_mm):
        return "4.5", Response.PR
    return "4.6", Response.SD
