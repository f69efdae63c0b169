"""Where a caliper's label goes: near its lesion and never over it, clear of other labels and the edges."""

import math
from collections.abc import Sequence

from viewer.plane_view import PointPx

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in logical pixels."""

MARGIN_PX = 8.0
NEAREST_PX = 18.0
STEP_PX = 26.0
STEPS = 16
SIDES = ((-0.8, 1), (0.8, 1), (0.8, -1), (-0.8, -1), (0.0, 1), (0.0, -1), (1, 0), (-1, 0))
"""Below and to the left first; then round the lesion. (right, down) in halves of the lesion's box."""

OWN_LESION_COUNTS = 1000
"""How much worse it is to cover the lesion the label belongs to than anything else: only if it must."""

ROUNDNESS = 0.7
"""How wide a lesion with a long axis only is taken to be."""


def lesion_box(long_px: tuple[PointPx, PointPx], short_px: tuple[PointPx, PointPx] | None) -> Box:
    """What the lesion covers: the ellipse over its axes and the axes themselves, with a margin."""
    (x0, y0), (x1, y1) = long_px
    along_x, along_y = (x1 - x0) / 2, (y1 - y0) / 2
    if short_px is None:
        across_x, across_y = -along_y * ROUNDNESS, along_x * ROUNDNESS
    else:
        across_x = (short_px[1][0] - short_px[0][0]) / 2
        across_y = (short_px[1][1] - short_px[0][1]) / 2
    half_width, half_height = math.hypot(along_x, across_x), math.hypot(along_y, across_y)
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    points = long_px if short_px is None else long_px + short_px
    return (
        min(middle_x - half_width, *(x for x, _ in points)) - MARGIN_PX,
        min(middle_y - half_height, *(y for _, y in points)) - MARGIN_PX,
        max(middle_x + half_width, *(x for x, _ in points)) + MARGIN_PX,
        max(middle_y + half_height, *(y for _, y in points)) + MARGIN_PX,
    )


def overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _covered_px2(box: Box, others: Sequence[Box]) -> float:
    """How much of `box` the others cover, each counted by itself."""
    left, top, right, bottom = box
    covered = 0.0
    for other_left, other_top, other_right, other_bottom in others:
        if left < other_right and other_left < right and top < other_bottom and other_top < bottom:
            width = min(right, other_right) - max(left, other_left)
            covered += width * (min(bottom, other_bottom) - max(top, other_top))
    return covered


def moved_inside(box: Box, bounds: Box) -> Box:
    """`box` shifted by as little as possible to lie within `bounds`."""
    left, right = _span_inside(box[0], box[2], bounds[0], bounds[2])
    top, bottom = _span_inside(box[1], box[3], bounds[1], bounds[3])
    return (left, top, right, bottom)


def _span_inside(start: float, end: float, low: float, high: float) -> tuple[float, float]:
    if start < low:
        return (low, low + (end - start))
    if end > high:
        return (high - (end - start), high)
    return (start, end)


def centred_box(middle: PointPx, size: PointPx) -> Box:
    return (
        middle[0] - size[0] / 2,
        middle[1] - size[1] / 2,
        middle[0] + size[0] / 2,
        middle[1] + size[1] / 2,
    )


def label_box(
    size: PointPx,
    lesion: Box,
    obstacles: Sequence[Box],
    bounds: Box,
    labels: Sequence[Box] = (),
    *,
    only_free: bool = False,
) -> Box | None:
    """The first free place round `lesion`; where none is free, the one that covers least.

    None: there is no place that leaves every one of `labels` clear, or with `only_free` none that is free.

    Args:
        size: (width, height) of the label.
        obstacles: other lesions, plates.
        bounds: of the pane; the label always lies within.
        labels: that are placed already; none is ever covered.
    """
    middle_x, middle_y = (lesion[0] + lesion[2]) / 2, (lesion[1] + lesion[3]) / 2
    half_width, half_height = (lesion[2] - lesion[0]) / 2, (lesion[3] - lesion[1]) / 2
    best, least = None, math.inf
    for step in range(STEPS):
        gap = NEAREST_PX + step * STEP_PX
        for right, down in SIDES:
            if down:
                at = (middle_x + right * half_width, middle_y + down * (half_height + gap + size[1] / 2))
            else:
                at = (middle_x + right * (half_width + gap + size[0] / 2), middle_y)
            box = moved_inside(centred_box(at, size), bounds)
            if any(overlap(box, label) for label in labels):
                continue
            covered = OWN_LESION_COUNTS * _covered_px2(box, (lesion,)) + _covered_px2(box, obstacles)
            if covered == 0.0:
                return box
            if covered < least:
                best, least = box, covered
    return None if only_free else best
