"""The way from one timepoint of a lesion to another: through what was registered, or the best left."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from measurements.following import Doubt, Followed, LocalTransform, Method
from measurements.geometry.vectors import Segment, Vector, add, subtract, unit

ORIGIN = (0.0, 0.0, 0.0)


class Rest(Enum):
    """What it rests on that one timepoint's picture lies on another's."""

    REFERENCE = "reference"
    """It is the one that the others are laid on."""
    REGISTERED = "registered"
    READER = "reader"
    """Registered, and set right by a reader."""
    CHECK = "check"
    """Registered, and to be looked at twice."""
    MIDDLE = "middle"
    """Not registered: the middles of two calipers lie on each other."""
    TABLE = "table"
    """Not registered: the same place on the scanner's table."""


GUESSED = frozenset({Doubt.LOW_CORRELATION, Doubt.RIVAL, Doubt.NOT_COMPARED})
"""With one of these a transform is a guess: two calipers say better how their pictures lie."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a lesion of an earlier timepoint lies at this one.

    Attributes:
        prior_uid: the earlier timepoint.
        current_key: the series of this timepoint that it was looked for in.
    """

    prior_uid: str
    current_key: str
    followed: Followed


@dataclass(frozen=True, slots=True)
class Registered:
    """What is known of where one lesion lies, by the uids of its timepoints.

    Attributes:
        links: by the timepoint that each leads to.
        awaited: timepoints that it is being looked for at.
        hindered: why it is not looked for, a sentence each.
    """

    links: Mapping[str, Link] = field(default_factory=dict)
    awaited: frozenset[str] = frozenset()
    hindered: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Way:
    """Points of the reference in another scan, and back.

    Attributes:
        steps: from each scan to the next, in order.
        shift: after them, mm.
    """

    rest: Rest
    steps: tuple[LocalTransform, ...] = ()
    shift: Vector = ORIGIN
    doubts: tuple[Doubt, ...] = ()

    @property
    def guessed(self) -> bool:
        """Whether it is no more than a guess."""
        return not GUESSED.isdisjoint(self.doubts)

    def there(self, point_lps: Vector) -> Vector:
        """A point of the reference, mm, in the other scan."""
        for step in self.steps:
            point_lps = step.there(point_lps)
        return add(point_lps, self.shift)

    def back(self, point_lps: Vector) -> Vector:
        """A point of the other scan, mm, in the reference."""
        point_lps = subtract(point_lps, self.shift)
        for step in reversed(self.steps):
            point_lps = step.back(point_lps)
        return point_lps

    def turned(self, direction: Vector) -> Vector:
        """A direction of the reference in the other scan, of length one."""
        return unit(subtract(self.there(direction), self.there(ORIGIN)))

    def segment_back(self, segment: Segment) -> Segment:
        return (self.back(segment[0]), self.back(segment[1]))


def registered_way(links: Mapping[str, Link], reference_uid: str, timepoint_uid: str) -> Way | None:
    """Link by link back to the reference; None where one is missing.

    Args:
        links: of one lesion, by the timepoint each leads to.
    """
    found: list[Followed] = []
    at = timepoint_uid
    while at != reference_uid:
        link = links.get(at)
        if link is None or len(found) >= len(links):
            return None
        found.append(link.followed)
        at = link.prior_uid
    doubts = tuple(dict.fromkeys(doubt for one in reversed(found) for doubt in one.doubts))
    if doubts:
        rest = Rest.CHECK
    elif any(one.transform.method is Method.READER for one in found):
        rest = Rest.READER
    else:
        rest = Rest.REGISTERED
    return Way(rest, tuple(one.transform for one in reversed(found)), doubts=doubts)
