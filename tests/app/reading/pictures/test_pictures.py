"""Stacks held in memory together: what is given back, what stays, and what the numbers say."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.importing import bring_in, look_through
from app.jobs import Job
from app.reading.pictures.pictures import Pictures
from app.session import Session, create_session
from measurements.storage.store import TrialStore
from tests.dicom_files import uid, write_ct_series

SIDE_PX, SLICES = 16, 5
ONE = SLICES * SIDE_PX * SIDE_PX * 2
"""Bytes of one stack."""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Three series of one size, at three timepoints."""
    for number in range(3):
        write_ct_series(
            tmp_path / "scans" / str(number),
            slices=SLICES,
            study_uid=uid(10 + number),
            series_uid=uid(20 + number),
            StudyDate=f"2024010{number + 1}",
            volume=np.full((SLICES, SIDE_PX, SIDE_PX), number, np.int16),
        )
    opened = create_session(tmp_path / "trial.longaxis")
    bring_in(opened.store, look_through([tmp_path / "scans"]))
    yield opened
    opened.close()


@pytest.fixture
def within(session: Session) -> Iterator[Callable[[int], Pictures]]:
    """Pictures of the session within a budget; what they still load has ended before the test has."""
    made: list[Pictures] = []

    def make(budget_bytes: int) -> Pictures:
        made.append(Pictures(session.store, session.jobs, budget_bytes))
        return made[-1]

    yield make
    for each in made:
        each.close()
    session.jobs.drain()
    QApplication.processEvents()


def keys(store: TrialStore) -> list[str]:
    with store.reading() as trial:
        found = [one for some in trial.series_by_timepoint().values() for one in some]
    return [one.key for one in sorted(found, key=lambda one: one.study_date or "")]


def held(pictures: Pictures) -> list[str]:
    return [one.series.key for one in pictures.held()]


def opened_all(pictures: Pictures, some: list[str], qtbot: QtBot) -> None:
    for key in some:
        stack = pictures.open(key, None, set())
        qtbot.waitUntil(lambda stack=stack: stack.ready == stack.count)


def test_several_series_stay_and_the_numbers_are_those_of_their_arrays(
    qtbot: QtBot, session: Session, within: Callable[[int], Pictures]
) -> None:
    pictures = within(3 * ONE)
    first, second, third = keys(session.store)
    opened_all(pictures, [first, second, third], qtbot)
    assert held(pictures) == [third, second, first]
    assert [(one.bytes, one.ready) for one in pictures.held()] == [(ONE, SLICES)] * 3


def test_the_one_not_looked_at_for_longest_is_given_back(
    qtbot: QtBot, session: Session, within: Callable[[int], Pictures]
) -> None:
    pictures = within(3 * ONE - 1)
    first, second, third = keys(session.store)
    opened_all(pictures, [first, second, first, third], qtbot)
    assert held(pictures) == [third, first]


def test_what_is_shown_is_never_given_back(
    qtbot: QtBot, session: Session, within: Callable[[int], Pictures]
) -> None:
    pictures = within(ONE)
    first, second, third = keys(session.store)
    opened_all(pictures, [first, second], qtbot)
    assert held(pictures) == [second]
    pictures.open(third, None, {second})
    assert held(pictures) == [third, second]


def test_a_smaller_budget_holds_at_once(
    qtbot: QtBot, session: Session, within: Callable[[int], Pictures]
) -> None:
    pictures = within(3 * ONE)
    first, second, third = keys(session.store)
    opened_all(pictures, [first, second, third], qtbot)
    pictures.keep_within(2 * ONE, {first})
    assert held(pictures) == [third, first]
    pictures.keep_within(0, {first})
    assert held(pictures) == [first]


def test_a_series_given_back_is_read_again(
    qtbot: QtBot, session: Session, within: Callable[[int], Pictures]
) -> None:
    pictures = within(ONE)
    first, second, _ = keys(session.store)
    opened_all(pictures, [first, second, first], qtbot)
    again = pictures.open(first, None, set()).values(SLICES - 1)
    assert again is not None
    assert np.unique(again).tolist() == [0]


def test_three_thousand_slices_are_one_series(
    qtbot: QtBot, session: Session, within: Callable[[int], Pictures], tmp_path: Path
) -> None:
    count = 3000
    volume = np.broadcast_to(np.arange(count, dtype=np.int16)[:, None, None], (count, 4, 4))
    write_ct_series(tmp_path / "long", slices=count, volume=volume, spacing=0.2, patient_id="P2")
    bring_in(session.store, look_through([tmp_path / "long"]))
    pictures = within(10_000_000)
    key = keys(session.store)[-1]
    opened_all(pictures, [key], qtbot)
    stack = pictures.open(key, None, set())
    shown = [stack.values(index) for index in range(count)]
    assert [int(values[0, 0]) for values in shown if values is not None] == list(range(count - 1, -1, -1))
    assert pictures.held()[0].bytes == count * 4 * 4 * 2


def test_files_gone_or_changed_are_named_before_the_others_have_come(
    qtbot: QtBot, session: Session, within: Callable[[int], Pictures], tmp_path: Path
) -> None:
    pictures = within(3 * ONE)
    first, second, third = keys(session.store)
    told: list[tuple[str, str]] = []
    pictures.failed.connect(lambda key, sentence: told.append((key, sentence)))
    (tmp_path / "scans" / "0" / "IM0002").unlink()
    with (tmp_path / "scans" / "1" / "IM0002").open("ab") as file:
        file.write(b"\0\0")
    (tmp_path / "scans" / "2" / "IM0002").touch()  # another time, and the same picture
    for key, words in ((first, "1 of 5 files are missing"), (second, "1 of 5 files have changed since")):
        stack = pictures.open(key, 0, set())
        qtbot.waitUntil(lambda: len(told) == 2)  # at once, and when all others have come
        assert stack.ready == SLICES - 1
        assert {told_key for told_key, _ in told} == {key}
        assert all(sentence.startswith(words) and "IM0002" in sentence for _, sentence in told)
        told.clear()
    opened_all(pictures, [third], qtbot)
    QApplication.processEvents()
    assert told == []


def test_loading_begins_once_the_window_has_had_its_turn_and_not_for_what_was_closed_by_then(
    qtbot: QtBot, session: Session, within: Callable[[int], Pictures], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Job[None]] = []
    start = session.jobs.start_apart

    def noted(job: Job[None]) -> None:
        begun.append(job)
        start(job)

    monkeypatch.setattr(session.jobs, "start_apart", noted)
    first, second, _ = keys(session.store)
    closed, pictures = within(ONE), within(ONE)
    given_up = closed.open(first, None, set())
    stack = pictures.open(second, None, set())
    closed.close()
    assert begun == []
    qtbot.waitUntil(lambda: stack.ready == stack.count)
    assert len(begun) == 1
    assert given_up.ready == 0
