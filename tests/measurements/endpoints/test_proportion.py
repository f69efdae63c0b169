"""Exact intervals, against published figures and against a second writing of their definition."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measurements.endpoints.proportion import Proportion, proportion


def at_least(count: int, of: int, chance: Fraction) -> Fraction:
    """Probability of `count` or more, in whole numbers."""
    return sum(
        (comb(of, k) * chance**k * (1 - chance) ** (of - k) for k in range(count, of + 1)), Fraction(0)
    )


@pytest.mark.parametrize(
    ("count", "of", "lower", "upper"),
    [
        (0, 10, 0.0, 0.3085),
        (10, 10, 0.6915, 1.0),
        (0, 1, 0.0, 0.975),
        (1, 1, 0.025, 1.0),
        (81, 263, 0.2527, 0.3676),  # Newcombe 1998, Table I, method 5
        (15, 148, 0.0578, 0.1617),
        (0, 20, 0.0, 0.1684),
        (1, 29, 0.0009, 0.1776),
    ],
)
def test_published_intervals(count: int, of: int, lower: float, upper: float) -> None:
    found = proportion(count, of)
    assert found.lower == pytest.approx(lower, abs=5e-5)
    assert found.upper == pytest.approx(upper, abs=5e-5)
    assert found.fraction == count / of


@given(st.integers(1, 60).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_each_bound_leaves_two_and_a_half_percent_beyond_it(counted: tuple[int, int]) -> None:
    count, of = counted
    found = proportion(count, of)
    assert found.lower is not None
    assert found.upper is not None
    if count == 0:
        assert found.lower == 0
    else:
        assert float(at_least(count, of, Fraction(found.lower))) == pytest.approx(0.025, abs=1e-9)
    if count == of:
        assert found.upper == 1
    else:
        below = 1 - at_least(count + 1, of, Fraction(found.upper))
        assert float(below) == pytest.approx(0.025, abs=1e-9)


def test_of_nobody_there_is_no_proportion() -> None:
    assert proportion(0, 0) == Proportion(0, 0, None, None)
    assert proportion(0, 0).fraction is None


@pytest.mark.parametrize(("count", "of"), [(3, 2), (-1, 2)])
def test_no_proportion_beyond_its_patients(count: int, of: int) -> None:
    with pytest.raises(ValueError, match="is no proportion"):
        proportion(count, of)
