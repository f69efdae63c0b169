"""A trial with one subject at three timepoints, opened for reading."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.reading.desk.desk import ReadingDesk
from app.reading.desk.history import History
from app.reading.pictures import pictures as pictures_module
from app.session import Session, open_session
from tests.app.reading.at_the_desk import desk_on, read_all
from tests.app.reading.scans import make_trial
from tests.app.reading.user import HeldStack, Opened


@pytest.fixture(scope="session")
def unread(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a trial that nobody has read; tests get copies."""
    return make_trial(tmp_path_factory.mktemp("unread")).parent


@pytest.fixture
def trial(unread: Path, tmp_path: Path) -> Path:
    """A trial of this test's own, with its scans."""
    return Path(shutil.copytree(unread, tmp_path / "own")) / "trial.longaxis"


@pytest.fixture
def session(trial: Path) -> Iterator[Session]:
    opened = open_session(trial)
    yield opened
    opened.close()


@pytest.fixture
def desk(session: Session) -> Iterator[ReadingDesk]:
    made = desk_on(session)
    yield made
    made.close()


@pytest.fixture
def history(session: Session, desk: ReadingDesk) -> History:
    return History(desk, session.case)


@pytest.fixture
def told(desk: ReadingDesk) -> list[str]:
    """What the desk has told so far."""
    sentences: list[str] = []
    desk.told.connect(sentences.append)
    return sentences


@pytest.fixture
def open_on(qtbot: QtBot) -> Iterator[Callable[..., Opened]]:
    opened: list[Opened] = []

    def opens(trial: Path, name: str = "") -> Opened:
        opened.append(Opened(qtbot, trial, name))
        return opened[-1]

    yield opens
    for each in opened:
        each.close()


@pytest.fixture
def unread_room(open_on: Callable[[Path], Opened], trial: Path) -> Opened:
    return open_on(trial)


@pytest.fixture(scope="session")
def read_trial(unread: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a trial with both lesions measured at all three timepoints."""
    folder = tmp_path_factory.mktemp("read") / "own"
    shutil.copytree(unread, folder)
    session = open_session(folder / "trial.longaxis")
    desk = desk_on(session)
    read_all(session, desk)
    desk.close()
    session.close()
    return folder


@pytest.fixture
def trial_of_read_room(read_trial: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(read_trial, tmp_path / "read")) / "trial.longaxis"


@pytest.fixture
def read_room(open_on: Callable[[Path], Opened], trial_of_read_room: Path) -> Opened:
    return open_on(trial_of_read_room)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The gate of `HeldStack`, which every stack is in this test; closed to begin with."""
    monkeypatch.setattr(pictures_module, "LoadedStack", HeldStack)
    HeldStack.gate.clear()
    HeldStack.busy = frozenset()
    HeldStack.loaders_left = threading.Semaphore(0)
    yield HeldStack.gate
    HeldStack.gate.set()
