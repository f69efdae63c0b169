"""From a read to the lesion table, row by row."""

from dataclasses import replace
from decimal import Decimal

import pytest

from measurements.case.lesion_rows import lesion_rows
from measurements.lesion import Lesion, Measurement, RadiationClass, Role, State
from measurements.recist.response import Response
from measurements.recist.row import LesionRow
from measurements.recist.subject import assess_subject
from measurements.trial import Read, Subject, Timepoint, TimepointKind
from tests.measurements.samples import caliper, lesion, series

SUBJECT = Subject("s", "HN-017", "HN-017")
READ = Read("r", "s", "R1")
PRIOR = Timepoint("prior", "s", -1, "PRE1", TimepointKind.UNSCHEDULED, None, -40)
BASELINE = Timepoint("bl", "s", 0, "BL", TimepointKind.BASELINE, None, -7)
WEEK_8 = Timepoint("w8", "s", 1, "TP1", TimepointKind.FOLLOW_UP, None, 56)
EXTRA = Timepoint("u1", "s", 2, "U1", TimepointKind.UNSCHEDULED, None, 80)
WEEK_16 = Timepoint("w16", "s", 3, "TP2", TimepointKind.FOLLOW_UP, None, 112)
TIMEPOINTS = [PRIOR, BASELINE, WEEK_8, EXTRA, WEEK_16]

TARGET = lesion(READ, BASELINE, "T01")
NODE = replace(lesion(READ, BASELINE, "T02", nodal=True, radiation=RadiationClass.LDRT), organ="Lymph node")
NON_TARGET = lesion(READ, BASELINE, "NT01", Role.NON_TARGET, radiation=None)
NEW = lesion(READ, WEEK_8, "NEW01", Role.NEW, radiation=None)


def said(
    of: Lesion, at: Timepoint, state: State, long_mm: float | None = None, short_mm: float | None = None
) -> Measurement:
    drawn = None if long_mm is None else caliper(series(), long_mm, short_mm)
    return Measurement(of.uid, at.uid, state, drawn)


def rows(lesions: list[Lesion], measurements: list[Measurement]) -> list[LesionRow]:
    return lesion_rows(SUBJECT, TIMEPOINTS, lesions, [one.answer for one in measurements])


@pytest.mark.parametrize(
    ("of", "measurement", "mm", "state"),
    [
        (TARGET, said(TARGET, BASELINE, State.MEASURED, 24.3, 12.0), "24.3", None),
        (NODE, said(NODE, BASELINE, State.MEASURED, 24.3, 12.0), "12.0", None),
        (NON_TARGET, said(NON_TARGET, BASELINE, State.PRESENT), None, State.PRESENT),
        (NON_TARGET, said(NON_TARGET, BASELINE, State.PRESENT, 9.0, 4.0), None, State.PRESENT),
    ],
)
def test_what_counts_of_a_lesion_at_baseline(
    of: Lesion, measurement: Measurement, mm: str | None, state: State | None
) -> None:
    assert rows([of], [measurement]) == [
        LesionRow(
            subject="HN-017",
            visit=Decimal(0),
            day=-7,
            lesion=of.label,
            role=of.role,
            organ=of.organ,
            nodal=of.nodal,
            mm=None if mm is None else Decimal(mm),
            state=state,
            radiation=of.radiation or RadiationClass.UNIRRADIATED,
        )
    ]


@pytest.mark.parametrize(
    ("of", "measurement", "mm", "state"),
    [
        (TARGET, said(TARGET, WEEK_8, State.TOO_SMALL), None, State.TOO_SMALL),
        (TARGET, said(TARGET, WEEK_8, State.ABSENT), None, State.ABSENT),
        (TARGET, said(TARGET, WEEK_8, State.NOT_EVALUABLE), None, State.NOT_EVALUABLE),
        (TARGET, said(TARGET, WEEK_8, State.MERGED), None, State.MERGED),
        (NON_TARGET, said(NON_TARGET, WEEK_8, State.UNEQUIVOCAL, 31.0, 20.0), None, State.UNEQUIVOCAL),
        (NEW, said(NEW, WEEK_8, State.UNEQUIVOCAL, 11.0, 6.0), "11.0", State.UNEQUIVOCAL),
        (replace(NEW, nodal=True), said(NEW, WEEK_8, State.EQUIVOCAL, 11.0, 6.0), "6.0", State.EQUIVOCAL),
        (replace(NEW, nodal=True), said(NEW, WEEK_8, State.PRESENT, 11.0), None, State.PRESENT),
        (NEW, said(NEW, WEEK_8, State.ABSENT, 11.0), None, State.ABSENT),
    ],
)
def test_what_counts_of_a_lesion_later(
    of: Lesion, measurement: Measurement, mm: str | None, state: State | None
) -> None:
    baseline = said(TARGET, BASELINE, State.MEASURED, 24.3, 12.0)
    lesions = [TARGET] if of is TARGET else [TARGET, of]
    (found,) = (row for row in rows(lesions, [baseline, measurement]) if row.visit == 1)
    assert (found.lesion, found.day) == (of.label, 56)
    assert (found.mm, found.state) == (None if mm is None else Decimal(mm), state)


def test_a_node_without_short_axis_is_not_assessed() -> None:
    measurements = [
        said(TARGET, BASELINE, State.MEASURED, 24.3),
        said(NODE, BASELINE, State.MEASURED, 24.3, 16.0),
        said(TARGET, WEEK_8, State.MEASURED, 20.0),
        said(NODE, WEEK_8, State.MEASURED, 40.0, None),
    ]
    at_week_8 = [row.lesion for row in rows([TARGET, NODE], measurements) if row.visit == 1]
    assert at_week_8 == ["T01"]


def test_a_target_not_drawn_at_baseline_keeps_the_call_waiting() -> None:
    measurements = [
        said(TARGET, BASELINE, State.MEASURED, 24.3),
        said(NODE, BASELINE, State.MEASURED, 24.3, None),
        said(TARGET, WEEK_8, State.MEASURED, 10.0),
    ]
    undrawn = lesion(READ, BASELINE, "T03")
    found = rows([TARGET, NODE, undrawn], measurements)
    assert [(row.lesion, row.mm, row.state) for row in found if row.visit == 0] == [
        ("T01", Decimal("24.3"), None),
        ("T02", None, None),
        ("T03", None, None),
    ]
    assert [timepoint.target for timepoint in assess_subject(found).timepoints] == [None, Response.NE]


def test_a_fragment_not_drawn_yet_leaves_the_whole_as_it_was_recorded() -> None:
    fragment = lesion(READ, WEEK_8, "T01.1")
    measurements = [
        said(TARGET, BASELINE, State.MEASURED, 24.3),
        said(TARGET, WEEK_8, State.MEASURED, 20.0),
    ]
    found = rows([TARGET, fragment], measurements)
    assert [(row.visit, row.lesion) for row in found] == [(0, "T01"), (1, "T01")]
    assert assess_subject(found).timepoints[1].sum_mm == Decimal("20.0")


def visits(found: list[LesionRow]) -> list[tuple[int, str, bool]]:
    return [(int(row.visit), row.lesion, row.visit_done) for row in found]


def test_visits_end_with_the_last_one_begun() -> None:
    measurements = [said(TARGET, BASELINE, State.MEASURED, 24.3), said(TARGET, WEEK_8, State.ABSENT)]
    assert visits(rows([TARGET], measurements)) == [(0, "T01", True), (1, "T01", True)]


def test_a_scheduled_visit_passed_over_was_not_done_and_an_unscheduled_one_is_none() -> None:
    measurements = [said(TARGET, BASELINE, State.MEASURED, 24.3), said(TARGET, WEEK_16, State.ABSENT)]
    assert visits(rows([TARGET], measurements)) == [(0, "T01", True), (1, "", False), (3, "T01", True)]


def test_an_unscheduled_timepoint_that_was_assessed_is_a_visit() -> None:
    measurements = [said(TARGET, BASELINE, State.MEASURED, 24.3), said(TARGET, EXTRA, State.ABSENT)]
    assert visits(rows([TARGET], measurements))[-1] == (2, "T01", True)


def test_a_baseline_without_disease_is_a_visit_once_something_is_new() -> None:
    found = rows([NEW], [said(NEW, WEEK_8, State.UNEQUIVOCAL)])
    assert visits(found) == [(0, "", False), (1, "NEW01", True)]
    assert found[0].role is None


def test_a_visit_with_nothing_that_counts_still_exists() -> None:
    measurements = [
        said(NODE, BASELINE, State.MEASURED, 24.3, 16.0),
        said(NODE, WEEK_8, State.MEASURED, 24.3, None),
    ]
    assert visits(rows([NODE], measurements)) == [(0, "T02", True), (1, "", False)]


def test_nothing_recorded_is_no_rows() -> None:
    assert rows([TARGET], []) == []


def test_rows_come_by_visit_list_and_label() -> None:
    lesions = [NEW, NON_TARGET, NODE, TARGET]
    measurements = [
        said(one, WEEK_8, State.ABSENT if one is not NODE else State.TOO_SMALL) for one in lesions
    ] + [
        said(NON_TARGET, BASELINE, State.PRESENT),
        said(NODE, BASELINE, State.MEASURED, 20.0, 16.0),
        said(TARGET, BASELINE, State.MEASURED, 24.3),
    ]
    order = [(int(row.visit), row.lesion) for row in rows(lesions, measurements)]
    assert order == [(0, "T01"), (0, "T02"), (0, "NT01"), (1, "T01"), (1, "T02"), (1, "NT01"), (1, "NEW01")]
