"""Which end belongs to which start of radiotherapy."""

import pytest

from measurements.clinical.radiotherapy import radiotherapy_courses
from tests.measurements.endpoints.patients import data, on


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ("DEATH 90", []),
        ("RT_START 1 T01, RT_END 9 T01", [("T01", 1, 9)]),
        ("RT_START 1 T01, RT_END 1 T01", [("T01", 1, 1)]),
        ("RT_START 1 T01", [("T01", 1, None)]),
        ("RT_END 9 T02, RT_START 3 T02, RT_START 1 T01", [("T01", 1, None), ("T02", 3, 9)]),
        ("RT_START 1, RT_END 5, RT_START 40, RT_END 44", [("", 1, 5), ("", 40, 44)]),
        ("RT_START 1 T01, RT_START 40 T01, RT_END 44 T01", [("T01", 1, None), ("T01", 40, 44)]),
    ],
)
def test_courses(events: str, expected: list[tuple[str, int, int | None]]) -> None:
    found = radiotherapy_courses(data(events).events)
    assert [(one.lesion, one.first, one.last) for one in found] == [
        (lesion, on(first), None if last is None else on(last)) for lesion, first, last in expected
    ]
