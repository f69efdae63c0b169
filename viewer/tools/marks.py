"""Drawing and changing annotations: ellipse, angle, arrow, probe."""

import math
from dataclasses import dataclass, replace
from itertools import pairwise

from measurements.annotation import AnnotationKind
from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Segment, Vector, add, dot, middle, scale, subtract
from viewer.tools.editing import shifted
from viewer.tools.pointer import (
    CLICK_MM,
    Phase,
    PointerEvent,
    Tool,
    cut_at_edges,
    held_on_image,
    is_click,
)


@dataclass(frozen=True, slots=True)
class MarkPoints:
    """An annotation's points, patient mm, as `measurements.annotation.Annotation.points_lps`."""

    kind: AnnotationKind
    points_lps: tuple[Vector, ...]


def ellipse(press: PointerEvent) -> Tool[MarkPoints]:
    """A drag from corner to corner draws the ellipse that fits between them, along rows and columns."""
    start_lps = held_on_image(press.point_lps, press.plane)
    drawn: MarkPoints | None = None
    event = press
    while event.phase is not Phase.RELEASE:
        event = yield drawn
        if event.phase is not Phase.ACCEPT:
            drawn = _between(start_lps, event)
    return drawn


def angle(press: PointerEvent) -> Tool[MarkPoints]:
    """A drag draws the first leg to the corner; the second then follows the pointer until a click.

    ACCEPT instead of that click comes to nothing: an angle without its second leg is none.
    """
    start_lps = held_on_image(press.point_lps, press.plane)
    drawn: MarkPoints | None = None
    event = press
    while event.phase is not Phase.RELEASE:
        event = yield drawn
        if event.phase is not Phase.ACCEPT:
            corner = held_on_image(event.point_lps, event.plane)
            leg = _apart(start_lps, corner, event)
            drawn = MarkPoints(AnnotationKind.ANGLE, (start_lps, corner, corner)) if leg else None
    if drawn is None:
        return None
    corner = drawn.points_lps[1]
    while True:
        event = yield drawn
        if event.phase is Phase.ACCEPT:
            return None
        end = held_on_image(event.point_lps, event.plane)
        drawn = MarkPoints(AnnotationKind.ANGLE, (start_lps, corner, end))
        if event.phase is Phase.RELEASE and _apart(corner, end, event):
            return drawn


def arrow(press: PointerEvent) -> Tool[MarkPoints]:
    """A drag from what is pointed at to where the words shall stand."""
    tip = held_on_image(press.point_lps, press.plane)
    drawn: MarkPoints | None = None
    event = press
    while event.phase is not Phase.RELEASE:
        event = yield drawn
        if event.phase is not Phase.ACCEPT:
            tail = held_on_image(event.point_lps, event.plane)
            drawn = MarkPoints(AnnotationKind.ARROW, (tip, tail)) if _apart(tip, tail, event) else None
    return drawn


def probe(press: PointerEvent) -> Tool[MarkPoints]:
    """The place where the button comes up; a press off the image comes to nothing."""
    event = press
    while event.phase is not Phase.RELEASE:
        event = yield _probe_at(event)
    return _probe_at(event)


def pulled_point(press: PointerEvent, mark: MarkPoints, number: int) -> Tool[MarkPoints]:
    """One point follows the hand, held on the image; None for a click.

    Of an ellipse the end goes along its axis, and the opposite end stays. The point keeps its distance from
    the pointer, so taking hold of it does not move it.
    """
    hold = subtract(mark.points_lps[number], press.point_lps)
    pulled: MarkPoints | None = None
    event = press
    while event.phase is not Phase.RELEASE:
        event = yield pulled
        if event.phase is Phase.ACCEPT or (pulled is None and is_click(press.point_lps, event)):
            continue
        to_lps = held_on_image(add(event.point_lps, hold), event.plane)
        if mark.kind is AnnotationKind.ELLIPSE:
            pulled = _with_end(mark, number, to_lps, event.plane) or pulled
        else:
            points = (*mark.points_lps[:number], to_lps, *mark.points_lps[number + 1 :])
            if all(math.dist(*pair) >= CLICK_MM for pair in pairwise(points)):
                pulled = replace(mark, points_lps=points)
    return pulled


def moved_mark(press: PointerEvent, mark: MarkPoints) -> Tool[MarkPoints]:
    """The annotation follows the hand without turning, until it meets the image's edge; None for a click."""
    moved: MarkPoints | None = None
    event = press
    while event.phase is not Phase.RELEASE:
        event = yield moved
        if event.phase is Phase.ACCEPT or (moved is None and is_click(press.point_lps, event)):
            continue
        by_mm = subtract(event.point_lps, press.point_lps)
        moved = replace(mark, points_lps=shifted(mark.points_lps, by_mm, event.plane))
    return moved


def _between(start_lps: Vector, event: PointerEvent) -> MarkPoints | None:
    """The ellipse between two corners; None while one of its axes is no longer than a click."""
    plane = event.plane
    (c0, r0), (c1, r1) = plane.pixel(start_lps), plane.pixel(held_on_image(event.point_lps, plane))
    (left, right), (top, bottom) = sorted((c0, c1)), sorted((r0, r1))
    across: Segment = (
        plane.point_lps(left, (top + bottom) / 2),
        plane.point_lps(right, (top + bottom) / 2),
    )
    down: Segment = (plane.point_lps((left + right) / 2, top), plane.point_lps((left + right) / 2, bottom))
    if not (_apart(*across, event) and _apart(*down, event)):
        return None
    return MarkPoints(AnnotationKind.ELLIPSE, (*across, *down))


def _apart(one: Vector, other: Vector, event: PointerEvent) -> bool:
    return not is_click(one, replace(event, point_lps=other))


def _probe_at(event: PointerEvent) -> MarkPoints | None:
    if not event.plane.holds(*event.plane.pixel(event.point_lps)):
        return None
    return MarkPoints(AnnotationKind.PROBE, (event.point_lps,))


def _with_end(mark: MarkPoints, number: int, to_lps: Vector, plane: ImagePlane) -> MarkPoints | None:
    """The ellipse with one end of an axis pulled along it; the other axis moves along and is cut at edges.

    None where the axis would be no longer than a click.
    """
    ends = mark.points_lps
    axis, other = (ends[:2], ends[2:]) if number < 2 else (ends[2:], ends[:2])
    fixed, moving = axis[1 - number % 2], axis[number % 2]
    along = scale(subtract(moving, fixed), 1 / math.dist(moving, fixed))
    reach_mm = dot(subtract(to_lps, fixed), along)
    if reach_mm < CLICK_MM:
        return None
    _, end = cut_at_edges((fixed, add(fixed, scale(along, reach_mm))), plane)
    pulled = (fixed, end) if number % 2 else (end, fixed)
    shift = subtract(middle((fixed, end)), middle((axis[0], axis[1])))
    carried = (add(other[0], shift), add(other[1], shift))
    return replace(mark, points_lps=(*pulled, *carried) if number < 2 else (*carried, *pulled))
