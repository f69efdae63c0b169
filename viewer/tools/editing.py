"""Changing what is drawn: pulling an end, moving a whole caliper, dragging its label."""

import math
from enum import Enum, auto

from measurements.geometry.caliper import End, move_long_end, move_short_end
from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Segment, Vector, add, subtract
from viewer.tools.calipers import Axes
from viewer.tools.pointer import CLICK_MM, Phase, PointerEvent, Tool, cut_at_edges, held_on_image, is_click


class Grip(Enum):
    """The part of a caliper that a hand can take hold of."""

    LONG_START = auto()
    LONG_END = auto()
    SHORT_START = auto()
    SHORT_END = auto()
    LINES = auto()
    LABEL = auto()


LONG_ENDS = (Grip.LONG_START, Grip.LONG_END)
ENDS: dict[Grip, End] = {Grip.LONG_START: 0, Grip.LONG_END: 1, Grip.SHORT_START: 0, Grip.SHORT_END: 1}


def pulled_end(press: PointerEvent, axes: Axes, grip: Grip) -> Tool[Axes]:
    """One end follows the hand, the axes stay perpendicular and on the image; None for a click.

    The end keeps its distance from the pointer, so taking hold of it does not move it.
    """
    end = ENDS[grip]
    on_long = grip in LONG_ENDS
    axis = axes.long_lps if on_long or axes.short_lps is None else axes.short_lps
    hold = subtract(axis[end], press.point_lps)
    pulled: Axes | None = None
    event = press
    while event.phase is not Phase.RELEASE:
        event = yield pulled
        if event.phase is Phase.ACCEPT or (pulled is None and is_click(press.point_lps, event)):
            continue
        to_lps = held_on_image(add(event.point_lps, hold), event.plane)
        drawn = with_end(axes, grip, to_lps, event.plane)
        if math.dist(*drawn.long_lps) >= CLICK_MM:
            pulled = drawn
    return pulled


def with_end(axes: Axes, grip: Grip, to_lps: Vector, plane: ImagePlane) -> Axes:
    """Both axes once the end in hand is at a point, mm: perpendicular, on the image."""
    end = ENDS[grip]
    if grip in LONG_ENDS:
        long_lps, short_lps = move_long_end(axes.long_lps, axes.short_lps, end, to_lps, plane)
        return Axes(long_lps, None if short_lps is None else cut_at_edges(short_lps, plane))
    assert axes.short_lps is not None
    short_lps = move_short_end(axes.long_lps, axes.short_lps, end, to_lps, plane)
    return Axes(axes.long_lps, cut_at_edges(short_lps, plane))


def moved_whole(press: PointerEvent, axes: Axes) -> Tool[Axes]:
    """The caliper follows the hand without turning, until an end meets the image's edge; None for a click."""
    moved: Axes | None = None
    event = press
    while event.phase is not Phase.RELEASE:
        event = yield moved
        if event.phase is Phase.ACCEPT or (moved is None and is_click(press.point_lps, event)):
            continue
        moved = _shifted(axes, subtract(event.point_lps, press.point_lps), event.plane)
    return moved


def _shifted(axes: Axes, by_mm: Vector, plane: ImagePlane) -> Axes:
    if axes.short_lps is None:
        return Axes(_segment(shifted(axes.long_lps, by_mm, plane)))
    ends = shifted(axes.long_lps + axes.short_lps, by_mm, plane)
    return Axes(_segment(ends[:2]), _segment(ends[2:]))


def _segment(ends: tuple[Vector, ...]) -> Segment:
    return (ends[0], ends[1])


def shifted(points: tuple[Vector, ...], by_mm: Vector, plane: ImagePlane) -> tuple[Vector, ...]:
    """The points moved together by as much of `by_mm` as leaves them all on the image."""
    pixels = [plane.pixel(point) for point in points]
    origin = plane.pixel(plane.origin_lps)
    far = plane.pixel(add(plane.origin_lps, by_mm))
    across = _held((far[0] - origin[0]), [column for column, _ in pixels], plane.columns)
    down = _held((far[1] - origin[1]), [row for _, row in pixels], plane.rows)
    shift = subtract(plane.point_lps(across, down), plane.origin_lps)
    return tuple(add(point, shift) for point in points)


def _held(by: float, places: list[float], size: int) -> float:
    """A move in pixels, shortened so that no place leaves the image."""
    return min(max(by, min(-0.5 - min(places), 0.0)), max(size - 0.5 - max(places), 0.0))


def dragged_label(press: PointerEvent, middle_lps: Vector) -> Tool[Vector]:
    """The label's middle follows the hand; None for a click."""
    moved: Vector | None = None
    event = press
    while event.phase is not Phase.RELEASE:
        event = yield moved
        if event.phase is Phase.ACCEPT or (moved is None and is_click(press.point_lps, event)):
            continue
        moved = add(middle_lps, subtract(event.point_lps, press.point_lps))
    return moved
