"""iRECIST, section 9: one course per rule and branch."""

from decimal import Decimal

import pytest

from measurements.lesion import Role
from measurements.recist.irecist import ImmuneCall, best_immune_response
from measurements.recist.response import ImmuneResponse
from measurements.recist.rules import Rules
from measurements.recist.subject import assess_subject
from tests.measurements.recist.courses import course, lesion_row, visit_row

P = "PRESENT"
U = "UNEQUIVOCAL"
COURSES: list[tuple[str, list[str] | str, list[str] | str, list[str] | str, str]] = [
    # targets, non-targets, new lesions; responses after baseline ("." blank), 56 days apart
    ("9 no progression", ["50", "50", "30", "0"], "", "", "iSD iPR iCR"),
    ("9 non-targets only", "", [P, P, "ABSENT", "NE"], "", "NON-iCR/NON-iUPD iCR NE"),
    ("9 no disease", "", ["-", "-"], "", "NED"),
    ("9.1 target", ["50", "60"], "", "", "iUPD"),
    ("9.1 non-target", ["50", "50"], [P, U], "", "iUPD"),
    ("9.1 new lesion", ["50", "50"], "", ["-", U], "iUPD"),
    ("9.1 an equivocal lesion is no progression", ["50", "50"], "", ["-", "EQUIVOCAL"], "iSD"),
    ("9.2 target exactly 5 mm more", ["50", "60", "65"], "", "", "iUPD iCPD"),
    ("9.2 target just under 5 mm more", ["50", "60", "64.9"], "", "", "iUPD iUPD"),
    ("9.2 target just over 5 mm more", ["50", "60", "65.1"], "", "", "iUPD iCPD"),
    ("9.2 target grows slowly from the first iUPD", ["50", "60", "62", "65"], "", "", "iUPD iUPD iCPD"),
    ("9.2 only targets evaluable at both count", ["30, 30", "80, NE", "84, 99"], "", "", "iUPD iUPD"),
    ("9.2 targets evaluable at both grow", ["30, 30", "80, NE", "85, 0"], "", "", "iUPD iCPD"),
    ("9.2 after iCPD blank", ["50", "60", "65", "20"], "", "", "iUPD iCPD ."),
    ("9.2 non-target increased", ["50"] * 3, [P, U, "INCREASED"], "", "iUPD iCPD"),
    (
        "9.2 another entry increased",
        ["50"] * 3,
        [f"{P}, {P}", f"{U}, {P}", f"{P}, INCREASED"],
        "",
        "iUPD iCPD",
    ),
    ("9.2 another entry unequivocal", ["50"] * 3, [f"{P}, {P}", f"{U}, {P}", f"{U}, {U}"], "", "iUPD iCPD"),
    ("9.2 unequivocal repeated is no increase", ["50"] * 3, [P, U, U], "", "iUPD iUPD"),
    (
        "9.2 not evaluable then, unequivocal now",
        ["50"] * 3,
        [f"{P}, {P}", f"{U}, NE", f"{U}, {U}"],
        "",
        "iUPD iUPD",
    ),
    ("9.2 another new lesion", ["50"] * 3, "", ["-", U, f"{P}, {U}"], "iUPD iCPD"),
    ("9.2 new lesion increased, not measured", ["50"] * 3, "", ["-", U, "INCREASED"], "iUPD iCPD"),
    ("9.2 new lesion measured 5 mm more", ["50"] * 3, "", ["-", "10", "15"], "iUPD iCPD"),
    ("9.2 new lesion measured 4.9 mm more", ["50"] * 3, "", ["-", "10", "14.9"], "iUPD iUPD"),
    ("9.2 new lesion measured 5.1 mm more", ["50"] * 3, "", ["-", "10", "15.1"], "iUPD iCPD"),
    ("9.2 new lesions measured at both only", ["50"] * 3, "", ["-", "10, 10", "12, -"], "iUPD iUPD"),
    ("9.2 new lesions add up", ["50"] * 3, "", ["-", "10, 10", "12, 13"], "iUPD iCPD"),
    (
        "9.2 increased though measured: the sum decides",
        ["50"] * 3,
        "",
        ["-", "10", "12 INCREASED"],
        "iUPD iUPD",
    ),
    ("9.2 absent and back is another lesion", ["50"] * 4, "", ["-", U, "ABSENT", U], "iUPD iSD iUPD"),
    ("9.2 another category: target", ["50", "50", "60"], [P, U, U], "", "iUPD iCPD"),
    ("9.2 another category: non-target", ["50", "60", "60"], [P, P, U], "", "iUPD iCPD"),
    ("9.2 another category: new lesion", ["50", "60", "60"], "", ["-", "-", U], "iUPD iCPD"),
    ("9.3 reset by iSD, then a new iUPD", ["50", "60", "55", "60"], "", "", "iUPD iSD iUPD"),
    (
        "9.3 after a reset it takes its own confirmation",
        ["50", "60", "50", "60", "65"],
        "",
        "",
        "iUPD iSD iUPD iCPD",
    ),
    ("9.3 reset by iPR, nadir included", ["50", "60", "30", "36"], "", "", "iUPD iPR iUPD"),
    ("9.3 reset by iCR", ["50", "60", "0"], "", "", "iUPD iCR"),
    ("9.3 reset without targets", "", [P, U, P, U], "", "iUPD NON-iCR/NON-iUPD iUPD"),
    ("9.3 no reset while another part progresses", ["50", "60", "50"], [P, U, U], "", "iUPD iUPD"),
    ("9.4 target CR with the new lesion left", ["50", "50", "0"], "", ["-", U, P], "iUPD iPR"),
    ("9.4 target PR and smaller", ["50", "34", "33"], "", ["-", U, P], "iUPD iPR"),
    ("9.4 target PR, not smaller", ["50", "34", "34"], "", ["-", U, P], "iUPD iUPD"),
    ("9.4 stable with the new lesion left", ["50", "50", "50"], "", ["-", U, P], "iUPD iUPD"),
    ("9.4 left also without a row", ["50", "50", "50"], "", ["-", U, "-"], "iUPD iUPD"),
    ("9.4 gone", ["50", "50", "50"], "", ["-", U, "ABSENT"], "iUPD iSD"),
    ("9.4 gone, by 0 mm", ["50", "50", "50"], "", ["-", "10", "0"], "iUPD iSD"),
    ("9.4 gone, a node below 10 mm", ["50", "50", "50"], "", ["-", "n 12", "n 9"], "iUPD iSD"),
    ("9.4 one of two gone", ["50", "50", "50"], "", ["-", f"{U}, {U}", f"ABSENT, {P}"], "iUPD iUPD"),
    ("9.4 non-targets only, the lesion left", "", [P, P, "ABSENT"], ["-", U, P], "iUPD iUPD"),
    ("9.4 after a reset a known lesion is none", ["50", "50", "0", "0"], "", ["-", U, P, P], "iUPD iPR iPR"),
    (
        "9.4 a known lesion does not rule out iSD",
        ["50", "34", "33", "36"],
        "",
        ["-", U, P, P],
        "iUPD iPR iSD",
    ),
    (
        "9.4 after a reset a further lesion",
        ["50", "50", "0", "0"],
        "",
        ["-", U, P, f"{P}, {U}"],
        "iUPD iPR iUPD",
    ),
    ("9.4 after a reset increased", ["50", "50", "0", "0"], "", ["-", U, P, "INCREASED"], "iUPD iPR iUPD"),
    (
        "9.4 after a reset +20 % and +5 mm",
        ["50", "50", "0", "0"],
        "",
        ["-", "27", "25", "30"],
        "iUPD iPR iUPD",
    ),
    (
        "9.4 after a reset just short of both",
        ["50", "50", "0", "0"],
        "",
        ["-", "27", "25", "29.9"],
        "iUPD iPR iPR",
    ),
    (
        "9.4 after a reset just over both",
        ["50", "50", "0", "0"],
        "",
        ["-", "27", "25", "30.1"],
        "iUPD iPR iUPD",
    ),
    (
        "9.4 after a reset +5 mm, not +20 %",
        ["50", "50", "0", "0"],
        "",
        ["-", "27", "26", "31"],
        "iUPD iPR iPR",
    ),
    (
        "9.4 after a reset +20 %, not +5 mm",
        ["50", "50", "0", "0"],
        "",
        ["-", "12", "10", "14"],
        "iUPD iPR iPR",
    ),
    (
        "9.4 a lesion that did not cause the iUPD does not hold it",
        ["50", "34", "33", "40", "36"],
        "",
        ["-", U, P, P, P],
        "iUPD iPR iUPD iSD",
    ),
    ("9.2 target PD over fewer targets", ["20, 40", "20, 60", "25, NE"], "", "", "iUPD NE"),
    ("9.2 no target evaluable at both", ["30, 30", "80, NE", "NE, 80"], "", "", "iUPD iUPD"),
    (
        "9.2 PD of targets that had not progressed, however small the growth since",
        ["50", "40", "47", "48"],
        [P, P, U, U],
        "",
        "iSD iUPD iCPD",
    ),
    ("9.2 non-targets not evaluable then, progressed now", ["50", "60", "60"], [P, "NE", U], "", "iUPD iCPD"),
    ("9.2 increased alone is no further category", ["50", "60", "60"], [P, P, "INCREASED"], "", "iUPD iUPD"),
    ("9.2 new lesion +5 mm though not +20 %", ["50"] * 3, "", ["-", "30", "35"], "iUPD iCPD"),
    (
        "9.2 known new lesions that did not cause it need +20 %",
        ["50", "34", "33", "40", "40"],
        "",
        ["-", "27", "27", "27", "32"],
        "iUPD iPR iUPD iUPD",
    ),
    (
        "9.2 known new lesions that did not cause it, +20 %",
        ["50", "34", "33", "40", "40"],
        "",
        ["-", "25", "25", "25", "30"],
        "iUPD iPR iUPD iCPD",
    ),
    (
        "9.2 back within the same episode is another lesion",
        ["50"] * 4,
        "",
        ["-", f"{U}, {U}", f"ABSENT, {P}", f"{U}, {P}"],
        "iUPD iUPD iCPD",
    ),
    (
        "9.2 gone and back again and again",
        ["50"] * 6,
        "",
        ["-", U, "ABSENT", U, "ABSENT", U],
        "iUPD iSD iUPD iSD iUPD",
    ),
    ("9.4 held, then increased", ["50"] * 4, "", ["-", U, P, "INCREASED"], "iUPD iUPD iCPD"),
    ("9.4 smaller, yet no PR", ["50", "50", "45"], "", ["-", U, P], "iUPD iUPD"),
    ("9.4 PR with no target measured at both", ["50", "NE", "30"], "", ["-", U, P], "iUPD iUPD"),
    ("9.4 gone, target CR", ["50", "50", "0"], "", ["-", U, "ABSENT"], "iUPD iCR"),
    (
        "9.4 all that caused it must be gone",
        ["50", "34", "33", "33", "33"],
        "",
        ["-", "10", "10", f"20, {U}", f"ABSENT, {P}"],
        "iUPD iPR iUPD iUPD",
    ),
    (
        "9.4 after a reset against the smallest, not the last",
        ["50", "50", "0", "0", "0"],
        "",
        ["-", "27", "25", "26", "30"],
        "iUPD iPR iPR iUPD",
    ),
    (
        "9.4 each return has a smallest size of its own",
        ["50", "34", "34", "34", "34", "34", "33", "33"],
        "",
        ["-", "30", "0", "10", "0", "20", "20", "20"],
        "iUPD iPR iUPD iPR iUPD iPR iPR",
    ),
    ("9.4 measured for the first time", ["50", "50", "0", "0"], "", ["-", U, P, "12"], "iUPD iPR iPR"),
    ("9.5 non-targets not evaluable reset nothing", "", [P, U, "NE", "INCREASED"], "", "iUPD NE iCPD"),
    ("9.5 not evaluable neither confirms nor resets", ["50", "60", "NE", "65"], "", "", "iUPD NE iCPD"),
    ("9.5 not evaluable while a new lesion is left", ["50", "50", "NE"], "", ["-", U, P], "iUPD NE"),
    (
        "9.5 non-target progression confirms beside it",
        ["50", "50", "NE"],
        [P, U, "INCREASED"],
        "",
        "iUPD iCPD",
    ),
    ("9.7 disease again after CR is no iUPD", ["50", "0", "2"], "", "", "iCR iPR"),
    ("9.7 a back-dated lesion counts when certain", ["50"] * 3, "", ["-", "EQUIVOCAL", U], "iSD iUPD"),
    ("9.7 non-targets only: not evaluable, lesion left", "", [P, P, "NE"], ["-", U, P], "iUPD iUPD"),
    ("9.7 non-targets only: not evaluable", "", [P, U, "NE"], "", "iUPD NE"),
]


@pytest.mark.parametrize(
    ("targets", "nontargets", "new", "responses"), [c[1:] for c in COURSES], ids=[c[0] for c in COURSES]
)
def test_course(
    targets: list[str] | str, nontargets: list[str] | str, new: list[str] | str, responses: str
) -> None:
    timepoints = assess_subject(course(targets, nontargets, new)).timepoints
    assert " ".join(point.irecist or "." for point in timepoints[1:]) == responses
    assert timepoints[0].irecist is None


EARLY: list[tuple[str, list[str] | str, list[str] | str, list[str] | str, list[int], str]] = [
    ("9.2 27 days do not confirm", ["50", "60", "70"], "", "", [0, 56, 83], "iUPD iUPD"),
    ("9.2 28 days confirm", ["50", "60", "70"], "", "", [0, 56, 84], "iUPD iCPD"),
    ("9.2 29 days confirm", ["50", "60", "70"], "", "", [0, 56, 85], "iUPD iCPD"),
    (
        "9.2 counted from the first iUPD",
        ["50", "60", "61", "65"],
        "",
        "",
        [0, 56, 76, 84],
        "iUPD iUPD iCPD",
    ),
    (
        "9.2 a new lesion of an early scan counts when seen later",
        ["50"] * 4,
        "",
        ["-", U, f"{P}, {U}", f"{P}, {P}"],
        [0, 56, 70, 100],
        "iUPD iUPD iCPD",
    ),
    (
        "9.2 an early scan that would confirm resets nothing",
        ["50", "34", "30"],
        "",
        ["-", U, "INCREASED"],
        [0, 56, 70],
        "iUPD iUPD",
    ),
    (
        "9.2 increased early, still unequivocal later",
        ["50"] * 4,
        [P, U, "INCREASED", U],
        "",
        [0, 56, 70, 100],
        "iUPD iUPD iCPD",
    ),
    (
        "9.2 increased early, only present later",
        ["50"] * 4,
        [P, U, "INCREASED", P],
        "",
        [0, 56, 70, 100],
        "iUPD iUPD iSD",
    ),
    (
        "9.2 new lesion increased early, still there later",
        ["50"] * 4,
        "",
        ["-", U, "INCREASED", P],
        [0, 56, 70, 100],
        "iUPD iUPD iCPD",
    ),
    (
        "9.7 a category that progresses early joins at 28 days",
        ["50", "60", "60", "60"],
        [P, P, U, U],
        "",
        [0, 56, 70, 100],
        "iUPD iUPD iCPD",
    ),
    (
        "9.4 a lesion of an early scan left, in a patient without disease at baseline",
        "",
        "",
        ["-", U, f"{P}, {U}", "ABSENT, -"],
        [0, 56, 70, 112],
        "iUPD iUPD NON-iCR/NON-iUPD",
    ),
    ("9.3 an early scan may reset", ["50", "60", "50"], "", "", [0, 56, 70], "iUPD iSD"),
]


@pytest.mark.parametrize(
    ("targets", "nontargets", "new", "days", "responses"), [c[1:] for c in EARLY], ids=[c[0] for c in EARLY]
)
def test_days(
    targets: list[str] | str,
    nontargets: list[str] | str,
    new: list[str] | str,
    days: list[int],
    responses: str,
) -> None:
    timepoints = assess_subject(course(targets, nontargets, new, days=days)).timepoints
    assert " ".join(point.irecist or "." for point in timepoints[1:]) == responses


def test_a_visit_not_done_neither_confirms_nor_resets() -> None:
    rows = [row for row in course(["50", "60", "-", "65"]) if row.visit != 3]
    timepoints = assess_subject([*rows, visit_row(3, 112, done=False)]).timepoints
    assert [point.irecist for point in timepoints[1:]] == ["iUPD", "NE", "iCPD"]


def test_fragments_of_a_new_lesion_are_no_further_lesion() -> None:
    rows = course(["50", "50", "50"], new=["-", "20"])
    fragments = [lesion_row(3, 112, f"NEW01.{n}", Role.NEW, "10") for n in (1, 2)]
    assert assess_subject([*rows, *fragments]).timepoints[-1].irecist == "iUPD"
    grown = [lesion_row(3, 112, f"NEW01.{n}", Role.NEW, "12.5") for n in (1, 2)]
    assert assess_subject([*rows, *grown]).timepoints[-1].irecist == "iCPD"


def test_what_confirmed_is_told() -> None:
    last = assess_subject(course(["50", "60", "66"], [P, P, U])).timepoints[-1]
    step = last.steps[-1]
    assert (step.rule, step.verdict) == ("9.2", "iCPD")
    assert step.figures == {"causes": ("target", "non-target"), "iupd_visit": Decimal(2), "days": 56}


SEYMOUR_TABLE_3 = [
    # responses at visits 1 to 5; best response. Seymour 2017, Table 3, one instance of each row
    ("iCR iCR iPR iUPD iCPD", "iCR"),
    ("iUPD iSD iCR iUPD iCPD", "iCR"),
    ("iUPD iPR iSD iUPD iCPD", "iPR"),
    ("iUPD iSD iPR NE iCPD", "iPR"),
    ("iUPD iSD iUPD NE iCPD", "iSD"),
    ("iUPD iCPD . . .", "iCPD"),
    ("iUPD iUPD iCPD . .", "iCPD"),
    ("iUPD NE NE NE NE", "iUPD"),
]


@pytest.mark.parametrize(("responses", "best"), SEYMOUR_TABLE_3)
def test_best_response_of_seymour_table_3(responses: str, best: str) -> None:
    calls = [
        ImmuneCall(56 * number, None if name == "." else ImmuneResponse(name), None)
        for number, name in enumerate(responses.split(), start=1)
    ]
    assert best_immune_response(calls, Rules()) == best


@pytest.mark.parametrize(
    ("days", "best"), [([0, 41], "NE"), ([0, 42], "iSD"), ([0, 43], "iSD"), ([0, 41, 60], "iUPD")], ids=str
)
def test_stable_disease_needs_its_time(days: list[int], best: str) -> None:
    rows = course(["50", "50", "60"][: len(days)], days=days)
    assert assess_subject(rows).ibor == best


def test_response_needs_no_time_and_no_disease_is_told() -> None:
    assert assess_subject(course(["50", "30"], days=[0, 30])).ibor is ImmuneResponse.IPR
    assert assess_subject(course("", "", days=[0, 56])).ibor is ImmuneResponse.NED


def test_best_response_without_a_visit_after_baseline() -> None:
    assert assess_subject(course(["50"])).ibor is ImmuneResponse.NE
