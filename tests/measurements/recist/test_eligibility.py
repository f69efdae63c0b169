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
        ("10.1", "5", ["MEASURABLE"]),
        ("10", "4.9", ["MEASURABLE"]),
        ("10", "1", ["MEASURABLE"]),
        ("9.9", "1", ["TOO_SHORT"]),
        ("10", "5.1", ["TOO_SHORT_FOR_SLICES"]),
        ("10.2", "5.1", ["MEASURABLE"]),
        ("12", "6", ["MEASURABLE"]),
        ("11.9", "6", ["TOO_SHORT_FOR_SLICES"]),
        ("15", "7.5", ["MEASURABLE"]),
        ("14.9", "7.5", ["TOO_SHORT_FOR_SLICES"]),
        ("20", "10", ["MEASURABLE"]),
        ("19.9", "10", ["TOO_SHORT_FOR_SLICES"]),
        ("20.1", "10", ["MEASURABLE"]),
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
        ("15.1", "NODE_MEASURABLE"),
        ("14.9", "NODE_NON_TARGET"),
        ("10.1", "NODE_NON_TARGET"),
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
    assert numbers(targets[:3]) == []
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


SENTENCES = [
    # nodal, long and short axis, slice thickness; the finding in English and Chinese
    (
        False,
        ("10", None),
        "5",
        "Long axis 10.0 mm: measurable from 10.0 mm",
        "长径 10.0 mm：不小于 10.0 mm，可测量",
    ),
    (
        False,
        ("9.9", None),
        "5",
        "Long axis 9.9 mm is under 10.0 mm: not measurable, make it non-target",
        "长径 9.9 mm 小于 10.0 mm：不可测量，应列为非靶病灶",
    ),
    (
        False,
        ("14.9", None),
        "7.5",
        "Long axis 14.9 mm is under 15.0 mm, twice the slice thickness of 7.5 mm: not measurable, "
        "make it non-target",
        "长径 14.9 mm 小于 15.0 mm（层厚 7.5 mm 的两倍）：不可测量，应列为非靶病灶",
    ),
    (
        True,
        ("40", "15"),
        "5",
        "Node, short axis 15.0 mm: measurable from 15.0 mm",
        "淋巴结短径 15.0 mm：不小于 15.0 mm，可测量",
    ),
    (
        True,
        ("40", "10"),
        "5",
        "Node, short axis 10.0 mm: pathological, but under 15.0 mm; make it non-target",
        "淋巴结短径 10.0 mm：病理性，但小于 15.0 mm，应列为非靶病灶",
    ),
    (
        True,
        ("40", "9.9"),
        "5",
        "Node, short axis 9.9 mm: normal under 10.0 mm, not to be recorded",
        "淋巴结短径 9.9 mm：小于 10.0 mm 属正常，不记录",
    ),
    (True, ("40", None), "5", "A node is judged by its short axis: draw it", "淋巴结按短径判断：请画短径"),
    (False, None, "5", "Not measured yet", "尚未测量"),
    (True, None, "5", "Not measured yet", "尚未测量"),
]


@pytest.mark.parametrize(("nodal", "axes", "thickness", "english", "chinese"), SENTENCES)
def test_sentences(
    nodal: bool, axes: tuple[str, str | None] | None, thickness: str, english: str, chinese: str
) -> None:
    drawn = None if axes is None else caliper(*axes)
    (finding,) = judge_target(lesion(nodal=nodal), drawn, Decimal(thickness), [])
    assert (finding.sentence(), finding.sentence("zh")) == (english, chinese)


def test_sentences_of_thickness_and_numbers() -> None:
    organs = ["Lung", "Lung", "Lung", "Liver", "Bone", "Brain"]
    targets = [lesion(str(number), organ) for number, organ in enumerate(organs)]
    _, *findings = judge_target(targets[0], caliper("12"), None, targets)
    assert [finding.sentence() for finding in findings] == [
        "Slice thickness not known: slices over 5 mm ask for more than 10 mm",
        "6 targets: at most 5",
        "3 targets in Lung: at most 2 in one organ",
    ]
    assert [finding.sentence("zh") for finding in findings] == [
        "层厚未知：层厚超过 5 mm 时要求大于 10 mm",
        "靶病灶 6 个：最多 5 个",
        "Lung 靶病灶 3 个：同一器官最多 2 个",
    ]
    nodes = [lesion(str(number), "Neck", nodal=True) for number in range(3)]
    (found,) = judge_target(nodes[0], caliper("40", "20"), None, nodes)[1:]
    assert found.sentence("zh") == "淋巴结 靶病灶 3 个：同一器官最多 2 个"
    assert [finding.fine for finding in findings] == [False, False, False]


def test_names_of_findings_stay_in_every_language() -> None:
    assert " ".join(Code) == (
        "MEASURABLE TOO_SHORT TOO_SHORT_FOR_SLICES THICKNESS_UNKNOWN NODE_MEASURABLE NODE_NON_TARGET "
        "NODE_NORMAL NODE_WITHOUT_SHORT_AXIS NOT_MEASURED TOO_MANY_TARGETS TOO_MANY_IN_ORGAN"
    )


def test_a_lesion_counts_once_whether_it_is_listed_or_not() -> None:
    others = [lesion(str(number), "Lung") for number in range(2)]
    third = lesion("x", "Lung")
    for targets in (others, [*others, third]):
        assert [finding.code for finding in judge_target(third, caliper("30"), Decimal(1), targets)] == [
            Code.MEASURABLE,
            Code.TOO_MANY_IN_ORGAN,
        ]


def test_nodes_and_organs_of_one_name_are_two() -> None:
    targets = [lesion("a", "Neck", nodal=True), lesion("b", "Neck", nodal=True), lesion("c", "Neck")]
    assert [finding.code for finding in judge_target(targets[2], caliper("30"), Decimal(1), targets)] == [
        Code.MEASURABLE
    ]
