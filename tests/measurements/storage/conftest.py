"""A trial with accounts whose reads are at different stages, every lesion followed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from measurements.following import FollowedBetween
from measurements.storage.followed import followed_row
from tests.measurements.access.blinded_trial import UIDS, BlindedTrial, blinded_trial
from tests.measurements.samples import FOLLOWED


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[BlindedTrial]:
    with blinded_trial(tmp_path) as made:
        follow_all(made)
        yield made


def follow_all(trial: BlindedTrial) -> None:
    """Every lesion of every read is kept as followed to every later timepoint."""
    ways = [
        FollowedBetween(f"lesion-{uid}", trial.scans[subject][0].key, later.key, "a", FOLLOWED)
        for (_, subject), uid in UIDS.items()
        for later in trial.scans[subject][1:]
    ]
    with trial.store.writing("Follow") as work:
        for way in ways:
            work.add_unaudited(followed_row(way))
