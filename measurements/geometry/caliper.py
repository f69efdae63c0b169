"""Calipers in the patient: lengths of record, and a short axis that stays perpendicular while it is moved.

Everything is done in millimetres, so pixels need not be square nor the slice axial. Moves return new
segments and compute no millimetres: drawing never measures.
"""

import math
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Segment, Vector, add, cross, dot, scale, subtract, unit
from measurements.lesion import Caliper, Reformat

End = Literal[0, 1]
"""Which end point of a segment."""

TENTH_MM = Decimal("0.1")
NANOMETRE_MM = Decimal("0.000001")
MOST_SKEW = math.sin(math.radians(15))
"""A line drawn across a long axis by hand is meant at a right angle up to this."""

FARTHEST_CROSSING_MM = 0.01
"""Lines that pass each other farther apart lie on parallel reformats, not on one."""

SHORTEST_MM = 1e-6
"""Below this two points are one: a length has no direction."""


def length_mm(segment: Segment) -> Decimal:
    """The distance between the two points, rounded half up to 0.1 mm.

    A length that is 24.25 mm on paper comes out of binary arithmetic as 24.249999999999996 and would be
    rounded down. So it is first rounded to a nanometre: a million times more than the noise of doubles at
    the size of a patient, a hundred thousand times less than what is recorded.

    Raises:
        ValueError: a coordinate is not finite.
    """
    distance = math.dist(*segment)
    if not math.isfinite(distance):
        raise ValueError("a caliper needs finite end points")
    return Decimal(distance).quantize(NANOMETRE_MM, ROUND_HALF_UP).quantize(TENTH_MM, ROUND_HALF_UP)


def caliper_from(
    long_lps: Segment,
    short_lps: Segment | None,
    *,
    series_key: str,
    sop_uid: str,
    frame: int,
    label_lps: Vector | None = None,
    reformat: Reformat | None = None,
) -> Caliper:
    """The drawn axes with their millimetres of record, computed here once.

    When the axis drawn second came out longer, the two change places: the long axis is the longest
    diameter whichever was drawn first.

    Raises:
        ValueError: a coordinate is not finite.
    """
    long_mm = length_mm(long_lps)
    short_mm = None if short_lps is None else length_mm(short_lps)
    if short_lps is not None and short_mm is not None and short_mm > long_mm:
        long_lps, short_lps = short_lps, long_lps
        long_mm, short_mm = short_mm, long_mm
    return Caliper(long_lps, short_lps, long_mm, short_mm, series_key, sop_uid, frame, label_lps, reformat)


def with_short_axis(caliper: Caliper, line: Caliper) -> Caliper | None:
    """A caliper without a short axis and a line drawn across it on its picture, as one caliper.

    The two have to cross within 15 degrees of a right angle. The longer one, whichever was drawn first, is
    the long axis and stays as it was drawn. The shorter one is turned about the place where they cross until
    it is at a right angle. So both keep the millimetres that stood under the hand.

    Returns:
        None where the line is no short axis of this caliper.
    """
    if caliper.short_lps is not None or line.short_lps is not None or _picture(caliper) != _picture(line):
        return None
    crossing = _crossing(caliper.long_lps, line.long_lps)
    if crossing is None:
        return None
    at_lps, share_of_axis, share_of_line = crossing
    if line.long_mm > caliper.long_mm:
        long_lps, short_lps, share = line.long_lps, caliper.long_lps, share_of_axis
    else:
        long_lps, short_lps, share = caliper.long_lps, line.long_lps, share_of_line
    return caliper_from(
        long_lps,
        _squared(short_lps, share, long_lps, at_lps),
        series_key=caliper.series_key,
        sop_uid=caliper.sop_uid,
        frame=caliper.frame,
        label_lps=caliper.label_lps,
        reformat=caliper.reformat,
    )


def _picture(caliper: Caliper) -> tuple[str, str, int, Reformat | None]:
    return caliper.series_key, caliper.sop_uid, caliper.frame, caliper.reformat


def _crossing(axis: Segment, line: Segment) -> tuple[Vector, float, float] | None:
    """Where two segments cross nearly at a right angle, and its share of the way along each; else None."""
    axis_mm, line_mm = math.dist(*axis), math.dist(*line)
    if min(axis_mm, line_mm) < SHORTEST_MM:
        return None
    along, span = unit(subtract(axis[1], axis[0])), subtract(line[1], line[0])
    if abs(dot(along, span)) > MOST_SKEW * line_mm:
        return None
    offsets = [subtract(point, axis[0]) for point in line]
    over = subtract(span, scale(along, dot(along, span)))
    reaches_mm = [dot(offset, unit(over)) for offset in offsets]
    if reaches_mm[0] * reaches_mm[1] >= 0:
        return None
    share_of_line = reaches_mm[0] / (reaches_mm[0] - reaches_mm[1])
    on_line = add(line[0], scale(span, share_of_line))
    foot_mm = dot(subtract(on_line, axis[0]), along)
    on_axis = add(axis[0], scale(along, foot_mm))
    if not 0 <= foot_mm <= axis_mm or math.dist(on_axis, on_line) > FARTHEST_CROSSING_MM:
        return None
    return on_axis, foot_mm / axis_mm, share_of_line


def _squared(segment: Segment, share: float, long_axis: Segment, at_lps: Vector) -> Segment:
    """A segment turned to lie across a long axis: `share` of its way along stays at `at_lps`."""
    along, span = unit(subtract(long_axis[1], long_axis[0])), subtract(segment[1], segment[0])
    across = unit(subtract(span, scale(along, dot(along, span))))
    whole_mm = math.dist(*segment)
    return (
        add(at_lps, scale(across, -share * whole_mm)),
        add(at_lps, scale(across, (1 - share) * whole_mm)),
    )


def perpendicular(long_axis: Segment, pointer_lps: Vector, plane: ImagePlane) -> Segment:
    """The short axis that reaches the pointer: across the long axis, within `plane`, half on each side.

    Its foot is where the pointer projects onto the long axis, held between the axis's ends. The second
    point is on the pointer's side.

    Raises:
        ValueError: the long axis has no length.
    """
    along, across = _directions(long_axis, plane)
    length = math.dist(*long_axis)
    offset = subtract(pointer_lps, long_axis[0])
    at_mm = min(max(dot(offset, along), 0.0), length)
    reach_mm = dot(offset, across)
    foot = add(long_axis[0], scale(along, at_mm))
    return (add(foot, scale(across, -reach_mm)), add(foot, scale(across, reach_mm)))


def move_long_end(
    long_axis: Segment, short_axis: Segment | None, end: End, to_lps: Vector, plane: ImagePlane
) -> tuple[Segment, Segment | None]:
    """Both axes after one end of the long axis was dragged to `to_lps`.

    The short axis turns with it: same share of the way along, same reach on each side. A drag onto the
    other end leaves both as they were, since no direction is left.
    """
    moved = (to_lps, long_axis[1]) if end == 0 else (long_axis[0], to_lps)
    if math.dist(*moved) < SHORTEST_MM:
        return long_axis, short_axis
    if short_axis is None:
        return moved, None
    at_mm, reaches_mm = _place(long_axis, short_axis, plane)
    share = at_mm / math.dist(*long_axis)
    return moved, _placed(moved, share * math.dist(*moved), reaches_mm, plane)


def move_short_end(
    long_axis: Segment, short_axis: Segment, end: End, to_lps: Vector, plane: ImagePlane
) -> Segment:
    """The short axis after one of its ends was dragged to `to_lps`.

    Across the long axis the end follows the pointer and the other end stays; along it the whole short axis
    slides, held between the long axis's ends. An end stays on its own side of the long axis.
    """
    _, reaches_mm = _place(long_axis, short_axis, plane)
    along, across = _directions(long_axis, plane)
    offset = subtract(to_lps, long_axis[0])
    at_mm = min(max(dot(offset, along), 0.0), math.dist(*long_axis))
    reach_mm = dot(offset, across)
    other_mm = reaches_mm[1 - end]
    if other_mm * reach_mm > 0:
        reach_mm = 0.0
    both_mm = (reach_mm, other_mm) if end == 0 else (other_mm, reach_mm)
    return _placed(long_axis, at_mm, both_mm, plane)


def _directions(long_axis: Segment, plane: ImagePlane) -> tuple[Vector, Vector]:
    """Unit vectors along the long axis and, within the plane, across it."""
    along = unit(subtract(long_axis[1], long_axis[0]))
    return along, unit(cross(plane.normal, along))


def _place(long_axis: Segment, short_axis: Segment, plane: ImagePlane) -> tuple[float, tuple[float, float]]:
    """Where the short axis sits: mm along the long axis, and the signed reach of each end across it."""
    along, across = _directions(long_axis, plane)
    first = subtract(short_axis[0], long_axis[0])
    second = subtract(short_axis[1], long_axis[0])
    return dot(first, along), (dot(first, across), dot(second, across))


def _placed(long_axis: Segment, at_mm: float, reaches_mm: tuple[float, float], plane: ImagePlane) -> Segment:
    along, across = _directions(long_axis, plane)
    foot = add(long_axis[0], scale(along, at_mm))
    return (add(foot, scale(across, reaches_mm[0])), add(foot, scale(across, reaches_mm[1])))
