"""The engine against a second writing of the rules, on many subjects by chance.

`python -m benchmarks.agreement` does the same on 100,000 of them.
"""

from collections import Counter
from collections.abc import Sequence

import pytest

from measurements.lesion import RadiationClass
from measurements.recist.assessment import SubjectAssessment, TimepointAssessment
from measurements.recist.faults import contradictions
from measurements.recist.row import LesionRow
from measurements.recist.rules import Rules
from measurements.recist.subject import assess_subject
from tests.measurements.recist.random_subjects import random_subject
from tests.measurements.recist.second_immune_opinion import immune_opinions
from tests.measurements.recist.second_opinion import Opinion, best, opinions

SUBJECTS = 700


def called(point: TimepointAssessment) -> Opinion:
    classes = [point.by_class[radiation].target for radiation in RadiationClass]
    parts = (point.target, point.nontarget, point.new, point.overall, point.overall_backdated, *classes)
    return Opinion(*(str(part) for part in parts))


def best_opinion(subject: SubjectAssessment, rules: Rules, *, confirmed: bool) -> str:
    calls, had_cr = [], False
    for point in subject.timepoints[1:]:
        # By table 1, a PR beside a target CR after an overall CR, without a non-target seen: 7.3.
        unassessed = had_cr and (point.target, point.nontarget, point.overall) == ("CR", "NE", "PR")
        calls.append((point.day, str(point.overall_backdated), unassessed))
        had_cr = had_cr or point.overall == "CR"
    return best(
        calls,
        confirmed=confirmed,
        least_days=rules.min_sd_days,
        gap=rules.confirmation_days,
        most_ne=rules.max_ne,
    )


def differences(rows: Sequence[LesionRow], rules: Rules, met: Counter[str]) -> list[str]:
    """Where engine and second writing differ on one subject; counts what was met."""
    assert contradictions(rows) == []
    subject = assess_subject(rows, rules)
    points = subject.timepoints[1:]
    pairs: list[tuple[str, object, object]] = [
        (
            "calls",
            [called(point) for point in points],
            opinions(rows, cr_reappear=rules.cr_reappear, node_cr_first=rules.node_cr_first),
        ),
        (
            "iRECIST",
            [point.irecist or "" for point in points],
            immune_opinions(rows, rules.confirmation_days, node_cr_first=rules.node_cr_first),
        ),
        ("best", str(subject.bor), best_opinion(subject, rules, confirmed=False)),
        (
            "day of progression",
            subject.pd_day,
            next((point.day for point in points if point.overall_backdated == "PD"), None),
        ),
    ]
    if rules.cr_reappear:  # without it a PR after CR may be disease seen, which the opinion cannot tell
        pairs.append(("confirmed", str(subject.confirmed_bor), best_opinion(subject, rules, confirmed=True)))
    met.update(f"overall {point.overall}" for point in points)
    met.update(f"irecist {point.irecist}" for point in points if point.irecist)
    met.update(f"rule {step.rule}" for point in subject.timepoints for step in point.steps)
    met.update((f"best {subject.bor}", f"confirmed {subject.confirmed_bor}"))
    return [f"{name}: {engine}, second {second}" for name, engine, second in pairs if engine != second]


RULES = (
    Rules(),
    Rules(min_sd_days=60, confirmation_days=35, max_ne=0),
    Rules(max_ne=2, node_cr_first=False),
    Rules(cr_reappear=False),
)


@pytest.mark.parametrize("rules", RULES, ids=str)
def test_subjects_by_chance(rules: Rules) -> None:
    met: Counter[str] = Counter()
    for seed in range(SUBJECTS):
        assert differences(random_subject(seed), rules, met) == [], f"subject {seed}"
    numbers = ["4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "6.2", "7.1", "7.3", "9.2", "9.3", "9.4", "9.5"]
    if not rules.cr_reappear:
        numbers.remove("7.3")
    responses = ("CR", "PR", "SD", "NON-CR/NON-PD", "PD", "NED", "NE", "MISSING")
    immune = ("iCR", "iPR", "iSD", "iUPD", "iCPD", "NON-iCR/NON-iUPD", "NE")
    wanted = {f"rule {number}" for number in numbers}
    wanted |= {f"{kind} {response}" for kind in ("best", "confirmed") for response in responses}
    wanted |= {f"irecist {response}" for response in immune}
    assert {name: met[name] for name in wanted if met[name] < 3} == {}
