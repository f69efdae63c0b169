"""Two sums beside what two readers are known to differ by."""

from decimal import Decimal

import pytest

from measurements.adjudication.exchange import Standing
from measurements.adjudication.sentences import spread_sentence
from measurements.adjudication.variability import sum_spread
from measurements.recist.response import Response
from tests.measurements.adjudication.two_reads import PROTOCOL

LIMITS = PROTOCOL.two_readers_sum_pct
KNOWN = "Two readers differ on a sum by −19 to +20 %."


def stands(call: Response, mm: str, pr_mm: str | None = "73.0", pd_mm: str | None = "125.3") -> Standing:
    return Standing(
        call,
        Decimal(mm),
        pr_at_most_mm=None if pr_mm is None else Decimal(pr_mm),
        pd_at_least_mm=None if pd_mm is None else Decimal(pd_mm),
    )


PR, SD, PD = Response.PR, Response.SD, Response.PD
CASES = [
    (
        stands(PR, "71.5"),
        stands(SD, "75.3", "72.9"),
        f"{KNOWN} Here: +5.3 %. The difference is ordinary; "
        "the call is not, because the PR line lies between the two sums.",
    ),
    (stands(SD, "75.3"), stands(SD, "80.0"), f"{KNOWN} Here: +6.2 %. The difference is ordinary."),
    (
        stands(PR, "73.0"),
        stands(SD, "73.1"),
        f"{KNOWN} Here: +0.1 %. The difference is ordinary; "
        "the call is not, because the PR line lies between the two sums.",
    ),
    (
        stands(SD, "125.2"),
        stands(PD, "125.3"),
        f"{KNOWN} Here: +0.1 %. The difference is ordinary; "
        "the call is not, because the PD line lies between the two sums.",
    ),
    (
        stands(PD, "130.0"),
        stands(PR, "70.0"),
        f"{KNOWN} Here: −46.2 %. The difference is larger than that, "
        "and the PR / PD line lies between the two sums.",
    ),
    (stands(PD, "50.0"), stands(PD, "70.0"), f"{KNOWN} Here: +40.0 %. The difference is larger than that."),
    (stands(PD, "71.0"), stands(PR, "71.0"), f"{KNOWN} Here: 0.0 %. The difference is ordinary."),
    (stands(PR, "72.9"), stands(PR, "73.1", "73.2"), f"{KNOWN} Here: +0.3 %. The difference is ordinary."),
]


@pytest.mark.parametrize(("a", "b", "sentence"), CASES)
def test_how_far_two_sums_lie_apart(a: Standing, b: Standing, sentence: str) -> None:
    spread = sum_spread(a, b, LIMITS)
    assert spread is not None
    assert spread_sentence(spread) == sentence


@pytest.mark.parametrize(
    ("b_mm", "ordinary"), [("80.8", True), ("80.7", False), ("119.5", True), ("119.6", False)]
)
def test_the_limits_themselves_are_ordinary(b_mm: str, ordinary: bool) -> None:
    spread = sum_spread(stands(SD, "100.0"), stands(SD, b_mm), LIMITS)
    assert spread is not None
    assert spread.ordinary is ordinary


def test_no_spread_of_a_sum_that_is_not_there_or_nothing() -> None:
    assert sum_spread(Standing(None), stands(SD, "75.3"), LIMITS) is None
    assert sum_spread(stands(SD, "75.3"), Standing(Response.NE), LIMITS) is None
    assert sum_spread(stands(Response.CR, "0"), stands(PR, "3"), LIMITS) is None
