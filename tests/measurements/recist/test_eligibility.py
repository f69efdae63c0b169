"""Eligibility as a target at baseline, section 2, at and on both sides of every limit."""

from decimal import Decimal

import pytest

from measurements.lesion import Caliper, Lesion, RadiationClass, Role
from measurements.recist.eligibility import Code, judge_target


def lesion(uid: str = "a", organ: str = "Lung", *, nodal: bool = False) -> Lesion:
    return Lesion(uid, "r", uid, Role.TARGET, "", organ, "", nodal, RadiationClass.SBRT, "t")


def caliper(long_mm: str, short_mm: str | None = None) -> Caliper:
    segment = ((0.0, 0.0, 0.0), (1.0, 0.0, 0.0))
    short = None if short_mm is None else Decimal(short_mm)
    return Caliper(segment, None, Decimal(long_mm), short, "s", "i", 0)


@pytest.mark.parametrize(
    ("long_mm", "thickness", "codes"),
    [
        ("10", "5", ["MEASURABLE"]),
        ("9.9", "5", ["TOO_SHORT"]),
        ("10", "1", ["MEASURABLE"]),
        ("9.9", "1", ["TOO_SHORT"]),
        ("10", "5.1", ["TOO_SHORT_FOR_SLICES"]),
        ("10.2", "5.1", ["MEASURABLE"]),
        ("12", "6", ["MEASURABLE"]),
        ("11.9", "6", ["TOO_SHORT_FOR_SLICES"]),
        ("15", "7.5", ["MEASURABLE"]),
        ("14.9", "7.5", ["TOO_SHORT_FOR_SLICES"]),
        ("20", "10", ["MEASURABLE"]),
        ("12", None, ["MEASURABLE", "THICKNESS_UNKNOWN"]),
        ("9.9", None, ["TOO_SHORT"]),
    ],
)
def test_long_axis(long_mm: str, thickness: str | None, codes: list[str]) -> None:
    thickness_mm = None if thickness is None else Decimal(thickness)
    findings = judge_target(lesion(), caliper(long_mm), thickness_mm, [])
    assert [finding.code for finding in findings] == codes
    assert findings[0].fine == (codes[0] == "MEASURABLE")


@pytest.mark.parametrize(
    ("short_mm", "code"),
    [
        ("15", "NODE_MEASURABLE"),
        ("14.9", "NODE_NON_TARGET"),
        ("10", "NODE_NON_TARGET"),
        ("9.9", "NODE_NORMAL"),
        (None, "NODE_WITHOUT_SHORT_AXIS"),
    ],
)
def test_node_by_its_short_axis_whatever_the_slices(short_mm: str | None, code: str) -> None:
    (finding,) = judge_target(lesion(nodal=True), caliper("40", short_mm), Decimal(10), [])
    assert (finding.code, finding.fine) == (code, code == "NODE_MEASURABLE")


def test_not_measured_yet() -> None:
    (finding,) = judge_target(lesion(), None, Decimal(5), [])
    assert finding.code is Code.NOT_MEASURED


def numbers(targets: list[Lesion]) -> list[tuple[Code, str]]:
    findings = judge_target(targets[-1], caliper("30", "20"), Decimal(1), targets)
    return [(finding.code, finding.sentence()) for finding in findings[1:]]


def test_five_targets_and_two_per_organ() -> None:
    organs = ["Lung", "Liver", "Lung", "Liver", "Bone", "Brain"]
    targets = [lesion(str(number), organ) for number, organ in enumerate(organs)]
    assert numbers(targets[:5]) == []
    assert numbers(targets) == [(Code.TOO_MANY_TARGETS, "6 targets: at most 5")]
    assert numbers([*targets[:3], lesion("x", " lung")]) == [
        (Code.TOO_MANY_IN_ORGAN, "3 targets in lung: at most 2 in one organ")
    ]


def test_all_nodes_are_one_organ_and_organs_not_said_are_none() -> None:
    stations = ["Neck", "Axilla", "Mediastinum"]
    nodes = [lesion(station, station, nodal=True) for station in stations]
    assert numbers(nodes) == [(Code.TOO_MANY_IN_ORGAN, "3 targets in lymph nodes: at most 2 in one organ")]
    assert numbers([lesion(str(number), "") for number in range(3)]) == []
    assert numbers([*nodes[:2], lesion("x", "Neck")]) == []


def test_sentences_tell_the_figures() -> None:
    (finding,) = judge_target(lesion(), caliper("14.9"), Decimal("7.5"), [])
    assert finding.sentence() == (
        "Long axis 14.9 mm is under 15.0 mm, twice the slice thickness of 7.5 mm: "
        "not measurable, make it non-target"
    )
    assert finding.sentence("zh").startswith("长径 14.9 mm 小于 15.0 mm")
