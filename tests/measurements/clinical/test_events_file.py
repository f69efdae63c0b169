"""The events file: what is read, and what is refused and how."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measurements.clinical.event import ClinicalData, ClinicalEvent, EventKind
from measurements.clinical.events_file import read_events
from measurements.clinical.terms import TermList, read_terms
from measurements.refusal import Refusal

HEADER = "subject,event,date,lesion,term,grade,serious,related"
ENROLLED = "S1,ENROLMENT,2025-01-02,,,,,"


def events_file(folder: Path, *lines: str, header: str = HEADER) -> Path:
    path = folder / "events.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def refused(path: Path, **limits: object) -> str:
    with pytest.raises(Refusal) as error:
        read_events(path, **limits)  # type: ignore[arg-type]
    return str(error.value)


def test_every_kind_of_event_as_it_stands(tmp_path: Path) -> None:
    path = events_file(
        tmp_path,
        ENROLLED,
        "S1,TREATMENT_START,2025-01-09,,,,,",
        "S1,RT_START,2025-01-10,T01,,,,",
        "S1,RT_END,2025-01-20,T01,,,,",
        "S1,AE,2025-02-01,,Anemia,3,Y,N",
        "S1,AE,2025-02-02,,Nausea,1,,",
        "S1,NEW_THERAPY,2025-06-01,,paclitaxel,,,",
        "S1,LAST_CONTACT,2025-07-01,,,,,",
        "S1,DEATH,2025-07-02,,,,,",
    )
    data = read_events(path, subjects={"S1"}, lesions={"S1": {"T01"}}, cutoff=date(2025, 12, 31))
    assert data == ClinicalData(
        events=(
            ClinicalEvent("S1", EventKind.ENROLMENT, date(2025, 1, 2)),
            ClinicalEvent("S1", EventKind.TREATMENT_START, date(2025, 1, 9)),
            ClinicalEvent("S1", EventKind.RT_START, date(2025, 1, 10), lesion="T01"),
            ClinicalEvent("S1", EventKind.RT_END, date(2025, 1, 20), lesion="T01"),
            ClinicalEvent("S1", EventKind.ADVERSE_EVENT, date(2025, 2, 1), "", "Anemia", 3, True, False),
            ClinicalEvent("S1", EventKind.ADVERSE_EVENT, date(2025, 2, 2), "", "Nausea", 1, None, None),
            ClinicalEvent("S1", EventKind.NEW_THERAPY, date(2025, 6, 1), term="paclitaxel"),
            ClinicalEvent("S1", EventKind.LAST_CONTACT, date(2025, 7, 1)),
            ClinicalEvent("S1", EventKind.DEATH, date(2025, 7, 2)),
        ),
        source="events.csv",
        source_sha256=sha256(path.read_bytes()).hexdigest(),
        cutoff=date(2025, 12, 31),
        cutoff_stated=True,
    )


def test_columns_in_any_order_optional_ones_left_out_spaces_and_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(b"\xef\xbb\xbfdate,event, subject\r\n\r\n2025-01-02, ENROLMENT ,S1\r\n,,\r\n")
    assert read_events(path).events == (ClinicalEvent("S1", EventKind.ENROLMENT, date(2025, 1, 2)),)


def test_the_day_of_the_cut_off_belongs_to_the_data(tmp_path: Path) -> None:
    data = read_events(events_file(tmp_path, ENROLLED), cutoff=date(2025, 1, 2))
    assert (data.cutoff, data.cutoff_stated, len(data.events)) == (date(2025, 1, 2), True, 1)


def test_without_a_stated_cut_off_the_last_date_stands_for_it(tmp_path: Path) -> None:
    data = read_events(events_file(tmp_path, "S1,DEATH,2025-07-02,,,,,", ENROLLED))
    assert (data.cutoff, data.cutoff_stated) == (date(2025, 7, 2), False)


BAD_ROWS = [
    (
        "S9,ENROLMENT,2025-01-02,,,,,",
        "S9, ENROLMENT: the trial has no such subject; correct the code",
    ),
    (",ENROLMENT,2025-01-02,,,,,", "ENROLMENT: no subject; give its code"),
    ("S2,ENROLLED,2025-01-02,,,,,", "unknown event 'ENROLLED'; use ENROLMENT, TREATMENT_START"),
    ("S2,ENROLMENT,02.01.2025,,,,,", "date is '02.01.2025'; give a day of the calendar as 2025-03-14"),
    ("S2,ENROLMENT,20250102,,,,,", "date is '20250102'"),
    ("S2,ENROLMENT,2025-02-29,,,,,", "date is '2025-02-29'"),
    ("S2,ENROLMENT,2025-01,,,,,", "date is '2025-01'"),
    ("S2,ENROLMENT,0025-01-02,,,,,", "date is '0025-01-02'"),
    ("S2,ENROLMENT,,,,,,", "date is ''"),
    ("S2,DEATH,2026-01-01,,,,,", "2026-01-01 lies after the data cut-off 2025-12-31"),
    ("S2,DEATH,2025-03-01,T01,,,,", "only RT_START and RT_END take a lesion"),
    ("S2,RT_START,2025-03-01,T09,,,,", "no reader has a lesion T09 of this subject"),
    ("S2,DEATH,2025-03-01,,,5,,", "only an AE takes grade, serious and related"),
    ("S2,DEATH,2025-03-01,,,,Y,", "only an AE takes grade, serious and related"),
    ("S2,DEATH,2025-03-01,,,,,N", "only an AE takes grade, serious and related"),
    ("S2,AE,2025-03-01,,,3,,", "no term; give the CTCAE term"),
    ("S2,AE,2025-03-01,,Anemia,6,,", "grade is '6'; CTCAE grades are whole numbers from 1 to 5"),
    ("S2,AE,2025-03-01,,Anemia,0,,", "grade is '0'"),
    ("S2,AE,2025-03-01,,Anemia,,,", "grade is ''"),
    ("S2,AE,2025-03-01,,Anemia,2.5,,", "grade is '2.5'"),
    ("S2,AE,2025-03-01,,Anaemia,2,,", "no 'Anaemia' (did you mean 'Anemia'?); write it as it stands there"),
    ("S2,AE,2025-03-01,,Anemia,2,yes,", "serious is 'yes'; use Y or N"),
    ("S2,AE,2025-03-01,,Anemia,2,,maybe", "related is 'maybe'; use Y or N"),
    ("S2,ENROLMENT,2025-01-02", "3 cells under 8 columns; give one for each"),
]


@pytest.mark.parametrize(("row", "told"), BAD_ROWS)
def test_a_bad_row_is_named_with_what_to_do(tmp_path: Path, row: str, told: str) -> None:
    path = events_file(tmp_path, ENROLLED, row)
    message = refused(
        path,
        subjects=("S1", "S2"),
        lesions={"S2": ("T01",)},
        terms=TermList(("Anemia", "Nausea"), "terms.csv", ""),
        cutoff=date(2025, 12, 31),
    )
    assert message.startswith("events.csv, row 3: ")
    assert told in message
    assert len(message.splitlines()) == 1


odd_cells = st.sampled_from(
    ["", "S1", "AE", "DEATH", "RT_END", "2025-01-02", "2025-13-01", "T01", "5", "6", "Y", "N", '"', "\n", ","]
) | st.text(max_size=3)


@given(st.lists(st.lists(odd_cells, max_size=9).map(",".join), max_size=4))
def test_whatever_stands_in_a_file_is_read_or_refused_row_by_row(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "odd-events.csv"
    path.write_bytes("\n".join([HEADER, ENROLLED, *lines]).encode("utf-8", "replace"))
    said = ""
    read: list[str] = []
    try:
        read = [event.subject for event in read_events(path).events]
    except Refusal as refusal:
        said = str(refusal)
    assert bool(said) != ("S1" in read)
    assert all("odd-events.csv" in line for line in said.splitlines())


CONTRADICTIONS = [
    (("ENROLMENT,2025-01-05,,,,,",), 3, "on 2025-01-05 and on 2025-01-02; keep the one that holds"),
    (("DEATH,2025-03-05,,,,,", "DEATH,2025-03-06,,,,,"), 4, "on 2025-03-06 and on 2025-03-05"),
    (("LAST_CONTACT,2025-03-05,,,,,", "LAST_CONTACT,2025-03-06,,,,,"), 4, "keep the one that holds"),
    (("TREATMENT_START,2025-03-05,,,,,", "TREATMENT_START,2025-03-06,,,,,"), 4, "keep the one that holds"),
    (("ENROLMENT,2025-01-02,,,,,",), 3, "said twice in the same words"),
    (("AE,2025-03-05,,Pain,2,,", "AE,2025-03-05,,pain,2,,"), 4, "said twice in the same words"),
    (("TREATMENT_START,2025-01-01,,,,,",), 3, "2025-01-01 lies before the enrolment on 2025-01-02"),
    (("DEATH,2025-01-01,,,,,",), 3, "lies before the enrolment"),
    (("LAST_CONTACT,2025-01-01,,,,,",), 3, "lies before the enrolment"),
    (("NEW_THERAPY,2025-01-01,,,,,",), 3, "lies before the enrolment"),
    (("AE,2025-01-01,,Pain,2,,",), 3, "lies before the enrolment"),
    (("DEATH,2025-03-05,,,,,", "LAST_CONTACT,2025-03-06,,,,,"), 4, "lies after the death on 2025-03-05"),
    (("DEATH,2025-03-05,,,,,", "AE,2025-03-06,,Pain,2,,"), 4, "lies after the death"),
    (("DEATH,2025-03-05,,,,,", "NEW_THERAPY,2025-03-06,,,,,"), 4, "lies after the death"),
    (("DEATH,2025-03-05,,,,,", "RT_START,2025-03-06,,,,,"), 4, "lies after the death"),
    (("RT_END,2025-03-06,T01,,,,",), 3, "an end without RT_START of the same lesion"),
    (("RT_START,2025-03-06,T01,,,,", "RT_END,2025-03-07,T02,,,,"), 4, "an end without RT_START"),
    (("RT_START,2025-03-06,T01,,,,", "RT_END,2025-03-05,T01,,,,"), 4, "lies before its RT_START on"),
    (("AE,2025-03-05,,Sepsis,5,Y,N",), 3, "grade 5 without a DEATH of the patient"),
]


@pytest.mark.parametrize(("rows", "number", "told"), CONTRADICTIONS)
def test_events_that_contradict_each_other(
    tmp_path: Path, rows: tuple[str, ...], number: int, told: str
) -> None:
    message = refused(events_file(tmp_path, ENROLLED, *(f"S1,{row}" for row in rows)))
    assert message.startswith(f"events.csv, row {number}: subject S1, ")
    assert told in message
    assert len(message.splitlines()) == 1


def test_what_only_looks_like_a_contradiction(tmp_path: Path) -> None:
    rows = (
        "RT_START,2024-06-01,T01,,,,",  # before enrolment it is a fact of the lesion
        "RT_END,2024-06-20,T01,,,,",
        "RT_START,2025-02-01,T01,,,,",
        "RT_END,2025-02-10,T01,,,,",
        "RT_START,2025-02-01,T02,,,,",
        "RT_END,2025-02-01,T02,,,,",
        "AE,2025-03-01,,Sepsis,5,Y,N",
        "AE,2025-03-01,,Pain,2,,",
        "NEW_THERAPY,2025-02-20,,,,,",
        "NEW_THERAPY,2025-02-25,,,,,",
        "DEATH,2025-03-05,,,,,",
        "LAST_CONTACT,2025-03-05,,,,,",
        "AE,2025-03-05,,Pain,2,,",
    )
    data = read_events(events_file(tmp_path, ENROLLED, *(f"S1,{row}" for row in rows)))
    assert len(data.events) == 1 + len(rows)


def test_all_bad_rows_are_named_and_nothing_is_blamed_on_one_that_could_not_be_read(tmp_path: Path) -> None:
    message = refused(
        events_file(
            tmp_path,
            ENROLLED,
            "S1,AE,2025-03-05,,Sepsis,5,Y,N",
            "S1,DEATH,05.03.2025,,,,,",
            "S2,ENROLMENT,2025-01-02,,,,,",
            "S2,ENROLMENT,2025-01-03,,,,,",
        )
    )
    assert [line.split(": ")[0] for line in message.splitlines()] == [
        "events.csv, row 4",
        "events.csv, row 6",
    ]


def test_terms_that_differ_in_capitals_are_one_as_written_first_or_in_the_list(tmp_path: Path) -> None:
    path = events_file(
        tmp_path, ENROLLED, "S1,AE,2025-03-05,,dry  Mouth,2,,", "S1,AE,2025-03-06,,Dry mouth,2,,"
    )
    assert [event.term for event in read_events(path).events[1:]] == ["dry  Mouth", "dry  Mouth"]
    listed = read_events(path, terms=TermList(("Dry mouth",), "terms.csv", "")).events[1:]
    assert [event.term for event in listed] == ["Dry mouth", "Dry mouth"]


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("subject,event", "row 1: missing column 'date'; add it"),
        (HEADER + ",arm", "row 1: unknown column 'arm'; remove it"),
        (HEADER + ",date", "row 1: repeated column 'date'; keep one of it"),
    ],
)
def test_columns_that_do_not_fit(tmp_path: Path, header: str, told: str) -> None:
    assert told in refused(events_file(tmp_path, ENROLLED, header=header))


def test_a_file_without_rows_or_without_anything(tmp_path: Path) -> None:
    assert "has no rows under its header" in refused(events_file(tmp_path))
    empty = tmp_path / "empty.csv"
    empty.touch()
    assert "is empty; give it a header and one row per event" in refused(empty)
    assert "cannot be read" in refused(tmp_path / "absent.csv")


def test_a_list_of_terms(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text(
        "code,term,soc\n1,Anemia,Blood\n2, Dry mouth ,GI\n3,anemia,Blood\n4,,\n", encoding="utf-8"
    )
    found = read_terms(path)
    assert found == TermList(("Anemia", "Dry mouth"), "terms.csv", sha256(path.read_bytes()).hexdigest())
    path.write_text('term\n"Dry\nmouth"\n', encoding="utf-8")
    with pytest.raises(Refusal, match=r"terms\.csv, row 2: the term has signs that do not print"):
        read_terms(path)
    path.write_text("code,name\n1,Anemia\n", encoding="utf-8")
    with pytest.raises(Refusal, match="not one column 'term'"):
        read_terms(path)
    path.write_text("term\n\n", encoding="utf-8")
    with pytest.raises(Refusal, match="has no term under its header"):
        read_terms(path)
