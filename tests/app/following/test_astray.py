"""Lesions followed where something changes meanwhile: what is shown is what the trial keeps."""

import sqlite3
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.following import following as following_module
from app.following.following import Following
from app.importing import bring_in, look_through
from app.language import Language, speak
from app.reading.desk.desk import ReadingDesk
from app.reading.desk.drawing import Drawing
from app.session import Session, open_session
from measurements.case.verification import verify
from measurements.following import Followed, Method
from measurements.geometry.vectors import Vector, add
from measurements.imaging import Series
from measurements.progress import Report, silent
from measurements.refusal import Refusal
from reader.registration.apart import ComparisonsApart
from tests.app.following.scene import DAYS, PLACES, draw, go, visit, write_scan
from tests.app.reading.at_the_desk import desk_on
from tests.dicom_files import uid


def found(qtbot: QtBot, following: Following, desk: ReadingDesk, at: int = 1) -> Followed:
    """Where the first lesion lies, as soon as that is known."""
    wanted = desk.case.lesions[0], visit(desk, at)
    qtbot.waitUntil(lambda: following.followed(*wanted) is not None)
    answer = following.followed(*wanted)
    assert answer is not None
    return answer


def test_a_caliper_that_comes_back_by_undo_has_what_the_trial_has(
    qtbot: QtBot, session: Session, desk: ReadingDesk
) -> None:
    following = Following(session, desk)
    go(desk, 1)
    lesion = desk.case.lesions[0]
    found(qtbot, following, desk)
    following.correct(lesion, visit(desk, 1), PLACES[0], (50.0, 40.0, 30.0))
    desk.activate(lesion.uid)
    draw(session, desk, 0, PLACES[0], 16.0)
    assert found(qtbot, following, desk).transform.method is Method.BLOCKS
    qtbot.waitUntil(lambda: methods(session) == {Method.BLOCKS})
    session.case.undo()
    assert found(qtbot, following, desk).transform.method is Method.BLOCKS
    following.leave()
    again = Following(session, desk)
    go(desk, 1)
    assert found(qtbot, again, desk).transform.method is Method.BLOCKS
    again.leave()
    assert verify(session.store).holds


def methods(session: Session) -> set[Method]:
    with session.store.reading() as trial:
        (read,) = trial.reads()
        return {one.followed.transform.method for one in trial.followed(read.uid)}


@pytest.mark.parametrize("known", [True, False])
def test_two_patients_are_not_brought_together_by_two_clicks(qtbot: QtBot, trial: Path, known: bool) -> None:
    with sqlite3.connect(trial) as database:
        statement = "UPDATE series SET patient_id = 'HN-8' WHERE study_date = '20240306'"
        assert database.execute(statement).rowcount == 1
    database.close()
    session = open_session(trial)
    desk = desk_on(session)
    following = Following(session, desk)
    go(desk, 1)
    lesion, there = desk.case.lesions[0], visit(desk, 1)
    sentence = (
        "By their files BL and TP1 are of different patients: lesions are not followed until that is settled."
    )
    if not known:
        following.correct(lesion, there, PLACES[0], PLACES[0])
    qtbot.waitUntil(lambda: following.said(there) == sentence)
    assert following.followed(lesion, there) is None
    with pytest.raises(Refusal, match=f"^{sentence}$"):
        following.correct(lesion, there, PLACES[0], PLACES[0])
    following.leave()
    desk.close()
    session.close()


def test_a_lesion_drawn_on_another_scan_than_it_was_looked_for_in_has_no_way_through(
    session: Session,
) -> None:
    """At the first follow-up there are two scans in two frames of reference."""
    apart = {"series_uid": uid("series", "beside"), "FrameOfReferenceUID": uid("frame", "beside")}
    folder = session.path.parent / "scans" / "beside"
    write_scan(folder, DAYS[1], (40.0, 0.0, 0.0), SeriesNumber=9, **apart)
    bring_in(session.store, look_through([folder]))
    desk = desk_on(session)
    lesion = desk.case.lesions[0]
    following = Following(session, desk)
    go(desk, 1)
    first, beside = desk.series(visit(desk, 1))
    both = (first, beside)
    (looked_in,) = [one for one in both if following.lies_in(lesion, visit(desk, 1), one)]
    (other,) = [one for one in both if one is not looked_in]
    desk.activate(lesion.uid)
    for series, goes_on in ((looked_in, True), (other, False)):
        draw_on(session, desk, series)
        assert following.goes_on(lesion, visit(desk, 2)) is goes_on
        assert [following.begins_in(lesion, visit(desk, 2), one) for one in both] == [
            one is series for one in both
        ]
    following.leave()
    desk.close()


def draw_on(session: Session, desk: ReadingDesk, listed: Series) -> None:
    """Ten millimetres on the middle slice."""
    with session.store.reading() as trial:
        series = trial.series_with_slices(listed.key)
    assert series is not None
    index = len(series.slices) // 2
    origin = series.slices[index].origin_lps
    assert origin is not None
    start = (0.0, 0.0, origin[2])
    Drawing(desk).draw((start, add(start, (10.0, 0.0, 0.0))), None, series, index)


@pytest.mark.parametrize(
    ("tongue", "sentence"),
    [
        (
            "en",
            "The scans could not be compared, perhaps for want of memory: close other series",
        ),
        ("zh", "两次扫描无法比较，可能是内存不足："),
    ],
)
def test_a_process_that_dies_is_told_in_the_language_of_the_window(
    qtbot: QtBot,
    session: Session,
    desk: ReadingDesk,
    monkeypatch: pytest.MonkeyPatch,
    tongue: Language,
    sentence: str,
) -> None:
    class Dying(ComparisonsApart):
        def follow(
            self, prior: Series, current: Series, centre_lps: Vector, long_mm: float, report: Report = silent
        ) -> Followed:
            def kill(*_: object) -> None:
                if self._told and self._process is not None:  # it listens, and was asked
                    self._process.kill()

            return super().follow(prior, current, centre_lps, long_mm, kill)

    speak(tongue)
    monkeypatch.setattr(following_module, "ComparisonsApart", Dying)
    following = Following(session, desk)
    go(desk, 1)
    qtbot.waitUntil(lambda: following.said(visit(desk, 1)).startswith(sentence))
    following.leave()
