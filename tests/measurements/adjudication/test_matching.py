"""Lesions of two reads matched by place."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measurements.adjudication.matching import LEAST_TOLERANCE_MM, Match, matched
from measurements.case.case_view import CaseView
from measurements.trial import Subject
from tests.measurements.adjudication.two_reads import FRAMES, Said, read


def labels(a: CaseView, b: CaseView) -> list[tuple[str | None, str | None]]:
    return [(match.a and match.a.label, match.b and match.b.label) for match in matched(a, b, FRAMES)]


def one_each(a: Said, b: Said, b_label: str = "T01") -> Match | None:
    """The match of one lesion each; None where they stay apart."""
    found = matched(read("A", {"T01": a}), read("B", {b_label: b}), FRAMES)
    return found[0] if len(found) == 1 else None


@pytest.mark.parametrize(
    ("a_mm", "b_mm", "apart_mm", "same"),
    [
        ("30", "20", 15.0, True),
        ("30", "20", 15.1, False),
        ("20", "30", 15.0, True),
        ("10", "12", LEAST_TOLERANCE_MM, True),
        ("10", "12", LEAST_TOLERANCE_MM + 0.1, False),
    ],
)
def test_the_same_within_half_the_longer_axis(a_mm: str, b_mm: str, apart_mm: float, same: bool) -> None:
    match = one_each(Said(a_mm), Said(b_mm, at=(0.0, apart_mm, 0.0)))
    assert (match is not None) is same
    if match is not None:
        assert match.distance_mm == pytest.approx(apart_mm)
        assert match.timepoint_uid == "bl"


def test_a_slice_apart_counts_as_much_as_a_step_within_one() -> None:
    assert one_each(Said("12"), Said("12", at=(5.0, 0.0, 5.0))) is not None
    assert one_each(Said("12"), Said("12", at=(5.0, 0.0, 6.0))) is None


def test_another_list_is_still_the_same_lesion() -> None:
    match = one_each(Said("12"), Said("9 PRESENT", at=(1.0, 2.0, 2.0)), "NT01")
    assert match is not None
    assert match.distance_mm == 3.0
    assert not match.alike
    assert not match.by_site


def test_compared_where_both_are_first_drawn() -> None:
    a = Said("20, 20", at=(0.0, 0.0, 0.0))
    b = Said("-, 14, 14", at=(4.0, 0.0, 0.0))
    match = one_each(a, b, "NEW01")
    assert match is not None
    assert (match.distance_mm, match.timepoint_uid) == (4.0, "w8")


@pytest.mark.parametrize(
    ("a_series", "b_series", "same"),
    [
        ("thin", "thick", True),
        ("thin", "other", False),
        ("thin", "bare", False),
        ("bare", "bare", True),
        ("bare", "unknown", False),
    ],
)
def test_only_within_one_frame_of_reference(a_series: str, b_series: str, same: bool) -> None:
    assert (one_each(Said("20", series=a_series), Said("20", series=b_series)) is not None) is same


def test_the_nearer_of_two_is_the_same_in_either_order() -> None:
    a = read("A", {"T01": Said("20"), "T02": Said("20", at=(9.0, 0.0, 0.0))})
    b = read("B", {"T01": Said("20", at=(8.0, 0.0, 0.0)), "T02": Said("20", at=(1.0, 0.0, 0.0))})
    assert labels(a, b) == [("T01", "T02"), ("T02", "T01")]


def test_a_good_match_is_not_given_up_for_two_poor_ones() -> None:
    a = read("A", {"T01": Said("20"), "T02": Said("20", at=(-9.8, 0.0, 0.0))})
    b = read("B", {"T01": Said("20"), "T02": Said("20", at=(9.8, 0.0, 0.0))})
    assert labels(a, b) == [("T01", "T01"), ("T02", None), (None, "T02")]


def test_equal_distances_are_settled_by_what_was_said() -> None:
    a = read("A", {"T01": Said("20", site="Lung"), "T02": Said("20", site="Rib")})
    b = read("B", {"T01": Said("20", site="Rib"), "T02": Said("20", site="Lung")})
    assert labels(a, b) == [("T01", "T02"), ("T02", "T01")]


def test_words_do_not_outweigh_millimetres() -> None:
    a = read("A", {"T01": Said("20", site="Lung")})
    b = read(
        "B",
        {
            "NT01": Said("20 PRESENT", at=(1.0, 0.0, 0.0), site="Rib"),
            "T01": Said("20", at=(2.0, 0.0, 0.0), site="Lung"),
        },
    )
    assert labels(a, b) == [("T01", "NT01"), (None, "T01")]


def test_fragments_stand_for_their_whole() -> None:
    a = read("A", {"T01": Said("-, 30"), "T02": Said("10, 10", at=(90.0, 0.0, 0.0))})
    b = read(
        "B",
        {
            "T01": Said("-, -", at=(0.0, 0.0, 0.0)),
            "T01.1": Said("-, 12", at=(-12.0, 0.0, 0.0)),
            "T01.2": Said("-, 11", at=(13.0, 0.0, 0.0)),
        },
    )
    (first, second) = matched(a, b, FRAMES)
    assert (first.a and first.a.label, first.b and first.b.label) == ("T01", "T01")
    assert first.distance_mm == 12.0
    assert second.b is None


def test_never_measured_lesions_are_matched_by_site() -> None:
    a = read("A", {"NT01": Said("PRESENT", site="Pleura"), "NT02": Said("PRESENT", site="Bone")})
    b = read("B", {"NT01": Said("PRESENT", site="Bone"), "NT02": Said("PRESENT", site="Pleura")})
    assert labels(a, b) == [("NT01", "NT02"), ("NT02", "NT01")]
    assert all(match.by_site and match.alike for match in matched(a, b, FRAMES))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({"NT01": Said("PRESENT")}, {"NT01": Said("PRESENT")}),
        ({"NT01": Said("PRESENT", site="Bone")}, {"NT01": Said("PRESENT", site="Pleura")}),
        ({"NT01": Said("PRESENT", site="Bone")}, {"NEW01": Said("-, PRESENT", site="Bone")}),
        ({"NT01": Said("PRESENT", site="Bone")}, {"NT01": Said("PRESENT", site="Bone", node=True)}),
        ({"T01": Said("20", site="Bone")}, {"T01": Said("20", at=(50.0, 0.0, 0.0), site="Bone")}),
    ],
    ids=["no site", "two sites", "one is new", "one is a node", "drawn elsewhere"],
)
def test_not_the_same_by_site(a: dict[str, Said], b: dict[str, Said]) -> None:
    assert len(matched(read("A", a), read("B", b), FRAMES)) == 2


def test_two_of_one_site_are_not_told_apart_by_it() -> None:
    two = {"NT01": Said("PRESENT", site="Bone"), "NT02": Said("PRESENT", site="Bone")}
    one = {"NT01": Said("PRESENT", site="Bone")}
    assert labels(read("A", one), read("B", two)) == [("NT01", None), (None, "NT01"), (None, "NT02")]
    assert labels(read("A", two), read("B", one)) == [("NT01", None), (None, "NT01"), ("NT02", None)]


def test_a_read_without_lesions() -> None:
    assert labels(read("A", {}), read("B", {"T01": Said("20")})) == [(None, "T01")]
    assert labels(read("A", {}), read("B", {})) == []


def test_reads_of_two_subjects_are_a_mistake_of_the_caller() -> None:
    a, b = read("A", {}), read("B", {})
    object.__setattr__(b, "subject", Subject("other", "HN-018", "HN-018"))
    with pytest.raises(ValueError, match="different subjects"):
        matched(a, b, FRAMES)


places = st.lists(
    st.tuples(*[st.integers(-20, 20).map(float)] * 3, st.integers(8, 40)), min_size=1, max_size=4
)


def scattered(name: str, found: list[tuple[float, float, float, int]]) -> CaseView:
    return read(
        name, {f"T{at:02d}": Said(str(mm), at=(x, y, z)) for at, (x, y, z, mm) in enumerate(found, start=1)}
    )


@given(places, places)
def test_no_other_assignment_costs_less(
    of_a: list[tuple[float, float, float, int]], of_b: list[tuple[float, float, float, int]]
) -> None:
    found = matched(scattered("A", of_a), scattered("B", of_b), FRAMES)

    def share(one: tuple[float, float, float, int], other: tuple[float, float, float, int]) -> float:
        apart = sum((mine - yours) ** 2 for mine, yours in zip(one[:3], other[:3], strict=True)) ** 0.5
        of_tolerance = float(apart / max(one[3] / 2, other[3] / 2, LEAST_TOLERANCE_MM))
        return of_tolerance if of_tolerance <= 1 else 1.01

    pairs = [(match.a, match.b) for match in found if match.a is not None and match.b is not None]
    matched_cost = sum(share(of_a[int(a.label[1:]) - 1], of_b[int(b.label[1:]) - 1]) for a, b in pairs)
    cost = matched_cost + 1.01 * (min(len(of_a), len(of_b)) - len(pairs))
    few, many = sorted((of_a, of_b), key=len)
    best = min(
        sum(share(one, other) for one, other in zip(few, chosen, strict=True))
        for chosen in permutations(many, len(few))
    )
    assert cost == pytest.approx(best)
    there = [lesion.uid for match in found for lesion in match.lesions]
    assert len(there) == len(set(there)) == len(of_a) + len(of_b)
