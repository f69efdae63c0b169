"""Scans compared with each other: their pyramids and alignments, made once and kept within a budget."""

from collections import OrderedDict

import numpy as np

from measurements.following import Followed, Hindrance
from measurements.geometry.vectors import Vector
from measurements.imaging import Series
from measurements.progress import Report, silent
from measurements.refusal import Refusal
from reader.frames import LoadedStack
from reader.registration.alignment import Alignment, align
from reader.registration.following import follow
from reader.registration.not_comparable import NotComparable
from reader.registration.pyramid import Pyramid, pyramid_of
from reader.volume.volume import FEWEST_SLICES, volume_of

_MOST_ALIGNMENTS = 64
"""A few kilobytes each."""


class Comparisons:
    """Pyramids of the series last compared, together no heavier than a budget, and how one lies in another.

    Used by one thread at a time. The two series of a comparison are held for as long as it lasts,
    whatever they weigh.
    """

    def __init__(self, budget_bytes: int) -> None:
        self._budget_bytes = budget_bytes
        self._pyramids: OrderedDict[str, Pyramid] = OrderedDict()
        self._alignments: OrderedDict[tuple[str, str], Alignment] = OrderedDict()

    def follow(
        self, prior: Series, current: Series, centre_lps: Vector, long_mm: float, report: Report = silent
    ) -> Followed:
        """Follows one lesion from one series into another, as `following.follow`.

        Args:
            prior, current: with their slices.
            centre_lps, long_mm: of the lesion's long axis in the prior.

        Raises:
            NotComparable: its pictures are missing, give no volume, or are the same.
            Cancelled: from `report`.
        """
        one, other = self._pyramid(prior, report), self._pyramid(current, report)
        if _same(one, other):
            raise NotComparable(Hindrance.SAME_PICTURES, current.key)
        pair = (_name(prior), _name(current))
        alignment = self._alignments.get(pair)
        if alignment is None:
            alignment = self._alignments[pair] = align(one, other, report)
        self._alignments.move_to_end(pair)
        self._give_back(keep=set(pair))
        report(0, 0, "Following lesions")
        return follow(one, other, alignment, centre_lps, long_mm)

    def _pyramid(self, series: Series, report: Report) -> Pyramid:
        name = _name(series)
        if name not in self._pyramids:
            self._pyramids[name] = _pyramid_from(series, report)
        self._pyramids.move_to_end(name)
        return self._pyramids[name]

    def _give_back(self, keep: set[str]) -> None:
        held = sum(pyramid.held_bytes for pyramid in self._pyramids.values())
        for name in [name for name in self._pyramids if name not in keep]:
            if held <= self._budget_bytes:
                break
            held -= self._pyramids.pop(name).held_bytes
        while len(self._alignments) > _MOST_ALIGNMENTS:
            self._alignments.popitem(last=False)


def _name(series: Series) -> str:
    """Of a series as it is now: one that has grown is another."""
    return f"{series.key} {hash(series.slices)}"


def _pyramid_from(series: Series, report: Report) -> Pyramid:
    """Its full pictures are given up again."""
    if not series.measurable or series.frames < FEWEST_SLICES:
        raise NotComparable(Hindrance.NO_VOLUME, series.key)
    try:
        stack = LoadedStack(series)
    except Refusal as refusal:
        raise NotComparable(Hindrance.NO_VOLUME, series.key) from refusal
    stack.load(report=report)
    if stack.ready < FEWEST_SLICES:
        raise NotComparable(Hindrance.FILES_MISSING, series.key)
    try:
        return pyramid_of(volume_of(stack), report)
    except Refusal as refusal:
        raise NotComparable(Hindrance.NO_VOLUME, series.key) from refusal


def _same(one: Pyramid, other: Pyramid) -> bool:
    """Whether two scans have the very same pictures: no patient gives the same noise twice."""
    return one is other or (
        one.fine.values.shape == other.fine.values.shape
        and bool(np.array_equal(one.fine.values, other.fine.values, equal_nan=True))
    )
