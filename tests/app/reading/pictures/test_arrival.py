"""Pictures that are still coming, and pictures that never come."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.reading.strip import Thumbnail
from measurements.geometry.vectors import middle
from reader.pixels import SliceReader, StoredValues
from tests.app.reading.at_the_desk import stored
from tests.app.reading.scans import DAYS, FRESH, LIVER, LUNG, SLICES
from tests.app.reading.user import HeldStack, Opened, is_whole, white_at


def test_the_first_picture_is_shown_while_the_others_still_come(
    qtbot: QtBot, unread_room: Opened, held: threading.Event
) -> None:
    reader = unread_room.read(2, whole=False)
    current = reader.wall.current
    assert current.stack is not None
    assert current.stack.ready < current.stack.count == SLICES
    assert current.pane.viewport().index == FRESH.place
    assert white_at(current, middle(FRESH.long_lps(2)))
    held.set()
    qtbot.waitUntil(lambda: is_whole(current))


def test_no_slice_stands_in_for_one_that_has_not_come(
    qtbot: QtBot, unread_room: Opened, held: threading.Event
) -> None:
    HeldStack.busy = frozenset({LUNG.place})
    reader = unread_room.read(2, whole=False)
    current = reader.wall.current
    reader.scroll_to(LUNG.place)
    for seen in (LUNG, FRESH):
        assert not white_at(current, middle(seen.long_lps(2)))
    assert current.pane._message == "Loading"
    held.set()
    qtbot.waitUntil(lambda: white_at(current, middle(LUNG.long_lps(2))))


def test_nothing_is_drawn_where_no_picture_is_yet(
    qtbot: QtBot, unread_room: Opened, held: threading.Event
) -> None:
    HeldStack.busy = frozenset({LUNG.place})
    reader = unread_room.read(0, whole=False)
    reader.draw(LUNG)
    assert stored(unread_room.session) == ({}, set())
    held.set()
    qtbot.waitUntil(lambda: is_whole(reader.wall.current))
    reader.draw(LUNG)
    assert len(stored(unread_room.session)[1]) == 1


def test_what_still_comes_after_the_subject_was_closed_is_dropped(
    qtbot: QtBot, unread_room: Opened, held: threading.Event
) -> None:
    reader = unread_room.read(0, whole=False)
    told: list[object] = []
    assert reader.room.read is not None
    reader.room.read.pictures.arrived.connect(lambda *step: told.append(step))
    reader.room.read.pictures.failed.connect(lambda *step: told.append(step))
    reader.room.close_subject()
    assert reader.room.desk is None
    held.set()
    qtbot.waitUntil(lambda: HeldStack.loaders_left.acquire(blocking=False))
    QApplication.processEvents()
    assert told == []
    assert reader.message == ""
    assert unread_room.read(1).desk.current.label == "TP1"


def test_a_file_that_has_gone_is_said_in_words_and_the_rest_is_shown(
    qtbot: QtBot, open_on: Callable[[Path], Opened], trial: Path
) -> None:
    # Files are numbered from the feet, slices from the head.
    gone = trial.parent / "scans" / DAYS[0] / f"IM{SLICES - LUNG.place:04d}"
    gone.unlink()
    opened = open_on(trial)
    reader = opened.read(0)
    qtbot.waitUntil(lambda: str(gone) in reader.message)
    reader.scroll_to(LUNG.place)
    assert str(gone) in reader.pane._message
    reader.draw(LUNG)
    assert stored(opened.session) == ({}, set())
    reader.draw(LIVER)
    assert len(stored(opened.session)[1]) == 1


def test_a_series_whose_files_have_all_gone_is_said_in_words(
    qtbot: QtBot, open_on: Callable[[Path], Opened], trial: Path
) -> None:
    for file in (trial.parent / "scans" / DAYS[0]).iterdir():
        file.unlink()
    reader = open_on(trial).read(0)
    qtbot.waitUntil(lambda: f"{SLICES} of {SLICES} files are missing" in reader.message)
    assert str(trial.parent / "scans" / DAYS[0]) in reader.message


@pytest.fixture
def hanging_share(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Files of the first two timepoints are read only once this is set; those of the third at once."""
    answers = threading.Event()
    fast = SliceReader.read

    def slow(one: SliceReader, index: int, into: StoredValues) -> None:
        if DAYS[2] not in one._series.slices[index].path:
            assert answers.wait(60)
        fast(one, index, into)

    monkeypatch.setattr(SliceReader, "read", slow)
    yield answers
    answers.set()


def test_a_share_that_hangs_holds_up_neither_the_hand_nor_another_series(
    qtbot: QtBot, unread_room: Opened, hanging_share: threading.Event
) -> None:
    reader = unread_room.read(1, whole=False)
    prior, current = reader.wall.prior, reader.wall.current
    assert (current.pane._message, prior.pane._message) == ("Loading", "Loading")
    assert current.pane.viewport().index == SLICES // 2
    reader.wheel(reader.pane, -2)  # the hand goes on
    assert current.pane.viewport().index == SLICES // 2 + 2
    assert not white_at(current, middle(LIVER.long_lps(1)))

    reader = unread_room.read(2, whole=False)  # beside the timepoint that hangs
    current = reader.wall.current
    qtbot.waitUntil(lambda: is_whole(current))
    reader.scroll_to(FRESH.place)
    assert white_at(current, middle(FRESH.long_lps(2)))
    assert reader.wall.prior.stack is not None
    assert reader.wall.prior.stack.ready == 0

    reader = unread_room.read(1, whole=False)
    reader.scroll_to(LIVER.place)
    hanging_share.set()
    qtbot.waitUntil(lambda: white_at(reader.wall.current, middle(LIVER.long_lps(1))))
    qtbot.waitUntil(lambda: is_whole(reader.wall.prior))


def test_the_window_closes_though_a_share_hangs(
    unread_room: Opened, hanging_share: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.jobs.PATIENCE_SECONDS", 0.0)
    unread_room.read(1, whole=False)
    unread_room.close()
    assert not hanging_share.is_set()


def test_the_strip_says_which_series_lacks_files(
    qtbot: QtBot, open_on: Callable[[Path], Opened], trial: Path
) -> None:
    for file in (trial.parent / "scans" / DAYS[1]).iterdir():
        file.unlink()
    reader = open_on(trial).read(2)
    strip = reader.room.strip

    def tips() -> list[str]:
        return [
            one.toolTip() for one in strip.findChildren(Thumbnail) if "files are missing" in one.toolTip()
        ]

    qtbot.waitUntil(lambda: len(tips()) == 1)
    assert f"{SLICES} of {SLICES} files are missing" in tips()[0]
    assert str(trial.parent / "scans" / DAYS[1]) in tips()[0]
