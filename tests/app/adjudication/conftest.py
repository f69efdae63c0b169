"""Subjects with two reads, on the page and without it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.session import Session, open_session
from tests.app.adjudication.adjudicator import Adjudicator
from tests.app.adjudication.disputes import TOO_LONG, read_by
from tests.app.reading.scans import make_trial


@pytest.fixture(scope="session")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a trial that nobody has read; tests get copies."""
    return make_trial(tmp_path_factory.mktemp("scanned")).parent


@pytest.fixture
def session(scanned: Path, tmp_path: Path) -> Iterator[Session]:
    """A trial of this test's own, with its scans."""
    opened = open_session(Path(shutil.copytree(scanned, tmp_path / "own")) / "trial.longaxis")
    yield opened
    opened.close()


@pytest.fixture
def disputed(session: Session) -> Session:
    """Read A finds a partial response at the first follow-up, read B does not."""
    read_by(session, "read-1", "First reader")
    read_by(session, "read-2", "Second reader", TOO_LONG)
    return session


@pytest.fixture
def adjudicator(qtbot: QtBot, disputed: Session) -> Iterator[Adjudicator]:
    """Before the page, once every slice of what hangs has come."""
    made = Adjudicator(qtbot, disputed)
    made.show()
    yield made
    made.leave()
