"""A trial with one subject at three timepoints, opened for reading."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.session import Session, open_session
from app.style.sheet import apply_style
from tests.app.reading.scans import make_trial


@pytest.fixture(scope="session", autouse=True)
def styled(qapp: object) -> None:
    apply_style(qapp)  # type: ignore[arg-type]


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
