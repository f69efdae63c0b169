"""The engine against a second writing of the rules, on many subjects by chance."""

from collections import Counter

import pytest

from measurements.lesion import RadiationClass
from measurements.recist.assessment import TimepointAssessment
from measurements.recist.faults import contradictions
from measurements.recist.rules import Rules
from measurements.recist.subject import assess_subject
from tests.measurements.recist.random_subjects import random_subject
from tests.measurements.recist.second_immune_opinion import immune_opinions
from tests.measurements.recist.second_opinion import Opinion, best, opinions

SUBJECTS = 800


def called(point: TimepointAssessment) -> Opinion:
    classes = [point.by_class[radiation].target for radiation in RadiationClass]
    parts = (point.target, point.nontarget, point.new, point.overall, point.overall_backdated, *classes)
    return Opinion(*(str(part) for part in parts))


def test_every_visit_of_subjects_by_chance() -> None:
    met: Counter[str] = Counter()
    for seed in range(SUBJECTS):
        rows = random_subject(seed)
        assert contradictions(rows) == []
        subject = assess_subject(rows)
        assert [called(point) for point in subject.timepoints[1:]] == opinions(rows), f"subject {seed}"
        met.update(step.rule for point in subject.timepoints for step in point.steps)
    rules = ("4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "6.2", "7.1", "7.3", "9.2", "9.3", "9.4", "9.5")
    assert all(met[rule] >= 5 for rule in rules), met


@pytest.mark.parametrize(
    "rules", [Rules(), Rules(min_sd_days=60, confirmation_days=35, max_ne=0), Rules(max_ne=2)]
)
def test_best_responses_of_subjects_by_chance(rules: Rules) -> None:
    met: Counter[str] = Counter()
    for seed in range(SUBJECTS):
        rows = random_subject(seed)
        subject = assess_subject(rows, rules)
        calls, had_cr = [], False
        for point in subject.timepoints[1:]:
            # By table 1, a PR beside a target CR after an overall CR, without a non-target seen: 7.3.
            unassessed = had_cr and (point.target, point.nontarget, point.overall) == ("CR", "NE", "PR")
            calls.append((point.day, str(point.overall_backdated), unassessed))
            had_cr = had_cr or point.overall == "CR"
        for confirmed, response in ((False, subject.bor), (True, subject.confirmed_bor)):
            expected = best(
                calls,
                confirmed=confirmed,
                least_days=rules.min_sd_days,
                gap=rules.confirmation_days,
                most_ne=rules.max_ne,
            )
            assert response == expected, f"subject {seed}"
            met[f"{confirmed} {response}"] += 1
        assert subject.pd_day == next((day for day, name, _ in calls if name == "PD"), None)
    assert {name for name, count in met.items() if count >= 3} >= {
        f"{confirmed} {name}"
        for confirmed in (True, False)
        for name in ("CR", "PR", "SD", "NON-CR/NON-PD", "PD", "NED", "NE", "MISSING")
    }, met


def test_irecist_of_subjects_by_chance() -> None:
    met: Counter[str] = Counter()
    for seed in range(SUBJECTS):
        rows = random_subject(seed)
        called = [str(point.irecist or "") for point in assess_subject(rows).timepoints[1:]]
        assert called == immune_opinions(rows), f"subject {seed}"
        met.update(called)
    assert min(met[name] for name in ("iCR", "iPR", "iSD", "iUPD", "iCPD", "NON-iCR/NON-iUPD", "NE")) >= 10, (
        met
    )
