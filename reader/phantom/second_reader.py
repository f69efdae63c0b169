"""A second radiologist's read of made-up subjects: the truth, but as far off as two readers are.

Two readers of one lesion differ by 12.0 % of its long axis (standard deviation; 95 % limits -22 to +25 %),
one reader who reads it twice by 8.7 % (-18 to +16 %): Yoon et al. 2016, pooled. So a reader has a habit with
each lesion, kept from visit to visit, and a chance of every single caliper.
"""

import math
from collections.abc import Iterable
from dataclasses import replace
from random import Random

from measurements.geometry.caliper import length_mm
from measurements.geometry.vectors import Segment, middle
from reader.phantom.truth import LesionTruth, VisitTruth

SECOND_READS = {"DEMO-001": 27, "DEMO-005": 2}
"""Subjects whose sums come near a threshold, each with the seed of its second read.

The seeds are chosen: at week 8 of DEMO-001 the second reader finds no partial response where there is one,
by 1.3 mm, and every other call is the same.
"""

CHANCE = 0.0615
HABIT = 0.0585
"""Standard deviations, as shares of an axis."""

TURN_DEG = 5.0
"""Standard deviation of the direction of the long axis."""


def read_again(truths: Iterable[VisitTruth], seed: int) -> tuple[VisitTruth, ...]:
    """What a second reader records of these visits of a subject; the same for the same seed.

    Slices, states and classes are the true ones. The axes are longer or shorter and turned about their
    middle, perpendicular to each other, the short one never the longer.
    """
    chances: dict[str, Random] = {}
    habits: dict[str, float] = {}
    visits = []
    for truth in truths:
        lesions = []
        for seen in truth.lesions:
            chance = chances.setdefault(seen.name, Random(f"{truth.subject}/{seen.name}/{seed}"))
            habit = habits.setdefault(seen.name, chance.gauss(0.0, HABIT))
            lesions.append(_drawn_otherwise(seen, habit, chance))
        visits.append(replace(truth, lesions=tuple(lesions)))
    return tuple(visits)


def _drawn_otherwise(seen: LesionTruth, habit: float, chance: Random) -> LesionTruth:
    if seen.long_lps is None or seen.short_lps is None:
        return seen
    turn_deg = chance.gauss(0.0, TURN_DEG)
    long_share, short_share = (1.0 + habit + chance.gauss(0.0, CHANCE) for _ in range(2))
    not_longer = long_share * math.dist(*seen.long_lps) / math.dist(*seen.short_lps)
    long_lps = _drawn(seen.long_lps, long_share, turn_deg)
    short_lps = _drawn(seen.short_lps, min(short_share, not_longer), turn_deg)
    return replace(
        seen,
        long_lps=long_lps,
        short_lps=short_lps,
        long_mm=length_mm(long_lps),
        short_mm=length_mm(short_lps),
    )


def _drawn(axis: Segment, share: float, turn_deg: float) -> Segment:
    """An axis in its axial plane, made longer by a factor and turned about its middle."""
    x, y, z = middle(axis)
    cos, sin = (share * of(math.radians(turn_deg)) for of in (math.cos, math.sin))
    first, last = (
        (x + cos * (end[0] - x) - sin * (end[1] - y), y + sin * (end[0] - x) + cos * (end[1] - y), z)
        for end in axis
    )
    return first, last
