"""How sure a call is, against closed forms, a plain simulation by the engine, and literal figures."""

import random
from dataclasses import replace
from decimal import Decimal
from math import exp, log, sqrt
from statistics import NormalDist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measurements.lesion import Role
from measurements.recist.certainty import Certainty, Repeat, certainty, certainty_sentence
from measurements.recist.row import LesionRow
from measurements.recist.rules import Rules, Variability
from measurements.recist.subject import assess_subject
from tests.measurements.recist.courses import course, lesion_row, visit_row
from tests.measurements.recist.random_subjects import random_subject

NORMAL = NormalDist()
TWO_READERS_SD = (log(1.25) - log(0.78)) / (2 * 1.959964)
SAME_READER_SD = (log(1.16) - log(0.82)) / (2 * 1.959964)
NODE_SD = sqrt(2) * log(1.077)


def last(
    rows: list[LesionRow],
    repeat: Repeat = Repeat.OTHER_READER,
    variability: Variability = Variability(),  # noqa: B008 - frozen
    rules: Rules = Rules(),  # noqa: B008 - frozen
) -> Certainty | None:
    assessment = assess_subject(rows, rules)
    return certainty(assessment, len(assessment.timepoints) - 1, rows, repeat, variability, rules)


def chances(found: Certainty | None) -> dict[str, float]:
    assert found is not None
    return {str(found.call): found.same} | {str(call): chance for call, chance in found.others.items()}


def relative(mm: float, border: float, sd: float) -> float:
    """Probability that a diameter measured again is recorded below `border`."""
    return NORMAL.cdf(log((border - 0.05) / mm) / sd)


ONE_LESION = [
    # a sum borders on PD at 60 and on PR at 35.1
    ("56", Repeat.OTHER_READER, relative(56, 60, TWO_READERS_SD), relative(56, 35.1, TWO_READERS_SD)),
    ("56", Repeat.SAME_READER, relative(56, 60, SAME_READER_SD), relative(56, 35.1, SAME_READER_SD)),
    ("36", Repeat.OTHER_READER, relative(36, 60, TWO_READERS_SD), relative(36, 35.1, TWO_READERS_SD)),
    ("36", Repeat.RESCAN, NORMAL.cdf((59.95 - 36) / 2.4), NORMAL.cdf((35.05 - 36) / 2.4)),
    ("58", Repeat.RESCAN, NORMAL.cdf((59.95 - 58) / 2.4), NORMAL.cdf((35.05 - 58) / 2.4)),
    ("55", Repeat.RESCAN, NORMAL.cdf((59.95 - 55) / 2.4), NORMAL.cdf((35.05 - 55) / 2.4)),
    ("56 MEASURED", Repeat.RESCAN, NORMAL.cdf((59.95 - 56) / 2.4), NORMAL.cdf((35.05 - 56) / 2.4)),
]


@pytest.mark.parametrize(("mm", "repeat", "below_pd", "below_pr"), ONE_LESION)
def test_one_lesion_is_the_normal_distribution(
    mm: str, repeat: Repeat, below_pd: float, below_pr: float
) -> None:
    found = chances(last(course(["50", mm]), repeat))
    assert found["SD"] == pytest.approx(below_pd - below_pr, abs=1e-8)
    assert found.get("PD", 0) == pytest.approx(1 - below_pd, abs=1e-8)
    assert found.get("PR", 0) == pytest.approx(below_pr, abs=1e-8)


def test_borders_between_tenths_go_to_the_sum_that_has_passed_them() -> None:
    """Section 1: PR to 35.07 mm is recorded to 35.0, PD from 60.12 mm is recorded from 60.2."""
    for mm in ("36", "59"):
        found = chances(last(course(["50.1", mm])))
        assert found["PR"] == pytest.approx(relative(float(mm), 35.1, TWO_READERS_SD), abs=1e-8)
        assert found["PD"] == pytest.approx(1 - relative(float(mm), 60.2, TWO_READERS_SD), abs=1e-8)


def test_what_stays_below_10_mm_reaches_the_last_tenth_below_it() -> None:
    """Section 4.4: from a nadir of 4.9 mm progression begins with 9.9 mm."""
    found = chances(last(course(["30", "4.9", "9.9"])))
    assert found["PD"] == pytest.approx(1 - relative(9.9, 9.9, TWO_READERS_SD), abs=1e-8)
    assert found["PR"] == pytest.approx(relative(9.9, 9.9, TWO_READERS_SD), abs=1e-8)


BESIDE_OTHERS = [
    # what the first target is measured as, and from what it makes PD
    ("3.3 one too small", course(["30, 20", "52, TSTM"]), 52, 55),
    ("3.3 two too small", course(["30, 20, 10", "58, TSTM, TSTM"]), 58, 62),
    ("3.3 too small, though with mm", course(["30, 20", "52, 20 TSTM"]), 52, 55),
    ("3.2 one gone", course(["30, 20", "56, ABSENT"]), 56, 60),
    ("3.2 one of 0 mm", course(["30, 20", "56, 0"]), 56, 60),
    ("4.2 one not evaluable", course(["30, 20", "56, NE"]), 56, 60),
    ("5 a non-target node measured", course(["50", "56"], ["n 15", "n 12"]), 56, 60),
    ("6 a doubtful new lesion measured", course(["50", "56"], new=["-", "12 EQUIVOCAL"]), 56, 60),
]


@pytest.mark.parametrize(
    ("rows", "mm", "pd_from"), [case[1:] for case in BESIDE_OTHERS], ids=[case[0] for case in BESIDE_OTHERS]
)
def test_what_was_not_measured_stays_as_it_is(rows: list[LesionRow], mm: float, pd_from: float) -> None:
    for found in (last(rows), last(rows[::-1])):
        assert found is not None
        assert found.measured == 1
        assert chances(found)["PD"] == pytest.approx(1 - relative(mm, pd_from, TWO_READERS_SD), abs=1e-8)


def test_a_target_of_which_a_fragment_is_not_evaluable_is_not_measured() -> None:
    rows = course(["30, 20", "-, 58"])
    rows += [lesion_row(2, 56, f"T01.{n}", Role.TARGET, value) for n, value in ((1, "11"), (2, "NE"))]
    found = last(rows)
    assert found is not None
    assert found.measured == 1
    assert chances(found)["PD"] == pytest.approx(1 - relative(58, 60, TWO_READERS_SD), abs=1e-8)


def test_what_was_measured_is_never_recorded_as_nothing() -> None:
    assert chances(last(course(["50", "0.1"]))) == {"PR": 1.0}
    found = chances(last(course(["0.2", "0.1"])))
    assert found["PR"] == pytest.approx(relative(0.1, 0.2, TWO_READERS_SD), abs=1e-8)
    assert found["SD"] == pytest.approx(1 - relative(0.1, 0.2, TWO_READERS_SD), abs=1e-8)


def test_the_likeliest_other_call_comes_first() -> None:
    found = last(course(["50", "56"]))
    assert found is not None
    assert list(found.others) == ["PD", "PR"]


def test_what_is_next_to_impossible_leaves_the_call_certain() -> None:
    """PD is 27 mm away, 6.5 SD of the sum."""
    found = last(course(["50, 50, 50", "51, 51, 51"]), Repeat.RESCAN)
    assert found is not None
    assert (found.same, found.others, found.measured) == (1.0, {}, 3)


def test_nodes_scanned_again_vary_by_their_own_figure() -> None:
    found = chances(last(course(["n 20", "n 9"]), Repeat.RESCAN))
    assert found["CR"] == pytest.approx(relative(9, 10, NODE_SD), abs=1e-8)
    assert found["PR"] == pytest.approx(relative(9, 14.1, NODE_SD) - relative(9, 10, NODE_SD), abs=1e-8)
    read_again = chances(last(course(["n 20", "n 9"]), Repeat.SAME_READER))
    assert read_again["CR"] == pytest.approx(relative(9, 10, SAME_READER_SD), abs=1e-8)


def test_all_nodes_must_be_normal_for_cr() -> None:
    one = relative(9, 10, TWO_READERS_SD)
    assert chances(last(course(["n 20, n 22", "n 9, n 9"])))["CR"] == pytest.approx(one * one, abs=1e-8)
    assert chances(last(course(["n 20, 22", "n 9, 0"])))["CR"] == pytest.approx(one, abs=1e-8)
    assert chances(last(course(["n 20, 22", "n 9, TSTM"]))).keys() == {"PR"}


def test_figures_of_the_protocol_are_used() -> None:
    precise = Variability(
        (Decimal(-1), Decimal(1)), (Decimal(-1), Decimal(1)), Decimal("0.1"), Decimal("0.1")
    )
    for repeat in Repeat:
        assert chances(last(course(["50", "56"]), repeat, precise)) == {"SD": pytest.approx(1)}
        assert chances(last(course(["50", "56"]), repeat))["PD"] > 0.01


SUBJECTS = [
    course(["30, 20", "22, 15"]),
    course(["30, 20, 25, n 18, 40", "22, 15, 20, n 9, 30"]),
    course(["20, n 20", "0, n 9", "0, n 9"]),
    course(["100", "40", "47"]),
    course(["30, 20", "38, NE"]),
    course(["20, n 16", "12, n 9.5"], ["PRESENT", "ABSENT"]),
    course(["15.25, 16", "14, TSTM"]),
    [*course(["30, 20", "-, 14"]), *(lesion_row(2, 56, f"T01.{n}", Role.TARGET, "11") for n in (1, 2))],
    [
        *course(["30, 20", "-, 58"]),
        *(lesion_row(2, 56, f"T01.{n}", Role.TARGET, value) for n, value in ((1, "11"), (2, "NE"))),
    ],
]


@pytest.mark.parametrize("rows", SUBJECTS, ids=range(len(SUBJECTS)))
def test_as_by_trying_it_many_times(rows: list[LesionRow]) -> None:
    """A simulation by the engine alone; 1,500 repeats are within 5 percent points."""
    chance = random.Random(7)
    rounds = 1500
    visit = max(row.visit for row in rows)
    counts: dict[str, int] = {}
    for _ in range(rounds):
        again = [
            row._replace(mm=Decimal(str(round(float(row.mm) * exp(chance.gauss(0, TWO_READERS_SD)), 1))))
            if row.visit == visit and row.role is Role.TARGET and row.mm
            else row
            for row in rows
        ]
        overall = str(assess_subject(again).timepoints[-1].overall)
        counts[overall] = counts.get(overall, 0) + 1
    found = chances(last(rows))
    for call in counts.keys() | found.keys():
        assert found.get(call, 0) == pytest.approx(counts.get(call, 0) / rounds, abs=0.05)


def test_calls_that_rest_on_something_else_stay() -> None:
    for rows in (
        course(["50", "59"], ["PRESENT", "UNEQUIVOCAL"]),
        course(["50", "59"], new=["-", "UNEQUIVOCAL"]),
        course(["20", "0", "2"]),
    ):
        assert chances(last(rows)) == {"PD": pytest.approx(1)}


def test_the_rules_of_the_protocol_hold_for_the_repeat() -> None:
    rows = course(["n 20, n 20", "n 4, n 4", "n 8, n 8"])
    kept = chances(last(rows))
    assert kept["CR"] > 0.9
    free = chances(last(rows, rules=Rules(node_cr_first=False)))
    assert free["PD"] > 0.9


def test_nothing_measured_nothing_to_repeat() -> None:
    for rows in (
        course(["50"]),
        course(["20", "0"]),
        course(["20", "NE"]),
        course("", ["PRESENT", "PRESENT"]),
        course(["50, NE", "50, 20"]),
        [*course(["50"]), visit_row(2, 56, done=False)],
    ):
        assert last(rows) is None


def test_later_visits_do_not_count() -> None:
    rows = course(["50", "56", "10"])
    assert certainty(assess_subject(rows), 1, rows) == last(course(["50", "56"]))


def test_in_words() -> None:
    found = last(course(["30, 20", "22, 15"]))
    assert found is not None
    rests = " (computed from published variability of single lesions, errors independent, all else as it is)"
    assert certainty_sentence(found) == f"targets measured by another reader: SD 75 %, PR 25 %{rests}"
    assert certainty_sentence(found, "zh") == (
        "另一阅片人测量靶病灶：SD 75 %、PR 25 %"
        "（按已发表的单个病灶测量变异计算，各病灶误差相互独立，其余不变）"
    )
    again = last(course(["30, 20", "22, 15"]), Repeat.SAME_READER)
    assert again is not None
    assert certainty_sentence(again).startswith("targets measured again by the same reader: SD 81 %, PR 19 %")
    rescan = last(course(["30, 20", "22, 15"]), Repeat.RESCAN)
    assert rescan is not None
    assert certainty_sentence(rescan).startswith(
        "targets measured on a scan repeated at once: SD 72 %, PR 28 %"
    )


@pytest.mark.parametrize(
    ("same", "others", "text"),
    [
        (1.0, {}, ": PR 100 % ("),
        (0.9951, {"SD": 0.0049}, ": PR >99 % ("),
        (0.995, {"SD": 0.005}, ": PR >99 %, SD 1 % ("),
        (0.994, {"SD": 0.006}, ": PR 99 %, SD 1 % ("),
        (0.975, {"SD": 0.025}, ": PR 98 %, SD 3 % ("),
        (0.004, {"SD": 0.996}, ": PR <1 %, SD >99 % ("),
        (0.0, {"SD": 1.0}, ": PR 0 %, SD 100 % ("),
    ],
)
def test_nothing_is_told_as_certain_that_is_not(same: float, others: dict[str, float], text: str) -> None:
    found = last(course(["50", "30"]))
    assert found is not None
    calls = {type(found.call)(name): chance for name, chance in others.items()}
    assert text in certainty_sentence(replace(found, same=same, others=calls))


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**6), st.sampled_from(Repeat))
def test_probabilities_of_subjects_by_chance(seed: int, repeat: Repeat) -> None:
    rows = random_subject(seed)
    assessment = assess_subject(rows)
    for index, point in enumerate(assessment.timepoints):
        found = certainty(assessment, index, rows, repeat)
        if found is None:
            continue
        assert found.call == point.overall
        assert 0 <= found.same <= 1 + 1e-12
        assert found.same + sum(found.others.values()) == pytest.approx(1)
        assert found.call not in found.others
        assert list(found.others.values()) == sorted(found.others.values(), reverse=True)


def test_nothing_is_sure_over_a_baseline_that_is_incomplete_though_a_later_sum_is_not() -> None:
    rows = course(["50, NE", "50, 10", "80, 10"])
    assessment = assess_subject(rows)
    assert assessment.timepoints[-1].nadir_mm == 60
    assert certainty(assessment, 2, rows) is None
