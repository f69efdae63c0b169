"""The lesion table: what is read, what is refused and how, what comes back."""

import csv
import io
import os
import random
import stat
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from measurements.interchange.call_tables import SUBJECT_COLUMNS, TIMEPOINT_COLUMNS, decimal_text
from measurements.interchange.lesion_table import (
    COLUMNS,
    assess_table,
    read_lesion_table,
    write_lesion_table,
)
from measurements.lesion import STATES_OF, RadiationClass, Role, State
from measurements.recist.row import LesionRow
from measurements.refusal import Refusal

HEADER = "subject,visit,day,lesion,group,organ,nodal,mm,state,rt"
BASELINE = "S1,0,-7,T01,TARGET,lung,N,50,,SBRT"


def table(folder: Path, *lines: str, header: str = HEADER) -> Path:
    path = folder / "lesions.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def refused(path: Path) -> str:
    with pytest.raises(Refusal) as error:
        read_lesion_table(path)
    return str(error.value)


def test_rows_as_they_stand(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        BASELINE,
        "S1,0,-7,NT01,NON-TARGET,neck,Y,12.50,,",
        "S2,1,0,,VISIT,,,,,",
        "S1,1.5,56,T01,TARGET,lung,N,,TSTM,SBRT",
        "S1,1.5,56,NEW01,NEW,brain,N,7,EQUIVOCAL,NONE",
        "S2,2,50,,VISIT,,,,ND,",
    )
    subjects = read_lesion_table(path)
    assert list(subjects) == ["S1", "S2"]
    first, node, small, new = subjects["S1"]
    assert first == LesionRow(
        "S1", Decimal(0), -7, "T01", Role.TARGET, "lung", False, Decimal(50), None, RadiationClass.SBRT
    )
    assert (node.nodal, str(node.mm), node.radiation) == (True, "12.50", RadiationClass.UNIRRADIATED)
    assert (small.visit, small.mm, small.state) == (Decimal("1.5"), None, State.TOO_SMALL)
    assert (new.mm, new.state) == (7, State.EQUIVOCAL)
    assert [(row.role, row.visit_done) for row in subjects["S2"]] == [(None, True), (None, False)]


def test_byte_order_mark_spaces_blank_lines_column_order_and_quoted_newlines(tmp_path: Path) -> None:
    path = tmp_path / "lesions.csv"
    path.write_bytes(
        b"\xef\xbb\xbf rt, subject,visit,day,lesion,group,organ,nodal,mm,state\r\n"
        b"\r\n"
        b'SBRT , S1 ,0,-7, T01 ,TARGET,"lung,\r\nupper",N, 50 ,\r\n'
        b",,,,,,,,,\r\n"
    )
    ((row,),) = read_lesion_table(path).values()
    assert (row.subject, row.lesion, row.organ, row.mm) == ("S1", "T01", "lung,\r\nupper", 50)
    path.write_bytes(path.read_bytes() + b"SBRT,S1,1,50,T01,TARGET,lung,N,x,\r\n")
    assert "row 6: subject S1, visit 1, lesion T01: mm is 'x'" in refused(path)


BAD_ROWS = [
    # a row after `BASELINE`, and what its line says
    (
        "S1,1,50,T01,TARGET,lung,N,,GONE,SBRT",
        "lesion T01: unknown state 'GONE'; use ABSENT, TSTM, NE, MERGED",
    ),
    ("S1,1,50,T01,TARGET,lung,N,,MEASURED,SBRT", "unknown state 'MEASURED'"),
    ("S1,1,50,T01,TARGET,lung,N,,PRESENT,SBRT", "unknown state 'PRESENT'"),
    ("S1,1,50,T01,TARGET,lung,N,,absent,SBRT", "unknown state 'absent'"),
    (
        "S1,1,50,N01,NEW,lung,N,,NE,SBRT",
        "unknown state 'NE'; use UNEQUIVOCAL, EQUIVOCAL, PRESENT, INCREASED, ABSENT",
    ),
    ("S1,1,50,,VISIT,,,,NE,", "unknown state 'NE'; use ND"),
    ("S1,1,50,,VISIT,,,5,,", "a VISIT row takes no mm"),
    ("S1,1,50,T01,TARGET,lung,N,-5,,SBRT", "mm is -5; a length is not negative"),
    ("S1,1,50,T01,TARGET,lung,N,-0,,SBRT", "mm is -0; a length is not negative"),
    ("S1,1,50,T01,TARGET,lung,N,abc,,SBRT", "mm is 'abc'; give a number"),
    ('S1,1,50,T01,TARGET,lung,N,"12,5",,SBRT', "mm is '12,5'; give a number; write decimals with a point"),
    ("S1,1,50,T01,TARGET,lung,N,nan,,SBRT", "mm is 'nan'"),
    ("S1,1,50,T01,TARGET,lung,N,inf,,SBRT", "mm is 'inf'"),
    ("S1,1,50,T01,TARGET,lung,N,1_0,,SBRT", "mm is '1_0'"),
    ("S1,1,50,T01,TARGET,lung,N,１２,,SBRT", "mm is '１２'"),
    ("S1,1,50,T01,TARGET,lung,N,10000,,SBRT", "10000 is no length in mm"),
    ("S1,1,50,T01,TARGET,lung,N,1e400,,SBRT", "mm is '1e400'"),
    ("S1,1,50,T01,TARGET,lung,N,1.000000000000000000000001,,SBRT", "mm is '1.0000"),
    ("S1,1,50,T01,TARGET,lung,N,,,SBRT", "neither mm nor a state"),
    ("S1,1,50,T01,TARGET,lung,N,12,NE,SBRT", "both 12 mm and NE"),
    ("S1,1,50,T01,TARGET,lung,N,12,ABSENT,SBRT", "both 12 mm and ABSENT"),
    ("S1,1,50,N01,NEW,lung,N,,,SBRT", "neither mm nor a state"),
    ("S1,1,50,N01,NEW,lung,N,12,ABSENT,SBRT", "absent, yet 12 mm"),
    ("S1,1,50,N01,NEW,lung,Y,10,ABSENT,SBRT", "absent, yet 10 mm"),
    ("S1,1,50,N01,NEW,lung,N,0,UNEQUIVOCAL,SBRT", "UNEQUIVOCAL, yet 0 mm"),
    ("S1,1,fifty,T01,TARGET,lung,N,50,,SBRT", "day is 'fifty'; give a whole number of days"),
    ("S1,1,50.5,T01,TARGET,lung,N,50,,SBRT", "day is '50.5'"),
    ("S1,one,50,T01,TARGET,lung,N,50,,SBRT", "visit is 'one'; give a number"),
    ("S1,nan,50,T01,TARGET,lung,N,50,,SBRT", "visit is 'nan'"),
    ("S1,1,50,T01,SOMETHING,lung,N,50,,SBRT", "unknown group 'SOMETHING'"),
    ("S1,1,50,T01,TARGET,lung,,50,,SBRT", "nodal is ''; use Y or N"),
    ("S1,1,50,T01,TARGET,lung,N,50,,PROTON", "unknown rt 'PROTON'"),
    ("S1,1,50,,TARGET,lung,N,50,,SBRT", "no lesion"),
    (",1,50,T01,TARGET,lung,N,50,,SBRT", "no subject"),
    ("S1,1,50,T01,TARGET,lung,N,50,SBRT", "9 cells under 10 columns"),
    ("S1,0,-7,T01,TARGET,lung,N,40,,SBRT", "recorded twice at this visit"),
    ("S1,0,-6,T02,TARGET,lung,N,40,,SBRT", "the visit is on day -7 and on day -6"),
    ("S1,1,-8,T01,TARGET,lung,N,40,,SBRT", "day -8 lies before day -7 of visit 0"),
    ("S1,1,50,T02,TARGET,lung,N,40,,SBRT", "a target that first appears after baseline"),
    ("S1,1,50,NT1,NON-TARGET,lung,N,,PRESENT,SBRT", "a non-target that first appears after baseline"),
    ("S1,1,50,T01,NON-TARGET,lung,N,,PRESENT,SBRT", "entered as TARGET at visit 0 and as NON-TARGET here"),
    ("S1,1,50,T01,NEW,lung,N,,PRESENT,SBRT", "entered as TARGET at visit 0 and as NEW here"),
    ("S1,0,-7,N01,NEW,lung,N,12,,SBRT", "a new lesion cannot be seen at baseline"),
    ("S1,0,-7,T02,TARGET,lung,N,,NE,SBRT", "a target must be evaluable at baseline"),
    ("S1,0,-7,T02,TARGET,lung,N,,,SBRT", "a target must be evaluable at baseline"),
    ("S1,0,-7,NT1,NON-TARGET,lung,N,8,,SBRT", "mm alone says nothing of a non-target that is not a node"),
    ("S1,1,50,T01,TARGET,lung,Y,40,,SBRT", "a lymph node in one row and not in another"),
    ("S1,0,-7,,VISIT,,,,ND,", "said not to have been done, yet lesions have rows"),
]


@pytest.mark.parametrize(("line", "said"), BAD_ROWS, ids=[case[1] for case in BAD_ROWS])
def test_a_bad_row_is_named_with_what_to_do(tmp_path: Path, line: str, said: str) -> None:
    lines = refused(table(tmp_path, BASELINE, line)).splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("lesions.csv, row 3: ")
    assert said in lines[0]


def test_whole_and_fragments_at_one_visit(tmp_path: Path) -> None:
    path = table(tmp_path, BASELINE, "S1,1,50,T01,TARGET,lung,N,30,,", "S1,1,50,T01.1,TARGET,lung,N,10,,")
    assert "row 4: subject S1, visit 1, lesion T01.1: T01 has a row of its own at this visit" in refused(path)


def test_baseline_after_the_start_of_treatment(tmp_path: Path) -> None:
    path = table(tmp_path, "S1,0,1,T01,TARGET,lung,N,50,,SBRT", "S1,0,1,T02,TARGET,lung,N,50,,SBRT")
    assert refused(path).splitlines() == [
        "lesions.csv, row 2: subject S1, visit 0, lesion T01: "
        "baseline on day 1 follows the start of treatment, day 0; correct the day"
    ]


def test_every_bad_row_has_its_line_and_no_other_row_is_blamed(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "S1,0,-7,T01,TARGET,lung,N,x,,SBRT",
        "S1,1,50,T01,TARGET,lung,N,50,,SBRT",
        "S2,0,-7,T01,TARGET,lung,N,50,,SBRT",
        "S2,1,50,T01,TARGET,lung,N,50,,SBRT",
        "S2,1,51,T01,TARGET,lung,N,50,,SBRT",
        "S3,0,-7,T01,TARGET,lung,N",
        "S3,1,50,T01,TARGET,lung,N,50,,SBRT",
    )
    rows = [line.split(":")[0] for line in refused(path).splitlines()]
    assert rows == ["lesions.csv, row 2", "lesions.csv, row 6", "lesions.csv, row 7"]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (HEADER.replace(",mm", ""), "missing column 'mm'; add it"),
        (HEADER.replace(",mm,state", ""), "missing column 'mm', 'state'"),
        (HEADER + ",note", "unknown column 'note'; remove it"),
        (HEADER + ",mm", "repeated column 'mm'; keep one of it"),
        (HEADER.replace("mm", "MM"), "missing column 'mm'"),
        (HEADER.replace(",", ";"), "cells are parted by semicolons; save it with commas between them"),
    ],
)
def test_columns(tmp_path: Path, header: str, said: str) -> None:
    text = refused(table(tmp_path, BASELINE, header=header))
    assert text.startswith("lesions.csv, row 1: ")
    assert said in text


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        (b"", "is empty"),
        (b"\r\n \n", "is empty"),
        (HEADER.encode(), "has no rows"),
        (HEADER.encode("utf-16"), "is not UTF-8 text"),
        ((HEADER + "\nS\xe9,").encode("latin-1"), "is not UTF-8 text (byte 56)"),
        (f"{HEADER}\nS1\0,".encode(), "holds NUL characters"),
        (f'{HEADER}\n"S1,0,-7'.encode(), "row 2: not CSV"),
        (f'{HEADER}\nS1,0,-7,T01,TARGET,"a"b,N,50,,SBRT\n'.encode(), "row 2: not CSV"),
    ],
)
def test_files_that_are_no_table(tmp_path: Path, stored: bytes, said: str) -> None:
    path = tmp_path / "lesions.csv"
    path.write_bytes(stored)
    text = refused(path)
    assert said in text
    assert "lesions.csv" in text
    assert "\n" not in text


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "cannot be read" in refused(tmp_path / "nowhere.csv")
    assert "cannot be read" in refused(tmp_path)


def rows_of(role: Role) -> st.SearchStrategy[LesionRow]:
    mm = st.decimals(0, 300, places=1)
    nodal = st.booleans()
    states = [state for state in STATES_OF[role] if state is not State.MEASURED]
    return st.builds(
        lambda name, nodal, mm, state, radiation, organ: LesionRow(
            "S1", Decimal(1), 56, name, role, organ, nodal, mm, state, radiation
        ),
        st.sampled_from(["L1", "L2", "L3"]),
        nodal,
        st.none() | mm,
        st.sampled_from(states),
        st.sampled_from(RadiationClass),
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8).map(str.strip),
    )


@given(rows_of(Role.NEW))
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, row: LesionRow) -> None:
    if row.mm is not None:
        row = LesionRow(
            row.subject,
            row.visit,
            row.day,
            row.lesion,
            row.role,
            row.organ,
            row.nodal,
            row.mm + 10,
            State.UNEQUIVOCAL,
            row.radiation,
        )
    path = tmp_path_factory.getbasetemp() / "round.csv"
    baseline = LesionRow(
        "S1",
        Decimal(0),
        -7,
        "T01",
        Role.TARGET,
        "lung",
        False,
        Decimal("20.50"),
        State.MEASURED,
        RadiationClass.LDRT,
    )
    not_done = LesionRow(
        "S1", Decimal(2), 60, "", None, "", False, None, None, RadiationClass.UNIRRADIATED, visit_done=False
    )
    write_lesion_table([baseline, row, not_done], path)
    ((first, second, third),) = read_lesion_table(path).values()
    assert (second, third) == (row, not_done)
    assert (first.state, str(first.mm)) == (None, "20.50")


odd_cells = st.sampled_from(
    [
        "",
        "S1",
        "0",
        "1",
        "-7",
        "T01",
        "T01.1",
        "TARGET",
        "NEW",
        "VISIT",
        "Y",
        "N",
        "50",
        "1e9",
        "NaN",
        "ND",
        "NE",
        '"',
        "\n",
    ]
) | st.text(max_size=3)


@example(['",', ',",,,,,,,,,'])
@given(st.lists(st.lists(odd_cells, max_size=11).map(",".join), max_size=4))
def test_whatever_stands_in_a_table_is_read_or_refused_row_by_row(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "odd.csv"
    path.write_bytes("\n".join([HEADER, BASELINE, *lines]).encode("utf-8", "replace"))
    said = ""
    subjects: dict[str, list[LesionRow]] = {}
    try:
        subjects = read_lesion_table(path)
    except Refusal as refusal:
        said = str(refusal)
    assert bool(said) != ("S1" in subjects)
    assert all("odd.csv" in line for line in said.splitlines())


def cells(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


COURSE = (
    "S1,0,-7,T01,TARGET,lung,N,30.5,,SBRT",
    "S1,0,-7,T02,TARGET,neck,Y,19.5,,LDRT",
    "S1,0,-7,NT01,NON-TARGET,bone,N,,PRESENT,NONE",
    "S1,1,56,T01,TARGET,lung,N,20,,SBRT",
    "S1,1,56,T02,TARGET,neck,Y,13,,LDRT",
    "S1,1,56,NT01,NON-TARGET,bone,N,,PRESENT,NONE",
    "S1,2,112,T01,TARGET,lung,N,,NE,SBRT",
    "S1,2,112,T02,TARGET,neck,Y,13,,LDRT",
    "S1,2,112,NT01,NON-TARGET,bone,N,,PRESENT,NONE",
    "S1,2,112,NEW01,NEW,liver,N,8,EQUIVOCAL,",
    "S1,3,168,T01,TARGET,lung,N,27,,SBRT",
    "S1,3,168,T02,TARGET,neck,Y,13,,LDRT",
    "S1,3,168,NT01,NON-TARGET,bone,N,,PRESENT,NONE",
    "S1,3,168,NEW01,NEW,liver,N,9,,",
    "S2,0,0,,VISIT,,,,,",
)


def test_the_tables_of_calls(tmp_path: Path) -> None:
    timepoints, subjects = tmp_path / "t.csv", tmp_path / "s.csv"
    assert assess_table(table(tmp_path, *COURSE), timepoints, subjects) == ""
    rows = cells(timepoints.read_text(encoding="utf-8"))
    assert timepoints.read_text(encoding="utf-8").splitlines()[0] == ",".join(TIMEPOINT_COLUMNS)
    assert ",".join(TIMEPOINT_COLUMNS) == (
        "subject,visit,day,targets_expected,targets_assessed,sum_mm,pct_from_baseline,nadir_mm,"
        "change_from_nadir_mm,pct_from_nadir,target,nontarget,new,overall,overall_backdated,irecist,"
        "sum_SBRT,target_SBRT,sum_LDRT,target_LDRT,sum_NONE,target_NONE,reason"
    )
    without_reason = [list(row.values())[:-1] for row in rows]
    assert without_reason == [
        line.split(",")
        for line in (
            "S1,0,-7,2,2,50,0,,,,,,,,,,30.5,,19.5,,,",
            "S1,1,56,2,2,33,-34,50,-17,-34,PR,NON-CR/NON-PD,N,PR,PR,iPR,20,PR,13,PR,,NA",
            "S1,2,112,2,1,,,33,,,NE,NON-CR/NON-PD,E,NE,PD,NE,,NE,13,PR,,NA",
            "S1,3,168,2,2,40,-20,33,7,21.2121,PD,NON-CR/NON-PD,Y,PD,PD,iUPD,27,PD,13,PR,,NA",
            "S2,0,0,0,0,,,,,,,,,,,,,,,,,",
        )
    ]
    assert rows[1]["reason"] == (
        "PR: [4.5] sum 33.0 = baseline 50.0 -34.0 %; [5] non-target Non-CR/Non-PD; [6] no new lesion. "
        "iPR: [9] no progression"
    )
    assert rows[2]["reason"].endswith(
        "[6.2] PD by back-dating: NEW01 certain at visit 3. "
        "NE: [9] not evaluable, confirms and resolves nothing"
    )
    assert subjects.read_text(encoding="utf-8") == (
        ",".join(SUBJECT_COLUMNS) + "\n"
        "S1,PR,SD,iPR,112,SBRT+LDRT+NONE\n"
        "S2,MISSING,MISSING,NE,,SBRT+LDRT+NONE\n"
    )


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_in_the_file_changes_no_row_of_calls(tmp_path: Path, seed: int) -> None:
    lines = [*COURSE, *(line.replace("S", "R", 1) for line in COURSE)]
    in_order = assess_table(table(tmp_path, *lines))
    random.Random(seed).shuffle(lines)
    assert sorted(assess_table(table(tmp_path, *lines)).splitlines()) == sorted(in_order.splitlines())


def test_tables_without_a_file_are_returned_timepoints_first(tmp_path: Path) -> None:
    path = table(tmp_path, *COURSE)
    timepoints, subjects = assess_table(path).split("\n\n")
    assert timepoints.startswith("subject,visit,")
    assert subjects.startswith("subject,bor,")
    assert assess_table(path, subjects_out=tmp_path / "s.csv") == timepoints + "\n"


def test_nothing_is_written_on_refusal(tmp_path: Path) -> None:
    timepoints = tmp_path / "t.csv"
    timepoints.write_text("kept")
    with pytest.raises(Refusal):
        assess_table(table(tmp_path, "S1,0,-7,T01,TARGET,lung,N,x,,"), timepoints, tmp_path / "s.csv")
    assert timepoints.read_text() == "kept"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lesions.csv", "t.csv"]


def test_nothing_is_written_where_one_table_has_no_place(tmp_path: Path) -> None:
    path = table(tmp_path, *COURSE)
    timepoints = tmp_path / "t.csv"
    for nowhere in (tmp_path / "missing" / "s.csv", tmp_path):
        with pytest.raises(Refusal, match="cannot be written"):
            assess_table(path, timepoints, nowhere)
        assert sorted(entry.name for entry in tmp_path.iterdir()) == ["lesions.csv"]


def test_the_lesion_table_is_never_overwritten_and_tables_not_by_each_other(tmp_path: Path) -> None:
    path = table(tmp_path, *COURSE)
    before = path.read_bytes()
    with pytest.raises(Refusal, match="the lesion table itself"):
        assess_table(path, tmp_path / "x" / ".." / "lesions.csv")
    with pytest.raises(Refusal, match="both tables"):
        assess_table(path, tmp_path / "t.csv", tmp_path / "t.csv")
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assess_table(table(tmp_path, *COURSE), subjects_out=pipe)
        assert os.read(reading, 4096).startswith(b"subject,bor,")
    finally:
        os.close(reading)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("62.0", "62"),
        ("1E+2", "100"),
        ("-33.33335", "-33.3334"),
        ("-0.00001", "0"),
        ("0.00005", "0.0001"),
        ("0.00004", "0"),
        ("0", "0"),
        ("62.05", "62.05"),
        ("100", "100"),
    ],
)
def test_decimals_in_tables(number: str, text: str) -> None:
    assert decimal_text(Decimal(number)) == text


def test_the_columns_of_the_lesion_table() -> None:
    assert ",".join(COLUMNS) == HEADER
