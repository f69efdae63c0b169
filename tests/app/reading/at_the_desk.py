"""What a reader does at the desk, without a window: ellipses drawn along their true axes."""

from app.reading.desk.desk import ReadingDesk
from app.reading.desk.drawing import Drawing
from app.reading.desk.read import read_of
from app.session import Session
from measurements.geometry.vectors import Segment
from measurements.imaging import Series
from measurements.lesion import Caliper, Lesion
from measurements.storage.repository import Repository
from tests.app.reading.scans import LESIONS, SUBJECT, Ellipse


def subject_uid(session: Session) -> str:
    with session.store.reading() as trial:
        return next(one.uid for one in trial.subjects() if one.code == SUBJECT)


def timepoint_uids(session: Session) -> list[str]:
    with session.store.reading() as trial:
        return [one.uid for one in trial.timepoints(subject_uid(session))]


def desk_on(session: Session) -> ReadingDesk:
    return ReadingDesk(session.store, session.case, read_of(session, subject_uid(session)))


def at(desk: ReadingDesk, session: Session, visit: int) -> None:
    """Goes to a timepoint, counted from baseline."""
    desk.go_to(timepoint_uids(session)[visit])


def in_hand(desk: ReadingDesk) -> str:
    """The label of the lesion in hand."""
    assert desk.active is not None
    return desk.active.label


def whole_series(session: Session, desk: ReadingDesk) -> Series:
    """The first series of the timepoint in hand, with its slices."""
    with session.store.reading() as trial:
        found = trial.series_with_slices(desk.series(desk.current)[0].key)
    assert found is not None
    return found


def draw(session: Session, desk: ReadingDesk, seen: Ellipse, *, short: bool = True) -> None:
    """Draws both axes of an ellipse at the timepoint in hand."""
    visit = desk.current.order
    across = seen.short_lps(visit) if short else None
    Drawing(desk).draw(seen.long_lps(visit), across, whole_series(session, desk), seen.place)


def draw_at(session: Session, desk: ReadingDesk, long_lps: Segment, place: int = 5) -> None:
    Drawing(desk).draw(long_lps, None, whole_series(session, desk), place)


def read_all(session: Session, desk: ReadingDesk) -> None:
    """Measures both lesions at every timepoint; the last timepoint is in hand afterwards."""
    for uid in timepoint_uids(session):
        desk.go_to(uid)
        for number, seen in enumerate(LESIONS):
            if not desk.at_baseline:
                desk.activate(desk.case.lesions[number].uid)
            draw(session, desk, seen)


def caliper(desk: ReadingDesk, lesion: Lesion, timepoint_uid: str | None = None) -> Caliper | None:
    """What is stored of a lesion at a timepoint, the one in hand unless another is named."""
    found = desk.case.measurements.get((lesion.uid, timepoint_uid or desk.current.uid))
    return None if found is None else found.caliper


def stored(session: Session) -> tuple[dict[str, Lesion], set[tuple[str, str, str, str, str]]]:
    """Lesions by label, and (label, timepoint, state, long mm, short mm) of all measurements, as on disk."""
    with session.store.reading() as trial:
        return _stored(trial, subject_uid(session))


def _stored(trial: Repository, subject: str) -> tuple[dict[str, Lesion], set[tuple[str, str, str, str, str]]]:
    labels = {one.uid: one.label for one in trial.timepoints(subject)}
    (read,) = trial.reads(subject)
    lesions = {lesion.uid: lesion for lesion in trial.lesions(read.uid)}
    said = set()
    for one in trial.measurements(read.uid):
        drawn = one.caliper
        long_mm, short_mm = (None, None) if drawn is None else (drawn.long_mm, drawn.short_mm)
        label = lesions[one.lesion_uid].label
        said.add((label, labels[one.timepoint_uid], one.state.value, str(long_mm), str(short_mm)))
    return {lesion.label: lesion for lesion in lesions.values()}, said
