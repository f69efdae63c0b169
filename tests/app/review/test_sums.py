"""Sums and reasons of the review: the stored numbers, what they are held against, what is remarked."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.review.matrix import Shown
from app.review.reviewed import reviewed
from app.review.sums import course_chart, reasons, sum_lines
from app.session import Session
from app.style.charting import OTHER_READ, WHOLE
from measurements.case.commands import ImportClinicalEvents
from measurements.clinical.event import ClinicalData, ClinicalEvent, EventKind
from tests.app.reading.scans import SUBJECT
from tests.app.review.subject import read_once, read_twice

FIRST_SCAN = date(2024, 1, 10)


@pytest.fixture
def session(qapp: object, tmp_path: Path) -> Iterator[Session]:
    opened = read_once(tmp_path)
    yield opened
    opened.close()


def irradiate(session: Session, *events: ClinicalEvent) -> None:
    data = ClinicalData(tuple(events), "events.csv", "0" * 64, date(2025, 1, 1), True)
    session.case.run(ImportClinicalEvents(data))


def test_sums_stand_side_by_side_by_class_and_together(session: Session) -> None:
    lines = {line.title: line for line in sum_lines(reviewed(session.store))}
    assert list(lines) == ["SBRT", "LDRT", "Irradiated together", "All targets"]
    assert lines["SBRT"].cells == ("30.0", "20.0", "31.0")
    assert lines["LDRT"].cells == ("24.0", "16.0", "20.0")
    assert lines["Irradiated together"].cells == lines["All targets"].cells == ("54.0", "36.0", "51.0")
    assert [line.response for line in lines.values()] == ["PD", "SD", "PD", "PD"]
    assert lines["All targets"].from_baseline == "\u22125.6 %"
    assert lines["All targets"].from_nadir == "+41.7 %"


def test_the_chart_shows_the_sums_their_bounds_and_the_calls(session: Session) -> None:
    chart = course_chart(reviewed(session.store), Shown(), lesions=False)
    courses = {course.style: course for course in chart.courses}
    assert courses[WHOLE].values == (54.0, 36.0, 51.0)
    assert courses[WHOLE].texts == ("54.0", "36.0", "51.0")
    assert courses["SBRT"].values == (30.0, 20.0, 31.0)
    assert [visit.call for visit in chart.visits] == ["BL", "PR", "PD"]
    assert [visit.at for visit in chart.visits] == [0.0, 56.0, 112.0]
    pr, pd = chart.levels
    assert (pr.values, pr.name) == ((None, 37.8, 37.8), "PR \u2264 37.8")  # 30 % below 54.0
    assert (pd.values, pd.name) == ((None, 64.8, 43.2), "PD \u2265 43.2")  # 20 % above 54.0, then above 36.0
    assert chart.visits[2].reason.startswith("PD: sum 51.0 = nadir 36.0 (TP1) +41.7 %")


def test_the_band_is_that_of_the_protocol(session: Session) -> None:
    seen = reviewed(session.store)
    low, high = seen.case.protocol.two_readers_sum_pct
    chart = course_chart(seen, Shown(), lesions=False)
    assert chart.band[1] == (float(Decimal(36) * (1 + low / 100)), float(Decimal(36) * (1 + high / 100)))


def test_each_lesion_has_a_course_of_its_own_and_no_bounds(session: Session) -> None:
    chart = course_chart(reviewed(session.store), Shown(), lesions=True)
    assert [(one.name, one.style, one.values) for one in chart.courses] == [
        ("T01", "SBRT", (30.0, 20.0, 31.0)),
        ("T02", "LDRT", (24.0, 16.0, 20.0)),
    ]
    assert (chart.levels, chart.band) == ((), ())


def test_a_hidden_class_leaves_the_chart_and_the_whole_sum_stays(session: Session) -> None:
    chart = course_chart(reviewed(session.store), Shown(frozenset({"SBRT"})), lesions=False)
    assert [course.style for course in chart.courses] == ["LDRT", WHOLE]


def test_a_second_read_has_a_line_of_its_own(qapp: object, tmp_path: Path) -> None:
    session = read_twice(tmp_path)
    chart = course_chart(reviewed(session.store, "", "read-1", "read-2"), Shown(), lesions=False)
    other = next(course for course in chart.courses if course.style == OTHER_READ)
    assert other.values == (54.0, 38.5, 51.0)
    session.close()


def test_calls_have_their_reasons_and_a_stereotactic_progression_its_remark(session: Session) -> None:
    """Without T01 (SBRT, 20.0 to 31.0) the sum would be 40.0: 4.0 mm above the nadir, no progression."""
    told = reasons(reviewed(session.store))
    assert told[0].startswith("TP2: PD: sum 51.0")
    assert told[1] == (
        "The progression at TP2 is carried only by lesions in a stereotactic field; when they were treated "
        "is not known. The call stands as it is."
    )
    assert told[2].startswith("TP1: PR: sum 36.0")
    assert len(told) == 3
    assert reasons(reviewed(session.store), all_calls=False) == told[:2]  # on paper


def test_the_remark_tells_the_days_since_the_last_course_before_it(session: Session) -> None:
    irradiate(
        session,
        ClinicalEvent(SUBJECT, EventKind.RT_START, date(2024, 1, 12), "T01"),
        ClinicalEvent(SUBJECT, EventKind.RT_END, date(2024, 1, 20), "T01"),
        ClinicalEvent(SUBJECT, EventKind.RT_START, date(2024, 2, 1), "T02"),
        ClinicalEvent(SUBJECT, EventKind.RT_START, date(2024, 6, 1), "T01"),
    )
    days = (date(2024, 5, 1) - date(2024, 1, 20)).days
    assert f"{days} days after radiotherapy" in reasons(reviewed(session.store))[1]


def test_days_of_radiotherapy_stand_on_the_axis(session: Session) -> None:
    irradiate(
        session,
        ClinicalEvent(SUBJECT, EventKind.RT_START, date(2024, 1, 12), "T01"),
        ClinicalEvent(SUBJECT, EventKind.RT_END, date(2024, 1, 20), "T01"),
        ClinicalEvent(SUBJECT, EventKind.RT_START, date(2024, 2, 1)),
    )
    chart = course_chart(reviewed(session.store), Shown(), lesions=False)
    start, other = (date(2024, 1, 12) - FIRST_SCAN).days, (date(2024, 2, 1) - FIRST_SCAN).days
    assert [(one.start, one.end, one.text) for one in chart.treated] == [
        (start, start + 8, "RT T01"),
        (other, None, "RT"),
    ]
    assert [one.told for one in chart.treated] == [
        "RT T01: 2024-01-12 to 2024-01-20 (days 2 to 10)",
        "RT: from 2024-02-01 (day 22), its end is not known",
    ]


def test_lesions_treated_at_one_time_are_named_together(session: Session) -> None:
    """Their names would lie over each other, and one of them would be missing."""
    irradiate(
        session,
        ClinicalEvent(SUBJECT, EventKind.RT_START, date(2024, 1, 12), "T01"),
        ClinicalEvent(SUBJECT, EventKind.RT_END, date(2024, 1, 20), "T01"),
        ClinicalEvent(SUBJECT, EventKind.RT_START, date(2024, 1, 13), "T02"),
        ClinicalEvent(SUBJECT, EventKind.RT_END, date(2024, 1, 24), "T02"),
        ClinicalEvent(SUBJECT, EventKind.RT_START, date(2024, 1, 25), "T01"),
    )
    both, later = course_chart(reviewed(session.store), Shown(), lesions=False).treated
    start = (date(2024, 1, 12) - FIRST_SCAN).days
    assert (both.start, both.end, both.text) == (start, start + 12, "RT T01, T02")
    assert [line[:6] for line in both.told.splitlines()] == ["RT T01", "RT T02"]
    assert later.text == "RT T01"
