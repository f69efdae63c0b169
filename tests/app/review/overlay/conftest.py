"""Scans are compared by a stand-in: at once, in the test's own process."""

import pytest

from app.review.overlay import registering as registering_module
from measurements.following import Followed, Hindrance, Method
from measurements.imaging import Series
from reader.registration.not_comparable import NotComparable
from tests.app.reading.scans import LOWEST_MM
from tests.app.review.motions import NOWHERE, motion

TABLE_MM = LOWEST_MM[1] - LOWEST_MM[0]


class NothingCompared:
    """The files of every scan are missing."""

    def __init__(self, budget_bytes: int) -> None:
        pass

    def follow(self, prior: Series, current: Series, *rest: object) -> Followed:
        raise NotComparable(Hindrance.FILES_MISSING, current.key)

    def end(self) -> None:
        pass


class TableFound(NothingCompared):
    """Every lesion moved with the table between the first two scans."""

    searches: list[tuple[str, str]]

    def follow(self, prior: Series, current: Series, *rest: object) -> Followed:
        self.searches.append((prior.key, current.key))
        return Followed(motion(0.0, (0.0, 0.0, TABLE_MM), Method.BLOCKS), NOWHERE, 3.0, ())


@pytest.fixture(autouse=True)
def _nothing_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registering_module, "ComparisonsApart", NothingCompared)


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch, _nothing_compared: None) -> list[tuple[str, str]]:
    """Which series were compared, each time; lesions are found."""
    made: list[tuple[str, str]] = []
    monkeypatch.setattr(TableFound, "searches", made, raising=False)
    monkeypatch.setattr(registering_module, "ComparisonsApart", TableFound)
    return made
