"""Non-targets, new lesions and the overall response, sections 5 to 7: one row per branch."""

import pytest

from measurements.lesion import RadiationClass
from measurements.recist.overall import tabled_response
from measurements.recist.response import NewLesion, Response
from measurements.recist.rules import Rules, StickyPR
from measurements.recist.subject import assess_subject
from tests.measurements.recist.courses import LDRT, NONE, SBRT, course, visit_row

NONTARGETS = [
    ("5 no entries", "-", "-", "NA"),
    ("5 all absent", "PRESENT, PRESENT", "ABSENT, ABSENT", "CR"),
    ("5 one present", "PRESENT, PRESENT", "ABSENT, PRESENT", "NON-CR/NON-PD"),
    ("5 one unequivocal", "PRESENT, PRESENT", "ABSENT, UNEQUIVOCAL", "PD"),
    ("5 one not evaluable", "PRESENT, PRESENT", "ABSENT, NE", "NE"),
    ("5 one without a row", "PRESENT, PRESENT", "PRESENT, -", "NE"),
    ("5 progression outweighs not evaluable", "PRESENT, PRESENT", "UNEQUIVOCAL, NE", "PD"),
    ("12.13 increased is no progression", "PRESENT", "INCREASED", "NON-CR/NON-PD"),
    ("5 small is present where it is no node", "12 PRESENT", "5 PRESENT", "NON-CR/NON-PD"),
    ("5 a node at 10 mm is present", "n 12", "n 10", "NON-CR/NON-PD"),
    ("5 a node just over 10 mm is present", "n 12", "n 10.1", "NON-CR/NON-PD"),
    ("5 a node below 10 mm is normal", "n 12", "n 9.9", "CR"),
    ("5 a node seen, yet below 10 mm", "n 12 PRESENT", "n 9.9 PRESENT", "CR"),
    ("5 a node below 10 mm called unequivocal", "n 12", "n 9.9 UNEQUIVOCAL", "PD"),
    ("5 a node absent by state", "n 12", "n ABSENT", "CR"),
]


@pytest.mark.parametrize(
    ("baseline", "later", "response"), [c[1:] for c in NONTARGETS], ids=[c[0] for c in NONTARGETS]
)
def test_nontarget_response(baseline: str, later: str, response: str) -> None:
    assert assess_subject(course(["50", "50"], [baseline, later])).timepoints[-1].nontarget == response


def test_increased_after_unequivocal_stays_unequivocal() -> None:
    states = ["PRESENT", "INCREASED", "UNEQUIVOCAL", "INCREASED", "PRESENT", "INCREASED"]
    called = [point.nontarget for point in assess_subject(course("", states)).timepoints[1:]]
    assert called == ["NON-CR/NON-PD", "PD", "PD", "NON-CR/NON-PD", "PD"]


def test_unequivocal_at_baseline_is_disease_not_progression() -> None:
    assert assess_subject(course("", ["UNEQUIVOCAL", "INCREASED"])).timepoints[1].overall == "NON-CR/NON-PD"


NEW = [
    ("6 no row", ["-"], ["N"]),
    ("6 unequivocal", ["UNEQUIVOCAL"], ["Y"]),
    ("6 equivocal", ["EQUIVOCAL"], ["E"]),
    ("6 both", ["EQUIVOCAL, UNEQUIVOCAL"], ["Y"]),
    ("6 absent", ["ABSENT"], ["N"]),
    ("13 measured without a state", ["0.1"], ["Y"]),
    ("13 measured 0", ["0"], ["N"]),
    ("13 measured and equivocal", ["12 EQUIVOCAL"], ["E"]),
    ("6.1 a node of 10 mm", ["n 10"], ["Y"]),
    ("6.1 a node just over 10 mm", ["n 10.1"], ["Y"]),
    ("6.1 a node below 10 mm", ["n 9.9"], ["N"]),
    ("6.1 a node below 10 mm, called unequivocal", ["n 9.9 UNEQUIVOCAL"], ["Y"]),
    ("6.5 stays while present", ["UNEQUIVOCAL", "PRESENT", "INCREASED"], ["Y", "Y", "Y"]),
    ("13 without a row it is not called", ["UNEQUIVOCAL", "-"], ["Y", "N"]),
]


@pytest.mark.parametrize(("states", "called"), [c[1:] for c in NEW], ids=[c[0] for c in NEW])
def test_new_lesion(states: list[str], called: list[str]) -> None:
    rows = course(["50"] * (len(states) + 1), new=["-", *states])
    assert [point.new for point in assess_subject(rows).timepoints[1:]] == called


BACKDATED = [
    # new lesion from visit 2 on; overall as called; overall back-dated; day of progression
    ("6.2 first sighting", ["EQUIVOCAL", "UNEQUIVOCAL"], "SD PD", "PD PD", 56),
    ("6.2 every doubt before", ["EQUIVOCAL", "EQUIVOCAL", "PRESENT"], "SD SD PD", "PD PD PD", 56),
    ("6.2 only where doubted", ["EQUIVOCAL", "-", "UNEQUIVOCAL"], "SD SD PD", "PD SD PD", 56),
    ("6.2 never certain", ["EQUIVOCAL", "ABSENT"], "SD SD", "SD SD", None),
    ("6.2 another lesion proves nothing", ["EQUIVOCAL", "-, UNEQUIVOCAL"], "SD PD", "SD PD", 112),
    ("6.2 a doubt after certainty", ["UNEQUIVOCAL", "EQUIVOCAL"], "PD SD", "PD SD", 56),
]


@pytest.mark.parametrize(
    ("states", "called", "backdated", "day"), [c[1:] for c in BACKDATED], ids=[c[0] for c in BACKDATED]
)
def test_backdating(states: list[str], called: str, backdated: str, day: int | None) -> None:
    subject = assess_subject(course(["50"] * (len(states) + 1), new=["-", *states]))
    assert [point.overall for point in subject.timepoints[1:]] == called.split()
    assert [point.overall_backdated for point in subject.timepoints[1:]] == backdated.split()
    assert subject.pd_day == day


TABLES = """
CR  CR             N CR
CR  CR             E CR
CR  NA             N CR
CR  NON-CR/NON-PD  N PR
CR  NE             N PR
PR  CR             N PR
PR  NON-CR/NON-PD  N PR
PR  NE             N PR
PR  NA             N PR
SD  CR             N SD
SD  NON-CR/NON-PD  N SD
SD  NE             N SD
SD  NA             N SD
NE  CR             N NE
NE  NON-CR/NON-PD  N NE
NE  NE             N NE
NE  NA             N NE
PD  CR             N PD
PD  NE             Y PD
PD  NA             N PD
CR  PD             N PD
NE  PD             N PD
SD  PD             N PD
CR  CR             Y PD
NE  NE             Y PD
SD  NA             Y PD
NA  CR             N CR
NA  NON-CR/NON-PD  N NON-CR/NON-PD
NA  NON-CR/NON-PD  E NON-CR/NON-PD
NA  NE             N NE
NA  PD             N PD
NA  CR             Y PD
NA  NA             N NED
NA  NA             E NED
NA  NA             Y PD
"""


@pytest.mark.parametrize("line", TABLES.strip().splitlines())
def test_tables_1_and_2(line: str) -> None:
    target, nontarget, new, overall = line.split()
    assert tabled_response(Response(target), Response(nontarget), NewLesion(new)) == overall


OVERALL = [
    # targets, non-targets; overall of the visits after baseline
    ("7.3 back below 5 mm", ["20", "0", "2"], "", "CR PD"),
    ("7.3 back, the least that is measured", ["20", "0", "0.1"], "", "CR PD"),
    ("7.3 back one visit later", ["20", "0", "0", "2"], "", "CR CR PD"),
    ("7.3 still there after that", ["20", "0", "2", "2"], "", "CR PD PD"),
    ("7.3 without an overall CR only the sum", ["20, 20", "0, 9", "2, 9"], "", "PR PR"),
    (
        "7.3 target CR with non-targets left is no overall CR",
        ["20", "0", "2"],
        ["PRESENT", "PRESENT", "PRESENT"],
        "PR PR",
    ),
    ("7.3 a target node at 10 mm", ["n 20", "n 8", "n 10"], "", "CR PD"),
    ("7.3 a target node just over 10 mm", ["n 20", "n 8", "n 10.1"], "", "CR PD"),
    ("7.3 a target node below 10 mm", ["n 20", "n 5", "n 9.9"], "", "CR CR"),
    ("7.3 a non-target back", ["20", "0", "0"], ["PRESENT", "ABSENT", "PRESENT"], "CR PD"),
    ("7.3 a non-target back, increased", ["20", "0", "0"], ["PRESENT", "ABSENT", "INCREASED"], "CR PD"),
    ("7.3 a non-target node at 12 mm", ["20", "0", "0"], ["n 15", "n 8", "n 12"], "CR PR"),
    (
        "7.3 a non-target node unequivocal",
        ["20", "0", "0"],
        ["n 15", "n 8", "n 22 UNEQUIVOCAL"],
        "CR PD",
    ),
    ("7.3 non-targets not evaluated", ["20", "0", "0"], ["PRESENT", "ABSENT", "NE"], "CR PR"),
    ("7.3 seen while another is not evaluated", ["20, 20", "0, 0", "2, NE"], "", "CR PD"),
    (
        "7.3 seen while a non-target is not evaluated",
        ["20", "0", "0"],
        ["PRESENT, PRESENT", "ABSENT, ABSENT", "PRESENT, NE"],
        "CR PD",
    ),
    ("7.3 not evaluable after CR", ["20", "0", "NE"], "", "CR NE"),
    ("7.3 without targets", "", ["PRESENT", "ABSENT", "PRESENT"], "CR PD"),
    ("7 without any disease", "", ["-", "-"], "NED"),
]


@pytest.mark.parametrize(
    ("targets", "nontargets", "overall"), [c[1:] for c in OVERALL], ids=[c[0] for c in OVERALL]
)
def test_overall_response(targets: list[str] | str, nontargets: list[str] | str, overall: str) -> None:
    timepoints = assess_subject(course(targets, nontargets)).timepoints
    assert [point.overall for point in timepoints[1:]] == overall.split()


def test_equivocal_new_lesion_with_all_gone_is_cr() -> None:
    last = assess_subject(course(["20", "0"], new=["-", "EQUIVOCAL"])).timepoints[-1]
    assert (last.new, last.overall) == ("E", "CR")


def test_cr_reappear_off_leaves_it_to_the_sum() -> None:
    rules = Rules(cr_reappear=False)
    assert assess_subject(course(["20", "0", "2"]), rules).timepoints[-1].overall is Response.PR
    assert assess_subject(course(["20", "0", "5"]), rules).timepoints[-1].overall is Response.PD
    rows = course(["20", "0", "0"], ["PRESENT", "ABSENT", "PRESENT"])
    assert assess_subject(rows, rules).timepoints[-1].overall is Response.PR


STICKY: list[tuple[str, StickyPR, list[str], str]] = [
    ("12.1 never", "never", ["100", "70", "70", "72"], "PR PR SD"),
    ("12.1 confirmed", "confirmed", ["100", "70", "70", "72"], "PR PR PR"),
    ("12.1 not confirmed", "confirmed", ["100", "70", "72"], "PR SD"),
    ("12.1 carried confirms nothing", "confirmed", ["100", "70", "72", "70", "72"], "PR SD PR SD"),
    ("12.1 assigned", "assigned", ["100", "70", "72", "74"], "PR PR PR"),
    ("12.1 until PD", "assigned", ["100", "69", "84", "73"], "PR PD SD"),
    ("12.1 an SD alone carries nothing", "assigned", ["100", "80", "75"], "SD SD"),
    ("12.1 until the last PD", "assigned", ["100", "120", "70", "84", "73"], "PD PR PD SD"),
    ("12.1 an SD before", "assigned", ["100", "80", "70", "72"], "SD PR PR"),
]


@pytest.mark.parametrize(
    ("switch", "targets", "overall"), [c[1:] for c in STICKY], ids=[c[0] for c in STICKY]
)
def test_sticky_pr(switch: StickyPR, targets: list[str], overall: str) -> None:
    timepoints = assess_subject(course(targets), Rules(sticky_pr=switch)).timepoints
    assert [point.overall for point in timepoints[1:]] == overall.split()
    assert timepoints[-1].target == assess_subject(course(targets)).timepoints[-1].target


def test_a_pr_for_want_of_nontargets_is_not_carried() -> None:
    rules = Rules(sticky_pr="assigned", cr_reappear=False)
    rows = course(["6", "0", "0", "4.5"], ["PRESENT", "ABSENT", "NE", "ABSENT"])
    assert [point.overall for point in assess_subject(rows, rules).timepoints[1:]] == ["CR", "PR", "SD"]


INCREASED = [
    (["PRESENT", "UNEQUIVOCAL", "INCREASED"], ["PD", "PD"]),
    (["PRESENT", "UNEQUIVOCAL", "PRESENT", "INCREASED"], ["PD", "NON-CR/NON-PD", "PD"]),
    (["PRESENT", "INCREASED", "INCREASED"], ["NON-CR/NON-PD", "NON-CR/NON-PD"]),
    (["UNEQUIVOCAL", "INCREASED"], ["NON-CR/NON-PD"]),
    (["PRESENT, PRESENT", "UNEQUIVOCAL, PRESENT", "ABSENT, INCREASED"], ["PD", "NON-CR/NON-PD"]),
]


@pytest.mark.parametrize(("states", "responses"), INCREASED, ids=str)
def test_an_entry_that_increased(states: list[str], responses: list[str]) -> None:
    timepoints = assess_subject(course(["50"] * len(states), states)).timepoints
    assert [point.nontarget for point in timepoints[1:]] == responses


def test_a_visit_not_done_is_not_evaluable() -> None:
    for rows, target, nontarget in (
        (course("50", "PRESENT"), "NE", "NE"),
        (course("50"), "NE", "NA"),
        (course("", "PRESENT"), "NA", "NE"),
        (course("", ""), "NA", "NA"),
    ):
        subject = assess_subject([*rows, visit_row(2, 56, done=False)])
        last = subject.timepoints[-1]
        assert (last.target, last.nontarget, last.new, last.overall) == (target, nontarget, "N", "NE")
        assert (last.done, last.steps[0].rule) == (False, "7.1")


def test_baseline_leaves_responses_blank() -> None:
    (baseline,) = assess_subject(course("50", "PRESENT")).timepoints
    assert baseline.is_baseline
    assert {baseline.target, baseline.nontarget, baseline.new, baseline.overall} == {None}
    assert baseline.overall_backdated is None


@pytest.mark.parametrize(
    ("classes", "orr_set"),
    [
        ({"T01": SBRT, "T02": LDRT, "NT01": LDRT}, "SBRT+LDRT"),
        ({"T01": SBRT, "T02": SBRT, "NT01": SBRT}, "SBRT+LDRT"),
        ({"T01": SBRT, "T02": NONE, "NT01": LDRT}, "SBRT+LDRT+NONE"),
        ({"T01": SBRT, "T02": LDRT, "NT01": NONE}, "SBRT+LDRT+NONE"),
    ],
)
def test_response_set_rests_on_all_baseline_lesions(classes: dict[str, RadiationClass], orr_set: str) -> None:
    rows = course(
        ["50, 20", "50, 20"], ["PRESENT", "PRESENT"], ["-", "UNEQUIVOCAL"], classes=classes | {"NEW01": NONE}
    )
    assert assess_subject(rows).orr_set == orr_set


def test_response_set_by_targets_where_the_protocol_says_so() -> None:
    classes = {"T01": SBRT, "T02": LDRT, "NT01": NONE}
    rows = course(["50, 20"], ["PRESENT"], classes=classes)
    assert assess_subject(rows, Rules(orr_branch="targets")).orr_set == "SBRT+LDRT"
    rows = course(["50, 20"], ["PRESENT"], classes=classes | {"T02": NONE})
    assert assess_subject(rows, Rules(orr_branch="targets")).orr_set == "SBRT+LDRT+NONE"
    rows = course("", ["PRESENT"], classes={"NT01": SBRT})
    assert assess_subject(rows, Rules(orr_branch="targets")).orr_set == "SBRT+LDRT+NONE"


def test_response_set_without_lesions() -> None:
    assert assess_subject(course("", "", days=[0, 56])).orr_set == "SBRT+LDRT+NONE"


def test_a_target_merged_into_one_of_another_class_adds_nothing_to_its_own() -> None:
    """3.5: the mass is carried by one id, with that id's class; section 4 then speaks for each class."""
    rows = course(["20, 20, 10", "45, MERGED, 10"], classes={"T01": SBRT, "T02": LDRT, "T03": LDRT})
    last = assess_subject(rows).timepoints[-1]
    assert (last.sum_mm, last.target, last.overall) == (55, "SD", "SD")
    assert [(last.by_class[c].sum_mm, last.by_class[c].target) for c in (SBRT, LDRT)] == [
        (45, "PD"),
        (10, "PR"),
    ]


def test_classes_have_their_own_baseline_nadir_and_response() -> None:
    classes = {"T01": SBRT, "T02": SBRT, "T03": LDRT, "NT01": LDRT, "NT02": NONE}
    rows = course(
        ["30, 20, 40", "30, 5, 40", "30, 12, NE"],
        ["PRESENT, PRESENT", "PRESENT, ABSENT", "ABSENT, UNEQUIVOCAL"],
        classes=classes,
    )
    baseline, second, third = assess_subject(rows).timepoints
    assert (baseline.by_class[SBRT].sum_mm, baseline.by_class[SBRT].target) == (50, None)
    assert baseline.by_class[LDRT].nontarget is None
    assert (second.by_class[SBRT].sum_mm, second.by_class[SBRT].pct_from_baseline) == (35, -30)
    assert [second.by_class[c].target for c in (SBRT, LDRT, NONE)] == ["PR", "SD", "NA"]
    assert [second.by_class[c].nontarget for c in (SBRT, LDRT, NONE)] == ["NA", "NON-CR/NON-PD", "CR"]
    assert [third.by_class[c].target for c in (SBRT, LDRT, NONE)] == ["PD", "NE", "NA"]
    assert third.by_class[SBRT].targets.nadir_mm == 35
    assert (third.target, third.by_class[NONE].nontarget, third.overall) == ("NE", "PD", "PD")
