"""How the series that hangs differs from the baseline's, and what the link between two rests on."""

from dataclasses import replace
from typing import Any

import pytest

from app.reading.pictures.hanging import differences
from app.reading.pictures.link import Link, Links, shifted
from measurements.imaging import Orientation, Series
from tests.measurements.samples import three_scans

LIKE = replace(
    three_scans()[0],
    description="Chest, venous",
    kernel="B30f",
    slice_thickness_mm=2.0,
    window=(40.0, 400.0),
    orientation=Orientation.AXIAL,
    columns=512,
    pixel_spacing_mm=(0.7, 0.7),
    frame_of_reference_uid="1.1",
)


def series(key: str, **facts: Any) -> Series:
    return replace(LIKE, series_uid=key, **facts)


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
    assert differences(series("9.1", **facts), LIKE) == told


def test_a_link_rests_on_one_frame_or_on_the_tables_until_something_is_put() -> None:
    links = Links()
    other_frame = series("9.2", frame_of_reference_uid="2.2")
    nameless = series("9.3", frame_of_reference_uid=None)
    assert links.between(LIKE, series("9.1")).rests_on == "same frame"
    assert links.between(LIKE, other_frame).rests_on == "table position"
    assert links.between(LIKE, nameless).rests_on == "table position"
    assert links.between(LIKE, other_frame).there((1.0, 2.0, 3.0)) == (1.0, 2.0, 3.0)


def test_an_anchor_holds_both_ways_and_for_other_series_of_the_two_frames() -> None:
    links = Links()
    other = series("9.2", frame_of_reference_uid="2.2")
    links.anchor(
        {LIKE.key: (1.0, 2.0, 3.0), other.key: (11.0, 2.0, -3.0)}, {LIKE.key: LIKE, other.key: other}, "T01"
    )
    kernel = series("9.4", frame_of_reference_uid="2.2", kernel="B70f")
    assert links.between(LIKE, kernel).there((0.0, 0.0, 0.0)) == (10.0, 0.0, -6.0)
    assert links.between(kernel, LIKE).there((10.0, 0.0, -6.0)) == (0.0, 0.0, 0.0)
    assert links.between(kernel, LIKE).rests_on == "T01"


def test_an_anchor_within_one_frame_holds_for_its_two_series_alone() -> None:
    links = Links()
    one, other, third = series("9.1"), series("9.2"), series("9.3")
    links.put(one, other, shifted((0.0, 0.0, 5.0), "set here"))
    assert links.between(one, other).there((0.0, 0.0, 0.0)) == (0.0, 0.0, 5.0)
    assert links.between(one, third).rests_on == "same frame"


def test_a_registration_may_map_points_in_any_way() -> None:
    links = Links()
    other = series("9.2", frame_of_reference_uid="2.2")
    links.put(LIKE, other, Link(lambda lps: (-lps[1], lps[0], lps[2] + 4.0), "registered"))
    link = links.between(LIKE, other)
    assert (link.there((1.0, 2.0, 3.0)), link.rests_on) == ((-2.0, 1.0, 7.0), "registered")
