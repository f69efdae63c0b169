"""Undo, redo and refusals at the desk, on a real trial file."""

from collections.abc import Callable
from itertools import pairwise

from pytestqt.qtbot import QtBot

from app.reading.desk.desk import ReadingDesk
from app.reading.desk.history import History
from app.session import Session
from measurements.lesion import RadiationClass, Role, State
from tests.app.reading.at_the_desk import (
    at,
    draw,
    in_hand,
    read_all,
    stored,
)
from tests.app.reading.scans import LIVER, LUNG


def test_undo_brings_a_removed_lesion_back_with_all_its_measurements(
    session: Session, desk: ReadingDesk, history: History
) -> None:
    read_all(session, desk)
    before = stored(session)
    assert desk.active is not None
    removed = desk.active
    desk.remove_lesion(removed.uid)
    assert "T02" not in stored(session)[0]
    assert len(stored(session)[1]) == 3
    assert desk.active is None
    history.undo()
    assert stored(session) == before
    assert desk.active == removed
    history.redo()
    assert "T02" not in stored(session)[0]


def test_undo_and_redo_go_through_all_that_was_done(
    session: Session, desk: ReadingDesk, history: History
) -> None:
    at(desk, session, 0)
    steps: list[Callable[[], None]] = [
        lambda: draw(session, desk, LUNG),
        lambda: desk.set_class(RadiationClass.SBRT),
        lambda: desk.set_site("Larynx"),
        lambda: desk.set_role(Role.NON_TARGET),
        lambda: draw(session, desk, LIVER),
        desk.remove_measurement,
    ]
    states = [stored(session)]
    for step in steps:
        step()
        states.append(stored(session))
    assert all(one != other for one, other in pairwise(states))
    for state in reversed(states[:-1]):
        assert history.can_undo
        history.undo()
        assert stored(session) == state
    assert not history.can_undo
    history.undo()
    for state in states[1:]:
        assert history.can_redo
        history.redo()
        assert stored(session) == state
    assert not history.can_redo


def test_undo_stays_within_this_read(session: Session, desk: ReadingDesk, history: History) -> None:
    """That the read was begun is no step of the reader's."""
    at(desk, session, 0)
    assert not history.can_undo
    history.undo()
    with session.store.reading() as trial:
        assert len(trial.reads(desk.case.subject.uid)) == 1


def test_undo_shows_the_timepoint_that_it_changed(
    session: Session, desk: ReadingDesk, history: History
) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    draw(session, desk, LIVER)
    at(desk, session, 1)
    desk.activate(desk.case.lesions[0].uid)
    draw(session, desk, LUNG)
    at(desk, session, 0)
    desk.activate(desk.case.lesions[1].uid)
    history.undo()
    assert desk.current.label == "TP1"
    assert in_hand(desk) == "T01"
    history.undo()
    assert desk.current.label == "BL"
    assert stored(session)[1] == {("T01", "BL", "MEASURED", "30.0", "22.0")}
    history.redo()
    history.redo()
    assert desk.current.label == "TP1"
    assert in_hand(desk) == "T01"


def test_a_refusal_is_told_and_leaves_everything_as_it_was(
    qtbot: QtBot, session: Session, desk: ReadingDesk, history: History, told: list[str]
) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    before, active, can_redo = stored(session), desk.active, history.can_redo
    with qtbot.assertNotEmitted(desk.saved), qtbot.waitSignal(desk.caseChanged):
        desk.set_state(State.ABSENT)
    assert told == ["T01 at BL has to be measured: a lesion that cannot be is no target."]
    assert stored(session) == before
    assert (desk.active, history.can_redo) == (active, can_redo)
    history.undo()
    assert stored(session) == ({}, set())
