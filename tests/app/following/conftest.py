"""A trial of the scene, nothing drawn in it or two lesions at baseline."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.importing import bring_in, look_through
from app.reading.desk.desk import ReadingDesk
from app.session import Session, open_session
from measurements.storage.store import create_trial
from tests.app.following.scene import DAYS, PLACES, SHIFTS_MM, draw, write_scan
from tests.app.reading.at_the_desk import desk_on


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a trial with two lesions at baseline; tests get copies."""
    folder = tmp_path_factory.mktemp("followed") / "trial"
    for day, shift in zip(DAYS, SHIFTS_MM, strict=True):
        write_scan(folder / "scans" / day, day, shift)
    with create_trial(folder / "trial.longaxis") as store:
        bring_in(store, look_through([folder / "scans"]))
    session = open_session(folder / "trial.longaxis")
    desk = desk_on(session)
    for place in PLACES:
        desk.new_lesion()
        draw(session, desk, 0, place)
    desk.close()
    session.close()
    return folder


@pytest.fixture
def trial(drawn: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(drawn, tmp_path / "own")) / "trial.longaxis"


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
