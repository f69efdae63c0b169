"""The reasons of a call: every rule's step, whole, as sentences and tables are written from it."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from measurements.lesion import Role
from measurements.recist.row import LesionRow
from measurements.recist.rules import Rules
from measurements.recist.step import Figure
from measurements.recist.subject import assess_subject
from tests.measurements.recist.courses import course, lesion_row, visit_row

Told = tuple[str, str | None, Mapping[str, Figure]]

P, A, U, E = "PRESENT", "ABSENT", "UNEQUIVOCAL", "EQUIVOCAL"
NO_TARGETS: Told = ("4.1", "NA", {"expected": 0})
NO_NONTARGETS: Told = ("5", "NA", {})
NOTHING_NEW: Told = ("6", "N", {"lesions": ()})


def sums(
    sum_mm: str, baseline_mm: str, nadir_mm: str, nadir_visit: int = 1, expected: int = 1, *missing: str
) -> dict[str, Figure]:
    return {
        "sum_mm": Decimal(sum_mm),
        "baseline_mm": Decimal(baseline_mm),
        "nadir_mm": Decimal(nadir_mm),
        "nadir_visit": Decimal(nadir_visit),
        "expected": expected,
        "missing": missing,
    }


def seven(response: str, target: str, nontarget: str = "NA", new: str = "N") -> Told:
    return ("7", response, {"target": target, "nontarget": nontarget, "new": new})


CASES: list[tuple[str, list[LesionRow], Rules, list[Told]]] = [
    # rule, rows, rules; the steps of the last visit
    (
        "2.8 baseline",
        course(["30, 20.5"], [f"{P}, {P}"]),
        Rules(),
        [
            ("2.8", None, {"sum_mm": Decimal("50.5"), "expected": 2, "missing": ()}),
            ("2.7", None, {"lesions": ("NT01", "NT02")}),
        ],
    ),
    (
        "2.8 baseline not complete",
        course(["30, NE"]),
        Rules(),
        [("2.8", None, {"sum_mm": None, "expected": 2, "missing": ("T02",)}), ("2.7", None, {"lesions": ()})],
    ),
    (
        "2.8 baseline without targets",
        course("", [P]),
        Rules(),
        [
            ("2.8", None, {"sum_mm": None, "expected": 0, "missing": ()}),
            ("2.7", None, {"lesions": ("NT01",)}),
        ],
    ),
    (
        "2.8 base unknown",
        course(["30, NE", "30, 20"]),
        Rules(),
        [("2.8", "NE", {"expected": 2}), NO_NONTARGETS, NOTHING_NEW, seven("NE", "NE"), ("9", "NE", {})],
    ),
    (
        "4.1 no targets",
        course("", [P, P]),
        Rules(),
        [
            NO_TARGETS,
            ("5", "NON-CR/NON-PD", {}),
            NOTHING_NEW,
            seven("NON-CR/NON-PD", "NA", "NON-CR/NON-PD"),
            ("9", "NON-iCR/NON-iUPD", {}),
        ],
    ),
    (
        "4.2 a part",
        course(["30, 20, 10", "80, NE, -"], [f"{P}, {P}, {P}", f"NE, {P}, -"]),
        Rules(),
        [
            ("4.2", "PD", sums("80", "60", "60", 1, 3, "T02", "T03")),
            ("5", "NE", {"lesions": ("NT01", "NT03")}),
            NOTHING_NEW,
            seven("PD", "PD", "NE"),
            ("9.1", "iUPD", {"causes": ("target",)}),
        ],
    ),
    (
        "4.4 growth",
        course(["60", "50", "62"], [f"{P}, {P}"] * 2 + [f"{U}, {P}"], ["-", "-", f"{U}, {E}"]),
        Rules(),
        [
            ("4.4", "PD", sums("62", "60", "50", 2)),
            ("5", "PD", {"lesions": ("NT01",)}),
            ("6", "Y", {"lesions": ("NEW01",)}),
            seven("PD", "PD", "PD", "Y"),
            ("9.1", "iUPD", {"causes": ("target", "non-target", "new lesion")}),
        ],
    ),
    (
        "5 and 6 in doubt",
        course(["50", "50"], [P, A], ["-", E]),
        Rules(),
        [
            ("4.6", "SD", sums("50", "50", "50")),
            ("5", "CR", {}),
            ("6", "E", {"lesions": ("NEW01",)}),
            seven("SD", "SD", "CR", "E"),
            ("9", "iSD", {}),
        ],
    ),
    (
        "7.1 not done",
        [*course(["50"], [P]), visit_row(2, 56, done=False)],
        Rules(),
        [("7.1", "NE", {}), ("9.5", "NE", {})],
    ),
    (
        "7.3 the first CR is named",
        course(["20", "0", "0", "2"]),
        Rules(),
        [
            ("4.5", "PR", sums("2", "20", "0", 2)),
            NO_NONTARGETS,
            NOTHING_NEW,
            seven("PR", "PR"),
            ("7.3", "PD", {"lesions": ("T01",), "cr_visit": Decimal(2)}),
            ("9", "iPR", {}),
        ],
    ),
    (
        "12.1 carried",
        course(["100", "70", "72"]),
        Rules(sticky_pr="assigned"),
        [
            ("4.6", "SD", sums("72", "100", "70", 2)),
            NO_NONTARGETS,
            NOTHING_NEW,
            seven("SD", "SD"),
            ("12.1", "PR", {}),
            ("9", "iSD", {}),
        ],
    ),
    (
        "9.2 confirmed",
        course(["50", "60", "65"]),
        Rules(),
        [
            ("4.4", "PD", sums("65", "50", "50")),
            NO_NONTARGETS,
            NOTHING_NEW,
            seven("PD", "PD"),
            ("9.2", "iCPD", {"causes": ("target",), "iupd_visit": Decimal(2), "days": 56}),
        ],
    ),
    (
        "9.2 too early",
        course(["50", "60", "65"], days=[0, 56, 70]),
        Rules(),
        [
            ("4.4", "PD", sums("65", "50", "50")),
            NO_NONTARGETS,
            NOTHING_NEW,
            seven("PD", "PD"),
            ("9.2", "iUPD", {"causes": ("target",), "iupd_visit": Decimal(2), "days": 14}),
        ],
    ),
    (
        "9.3 still progressed",
        course(["50", "60", "60"]),
        Rules(),
        [
            ("4.4", "PD", sums("60", "50", "50")),
            NO_NONTARGETS,
            NOTHING_NEW,
            seven("PD", "PD"),
            ("9.3", "iUPD", {"iupd_visit": Decimal(2)}),
        ],
    ),
    (
        "9.3 resolved",
        course(["50", "60", "50"]),
        Rules(),
        [
            ("4.6", "SD", sums("50", "50", "50")),
            NO_NONTARGETS,
            NOTHING_NEW,
            seven("SD", "SD"),
            ("9.3", "iSD", {"iupd_visit": Decimal(2)}),
        ],
    ),
    (
        "9.4 held",
        course(["50"] * 3, "", ["-", f"{U}, {U}", f"{P}, {P}"]),
        Rules(),
        [
            ("4.6", "SD", sums("50", "50", "50")),
            NO_NONTARGETS,
            ("6", "Y", {"lesions": ("NEW01", "NEW02")}),
            seven("PD", "SD", "NA", "Y"),
            ("9.4", "iUPD", {"lesions": ("NEW01", "NEW02"), "iupd_visit": Decimal(2)}),
        ],
    ),
    (
        "9.4 responded beside",
        course(["50", "50", "0"], "", ["-", U, P]),
        Rules(),
        [
            ("4.3", "CR", sums("0", "50", "50")),
            NO_NONTARGETS,
            ("6", "Y", {"lesions": ("NEW01",)}),
            seven("PD", "CR", "NA", "Y"),
            ("9.4", "iPR", {"lesions": ("NEW01",), "iupd_visit": Decimal(2)}),
        ],
    ),
    (
        "9.5 undecided",
        course(["50", "60", "NE"]),
        Rules(),
        [
            ("4.2", "NE", sums("0", "50", "50", 1, 1, "T01")),
            NO_NONTARGETS,
            NOTHING_NEW,
            seven("NE", "NE"),
            ("9.5", "NE", {}),
        ],
    ),
    (
        "9.5 undecided without targets",
        course("", [P, U, "NE"]),
        Rules(),
        [
            NO_TARGETS,
            ("5", "NE", {"lesions": ("NT01",)}),
            NOTHING_NEW,
            seven("NE", "NA", "NE"),
            ("9.5", "NE", {}),
        ],
    ),
]


def told(rows: list[LesionRow], rules: Rules, index: int = -1) -> list[Told]:
    steps = assess_subject(rows, rules).timepoints[index].steps
    return [(step.rule, step.verdict, step.figures) for step in steps]


@pytest.mark.parametrize(("rows", "rules", "steps"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_steps(rows: list[LesionRow], rules: Rules, steps: list[Told]) -> None:
    assert told(rows, rules) == steps


def test_after_icpd_no_step_of_irecist_is_left() -> None:
    assert [step[0] for step in told(course(["50", "60", "65", "65"]), Rules())] == ["4.4", "5", "6", "7"]


def test_a_backdated_visit_names_the_first_visit_that_was_certain() -> None:
    rows = course(["50"] * 4, new=["-", f"{E}, {E}", f"{E}, {U}", f"{U}, {P}"])
    assert told(rows, Rules(), 1)[4] == (
        "6.2",
        "PD",
        {"lesions": ("NEW01", "NEW02"), "certain_visit": Decimal(3)},
    )


def test_a_visit_that_is_pd_anyway_is_not_backdated() -> None:
    rows = course(["50", "60", "60"], new=["-", E, U])
    assert [step[0] for step in told(rows, Rules(), 1)] == ["4.4", "5", "6", "7", "9.1"]


FRAGMENTS = [
    # fragments of T01 after a CR: seen again or not, whatever the order
    ("one gone, one left", ("0", "3"), ("PR", "PD", Decimal(3))),
    ("one left, one gone", ("3", "0"), ("PR", "PD", Decimal(3))),
    ("both gone", ("0", "ABSENT"), ("CR", "CR", Decimal(0))),
    ("one not evaluable, one left", ("NE", "3"), ("NE", "PD", None)),
    ("one left, one not evaluable", ("3", "NE"), ("NE", "PD", None)),
    ("one not evaluable, one gone", ("NE", "0"), ("NE", "NE", None)),
    ("nodes that add up stay normal", ("n 9.9", "n 9.9"), ("CR", "CR", Decimal("19.8"))),
    ("one node of 10 mm", ("n 2", "n 10"), ("SD", "PD", Decimal(12))),
    ("one node of 10 mm first", ("n 10", "n 2"), ("SD", "PD", Decimal(12))),
]


@pytest.mark.parametrize(
    ("values", "called"), [case[1:] for case in FRAGMENTS], ids=[case[0] for case in FRAGMENTS]
)
def test_fragments_of_a_target(values: tuple[str, str], called: tuple[str, str, Decimal | None]) -> None:
    nodal = values[0].startswith("n ")
    # The nadir of 8 keeps a node's 12 mm below the PD test.
    rows = course(["n 16", "n 8"] if nodal else ["20", "0"])
    fragments = [
        lesion_row(3, 112, f"T01.{n}", Role.TARGET, value) for n, value in enumerate(values, start=1)
    ]
    last = assess_subject([*rows, *fragments]).timepoints[-1]
    assert (last.target, last.overall, last.sum_mm) == called


def test_a_fragment_without_a_row_has_gone_into_the_others() -> None:
    rows = course(["20, 30", "-, 30", "-, 30", "25, 30"])
    rows += [lesion_row(2, 56, f"T01.{n}", Role.TARGET, value) for n, value in ((1, "8"), (2, "9"))]
    rows += [lesion_row(3, 112, "T01.2", Role.TARGET, "17")]
    sums = [(point.sum_mm, point.targets_assessed) for point in assess_subject(rows).timepoints]
    assert sums == [(50, 2), (47, 2), (47, 2), (55, 2)]


@pytest.mark.parametrize(
    ("values", "response"),
    [
        ((A, A), "CR"),
        ((A, P), "NON-CR/NON-PD"),
        ((P, A), "NON-CR/NON-PD"),
        (("INCREASED", A), "NON-CR/NON-PD"),
        ((P, "NE"), "NE"),
        (("NE", A), "NE"),
        (("NE", "INCREASED"), "NE"),
        ((P, U), "PD"),
        (("NE", U), "PD"),
        (("INCREASED", U), "PD"),
        ((U, "NE"), "PD"),
    ],
)
def test_fragments_of_a_nontarget_count_by_the_worst(values: tuple[str, str], response: str) -> None:
    rows = course("", [P])
    fragments = [
        lesion_row(2, 56, f"NT01.{n}", Role.NON_TARGET, value) for n, value in enumerate(values, start=1)
    ]
    assert assess_subject([*rows, *fragments]).timepoints[-1].nontarget == response


@pytest.mark.parametrize(
    ("values", "called", "immune"),
    [
        ((A, E), "E", "iSD"),
        ((E, U), "Y", "iUPD"),
        ((A, P), "Y", "iUPD"),
        ((E, "INCREASED"), "Y", "iUPD"),
        ((A, A), "N", "iSD"),
    ],
)
def test_fragments_of_a_new_lesion_count_by_the_most_certain(
    values: tuple[str, str], called: str, immune: str
) -> None:
    fragments = [lesion_row(2, 56, f"NEW01.{n}", Role.NEW, value) for n, value in enumerate(values, start=1)]
    last = assess_subject([*course(["50", "50"]), *fragments]).timepoints[-1]
    assert (last.new, last.irecist) == (called, immune)


def test_rows_that_say_nothing_yet() -> None:
    """A window asks while the radiologist is still reading."""
    target, nontarget, new = (
        lesion_row(2, 56, lesion, role, "NE")._replace(state=None)
        for lesion, role in (("T01", Role.TARGET), ("NT01", Role.NON_TARGET), ("NEW01", Role.NEW))
    )
    rows = [*course(["50"], [P]), target, nontarget, new]
    last = assess_subject(rows).timepoints[-1]
    assert (last.target, last.nontarget, last.new, last.overall) == ("NE", "NE", "N", "NE")
    node = nontarget._replace(nodal=True)
    rows = [*course(["50", "50"], ["n 15"]), node]
    assert assess_subject(rows).timepoints[-1].nontarget == "NE"
    rows = [*course(["50", "50"], [P]), nontarget._replace(mm=Decimal(12))]
    assert assess_subject(rows).timepoints[-1].nontarget == "NE"
