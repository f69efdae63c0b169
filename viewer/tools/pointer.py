"""Pointer events in the patient, and how a tool hears them."""

import math
from collections.abc import Generator
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeVar

from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Segment, Vector

CLICK_PX = 3.0
CLICK_MM = 0.5


class Phase(Enum):
    PRESS = auto()
    MOVE = auto()
    RELEASE = auto()
    ACCEPT = auto()
    """Enter, or the start of another action: finish with what there is."""


@dataclass(frozen=True, slots=True)
class PointerEvent:
    """One thing a pointer did.

    Attributes:
        point_lps: where, mm, on `plane`; it may lie off the image.
        plane: the slice the tool was started on, whichever is shown by now.
        mm_per_px: size of a logical screen pixel in the patient.
    """

    phase: Phase
    point_lps: Vector
    plane: ImagePlane
    mm_per_px: float


Shape = TypeVar("Shape")

Tool = Generator[Shape | None, PointerEvent, Shape | None]
"""Yields the preview after each event, returns the finished shape, or None when it came to nothing."""


def is_click(start_lps: Vector, event: PointerEvent) -> bool:
    """Whether the pointer has hardly moved from `start_lps`: under 3 logical pixels or under 0.5 mm."""
    moved_mm = math.dist(start_lps, event.point_lps)
    return moved_mm < CLICK_MM or moved_mm < CLICK_PX * event.mm_per_px


def held_on_image(point_lps: Vector, plane: ImagePlane) -> Vector:
    """The nearest point of the image, out to the edges of its outermost pixels."""
    column, row = plane.pixel(point_lps)
    return plane.point_lps(
        min(max(column, -0.5), plane.columns - 0.5),
        min(max(row, -0.5), plane.rows - 0.5),
    )


def cut_at_edges(segment: Segment, plane: ImagePlane) -> Segment:
    """The part of a segment that lies on the image, in the same direction.

    A segment wholly outside shrinks to the point where it comes nearest to being inside.
    """
    (c0, r0), (c1, r1) = plane.pixel(segment[0]), plane.pixel(segment[1])
    enter, leave = 0.0, 1.0
    for start, end, size in ((c0, c1, plane.columns), (r0, r1, plane.rows)):
        if start == end:
            continue
        at_low, at_high = (-0.5 - start) / (end - start), (size - 0.5 - start) / (end - start)
        enter = max(enter, min(at_low, at_high))
        leave = min(leave, max(at_low, at_high))
    if (enter, leave) == (0.0, 1.0):
        return segment
    leave = max(enter, leave)

    def at(share: float) -> Vector:
        return plane.point_lps(c0 + (c1 - c0) * share, r0 + (r1 - r0) * share)

    return (at(enter), at(leave))
