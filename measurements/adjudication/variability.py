"""How far two sums of one timepoint lie apart, held against how far two readers are known to lie apart."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from measurements.adjudication.exchange import Standing
from measurements.protocol.values import PercentLimits
from measurements.recist.target import percent_change


class Bound(StrEnum):
    """What a sum is held against."""

    PR = "PR"
    PD = "PD"


@dataclass(frozen=True, slots=True)
class SumSpread:
    """Two complete sums of one timepoint.

    Attributes:
        pct: B's sum from A's, in percent.
        limits_pct: published 95 % limits of the difference between two readers' sums.
        between: where the reads are called otherwise, what of either read lies between the two sums, the
            lower bound first.
    """

    a_mm: Decimal
    b_mm: Decimal
    pct: Decimal
    limits_pct: PercentLimits
    between: tuple[Bound, ...]

    @property
    def ordinary(self) -> bool:
        """Whether two readers of one scan are known to differ by so much."""
        lower, upper = self.limits_pct
        return lower <= self.pct <= upper


def sum_spread(a: Standing, b: Standing, limits_pct: PercentLimits) -> SumSpread | None:
    """None where a read has no complete sum, or where A's is zero and nothing can be a share of it."""
    pct = percent_change(b.sum_mm, a.sum_mm)
    if a.sum_mm is None or b.sum_mm is None or pct is None:
        return None
    low_mm, high_mm = sorted((a.sum_mm, b.sum_mm))
    between = []
    if a.call is b.call:
        return SumSpread(a.sum_mm, b.sum_mm, pct, limits_pct, ())
    if any(one.pr_at_most_mm is not None and low_mm <= one.pr_at_most_mm < high_mm for one in (a, b)):
        between.append(Bound.PR)
    if any(one.pd_at_least_mm is not None and low_mm < one.pd_at_least_mm <= high_mm for one in (a, b)):
        between.append(Bound.PD)
    return SumSpread(a.sum_mm, b.sum_mm, pct, limits_pct, tuple(between))
