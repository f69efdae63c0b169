"""Which timepoint and lesion are in hand at the desk."""

from app.reading.desk.desk import ReadingDesk
from app.session import Session
from measurements.lesion import RadiationClass
from tests.app.reading.at_the_desk import (
    at,
    draw,
    in_hand,
    timepoint_uids,
)
from tests.app.reading.scans import LIVER, LUNG


def test_a_timepoint_hangs_beside_the_one_before_it(session: Session, desk: ReadingDesk) -> None:
    uids = timepoint_uids(session)
    at(desk, session, 0)
    assert desk.at_baseline
    assert desk.prior is None
    desk.step_timepoint(-1)
    assert desk.current.uid == uids[0]
    desk.step_timepoint(1)
    desk.step_timepoint(1)
    desk.step_timepoint(1)
    assert desk.current.uid == uids[2]
    assert desk.prior is not None
    assert desk.prior.uid == uids[1]
    desk.compare_with(uids[0])
    assert (desk.prior.uid, desk.current.uid) == (uids[0], uids[2])


def test_lesions_are_walked_by_class_around_the_ends_of_the_list(session: Session, desk: ReadingDesk) -> None:
    at(desk, session, 0)
    for seen, radiation in ((LUNG, RadiationClass.UNIRRADIATED), (LIVER, RadiationClass.SBRT)):
        desk.activate(None)
        draw(session, desk, seen)
        desk.set_class(radiation)
    walked = []
    for _ in range(3):
        desk.step_lesion(1)
        walked.append(in_hand(desk))
    assert walked == ["T01", "T02", "T01"]
    assert [lesion.label for lesion in desk.ordered()] == ["T02", "T01"]
    desk.step_lesion(-1)
    assert in_hand(desk) == "T02"


def test_a_timepoint_opens_with_the_first_lesion_still_to_answer(session: Session, desk: ReadingDesk) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    draw(session, desk, LIVER)
    desk.activate(None)
    at(desk, session, 1)
    assert in_hand(desk) == "T01"
    draw(session, desk, LUNG)
    desk.activate(None)
    at(desk, session, 0)
    desk.activate(None)
    at(desk, session, 1)
    assert in_hand(desk) == "T02"
