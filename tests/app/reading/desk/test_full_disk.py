"""A disk that fills up in the middle of a read: what was drawn waits, in order, until there is room."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from sqlalchemy import event

from app.components.banner import Banner
from app.main_window import MainWindow
from app.reading.desk.desk import ReadingDesk
from app.reading.desk.history import History
from app.reading.room import ReadingRoom
from app.session import Session, open_session
from app.workstation import Workstation
from measurements.case.changes import Changes
from measurements.case.commands import Command, EditLesion, InOneStep
from measurements.lesion import RadiationClass
from measurements.storage.store import create_trial
from tests.app.reading.at_the_desk import desk_on, draw, stored, subject_uid, timepoint_uids
from tests.app.reading.scans import LIVER, LUNG

TOO_LONG = "behind the ear " * 20_000
"""A site that no page left in the file can hold."""

ENOUGH_PAGES = 1_000_000


@pytest.fixture
def desk(session: Session) -> Iterator[ReadingDesk]:
    made = desk_on(session)
    made.go_to(timepoint_uids(session)[0])
    yield made
    made.close()


@pytest.fixture
def full(session: Session) -> Iterator[list[bool]]:
    """Whether the disk is full: then the trial's file can have no more pages than it has."""
    is_full = [False]

    def limit(connection: Connection, *_: object) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages if is_full[0] else ENOUGH_PAGES}")

    event.listen(session.store._engine, "checkout", limit)
    yield is_full
    event.remove(session.store._engine, "checkout", limit)


def test_what_the_disk_did_not_take_is_stored_when_it_does(
    session: Session, desk: ReadingDesk, full: list[bool]
) -> None:
    waits: list[tuple[int, str]] = []
    desk.writing.waitingChanged.connect(lambda count, sentence: waits.append((count, sentence)))
    draw(session, desk, LUNG)
    full[0] = True
    desk.set_site(TOO_LONG)
    assert waits[-1][0] == 1
    assert "disk is full" in waits[-1][1]
    desk.activate(None)
    draw(session, desk, LIVER)
    assert list(stored(session)[0]) == ["T01"]

    full[0] = False
    assert desk.writing.store_waiting()
    lesions, said = stored(session)
    assert lesions["T01"].site == TOO_LONG
    assert ("T02", "BL", "MEASURED", "24.0", "18.0") in said
    assert waits[-1] == (0, "")


def test_lesions_that_wait_keep_labels_of_their_own(
    session: Session, desk: ReadingDesk, full: list[bool]
) -> None:
    draw(session, desk, LUNG)
    full[0] = True
    desk.set_site(TOO_LONG)
    for seen in (LIVER, LUNG):
        desk.activate(None)
        draw(session, desk, seen)
    full[0] = False
    assert desk.writing.store_waiting()
    assert sorted(stored(session)[0]) == ["T01", "T02", "T03"]


def test_the_window_stays_open_once_while_something_waits(session: Session, full: list[bool]) -> None:
    window = MainWindow()
    workstation = Workstation(window)
    room: ReadingRoom = workstation.room
    workstation.show_session(session)
    workstation.open_read(subject_uid(session), timepoint_uids(session)[0])
    desk = room.desk
    assert desk is not None
    draw(session, desk, LUNG)
    full[0] = True
    desk.set_site(TOO_LONG)
    window.show()
    assert not window.close()
    assert room.desk is not None
    full[0] = False
    assert window.close()
    assert room.desk is None


def test_what_was_given_up_is_not_told_over_the_next_read(session: Session, full: list[bool]) -> None:
    workstation = Workstation(MainWindow())
    room: ReadingRoom = workstation.room
    workstation.show_session(session)
    read = (subject_uid(session), timepoint_uids(session)[0])
    workstation.open_read(*read)
    desk = room.desk
    assert desk is not None
    draw(session, desk, LUNG)
    full[0] = True
    desk.set_site(TOO_LONG)
    assert room.findChildren(Banner)
    assert [room.may_close(), room.may_close()] == [False, True]
    room.close_subject()
    full[0] = False
    workstation.open_read(*read)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not room.findChildren(Banner)
    workstation.close()


def test_undo_gives_up_what_waits_and_nothing_that_is_stored(
    session: Session, desk: ReadingDesk, history: History, full: list[bool]
) -> None:
    told: list[str] = []
    waits: list[int] = []
    desk.told.connect(told.append)
    desk.writing.waitingChanged.connect(lambda count, _: waits.append(count))
    draw(session, desk, LUNG)
    before = stored(session)
    full[0] = True
    desk.set_site(TOO_LONG)
    desk.activate(None)
    draw(session, desk, LIVER)
    assert waits[-1] == 2
    full[0] = False
    history.undo()
    history.undo()
    assert waits[-2:] == [1, 0]
    assert "not stored yet" in told[-1]
    assert desk.writing.store_waiting()
    assert stored(session) == before
    history.undo()
    assert stored(session) == ({}, set())


def test_redo_does_not_overtake_what_waits(
    session: Session, desk: ReadingDesk, history: History, full: list[bool]
) -> None:
    draw(session, desk, LUNG)
    desk.set_class(RadiationClass.SBRT)
    history.undo()
    assert history.can_redo
    before = stored(session)
    full[0] = True
    desk.set_site(TOO_LONG)
    full[0] = False
    assert history.can_undo
    assert not history.can_redo
    history.redo()
    assert stored(session) == before


def test_who_writes_on_hearing_of_a_write_stores_nothing_twice(
    session: Session, desk: ReadingDesk, full: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(session, desk, LUNG)
    full[0] = True
    desk.set_site(TOO_LONG)
    desk.activate(None)
    draw(session, desk, LIVER)
    full[0] = False
    ran: list[Command] = []
    real = session.case.run

    def counted(command: Command) -> Changes:
        ran.append(command)
        return real(command)

    monkeypatch.setattr(session.case, "run", counted)
    desk.caseChanged.connect(desk.writing.store_waiting)
    assert desk.writing.store_waiting()
    assert [type(one) for one in ran] == [EditLesion, InOneStep]
    assert sorted(stored(session)[0]) == ["T01", "T02"]


def test_another_trial_waits_too_while_something_is_not_stored(
    session: Session, full: list[bool], tmp_path: Path
) -> None:
    other = tmp_path / "other.longaxis"
    create_trial(other).close()
    workstation = Workstation(MainWindow())
    room = workstation.room
    workstation.show_session(session)
    workstation.open_read(subject_uid(session), timepoint_uids(session)[0])
    assert room.desk is not None
    draw(session, room.desk, LUNG)
    full[0] = True
    room.desk.set_site(TOO_LONG)
    workstation.open_trial(other)
    assert room.desk is not None
    assert room.desk.writing.waits
    full[0] = False
    workstation.open_trial(other)
    assert room.desk is None
    with closing(open_session(session.path)) as again:
        assert stored(again)[0]["T01"].site.startswith("behind the ear ")
    workstation.close()
