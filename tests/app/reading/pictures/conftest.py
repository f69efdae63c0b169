"""A read whose lesions are measured at baseline, opened at the first follow-up."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.session import open_session
from tests.app.reading.at_the_desk import desk_on, draw
from tests.app.reading.scans import LESIONS
from tests.app.reading.user import Opened, Reader


@pytest.fixture(scope="session")
def baseline_read(unread: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a trial whose two lesions are measured at baseline alone."""
    folder = tmp_path_factory.mktemp("baseline") / "own"
    shutil.copytree(unread, folder)
    session = open_session(folder / "trial.longaxis")
    desk = desk_on(session)
    for seen in LESIONS:
        desk.new_lesion()
        draw(session, desk, seen)
    desk.close()
    session.close()
    return folder


@pytest.fixture
def opened(open_on: Callable[[Path], Opened], baseline_read: Path, tmp_path: Path) -> Opened:
    return open_on(Path(shutil.copytree(baseline_read, tmp_path / "read")) / "trial.longaxis")


@pytest.fixture
def reader(opened: Opened) -> Reader:
    """At the first follow-up, T01 in hand."""
    reader = opened.read(1)
    assert reader.lesion == "T01"
    return reader
