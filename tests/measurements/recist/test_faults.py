"""Which rows the engine refuses itself, and which only where they are final."""

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


LISTS = "it stays on its list"
CONTRADICTIONS = [
    (
        lesion_row(2, 56, "T01", Role.TARGET, "40"),
        ["visit 2, lesion T01: recorded twice at this visit; keep one of the two rows"],
    ),
    (
        visit_row(2, 56, done=False),
        [
            "visit 2: recorded twice at this visit; keep one of the two rows",
            "visit 2: said not to have been done, yet lesions have rows at this visit; "
            "remove this row or those",
        ],
    ),
    (
        lesion_row(2, 57, "T01.1", Role.TARGET, "40"),
        [
            "visit 2, lesion T01.1: the visit is on day 56 and on day 57; give it one day",
            "visit 2, lesion T01.1: T01 has a row of its own at this visit; "
            "record the whole or its fragments",
        ],
    ),
    (
        lesion_row(3, 55, "T01", Role.TARGET, "40"),
        [
            "visit 3, lesion T01: day 55 lies before day 56 of visit 2; correct the day or the visit number",
        ],
    ),
    (
        lesion_row(3, 99, "T01", Role.NEW, "UNEQUIVOCAL"),
        [f"visit 3, lesion T01: entered as TARGET at visit 1 and as NEW here; {LISTS}"],
    ),
    (
        lesion_row(3, 99, "T01", Role.NON_TARGET, "PRESENT"),
        [f"visit 3, lesion T01: entered as TARGET at visit 1 and as NON-TARGET here; {LISTS}"],
    ),
    (
        lesion_row(3, 99, "NEW01", Role.TARGET, "40"),
        [f"visit 3, lesion NEW01: entered as NEW at visit 2 and as TARGET here; {LISTS}"],
    ),
    (
        lesion_row(1, 0, "NEW02", Role.NEW, "UNEQUIVOCAL"),
        [
            "visit 1, lesion NEW02: a new lesion cannot be seen at baseline; "
            "enter it as TARGET or NON-TARGET",
        ],
    ),
    (
        lesion_row(3, 99, "T01", Role.TARGET, "n 40"),
        ["visit 3, lesion T01: a lymph node in one row and not in another; make nodal the same in all"],
    ),
    (
        lesion_row(2, 56, "T01.1", Role.TARGET, "40"),
        [
            "visit 2, lesion T01.1: T01 has a row of its own at this visit; "
            "record the whole or its fragments",
        ],
    ),
    (
        lesion_row(3, 99, "T01", Role.TARGET, "PRESENT"),
        ["visit 3, lesion T01: PRESENT is no state of a TARGET lesion; use one of ABSENT, TSTM, NE, MERGED"],
    ),
    (
        lesion_row(3, 99, "NEW01", Role.NEW, "NE"),
        [
            "visit 3, lesion NEW01: NE is no state of a NEW lesion; "
            "use one of UNEQUIVOCAL, EQUIVOCAL, PRESENT, INCREASED, ABSENT",
        ],
    ),
    *(
        (
            lesion_row(3, 99, "T01", Role.TARGET, "40")._replace(mm=Decimal(mm)),
            [f"visit 3, lesion T01: {mm} is no length in mm; give a number from 0 to below 10000"],
        )
        for mm in ("-0.1", "10000", "NaN", "Infinity")
    ),
]


def lines(texts: list[str]) -> str:
    return "\n".join(f"subject S1, {text}" for text in texts)


@pytest.mark.parametrize(("row", "said"), CONTRADICTIONS, ids=[case[1][0] for case in CONTRADICTIONS])
def test_contradictions_are_refused_by_the_engine(row: LesionRow, said: list[str]) -> None:
    with pytest.raises(Refusal) as refusal:
        assess_subject([*SOUND, row])
    assert str(refusal.value) == lines(said)


def test_a_visit_not_done_has_no_lesions() -> None:
    rows = [row for row in SOUND if row.role is not None or row.visit != 2]
    with pytest.raises(Refusal, match="said not to have been done"):
        assess_subject([*rows, visit_row(2, 56, done=False)])


UNREAD = lesion_row(1, 0, "T03", Role.TARGET, "NE")._replace(state=None)
LATE = (
    "that first appears after baseline, where the lists are frozen; add its baseline row, or enter it as NEW"
)
GAPS = [
    (
        lesion_row(1, 0, "T03", Role.TARGET, "NE"),
        "visit 1, lesion T03: a target must be evaluable at baseline; measure it, or enter it as NON-TARGET",
    ),
    (
        UNREAD,
        "visit 1, lesion T03: a target must be evaluable at baseline; measure it, or enter it as NON-TARGET",
    ),
    (lesion_row(3, 99, "T03", Role.TARGET, "40"), f"visit 3, lesion T03: a target {LATE}"),
    (lesion_row(3, 99, "NT02", Role.NON_TARGET, "PRESENT"), f"visit 3, lesion NT02: a non-target {LATE}"),
    (
        UNREAD._replace(visit=Decimal(3), day=99, lesion="T01"),
        "visit 3, lesion T01: neither mm nor a state; give one of them",
    ),
    (
        UNREAD._replace(visit=Decimal(3), day=99, lesion="T01", state=State.MEASURED),
        "visit 3, lesion T01: neither mm nor a state; give one of them",
    ),
    (
        lesion_row(3, 99, "T01", Role.TARGET, "12 TSTM"),
        "visit 3, lesion T01: both 12 mm and TSTM; give the one that holds",
    ),
    (
        lesion_row(3, 99, "T01", Role.TARGET, "5 ABSENT"),
        "visit 3, lesion T01: both 5 mm and ABSENT; give the one that holds",
    ),
    (
        lesion_row(3, 99, "T01", Role.TARGET, "0 NE"),
        "visit 3, lesion T01: both 0 mm and NE; give the one that holds",
    ),
    (
        lesion_row(3, 99, "NT01", Role.NON_TARGET, "12"),
        "visit 3, lesion NT01: mm alone says nothing of a non-target that is not a node; give its state",
    ),
    (
        lesion_row(3, 99, "NT01", Role.NON_TARGET, "12 ABSENT"),
        "visit 3, lesion NT01: absent, yet 12 mm; give the one that holds",
    ),
    (
        lesion_row(3, 99, "NT01", Role.NON_TARGET, "4 ABSENT"),
        "visit 3, lesion NT01: absent, yet 4 mm; give the one that holds",
    ),
    (
        lesion_row(3, 99, "NEW02", Role.NEW, "n 10 ABSENT"),
        "visit 3, lesion NEW02: absent, yet 10 mm; give the one that holds",
    ),
    (
        lesion_row(3, 99, "NEW01", Role.NEW, "0 PRESENT"),
        "visit 3, lesion NEW01: PRESENT, yet 0 mm; give the one that holds",
    ),
]


@pytest.mark.parametrize(("row", "said"), GAPS, ids=[f"{row.role} {said}" for row, said in GAPS])
def test_gaps_are_refused_only_where_rows_are_final(row: LesionRow, said: str) -> None:
    rows = [*SOUND, row]
    assert contradictions(rows) == []
    assert len(assess_subject(rows).timepoints) == max(row.visit for row in rows)
    with pytest.raises(Refusal) as refusal:
        check_rows(rows)
    assert str(refusal.value) == lines([said])


FINAL = [
    lesion_row(3, 99, "T01", Role.TARGET, "0 ABSENT"),
    lesion_row(3, 99, "T01", Role.TARGET, "9999.9"),
    lesion_row(3, 99, "T01", Role.TARGET, "12 MEASURED"),
    lesion_row(3, 99, "T01", Role.TARGET, "NE"),
    lesion_row(3, 99, "T01", Role.TARGET, "5 TSTM"),
    lesion_row(3, 99, "T01", Role.TARGET, "0 MERGED"),
    lesion_row(3, 99, "NT01", Role.NON_TARGET, "12 PRESENT"),
    lesion_row(3, 99, "NT01", Role.NON_TARGET, "0 NE"),
    lesion_row(3, 99, "NEW01", Role.NEW, "0 ABSENT"),
    lesion_row(3, 99, "NEW01", Role.NEW, "12"),
    lesion_row(3, 99, "NEW02", Role.NEW, "n 9.9 ABSENT"),
    lesion_row(3, 99, "NEW02", Role.NEW, "n 9.9 PRESENT"),
    visit_row(3, 99)._replace(nodal=True),
]


@pytest.mark.parametrize("row", FINAL, ids=[f"{row.role} {row.mm} {row.state}" for row in FINAL])
def test_mm_and_state_that_agree(row: LesionRow) -> None:
    check_rows([*SOUND, row])


def test_baseline_after_the_start_of_treatment_is_told_once() -> None:
    (fault,) = gaps(course(["50, 20", "50, 20"], days=[1, 56]))
    assert (fault.index, fault.text) == (
        0,
        "subject S1, visit 1: baseline on day 1 follows the start of treatment, day 0; correct the day",
    )


def test_fragments_of_one_visit_are_on_the_list_of_the_first() -> None:
    rows = [*SOUND, lesion_row(3, 99, "NEW02.1", Role.NEW, "PRESENT")]
    (fault,) = contradictions([*rows, lesion_row(3, 99, "NEW02.2", Role.NON_TARGET, "PRESENT")])
    assert (fault.index, fault.text) == (
        10,
        "subject S1, visit 3, lesion NEW02.2: entered as NEW at visit 3 and as NON-TARGET here; "
        "it stays on its list",
    )


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
        assess_subject([*SOUND, SOUND[0]._replace(subject="S2")])
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
