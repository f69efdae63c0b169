"""The line of calls with more timepoints than it has room for."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.reading.call.timeline import LEAST_PX, CallTimeline
from app.reading.desk.lines import TimepointLine


def timepoints(count: int, current: int) -> list[TimepointLine]:
    return [
        TimepointLine(
            uid=str(number),
            label=f"TP{number}",
            day=56 * number,
            call="SD",
            sum_text="46.4 mm",
            change_text="",
            reason="",
            state_text="All assessed",
            brief_state_text="All assessed",
            current=number == current,
            prior=number == current - 1,
        )
        for number in range(count)
    ]


def shown(qtbot: QtBot, width_px: int, count: int, current: int) -> CallTimeline:
    timeline = CallTimeline()
    qtbot.addWidget(timeline)
    timeline.resize(width_px, 104)
    timeline.show_timepoints(timepoints(count, current))
    with qtbot.waitExposed(timeline):
        timeline.show()
    return timeline


def labels(timeline: CallTimeline) -> list[str]:
    return [line.label for line in timeline.in_sight]


def test_all_timepoints_are_shown_where_they_have_room(qtbot: QtBot) -> None:
    timeline = shown(qtbot, 84 + 15 * LEAST_PX, 15, 14)
    assert labels(timeline) == [f"TP{number}" for number in range(15)]


def test_where_they_have_not_the_current_one_is_in_sight_and_a_mark_leads_to_the_others(qtbot: QtBot) -> None:
    timeline = shown(qtbot, 84 + 5 * LEAST_PX, 15, 14)
    assert labels(timeline) == [f"TP{number}" for number in range(10, 15)]
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(64, 33))
    assert labels(timeline) == [f"TP{number}" for number in range(5, 10)]
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(timeline.width() - 8, 33))
    assert labels(timeline) == [f"TP{number}" for number in range(10, 15)]


def test_a_click_chooses_the_timepoint_that_is_shown_there(qtbot: QtBot) -> None:
    timeline = shown(qtbot, 84 + 5 * LEAST_PX, 15, 14)
    chosen: list[str] = []
    timeline.timepointChosen.connect(chosen.append)
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(72 + LEAST_PX // 2, 50))
    assert chosen == ["10"]


def test_another_timepoint_chosen_comes_into_sight(qtbot: QtBot) -> None:
    timeline = shown(qtbot, 84 + 5 * LEAST_PX, 15, 14)
    for current in (9, 3, 0, 7, 14):
        timeline.show_timepoints(timepoints(15, current))
        assert f"TP{current}" in labels(timeline)
    timeline.resize(84 + 2 * LEAST_PX, 104)
    assert "TP14" in labels(timeline)
