"""What lies under the pointer: a handle, the lines of a caliper or an annotation, a label."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from viewer.mark_overlays import MarkOnScreen
from viewer.overlays import CaliperOnScreen, LinePx
from viewer.plane_view import PointPx
from viewer.shapes import CaliperShape, MarkShape
from viewer.tools.editing import Grip

HANDLE_REACH_PX = 9.0
LINE_REACH_PX = 6.0
END_GRIPS = (Grip.LONG_START, Grip.LONG_END, Grip.SHORT_START, Grip.SHORT_END)


@dataclass(frozen=True, slots=True)
class Hit:
    """What the hand is on. `grip`: of an annotation's points, the number of the point."""

    shape: CaliperShape | MarkShape
    grip: Grip | int

    @property
    def on_end(self) -> bool:
        """Whether a press would pull an end, not move the whole or its label."""
        return self.grip not in (Grip.LINES, Grip.LABEL)


def hit_at(at: PointPx, calipers: Sequence[CaliperOnScreen]) -> Hit | None:
    """The part under the pointer, logical pixels. Ghosts let the hand through.

    The selected caliper is asked first, labels before lines since they lie above them, ends before the
    lines they belong to. Of several in reach the nearest wins.
    """
    real = [caliper for caliper in calipers if not caliper.shape.ghost]
    for caliper in sorted(real, key=lambda one: not one.shape.selected):
        if caliper.label is not None and _inside(at, caliper.label):
            return Hit(caliper.shape, Grip.LABEL)
    found = [hit for caliper in real if (hit := _lines_hit(at, caliper)) is not None]
    return min(found, key=lambda one: one[0])[1] if found else None


def mark_at(at: PointPx, marks: Sequence[MarkOnScreen]) -> Hit | None:
    """The part of an annotation under the pointer, by the order of `hit_at`."""
    real = [mark for mark in marks if not mark.shape.ghost]
    for mark in sorted(real, key=lambda one: not one.shape.selected):
        if mark.label is not None and _inside(at, mark.label):
            return Hit(mark.shape, Grip.LABEL)
    found: list[tuple[tuple[bool, bool, float], Hit]] = []
    for mark in real:
        unselected = not mark.shape.selected
        points = [(math.dist(at, point), number) for number, point in enumerate(mark.points_px)]
        lines = [_distance_px(at, line) for stroke in mark.strokes_px for line in pairwise(stroke)]
        nearest_px, number = min(points)
        if nearest_px <= HANDLE_REACH_PX:
            found.append(((unselected, False, nearest_px), Hit(mark.shape, number)))
        elif min(lines) <= LINE_REACH_PX:
            found.append(((unselected, True, min(lines)), Hit(mark.shape, Grip.LINES)))
    return min(found, key=lambda one: one[0])[1] if found else None


def _inside(at: PointPx, box: tuple[float, float, float, float]) -> bool:
    return box[0] <= at[0] <= box[2] and box[1] <= at[1] <= box[3]


def _lines_hit(at: PointPx, caliper: CaliperOnScreen) -> tuple[tuple[bool, bool, float], Hit] | None:
    """The part in reach with its rank: selected first, ends before lines, then by distance."""
    unselected = not caliper.shape.selected
    distances = [(math.dist(at, end), grip) for end, grip in zip(caliper.ends_px, END_GRIPS, strict=False)]
    nearest_px, grip = min(distances, key=lambda one: one[0])
    if nearest_px <= HANDLE_REACH_PX:
        return ((unselected, False, nearest_px), Hit(caliper.shape, grip))
    lines = [line for line in (caliper.long_px, caliper.short_px) if line is not None]
    to_line_px = min(_distance_px(at, line) for line in lines)
    if to_line_px <= LINE_REACH_PX:
        return ((unselected, True, to_line_px), Hit(caliper.shape, Grip.LINES))
    return None


def _distance_px(at: PointPx, line: LinePx) -> float:
    (x0, y0), (x1, y1) = line
    length2 = (x1 - x0) ** 2 + (y1 - y0) ** 2
    share = 0.0 if length2 == 0 else ((at[0] - x0) * (x1 - x0) + (at[1] - y0) * (y1 - y0)) / length2
    share = min(max(share, 0.0), 1.0)
    return math.dist(at, (x0 + share * (x1 - x0), y0 + share * (y1 - y0)))
