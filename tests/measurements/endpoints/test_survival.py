"""Kaplan-Meier: literal curves, and random ones against lifelines, scipy and a writing in whole numbers."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from lifelines.utils import median_survival_times
from scipy.stats import CensoredData, ecdf

from measurements.endpoints.survival import CensorMark, Curve, Median, Observation, curve

TIED = st.lists(
    st.builds(Observation, st.integers(0, 12), st.sampled_from([True, True, False])), min_size=1, max_size=40
)
SPREAD_OUT = st.lists(st.builds(Observation, st.integers(0, 730), st.booleans()), min_size=1, max_size=60)


def observed(text: str) -> list[Observation]:
    """ "5 7+ 9": days, those with a plus censored."""
    return [Observation(int(one.rstrip("+")), not one.endswith("+")) for one in text.split()]


def in_whole_numbers(observations: Sequence[Observation]) -> list[tuple[int, Fraction]]:
    survival = Fraction(1)
    steps = []
    for day in sorted({one.day for one in observations if one.event}):
        at_risk = sum(one.day >= day for one in observations)
        events = sum(one.day == day and one.event for one in observations)
        survival *= Fraction(at_risk - events, at_risk)
        steps.append((day, survival))
    return steps


def second_opinion(observations: Sequence[Observation]) -> KaplanMeierFitter:
    return KaplanMeierFitter().fit([one.day for one in observations], [one.event for one in observations])


def limit(found: float) -> float | None:
    return None if np.isinf(found) else float(found)


def test_freireich_1963_six_mercaptopurine() -> None:
    # Kalbfleisch and Prentice; figures as R's survfit(conf.type = "log-log") prints them
    found = curve(
        observed("6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"), "first-time"
    )
    assert [(step.day, step.at_risk, step.events) for step in found.steps] == [
        *((6, 21, 3), (7, 17, 1), (10, 15, 1), (13, 12, 1), (16, 11, 1), (22, 7, 1), (23, 6, 1)),
    ]
    assert [round(step.survival, 4) for step in found.steps] == [
        *(0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482),
    ]
    assert found.steps[0].lower == pytest.approx(0.6197, abs=5e-5)
    assert found.steps[0].upper == pytest.approx(0.9516, abs=5e-5)
    assert found.median == Median(23, 13, None)
    assert (found.patients, found.events) == (21, 9)
    assert [found.at_risk(day) for day in (0, 6, 7, 10, 24, 35, 36)] == [21, 21, 17, 15, 5, 1, 0]
    assert [round(found.survival(day), 4) for day in (0, 5, 6, 8, 100)] == [1, 1, 0.8571, 0.8067, 0.4482]


MEDIANS = [
    ("nobody", "", "first-time", Median(None, None, None)),
    ("one with an event: no variance, so no interval", "5", "first-time", Median(5, None, None)),
    ("one censored", "5+", "first-time", Median(None, None, None)),
    ("all censored", "3+ 5+ 9+", "first-time", Median(None, None, None)),
    ("nobody censored, one half on a step", "1 2 3 4", "first-time", Median(2, 1, None)),
    ("the same, the middle to the next step", "1 2 3 4", "midpoint", Median(2.5, 1, None)),
    ("no next step: the day of the step", "1 2 3+ 4+", "midpoint", Median(2, 1, None)),
    ("never at one half: no middle", "1 2 3", "midpoint", Median(2, 1, None)),
    ("above one half for good", "1 2+ 3+ 4+", "midpoint", Median(None, 1, None)),
    ("all on the first day", "0 0 0", "first-time", Median(0, None, None)),
]


@pytest.mark.parametrize(("case", "text", "at_half", "expected"), MEDIANS)
def test_medians(case: str, text: str, at_half: str, expected: Median) -> None:
    assert curve(observed(text), at_half).median == expected, case  # type: ignore[arg-type]


def test_who_is_censored_on_a_day_was_at_risk_of_its_events() -> None:
    found = curve(observed("5+ 5 5+ 9 9+"), "first-time")
    assert [(step.day, step.at_risk, step.survival) for step in found.steps] == [(5, 5, 0.8), (9, 2, 0.4)]
    assert found.observations[:3] == (Observation(5, True), Observation(5, False), Observation(5, False))
    assert found.censored == (CensorMark(5, 2, 0.8), CensorMark(9, 1, 0.4))


def test_one_half_that_a_product_of_floats_misses() -> None:
    observations = observed("1 1 2 2 3 3+ 4 4+ 4+ 5")
    assert 8 / 10 * (6 / 8) * (5 / 6) > 0.5
    assert in_whole_numbers(observations)[2] == (3, Fraction(1, 2))
    assert curve(observations, "first-time").median.days == 3
    assert curve(observations, "midpoint").median.days == 3.5


def test_a_thousand_patients_stay_exact() -> None:
    # 1,000 events on days of their own: one half is reached with the 500th, and not before.
    observations = [Observation(day, True) for day in range(1, 1001)]
    assert curve(observations, "first-time").median.days == 500
    assert curve(observations, "midpoint").median.days == 500.5


def test_no_time_ends_before_it_begins() -> None:
    with pytest.raises(ValueError, match="day -1"):
        curve([Observation(-1, True)], "first-time")


def assert_agrees_with_lifelines(found: Curve, observations: Sequence[Observation]) -> None:
    second = second_opinion(observations)
    band = second.confidence_interval_
    for step in found.steps:
        assert step.survival == pytest.approx(second.survival_function_.loc[step.day].item(), abs=1e-12)
        assert step.at_risk == second.event_table.loc[step.day, "at_risk"]
        if step.lower is not None:
            lower, upper = band.loc[step.day]
            assert (step.lower, step.upper) == pytest.approx((lower, upper), abs=1e-9)
        else:
            assert step.survival == 0
    for ours, theirs in zip(
        (found.median.lower, found.median.upper), median_survival_times(band).iloc[0], strict=True
    ):
        # Where survival ends at 0 lifelines closes the band there; it has no variance, so we leave it open.
        closed = bool(found.steps) and found.steps[-1].survival == 0 and theirs == found.steps[-1].day
        assert ours == limit(theirs) or (ours is None and closed)


@given(st.one_of(TIED, SPREAD_OUT))
def test_curve_band_and_median_as_lifelines_has_them(observations: list[Observation]) -> None:
    assert_agrees_with_lifelines(curve(observations, "first-time"), observations)


@given(TIED)
def test_the_median_is_the_first_time_at_one_half_or_below_in_whole_numbers(
    observations: list[Observation],
) -> None:
    steps = in_whole_numbers(observations)
    first = next((day for day, survival in steps if survival <= Fraction(1, 2)), None)
    assert curve(observations, "first-time").median.days == first
    later = next((day for day, survival in steps if survival < Fraction(1, 2)), None)
    stands = first is not None and dict(steps)[first] == Fraction(1, 2)
    middle = (first + later) / 2 if stands and first is not None and later is not None else first
    assert curve(observations, "midpoint").median.days == middle


@given(TIED)
def test_the_band_is_that_of_scipy(observations: list[Observation]) -> None:
    # scipy warns of a band at 1 or 0: the first day has an event, the last patient is censored.
    observations = [Observation(0, True), *observations, Observation(13, False)]
    events = [one.day for one in observations if one.event]
    lost = [one.day for one in observations if not one.event]
    found = curve(observations, "first-time")
    survival = ecdf(CensoredData(uncensored=events, right=lost)).sf
    band = survival.confidence_interval(method="log-log")
    for step in found.steps:
        assert step.survival == pytest.approx(survival.evaluate(step.day), abs=1e-12)
        assert step.lower == pytest.approx(band.low.evaluate(step.day), abs=1e-9)
        assert step.upper == pytest.approx(band.high.evaluate(step.day), abs=1e-9)
