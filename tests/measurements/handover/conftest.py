"""A trial whose cases have left: where they came from, and where they are read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from measurements.case.commands import BeginRead
from measurements.trial import Read
from tests.accounts import READER
from tests.measurements.handover.travelling import Place, carried_trial, central_trial, handed_out


@pytest.fixture
def central(tmp_path: Path) -> Iterator[Place]:
    with central_trial(tmp_path / "central") as place:
        yield place


@pytest.fixture
def begun(central: Place) -> Place:
    """A target was measured at the baseline before the cases left."""
    central.act(READER)
    central.check_images()
    central.case.run(BeginRead(Read("a-read", central.subject.uid, READER)))
    central.draw(0)
    return central


@pytest.fixture
def carried(begun: Place, tmp_path: Path) -> Iterator[Place]:
    with carried_trial(handed_out(begun, tmp_path), tmp_path / "laptop") as place:
        yield place
