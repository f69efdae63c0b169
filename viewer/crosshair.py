"""The cross-hair of reformats: where other planes cut a picture, and what a hand on their lines means."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from measurements.geometry.vectors import Vector, add, cross, dot, scale, subtract, unit
from viewer.plane_view import PlaneView, PointPx

GAP_PX = 70.0
"""Left free about the crossing, so that a line never covers what is looked at."""
GRIP_PX = 4.0
"""How near a line the hand takes hold of it."""
TURN_SHARE = 0.7
"""From this share of the way from the crossing to the edge of the pane, a line is turned and not moved."""
PARALLEL = 1e-6


@dataclass(frozen=True, slots=True)
class CrossLine:
    """Another plane as it cuts the pictures.

    Attributes:
        id: given back by the pane's signals.
        normal: unit vector across that plane, LPS.
        turnable: whether its ends can be turned; slices that were acquired lie as they lie.
    """

    id: str
    normal: Vector
    turnable: bool = True


@dataclass(frozen=True, slots=True)
class CrossHair:
    """The point that all reformats pass through, mm, and the planes that cut this picture there."""

    point_lps: Vector
    lines: tuple[CrossLine, ...]


class Hold(Enum):
    MOVE = auto()
    TURN = auto()


@dataclass(frozen=True, slots=True)
class CrossGrip:
    """What the hand has hold of."""

    line: CrossLine
    hold: Hold


@dataclass(frozen=True, slots=True)
class LineOnScreen:
    """One line in logical pixels: through `middle`, along the unit vector `along`.

    `first`, `last`: how far it runs either way until it leaves the pane, in pixels along it; first <= last.
    """

    line: CrossLine
    middle: PointPx
    along: PointPx
    first: float
    last: float

    def at(self, along_px: float) -> PointPx:
        return (self.middle[0] + self.along[0] * along_px, self.middle[1] + self.along[1] * along_px)

    @property
    def parts(self) -> Iterator[tuple[PointPx, PointPx]]:
        """The line without its gap, as far as it lies in the pane."""
        for start, end in ((self.first, -GAP_PX / 2), (GAP_PX / 2, self.last)):
            seen = max(start, self.first), min(end, self.last)
            if seen[0] < seen[1]:
                yield self.at(seen[0]), self.at(seen[1])

    @property
    def turns(self) -> tuple[PointPx, ...]:
        """Where the handles that turn it stand."""
        if not self.line.turnable:
            return ()
        share = (1 + TURN_SHARE) / 2
        return tuple(self.at(end * share) for end in (self.first, self.last) if abs(end) > GAP_PX)


def lines_on_screen(hair: CrossHair, view: PlaneView) -> list[LineOnScreen]:
    """Where the planes cut the slice seen; one that is parallel to it has no line."""
    normal = view.plane.normal
    shown = []
    for line in hair.lines:
        along = cross(normal, line.normal)
        if dot(along, along) < PARALLEL:
            continue
        along = unit(along)
        middle = view.px(_on_both(hair.point_lps, line.normal, view))
        right, down = dot(along, view.plane.along_row), dot(along, view.plane.along_column)
        reach = _reach((right, down), middle, view)
        if reach is not None:
            shown.append(LineOnScreen(line, middle, (right, down), *reach))
    return shown


def _on_both(point_lps: Vector, other: Vector, view: PlaneView) -> Vector:
    """The point on the slice seen that lies on the other plane too, nearest to the crossing."""
    normal = view.plane.normal
    above_mm = view.plane.distance_mm(point_lps)
    foot = subtract(point_lps, scale(normal, above_mm))
    steep = dot(other, normal)
    within = subtract(other, scale(normal, steep))
    return add(foot, scale(within, above_mm * steep / dot(within, within)))


def _reach(along: PointPx, middle: PointPx, view: PlaneView) -> tuple[float, float] | None:
    """Between which places, in pixels along it, a line lies in the pane; None where it misses it."""
    first, last = -math.inf, math.inf
    for step, start, size in zip(along, middle, (view.width_px, view.height_px), strict=True):
        if abs(step) < PARALLEL:
            if not 0.0 <= start <= size:
                return None
            continue
        ends = sorted((-start / step, (size - start) / step))
        first, last = max(first, ends[0]), min(last, ends[1])
    return (first, last) if first < last else None


def grip_at(at: PointPx, lines: list[LineOnScreen]) -> CrossGrip | None:
    """What of a cross-hair lies under a point of the pane: a line moves, towards its ends it turns."""
    for shown in lines:
        offset = (at[0] - shown.middle[0], at[1] - shown.middle[1])
        along_px = offset[0] * shown.along[0] + offset[1] * shown.along[1]
        beside_px = abs(offset[0] * shown.along[1] - offset[1] * shown.along[0])
        if beside_px > GRIP_PX or abs(along_px) < GAP_PX / 2:
            continue
        end = shown.last if along_px > 0 else -shown.first
        turning = (
            shown.line.turnable
            and end > GAP_PX
            and along_px * math.copysign(1, along_px) > (TURN_SHARE * end)
        )
        return CrossGrip(shown.line, Hold.TURN if turning else Hold.MOVE)
    return None


def moved(point_lps: Vector, grip: CrossGrip, from_lps: Vector, to_lps: Vector, view: PlaneView) -> Vector:
    """The crossing after one of its lines was dragged: across the line, within the slice seen."""
    across = cross(view.plane.normal, unit(cross(view.plane.normal, grip.line.normal)))
    return add(point_lps, scale(across, dot(subtract(to_lps, from_lps), across)))


def turned_deg(point_lps: Vector, from_lps: Vector, to_lps: Vector, view: PlaneView) -> float:
    """How far the hand has gone round the crossing, degrees about the slice's normal by the right hand."""
    normal = view.plane.normal

    def arm(lps: Vector) -> Vector:
        offset = subtract(lps, point_lps)
        return subtract(offset, scale(normal, dot(offset, normal)))

    before, after = arm(from_lps), arm(to_lps)
    return math.degrees(math.atan2(dot(cross(before, after), normal), dot(before, after)))
