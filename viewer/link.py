"""Views of several series brought together by place in the patient."""

from bisect import bisect_left
from dataclasses import replace

from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Vector, dot, subtract
from viewer.frame_source import FrameSource
from viewer.plane_view import PlaneView
from viewer.viewport import Viewport, fitted

PARALLEL = 0.985
"""Cosine of 10 degrees, rounded up: slices that differ by more do not show the same place."""


def nearest_index(source: FrameSource, point_lps: Vector) -> int:
    """The slice of `source` nearest to a patient point (mm) along the normal; of two equally near, the first.

    Slices lie in order along their normal, at any gaps. Whether the point belongs to the source's frame of
    reference is for the caller to know.

    Raises:
        ValueError: the source has no slices.
    """
    if source.count == 0:
        raise ValueError("a source without slices has no nearest one")
    first, last = source.plane(0), source.plane(source.count - 1)
    onward = 1.0 if dot(subtract(last.origin_lps, first.origin_lps), first.normal) >= 0 else -1.0

    def beyond_mm(index: int) -> float:
        return -onward * source.plane(index).distance_mm(point_lps)

    after = bisect_left(range(source.count), 0.0, key=beyond_mm)
    candidates = range(max(after - 1, 0), min(after + 1, source.count))
    return min(candidates, key=lambda index: abs(beyond_mm(index)))


def parallel(one: FrameSource, other: FrameSource) -> bool:
    """Whether two series are sliced the same way, within 10 degrees, so that they can scroll together."""
    if one.count == 0 or other.count == 0:
        return False
    return abs(dot(one.plane(0).normal, other.plane(0).normal)) >= PARALLEL


def point_seen(view: PlaneView) -> Vector:
    """The patient point, mm, in the middle of a pane."""
    return view.lps((view.width_px / 2, view.height_px / 2))


def looking_at(viewport: Viewport, plane: ImagePlane, point_lps: Vector, zoom: float | None) -> Viewport:
    """`viewport` at this zoom, with the foot of a patient point (mm) on `plane` in the middle of the pane."""
    column, row = plane.pixel(point_lps)
    centre = (column * plane.column_spacing_mm, row * plane.row_spacing_mm)
    return replace(viewport, zoom=zoom, centre=centre)


def looking_alike(viewport: Viewport, plane: ImagePlane, leader: Viewport, seen_lps: Vector) -> Viewport:
    """`viewport` on `plane` as near and as far aside as its leader, whose middle shows `seen_lps`, mm.

    A leader that shows its whole slice is followed by the whole slice, not by an equal scale.
    """
    if leader.zoom is None and leader.centre is None:
        return fitted(viewport)
    return looking_at(viewport, plane, seen_lps, leader.zoom)
