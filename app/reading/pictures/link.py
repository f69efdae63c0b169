"""What linked pictures rest on: where a place of one scan lies in another.

Here a registration plugs in: `Links.put` takes any `Link`, whose `there` may be any mapping of points.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import permutations

from PySide6.QtCore import QCoreApplication

from app.components.words import Wording
from measurements.geometry.vectors import Vector, add, subtract
from measurements.imaging import Series

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Link:
    """From the places of one scan to those of another.

    Attributes:
        there: a point of the one, LPS mm, as a point of the other.
        rests_on: words for the badge, in the language of the moment: what the two were brought together by.
    """

    there: Callable[[Vector], Vector]
    rests_on: Wording


def shifted(shift_lps: Vector, rests_on: Wording) -> Link:
    """The link of two scans that differ by how the patient lay: the other's place minus the one's, mm."""
    return Link(lambda point_lps: add(point_lps, shift_lps), rests_on)


class Links:
    """The links of one read; what was put holds for a frame of reference, whichever series of it hang."""

    def __init__(self) -> None:
        self._links: dict[tuple[str, str], Link] = {}

    def between(self, one: Series, other: Series) -> Link:
        """From `one` to `other`: what was put; else their common frame; else where the scanners' tables were.

        Scans of different frames of reference whose positions nobody has matched may lie centimetres apart:
        `rests_on` says so.
        """
        for names in ((one.key, other.key), (_space(one), _space(other))):
            if names in self._links:
                return self._links[names]
        words = (
            translate("link", "same frame")
            if _space(one) == _space(other)
            else translate("link", "table position")
        )
        return Link(lambda point_lps: point_lps, words)

    def put(self, one: Series, other: Series, link: Link) -> None:
        """From now on this is how places of `one`, and of its frame of reference, lie in `other`'s.

        Within one frame of reference it holds for these two series only.
        """
        shared = _space(one) == _space(other)
        names = (one.key, other.key) if shared else (_space(one), _space(other))
        self._links[names] = link

    def anchor(self, points_lps: Mapping[str, Vector], series: Mapping[str, Series], words: Wording) -> None:
        """Takes points of several scans for one place of the patient, both by series key."""
        for one, other in permutations(points_lps, 2):
            shift_lps = subtract(points_lps[other], points_lps[one])
            self.put(series[one], series[other], shifted(shift_lps, words))


def _space(series: Series) -> str:
    """Names the frame of reference; a series that does not say has one of its own."""
    return series.frame_of_reference_uid or series.key
