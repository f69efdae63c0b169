"""Lesions looked for as a test says it: places that it puts into the read."""

from tests.app.reading.still_following import StillFollowing
from tests.app.reading.user import Reader

TABLE_MM = (0.0, 0.0, 6.0)
"""How far the table has moved from baseline to the first follow-up: where the lesions truly are."""


def following(reader: Reader) -> StillFollowing:
    assert reader.room.read is not None
    made: object = reader.room.read.search.following
    assert isinstance(made, StillFollowing)
    return made
