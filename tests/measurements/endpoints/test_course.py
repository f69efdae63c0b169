"""Courses: what is refused for want of a date or for a contradiction, and what the cut-off leaves out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from measurements.clinical.event import ClinicalEvent, EventKind
from measurements.endpoints.course import Scans, courses_of
from measurements.protocol.values import Protocol
from measurements.recist.response import Response
from measurements.refusal import Refusal
from tests.measurements.endpoints.patients import (
    ENROLLED,
    PROTOCOL,
    TREATED,
    clinical_data,
    data,
    on,
    protocol,
    visits,
)


def refused(*arguments: object) -> str:
    with pytest.raises(Refusal) as error:
        courses_of(*arguments)  # type: ignore[arg-type]
    return str(error.value)


def test_a_course_holds_events_by_date_and_scans_by_visit() -> None:
    (course,) = courses_of(
        {"S1": visits("56 SD, 112 ND, 168 PD")}, data("DEATH 200, RT_START 3 T01"), PROTOCOL
    )
    assert [event.kind for event in course.events] == [
        EventKind.ENROLMENT,
        EventKind.TREATMENT_START,
        EventKind.RT_START,
        EventKind.DEATH,
    ]
    assert course.scans == {
        Decimal(1): Scans(on(-7), on(-7)),
        Decimal(2): Scans(on(56), on(56)),
        Decimal(4): Scans(on(168), on(168)),
    }
    assert (course.start, course.enrolled, course.treatment_start) == (ENROLLED, ENROLLED, TREATED)
    assert course.progression is not None
    assert course.progression.day == 168
    assert [point.day for point in course.until_progression] == [56, 112, 168]


def test_patients_come_by_code_and_those_without_a_read_are_enrolled_all_the_same() -> None:
    events = [*data("LAST_CONTACT 100", "S2").events, *data("", "S1").events]
    first, second = courses_of({"S1": visits("56 SD")}, clinical_data(events), PROTOCOL)
    assert (first.subject, second.subject) == ("S1", "S2")
    assert (second.assessment, second.rows, second.followups) == (None, (), ())


TWO = {"S1": visits("56 SD"), "S2": visits("56 SD", "S2")}
MISSING = [
    (
        "nothing known of a patient with a read",
        TWO,
        data("LAST_CONTACT 90"),
        PROTOCOL,
        [
            "Subject S2: there is no date of enrolment; add its ENROLMENT to the clinical events.",
            "Subject S2: there is no TREATMENT_START, without which the day of a visit is no date; "
            "add it to the clinical events.",
        ],
    ),
    (
        "an event of a patient who is not enrolled",
        {},
        clinical_data([ClinicalEvent("S3", EventKind.ADVERSE_EVENT, on(3), "", "Pain", 1)]),
        PROTOCOL,
        ["Subject S3: there is no date of enrolment; add its ENROLMENT to the clinical events."],
    ),
    (
        "survival from a start of treatment that is not known",
        {},
        data("LAST_CONTACT 90", treated=False),
        protocol(start_of_survival="treatment-start"),
        [
            "Subject S1: there is no TREATMENT_START, from which the protocol counts survival; "
            "add it to the clinical events."
        ],
    ),
    (
        "neither dead nor known to be alive after enrolment",
        {},
        data("", treated=False),
        PROTOCOL,
        [
            "Subject S1: there is neither DEATH nor LAST_CONTACT, nor anything else after 2025-01-02; "
            "add the date of the last contact."
        ],
    ),
]


@pytest.mark.parametrize(("case", "reads", "known", "by", "told"), MISSING)
def test_a_missing_date_is_named(
    case: str, reads: object, known: object, by: Protocol, told: list[str]
) -> None:
    assert refused(reads, known, by).splitlines() == told, case


def test_a_last_contact_on_the_day_of_enrolment_is_known() -> None:
    (course,) = courses_of({}, data("LAST_CONTACT -7", treated=False), PROTOCOL)
    assert course.last_known_alive == ENROLLED


def test_a_death_is_no_sign_of_life() -> None:
    (course,) = courses_of({"S1": visits("56 SD")}, data("DEATH 90, AE 60 Pain 2"), PROTOCOL)
    assert course.last_known_alive == on(60)


def test_death_before_the_last_scan() -> None:
    assert refused({"S1": visits("56 SD, 112 SD")}, data("DEATH 111"), PROTOCOL) == (
        "Subject S1: the death on 2025-04-30 lies before the last scan on 2025-05-01; "
        "correct one of the dates."
    )
    courses_of({"S1": visits("56 SD, 112 SD")}, data("DEATH 112"), PROTOCOL)


@pytest.mark.parametrize(
    ("word", "told"),
    [("PD", "the progression on 2025-01-01"), ("SD", "the scan of 2025-01-01 after baseline")],
)
def test_what_follows_baseline_does_not_lie_before_enrolment(word: str, told: str) -> None:
    early = [row._replace(day=-20 if row.visit == 1 else -8) for row in visits(f"56 {word}")]
    assert refused({"S1": early}, data("LAST_CONTACT 20"), PROTOCOL) == (
        f"Subject S1: {told} lies before 2025-01-02, from where survival is counted; "
        "correct one of the dates."
    )
    on_the_day = [row._replace(day=-20 if row.visit == 1 else -7) for row in visits(f"56 {word}")]
    courses_of({"S1": on_the_day}, data("LAST_CONTACT 20"), PROTOCOL)


def test_every_patient_who_is_refused_is_named() -> None:
    events = [*data("DEATH 10", "S1").events, *data("DEATH 20", "S2").events]
    lines = refused(TWO, clinical_data(events), PROTOCOL).splitlines()
    assert [line.split(":")[0] for line in lines] == ["Subject S1", "Subject S2"]


def test_nobody_enrolled() -> None:
    assert refused({}, clinical_data([]), PROTOCOL).startswith("Nobody is enrolled in this trial")


def test_scans_without_a_date_and_days_that_the_dates_deny() -> None:
    reads = {"S1": visits("56 SD, 112 SD")}
    scans = {"S1": {Decimal(1): (on(-7),), Decimal(2): (on(57), on(58))}}
    assert refused(reads, data(""), PROTOCOL, scans).splitlines() == [
        "Subject S1: visit 2 is on day 56 of the trial, but its scan of 2025-03-07 on day 57 after "
        "TREATMENT_START on 2025-01-09; make the start of treatment the same in the trial and in the "
        "clinical events.",
        "Subject S1: visit 3 has no date of a scan; give its studies their dates.",
    ]


def test_with_scan_dates_a_patient_never_treated_needs_no_start_of_treatment() -> None:
    (course,) = courses_of(
        {"S1": visits("")}, data("DEATH 40", treated=False), PROTOCOL, {"S1": {Decimal(1): (on(-7),)}}
    )
    assert course.treatment_start is None


def test_what_was_scanned_after_the_cut_off_is_left_out() -> None:
    reads = {"S1": visits("56 PR, 112 PR, 168 PD")}
    (course,) = courses_of(reads, data("", cutoff=on(112)), PROTOCOL)
    assert [point.day for point in course.followups] == [56, 112]
    assert course.assessment is not None
    assert course.assessment.confirmed_bor is Response.PR
    (course,) = courses_of(reads, data("", cutoff=on(111)), PROTOCOL)
    assert course.assessment is not None
    assert course.assessment.confirmed_bor is Response.SD
    (course,) = courses_of(reads, data("LAST_CONTACT -7", treated=True, cutoff=date(2024, 12, 1)), PROTOCOL)
    assert course.assessment is None
    unstated = replace(data("", cutoff=on(112)), cutoff_stated=False)
    (course,) = courses_of(reads, unstated, PROTOCOL)
    assert [point.day for point in course.followups] == [56, 112, 168]
