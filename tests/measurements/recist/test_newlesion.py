"""What one row says of a new lesion, and what a visit without doubt leaves to date back."""

import pytest

from measurements.lesion import Role
from measurements.recist.newlesion import new_findings, sighting
from measurements.recist.visits import visits_of
from tests.measurements.recist.courses import course, lesion_row


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("12", "UNEQUIVOCAL"),
        ("0.1", "UNEQUIVOCAL"),
        ("0", "ABSENT"),
        ("n 9.9", "ABSENT"),
        ("n 10", "UNEQUIVOCAL"),
        ("12 EQUIVOCAL", "EQUIVOCAL"),
        ("PRESENT", "PRESENT"),
    ],
)
def test_sighting(value: str, said: str) -> None:
    assert sighting(lesion_row(2, 56, "NEW01", Role.NEW, value)) == said


def test_nothing_to_date_back() -> None:
    findings = new_findings(visits_of(course(["50"] * 3, new=["-", "-", "UNEQUIVOCAL"])))
    assert [finding.backdated for finding in findings] == [(), (), ()]
