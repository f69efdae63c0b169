"""A caliper under the keys: one end after the other is moved by the arrows and placed."""

import math
from dataclasses import dataclass, replace
from enum import Enum, auto

from measurements.geometry.caliper import perpendicular
from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Vector, add, cross, scale, subtract
from viewer.tools.calipers import Axes
from viewer.tools.editing import ENDS, Grip, shifted, with_end
from viewer.tools.pointer import CLICK_MM, cut_at_edges, held_on_image

FIRST_LONG_MM = 10.0
"""How long a line is that begins on nothing; it is no measurement until its ends were moved."""

FIRST_SHARE = 0.5
"""Of the long axis: how long a short axis is that begins on nothing."""

ENDS_IN_ORDER = (Grip.LONG_START, Grip.LONG_END, Grip.SHORT_START, Grip.SHORT_END)


class Origin(Enum):
    """Where an axis comes from."""

    HAND = auto()
    """The reader's own: drawn, or moved by at least one of its ends."""
    GHOST = auto()
    """Another timepoint's, not moved yet."""
    NOTHING = auto()
    """Put there to be moved."""


@dataclass(frozen=True, slots=True)
class KeyedCaliper:
    """What the keys have made so far, on one slice.

    Attributes:
        axes: as they would be; the short axis is None until its first end is taken.
        place: which of `ENDS_IN_ORDER` the arrows move.
    """

    axes: Axes
    plane: ImagePlane
    long_from: Origin = Origin.HAND
    short_from: Origin = Origin.HAND
    place: int = 0

    @classmethod
    def about(cls, point_lps: Vector, plane: ImagePlane) -> "KeyedCaliper":
        """A short line along the row, with a point (mm) in its middle."""
        half = scale(plane.along_row, FIRST_LONG_MM / 2)
        first, last = (held_on_image(add(point_lps, end), plane) for end in (scale(half, -1.0), half))
        return cls(Axes((first, last)), plane, Origin.NOTHING, Origin.NOTHING)

    @property
    def grip(self) -> Grip:
        return ENDS_IN_ORDER[self.place]

    @property
    def measured(self) -> Axes | None:
        """The axes that are the reader's own; None while one is as long as another timepoint's still is."""
        axes = self.without_nothing
        if self.long_from is not Origin.HAND or axes is None:
            return None
        return None if axes.short_lps is not None and self.short_from is Origin.GHOST else axes

    @property
    def without_nothing(self) -> Axes | None:
        """The axes that mean anything: the reader's own, or another timepoint's."""
        if self.long_from is Origin.NOTHING:
            return None
        return Axes(self.axes.long_lps) if self.short_from is Origin.NOTHING else self.axes

    def moved(self, right_mm: float, down_mm: float) -> "KeyedCaliper":
        """The end in hand moved along the rows and columns of the slice, held on the image.

        Where it would come to lie on the other end it goes twice as far: no end stands in another's way.
        """
        axis = self.axes.long_lps if self.place < 2 else self.axes.short_lps
        assert axis is not None
        step = add(scale(self.plane.along_row, right_mm), scale(self.plane.along_column, down_mm))
        end = axis[ENDS[self.grip]]
        once = self.put(add(end, step))
        return once if once != self else self.put(add(end, scale(step, 2.0)))

    def put(self, point_lps: Vector) -> "KeyedCaliper":
        """The end in hand put at a point, mm; as it was where the axis would come to nothing.

        The first end of a line that begins on nothing takes the whole line along.
        """
        if self.place == 0 and self.long_from is Origin.NOTHING:
            first, last = self.axes.long_lps
            ends = shifted((first, last), subtract(point_lps, first), self.plane)
            return replace(self, axes=Axes((ends[0], ends[1])))
        axes = with_end(self.axes, self.grip, held_on_image(point_lps, self.plane), self.plane)
        changed = axes.long_lps if self.place < 2 else axes.short_lps
        if axes == self.axes or changed is None or math.dist(*changed) < CLICK_MM:
            return self
        if self.place < 2:
            return replace(self, axes=axes, long_from=Origin.HAND)
        return replace(self, axes=axes, short_from=Origin.HAND)

    def onward(self) -> "KeyedCaliper | None":
        """With the next end in hand; None after the last one."""
        if self.place + 1 == len(ENDS_IN_ORDER):
            return None
        place = self.place + 1
        if place == 2 and self.axes.short_lps is None:
            axes = Axes(self.axes.long_lps, self._first_short())
            return replace(self, axes=axes, short_from=Origin.NOTHING, place=place)
        return replace(self, place=place)

    def back(self) -> "KeyedCaliper":
        """With the end before in hand."""
        return replace(self, place=max(self.place - 1, 0))

    def _first_short(self) -> tuple[Vector, Vector]:
        first, last = self.axes.long_lps
        about, half = scale(add(first, last), 0.5), scale(subtract(last, first), FIRST_SHARE / 2)
        return cut_at_edges(
            perpendicular(self.axes.long_lps, add(about, cross(self.plane.normal, half)), self.plane),
            self.plane,
        )
