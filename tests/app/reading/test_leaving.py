"""A read that is taken back, or whose timepoints leave the subject: a sentence, and back to the worklist."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.components.banner import Banner
from app.importing import bring_in, look_through
from measurements.case.commands import AssignTimepointToSubject, Command, InOneStep
from tests.app.reading.at_the_desk import subject_uid, timepoint_uids
from tests.app.reading.scans import SUBJECT
from tests.app.reading.user import CTRL, Opened, Reader
from tests.app.settled import settle
from tests.dicom_files import write_ct_series

Key = Qt.Key


@pytest.fixture
def unexpected(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What nobody foresaw, of what was told to the windows."""
    found: list[object] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, error, trace: found.append(error))
    return found


def said(opened: Opened) -> list[str]:
    """The sentences of the banners over the pages."""
    settle(opened.station.window)
    return [
        words.text()
        for banner in opened.station.window.findChildren(Banner)
        if banner.isVisible()
        for words in banner.findChildren(QLabel)
        if words.text()
    ]


def is_back_at_the_worklist(opened: Opened) -> bool:
    station = opened.station
    return (
        station.room.desk is None
        and station.worklist.isVisible()
        and SUBJECT not in station.window.windowTitle()
    )


def give_all_away(opened: Opened, tmp_path: Path) -> Command:
    """All timepoints of the subject that is read go to another one."""
    write_ct_series(tmp_path / "other", patient_id="ANOTHER")
    bring_in(opened.session.store, look_through([tmp_path / "other"]))
    with opened.session.store.reading() as trial:
        other = next(one.uid for one in trial.subjects() if one.code == "ANOTHER")
    moves = (
        AssignTimepointToSubject(moved, other, f"M{number}")
        for number, moved in enumerate(timepoint_uids(opened.session))
    )
    return InOneStep(tuple(moves))


def test_a_subject_that_gave_its_timepoints_away_is_left_with_a_sentence(
    unread_room: Opened, tmp_path: Path, unexpected: list[object]
) -> None:
    unread_room.read(1)
    command = give_all_away(unread_room, tmp_path)
    unread_room.session.case.run(command)
    assert said(unread_room) == [f"{SUBJECT} has no timepoint any more: choose another subject."]
    assert is_back_at_the_worklist(unread_room)
    assert not unexpected
    unread_room.session.case.undo()
    assert unread_room.read(0).desk.current.label == "BL"


def test_taking_the_beginning_of_a_read_back_in_the_worklist_leaves_it(
    unread_room: Opened, unexpected: list[object]
) -> None:
    unread_room.read(0)
    unread_room.station.window.bar.pageChosen.emit("worklist")
    Reader(unread_room.station).key(Key.Key_Z, CTRL)
    with unread_room.session.store.reading() as trial:
        assert trial.reads(subject_uid(unread_room.session)) == []
    assert said(unread_room) == [f"The read of {SUBJECT} was taken back: open it again to begin anew."]
    assert is_back_at_the_worklist(unread_room)
    assert not unexpected


def test_what_happens_to_another_subject_leaves_the_read_alone(
    unread_room: Opened, tmp_path: Path, unexpected: list[object]
) -> None:
    reader = unread_room.read(2)
    give_all_away(unread_room, tmp_path)
    assert reader.desk.current.label == "TP2"
    assert said(unread_room) == []
    assert not unexpected
