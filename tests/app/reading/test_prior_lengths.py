"""What the protocol hides of other timepoints, in every part of the window that could tell a length."""

import re
from math import dist

import pytest
from PySide6.QtCore import Qt

from measurements.case.commands import SetProtocol
from tests.app.reading.at_the_desk import caliper
from tests.app.reading.scans import LUNG
from tests.app.reading.user import Opened, Reader

KEY = Qt.Key

LUNG_ELSEWHERE = {"30.0", "22.0", "31.0"}
LIVER_ELSEWHERE = {"24.0", "18.0", "15.0"}
SUMS_ELSEWHERE = {"54.0", "51.0"}


def reading(opened: Opened, word: str) -> Reader:
    """The second of three timepoints, with T01 still to draw."""
    opened.session.case.run(SetProtocol("mine.toml", f'[reading]\nprior_lengths = "{word}"\n'))
    reader = opened.read(1)
    reader.desk.activate(reader.desk.case.lesions[0].uid)
    reader.key(KEY.Key_Delete)
    reader.room.show_table(True)
    return reader


def parts(reader: Reader) -> dict[str, str]:
    """All words that tell millimetres, by the part of the window that shows them."""
    room = reader.room
    lesions = [room.panel.lesions.row(one.uid).line for one in reader.desk.view.ordered()]
    call, model = room.panel.call, room.table.model()
    cells = [
        str(model.data(model.index(row, column)))
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]
    shapes = [one.text for picture in reader.wall.all for one in picture.pane._shapes]
    return {
        "list": " ".join(f"{one.prior_text} {one.now_text} {one.change_text}" for one in lesions),
        "course": " ".join(str(value) for one in lesions for value in one.course),
        "sums": room.panel.sums.accessibleName(),
        "timeline": room.timeline.accessibleName(),
        "table": " ".join(cells),
        "pictures": " ".join(shapes),
        "call": call.sentence,
        "reasons": " ".join(line.reason for line in room.timeline.in_sight),
    }


def told(reader: Reader, lengths: set[str]) -> set[str]:
    """The parts in which one of these millimetres stands."""
    return {name for name, text in parts(reader).items() if lengths & set(re.findall(r"\d+\.\d", text))}


def drawn_mm(reader: Reader) -> dict[str, float]:
    """How long the calipers of the prior are drawn, by lesion: they can be held against the scale bar."""
    shapes = reader.wall.prior.pane._shapes
    return {one.title: round(dist(*one.long_lps), 1) for one in shapes}


def test_lengths_of_other_timepoints_are_shown_by_the_protocol_of_the_program(read_room: Opened) -> None:
    reader = reading(read_room, "shown")
    assert told(reader, LUNG_ELSEWHERE) == {"list", "course", "table", "pictures"}
    assert told(reader, LIVER_ELSEWHERE) == {"list", "course", "table", "pictures"}
    assert told(reader, SUMS_ELSEWHERE) >= {"sums", "timeline", "table"}


def test_a_length_is_shown_once_its_lesion_is_drawn(read_room: Opened) -> None:
    reader = reading(read_room, "until-drawn")
    assert told(reader, LUNG_ELSEWHERE) == set()
    assert told(reader, LIVER_ELSEWHERE) == {"list", "course", "table", "pictures"}
    assert told(reader, SUMS_ELSEWHERE) == set()
    assert parts(reader)["call"].startswith("The protocol hides earlier lengths")
    assert drawn_mm(reader) == {"T01": 0.0, "T02": 24.0}
    reader.draw(LUNG)
    drawn = caliper(reader.desk, reader.desk.case.lesions[0])
    assert drawn is not None
    assert drawn_mm(reader) == {"T01": 30.0, "T02": 24.0}
    assert told(reader, LUNG_ELSEWHERE) == {"list", "course", "table", "pictures"}
    assert told(reader, SUMS_ELSEWHERE) >= {"sums", "timeline", "table"}
    assert not parts(reader)["call"].startswith("The protocol hides")


def test_a_caliper_under_the_hand_opens_nothing(read_room: Opened) -> None:
    reader = reading(read_room, "until-drawn")
    case, current = reader.desk.case, reader.desk.current
    lung, prior = case.lesions[0], case.timepoints[0]
    liver_said = case.measurement(case.lesions[1], current)
    assert liver_said is not None
    view = reader.desk.view.with_measurement(lung, liver_said)
    assert view.drafted
    assert view.case.may_show_sum(prior, at=current)
    assert not view.may_show_sum(prior)
    assert not view.may_show_length(lung, prior)


def test_lengths_of_other_timepoints_are_never_shown(read_room: Opened) -> None:
    reader = reading(read_room, "never")
    for lengths in (LUNG_ELSEWHERE, LIVER_ELSEWHERE, SUMS_ELSEWHERE):
        assert told(reader, lengths) == set()
    reader.draw(LUNG)
    for lengths in (LUNG_ELSEWHERE, LIVER_ELSEWHERE, SUMS_ELSEWHERE):
        assert told(reader, lengths) == set()
    shown = parts(reader)
    assert "%" not in " ".join(shown.values())
    assert "16.0" in shown["list"]  # what stands at the current timepoint is the reader's own
    assert reader.room.panel.call.response != ""
    shapes = reader.wall.prior.pane._shapes
    assert {one.title for one in shapes} == {"T01", "T02"}
    assert all(one.long_lps[0] == one.long_lps[1] and one.short_lps is None for one in shapes)


@pytest.mark.parametrize(
    ("word", "lung_then", "liver_then", "sum_then"),
    [("shown", True, True, True), ("until-drawn", False, True, False), ("never", False, False, False)],
)
def test_one_rule_says_what_may_be_shown(
    read_room: Opened, word: str, lung_then: bool, liver_then: bool, sum_then: bool
) -> None:
    case = reading(read_room, word).desk.case
    lung, liver = case.lesions
    baseline, now, later = case.timepoints
    for other in (baseline, later):
        assert case.may_show_length(lung, other, at=now) is lung_then
        assert case.may_show_length(liver, other, at=now) is liver_then
        assert case.may_show_sum(other, at=now) is sum_then
    assert case.may_show_change(now, at=now) is sum_then
    assert case.may_show_length(lung, now, at=now)
    assert case.may_show_sum(now, at=now)
    assert case.may_show_change(baseline, at=baseline)
