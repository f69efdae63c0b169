"""Judges how the slices of one stack lie: their order, gaps and tilt, from positions and nothing else."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from measurements.geometry.vectors import Vector, cross, dot, scale
from measurements.imaging import Issue, IssueCode, Orientation

SAME_PLACE_MM = 0.01
"""Slices closer than this lie at one place."""

EVEN_WITHIN_MM = 0.05
EVEN_WITHIN_SHARE = 0.15
"""A stack is even if no slice lies further than this from its place in an evenly spaced one, in mm, and no
gap differs by more than this share from the mean. The first leaves room for positions stored to 0.1 mm."""

UPRIGHT_WITHIN_DEG = 0.1
"""A stack is untilted up to this angle: half a millimetre over 30 cm."""

IN_LINE_WITHIN_MM = 0.2
"""How far a slice may lie beside the line of the others."""

_WHOLE_WITHIN = 0.05
_FAR = 10.0
_MAIN_DIRECTION = 0.8
"""Cosine of 37 degrees: slices are named after the axis of the body within that angle of their normal. A CT
gantry tilts by 30 at most."""

_READING = (
    (Orientation.SAGITTAL, (1.0, 0.0, 0.0)),  # from right to left
    (Orientation.CORONAL, (0.0, 1.0, 0.0)),  # from front to back
    (Orientation.AXIAL, (0.0, 0.0, -1.0)),  # from head to feet
)


@dataclass(frozen=True, slots=True)
class StackGeometry:
    """How slices lie; the fields are those of `measurements.imaging.Series`.

    Attributes:
        order: indices of the positions given, in reading order.
        is_grid: whether the slices, resampled nowhere, make an even and untilted volume.
    """

    order: tuple[int, ...]
    orientation: Orientation
    gaps_mm: tuple[float, ...]
    spacing_mm: float | None
    tilt_deg: float | None
    is_grid: bool
    issues: tuple[Issue, ...]


def orientation_of(along_row: Vector, along_column: Vector) -> Orientation:
    """Named after the axis of the body that the slice normal is near to; oblique if near to none."""
    normal = cross(along_row, along_column)
    nearest = max(range(3), key=lambda axis: abs(normal[axis]))
    return _READING[nearest][0] if abs(normal[nearest]) >= _MAIN_DIRECTION else Orientation.OBLIQUE


def reading_direction(along_row: Vector, along_column: Vector) -> Vector:
    """The slice normal, turned the way radiologists read; an oblique one as the nearest plane is read."""
    normal = cross(along_row, along_column)
    nearest = max(range(3), key=lambda axis: abs(normal[axis]))
    return normal if dot(normal, _READING[nearest][1]) > 0 else scale(normal, -1.0)


def judge(along_row: Vector, along_column: Vector, positions: Sequence[Vector]) -> StackGeometry:
    """Orders slices by position along their normal and finds what is wrong with how they lie.

    Args:
        along_row, along_column: unit vectors that all the slices share, LPS.
        positions: centre of the first pixel of each slice, LPS mm; at least one.
    """
    direction = reading_direction(along_row, along_column)
    depth = [dot(position, direction) for position in positions]
    order = tuple(sorted(range(len(positions)), key=lambda index: (depth[index], index)))
    depths = [depth[index] for index in order]
    gaps = [after - before for before, after in pairwise(depths)]
    steps = [gap for gap in gaps if gap >= SAME_PLACE_MM]
    beside = [(dot(positions[index], along_row), dot(positions[index], along_column)) for index in order]
    slope = _slope(gaps, beside)
    tilt_deg = math.degrees(math.atan(math.hypot(*slope))) if slope else None
    strays = _out_of_line(depths, beside, slope) if slope else 0
    even = bool(gaps) and _is_even(depths, gaps)
    issues = [
        *_tilted(tilt_deg),
        *_duplicates(gaps),
        *([] if even else _gaps_differ(steps)),
        *_strays(strays, steps),
    ]
    return StackGeometry(
        order=order,
        orientation=orientation_of(along_row, along_column),
        gaps_mm=tuple(sorted({round(gap, 2) for gap in gaps})),
        spacing_mm=round((depths[-1] - depths[0]) / len(gaps), 6) if even else None,
        tilt_deg=tilt_deg,
        is_grid=even and not issues,
        issues=tuple(issues),
    )


def _slope(gaps: list[float], beside: list[tuple[float, float]]) -> tuple[float, float] | None:
    """Shift along rows and along columns per mm along the normal: the median of all steps, so that one
    slice out of line does not tilt the rest. None if all slices lie at one place."""
    steps = [
        ((after[0] - before[0]) / gap, (after[1] - before[1]) / gap)
        for gap, (before, after) in zip(gaps, pairwise(beside), strict=True)
        if gap >= SAME_PLACE_MM
    ]
    if not steps:
        return None
    return median(step[0] for step in steps), median(step[1] for step in steps)


def _out_of_line(depths: list[float], beside: list[tuple[float, float]], slope: tuple[float, float]) -> int:
    """How many slices lie beside the line of the others."""
    offsets = [
        (across - slope[0] * depth, down - slope[1] * depth)
        for depth, (across, down) in zip(depths, beside, strict=True)
    ]
    middle = (median(offset[0] for offset in offsets), median(offset[1] for offset in offsets))
    return sum(
        math.hypot(offset[0] - middle[0], offset[1] - middle[1]) > IN_LINE_WITHIN_MM for offset in offsets
    )


def _is_even(depths: list[float], gaps: list[float]) -> bool:
    mean = (depths[-1] - depths[0]) / len(gaps)
    return min(gaps) >= SAME_PLACE_MM and all(
        abs(depth - depths[0] - index * mean) <= EVEN_WITHIN_MM
        and (index == 0 or abs(gaps[index - 1] - mean) <= EVEN_WITHIN_SHARE * mean)
        for index, depth in enumerate(depths)
    )


def _tilted(tilt_deg: float | None) -> list[Issue]:
    if tilt_deg is None or tilt_deg <= UPRIGHT_WITHIN_DEG:
        return []
    return [
        Issue(
            IssueCode.GANTRY_TILT,
            f"The slices are tilted {tilt_deg:.1f} degrees against the direction in which they are stacked; "
            "distances within a slice are right, reformats are cut at the slices' true positions.",
        )
    ]


def _duplicates(gaps: list[float]) -> list[Issue]:
    count = sum(gap < SAME_PLACE_MM for gap in gaps)
    if count == 0:
        return []
    return [
        Issue(
            IssueCode.DUPLICATE_POSITION,
            f"{_slices(count)} at the same position as another; all are shown, reformats are not made.",
        )
    ]


def _gaps_differ(steps: list[float]) -> list[Issue]:
    """Says whether slices are missing or simply unevenly spaced."""
    if not steps:
        return []
    smallest, largest = min(steps), max(steps)
    multiples = [round(step / smallest) for step in steps]
    whole = all(
        abs(step / smallest - times) <= _WHOLE_WITHIN for step, times in zip(steps, multiples, strict=True)
    )
    if whole and largest > 1.5 * smallest:
        missing, places = sum(multiples) - len(steps), sum(times > 1 for times in multiples)
        return [
            Issue(
                IssueCode.MISSING_SLICES,
                f"{_slices(missing)} missing at {places} {'place' if places == 1 else 'places'}: "
                f"neighbours lie {smallest:.2f} mm apart, there up to {largest:.2f} mm.",
            )
        ]
    if largest - smallest <= 2 * EVEN_WITHIN_MM and largest - smallest <= 2 * EVEN_WITHIN_SHARE * smallest:
        return []  # only the duplicates disturb it
    return [
        Issue(
            IssueCode.UNEVEN_SPACING,
            f"The slices are unevenly spaced, {smallest:.2f} to {largest:.2f} mm apart; "
            "distances within a slice are right, reformats are cut at the slices' true positions.",
        )
    ]


def _strays(out_of_line: int, steps: list[float]) -> list[Issue]:
    issues = []
    if out_of_line:
        issues.append(
            Issue(
                IssueCode.STRAY_SLICE,
                f"{_slices(out_of_line)} shifted sideways against the others, "
                f"by more than {IN_LINE_WITHIN_MM:g} mm.",
            )
        )
    if len(steps) >= 3:
        usual = median(steps)
        for step in {steps[0], steps[-1]}:
            if step > _FAR * usual:
                issues.append(
                    Issue(
                        IssueCode.STRAY_SLICE,
                        f"A slice at the end of the stack lies {step:.1f} mm away from its neighbour, "
                        f"where {usual:.2f} mm is usual.",
                    )
                )
    return issues


def _slices(count: int) -> str:
    return "1 slice is" if count == 1 else f"{count} slices are"
