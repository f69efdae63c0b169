"""Files that are gone, changed or not to be reached when a trial opens, as the worklist marks them."""

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.session import Session, open_session
from app.worklist.legend import Legend
from app.worklist.page import WorklistPage
from app.worklist.rows import Images
from app.worklist.table import CELL_ROLE
from tests.app.worklist.hands import codes, drop, grid, texts, wait_for_import, words

GONE = Path("HN-10") / "20240306"


@pytest.fixture
def trial(session: Session) -> Path:
    """A trial whose scans lie on the disk; nobody has it open."""
    session.close()
    return session.path


@pytest.fixture
def reopened(trial: Path) -> Iterator[list[Session]]:
    opened: list[Session] = []
    yield opened
    for one in opened:
        one.close()


def show(page: WorklistPage, trial: Path, opened: list[Session]) -> Session:
    page.show_trial(None)
    for one in opened:
        one.close()
    opened[:] = [open_session(trial)]
    page.show_trial(opened[0])
    return opened[0]


def images(page: WorklistPage, row: int) -> list[Images]:
    cells = [grid(page).model().index(row, column).data(CELL_ROLE) for column in range(3)]
    return [cell.images for cell in cells if cell is not None]


def settled(session: Session) -> bool:
    return session.files._job is None


def test_a_folder_that_is_gone_is_marked_and_put_back_it_is_not(
    qtbot: QtBot, page: WorklistPage, trial: Path, reopened: list[Session], scans: Path
) -> None:
    shutil.move(scans / GONE, scans.parent / "elsewhere")
    show(page, trial, reopened)
    qtbot.waitUntil(lambda: words(page, 1) == ["To read", "Files missing", "Incomplete"])
    assert images(page, 1) == [Images.COMPLETE, Images.MISSING, Images.INCOMPLETE]
    assert images(page, 0) == [Images.COMPLETE]
    tip = grid(page).model().index(1, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert f"6 of 6 files are missing, the first is {scans / GONE}{os.sep}" in tip
    assert "bring the folder back, or import the folder where they are now" in tip
    assert "Files missing" in texts(page.findChild(Legend))

    shutil.move(scans.parent / "elsewhere", scans / GONE)
    session = show(page, trial, reopened)
    qtbot.waitUntil(lambda: settled(session))
    assert session.files.changes == {}
    assert words(page, 1) == ["To read", "To read", "Incomplete"]


def test_put_back_while_the_trial_is_open_the_refresh_key_finds_it(
    qtbot: QtBot, page: WorklistPage, trial: Path, reopened: list[Session], scans: Path
) -> None:
    shutil.move(scans / GONE, scans.parent / "elsewhere")
    show(page, trial, reopened)
    qtbot.waitUntil(lambda: words(page, 1)[1] == "Files missing")
    shutil.move(scans.parent / "elsewhere", scans / GONE)
    qtbot.keyClick(page, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: words(page, 1)[1] == "To read")


def test_imported_where_it_is_now_it_is_missing_no_more(
    qtbot: QtBot, page: WorklistPage, trial: Path, reopened: list[Session], scans: Path
) -> None:
    elsewhere = scans.parent / "elsewhere"
    shutil.move(scans / GONE, elsewhere)
    show(page, trial, reopened)
    qtbot.waitUntil(lambda: words(page, 1)[1] == "Files missing")
    assert drop(page, elsewhere)
    wait_for_import(qtbot, page)
    qtbot.waitUntil(lambda: words(page, 1)[1] == "To read")


def test_a_file_of_another_size_makes_images_incomplete(
    qtbot: QtBot, page: WorklistPage, trial: Path, reopened: list[Session], scans: Path
) -> None:
    file = sorted((scans / "HN-2" / "20240112").iterdir())[0]
    with file.open("ab") as end:
        end.write(b"\0\0")
    show(page, trial, reopened)
    qtbot.waitUntil(lambda: images(page, 0) == [Images.INCOMPLETE])
    tip = grid(page).model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert f"1 of 6 files have changed since they were imported, the first is {file}" in tip


def test_a_folder_that_hangs_holds_up_neither_window_nor_reading_nor_end(
    qtbot: QtBot,
    page: WorklistPage,
    trial: Path,
    reopened: list[Session],
    scans: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers, hangs = threading.Event(), threading.Event()
    scandir = os.scandir

    def slow(folder: str) -> object:
        if str(folder) == str(scans / GONE):
            hangs.set()
            assert answers.wait(60)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", slow)
    monkeypatch.setattr("app.jobs.PATIENCE_SECONDS", 0.05)
    session = show(page, trial, reopened)
    try:
        qtbot.waitUntil(hangs.is_set)
        assert codes(page) == ["HN-2", "HN-10"]
        assert words(page, 1) == ["To read", "To read", "Incomplete"]
        with qtbot.waitSignal(page.opened):
            qtbot.keyClick(grid(page), Qt.Key.Key_Return)
        session.files.look()  # asked for again, it keeps no second thread waiting
        assert len(session.jobs._apart) == 1
        page.show_trial(None)
        session.close()
        assert not answers.is_set()
    finally:
        answers.set()
    QApplication.processEvents()
