"""Where the voxels of a stack lie in the patient, slice by slice, and where between them nothing is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median_low

import numpy as np
from numpy.typing import NDArray

from measurements.geometry.vectors import Vector, dot
from reader.spacing import SAME_PLACE_MM, reading_direction

Floats = NDArray[np.float64]

WIDEST_BRIDGE = 1.5
"""A gap is interpolated up to this many times the usual one. One missing slice doubles it; a scanner that
changes its feed does not exceed it for long, because the usual gap is that of the neighbourhood."""

NEIGHBOURHOOD = 3
"""How many gaps to each side, with the gap itself, say what is usual."""

STRAIGHT_WITHIN_MM = 0.005
"""Slices this near to an even and straight row are taken as one: half of the last digit of positions that are
written to a hundredth."""


@dataclass(frozen=True)
class Lattice:
    """Slices of one orientation at their own positions; an index is (slice, row, column), continuous.

    Attributes:
        along_row, along_column: unit vectors of all slices, LPS.
        normal: unit vector across them, in the order of the slices.
        spacing_mm: (between rows, between columns).
        shape: (slices, rows, columns).
        depths_mm: of each slice along `normal`, rising.
        beside_mm: (slices, 2), of each slice's first pixel along the columns and along the rows.
        known: (slices,), which slices have values.
        bridged: (slices - 1,), which gaps are interpolated; across the others there is no data.
    """

    along_row: Vector
    along_column: Vector
    normal: Vector
    spacing_mm: tuple[float, float]
    shape: tuple[int, int, int]
    depths_mm: Floats
    beside_mm: Floats
    known: NDArray[np.bool_]
    bridged: NDArray[np.bool_]

    @classmethod
    def of(
        cls,
        axes: tuple[Vector, Vector],
        origins_lps: Sequence[Vector],
        known: Sequence[bool],
        spacing_mm: tuple[float, float],
        matrix: tuple[int, int],
    ) -> "Lattice":
        """Slices as they lie.

        Args:
            axes: unit vectors along the rows and along the columns.
            origins_lps: centre of the first pixel of each slice, mm, in reading order.
            known: whether the values of each slice could be read.
            matrix: (rows, columns).

        Raises:
            ValueError: two slices lie at one place, or they are not in reading order.
        """
        normal = reading_direction(*axes)
        depths = np.array([dot(origin, normal) for origin in origins_lps])
        beside = [(dot(origin, axes[1]), dot(origin, axes[0])) for origin in origins_lps]
        gaps = np.diff(depths)
        if gaps.size and gaps.min() < SAME_PLACE_MM:
            raise ValueError("slices of a lattice lie at places of their own, in reading order")
        there = np.array(known, bool)
        bridged = np.array(
            [gap <= WIDEST_BRIDGE * usual for gap, usual in zip(gaps, usual_gaps(gaps), strict=True)]
        )
        return cls(
            *axes,
            normal,
            spacing_mm,
            (len(depths), *matrix),
            depths,
            np.array(beside),
            there,
            bridged & there[:-1] & there[1:],
        )

    @cached_property
    def upright(self) -> bool:
        """Whether the slices lie exactly above each other, evenly spaced or not."""
        return bool(np.ptp(self.beside_mm, axis=0).max() <= STRAIGHT_WITHIN_MM)

    @cached_property
    def step_mm(self) -> Floats | None:
        """From each slice to the next, along the normal, the columns and the rows; None unless all alike."""
        last = self.shape[0] - 1
        place = np.column_stack([self.depths_mm, self.beside_mm])
        if np.abs(place - np.linspace(place[0], place[last], last + 1)).max() > STRAIGHT_WITHIN_MM:
            return None
        return np.asarray((place[last] - place[0]) / last)

    @cached_property
    def gap_follows(self) -> NDArray[np.bool_]:
        """(slices,): between which slices and the next there is no data."""
        return np.append(~self.bridged, np.False_)

    @cached_property
    def everywhere(self) -> bool:
        """Whether there is a value everywhere between the first and the last slice."""
        return bool(self.known.all() and self.bridged.all())

    @cached_property
    def outline_lps(self) -> Floats:
        """(4 x slices, 3): the centres of the corner voxels of every slice, mm."""
        down = np.array(self.along_column) * self.spacing_mm[0] * (self.shape[1] - 1)
        right = np.array(self.along_row) * self.spacing_mm[1] * (self.shape[2] - 1)
        directions = np.array([self.normal, self.along_column, self.along_row])
        first = np.column_stack([self.depths_mm, self.beside_mm]) @ directions
        return np.concatenate([first, first + down, first + right, first + down + right])

    def slice_index(self, depth_mm: Floats) -> Floats:
        """Continuous slice index at depths along `normal`, mm; outside it is -1 or the number of slices."""
        index: Floats = np.interp(depth_mm, self.depths_mm, np.arange(self.shape[0], dtype=float))
        index[depth_mm < self.depths_mm[0] - SAME_PLACE_MM / 100] = -1.0
        index[depth_mm > self.depths_mm[-1] + SAME_PLACE_MM / 100] = self.shape[0]
        return index

    def first_pixel(self, depth_mm: Floats) -> tuple[Floats, Floats]:
        """Where the first pixel lies at a depth: mm along the columns, and along the rows."""
        down = np.interp(depth_mm, self.depths_mm, self.beside_mm[:, 0])
        return down, np.interp(depth_mm, self.depths_mm, self.beside_mm[:, 1])


def usual_gaps(gaps_mm: Floats) -> list[float]:
    """For each gap the median of its neighbourhood, the lower of two; mm.

    Not that of the whole stack: a head scanned at 4 mm through the skull base and at 7 mm above it misses
    no slice.
    """
    gaps = [float(gap) for gap in gaps_mm]
    places = range(len(gaps))
    return [median_low(gaps[max(at - NEIGHBOURHOOD, 0) : at + NEIGHBOURHOOD + 1]) for at in places]
