"""How the series that hangs differs from the baseline's, and what the link between two rests on."""

from typing import Any

import pytest

from app.components.words import worded
from app.reading.pictures.hanging import differences
from app.reading.pictures.link import Link, Links, shifted
from measurements.following import LocalTransform, Method, Nearby, Quality
from measurements.geometry.vectors import Vector
from tests.measurements.samples import CHEST, chest


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, ()),
        ({"slice_thickness_mm": 5.0}, ("thickness 5.0 mm, baseline 2.0 mm",)),
        ({"slice_thickness_mm": None}, ()),
        ({"kernel": "B70f"}, ("kernel B70f, baseline B30f",)),
        ({"description": "Neck"}, ("baseline was Chest, venous",)),
        ({"pixel_spacing_mm": (0.5, 0.5)}, ("field of view 256 mm, baseline 358 mm",)),
        ({"pixel_spacing_mm": (0.68, 0.68)}, ()),
    ],
)
def test_what_differs_from_the_baseline_is_said(facts: dict[str, Any], told: tuple[str, ...]) -> None:
    assert differences(chest("9.1", **facts), CHEST) == told


HERE = (0.0, 0.0, 0.0)


def test_a_link_rests_on_one_frame_or_on_the_tables_until_something_is_put() -> None:
    links = Links()
    other_frame = chest("9.2", frame_of_reference_uid="2.2")
    nameless = chest("9.3", frame_of_reference_uid=None)
    assert links.between(CHEST, chest("9.1"), HERE).rests_on == "same frame"
    assert links.between(CHEST, other_frame, HERE).rests_on == "table position"
    assert links.between(CHEST, nameless, HERE).rests_on == "table position"
    assert links.between(CHEST, other_frame, HERE).there((1.0, 2.0, 3.0)) == (1.0, 2.0, 3.0)


def test_an_anchor_holds_both_ways_and_for_other_series_of_the_two_frames() -> None:
    links = Links()
    other = chest("9.2", frame_of_reference_uid="2.2")
    links.anchor(
        {CHEST.key: (1.0, 2.0, 3.0), other.key: (11.0, 2.0, -3.0)},
        {CHEST.key: CHEST, other.key: other},
        "T01",
    )
    kernel = chest("9.4", frame_of_reference_uid="2.2", kernel="B70f")
    assert links.between(CHEST, kernel, HERE).there((0.0, 0.0, 0.0)) == (10.0, 0.0, -6.0)
    assert links.between(kernel, CHEST, HERE).there((10.0, 0.0, -6.0)) == (0.0, 0.0, 0.0)
    assert links.between(kernel, CHEST, HERE).rests_on == "T01"


def test_an_anchor_within_one_frame_holds_for_its_two_series_alone() -> None:
    links = Links()
    one, other, third = chest("9.1"), chest("9.2"), chest("9.3")
    links.put(one, other, shifted((0.0, 0.0, 5.0), "set here"))
    assert links.between(one, other, HERE).there((0.0, 0.0, 0.0)) == (0.0, 0.0, 5.0)
    assert links.between(one, third, HERE).rests_on == "same frame"


def test_a_registration_may_map_points_in_any_way() -> None:
    links = Links()
    other = chest("9.2", frame_of_reference_uid="2.2")
    links.put(CHEST, other, Link(lambda lps: (-lps[1], lps[0], lps[2] + 4.0), "registered"))
    link = links.between(CHEST, other, HERE)
    assert (link.there((1.0, 2.0, 3.0)), link.rests_on) == ((-2.0, 1.0, 7.0), "registered")


def shift(by_mm: float, *, centre_lps: Vector = HERE, method: Method = Method.BLOCKS) -> LocalTransform:
    """Along the row, fitted for 24 mm around its centre."""
    matrix = ((1.0, 0.0, 0.0, by_mm), (0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 1.0, 0.0), (0.0, 0.0, 0.0, 1.0))
    quality = Quality(0.9, 0.9, 0.9, 0.5, 1.0, 1.0, 1.0)
    return LocalTransform(matrix, centre_lps, 24.0, quality, method)


@pytest.mark.parametrize(
    ("nearby", "at_x_mm", "words", "check"),
    [
        (Nearby(shift(7.0), "T01", check=False), 24.0, "registered near T01", False),
        (Nearby(shift(7.0), "T01", check=True), 24.0, "registered near T01, check", True),
        (Nearby(shift(7.0, method=Method.READER), "T01", check=False), 0.0, "corrected near T01", False),
        (Nearby(shift(7.0), "T01", check=False), 83.0, "registered at T01, 80 mm away", True),
        (
            Nearby(shift(7.0, centre_lps=(60.0, 0.0, 0.0)), "N02", check=True),
            0.0,
            "registered at N02, 60 mm away",
            True,
        ),
    ],
)
def test_a_link_by_registration_names_the_lesion_and_how_far_it_can_be_trusted(
    nearby: Nearby, at_x_mm: float, words: str, check: bool
) -> None:
    links = Links()
    links.registered = lambda one, other, place_lps: nearby
    link = links.between(CHEST, chest("9.2", frame_of_reference_uid="2.2"), (at_x_mm, 0.0, 0.0))
    assert (worded(link.rests_on), link.check, link.registered) == (words, check, True)
    assert link.there((1.0, 2.0, 3.0)) == (8.0, 2.0, 3.0)


def test_what_a_hand_set_stands_above_registration_until_that_is_trusted_again() -> None:
    links, other, third = Links(), chest("9.2", frame_of_reference_uid="2.2"), chest("9.3")
    hung = {CHEST.key: CHEST, other.key: other}
    links.registered = lambda one, other, place_lps: Nearby(shift(7.0), "T01", check=False)
    links.anchor({CHEST.key: HERE, other.key: (1.0, 0.0, 0.0)}, hung, "T02")
    assert links.between(CHEST, other, HERE).there(HERE) == (7.0, 0.0, 0.0)
    links.anchor({CHEST.key: HERE, other.key: (2.0, 0.0, 0.0)}, hung, "set here", by_hand=True)
    assert links.between(CHEST, other, HERE).there(HERE) == (2.0, 0.0, 0.0)
    assert links.between(other, CHEST, HERE).there(HERE) == (-2.0, 0.0, 0.0)
    assert links.between(CHEST, third, HERE).registered
    links.trust_registration()
    assert links.between(CHEST, other, HERE).there(HERE) == (7.0, 0.0, 0.0)
    links.registered = lambda one, other, place_lps: None
    assert links.between(CHEST, other, HERE).rests_on == "set here"
