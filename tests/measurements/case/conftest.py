"""A read that is signed step by step, and one that was decided on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.accounts import MANAGER, OTHER_READER, READER
from tests.measurements.case.at_signing import BL
from tests.measurements.signed_read import SignedRead, trial_with_people


@pytest.fixture
def work(tmp_path: Path) -> Iterator[SignedRead]:
    with trial_with_people(tmp_path) as made:
        made.act(READER)
        made.begin(READER)
        made.draw(READER, BL)
        yield made


@pytest.fixture
def decided(tmp_path: Path) -> Iterator[SignedRead]:
    """Two completed reads and a decision; the data manager is there."""
    with trial_with_people(tmp_path) as made:
        for name in (READER, OTHER_READER):
            made.read_whole(name)
        made.adjudicate()
        made.act(MANAGER)
        yield made
