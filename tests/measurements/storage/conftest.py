"""A trial with accounts whose reads are at different stages, every lesion followed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from measurements.following import Followed, FollowedBetween, LocalTransform, Method, Quality
from measurements.storage.followed import followed_row
from tests.measurements.access.blinded_trial import UIDS, BlindedTrial, blinded_trial


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


FOLLOWED = Followed(
    LocalTransform(
        ((1.0, 0.0, 0.0, 5.0), (0.0, 1.0, 0.0, -6.0), (0.0, 0.0, 1.0, 7.5), (0.0, 0.0, 0.0, 1.0)),
        (1.0, 2.0, 3.0),
        28.0,
        Quality(0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3),
        Method.BLOCKS,
    ),
    (6.0, -4.0, 10.5),
    3.0,
    (),
)
