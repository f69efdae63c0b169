"""Which lesions of two reads are one lesion of the patient, told by where their calipers lie."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from measurements.case.case_view import CaseView
from measurements.case.labels import parent
from measurements.case.lesion_rows import place_in_table
from measurements.geometry.vectors import middle
from measurements.lesion import Caliper, Lesion, Role

LEAST_TOLERANCE_MM = 7.5
"""One slice of 5 mm apart, and 5 mm within it, are 7.1 mm. Two lesions of the smallest size that is recorded,
10 mm, cannot lie so near to each other."""

_UNLIKE = 0.001
"""What each trait that differs adds to a distance of 0 to 1: enough to settle a tie, and nothing else."""

_UNMATCHED = 1.01
"""More than two lesions just within the tolerance of each other cost."""

FramesOfReference = Mapping[str, str | None]
"""Frame of Reference UID by series key; None where the files do not say."""


@dataclass(frozen=True, slots=True)
class Match:
    """One lesion of the patient, as each of two reads has it.

    Fragments belong to their whole and are not matched themselves.

    Attributes:
        a, b: None where that read does not have it.
        distance_mm: between the middles of the two calipers; None where no calipers could be compared: then
            the two were matched by site, or one is missing.
        timepoint_uid: the first timepoint at which both were drawn, where the distance was taken.
    """

    a: Lesion | None
    b: Lesion | None
    distance_mm: float | None = None
    timepoint_uid: str | None = None

    @property
    def lesions(self) -> tuple[Lesion, ...]:
        """Those that are there."""
        return tuple(lesion for lesion in (self.a, self.b) if lesion is not None)

    @property
    def alike(self) -> bool:
        """Whether both reads have it and judge it alike."""
        return self.a is not None and self.b is not None and judged_alike(self.a, self.b)

    @property
    def by_site(self) -> bool:
        """Whether the two are taken for one by what was said of them, for want of calipers to compare."""
        return self.a is not None and self.b is not None and self.distance_mm is None


def judged_alike(one: Lesion, other: Lesion) -> bool:
    """Whether two lesions are on one list, and both nodes or neither."""
    return (one.role, one.nodal) == (other.role, other.nodal)


def matched(a: CaseView, b: CaseView, frames: FramesOfReference) -> tuple[Match, ...]:
    """Every lesion of two reads of one subject, the same ones together, in the order of tables.

    Two lesions are compared at the first timepoint, baseline first, where both have calipers in one frame of
    reference. They may be the same where the middles of the long axes lie no farther apart than half the
    longer of the two, or `LEAST_TOLERANCE_MM`: taken as a ball, the middle of the one then lies within the
    other. Which of several are the same is the assignment whose distances, as shares of that tolerance, add
    up to least, where a lesion left alone counts as one at the edge of it. List, organ, site, side and being
    a node decide between equal distances only, so that a target of one read can be a non-target of the other.

    What is left without calipers to compare, such as an effusion that nobody measures, is the same where
    site, side and node agree and neither read has a second such lesion left.
    """
    if a.subject.uid != b.subject.uid:
        raise ValueError("two reads of different subjects have no lesion in common")
    of_a, of_b = _wholes(a), _wholes(b)
    drawn_a, drawn_b = _drawn(a), _drawn(b)
    gaps = {
        (one.uid, other.uid): gap
        for one in of_a
        for other in of_b
        if (gap := _gap(drawn_a.get(one.uid, {}), drawn_b.get(other.uid, {}), a, frames)) is not None
    }
    pairs = _assigned(of_a, of_b, gaps)
    left_a = [one for one in of_a if one.uid not in pairs]
    taken = set(pairs.values())
    left_b = [other for other in of_b if other.uid not in taken]
    by_site = dict(_same_site(left_a, left_b, gaps))
    by_uid = {other.uid: other for other in of_b}
    matches = []
    for one in of_a:
        if one.uid in pairs:
            gap = gaps[one.uid, pairs[one.uid]]
            matches.append(Match(one, by_uid[pairs[one.uid]], gap.distance_mm, gap.timepoint_uid))
        else:
            matches.append(Match(one, by_site.get(one.uid)))
    said = {other.uid for other in by_site.values()}
    matches += [Match(None, other) for other in left_b if other.uid not in said]
    return tuple(sorted(matches, key=lambda match: place_in_table(match.lesions[0])))


class _Gap(NamedTuple):
    """How far two lesions lie apart; `share` is of the tolerance between them."""

    share: float
    distance_mm: float
    timepoint_uid: str


_Drawn = Mapping[str, Sequence[Caliper]]
"""The calipers of one lesion and its fragments by timepoint."""


def _wholes(read: CaseView) -> list[Lesion]:
    return sorted((one for one in read.lesions if parent(one.label) is None), key=place_in_table)


def _drawn(read: CaseView) -> dict[str, dict[str, list[Caliper]]]:
    """Calipers by the uid of the whole lesion and by timepoint."""
    wholes = {lesion.uid: read.whole_of(lesion) or lesion for lesion in read.lesions}
    drawn: dict[str, dict[str, list[Caliper]]] = {}
    for measurement in read.measurements.values():
        if measurement.caliper is not None:
            of_lesion = drawn.setdefault(wholes[measurement.lesion_uid].uid, {})
            of_lesion.setdefault(measurement.timepoint_uid, []).append(measurement.caliper)
    return drawn


def _gap(one: _Drawn, other: _Drawn, read: CaseView, frames: FramesOfReference) -> _Gap | None:
    """At the first timepoint where both were drawn in one frame of reference; of fragments the nearest."""
    for timepoint in read.timepoints:
        gaps = []
        for caliper in one.get(timepoint.uid, ()):
            for against in other.get(timepoint.uid, ()):
                if _in_one_frame(caliper, against, frames):
                    distance_mm = math.dist(middle(caliper.long_lps), middle(against.long_lps))
                    tolerance_mm = max(float(max(caliper.long_mm, against.long_mm)) / 2, LEAST_TOLERANCE_MM)
                    gaps.append(_Gap(distance_mm / tolerance_mm, distance_mm, timepoint.uid))
        if gaps:
            return min(gaps)
    return None


def _in_one_frame(caliper: Caliper, against: Caliper, frames: FramesOfReference) -> bool:
    if caliper.series_key == against.series_key:
        return True
    frame = frames.get(caliper.series_key)
    return frame is not None and frame == frames.get(against.series_key)


def _assigned(
    of_a: Sequence[Lesion], of_b: Sequence[Lesion], gaps: Mapping[tuple[str, str], _Gap]
) -> dict[str, str]:
    """Uids of the second read's lesions by those of the first's."""
    if not any(gap.share <= 1 for gap in gaps.values()):
        return {}
    # It takes most of a second to load, which whoever does not adjudicate need not wait for.
    from scipy.optimize import linear_sum_assignment

    costs = np.full((len(of_a), len(of_b)), _UNMATCHED)
    for row, one in enumerate(of_a):
        for column, other in enumerate(of_b):
            gap = gaps.get((one.uid, other.uid))
            if gap is not None and gap.share <= 1:
                costs[row, column] = gap.share + _UNLIKE * _differing_traits(one, other)
    return {
        of_a[row].uid: of_b[column].uid
        for row, column in zip(*linear_sum_assignment(costs), strict=True)
        if costs[row, column] < _UNMATCHED
    }


def _differing_traits(one: Lesion, other: Lesion) -> int:
    return sum(mine != yours for mine, yours in zip(_traits(one), _traits(other), strict=True))


def _traits(lesion: Lesion) -> tuple[object, ...]:
    return lesion.role, lesion.organ, lesion.site, lesion.laterality, lesion.nodal


def _same_site(
    left_a: Sequence[Lesion], left_b: Sequence[Lesion], gaps: Mapping[tuple[str, str], _Gap]
) -> Iterator[tuple[str, Lesion]]:
    """What no caliper tells apart and words tell together: uid of the one, and the other."""
    for one in left_a:
        alike = [other for other in left_b if _words(other) == _words(one)]
        alone = sum(_words(mine) == _words(one) for mine in left_a) == 1
        if one.site and alone and len(alike) == 1 and (one.uid, alike[0].uid) not in gaps:
            yield one.uid, alike[0]


def _words(lesion: Lesion) -> tuple[object, ...]:
    return lesion.role is Role.NEW, lesion.organ, lesion.site, lesion.laterality, lesion.nodal
