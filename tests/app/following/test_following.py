"""Lesions of an open read followed to its other timepoints: found, kept, told, found anew."""

import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.following import following as following_module
from app.following.following import Following
from app.importing import bring_in, look_through
from app.reading.desk.desk import ReadingDesk
from app.reading.desk.drawing import Drawing
from app.reading.desk.standing import Held, Standing
from app.session import Session, open_session
from measurements.following import Followed, Method
from measurements.geometry.vectors import Vector, add
from measurements.imaging import Series
from measurements.lesion import Lesion, Reformat
from measurements.progress import Report, silent
from measurements.refusal import Refusal
from measurements.storage.store import create_trial
from tests.app.following.conftest import ComparisonsHere
from tests.app.following.scene import DAYS, PLACES, SHIFTS_MM, draw, go, visit, write_scan
from tests.app.reading.at_the_desk import desk_on

Calls = list[tuple[str, str]]
Opens = Callable[[], tuple[ReadingDesk, Following]]


@pytest.fixture
def opens(session: Session) -> Iterator[Opens]:
    """Opens the read once more; one that was open before is left."""
    opened: list[tuple[ReadingDesk, Following]] = []

    def leave() -> None:
        for desk, following in opened:
            following.leave()
            desk.close()
        opened.clear()

    def again() -> tuple[ReadingDesk, Following]:
        leave()
        desk = desk_on(session)
        opened.append((desk, Following(session, desk)))
        go(desk, 1)
        return opened[-1]

    yield again
    leave()


def known(qtbot: QtBot, desk: ReadingDesk, following: Following) -> list[Followed]:
    """Where all lesions lie at the two follow-ups, as soon as that is known."""
    wanted = [(one, visit(desk, at)) for at in (1, 2) for one in desk.case.lesions]
    qtbot.waitUntil(lambda: all(following.followed(*one) for one in wanted))
    return [found for one in wanted if (found := following.followed(*one)) is not None]


def drawn_at(desk: ReadingDesk, lesion: Lesion) -> Vector:
    """The middle of what was drawn of a lesion at baseline."""
    said = desk.case.measurement(lesion, visit(desk, 0))
    assert said is not None
    assert said.caliper is not None
    one, other = np.array(said.caliper.long_lps)
    x, y, z = (one + other) / 2
    return (float(x), float(y), float(z))


def stored(session: Session) -> dict[tuple[str, str], Method]:
    """Methods by lesion uid and key of the series it was found in."""
    with session.store.reading() as trial:
        (read,) = trial.reads()
        return {
            (one.lesion_uid, one.current_key): one.followed.transform.method
            for one in trial.followed(read.uid)
        }


def test_lesions_are_found_where_the_body_went(qtbot: QtBot, opens: Opens) -> None:
    desk, following = opens()
    assert following.said(visit(desk, 2)) == "Following lesions: 0 of 2"
    found = iter(known(qtbot, desk, following))
    for at in (1, 2):
        for lesion in desk.case.lesions:
            place = next(found).place_lps
            assert place == pytest.approx(add(drawn_at(desk, lesion), SHIFTS_MM[at]), abs=2.0)
            assert following.followed_from(lesion, visit(desk, at)) == visit(desk, 0)
        assert following.said(visit(desk, at)) == ""
    assert following.followed(desk.case.lesions[0], visit(desk, 0)) is None
    assert following.followed_from(desk.case.lesions[0], visit(desk, 0)) is None


def test_what_was_found_is_there_when_the_read_is_opened_again(
    qtbot: QtBot, opens: Opens, comparisons: Calls, session: Session
) -> None:
    found = known(qtbot, *opens())
    assert len(comparisons) == len(stored(session)) == 4
    assert known(qtbot, *opens()) == found
    assert len(comparisons) == 4


def test_a_caliper_that_moves_is_followed_anew_and_alone(
    qtbot: QtBot, opens: Opens, comparisons: Calls, session: Session
) -> None:
    desk, following = opens()
    known(qtbot, desk, following)
    lesion = desk.case.lesions[0]
    desk.activate(lesion.uid)
    comparisons.clear()
    with qtbot.waitSignal(following.changed):
        draw(session, desk, 1, add(PLACES[0], (0.0, 20.0, 0.0)))
    known(qtbot, desk, following)
    assert following.followed_from(lesion, visit(desk, 2)) == visit(desk, 1)
    moved = following.followed(lesion, visit(desk, 2))
    assert moved is not None
    assert moved.place_lps == pytest.approx(
        add(drawn_at(desk, lesion), add(SHIFTS_MM[2], (0.0, 20.0, 0.0))), abs=6.0
    )
    assert comparisons == [(desk.series(visit(desk, 1))[0].key, desk.series(visit(desk, 2))[0].key)]
    assert lesion in desk.case.lesions


def test_a_series_that_grew_is_looked_through_anew(
    qtbot: QtBot, opens: Opens, comparisons: Calls, session: Session
) -> None:
    desk, following = opens()
    known(qtbot, desk, following)
    comparisons.clear()
    folder = session.path.parent / "scans" / DAYS[1]
    write_scan(folder, DAYS[1], SHIFTS_MM[1], (102.0, -96.0))
    bring_in(session.store, look_through([folder]))
    desk, following = opens()
    known(qtbot, desk, following)
    grown = desk.series(visit(desk, 1))[0]
    assert {current for _, current in comparisons} == {grown.key}


def test_a_correction_stands_until_it_is_taken_back_or_the_caliper_moves(
    qtbot: QtBot, opens: Opens, comparisons: Calls, session: Session
) -> None:
    desk, following = opens()
    before = known(qtbot, desk, following)[0]
    lesion, there = desk.case.lesions[0], visit(desk, 1)
    prior = drawn_at(desk, lesion)
    with qtbot.waitSignal(following.changed):
        following.correct(lesion, there, prior, (50.0, 40.0, 30.0))
    desk, following = opens()
    corrected = known(qtbot, desk, following)[0]
    assert corrected.place_lps == pytest.approx((50.0, 40.0, 30.0))
    assert not corrected.check
    assert Method.READER in stored(session).values()
    assert len(comparisons) == 4
    following.take_back(lesion, there)
    assert known(qtbot, desk, following)[0] == before
    following.correct(lesion, there, prior, (50.0, 40.0, 30.0))
    desk.activate(lesion.uid)
    draw(session, desk, 0, PLACES[0], 16.0)
    assert following.followed(lesion, there) is None
    assert known(qtbot, desk, following)[0].transform.method is Method.BLOCKS
    assert Method.READER not in stored(session).values()


def test_a_removed_lesion_takes_its_places_along(qtbot: QtBot, opens: Opens, session: Session) -> None:
    desk, following = opens()
    known(qtbot, desk, following)
    gone, left = desk.case.lesions
    desk.remove_lesion(gone.uid)
    assert {uid for uid, _ in stored(session)} == {left.uid}
    session.case.undo()
    known(qtbot, desk, following)


def test_the_surroundings_are_known_both_ways(qtbot: QtBot, opens: Opens) -> None:
    desk, following = opens()
    known(qtbot, desk, following)
    one, other = (desk.series(visit(desk, at))[0] for at in (0, 1))
    point = drawn_at(desk, desk.case.lesions[1])
    there, back = following.between(one, other, point), following.between(other, one, point)
    assert there is not None
    assert back is not None
    assert there.there(point) == pytest.approx(add(point, SHIFTS_MM[1]), abs=2.0)
    assert back.there(there.there(point)) == pytest.approx(point)
    assert there.centre_lps == pytest.approx(point)
    assert following.between(other, desk.series(visit(desk, 2))[0], point) is None


def test_a_timepoint_that_does_not_open_yet_is_not_looked_at(
    qtbot: QtBot, opens: Opens, comparisons: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = ReadingDesk.standing.fget
    assert closed is not None
    monkeypatch.setattr(
        ReadingDesk, "standing", property(lambda self: replace(closed(self), closed=(visit(self, 2),)))
    )
    desk, following = opens()
    qtbot.waitUntil(lambda: following.said(visit(desk, 1)) == "")
    assert following.said(visit(desk, 2)) == ""
    assert following.followed(desk.case.lesions[0], visit(desk, 2)) is None
    assert {current for _, current in comparisons} == {desk.series(visit(desk, 1))[0].key}


def test_leaving_ends_what_is_under_way_and_keeps_nothing_of_it(
    qtbot: QtBot, desk: ReadingDesk, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    class Endless(ComparisonsHere):
        def follow(
            self, prior: Series, current: Series, centre_lps: Vector, long_mm: float, report: Report = silent
        ) -> Followed:
            begun.set()
            while True:
                report(0, 0, "")

    monkeypatch.setattr(following_module, "ComparisonsApart", Endless)
    following = Following(session, desk)
    go(desk, 1)
    qtbot.waitUntil(begun.is_set)
    following.leave()
    session.end_work()
    assert stored(session) == {}


def test_what_nobody_foresaw_is_told_once_and_not_tried_again(
    qtbot: QtBot, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def fail(*_: object) -> Followed:
        tries.append(1)
        raise IndexError("of a defect")

    monkeypatch.setattr(ComparisonsHere, "follow", fail)
    with qtbot.captureExceptions() as told:
        desk, following = opens()
        qtbot.waitUntil(lambda: "not followed any more" in following.said(desk.current))
        go(desk, 2)
        go(desk, 1)
        assert not following._beginning.isActive()
    assert len(tries) == len(told) == 1
    assert following._job is None
    assert "not followed any more" in following.said(desk.current)


def test_a_lesion_drawn_on_a_reformat_is_followed_from_its_series(
    qtbot: QtBot, opens: Opens, session: Session
) -> None:
    desk, _ = opens()
    go(desk, 0)
    lesion = desk.case.lesions[0]
    desk.activate(lesion.uid)
    series = desk.series(desk.current)[0]
    coronal = Reformat((1.0, 0.0, 0.0), (0.0, 0.0, -1.0), 0.0, "mean")
    with session.store.reading() as trial:
        whole = trial.series_with_slices(series.key)
    assert whole is not None
    x, y, z = PLACES[0]
    Drawing(desk).draw(((x, y, z - 7.0), (x, y, z + 7.0)), None, whole, len(whole.slices) // 2, coronal)
    desk, following = opens()
    found = known(qtbot, desk, following)[0]
    assert found.place_lps == pytest.approx(add(PLACES[0], SHIFTS_MM[1]), abs=2.0)


def test_nothing_is_set_right_where_nothing_can_be_changed_or_followed(
    opens: Opens, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, following = opens()
    lesion = desk.case.lesions[0]
    with pytest.raises(Refusal, match=r"^T01 was not drawn before BL: there is nothing to follow it from.$"):
        following.correct(lesion, visit(desk, 0), PLACES[0], PLACES[0])
    monkeypatch.setattr(Standing, "held", lambda *_: Held.COMPLETED)
    with pytest.raises(Refusal, match=r"^This read is completed: "):
        following.correct(lesion, visit(desk, 1), PLACES[0], PLACES[0])
    assert stored(session) == {}


def test_a_point_set_right_before_anything_is_known_stands(
    qtbot: QtBot, opens: Opens, comparisons: Calls
) -> None:
    desk, following = opens()
    lesion, there = desk.case.lesions[1], visit(desk, 1)
    following.correct(lesion, there, drawn_at(desk, lesion), (1.0, 2.0, 3.0))
    found = known(qtbot, desk, following)[1]
    assert found.place_lps == pytest.approx((1.0, 2.0, 3.0))
    assert len(comparisons) == 3


# What is in the way


def opened_on(path: Path, request: pytest.FixtureRequest) -> tuple[ReadingDesk, Following]:
    session = open_session(path)
    desk = desk_on(session)
    following = Following(session, desk)

    def close() -> None:
        following.leave()
        desk.close()
        session.close()

    request.addfinalizer(close)
    go(desk, 1)
    return desk, following


def without_files(trial: Path) -> None:
    shutil.rmtree(trial.parent / "scans" / DAYS[1])


def of_another_patient(trial: Path) -> None:
    _change(trial, "UPDATE series SET patient_id = 'HN-8' WHERE study_date = '20240306'")


def of_two_slices(trial: Path) -> None:
    _change(trial, "UPDATE series SET frames = 2 WHERE study_date = '20240306'")


def without_series(trial: Path) -> None:
    study = "(SELECT uid FROM study WHERE study_date = '2024-03-06')"
    _change(trial, f"DELETE FROM series WHERE study_uid = {study}")


def _change(trial: Path, statement: str) -> None:
    with sqlite3.connect(trial) as database:
        assert database.execute(statement).rowcount == 1
    database.close()


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (without_series, "TP1 has no pictures to follow lesions with: import its series."),
        (
            of_two_slices,
            "TP1 has no CT of three slices or more that make one stack: find its lesions by eye.",
        ),
        (without_files, "Pictures of TP1 cannot be read: bring the files back to their place."),
        (
            of_another_patient,
            "By their files BL and TP1 are of different patients: lesions are not followed until that is "
            "settled.",
        ),
    ],
)
def test_what_is_in_the_way_is_told(
    qtbot: QtBot,
    trial: Path,
    request: pytest.FixtureRequest,
    spoil: Callable[[Path], None],
    sentence: str,
) -> None:
    spoil(trial)
    desk, following = opened_on(trial, request)
    qtbot.waitUntil(lambda: following.said(visit(desk, 1)) == sentence)
    assert following.followed(desk.case.lesions[0], visit(desk, 1)) is None
    qtbot.waitUntil(lambda: following.said(visit(desk, 2)) == "")


def scanned_again(folder: Path, shift_mm: Vector, heights: tuple[float, float]) -> Path:
    """A trial of the first scan and of one more, with both lesions drawn at baseline."""
    write_scan(folder / "scans" / DAYS[0], DAYS[0], SHIFTS_MM[0], (96.0, -60.0))
    write_scan(folder / "scans" / DAYS[1], DAYS[1], shift_mm, heights)
    with create_trial(folder / "trial.longaxis") as store:
        bring_in(store, look_through([folder / "scans"]))
    session = open_session(folder / "trial.longaxis")
    desk = desk_on(session)
    draw(session, desk, 0, PLACES[0])
    desk.close()
    session.close()
    return folder / "trial.longaxis"


@pytest.mark.parametrize(
    ("shift_mm", "heights", "sentence"),
    [
        (
            (0.0, 0.0, 12.0),
            (96.0, -60.0),
            "BL and TP1 have the same pictures: ask whether the right series were imported.",
        ),
        (
            (0.0, 0.0, 0.0),
            (-54.0, -96.0),
            "BL and TP1 share next to nothing of the body, and no lesion was found for sure: find them by "
            "eye, or set one right by two clicks.",
        ),
    ],
)
def test_two_scans_that_tell_nothing_of_each_other(
    qtbot: QtBot,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    shift_mm: Vector,
    heights: tuple[float, float],
    sentence: str,
) -> None:
    desk, following = opened_on(scanned_again(tmp_path, shift_mm, heights), request)
    lesion, there = desk.case.lesions[0], visit(desk, 1)
    qtbot.waitUntil(lambda: following.said(there) == sentence)
    assert following.followed(lesion, there) is None
    following.correct(lesion, there, drawn_at(desk, lesion), (4.0, 5.0, 6.0))
    assert following.said(there) == ""
    found = following.followed(lesion, there)
    assert found is not None
    assert found.place_lps == pytest.approx((4.0, 5.0, 6.0))


def test_scans_that_share_the_body_at_other_heights_of_the_table_are_followed(
    qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    desk, following = opened_on(scanned_again(tmp_path, (3.0, 2.0, 600.0), (96.0, -72.0)), request)
    lesion, there = desk.case.lesions[0], visit(desk, 1)
    qtbot.waitUntil(lambda: following.followed(lesion, there) is not None)
    assert following.said(there) == ""
