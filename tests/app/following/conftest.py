"""A trial of the scene with two lesions at baseline, and following that goes on in the test's own process."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.following import following as following_module
from app.reading.desk.desk import ReadingDesk
from app.session import Session, open_session
from measurements.following import Followed
from measurements.geometry.vectors import Vector
from measurements.imaging import Series
from measurements.progress import Report, silent
from reader.registration.comparisons import Comparisons
from tests.app.following.scene import DAYS, SHIFTS_MM, draw_at_baseline, write_scan
from tests.app.reading.at_the_desk import desk_on


class ComparisonsHere(Comparisons):
    """In this process; `followed` are the series that lesions were followed between, each time."""

    followed: list[tuple[str, str]]

    def follow(
        self, prior: Series, current: Series, centre_lps: Vector, long_mm: float, report: Report = silent
    ) -> Followed:
        found = super().follow(prior, current, centre_lps, long_mm, report)
        self.followed.append((prior.key, current.key))
        return found

    def end(self) -> None:
        pass


@pytest.fixture(autouse=True)
def comparisons(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What was followed so far, and not taken from the trial."""
    calls: list[tuple[str, str]] = []
    monkeypatch.setattr(ComparisonsHere, "followed", calls, raising=False)
    monkeypatch.setattr(following_module, "ComparisonsApart", ComparisonsHere)
    monkeypatch.setattr(following_module, "BEGIN_AFTER_MS", 0)
    return calls


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a trial with two lesions at baseline; tests get copies."""
    folder = tmp_path_factory.mktemp("followed") / "trial"
    for day, shift in zip(DAYS, SHIFTS_MM, strict=True):
        write_scan(folder / "scans" / day, day, shift)
    draw_at_baseline(folder)
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
