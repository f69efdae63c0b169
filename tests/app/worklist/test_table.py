"""The table model: order, columns, and telling views of differences only."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.worklist.rows import Cell, Images, Reading, SubjectRow
from app.worklist.table import ROW_ROLE, FilteredWorklist, WorklistTable, natural_order
from measurements.trial import TimepointKind


def cell(order: int, label: str = "", reading: Reading = Reading.TO_READ) -> Cell:
    return Cell(
        f"timepoint {order}",
        order,
        label or ("BL" if order == 0 else f"TP{order}"),
        TimepointKind.FOLLOW_UP,
        None,
        0,
        Images.COMPLETE,
        (),
        reading,
        0,
        0,
        "",
        "",
    )


def row(code: str, *cells: Cell) -> SubjectRow:
    return SubjectRow(f"uid {code}", code, code, None, frozenset(), cells)


def shown(table: WorklistTable) -> list[list[str]]:
    return [
        [table.headerData(place, Qt.Orientation.Vertical)]
        + [str(table.index(place, column).data() or "") for column in range(table.columnCount())]
        for place in range(table.rowCount())
    ]


def headings(table: WorklistTable) -> list[str]:
    return [table.headerData(place, Qt.Orientation.Horizontal) for place in range(table.columnCount())]


@pytest.mark.parametrize(
    "codes",
    [["HN-2", "HN-10", "hn-11"], ["2", "10", "A"], ["A", "A-1", "B"], ["", "A"], ["上海-2", "上海-10"]],
)
def test_codes_are_ordered_as_people_do(codes: list[str]) -> None:
    shuffled = list(reversed(codes))
    assert sorted(shuffled, key=natural_order) == codes


def test_columns_are_places_in_time_named_by_most(qtmodeltester: object) -> None:
    table = WorklistTable()
    qtmodeltester.check(table)  # type: ignore[attr-defined]
    table.show_rows([row("A", cell(0), cell(1, "W8")), row("B", cell(0), cell(1, "W8")), row("C", cell(1))])
    assert headings(table) == ["BL", "W8"]
    assert shown(table) == [["A", "To read", "To read"], ["B", "To read", "To read"], ["C", "", "To read"]]
    qtmodeltester.check(table)  # type: ignore[attr-defined]


def test_baselines_stand_under_each_other_beside_earlier_scans() -> None:
    table = WorklistTable()
    table.show_rows([row("A", cell(-1, "Old", Reading.NOT_A_VISIT), cell(0)), row("B", cell(0))])
    assert headings(table) == ["Old", "BL"]
    assert shown(table) == [["A", "Earlier scan", "To read"], ["B", "", "To read"]]


def test_a_changed_subject_is_all_that_views_hear_of(qtbot: QtBot) -> None:
    table = WorklistTable()
    table.show_rows([row("A", cell(0), cell(1)), row("B", cell(0))])
    heard: list[tuple[int, int]] = []
    table.dataChanged.connect(lambda first, last: heard.append((first.row(), last.row())))
    with qtbot.assertNotEmitted(table.modelReset):
        table.show_row(row("B", cell(0, reading=Reading.READ)))
        table.show_rows([row("A", cell(0), cell(1)), row("B", cell(0, reading=Reading.READ))])
    assert heard == [(1, 1)]


def test_new_subjects_and_timepoints_are_inserted_in_place(qtbot: QtBot) -> None:
    table = WorklistTable()
    table.show_rows([row("A", cell(0)), row("C", cell(0))])
    with qtbot.assertNotEmitted(table.modelReset):
        table.show_rows([row("A", cell(0)), row("B", cell(0), cell(1)), row("C", cell(0))])
    assert [line[0] for line in shown(table)] == ["A", "B", "C"]
    assert headings(table) == ["BL", "TP1"]


def test_a_renamed_or_vanished_subject_is_in_its_new_place() -> None:
    table = WorklistTable()
    table.show_rows([row("A", cell(0)), row("B", cell(0))])
    renamed = SubjectRow("uid A", "Z", "A", None, frozenset(), (cell(0),))
    table.show_row(renamed)
    assert [line[0] for line in shown(table)] == ["B", "Z"]
    table.show_rows([renamed])
    assert [line[0] for line in shown(table)] == ["Z"]


def test_the_text_sought_is_part_of_the_code() -> None:
    table = WorklistTable()
    table.show_rows([row("HN-1", cell(0)), row("hn-12", cell(0)), row("LX-2", cell(0))])
    model = FilteredWorklist()
    model.setSourceModel(table)
    model.seek(" hN-1 ")
    found = [
        model.headerData(place, Qt.Orientation.Vertical, ROW_ROLE).code for place in range(model.rowCount())
    ]
    assert found == ["HN-1", "hn-12"]
