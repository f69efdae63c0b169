"""What would flip a call beside the sum: nodes, non-targets, new lesions; each held against the engine."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measurements.lesion import Role
from measurements.recist.phrases import PHRASES, STATES
from measurements.recist.rules import Rules
from measurements.recist.subject import assess_subject
from measurements.recist.switches import Switch, switches, switches_sentence
from tests.measurements.recist.courses import course, lesion_row, visit_row
from tests.measurements.recist.random_subjects import random_subject

P, A, U, E, NE = "PRESENT", "ABSENT", "UNEQUIVOCAL", "EQUIVOCAL", "NE"
Columns = list[str] | str


def last(targets: Columns, nontargets: Columns = "", new: Columns = "", rules: Rules = Rules()) -> str:  # noqa: B008
    rows = course(targets, nontargets, new)
    assessment = assess_subject(rows, rules)
    return switches_sentence(switches(assessment, len(assessment.timepoints) - 1, rows, rules))


CASES: list[tuple[Columns, Columns, Columns, str]] = [
    (["50", "60"], "", "", ""),
    (["50", "50"], "", "", "a new lesion makes it PD"),
    (
        ["50", "50"],
        [f"{P}, {P}", f"{P}, {A}"],
        "",
        "any one of NT01, NT02 unequivocal makes it PD; a new lesion makes it PD",
    ),
    (
        ["50", "50"],
        [P, U],
        "",
        "NT01 absent makes it SD; NT01 present makes it SD; NT01 not evaluable makes it SD",
    ),
    (["50", "50"], [f"{P}, {P}", f"{U}, {U}"], "", ""),
    (
        ["30, n 20", "0, n 9"],
        [P, A],
        "",
        "node T02 at 10.0 mm makes it PR; NT01 present makes it PR; NT01 unequivocal makes it PD; "
        "NT01 not evaluable makes it PR; a new lesion makes it PD",
    ),
    (["30, n 20", "0, n 10"], "", "", "node T02 at 9.9 mm makes it CR; a new lesion makes it PD"),
    (["n 20", "n 9", "n 9"], "", "", "node T01 at 10.0 mm makes it PD; a new lesion makes it PD"),
    (
        ["n 20, n 20", "n 9, n 9"],
        "",
        "",
        "node T01 at 10.0 mm makes it PR; node T02 at 10.0 mm makes it PR; a new lesion makes it PD",
    ),
    (["n 20", "n TSTM"], "", "", "a new lesion makes it PD"),
    (
        "",
        [P, P],
        "",
        "NT01 absent makes it CR; NT01 unequivocal makes it PD; NT01 not evaluable makes it NE; "
        "a new lesion makes it PD",
    ),
    (
        ["20", "0"],
        ["n 15", "n 12"],
        "",
        "node NT01 at 9.9 mm makes it CR; NT01 absent makes it CR; NT01 unequivocal makes it PD; "
        "a new lesion makes it PD",
    ),
    (["50", "50"], "", ["-", E], "NEW01 unequivocal makes it PD; a new lesion makes it PD"),
    (["50", "50"], "", ["-", U], "NEW01 absent makes it SD; NEW01 equivocal makes it SD"),
    (["50", "50"], "", ["-", "n 12"], "NEW01 absent makes it SD; NEW01 equivocal makes it SD"),
    (["50", "50"], "", ["-", f"{U}, {U}"], ""),
    ("", "", ["-", A], "NEW01 unequivocal makes it PD; a new lesion makes it PD"),
    (["50", "NE"], "", "", "a new lesion makes it PD"),
    (["20", "0", "2"], [P, A, A], "", ""),
]


@pytest.mark.parametrize(("targets", "nontargets", "new", "sentence"), CASES, ids=[str(c[:3]) for c in CASES])
def test_switches(targets: Columns, nontargets: Columns, new: Columns, sentence: str) -> None:
    assert last(targets, nontargets, new) == sentence


def test_a_node_is_judged_by_its_size_only_where_no_state_was_said() -> None:
    by_state = "NT01 absent makes it CR; NT01 unequivocal makes it PD; a new lesion makes it PD"
    assert last(["20", "0"], ["n 15", "n 12 PRESENT"]) == by_state
    by_size = "node T01 at 10.0 mm makes it PD; a new lesion makes it PD"
    assert last(["n 20", "n 9", "n 9 MEASURED"]) == by_size


def test_a_node_that_nothing_was_said_of_yet_is_no_switch() -> None:
    node = lesion_row(2, 56, "T01", Role.TARGET, "n NE")._replace(state=None)
    rows = [*course(["n 20"]), node]
    found = switches(assess_subject(rows), 1, rows)
    assert switches_sentence(found) == "a new lesion makes it PD"


def test_a_new_lesion_more_is_told_apart_from_every_lesion() -> None:
    rows = course("", [P, P])
    rows += [
        lesion_row(int(row.visit), row.day, name, Role.TARGET, "20")
        for row in rows[:2]
        for name in ("*", "***")
    ]
    found = switches(assess_subject(rows), 1, rows)
    assert [switch.overall for switch in found if switch.lesion is None] == ["PD"]


def test_by_the_rules_of_the_protocol() -> None:
    assert "node T01 at 10.0 mm makes it PR" in last(["n 20", "n 9", "n 9"], rules=Rules(cr_reappear=False))


def test_nothing_at_baseline_and_at_a_visit_not_done() -> None:
    rows = [*course(["50"], [P]), visit_row(2, 56, done=False)]
    assessment = assess_subject(rows)
    assert switches(assessment, 0, rows) == ()
    assert switches(assessment, 1, rows) == ()


def test_earlier_and_later_visits_stay_as_they_are() -> None:
    rows = course(["50", "50", "50"], [P, P, U], ["-", "-", U])
    found = switches(assess_subject(rows), 1, rows)
    assert [(switch.lesion, switch.state, switch.overall) for switch in found] == [
        ("NT01", U, "PD"),
        (None, U, "PD"),
    ]


def test_a_fragment_is_a_switch_of_its_own() -> None:
    rows = [*course(["20", "0"], [P])]
    rows += [lesion_row(2, 56, f"NT01.{n}", Role.NON_TARGET, state) for n, state in ((1, A), (2, P))]
    found = switches(assess_subject(rows), 1, rows)
    assert ("NT01.2", A, "CR") in [(switch.lesion, switch.state, switch.overall) for switch in found]


def test_in_chinese() -> None:
    rows = course(["30, n 20", "0, n 9"], [P, A])
    found = switches(assess_subject(rows), 1, rows)
    assert switches_sentence(found, "zh") == (
        "淋巴结 T02 为 10.0 mm 即判为 PR；NT01 存在即判为 PR；NT01 明确即判为 PD；"
        "NT01 不可评估即判为 PR；出现新病灶即判为 PD"
    )


def test_every_state_has_its_word_in_every_language() -> None:
    assert STATES.keys() == PHRASES.keys()
    assert len({frozenset(words) for words in STATES.values()}) == 1


@settings(deadline=None)
@given(st.integers(0, 10**6))
def test_subjects_by_chance(seed: int) -> None:
    rows = random_subject(seed)
    assessment = assess_subject(rows)
    for index, point in enumerate(assessment.timepoints):
        found = switches(assessment, index, rows)
        assert all(isinstance(switch, Switch) and switch.overall != point.overall for switch in found)
        assert switches_sentence(found).isascii()
        new = [switch for switch in found if switch.lesion is None]
        assert bool(new) == (point.done and not point.is_baseline and point.overall != "PD")
