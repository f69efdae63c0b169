"""Which rows the engine refuses itself, and which only where they are final."""

from dataclasses import replace
from decimal import Decimal

import pytest

from measurements.lesion import Role, State
from measurements.recist.faults import check_rows, contradictions, gaps
from measurements.recist.row import LesionRow
from measurements.recist.subject import assess_subject
from measurements.refusal import Refusal
from tests.measurements.recist.courses import course, lesion_row, visit_row

SOUND = course(["50, 20", "50, 20"], ["PRESENT", "PRESENT"], ["-", "UNEQUIVOCAL"])


def test_sound_rows() -> None:
    check_rows(SOUND)
    check_rows([])


CONTRADICTIONS = [
    (lesion_row(2, 56, "T01", Role.TARGET, "40"), "recorded twice"),
    (visit_row(2, 56, done=False), "recorded twice"),
    (lesion_row(2, 57, "T01.1", Role.TARGET, "40"), "on day 56 and on day 57"),
    (lesion_row(3, 55, "T01", Role.TARGET, "40"), "day 55 lies before day 56 of visit 2"),
    (lesion_row(3, 99, "T01", Role.NEW, "UNEQUIVOCAL"), "entered as TARGET at visit 1 and as NEW here"),
    (lesion_row(3, 99, "T01", Role.NON_TARGET, "PRESENT"), "entered as TARGET at visit 1 and as NON-TARGET"),
    (lesion_row(3, 99, "NEW01", Role.TARGET, "40"), "entered as NEW at visit 2 and as TARGET here"),
    (lesion_row(1, 0, "NEW02", Role.NEW, "UNEQUIVOCAL"), "a new lesion cannot be seen at baseline"),
    (lesion_row(3, 99, "T01", Role.TARGET, "n 40"), "a lymph node in one row and not in another"),
    (lesion_row(2, 56, "T01.1", Role.TARGET, "40"), "T01 has a row of its own at this visit"),
    (lesion_row(3, 99, "T01", Role.TARGET, "PRESENT"), "PRESENT is no state of a TARGET lesion"),
    (lesion_row(3, 99, "NEW01", Role.NEW, "NE"), "NE is no state of a NEW lesion"),
]


@pytest.mark.parametrize(("row", "said"), CONTRADICTIONS, ids=[case[1] for case in CONTRADICTIONS])
def test_contradictions_are_refused_by_the_engine(row: LesionRow, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        assess_subject([*SOUND, row])


@pytest.mark.parametrize("mm", ["-0.1", "10000", "NaN", "Infinity"])
def test_lengths_that_are_none(mm: str) -> None:
    row = replace(lesion_row(3, 99, "T01", Role.TARGET, "40"), mm=Decimal(mm))
    with pytest.raises(Refusal, match="no length in mm"):
        assess_subject([*SOUND, row])


def test_a_visit_not_done_has_no_lesions() -> None:
    rows = [row for row in SOUND if row.role is not None or row.visit != 2]
    with pytest.raises(Refusal, match="said not to have been done"):
        assess_subject([*rows, visit_row(2, 56, done=False)])


GAPS = [
    (lesion_row(1, 0, "T03", Role.TARGET, "NE"), "must be evaluable at baseline"),
    (replace(lesion_row(1, 0, "T03", Role.TARGET, "NE"), state=None), "must be evaluable at baseline"),
    (lesion_row(3, 99, "T03", Role.TARGET, "40"), "a target that first appears after baseline"),
    (lesion_row(3, 99, "NT02", Role.NON_TARGET, "PRESENT"), "a non-target that first appears after baseline"),
    (replace(lesion_row(3, 99, "T01", Role.TARGET, "NE"), state=None), "neither mm nor a state"),
    (replace(lesion_row(3, 99, "T01", Role.TARGET, "NE"), state=State.MEASURED), "neither mm nor a state"),
    (lesion_row(3, 99, "T01", Role.TARGET, "12 TSTM"), "both 12 mm and TSTM"),
    (lesion_row(3, 99, "NT01", Role.NON_TARGET, "12"), "mm alone says nothing of a non-target"),
    (lesion_row(3, 99, "NT01", Role.NON_TARGET, "12 ABSENT"), "absent, yet 12 mm"),
    (lesion_row(3, 99, "NEW01", Role.NEW, "0 PRESENT"), "PRESENT, yet 0 mm"),
]


@pytest.mark.parametrize(("row", "said"), GAPS, ids=[case[1] for case in GAPS])
def test_gaps_are_refused_only_where_rows_are_final(row: LesionRow, said: str) -> None:
    rows = [*SOUND, row]
    assert contradictions(rows) == []
    assert len(assess_subject(rows).timepoints) == max(row.visit for row in rows)
    with pytest.raises(Refusal, match=said):
        check_rows(rows)


FINAL = [
    lesion_row(3, 99, "T01", Role.TARGET, "0 ABSENT"),
    lesion_row(3, 99, "T01", Role.TARGET, "9999.9"),
    lesion_row(3, 99, "T01", Role.TARGET, "5 TSTM"),
    lesion_row(3, 99, "T01", Role.TARGET, "0 MERGED"),
    lesion_row(3, 99, "NT01", Role.NON_TARGET, "12 PRESENT"),
    lesion_row(3, 99, "NEW01", Role.NEW, "0 ABSENT"),
]


@pytest.mark.parametrize("row", FINAL, ids=[f"{row.role} {row.mm} {row.state}" for row in FINAL])
def test_mm_and_state_that_agree(row: LesionRow) -> None:
    check_rows([*SOUND, row])


def test_baseline_after_the_start_of_treatment_is_told_once() -> None:
    (fault,) = gaps(course(["50, 20", "50, 20"], days=[1, 56]))
    assert "baseline on day 1" in fault.text


def test_one_line_for_every_fault() -> None:
    rows = [*SOUND, *(case[0] for case in CONTRADICTIONS[:3])]
    with pytest.raises(Refusal) as refusal:
        assess_subject(rows)
    assert [line.split(":")[0] for line in str(refusal.value).splitlines()] == [
        "subject S1, visit 2, lesion T01",
        "subject S1, visit 2",
        "subject S1, visit 2",
        "subject S1, visit 2, lesion T01.1",
        "subject S1, visit 2, lesion T01.1",
    ]


def test_one_subject_at_a_time() -> None:
    with pytest.raises(ValueError, match="one subject is assessed at a time, not 2"):
        assess_subject([*SOUND, replace(SOUND[0], subject="S2")])
    with pytest.raises(ValueError, match="one subject is assessed at a time, not 0"):
        assess_subject([])


def test_two_visits_on_one_day_are_no_contradiction() -> None:
    assert contradictions(course(["50", "50"], days=[0, 0])) == []


def test_the_list_of_the_earliest_visit_holds_whatever_the_order_of_rows() -> None:
    rows = [lesion_row(3, 99, "T01", Role.NEW, "UNEQUIVOCAL"), *reversed(SOUND)]
    (fault,) = contradictions(rows)
    assert (fault.index, fault.text.partition(": ")[2]) == (
        0,
        "entered as TARGET at visit 1 and as NEW here; it stays on its list",
    )
