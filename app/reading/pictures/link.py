"""What linked pictures rest on: where a place of one scan lies in another.

A registration plugs in as `Links.registered`; `Links.put` takes any other mapping of points.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import permutations

from PySide6.QtCore import QCoreApplication

from app.components.words import Wording
from measurements.following import Method, Nearby
from measurements.geometry.vectors import Vector, add, subtract
from measurements.imaging import Series

translate = QCoreApplication.translate

AWAY_STEP_MM = 10
"""How far off a lesion is, is said in steps: a badge that counts along with the wheel tells no more."""


@dataclass(frozen=True, slots=True)
class Link:
    """From the places of one scan to those of another.

    Attributes:
        there: a point of the one, LPS mm, as a point of the other.
        rests_on: words for the badge: what the two were brought together by.
        check: whether a reader is to look twice before trusting it.
        registered: whether the surroundings were compared, and not points matched alone.
    """

    there: Callable[[Vector], Vector]
    rests_on: Wording
    check: bool = False
    registered: bool = False


def shifted(shift_lps: Vector, rests_on: Wording) -> Link:
    """The link of two scans that differ by how the patient lay: the other's place minus the one's, mm."""
    return Link(lambda point_lps: add(point_lps, shift_lps), rests_on)


Registered = Callable[[Series, Series, Vector], Nearby | None]
"""The followed lesion nearest to a point of one series, LPS mm, as its surroundings lie in another series."""


def registered_near(nearby: Nearby, place_lps: Vector) -> Link:
    """The link around a place, mm, by the nearest followed lesion; one too far off for its fit says so."""
    transform, lesion = nearby.transform, nearby.lesion
    away_mm = math.dist(place_lps, transform.centre_lps)
    far = away_mm > transform.reach_mm

    def words() -> str:
        if far:
            shown_mm = AWAY_STEP_MM * round(away_mm / AWAY_STEP_MM)
            return translate("link", "registered at {lesion}, {away} mm away").format(
                lesion=lesion, away=shown_mm
            )
        if nearby.check:
            return translate("link", "registered near {lesion}, check").format(lesion=lesion)
        if transform.method is Method.READER:
            return translate("link", "corrected near {lesion}").format(lesion=lesion)
        return translate("link", "registered near {lesion}").format(lesion=lesion)

    return Link(transform.there, words, check=far or nearby.check, registered=True)


class Links:
    """The links of one read; what was put holds for a frame of reference, whichever series of it hang.

    Attributes:
        registered: what is known of the surroundings of a place; nothing until somebody plugs it in.
    """

    def __init__(self) -> None:
        self._links: dict[tuple[str, str], Link] = {}
        self._by_hand: set[tuple[str, str]] = set()
        self.registered: Registered = lambda one, other, place_lps: None

    def between(self, one: Series, other: Series, place_lps: Vector) -> Link:
        """From `one` to `other`, around a place of `one`, mm.

        By the registration of what lies around it; else by what was put; else by their common frame; else by
        where the scanners' tables were. Scans of different frames of reference whose positions nobody has
        matched may lie centimetres apart: `rests_on` says so. Where a hand has said what is one place, its
        word stands above any registration, until `trust_registration`.
        """
        pairs = ((one.key, other.key), (_space(one), _space(other)))
        if not self._by_hand.intersection(pairs):
            nearby = self.registered(one, other, place_lps)
            if nearby is not None:
                return registered_near(nearby, place_lps)
        for pair in pairs:
            if pair in self._links:
                return self._links[pair]
        words = (
            translate("link", "same frame")
            if _space(one) == _space(other)
            else translate("link", "table position")
        )
        return Link(lambda point_lps: point_lps, words)

    def put(self, one: Series, other: Series, link: Link, *, by_hand: bool = False) -> None:
        """From now on this is how places of `one`, and of its frame of reference, lie in `other`'s.

        Within one frame of reference it holds for these two series only.
        """
        shared = _space(one) == _space(other)
        pair = (one.key, other.key) if shared else (_space(one), _space(other))
        self._links[pair] = link
        if by_hand:
            self._by_hand.add(pair)

    def anchor(
        self,
        points_lps: Mapping[str, Vector],
        series: Mapping[str, Series],
        words: Wording,
        *,
        by_hand: bool = False,
    ) -> None:
        """Takes points of several scans for one place of the patient, both by series key."""
        for one, other in permutations(points_lps, 2):
            shift_lps = subtract(points_lps[other], points_lps[one])
            self.put(series[one], series[other], shifted(shift_lps, words), by_hand=by_hand)

    def trust_registration(self) -> None:
        """What was set by hand stays, below any registration from now on."""
        self._by_hand.clear()


def _space(series: Series) -> str:
    """Names the frame of reference; a series that does not say has one of its own."""
    return series.frame_of_reference_uid or series.key
