"""A caliper under the keys, without a window: what its ends do, and whose its lengths are."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import dot, subtract
from viewer.tools.calipers import Axes
from viewer.tools.keyed import FIRST_LONG_MM, KeyedCaliper, Origin

PLANE = ImagePlane((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 0.5, 0.8, 200, 200)
LONG, SHORT = ((40.0, 50.0, 0.0), (70.0, 50.0, 0.0)), ((55.0, 40.0, 0.0), (55.0, 60.0, 0.0))


def ghost() -> KeyedCaliper:
    return KeyedCaliper(Axes(LONG, SHORT), PLANE, Origin.GHOST, Origin.GHOST)


def at(keyed: KeyedCaliper, place: int) -> KeyedCaliper:
    for _ in range(place):
        onward = keyed.onward()
        assert onward is not None
        keyed = onward
    return keyed


def test_a_line_begins_about_its_place_and_means_nothing() -> None:
    keyed = KeyedCaliper.about((60.0, 50.0, 0.0), PLANE)
    assert math.dist(*keyed.axes.long_lps) == pytest.approx(FIRST_LONG_MM)
    assert keyed.without_nothing is None
    assert keyed.measured is None


def test_a_line_that_begins_at_the_edge_is_held_on_the_image() -> None:
    first, last = KeyedCaliper.about((0.0, 0.0, 0.0), PLANE).axes.long_lps
    assert first[0] == pytest.approx(-0.4)
    assert last[0] == pytest.approx(5.0)


@pytest.mark.parametrize(
    ("moved", "measured"),
    [((), False), ((0,), False), ((2,), False), ((0, 2), True), ((1, 3), True), ((0, 1), False)],
)
def test_a_ghost_is_the_readers_own_once_an_end_of_either_axis_was_moved(
    moved: tuple[int, ...], measured: bool
) -> None:
    keyed = ghost()
    for place in range(4):
        if place in moved:
            keyed = keyed.moved(*((1.0, 0.0) if place < 2 else (0.0, 1.0)))
        keyed = keyed.onward() or keyed
    assert (keyed.measured is not None) is measured
    assert keyed.without_nothing == keyed.axes  # it may still be said to hold


def test_what_was_drawn_before_is_the_readers_own_from_the_beginning() -> None:
    assert KeyedCaliper(Axes(LONG, SHORT), PLANE).measured == Axes(LONG, SHORT)


def test_the_first_end_of_a_line_on_nothing_takes_the_line_along() -> None:
    keyed = KeyedCaliper.about((60.0, 50.0, 0.0), PLANE).moved(20.0, -5.0)
    first, last = keyed.axes.long_lps
    assert (first, last) == (pytest.approx((75.0, 45.0, 0.0)), pytest.approx((85.0, 45.0, 0.0)))
    assert keyed.measured is None
    assert at(keyed, 1).moved(3.0, 0.0).measured is not None


def test_an_end_passes_over_the_other() -> None:
    keyed = at(KeyedCaliper.about((60.0, 50.0, 0.0), PLANE), 1)
    for _ in range(3):
        keyed = keyed.moved(-5.0, 0.0)
    first, last = keyed.axes.long_lps
    assert last[0] < first[0] - 4.0


def test_a_short_axis_that_nobody_moved_is_none() -> None:
    keyed = at(at(KeyedCaliper.about((60.0, 50.0, 0.0), PLANE), 1).moved(5.0, 0.0), 1)
    assert keyed.axes.short_lps is not None
    assert keyed.measured == Axes(keyed.axes.long_lps)
    assert keyed.moved(0.0, -3.0).measured is not None
    assert keyed.moved(0.0, -3.0).measured != keyed.measured


@given(
    place=st.integers(0, 3),
    steps=st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=1, max_size=6),
)
def test_whatever_is_moved_stays_at_right_angles_on_the_image(
    place: int, steps: list[tuple[float, float]]
) -> None:
    keyed = at(ghost(), place)
    for right_mm, down_mm in steps:
        keyed = keyed.moved(right_mm, down_mm)
    short = keyed.axes.short_lps
    assert short is not None
    along, across = subtract(*keyed.axes.long_lps), subtract(*short)
    assert dot(along, across) == pytest.approx(0.0, abs=1e-6)
    assert math.dist(*keyed.axes.long_lps) >= 0.5


def test_enter_goes_round_no_end_and_backspace_stops_at_the_first() -> None:
    assert at(ghost(), 3).onward() is None
    assert ghost().back().place == 0
    assert at(ghost(), 2).back().place == 1
