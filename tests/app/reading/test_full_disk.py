"""A disk that fills up in the middle of a read: what was drawn waits, in order, until there is room."""

from collections.abc import Iterator
from sqlite3 import Connection

import pytest
from sqlalchemy import event

from app.main_window import MainWindow
from app.reading.desk import ReadingDesk
from app.reading.room import ReadingRoom
from app.session import Session
from app.workstation import Workstation
from tests.app.reading.hands import desk_on, draw, stored, subject_uid, timepoint_uids
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
