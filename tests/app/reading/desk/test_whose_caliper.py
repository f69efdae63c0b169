"""Of which lesion a drawn caliper is: of a mass, a fragment, a doubtful lesion, and one that begins later."""

import pytest

from app.reading.desk.desk import ReadingDesk
from app.reading.desk.drawing import Drawing
from app.reading.desk.history import History
from app.reading.lesions.lesion_hands import LesionHands
from app.session import Session
from measurements.lesion import Lesion, State
from tests.app.reading.at_the_desk import at, draw, draw_at, in_hand, read_all, stored
from tests.app.reading.scans import FRESH, LIVER, Ellipse, height_mm
from tests.app.reading.user import Opened

PIECE = Ellipse(FRESH.x_mm, FRESH.y_mm, FRESH.place, ((14.0, 11.0),) * 3)
"""Away from everything that is drawn."""


@pytest.fixture
def hands(session: Session, desk: ReadingDesk) -> LesionHands:
    """Over a read with both lesions measured at every timepoint."""
    read_all(session, desk)
    return LesionHands(desk)


def lesion(desk: ReadingDesk, label: str) -> Lesion:
    return next(one for one in desk.case.lesions if one.label == label)


def said(session: Session, visit: str) -> set[tuple[str, str, str]]:
    """(label, state, long mm) of all that is stored at a timepoint."""
    return {(label, state, mm) for label, where, state, mm, _ in stored(session)[1] if where == visit}


def call(desk: ReadingDesk, visit: int) -> tuple[str, str]:
    """Sum and overall response, dated back where it was."""
    found = desk.case.call_at(desk.case.timepoints[visit])
    assert found is not None
    return str(found.sum_mm), str(found.overall_backdated)


# A mass


def draw_mass(session: Session, desk: ReadingDesk) -> None:
    z = height_mm(1, 3)
    draw_at(session, desk, ((-34.0, -10.0, z), (-1.3, -10.0, z)), place=3)


def test_after_a_merge_the_mass_is_drawn_of_its_carrier(
    session: Session, desk: ReadingDesk, hands: LesionHands, told: list[str]
) -> None:
    at(desk, session, 1)
    hands.merge(lesion(desk, "T02"), lesion(desk, "T01"))
    assert in_hand(desk) == "T01"
    assert told[-1].startswith("T02 has merged into T01, which carries the mass; T02 counts 0 mm.")
    draw_mass(session, desk)
    assert said(session, "TP1") == {("T01", "MEASURED", "32.7"), ("T02", "MERGED", "None")}
    assert call(desk, 1)[0] == "32.7"


def test_with_the_merged_lesion_in_hand_the_mass_is_its_carriers_all_the_same(
    session: Session, desk: ReadingDesk, history: History, hands: LesionHands, told: list[str]
) -> None:
    at(desk, session, 1)
    hands.merge(lesion(desk, "T02"), lesion(desk, "T01"))
    desk.activate(lesion(desk, "T02").uid)
    draw_mass(session, desk)
    assert said(session, "TP1") == {("T01", "MEASURED", "32.7"), ("T02", "MERGED", "None")}
    assert in_hand(desk) == "T01"
    assert told[-1] == (
        "T02 has merged into T01, which carries the mass: T01 is 32.7 mm now. Ctrl+Z takes it back."
    )
    history.undo()
    assert said(session, "TP1") == {("T01", "MEASURED", "20.0"), ("T02", "MERGED", "None")}


def test_the_mass_under_the_hand_is_the_carriers_too(
    session: Session, desk: ReadingDesk, hands: LesionHands
) -> None:
    at(desk, session, 1)
    hands.merge(lesion(desk, "T02"), lesion(desk, "T01"))
    desk.activate(lesion(desk, "T02").uid)
    with session.store.reading() as trial:
        series = trial.series_with_slices(desk.series(desk.current)[0].key)
    assert series is not None
    seen = Drawing(desk).draft(((-34.0, -10.0, 0.0), (-1.3, -10.0, 0.0)), None, series, 3)
    assert seen is not None
    drafted = seen.case.call_at(desk.current)
    assert drafted is not None
    assert str(drafted.sum_mm) == "32.7"


def test_a_carrier_is_not_called_absent(
    session: Session, desk: ReadingDesk, hands: LesionHands, told: list[str]
) -> None:
    at(desk, session, 1)
    hands.merge(lesion(desk, "T02"), lesion(desk, "T01"))
    desk.set_state(State.ABSENT)
    assert told[-1].startswith("T01 is absent at TP1 and cannot carry the mass that T02 has merged into")
    assert said(session, "TP1") == {("T01", "MEASURED", "20.0"), ("T02", "MERGED", "None")}
    hands.separate(lesion(desk, "T02"))
    desk.activate(lesion(desk, "T01").uid)
    desk.set_state(State.ABSENT)
    assert said(session, "TP1") == {("T01", "ABSENT", "None")}


# Fragments


def test_a_fragment_drawn_elsewhere_is_the_fragment_and_no_new_lesion(
    session: Session, desk: ReadingDesk, hands: LesionHands, told: list[str]
) -> None:
    at(desk, session, 1)
    hands.split(lesion(desk, "T01"))
    desk.activate(lesion(desk, "T01.1").uid)
    draw(session, desk, PIECE)
    assert said(session, "TP1") == {("T01.1", "MEASURED", "14.0"), ("T02", "MEASURED", "16.0")}
    assert told[-1].startswith("T01.1 was drawn again: 20.0 mm is now 14.0 mm.")


def test_n_with_an_undrawn_fragment_in_hand_begins_a_lesion(
    session: Session, desk: ReadingDesk, hands: LesionHands
) -> None:
    at(desk, session, 1)
    hands.split(lesion(desk, "T01"))
    assert in_hand(desk) == "T01.2"
    desk.new_lesion()
    assert in_hand(desk) == "NEW01"


def test_a_split_seen_at_an_earlier_timepoint_too_begins_there(
    session: Session, desk: ReadingDesk, history: History, hands: LesionHands, told: list[str]
) -> None:
    hands.split(lesion(desk, "T01"))
    draw(session, desk, PIECE)
    at(desk, session, 1)
    hands.split(lesion(desk, "T01"))
    assert told[-1] == "T01 has split at TP1: draw T01.2 now. Ctrl+Z takes it back."
    assert in_hand(desk) == "T01.2"
    draw(session, desk, PIECE)
    assert said(session, "TP1") == {
        ("T01.1", "MEASURED", "20.0"),
        ("T01.2", "MEASURED", "14.0"),
        ("T02", "MEASURED", "16.0"),
    }
    assert [call(desk, visit)[0] for visit in (1, 2)] == ["50.0", "65.0"]
    history.undo()
    history.undo()
    assert in_hand(desk) != "T01.2"
    assert ("T01", "MEASURED", "20.0") in said(session, "TP1")
    assert {"T01.1", "T01.2"} <= {label for label, _, _ in said(session, "TP2")}


# A doubt


@pytest.mark.parametrize("absent_first", [False, True])
def test_drawing_a_doubtful_new_lesion_later_leaves_it_in_doubt(
    session: Session, desk: ReadingDesk, hands: LesionHands, told: list[str], absent_first: bool
) -> None:
    at(desk, session, 1)
    desk.new_lesion()
    desk.set_state(State.EQUIVOCAL)
    before = call(desk, 1)
    at(desk, session, 2)
    desk.activate(lesion(desk, "NEW01").uid)
    if absent_first:
        desk.set_state(State.ABSENT)
    draw(session, desk, FRESH)
    assert ("NEW01", "EQUIVOCAL", "14.0") in said(session, "TP2")
    assert told[-1] == "NEW01 stays equivocal until you say that it is unequivocal."
    assert call(desk, 1) == before
    desk.set_state(State.UNEQUIVOCAL)
    assert ("NEW01", "UNEQUIVOCAL", "14.0") in said(session, "TP2")
    assert call(desk, 1) == (before[0], "PD")
    draw(session, desk, FRESH)
    assert ("NEW01", "UNEQUIVOCAL", "14.0") in said(session, "TP2")


# A lesion that begins later


def test_a_lesion_that_begins_later_is_not_taken_in_hand(
    session: Session, desk: ReadingDesk, hands: LesionHands, told: list[str]
) -> None:
    desk.activate(None)
    draw(session, desk, FRESH)
    at(desk, session, 1)
    held, before = in_hand(desk), stored(session)
    desk.activate(lesion(desk, "NEW01").uid)
    assert told[-1] == "NEW01 begins at TP2: go there to take it in hand."
    assert in_hand(desk) == held
    assert stored(session) == before


def test_an_undo_that_lets_the_lesion_in_hand_begin_later_takes_it_out_of_the_hand(
    session: Session, desk: ReadingDesk, history: History, hands: LesionHands
) -> None:
    """At once: between the undo and the next key nothing may be said of a lesion that is not listed."""
    hands.split(lesion(desk, "T01"))
    at(desk, session, 1)
    hands.split(lesion(desk, "T01"))
    assert in_hand(desk) == "T01.2"
    seen: list[bool] = []
    desk.caseChanged.connect(lambda: seen.append(desk.active in desk.case.listed(desk.current)))
    history.undo()
    assert seen == [True]
    assert in_hand(desk) == "T01"


def test_a_click_on_a_later_lesions_caliper_beside_takes_nothing_in_hand(read_room: Opened) -> None:
    reader = read_room.read(2)
    desk = reader.desk
    LesionHands(desk).split(lesion(desk, "T02"))
    reader.room._go_to(desk.case.timepoints[1].uid)
    desk.activate(lesion(desk, "T01").uid)
    beside = reader.wall.prior
    assert reader.room.read is not None
    reader.room.read.hanging.hang_series(desk.series(desk.case.timepoints[2])[0].key, beside)
    beside.go_to(LIVER.place)
    reader.click(beside.pane, *beside.pane.plane_view().px(LIVER.long_lps(2)[0]))
    assert reader.message == "T02.1 begins at TP2: go there to take it in hand."
    assert reader.lesion == "T01"
