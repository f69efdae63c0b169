"""Time to progression, death and response of one patient: every rule of dating and censoring by a row."""

from datetime import date
from decimal import Decimal

import pytest

from measurements.endpoints.course import SubjectCourse, courses_of
from measurements.endpoints.outcome import (
    Outcome,
    Reason,
    duration_of_response,
    overall_survival,
    progression_free_survival,
    response_date,
)
from measurements.endpoints.sentences import outcome_sentence
from measurements.lesion import RadiationClass
from measurements.protocol.values import Protocol
from tests.measurements.endpoints.patients import ENROLLED, PROTOCOL, data, on, protocol, visits


def course_of(visited: str, events: str, by: Protocol = PROTOCOL, **more: object) -> SubjectCourse:
    (course,) = courses_of({"S1": visits(visited, **more)}, data(events), by)  # type: ignore[arg-type]
    return course


# Visits and events on days since the start of treatment, which lies 7 days after enrolment; the expected
# day counts from enrolment. The plan has a visit every 56 days, 7 days early or late.
PROGRESSION_FREE = [
    ("PD by the sum", "56 SD, 112 PD", "", {}, Reason.PROGRESSION, 119),
    ("PD by a new lesion", "56 SD, 112 NEW", "", {}, Reason.PROGRESSION, 119),
    ("the first PD counts", "56 PD, 112 PD", "DEATH 120", {}, Reason.PROGRESSION, 63),
    ("death without PD", "56 SD, 112 SD", "DEATH 130", {}, Reason.DEATH, 137),
    (
        "no event: last adequate visit",
        "56 SD, 112 SD",
        "LAST_CONTACT 150",
        {},
        Reason.LAST_ADEQUATE_VISIT,
        119,
    ),
    ("NE is not adequate", "56 SD, 112 NE", "LAST_CONTACT 150", {}, Reason.LAST_ADEQUATE_VISIT, 63),
    ("nor is a visit not done", "56 SD, 112 ND", "LAST_CONTACT 150", {}, Reason.LAST_ADEQUATE_VISIT, 63),
    ("a CR is adequate", "56 CR", "LAST_CONTACT 150", {}, Reason.LAST_ADEQUATE_VISIT, 63),
    ("nothing after baseline", "", "LAST_CONTACT 150", {}, Reason.NO_ADEQUATE_VISIT, 0),
    ("nothing adequate after baseline", "56 NE", "LAST_CONTACT 150", {}, Reason.NO_ADEQUATE_VISIT, 0),
    # death without a visit: windows of the plan end on days 63, 119, 175 ... of treatment
    ("death before any visit was due", "", "DEATH 40", {}, Reason.DEATH, 47),
    ("death after one visit was due", "", "DEATH 119", {}, Reason.DEATH, 126),
    ("death after two visits were due", "", "DEATH 120", {}, Reason.DEATH_UNSEEN, 0),
    ("one is allowed", "", "DEATH 63", {"early_death_visits": 1}, Reason.DEATH, 70),
    ("one is allowed, and over", "", "DEATH 64", {"early_death_visits": 1}, Reason.DEATH_UNSEEN, 0),
    ("always counted", "", "DEATH 400", {"missed_visits": 0}, Reason.DEATH, 407),
    # missed visits
    ("one missed visit", "56 SD, 168 PD", "", {}, Reason.PROGRESSION, 175),
    ("two missed visits", "56 SD, 224 PD", "", {}, Reason.MISSED_VISITS, 63),
    ("one day before the second window closes", "56 SD, 175 PD", "", {}, Reason.PROGRESSION, 182),
    ("one day after it closes", "56 SD, 176 PD", "", {}, Reason.MISSED_VISITS, 63),
    ("NE fills no window", "56 SD, 112 NE, 168 NE, 224 PD", "", {}, Reason.MISSED_VISITS, 63),
    ("an adequate visit between", "56 SD, 168 SD, 280 PD", "", {}, Reason.PROGRESSION, 287),
    (
        "the gap before the last visit is no gap before PD",
        "56 SD, 280 SD, 336 PD",
        "",
        {},
        Reason.PROGRESSION,
        343,
    ),
    ("an unscheduled visit between", "56 SD, 130 SD, 224 PD", "", {}, Reason.PROGRESSION, 231),
    ("death after two missed visits", "56 SD", "DEATH 176", {}, Reason.MISSED_VISITS, 63),
    ("PD after two missed visits and nothing before", "176 PD", "", {}, Reason.MISSED_VISITS, 0),
    ("a visit on the first day of a window fills it", "49 SD, 120 PD", "", {}, Reason.PROGRESSION, 127),
    ("a day before it does not", "48 SD, 120 PD", "", {}, Reason.MISSED_VISITS, 55),
    ("three are allowed", "56 SD, 224 PD", "", {"missed_visits": 3}, Reason.PROGRESSION, 231),
    ("one is not", "56 SD, 168 PD", "", {"missed_visits": 1}, Reason.MISSED_VISITS, 63),
    ("sensitivity: always counted", "56 SD, 400 PD", "", {"missed_visits": 0}, Reason.PROGRESSION, 407),
    # new therapy
    ("new therapy first", "56 SD, 112 SD, 168 PD", "NEW_THERAPY 120", {}, Reason.NEW_THERAPY, 119),
    ("on the day of a visit", "56 SD, 112 SD, 168 PD", "NEW_THERAPY 112", {}, Reason.NEW_THERAPY, 119),
    ("a day before it", "56 SD, 112 SD, 168 PD", "NEW_THERAPY 111", {}, Reason.NEW_THERAPY, 63),
    ("before any visit", "56 SD, 112 PD", "NEW_THERAPY 20", {}, Reason.NEW_THERAPY, 0),
    ("before death", "56 SD", "NEW_THERAPY 70, DEATH 90", {}, Reason.NEW_THERAPY, 63),
    ("without an event", "56 SD, 112 SD", "NEW_THERAPY 70", {}, Reason.NEW_THERAPY, 63),
    ("on the day of PD", "56 SD, 112 PD", "NEW_THERAPY 112", {}, Reason.PROGRESSION, 119),
    ("after PD", "56 SD, 112 PD", "NEW_THERAPY 113", {}, Reason.PROGRESSION, 119),
    (
        "not censored",
        "56 SD, 112 PD",
        "NEW_THERAPY 70",
        {"censor_new_therapy": False},
        Reason.PROGRESSION,
        119,
    ),
    # salvage radiotherapy, to T01 that is tagged as not irradiated
    ("salvage is flagged", "56 SD, 112 PD", "RT_START 70 T01", {}, Reason.PROGRESSION, 119),
    (
        "salvage as therapy",
        "56 SD, 112 PD",
        "RT_START 70 T01",
        {"salvage": "new-therapy"},
        Reason.NEW_THERAPY,
        63,
    ),
    (
        "of the other lesion",
        "56 SD, 112 PD",
        "RT_START 70 NT01",
        {"salvage": "new-therapy"},
        Reason.PROGRESSION,
        119,
    ),
    (
        "with the treatment",
        "56 SD, 112 PD",
        "RT_START 0 T01",
        {"salvage": "new-therapy"},
        Reason.PROGRESSION,
        119,
    ),
    # the end
    ("the last day", "56 SD, 723 PD", "", {"missed_visits": 0}, Reason.PROGRESSION, 730),
    ("a day after it", "56 SD, 724 PD", "", {"missed_visits": 0}, Reason.CUT_OFF, 730),
    ("censored after it", "56 SD, 728 SD", "", {}, Reason.CUT_OFF, 730),
    ("censored before, by a gap", "56 SD, 724 PD", "", {}, Reason.MISSED_VISITS, 63),
    ("another last day", "56 SD, 112 PD", "", {"cutoff_days": 118}, Reason.CUT_OFF, 118),
    (
        "from the start of treatment",
        "56 SD, 112 PD",
        "",
        {"start_of_survival": "treatment-start"},
        Reason.PROGRESSION,
        112,
    ),
]


@pytest.mark.parametrize(("case", "visited", "events", "keys", "reason", "day"), PROGRESSION_FREE)
def test_progression_free_survival(
    case: str, visited: str, events: str, keys: dict[str, object], reason: Reason, day: int
) -> None:
    by = protocol(**keys)
    unirradiated = {"T01": RadiationClass.UNIRRADIATED}
    found = progression_free_survival(course_of(visited, events, by, classes=unirradiated), by)
    assert (found.reason, found.day) == (reason, day), case
    assert found.event is (reason in (Reason.PROGRESSION, Reason.DEATH))


SURVIVAL = [
    ("death", "56 SD", "DEATH 100", {}, Reason.DEATH, 107),
    ("alive at the last contact", "56 SD", "LAST_CONTACT 100", {}, Reason.LAST_KNOWN_ALIVE, 107),
    ("a later scan", "56 SD, 112 SD", "LAST_CONTACT 100", {}, Reason.LAST_KNOWN_ALIVE, 119),
    ("a later adverse event", "56 SD", "LAST_CONTACT 100, AE 101 Pain 2", {}, Reason.LAST_KNOWN_ALIVE, 108),
    ("a later therapy", "56 SD", "NEW_THERAPY 102", {}, Reason.LAST_KNOWN_ALIVE, 109),
    ("PD ends nothing", "56 PD", "DEATH 300", {}, Reason.DEATH, 307),
    ("death on the last day", "56 SD", "DEATH 723", {}, Reason.DEATH, 730),
    ("death after it", "56 SD", "DEATH 724", {}, Reason.CUT_OFF, 730),
    ("alive after it", "56 SD", "LAST_CONTACT 724", {}, Reason.CUT_OFF, 730),
]


@pytest.mark.parametrize(("case", "visited", "events", "keys", "reason", "day"), SURVIVAL)
def test_overall_survival(
    case: str, visited: str, events: str, keys: dict[str, object], reason: Reason, day: int
) -> None:
    by = protocol(**keys)
    course = course_of(visited, events, by)
    found = overall_survival(course, by)
    assert (found.reason, found.day) == (reason, day), case


def test_death_on_the_day_of_enrolment() -> None:
    (course,) = courses_of({}, data("DEATH -7", treated=False), PROTOCOL)
    assert overall_survival(course, PROTOCOL).observation == (0, True)
    assert progression_free_survival(course, PROTOCOL).observation == (0, True)


def test_the_plan_of_a_patient_never_treated_counts_from_enrolment() -> None:
    for day, reason in ((119, Reason.DEATH), (120, Reason.DEATH_UNSEEN)):
        (course,) = courses_of({}, data(f"DEATH {day - 7}", treated=False), PROTOCOL)
        assert progression_free_survival(course, PROTOCOL).reason is reason


RESPONSES = [
    # visits; day since enrolment of the first response, unconfirmed and confirmed; DoR days, reason
    ("PR confirmed", "56 PR, 112 PR, 168 PD", 63, 63, 112, Reason.PROGRESSION),
    ("PR not confirmed", "56 PR, 112 DRIFT, 168 PD", 63, None, 112, Reason.PROGRESSION),
    ("confirmed later", "56 PR, 112 DRIFT, 168 PR, 224 PR", 63, 175, 168, Reason.LAST_ADEQUATE_VISIT),
    ("too early to confirm", "56 PR, 83 PR", 63, None, 27, Reason.LAST_ADEQUATE_VISIT),
    ("CR from PR", "56 PR, 112 CR, 168 CR", 63, 63, 112, Reason.LAST_ADEQUATE_VISIT),
    ("after PD it does not count", "56 PD, 112 PR, 168 PR", None, None, 0, None),
    ("none", "56 SD", None, None, 0, None),
    ("never seen again", "", None, None, 0, None),
]


@pytest.mark.parametrize(("case", "visited", "first", "confirmed", "lasts", "reason"), RESPONSES)
def test_response_and_how_long_it_lasts(
    case: str, visited: str, first: int | None, confirmed: int | None, lasts: int, reason: Reason | None
) -> None:
    course = course_of(visited, "LAST_CONTACT 600")
    found = response_date(course, PROTOCOL, confirmed=False)
    later = response_date(course, PROTOCOL, confirmed=True)
    assert (None if found is None else (found.on - ENROLLED).days) == first, case
    assert (None if later is None else (later.on - ENROLLED).days) == confirmed
    if found is not None:
        duration = duration_of_response(progression_free_survival(course, PROTOCOL), found)
        assert (duration.start, duration.day, duration.reason) == (found.on, lasts, reason)


def test_a_response_after_a_new_therapy_lasts_no_day_that_counts() -> None:
    course = course_of("56 SD, 112 PR, 168 PR", "NEW_THERAPY 70")
    found = response_date(course, PROTOCOL, confirmed=True)
    assert found is not None
    duration = duration_of_response(progression_free_survival(course, PROTOCOL), found)
    assert (duration.day, duration.event, duration.reason) == (0, False, Reason.NEW_THERAPY)


SCANS = {Decimal(1): (on(-7),), Decimal(2): (on(56), on(60)), Decimal(3): (on(112), on(113), on(117))}
DATING = [
    ("PD by the sum, first scan", "56 SD, 112 PD", {}, on(112)),
    ("PD by the sum, last scan", "56 SD, 112 PD", {"sum_pd_date": "last-scan"}, on(117)),
    ("PD of a non-target, first scan", "56 SD, 112 NT", {"sum_pd_date": "last-scan"}, on(112)),
    ("PD of a non-target, last scan", "56 SD, 112 NT", {"pd_date": "last-scan"}, on(117)),
    ("PD of a new lesion", "56 SD, 112 NEW", {"pd_date": "last-scan"}, on(117)),
    ("both: the earlier", "56 SD, 112 BOTH", {"sum_pd_date": "last-scan"}, on(112)),
    ("both, the other way", "56 SD, 112 BOTH", {"pd_date": "last-scan"}, on(112)),
    ("disease seen again after CR", "56 CR, 112 AGAIN", {"sum_pd_date": "last-scan"}, on(112)),
    ("the same, last scan", "56 CR, 112 AGAIN", {"pd_date": "last-scan"}, on(117)),
    ("censored at the last scan of a visit", "56 SD, 112 SD", {}, on(117)),
]


@pytest.mark.parametrize(("case", "visited", "keys", "expected"), DATING)
def test_which_scan_dates_an_event(case: str, visited: str, keys: dict[str, object], expected: date) -> None:
    by = protocol(**keys)
    rows = visits(visited)
    (course,) = courses_of({"S1": rows}, data("LAST_CONTACT 300"), by, {"S1": SCANS})
    assert progression_free_survival(course, by).on == expected, case


@pytest.mark.parametrize(("rule", "expected"), [("first-scan", on(56)), ("last-scan", on(60))])
def test_which_scan_dates_a_response(rule: str, expected: date) -> None:
    by = protocol(response_date=rule)
    (course,) = courses_of({"S1": visits("56 PR, 112 PR")}, data(""), by, {"S1": SCANS})
    found = response_date(course, by, confirmed=True)
    assert found is not None
    assert (found.visit, found.on) == ("2", expected)


SENTENCES = [
    ("56 SD, 112 PD", "", "Progression on 2025-05-01, at visit 3.", "2025-05-01 进展（访视 3）。"),
    ("", "DEATH 40", "Death on 2025-02-18.", "2025-02-18 死亡。"),
    (
        "56 SD",
        "LAST_CONTACT 90",
        "Censored: no event by the last adequate visit, on 2025-03-06.",
        "删失：截至最后一次有效访视（2025-03-06）无事件。",
    ),
    (
        "",
        "LAST_CONTACT 90",
        "Censored at the start: no adequate visit after baseline.",
        "于起点删失：基线后无有效访视。",
    ),
    (
        "",
        "DEATH 120",
        "Censored at the start: death on 2025-05-09 without an adequate visit, after 2 visits were due.",
        "于起点删失：2025-05-09 死亡前无有效访视，应访视 2 次。",
    ),
    (
        "56 SD, 112 PD",
        "NEW_THERAPY 70",
        "Censored on 2025-03-06, before the new anticancer therapy of 2025-03-20.",
        "于 2025-03-06 删失：2025-03-20 开始新的抗肿瘤治疗。",
    ),
    (
        "56 SD, 224 PD",
        "",
        "Censored on 2025-03-06: 2 visits in a row were missed before progression on 2025-08-21.",
        "于 2025-03-06 删失：进展（2025-08-21）前连续缺失 2 次访视。",
    ),
    (
        "56 SD, 728 SD",
        "",
        "Censored on day 730, where the protocol ends the count.",
        "于第 730 天删失：方案规定的截止日。",
    ),
]


@pytest.mark.parametrize(("visited", "events", "english", "chinese"), SENTENCES)
def test_each_reason_in_words(visited: str, events: str, english: str, chinese: str) -> None:
    found = progression_free_survival(course_of(visited, events), PROTOCOL)
    assert outcome_sentence(found) == english
    assert outcome_sentence(found, "zh") == chinese


def test_the_reason_of_survival_in_words() -> None:
    found = overall_survival(course_of("56 SD", "LAST_CONTACT 90"), PROTOCOL)
    assert outcome_sentence(found) == "Censored: alive on 2025-04-09."
    assert outcome_sentence(found, "zh") == "删失：2025-04-09 仍存活。"


def test_days_count_from_the_start() -> None:
    outcome = Outcome(date(2025, 1, 2), date(2025, 1, 2), Reason.DEATH, {})
    assert outcome.observation == (0, True)
