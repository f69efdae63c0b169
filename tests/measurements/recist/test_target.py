"""Target response, section 4: one row per rule and branch, at and on both sides of every threshold."""

from decimal import Decimal, localcontext

import pytest

from measurements.recist.response import Response
from measurements.recist.rules import Rules
from measurements.recist.subject import assess_subject
from measurements.recist.target import assess_targets
from tests.measurements.recist.courses import course

CASES = [
    # section, visits, response and rule at the last of them
    ("4.5 exactly 30 % below baseline", ["100", "70"], "PR", "4.5"),
    ("4.5 just under: 29.99 %", ["100", "70.01"], "SD", "4.6"),
    ("4.5 just over: 30.01 %", ["100", "69.99"], "PR", "4.5"),
    ("1.3 -29.96 % shows as -30.0 % and is SD", ["100", "70.04"], "SD", "4.6"),
    ("1.3 a threshold binary floats miss: 0.7 x 0.3", ["0.3", "0.21"], "PR", "4.5"),
    ("4.4 exactly 20 % and more than 5 mm", ["50", "60"], "PD", "4.4"),
    ("4.4 just under 20 %", ["50", "59.9"], "SD", "4.6"),
    ("4.4 just over 20 %", ["50", "60.1"], "PD", "4.4"),
    ("4.4 exactly 5 mm and more than 20 %", ["10", "15"], "PD", "4.4"),
    ("4.4 20 % without 5 mm", ["10", "14.9"], "SD", "4.6"),
    ("4.4 just over 5 mm", ["10", "15.1"], "PD", "4.4"),
    ("4.4 both exactly: 25 to 30", ["25", "30"], "PD", "4.4"),
    ("4.4 both just short: 25 to 29.9", ["25", "29.9"], "SD", "4.6"),
    ("4.4 both just over: 25 to 30.1", ["25", "30.1"], "PD", "4.4"),
    ("4.4 5 mm without 20 %", ["26", "31"], "SD", "4.6"),
    ("4.4 against nadir, not baseline", ["100", "50", "60"], "PD", "4.4"),
    ("4.4 nadir two visits back", ["100", "50", "55", "60"], "PD", "4.4"),
    ("4.4 nadir may be baseline", ["50", "55", "60"], "PD", "4.4"),
    ("4 a visit after PD sets the nadir too", ["100", "120", "50", "60"], "PD", "4.4"),
    ("4.6 drift above the PR threshold without PD", ["100", "70", "72"], "SD", "4.6"),
    ("1.5 5 mm over a zero nadir", ["20", "0", "5"], "PD", "4.4"),
    ("1.5 under 5 mm over a zero nadir", ["20", "0", "4.9"], "PR", "4.5"),
    ("1.5 just over 5 mm over a zero nadir", ["20", "0", "5.1"], "PD", "4.4"),
    ("4.3 all gone", ["20, 30", "0, ABSENT"], "CR", "4.3"),
    ("3.1 2 mm is 2 mm, no CR", ["20, 30", "0, 2"], "PR", "4.5"),
    ("3.2 too small is 5 mm", ["16, 14", "16, TSTM"], "PR", "4.5"),
    ("3.2 too small is 5 mm, just not PR", ["16, 13.9", "16, TSTM"], "SD", "4.6"),
    ("3.2 a node too small is normal", ["n 20", "n TSTM"], "CR", "4.3"),
    ("4.3 node just under 10", ["n 20, 30", "n 9.9, 0"], "CR", "4.3"),
    ("4.3 node at 10 is not normal", ["n 20, 30", "n 10, 0"], "PR", "4.5"),
    ("4.3 node just over 10", ["n 20, 30", "n 10.1, 0"], "PR", "4.5"),
    ("4.3 one normal node does not speak for another", ["n 20, n 20", "n 9.9, n 10"], "PR", "4.5"),
    ("4.3 before 4.4: normal nodes that grow", ["n 20, n 20", "n 4, n 4", "n 9, n 9"], "CR", "4.3"),
    ("3.5 merged adds nothing and is evaluable", ["20, 20", "45, MERGED"], "SD", "4.6"),
    ("3.5 merged and over the threshold", ["20, 20", "48, MERGED"], "PD", "4.4"),
    ("4.2 guideline example: 50 mm, two of three now 80", ["20, 15, 15", "50, 30, NE"], "PD", "4.2"),
    ("4.2 the part alone exactly at PD", ["25, 25", "60, NE"], "PD", "4.2"),
    ("4.2 the part just short of PD", ["25, 25", "59.9, NE"], "NE", "4.2"),
    ("4.2 the part just over", ["25, 25", "60.1, NE"], "PD", "4.2"),
    ("4.2 the part 20 % without 5 mm", ["5, 5", "14.9, NE"], "NE", "4.2"),
    ("4.2 the part 5 mm without 20 %", ["26, 26", "57, NE"], "NE", "4.2"),
    ("4.2 never PR from a part", ["25, 25", "1, NE"], "NE", "4.2"),
    ("4.2 never CR from a part", ["25, 25", "0, NE"], "NE", "4.2"),
    ("3.6 no row is not evaluable", ["25, 25", "25, -"], "NE", "4.2"),
    ("4 an incomplete sum sets no nadir", ["50, 50", "10, NE", "60, 50"], "SD", "4.6"),
    ("3.4 nothing recorded at the visit", ["25, 25", "-, -"], "NE", "4.2"),
]


@pytest.mark.parametrize(
    ("visits", "response", "rule"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_target_response(visits: list[str], response: str, rule: str) -> None:
    last = assess_subject(course(visits)).timepoints[-1]
    assert (last.target, last.steps[0].rule) == (response, rule)


def test_node_cr_first_off_lets_normal_nodes_progress() -> None:
    rows = course(["n 20, n 20", "n 4, n 4", "n 9, n 9"])
    assert assess_subject(rows, Rules(node_cr_first=False)).timepoints[-1].target is Response.PD
    rows = course(["n 20, n 20", "n 4, n 4", "n 4, n 4.9"])
    assert assess_subject(rows, Rules(node_cr_first=False)).timepoints[-1].target is Response.CR


def test_figures_of_a_course() -> None:
    baseline, second, third = assess_subject(course(["30.5, 19.5", "25, 15", "25, 23"])).timepoints
    assert (baseline.sum_mm, baseline.nadir_mm, baseline.target) == (Decimal(50), None, None)
    assert (second.pct_from_baseline, second.nadir_mm, second.nadir_visit) == (-20, 50, 1)
    assert (third.nadir_mm, third.nadir_visit, third.change_from_nadir_mm) == (40, 2, 8)
    assert third.pct_from_nadir == 20


def test_sums_are_exact_whatever_the_precision_of_the_caller() -> None:
    with localcontext(prec=2):
        last = assess_subject(course(["30.55, 20.25", "40.55, 20.40"])).timepoints[-1]
    assert (last.sum_mm, last.change_from_nadir_mm) == (Decimal("60.95"), Decimal("10.15"))
    assert last.target is Response.SD


def test_figures_read_later_are_exact_whatever_the_precision_of_the_reader() -> None:
    last = assess_subject(course(["30.55, 20.25", "30, 20.25", "60.1, 40.4"])).timepoints[-1]
    with localcontext(prec=2):
        figures = (last.pct_from_baseline, last.change_from_nadir_mm, last.pct_from_nadir)
    percentages = [round(figure, 6) for figure in (figures[0], figures[2]) if figure is not None]
    assert percentages == [Decimal("97.834646"), Decimal("100")]
    assert figures[1] == Decimal("50.25")


def test_a_set_without_targets_has_an_assessment_for_every_visit() -> None:
    assessed = assess_targets([], [(Decimal(visit), {}) for visit in range(3)], Rules())
    assert [one.response for one in assessed] == [None, Response.NA, Response.NA]
    figures = {(one.expected, one.assessed, one.missing, one.part_mm, one.sum_mm) for one in assessed}
    assert figures == {(0, 0, (), Decimal(0), None)}


def test_an_incomplete_sum_is_blank_but_its_nadir_is_known() -> None:
    last = assess_subject(course(["30, 20", "30, NE"])).timepoints[-1]
    assert (last.targets_expected, last.targets_assessed) == (2, 1)
    assert (last.sum_mm, last.pct_from_baseline, last.change_from_nadir_mm, last.pct_from_nadir) == (
        None,
        None,
        None,
        None,
    )
    assert last.nadir_mm == 50


def test_the_first_of_equal_nadirs_is_named() -> None:
    assert assess_subject(course(["50", "40", "40", "45"])).timepoints[-1].nadir_visit == 2


def test_percent_from_a_zero_nadir_is_undefined() -> None:
    last = assess_subject(course(["20", "0", "5"])).timepoints[-1]
    assert (last.pct_from_nadir, last.change_from_nadir_mm) == (None, 5)


def test_an_unfinished_baseline_target_makes_every_later_call_not_evaluable() -> None:
    rows = course(["50, NE", "10, 10"])
    baseline, later = assess_subject(rows).timepoints
    assert (baseline.sum_mm, later.target, later.overall) == (None, Response.NE, Response.NE)
    assert later.steps[0].rule == "2.8"


def test_a_target_without_its_baseline_row_makes_every_later_call_not_evaluable() -> None:
    baseline, second, third = assess_subject(course(["50, -", "50, 10", "80, 10"])).timepoints
    assert (baseline.targets_expected, baseline.targets_assessed, baseline.sum_mm) == (2, 1, None)
    assert (second.target, third.target, third.overall) == (Response.NE, Response.NE, Response.NE)
    assert third.sum_mm == 90
