"""Ways from timepoint to timepoint: link by link, both ways, and what they rest on."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.review.overlay.way import Link, Rest, Way, registered_way
from measurements.following import Doubt, LocalTransform, Method
from measurements.geometry.vectors import Vector, dot
from tests.app.review.motions import NOWHERE, link, motion

TURN, SHIFT = motion(90.0, NOWHERE), motion(0.0, (0.0, 0.0, 6.0))


def test_links_are_followed_in_order_of_time() -> None:
    way = registered_way(
        {"W8": link("BL", TURN), "W16": link("W8", motion(0.0, (5.0, 0.0, 0.0)))}, "BL", "W16"
    )
    assert way is not None
    assert way.there((10.0, 0.0, 0.0)) == pytest.approx((5.0, 10.0, 0.0))  # turned first, then shifted
    assert way.turned((1.0, 0.0, 0.0)) == pytest.approx((0.0, 1.0, 0.0))


@pytest.mark.parametrize(
    ("links", "asked"),
    [
        ({}, "W8"),
        ({"W16": link("W8", SHIFT)}, "W16"),
        ({"W8": link("W16", SHIFT), "W16": link("W8", SHIFT)}, "W16"),
    ],
    ids=["nothing", "one missing", "in a circle"],
)
def test_without_every_link_there_is_no_way(links: dict[str, Link], asked: str) -> None:
    assert registered_way(links, "BL", asked) is None


@pytest.mark.parametrize(
    ("links", "rest", "doubts"),
    [
        ({"W8": link("BL", SHIFT)}, Rest.REGISTERED, ()),
        ({"W8": link("BL", motion(0.0, NOWHERE, Method.READER))}, Rest.READER, ()),
        ({"W8": link("BL", SHIFT, Doubt.EDGE)}, Rest.CHECK, (Doubt.EDGE,)),
        (
            {"W4": link("BL", SHIFT, Doubt.EDGE), "W8": link("W4", SHIFT, Doubt.FAR, Doubt.EDGE)},
            Rest.CHECK,
            (Doubt.EDGE, Doubt.FAR),
        ),
    ],
)
def test_one_doubt_on_the_way_is_a_doubt_of_all_of_it(
    links: dict[str, Link], rest: Rest, doubts: tuple[Doubt, ...]
) -> None:
    way = registered_way(links, "BL", "W8")
    assert way is not None
    assert (way.rest, way.doubts) == (rest, doubts)


def test_some_doubts_make_it_a_guess() -> None:
    assert Way(Rest.CHECK, doubts=(Doubt.EDGE, Doubt.RIVAL)).guessed
    assert not Way(Rest.CHECK, doubts=(Doubt.EDGE, Doubt.PARENCHYMA)).guessed


places = st.tuples(*[st.floats(-300.0, 300.0)] * 3)
motions = st.builds(motion, st.floats(-30.0, 30.0), places)


@given(st.lists(motions, max_size=4), places, places, places)
def test_the_way_back_undoes_the_way_there(
    steps: list[LocalTransform], shift: Vector, one: Vector, other: Vector
) -> None:
    way = Way(Rest.REGISTERED, tuple(steps), shift)
    assert way.back(way.there(one)) == pytest.approx(one, abs=1e-6)
    assert math.dist(way.there(one), way.there(other)) == pytest.approx(math.dist(one, other), abs=1e-6)


@given(st.lists(motions, max_size=4), places)
def test_directions_that_are_perpendicular_stay_so(steps: list[LocalTransform], shift: Vector) -> None:
    way = Way(Rest.REGISTERED, tuple(steps), shift)
    row, column = way.turned((1.0, 0.0, 0.0)), way.turned((0.0, 1.0, 0.0))
    assert dot(row, column) == pytest.approx(0.0, abs=1e-6)
    assert dot(row, row) == pytest.approx(1.0)
