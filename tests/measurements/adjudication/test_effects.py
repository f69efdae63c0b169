"""What differences between two reads do to a call, literally and held against the engine."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measurements.adjudication.effects import Comparison, Effect, Kind, compared
from measurements.adjudication.matching import matched
from measurements.adjudication.sentences import effect_labels, effect_sentence, together_sentence
from measurements.case.case_view import CaseView
from measurements.lesion import State
from measurements.recist.response import Response
from measurements.trial import Timepoint
from tests.measurements.adjudication.two_reads import BL, FRAMES, W8, W16, W24, Said, read

FAR = [(100.0 * at, 0.0, 0.0) for at in range(10)]


def comparison(a: CaseView, b: CaseView, timepoint: Timepoint = W8) -> Comparison:
    return compared(a, b, matched(a, b, FRAMES), timepoint)


def told(found: Comparison) -> list[tuple[str, str | None, str]]:
    """Kind or lesions, difference, sentence of every effect; "!" before those that decide."""
    return [(_name(effect), _difference(effect), effect_sentence(effect)) for effect in found.effects]


def _name(effect: Effect) -> str:
    sums = effect.kind in (Kind.BASELINE, Kind.EARLIER)
    name = effect.kind.value if sums else "+".join(effect_labels(effect))
    return f"!{name}" if effect.decides else name


def _difference(effect: Effect) -> str | None:
    return None if effect.difference_mm is None else f"{effect.difference_mm:+}"


def picture(name: str, baseline: list[str], now: list[str], effusion: str) -> CaseView:
    """The case of the design: four targets and an effusion, judged at the last timepoint only."""
    sites = ["Lung RUL", "Lung RUL, apex", "Axillary node R", "Liver seg. VIII"]
    lesions = {
        f"T{at + 1:02d}": Said(f"{baseline[at]}, {now[at]}", at=FAR[at], site=sites[at], node=at == 2)
        for at in range(4)
    }
    return read(
        name,
        {**lesions, "NT01": Said("PRESENT, PRESENT"), "NT02": Said(f"PRESENT, {effusion}", site="Pleura")},
    )


def test_the_lesion_whose_diameter_parts_pr_from_sd_decides() -> None:
    a = picture("A", ["28.4", "42.6", "18.3", "15.1"], ["17.2", "28.4", "11.6", "14.3"], "PRESENT")
    b = picture("B", ["28.1", "41.8", "18.9", "15.4"], ["17.8", "31.6", "11.9", "14"], "ABSENT")
    # NT01 has no site and no caliper: nothing says that it is one lesion.
    a, b = (replace(one, lesions=tuple(le for le in one.lesions if le.label != "NT01")) for one in (a, b))
    a, b = (
        replace(
            one, measurements={key: said for key, said in one.measurements.items() if "NT01" not in key[0]}
        )
        for one in (a, b)
    )
    found = comparison(a, b)
    assert (found.a.call, found.b.call) == (Response.PR, Response.SD)
    assert (found.a.sum_mm, found.b.sum_mm) == (Decimal("71.5"), Decimal("75.3"))
    assert told(found) == [
        ("!T02", "+3.2", "With B’s value, A’s sum is 74.7: PR becomes SD (PR ≤ 73.0)."),
        ("T01", "+0.6", "A’s sum would be 72.1: still PR."),
        ("T03", "+0.3", "A’s sum would be 71.8: still PR."),
        ("T04", "-0.3", "A’s sum would be 71.2: still PR."),
        ("baseline", "-0.2", "PR line 72.9 instead of 73.0: still PR."),
        ("NT02", None, "Non-target becomes CR: still PR."),
    ]
    assert found.together is None
    assert together_sentence(found) == ""
    decisive = found.effects[0]
    assert (decisive.into_a.then.call, decisive.into_b.then.call) == (Response.SD, Response.PR)


ONE_TIMEPOINT: list[tuple[str, dict[str, Said], dict[str, Said], list[tuple[str, str | None, str]]]] = [
    (
        "shrinkage from baseline",
        {"T01": Said("50, 34"), "T02": Said("50, 35", at=FAR[1])},
        {"T01": Said("50, 36"), "T02": Said("50, 35", at=FAR[1])},
        [("!T01", "+2.0", "With B’s value, A’s sum is 71.0: PR becomes SD (PR ≤ 70.0).")],
    ),
    (
        "a non-target in B only",
        {"T01": Said("50, 40"), "T02": Said("50, 35", at=FAR[1])},
        {
            "T01": Said("50, 34.9"),
            "T02": Said("50, 35", at=FAR[1]),
            "NT01": Said("PRESENT, UNEQUIVOCAL", at=FAR[2]),
        },
        [
            ("!T01", "-5.1", "With B’s value, A’s sum is 69.9: SD becomes PR (PR ≤ 70.0)."),
            ("!NT01", None, "With B’s choice, non-target is PD: SD becomes PD."),
        ],
    ),
    (
        "growth from nadir",
        {"T01": Said("50, 61")},
        {"T01": Said("50, 58")},
        [("!T01", "-3.0", "With B’s value, A’s sum is 58.0: PD becomes SD (PD ≥ 60.0).")],
    ),
    (
        "not evaluable",
        {"T01": Said("50, 30")},
        {"T01": Said("50, NE")},
        [("!T01", None, "With B’s value, A has no complete sum: PR becomes NE.")],
    ),
    (
        "no sum by either value",
        {"T01": Said("50, 30"), "T02": Said("20, NE", at=FAR[1])},
        {"T01": Said("50, 31"), "T02": Said("20, NE", at=FAR[1])},
        [("T01", "+1.0", "A has no complete sum, by either value: still NE.")],
    ),
    (
        "too small is five millimetres",
        {"T01": Said("50, TSTM")},
        {"T01": Said("50, 4")},
        [("T01", "-1.0", "A’s sum would be 4.0: still PR.")],
    ),
    (
        "a node on the other side of 10 mm",
        {"T01": Said("20, 9.9", node=True)},
        {"T01": Said("20, 10", node=True)},
        [("!T01", "+0.1", "With B’s value, A’s sum is 10.0: CR becomes PR (PR ≤ 14.0).")],
    ),
    (
        "non-target progression",
        {"T01": Said("50, 30"), "NT01": Said("PRESENT, PRESENT", site="Pleura")},
        {"T01": Said("50, 30"), "NT01": Said("PRESENT, UNEQUIVOCAL", site="Pleura")},
        [("!NT01", None, "Non-target becomes PD: PR becomes PD.")],
    ),
    (
        "a non-target state that changes no response",
        {"T01": Said("50, 30"), "NT01": Said("PRESENT, PRESENT", site="Pleura")},
        {"T01": Said("50, 30"), "NT01": Said("PRESENT, INCREASED", site="Pleura")},
        [("NT01", None, "Non-target stays Non-CR/Non-PD: still PR.")],
    ),
    (
        "a new lesion in B only",
        {"T01": Said("50, 30")},
        {"T01": Said("50, 30"), "NEW01": Said("-, UNEQUIVOCAL")},
        [("!NEW01", None, "A would have a new lesion: PR becomes PD.")],
    ),
    (
        "a new lesion in A only",
        {"T01": Said("50, 30"), "NEW01": Said("-, UNEQUIVOCAL")},
        {"T01": Said("50, 30")},
        [("!NEW01", None, "A would have no new lesion: PD becomes PR.")],
    ),
    (
        "a doubtful new lesion",
        {"T01": Said("50, 30"), "NEW01": Said("-, 12 UNEQUIVOCAL", at=FAR[1])},
        {"T01": Said("50, 30"), "NEW01": Said("-, 12 EQUIVOCAL", at=FAR[1])},
        [("!NEW01", None, "A would have an equivocal new lesion only: PD becomes PR.")],
    ),
    (
        "one of two new lesions",
        {"T01": Said("50, 30"), "NEW01": Said("-, 12 UNEQUIVOCAL", at=FAR[1])},
        {
            "T01": Said("50, 30"),
            "NEW01": Said("-, 12 UNEQUIVOCAL", at=FAR[2]),
            "NEW02": Said("-, 12 UNEQUIVOCAL", at=FAR[1]),
        },
        [("NEW01", None, "New lesions stay as called: still PD.")],
    ),
    (
        "another target chosen",
        {"T01": Said("50, 35"), "T02": Said("20, 10", at=FAR[1])},
        {"T01": Said("50, 35"), "T02": Said("30, 30", at=FAR[2])},
        [
            (
                "!T02",
                None,
                "With B’s choice, A’s sum is 75.0 from a baseline of 100.0: PR becomes SD (PR ≤ 70.0).",
            ),
            ("T02", None, "With B’s choice, A’s sum is 35.0 from a baseline of 50.0: still PR."),
        ],
    ),
    (
        "a target that is a non-target in B",
        {"T01": Said("50, 30"), "T02": Said("20, 0.1", at=FAR[1])},
        {"T01": Said("50, 30"), "NT01": Said("18 PRESENT, ABSENT", at=FAR[1])},
        [("T02/NT01", None, "With B’s choice, A’s sum is 30.0 from a baseline of 50.0: still PR.")],
    ),
    (
        "merged in B, apart in A",
        {"T01": Said("20, 20"), "T02": Said("15, 15", at=(18.0, 0.0, 0.0))},
        {"T01": Said("20, 38"), "T02": Said("15, MERGED", at=(18.0, 0.0, 0.0), into="T01")},
        [("T01+T02", "+3.0", "A’s sum would be 38.0: still SD.")],
    ),
    (
        "in fragments in B, whole in A",
        {"T01": Said("50, 30")},
        {"T01": Said("50, -"), "T01.1": Said("-, 20"), "T01.2": Said("-, 16", at=(20.0, 0.0, 0.0))},
        [("!T01", "+6.0", "With B’s value, A’s sum is 36.0: PR becomes SD (PR ≤ 35.0).")],
    ),
    (
        "a node in fragments adds up to the same, and is no complete response of one",
        {"T01": Said("20, 12", node=True)},
        {
            "T01": Said("20, -", node=True),
            "T01.1": Said("-, 6", node=True),
            "T01.2": Said("-, 6", node=True, at=(9.0, 0.0, 0.0)),
        },
        [("!T01", "+0.0", "With B’s value, A’s sum is 12.0: PR becomes CR.")],
    ),
    (
        "not read by B",
        {"T01": Said("50, 30")},
        {"T01": Said("50, -")},
        [("!T01", None, "With B’s value, A has no complete sum: PR becomes NE.")],
    ),
    ("the same", {"T01": Said("50, 30")}, {"T01": Said("50, 30")}, []),
]


@pytest.mark.parametrize(
    ("a", "b", "effects"), [case[1:] for case in ONE_TIMEPOINT], ids=[case[0] for case in ONE_TIMEPOINT]
)
def test_what_a_difference_does(
    a: dict[str, Said], b: dict[str, Said], effects: list[tuple[str, str | None, str]]
) -> None:
    assert told(comparison(read("A", a), read("B", b))) == effects


def test_told_of_b_where_only_b_would_be_called_otherwise() -> None:
    a = read("A", {"T01": Said("50, 30"), "NEW01": Said("-, 9 UNEQUIVOCAL", at=FAR[1])})
    b = read("B", {"T01": Said("50, 36")})
    found = comparison(a, b)
    assert told(found) == [
        ("!T01", "+6.0", "With A’s value, B’s sum is 30.0: SD becomes PR (PR ≤ 35.0)."),
        ("!NEW01", None, "A would have no new lesion: PD becomes PR."),
    ]


def test_several_differences_decide_together() -> None:
    a = read("A", {f"T{at}1": Said("50, 34", at=FAR[at]) for at in range(1, 4)})
    b = read("B", {f"T{at}1": Said("50, 36.5", at=FAR[at]) for at in range(1, 4)})
    found = comparison(a, b)
    assert [effect.decides for effect in found.effects] == [False, False, False]
    assert found.together is not None
    assert (len(found.together.effects), found.together.then) == (2, Response.SD)
    assert together_sentence(found) == (
        "No difference decides alone; T11, T21 together change read A from PR to SD."
    )


def test_the_baseline_can_decide() -> None:
    a, b = read("A", {"T01": Said("50, 34")}), read("B", {"T01": Said("48, 34")})
    assert told(comparison(a, b)) == [
        ("!baseline", "-2.0", "PR line 33.6 instead of 35.0: PR becomes SD."),
    ]
    assert told(comparison(a, b, BL)) == [("T01", "-2.0", "A’s baseline sum would be 48.0.")]


def test_the_nadir_can_decide() -> None:
    a, b = read("A", {"T01": Said("50, 30, 37")}), read("B", {"T01": Said("50, 33, 37")})
    assert told(comparison(a, b, W16)) == [
        ("!earlier", "+3.0", "PD line 39.6 instead of 36.0: PD becomes SD."),
    ]


def test_an_earlier_complete_response_can_decide() -> None:
    a, b = read("A", {"T01": Said("50, ABSENT, 3")}), read("B", {"T01": Said("50, 1, 3")})
    assert told(comparison(a, b, W16)) == [
        ("!earlier", "+1.0", "PD line 6.0 instead of 5.0: PD becomes PR."),
    ]


def test_a_nadir_that_changes_no_call_is_told_too() -> None:
    a, b = read("A", {"T01": Said("50, 40, 41")}), read("B", {"T01": Said("50, 42, 41")})
    assert told(comparison(a, b, W16)) == [("earlier", "+2.0", "PD line 50.4 instead of 48.0: still SD.")]


def test_a_timepoint_that_one_read_has_not_come_to() -> None:
    a = read("A", {"T01": Said("50, 40, 30")})
    b = read("B", {"T01": Said("50, 40")})
    found = comparison(a, b, W16)
    assert (found.a.call, found.b.call, found.differs) == (Response.PR, None, True)
    assert told(found) == [("!T01", None, "With B’s value, A has no complete sum: PR becomes NE.")]
    assert found.effects[0].into_b.then.call is Response.PR


def test_what_one_read_alone_has_at_baseline() -> None:
    a = read("A", {"T01": Said("50")})
    b = read("B", {"T01": Said("50"), "T02": Said("20", at=FAR[1]), "NT01": Said("PRESENT", site="Pleura")})
    assert told(comparison(a, b, BL)) == [
        ("T02", None, "With B’s choice, A’s baseline sum would be 70.0."),
        ("NT01", None, "It counts from the next timepoint on."),
    ]


def test_a_lesion_is_not_told_of_before_it_was_seen() -> None:
    a = read("A", {"T01": Said("50, 40, 40")})
    b = read("B", {"T01": Said("50, 40, 40"), "NEW01": Said("-, -, UNEQUIVOCAL")})
    assert told(comparison(a, b, W8)) == []
    assert [name for name, _, _ in told(comparison(a, b, W16))] == ["!NEW01"]


def test_a_lesion_of_one_read_counts_where_it_was_not_assessed_either() -> None:
    a = read("A", {"T01": Said("50, ABSENT"), "NT01": Said("PRESENT, -", site="Pleura")})
    b = read("B", {"T01": Said("50, ABSENT")})
    assert told(comparison(a, b)) == [
        ("!NT01", None, "With B’s choice, non-target is NA: PR becomes CR."),
    ]


def test_an_earlier_response_of_non_targets_can_decide() -> None:
    a = read("A", {"NT01": Said("PRESENT, ABSENT, PRESENT", site="Pleura")})
    b = read("B", {"NT01": Said("PRESENT, PRESENT, PRESENT", site="Pleura")})
    assert told(comparison(a, b, W16)) == [
        ("!earlier", None, "With B’s earlier values: PD becomes Non-CR/Non-PD."),
    ]


def test_a_new_lesion_that_the_other_sees_later_is_told_of_where_it_was_first_seen() -> None:
    a = read("A", {"T01": Said("50, 40, 40"), "NEW01": Said("-, 12 UNEQUIVOCAL, 12 PRESENT", at=FAR[1])})
    b = read("B", {"T01": Said("50, 40, 40"), "NEW01": Said("-, -, 12 UNEQUIVOCAL", at=FAR[1])})
    assert told(comparison(a, b)) == [("!NEW01", None, "A would have no new lesion: PD becomes SD.")]


def test_differences_that_make_up_for_each_other_are_not_told_as_deciding_together() -> None:
    a = read("A", {f"T{at}1": Said(f"50, {mm}", at=FAR[at]) for at, mm in enumerate(("34", "34", "35"), 1)})
    b = read(
        "B", {f"T{at}1": Said(f"50, {mm}", at=FAR[at]) for at, mm in enumerate(("35.5", "35.5", "33.5"), 1)}
    )
    found = comparison(a, b)
    assert (found.a.call, found.b.call, found.together) == (Response.PR, Response.PR, None)
    assert together_sentence(found) == ""


BESIDE = (18.0, 0.0, 0.0)
MASSES: list[tuple[str, dict[str, Said], dict[str, Said], list[tuple[str, str | None]]]] = [
    (
        "merged by both",
        {"T01": Said("20, 36"), "T02": Said("15, MERGED", at=BESIDE, into="T01")},
        {"T01": Said("20, 38"), "T02": Said("15, MERGED", at=BESIDE, into="T01")},
        [("T01+T02", "+2.0")],
    ),
    (
        "merged with a lesion that the other has not",
        {"T01": Said("20, 36"), "T02": Said("15, MERGED", at=BESIDE, into="T01")},
        {"T01": Said("20, 22")},
        [("!T01", "-14.0"), ("!T02", None)],
    ),
    (
        "merged by one, partly not evaluable by the other",
        {"T01": Said("20, NE"), "T02": Said("15, 15", at=BESIDE)},
        {"T01": Said("20, 36"), "T02": Said("15, MERGED", at=BESIDE, into="T01")},
        [("!T01+T02", None)],
    ),
    (
        "merged into a fragment",
        {"T01": Said("20, 22"), "T02": Said("15, 15", at=BESIDE)},
        {
            "T01": Said("20, -"),
            "T01.1": Said("-, 30"),
            "T01.2": Said("-, 6", at=(-20.0, 0.0, 0.0)),
            "T02": Said("15, MERGED", at=BESIDE, into="T01.1"),
        },
        [("T01+T02", "-1.0")],
    ),
]


@pytest.mark.parametrize(
    ("a", "b", "effects"), [case[1:] for case in MASSES], ids=[case[0] for case in MASSES]
)
def test_a_mass_is_compared_as_one(
    a: dict[str, Said], b: dict[str, Said], effects: list[tuple[str, str | None]]
) -> None:
    found = comparison(read("A", a), read("B", b))
    assert [(name, change) for name, change, _ in told(found)] == effects


values = st.sampled_from(["12", "20", "31.5", "ABSENT", "TSTM", "NE", "-"])
baselines = st.sampled_from(["12", "20", "31.5"])
nontargets = st.sampled_from(["PRESENT", "ABSENT", "UNEQUIVOCAL", "INCREASED", "NE", "-"])
news = st.sampled_from(["-", "EQUIVOCAL", "UNEQUIVOCAL", "ABSENT", "11 PRESENT"])


@st.composite
def drawn_lesions(draw: st.DrawFn) -> dict[str, Said]:
    lesions: dict[str, Said] = {}
    places = draw(st.permutations(FAR[:6]))
    for at in range(draw(st.integers(0, 3))):
        course = ", ".join([draw(baselines), *(draw(values) for _ in range(3))])
        lesions[f"T{at + 1:02d}"] = Said(course, at=places[at], node=draw(st.booleans()))
    for at in range(draw(st.integers(0, 2))):
        course = ", ".join(draw(nontargets) for _ in range(4))
        lesions[f"NT{at + 1:02d}"] = Said(course, site=("Pleura", "Bone")[at])
    for at in range(draw(st.integers(0, 2))):
        course = ", ".join(["-", *(draw(news) for _ in range(3))])
        lesions[f"NEW{at + 1:02d}"] = Said(course, at=places[at + 3])
    return lesions


@settings(max_examples=150, deadline=None)
@given(drawn_lesions(), drawn_lesions(), st.sampled_from([BL, W8, W16, W24]))
def test_any_two_reads_can_be_compared(
    of_a: dict[str, Said], of_b: dict[str, Said], timepoint: Timepoint
) -> None:
    a, b = read("A", of_a), read("B", of_b)
    found, back = comparison(a, b, timepoint), comparison(b, a, timepoint)
    assert [effect.decides for effect in found.effects] == sorted(
        (effect.decides for effect in found.effects), reverse=True
    )
    assert all(effect_sentence(effect) and "None" not in effect_sentence(effect) for effect in found.effects)
    assert sorted(effect.decides for effect in found.effects) == sorted(
        effect.decides for effect in back.effects
    )


@settings(max_examples=60, deadline=None)
@given(drawn_lesions(), st.sampled_from([BL, W8, W16, W24]))
def test_a_read_does_not_differ_from_itself(of_a: dict[str, Said], timepoint: Timepoint) -> None:
    a = read("A", of_a)
    matches = tuple(replace(match, b=match.a) for match in matched(a, a, FRAMES) if match.a is not None)
    assert compared(a, a, matches, timepoint).effects == ()


def test_states_of_a_target_are_told_beside_its_millimetres() -> None:
    (effect,) = comparison(read("A", {"T01": Said("50, ABSENT")}), read("B", {"T01": Said("50, 4")})).effects
    assert (effect.a.mm, effect.a.state) == (0, State.ABSENT)
    assert (effect.b.mm, effect.b.state) == (4, State.MEASURED)
