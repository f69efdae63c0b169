"""The figures of annotations: what an ellipse encloses, an angle, one voxel.

Pure functions of points and pixels. What is shown while an annotation is drawn and what is stored come from
the same functions, so they agree.
"""

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
from numpy.typing import NDArray

from measurements.annotation import (
    POINTS_OF,
    AngleFigures,
    AnnotationKind,
    Figures,
    RegionFigures,
    VoxelFigures,
)
from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Segment, Vector, dot, middle, scale, subtract

TENTH = Decimal("0.1")
MILLIONTH = Decimal("0.000001")
ON_EDGE = 1e-9
"""A voxel's centre this near to an ellipse's edge, as a share of its axes, is on it and counts as inside."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """One picture with its values.

    Attributes:
        stored: (rows, columns) of `plane`, before slope and intercept.
        rescale: (slope, intercept): stored x slope + intercept = HU.
        padding: stored value that stands for "outside the scanned field"; None where there is none.
    """

    stored: NDArray[np.integer] | NDArray[np.floating]
    plane: ImagePlane
    rescale: tuple[float, float]
    padding: int | None = None


def figures_of(kind: AnnotationKind, points_lps: tuple[Vector, ...], pixels: Pixels) -> Figures | None:
    """The figures of an annotation; None for an arrow, and where there is no voxel to tell of.

    Raises:
        ValueError: another number of points than the kind has.
    """
    if len(points_lps) != POINTS_OF[kind]:
        raise ValueError(f"an {kind.value} has {POINTS_OF[kind]} points, not {len(points_lps)}")
    if kind is AnnotationKind.ELLIPSE:
        first, second, third, fourth = points_lps
        return ellipse_figures((first, second), (third, fourth), pixels)
    if kind is AnnotationKind.ANGLE:
        one_end, corner, other_end = points_lps
        return angle_figures(one_end, corner, other_end)
    if kind is AnnotationKind.PROBE:
        return voxel_figures(points_lps[0], pixels)
    return None


def ellipse_figures(axis: Segment, other_axis: Segment, pixels: Pixels) -> RegionFigures | None:
    """What the ellipse over two perpendicular axes encloses, by the voxels whose centre lies inside.

    None where it has no area, or no voxel of the scanned field has its centre inside.
    """
    plane = pixels.plane
    half, other_half = math.dist(*axis) / 2, math.dist(*other_axis) / 2
    if half == 0.0 or other_half == 0.0:
        return None
    centre = plane.pixel(middle(axis))
    along, across = _per_half(axis, half, plane), _per_half(other_axis, other_half, plane)
    reach_mm = (_reach_mm(axis, other_axis, plane.along_row), _reach_mm(axis, other_axis, plane.along_column))
    columns = _within(centre[0], reach_mm[0] / plane.column_spacing_mm, plane.columns)
    rows = _within(centre[1], reach_mm[1] / plane.row_spacing_mm, plane.rows)
    right = np.arange(columns.start, columns.stop) - centre[0]
    down = (np.arange(rows.start, rows.stop) - centre[1])[:, np.newaxis]
    inside = (right * along[0] + down * along[1]) ** 2 + (right * across[0] + down * across[1]) ** 2
    stored = pixels.stored[rows.start : rows.stop, columns.start : columns.stop][inside <= 1.0 + ON_EDGE]
    if pixels.padding is not None:
        stored = stored[stored != pixels.padding]
    if not stored.size:
        return None
    slope, intercept = pixels.rescale
    values_hu = stored.astype(np.float64) * slope + intercept
    return RegionFigures(
        tenths(math.pi * half * other_half),
        int(stored.size),
        tenths(float(values_hu.mean())),
        tenths(float(values_hu.std())),
        tenths(float(values_hu.min())),
        tenths(float(values_hu.max())),
    )


def angle_figures(one_end: Vector, corner: Vector, other_end: Vector) -> AngleFigures | None:
    """The angle at the corner; None where a leg has no length."""
    one, other = subtract(one_end, corner), subtract(other_end, corner)
    lengths = math.sqrt(dot(one, one) * dot(other, other))
    if lengths == 0.0:
        return None
    # By halves of a chord, which stays exact for angles near 0 and 180 degrees where the cosine does not.
    one, other = scale(one, 1 / math.sqrt(dot(one, one))), scale(other, 1 / math.sqrt(dot(other, other)))
    apart, together = math.dist(one, other), math.dist(one, scale(other, -1.0))
    return AngleFigures(tenths(math.degrees(2 * math.atan2(apart, together))))


def voxel_figures(point_lps: Vector, pixels: Pixels) -> VoxelFigures | None:
    """The voxel that a point lies in, not interpolated; None off the picture and on padding."""
    column, row = pixels.plane.pixel(point_lps)
    if not pixels.plane.holds(column, row):
        return None
    column, row = math.floor(column + 0.5), math.floor(row + 0.5)
    stored = pixels.stored[row, column]
    if pixels.padding is not None and stored == pixels.padding:
        return None
    slope, intercept = pixels.rescale
    return VoxelFigures(tenths(float(stored) * slope + intercept), column, row)


def tenths(value: float) -> Decimal:
    """Rounded half up to 0.1, after the noise of binary arithmetic (see `caliper.length_mm`).

    Raises:
        ValueError: `value` is not finite.
    """
    if not math.isfinite(value):
        raise ValueError("an annotation needs finite points and values")
    rounded = Decimal(value).quantize(MILLIONTH, ROUND_HALF_UP).quantize(TENTH, ROUND_HALF_UP)
    return rounded or abs(rounded)  # never a minus before zero


def _per_half(axis: Segment, half_mm: float, plane: ImagePlane) -> tuple[float, float]:
    """How far along an axis one column and one row go, in halves of that axis."""
    direction = scale(subtract(axis[1], axis[0]), 1 / (2 * half_mm))
    return (
        dot(direction, plane.along_row) * plane.column_spacing_mm / half_mm,
        dot(direction, plane.along_column) * plane.row_spacing_mm / half_mm,
    )


def _reach_mm(axis: Segment, other_axis: Segment, direction: Vector) -> float:
    """How far the ellipse reaches from its centre in a direction."""
    return math.hypot(dot(subtract(*axis), direction), dot(subtract(*other_axis), direction)) / 2


def _within(centre: float, reach: float, size: int) -> range:
    """The pixels of one direction that an ellipse can touch, one more on either side."""
    first = min(max(math.floor(centre - reach) - 1, 0), size)
    return range(first, min(max(math.ceil(centre + reach) + 2, first), size))
