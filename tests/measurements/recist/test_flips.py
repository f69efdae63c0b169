"""What would flip a call, held against the engine itself."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from measurements.lesion import Role
from measurements.recist.flips import Flips, LesionFlip, flips, flips_sentence
from measurements.recist.response import Response
from measurements.recist.row import LesionRow
from measurements.recist.rules import Rules
from measurements.recist.subject import assess_subject
from tests.measurements.recist.courses import course, lesion_row, visit_row


def last(rows: list[LesionRow], rules: Rules = Rules()) -> Flips | None:  # noqa: B008 - frozen
    assessment = assess_subject(rows, rules)
    return flips(assessment, len(assessment.timepoints) - 1, rows, rules)


CASES = [
    (
        ["40, 22", "30, 20", "30, 20.6"],
        "PR at 43.4 mm or less (7.2 mm away); PD at 60.0 mm or more (9.4 mm away); "
        "T01 alone at 22.8 mm (−24.0 %) makes it PR",
    ),
    (
        ["50, 50", "40, 29"],
        "PR at 70.0 mm or less (reached, 1.0 mm inside); PD at 120.0 mm or more (51.0 mm away); "
        "T01 alone at 41.1 mm (+2.8 %) makes it SD",
    ),
    (
        ["50", "60"],
        "PR at 35.0 mm or less (25.0 mm away); PD at 60.0 mm or more (reached, 0.0 mm inside); "
        "T01 alone at 59.9 mm (−0.2 %) makes it SD",
    ),
    (
        ["100", "40", "45"],
        "PR at 47.9 mm or less (reached, 2.9 mm inside); PD at 48.0 mm or more (3.0 mm away); "
        "T01 alone at 48.0 mm (+6.7 %) makes it PD",
    ),
    (
        ["30, n 20", "0, n 9"],
        "PR at 35.0 mm or less (reached, 26.0 mm inside); PD at 60.0 mm or more (51.0 mm away); "
        "T01 alone at 0.1 mm makes it PR",
    ),
    (
        ["30, n 20", "0, n 9", "0, n 9"],
        "PR at 13.9 mm or less (reached, 4.9 mm inside); PD at 14.0 mm or more (5.0 mm away); "
        "T01 alone at 0.1 mm makes it PD",
    ),
    (
        ["30, 20", "40, NE"],
        "PD at 60.0 mm or more (20.0 mm away); T01 alone at 60.0 mm (+50.0 %) makes it PD",
    ),
    (
        ["16, 14", "16, TSTM"],
        "PR at 21.0 mm or less (reached, 0.0 mm inside); PD at 36.0 mm or more (15.0 mm away); "
        "T01 alone at 16.1 mm (+0.6 %) makes it SD",
    ),
]


@pytest.mark.parametrize(("visits", "sentence"), CASES, ids=[str(case[0]) for case in CASES])
def test_flips(visits: list[str], sentence: str) -> None:
    found = last(course(visits))
    assert found is not None
    assert flips_sentence(found) == sentence


@pytest.mark.parametrize(
    ("baseline", "pr_mm", "pd_mm"),
    [("50.03", "35.0", "60.1"), ("50.05", "35.0", "60.1"), ("50.08", "35.0", "60.1")],
)
def test_bounds_between_two_tenths_are_told_on_the_side_that_holds(
    baseline: str, pr_mm: str, pd_mm: str
) -> None:
    found = last(course([baseline, "50"]))
    assert found is not None
    assert (found.pr_at_most_mm, found.pd_at_least_mm) == (Decimal(pr_mm), Decimal(pd_mm))


def test_doubtful_and_unassessed_parts_leave_the_decision_to_the_targets() -> None:
    for rows in (
        course(["50", "59.5"], ["PRESENT", "NE"]),
        course(["50", "59.5"], new=["-", "EQUIVOCAL"]),
    ):
        found = last(rows)
        assert found is not None
        assert found.nearest is not None
        assert (found.nearest.flipping_mm, found.nearest.overall) == (60, "PD")
        assert "PD at 60.0 mm or more (0.5 mm away)" in flips_sentence(found)


def test_as_far_to_either_side_the_largest_lesion_shrinks() -> None:
    found = last(course(["30, 20", "20, 15", "22, 16.5"]))
    assert found is not None
    assert found.nearest is not None
    assert (found.nearest.lesion, found.nearest.flipping_mm, found.nearest.overall) == (
        "T01",
        Decimal("18.5"),
        "PR",
    )


def test_no_pr_below_a_baseline_of_nothing() -> None:
    found = last(course(["0", "3"]))
    assert found is not None
    assert (found.pr_at_most_mm, found.pr_distance_mm) == (None, None)
    assert flips_sentence(found).startswith("PD at 5.0 mm or more (2.0 mm away)")


def test_fragments_are_not_the_nearest() -> None:
    fragments = [lesion_row(2, 56, f"T01.{n}", Role.TARGET, "20") for n in (1, 2)]
    found = last([*course(["40, 10", "-, 10"]), *fragments])
    assert found is not None
    assert found.nearest == LesionFlip("T02", Decimal(10), Decimal(20), Decimal(100), Response.PD)


@pytest.mark.parametrize(
    ("visits", "lesion", "flipping_mm"),
    [
        (["20, 50", "MERGED, 0"], "T02", "0.1"),
        (["20, 30", "NE, 40"], "T02", "60"),
        (["n 20, 30", "n 10.5, 0"], "T01", "9.9"),
        (["n 20, 30", "n 9.8, 0"], "T02", "0.1"),
        (["n 20, n 30", "n 9.9, n 5"], "T01", "10"),
        (["20", "3"], "T01", "0"),
    ],
)
def test_the_nearest_by_its_kind(visits: list[str], lesion: str, flipping_mm: str) -> None:
    found = last(course(visits))
    assert found is not None
    assert found.nearest is not None
    assert (found.nearest.lesion, found.nearest.flipping_mm) == (lesion, Decimal(flipping_mm))


def test_no_lesion_shrinks_below_nothing() -> None:
    found = last(course(["12, 12, 12, 12, 12", "8, 8, 8, 8, 8", "20, 20, 20, 20, 20"]))
    assert found is not None
    assert (found.pd_distance_mm, found.nearest) == (-52, None)


def test_nontargets_are_not_the_nearest() -> None:
    found = last(course(["20", "0"], ["n 15", "n 10"]))
    assert found is not None
    assert found.nearest is not None
    assert found.nearest.lesion == "T01"


def test_without_a_nearest_lesion_the_sums_alone_are_told() -> None:
    found = last(course(["50", "50"], new=["-", "UNEQUIVOCAL"]))
    assert found is not None
    assert flips_sentence(found) == (
        "PR at 35.0 mm or less (15.0 mm away); PD at 60.0 mm or more (10.0 mm away)"
    )


def test_no_single_target_flips_a_call_that_rests_on_others() -> None:
    found = last(course(["50", "50"], new=["-", "UNEQUIVOCAL"]))
    assert found is not None
    assert found.nearest is None
    assert found.pd_distance_mm == 10
    found = last(course(["50", "50"], ["PRESENT", "UNEQUIVOCAL"]))
    assert found is not None
    assert found.nearest is None


def test_fragments_and_merged_targets_are_not_the_nearest() -> None:
    found = last(course(["50, 20", "69, MERGED"]))
    assert found is not None
    assert found.nearest is not None
    assert (found.nearest.lesion, found.nearest.flipping_mm) == ("T01", 84)


def test_nothing_to_flip() -> None:
    assert last(course(["50"])) is None
    assert last(course("", ["PRESENT", "PRESENT"])) is None
    assert last(course(["50, NE", "50, 20"])) is None
    assert last([*course(["50"]), visit_row(2, 56, done=False)]) is None


def test_later_visits_do_not_count() -> None:
    rows = course(["50", "50", "10"])
    assessment = assess_subject(rows)
    found = flips(assessment, 1, rows)
    assert found is not None
    assert (found.pr_at_most_mm, found.pd_at_least_mm) == (35, 60)
    assert found.nearest == last(course(["50", "50"])).nearest  # type: ignore[union-attr]


def test_in_chinese() -> None:
    found = last(course(["50", "60"]))
    assert found is not None
    assert flips_sentence(found, "zh") == (
        "总和不大于 35.0 mm 为 PR（相差 25.0 mm）；总和不小于 60.0 mm 为 PD（已达到，余量 0.0 mm）；"
        "仅 T01 为 59.9 mm（−0.2 %）即判为 SD"
    )


sizes = st.integers(0, 60).map(lambda tenths: Decimal(tenths) / 5)


@settings(deadline=None)
@given(st.lists(st.lists(sizes, min_size=2, max_size=2), min_size=2, max_size=4), st.booleans())
def test_nearest_is_nearest(visits: list[list[Decimal]], nodal: bool) -> None:
    assume(all(size > 0 for size in visits[0]))
    kind = "n " if nodal else ""
    rows = course([f"{first}, {kind}{second}" for first, second in visits])
    called = assess_subject(rows).timepoints[-1].overall
    found = last(rows)
    assert found is not None
    limit = Decimal(30) if found.nearest is None else abs(found.nearest.flipping_mm - found.nearest.mm)
    flipping: list[Decimal] = []
    for index, row in enumerate(rows):
        if row.visit == len(visits) and row.mm is not None:
            for step in range(1, int(limit * 10) + 1):
                for mm in (row.mm + Decimal(step) / 10, row.mm - Decimal(step) / 10):
                    if mm >= 0:
                        changed = [*rows[:index], row._replace(mm=mm), *rows[index + 1 :]]
                        if assess_subject(changed).timepoints[-1].overall != called:
                            flipping.append(abs(mm - row.mm))
    assert min(flipping, default=None) == (None if found.nearest is None else limit)


def test_the_nearest_lesion_is_left_out_where_it_is_not_asked_for() -> None:
    rows = course(["50, 20", "50, 20"])
    assessment = assess_subject(rows)
    whole = flips(assessment, 1, rows)
    assert whole is not None
    assert whole.nearest is not None
    assert flips(assessment, 1, rows, nearest=False) == replace(whole, nearest=None)
