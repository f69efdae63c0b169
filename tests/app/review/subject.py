"""A subject to review: the two ellipses of `tests.app.reading.scans`, read by one or two readers."""

from pathlib import Path

from PySide6.QtCore import QEventLoop

from app.review.page import ReviewPage
from app.session import Session, open_session
from measurements.case.commands import AddLesion, InOneStep, PutMeasurement
from measurements.lesion import Lesion, Measurement, RadiationClass, Role, State
from tests.app.adjudication.disputes import TOO_LONG, read_by
from tests.app.reading.at_the_desk import timepoint_uids
from tests.app.reading.scans import make_trial


def read_once(folder: Path) -> Session:
    """A trial without accounts, its subject read at all timepoints."""
    session = open_session(make_trial(folder, frame_of_reference="1.2.3"))
    read_by(session, "read-1", "Reader one")
    return session


def read_twice(folder: Path) -> Session:
    """With a second read that is 2.5 mm longer at one place."""
    session = read_once(folder)
    read_by(session, "read-2", "Reader two", TOO_LONG)
    return session


def add_without_caliper(session: Session) -> None:
    """NEW01 at the last timepoint, said and not drawn."""
    last = timepoint_uids(session)[2]
    new = Lesion(
        "new", "read-1", "NEW01", Role.NEW, "Bone", "bone", "", False, RadiationClass.UNIRRADIATED, last
    )
    session.case.run(InOneStep((AddLesion(new), PutMeasurement(Measurement("new", last, State.UNEQUIVOCAL)))))


def full(page: ReviewPage) -> None:
    """Waits until no crop is on its way."""
    assert page.loader is not None
    if page.loader.busy:
        waiting = QEventLoop()
        page.loader.settled.connect(waiting.quit)
        waiting.exec()
