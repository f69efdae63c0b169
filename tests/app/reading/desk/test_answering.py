"""What is said of a lesion in place of drawing it, at the desk and on a real trial file."""

import pytest

from app.reading.desk.desk import ReadingDesk
from app.reading.desk.history import History
from app.reading.desk.room_lines import lesion_lines
from app.session import Session
from measurements.lesion import RadiationClass, Role, State
from measurements.recist.response import Response
from tests.app.reading.at_the_desk import (
    at,
    draw,
    draw_at,
    read_all,
    stored,
)
from tests.app.reading.scans import LUNG


@pytest.mark.parametrize("state", [State.ABSENT, State.TOO_SMALL, State.NOT_EVALUABLE])
def test_a_target_at_a_follow_up_takes_a_state_in_place_of_its_caliper(
    session: Session, desk: ReadingDesk, history: History, told: list[str], state: State
) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    at(desk, session, 1)
    draw(session, desk, LUNG)
    desk.set_state(state)
    assert ("T01", "TP1", state.value, "None", "None") in stored(session)[1]
    assert told == ["The caliper of T01, 20.0 mm, was taken away. Ctrl+Z brings it back."]
    history.undo()
    assert ("T01", "TP1", "MEASURED", "20.0", "16.0") in stored(session)[1]


@pytest.mark.parametrize(
    ("state", "now", "site"),
    [(State.NOT_EVALUABLE, "not evaluable", "Liver"), (State.TOO_SMALL, "5.0", "too small · Liver")],
)
def test_a_row_says_once_what_is_said(
    session: Session, desk: ReadingDesk, state: State, now: str, site: str
) -> None:
    """A state stands beside the site where a length stands in its place, and else where lengths stand."""
    at(desk, session, 0)
    draw(session, desk, LUNG)
    desk.set_site("Liver")
    at(desk, session, 1)
    desk.set_state(state)
    (line,) = lesion_lines(desk.view)
    assert (line.now_text, line.site) == (now, site)


def test_a_target_is_not_called_measured_before_it_is_drawn(
    session: Session, desk: ReadingDesk, told: list[str]
) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    at(desk, session, 1)
    desk.set_state(State.MEASURED)
    assert told == ["Draw T01 to measure it."]
    assert len(stored(session)[1]) == 1


def test_a_target_drawn_after_a_state_is_measured(session: Session, desk: ReadingDesk) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    at(desk, session, 1)
    desk.set_state(State.ABSENT)
    draw(session, desk, LUNG)
    assert ("T01", "TP1", "MEASURED", "20.0", "16.0") in stored(session)[1]


def test_a_lesion_that_is_no_target_keeps_its_caliper_beside_a_state(
    session: Session, desk: ReadingDesk
) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    desk.set_role(Role.NON_TARGET)
    at(desk, session, 1)
    draw(session, desk, LUNG)
    desk.set_state(State.INCREASED)
    assert ("NT01", "TP1", "INCREASED", "20.0", "16.0") in stored(session)[1]
    draw_at(session, desk, LUNG.long_lps(1), LUNG.place)
    assert ("NT01", "TP1", "INCREASED", "20.0", "None") in stored(session)[1]


@pytest.mark.parametrize("state", [State.ABSENT, State.NOT_EVALUABLE])
def test_what_is_drawn_after_all_was_not_absent(session: Session, desk: ReadingDesk, state: State) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    desk.set_role(Role.NON_TARGET)
    at(desk, session, 1)
    desk.set_state(state)
    draw(session, desk, LUNG)
    assert ("NT01", "TP1", "PRESENT", "20.0", "16.0") in stored(session)[1]


def test_without_a_lesion_in_hand_a_state_is_said_of_nothing(
    session: Session, desk: ReadingDesk, told: list[str]
) -> None:
    at(desk, session, 0)
    desk.set_state(State.ABSENT)
    desk.set_class(RadiationClass.SBRT)
    assert told == ["Choose a lesion first, or press N for a new one."] * 2
    assert stored(session) == ({}, set())


def test_a_node_without_its_short_axis_is_wanted_and_the_call_waits(
    session: Session, desk: ReadingDesk
) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG, short=False)
    lesion = desk.active
    assert lesion is not None
    assert desk.case.is_answered(lesion, desk.current)
    desk.set_nodal(True)
    assert not desk.case.is_answered(lesion, desk.current)
    assert desk.case.value_mm(desk.case.lesions[0], desk.current) is None
    call = desk.case.call_at(desk.current)
    assert call is not None
    assert (call.targets_expected, call.targets_assessed, call.sum_mm) == (1, 0, None)
    at(desk, session, 1)
    assert desk.active == desk.case.lesions[0]
    draw(session, desk, LUNG)
    call = desk.case.call_at(desk.current)
    assert call is not None
    assert call.overall is Response.NE
    at(desk, session, 0)
    draw(session, desk, LUNG)
    call = desk.case.call_at(desk.current)
    assert call is not None
    assert str(call.sum_mm) == "22.0"
    after = desk.case.call_at(desk.case.timepoints[1])
    assert after is not None
    assert str(after.sum_mm) == "16.0"
    assert after.overall is Response.SD


def test_the_three_timepoints_are_called_as_measured(session: Session, desk: ReadingDesk) -> None:
    read_all(session, desk)
    calls = [desk.case.call_at(timepoint) for timepoint in desk.case.timepoints]
    assert [(str(call.sum_mm), call.overall) for call in calls if call is not None] == [
        ("54.0", None),
        ("36.0", Response.PR),
        ("51.0", Response.PD),
    ]
