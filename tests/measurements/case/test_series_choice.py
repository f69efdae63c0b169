"""Which series of a timepoint is read first."""

from typing import Any

import pytest

from measurements.case.series_choice import Kind, first_choice, kind
from measurements.imaging import Orientation
from tests.measurements.samples import CHEST, chest


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({}, {"description": "Abdomen, arterial"}),
        ({"description": " chest,  VENOUS "}, {"description": "Chest, arterial"}),
        ({"slice_thickness_mm": 5.0}, {"description": "Abdomen, venous"}),
        ({}, {"kernel": "B70f"}),
        ({"slice_thickness_mm": 5.0}, {"kernel": "B70f", "window": (-500.0, 1500.0)}),
        ({"slice_thickness_mm": 2.5}, {"slice_thickness_mm": 5.0}),
        ({"slice_thickness_mm": 5.0}, {"slice_thickness_mm": None}),
        ({}, {"pixel_spacing_mm": (0.4, 0.4)}),
        ({"kernel": "B70f", "description": "Other"}, {"orientation": Orientation.CORONAL}),
        ({"kernel": "B70f"}, {"pixel_spacing_mm": None}),
        ({"kernel": "B70f", "description": "Other"}, {"modality": "PT"}),
    ],
)
def test_the_series_most_like_the_lesions_baseline_hangs(
    better: dict[str, Any], worse: dict[str, Any]
) -> None:
    good, bad = chest("9.1", **better), chest("9.2", frames=999, **worse)
    assert first_choice([good, bad], CHEST) is good
    assert first_choice([bad, good], CHEST) is good


def test_what_cannot_be_shown_never_hangs() -> None:
    assert first_choice([chest("9.1", loadable=False)], CHEST) is None


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (None, Kind.SOFT_TISSUE),
        ((40.0, 400.0), Kind.SOFT_TISSUE),
        ((-600.0, 1500.0), Kind.LUNG),
        ((300.0, 1500.0), Kind.BONE),
        ((150.0, 999.0), Kind.SOFT_TISSUE),
    ],
)
def test_a_series_is_of_the_kind_its_window_says(window: tuple[float, float] | None, expected: Kind) -> None:
    assert kind(chest("9.1", window=window)) is expected
