"""Best overall response, section 8: Table 3 row by row, then every condition of confirmation."""

import pytest

from measurements.recist.best_response import (
    best_response,
    confirmed_best_response,
    confirmed_response_day,
    progression_day,
    response_day,
)
from measurements.recist.confirmation import Call
from measurements.recist.response import Response
from measurements.recist.rules import Rules
from measurements.recist.subject import assess_subject
from measurements.refusal import Refusal
from tests.measurements.recist.courses import course

WORDS = {"NON": Response.NON_CR_NON_PD} | {response.value: response for response in Response}


def calls(text: str) -> list[Call]:
    """ "42 PR, 70 CR": days and responses; NE* is a PR after CR for want of non-targets only."""
    parts = [part.split() for part in text.split(",") if part]
    return [
        Call(int(day), Response.PR, unassessed_after_cr=True)
        if word == "NE*"
        else Call(int(day), WORDS[word])
        for day, word in parts
    ]


TABLE_3 = [
    ("56 CR, 84 CR", "CR"),
    ("56 CR, 84 PD", "SD"),
    ("41 CR, 84 PD", "PD"),
    ("56 CR, 84 NE", "SD"),
    ("41 CR, 84 NE", "NE"),
    ("56 PR, 84 CR", "PR"),
    ("56 PR, 84 PR", "PR"),
    ("56 PR, 84 SD", "SD"),
    ("28 PR, 41 SD", "NE"),
    ("56 PR, 84 PD", "SD"),
    ("41 PR, 84 PD", "PD"),
    ("56 PR, 84 NE", "SD"),
    ("41 PR, 84 NE", "NE"),
    ("56 NE, 84 NE", "NE"),
    ("56 SD, 84 PD", "SD"),
    ("41 SD, 84 PD", "PD"),
    ("41 SD, 84 NE", "NE"),
    ("42 SD", "SD"),
    ("43 SD", "SD"),
    ("41 SD", "NE"),
    ("41 SD, 42 SD", "SD"),
    ("42 NON", "NON-CR/NON-PD"),
    ("42 NON, 84 CR", "SD"),
    ("41 CR, 42 NON", "NON-CR/NON-PD"),
    ("41 NON", "NE"),
    ("41 NON, 84 PD", "PD"),
    ("56 PD, 84 PR, 112 PR", "PD"),
    ("56 NED", "NED"),
    ("56 NED, 84 PD", "PD"),
    ("56 NED, 84 NE", "NED"),
    ("", "MISSING"),
]


@pytest.mark.parametrize(("visits", "best"), TABLE_3)
def test_confirmed_best_response_of_table_3(visits: str, best: str) -> None:
    assert confirmed_best_response(calls(visits), Rules()) == best


CONFIRMATION = [
    ("8.3 27 days", "56 PR, 83 PR", Rules(), "SD"),
    ("8.3 28 days", "56 PR, 84 PR", Rules(), "PR"),
    ("8.3 29 days", "56 PR, 85 PR", Rules(), "PR"),
    ("8.3 days of the protocol", "56 PR, 84 PR", Rules(confirmation_days=29), "SD"),
    ("8.3 a later scan makes the days", "56 PR, 70 PR, 84 PR", Rules(), "PR"),
    ("8.3 PR-NE-PR", "56 PR, 84 NE, 112 PR", Rules(), "PR"),
    ("8.3 one NE too many", "56 PR, 84 NE, 112 NE, 140 PR", Rules(), "SD"),
    ("8.3 two NE by protocol", "56 PR, 84 NE, 112 NE, 140 PR", Rules(max_ne=2), "PR"),
    ("8.3 no NE by protocol", "56 PR, 84 NE, 112 PR", Rules(max_ne=0), "SD"),
    ("8.3 SD between", "56 PR, 84 SD, 112 PR", Rules(), "SD"),
    ("8.3 SD between by protocol", "56 PR, 84 SD, 112 PR", Rules(sd_between=1), "PR"),
    ("8.3 two SD between", "56 PR, 70 SD, 84 SD, 112 PR", Rules(sd_between=1), "SD"),
    ("8.3 SD after CR is none between PRs", "56 PR, 60 CR, 70 SD, 112 PR", Rules(sd_between=1), "SD"),
    ("8.3 SD after CR is none between PR and CR", "56 PR, 60 CR, 70 SD, 112 CR", Rules(sd_between=1), "SD"),
    ("8.3 no PR after CR, with NE between either", "56 PR, 60 CR, 70 NE, 90 PR", Rules(), "SD"),
    ("8.3 CR is not confirmed by PR", "56 CR, 84 PR", Rules(), "SD"),
    ("8.3 the second PR may be the first that counts", "56 PR, 84 SD, 112 PR, 140 PR", Rules(), "PR"),
    ("8.3 CR-NE-CR", "56 CR, 84 NE, 112 CR", Rules(), "CR"),
    ("8.3 CR-PR-CR: no CR, yet a PR", "56 CR, 84 PR, 112 CR", Rules(), "PR"),
    ("8.3 CR too early, then PD", "30 CR, 40 CR, 84 PD", Rules(), "PD"),
    ("8.3 PR-CR-CR", "56 PR, 84 CR, 112 CR", Rules(), "CR"),
    ("8.3 PR-CR in 20 days, then PR", "56 PR, 76 CR, 90 PR", Rules(), "SD"),
    ("7.3 CR, not assessed, CR", "56 CR, 84 NE*, 112 CR", Rules(), "CR"),
    ("7.3 CR, not assessed twice, CR", "56 CR, 84 NE*, 98 NE*, 112 CR", Rules(), "SD"),
    ("7.3 not assessed confirms nothing", "56 PR, 60 CR, 90 NE*", Rules(), "SD"),
    ("7.3 not assessed counts as SD when late enough", "30 CR, 42 NE*", Rules(), "SD"),
    ("7.3 not assessed and too early", "30 CR, 41 NE*", Rules(), "NE"),
    ("8.1 days of the protocol", "49 SD", Rules(min_sd_days=50), "NE"),
]


@pytest.mark.parametrize(
    ("visits", "rules", "best"), [c[1:] for c in CONFIRMATION], ids=[c[0] for c in CONFIRMATION]
)
def test_confirmation(visits: str, rules: Rules, best: str) -> None:
    assert confirmed_best_response(calls(visits), rules) == best


@pytest.mark.parametrize(
    ("visits", "best"),
    [
        ("10 CR, 84 PD", "CR"),
        ("10 PR, 84 PD", "PR"),
        ("10 PR, 84 CR", "CR"),
        ("41 SD, 84 PR", "PR"),
        ("41 SD, 84 PD", "PD"),
        ("56 SD, 84 PD", "SD"),
        ("56 PD, 84 CR", "PD"),
        ("56 NE", "NE"),
        ("", "MISSING"),
    ],
)
def test_best_response_without_confirmation(visits: str, best: str) -> None:
    assert best_response(calls(visits), Rules()) == best


def test_progression_day_is_the_first() -> None:
    assert progression_day(calls("56 SD, 84 PD, 112 PD")) == 84
    assert progression_day(calls("56 SD")) is None


@pytest.mark.parametrize(
    ("visits", "first", "confirmed"),
    [
        ("56 SD, 84 PR, 112 PR", 84, 84),
        ("56 PR, 84 SD, 112 PR, 140 PR", 56, 112),
        ("56 PR, 84 CR, 112 CR", 56, 56),
        ("56 CR, 84 PD", 56, None),
        ("56 PD, 84 PR, 112 PR", None, None),
        ("56 SD", None, None),
        ("", None, None),
    ],
)
def test_the_day_of_response_is_the_first_that_counts(
    visits: str, first: int | None, confirmed: int | None
) -> None:
    assert response_day(calls(visits)) == first
    assert confirmed_response_day(calls(visits), Rules()) == confirmed


def test_a_subject_has_its_days_of_response() -> None:
    subject = assess_subject(course(["100", "70", "80", "60", "60"]))
    assert (subject.response_day, subject.confirmed_response_day) == (56, 168)


def test_backdated_progression_ends_best_response() -> None:
    subject = assess_subject(course(["50", "50", "30", "30"], new=["-", "EQUIVOCAL", "-", "PRESENT"]))
    assert (subject.bor, subject.confirmed_bor, subject.pd_day) == ("PD", "PD", 56)


@pytest.mark.parametrize(("day", "confirmed"), [(41, "PD"), (42, "SD"), (43, "SD")])
def test_an_unconfirmed_cr_without_targets_counts_as_sd_when_late_enough(day: int, confirmed: str) -> None:
    subject = assess_subject(course("", ["PRESENT", "ABSENT", "PRESENT"], days=[0, day, 84]))
    assert [point.overall for point in subject.timepoints[1:]] == ["CR", "PD"]
    assert (subject.bor, subject.confirmed_bor) == ("CR", confirmed)


def test_a_carried_pr_is_no_response_of_its_own() -> None:
    rows = course(["100", "70", "72", "72"])
    subject = assess_subject(rows, Rules(sticky_pr="assigned"))
    assert [point.overall for point in subject.timepoints[1:]] == ["PR", "PR", "PR"]
    assert (subject.bor, subject.confirmed_bor) == ("PR", "SD")


def test_cr_not_assessed_cr_from_lesions() -> None:
    rows = course(["20", "0", "0", "0"], ["PRESENT", "ABSENT", "NE", "ABSENT"])
    subject = assess_subject(rows)
    assert [point.overall for point in subject.timepoints[1:]] == ["CR", "PR", "CR"]
    assert subject.confirmed_bor is Response.CR


def test_a_nontarget_node_left_after_cr_is_a_pr_of_its_own() -> None:
    subject = assess_subject(course(["20", "0", "0", "0"], ["n 15", "n 8", "n 12", "n 8"]))
    assert [point.overall for point in subject.timepoints[1:]] == ["CR", "PR", "CR"]
    assert subject.confirmed_bor is Response.PR


def test_a_pr_with_disease_seen_is_a_pr_whatever_was_not_assessed() -> None:
    rows = course(["20", "0", "2", "0"], ["PRESENT", "ABSENT", "NE", "ABSENT"])
    subject = assess_subject(rows, Rules(cr_reappear=False))
    assert [point.overall for point in subject.timepoints[1:]] == ["CR", "PR", "CR"]
    assert subject.confirmed_bor is Response.PR


def test_nobody_seen_after_baseline_and_nobody_done() -> None:
    assert assess_subject(course(["50"])).bor is Response.MISSING
    assert assess_subject(course(["50", "-"])).bor is Response.NE


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"min_sd_days": -1}, "The rule min_sd_days is -1; give a whole number, 0 or more."),
        (
            {"confirmation_days": 28.0},
            "The rule confirmation_days is 28.0; give a whole number, 0 or more.",
        ),
        ({"max_ne": True}, "The rule max_ne is True; give a whole number, 0 or more."),
        ({"sd_between": "1"}, "The rule sd_between is '1'; give a whole number, 0 or more."),
        ({"sticky_pr": "always"}, "The rule sticky_pr is 'always'; give never, confirmed or assigned."),
        ({"cr_reappear": 1}, "The rule cr_reappear is 1; give true or false."),
        ({"node_cr_first": "no"}, "The rule node_cr_first is 'no'; give true or false."),
        ({"orr_branch": "all"}, "The rule orr_branch is 'all'; give all-lesions or targets."),
    ],
    ids=str,
)
def test_rules_that_are_none_are_refused(wrong: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refusal) as refusal:
        Rules(**wrong)  # type: ignore[arg-type]
    assert str(refusal.value) == sentence


def test_none_is_a_number_of_visits_and_of_days() -> None:
    rules = Rules(min_sd_days=0, confirmation_days=0, max_ne=0, sd_between=0)
    assert confirmed_best_response(calls("0 PR, 0 PR"), rules) == "PR"
    assert confirmed_best_response(calls("0 SD"), rules) == "SD"
