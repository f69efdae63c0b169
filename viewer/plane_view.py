"""The mapping between a pane's pixels, millimetres in the slice, and the patient; exact in every step."""

import math
from dataclasses import dataclass

from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Vector, dot, subtract

PointPx = tuple[float, float]
"""Logical widget pixels, (right, down), continuous: (0, 0) is the corner of the pane."""

PointMm = tuple[float, float]
"""Millimetres in a slice's plane, (along the row, along the column), from the centre of its first pixel."""


@dataclass(frozen=True, slots=True)
class PlaneView:
    """A slice's plane as seen in a pane of `width_px` x `height_px` logical pixels.

    One zoom for both directions: pixels that are not square in the patient are not square on screen.

    Attributes:
        zoom: logical pixels per mm.
        centre: what is in the middle of the pane, mm in the plane.
    """

    plane: ImagePlane
    width_px: float
    height_px: float
    zoom: float
    centre: PointMm

    @classmethod
    def fitting(cls, plane: ImagePlane, width_px: float, height_px: float) -> "PlaneView":
        """The whole slice in the pane. Its corner falls on a whole pixel, so that it is drawn fastest."""
        width_mm = plane.columns * plane.column_spacing_mm
        height_mm = plane.rows * plane.row_spacing_mm
        zoom = max(min(width_px / width_mm, height_px / height_mm), 1e-6)
        left_px = (width_px - width_mm * zoom) / 2
        top_px = (height_px - height_mm * zoom) / 2
        centre = (
            (plane.columns - 1) / 2 * plane.column_spacing_mm + (left_px - math.floor(left_px)) / zoom,
            (plane.rows - 1) / 2 * plane.row_spacing_mm + (top_px - math.floor(top_px)) / zoom,
        )
        return cls(plane, width_px, height_px, zoom, centre)

    def mm(self, at: PointPx) -> PointMm:
        return (
            (at[0] - self.width_px / 2) / self.zoom + self.centre[0],
            (at[1] - self.height_px / 2) / self.zoom + self.centre[1],
        )

    def px(self, point_lps: Vector) -> PointPx:
        """Where the foot of the perpendicular from a patient point (mm) is seen."""
        offset = subtract(point_lps, self.plane.origin_lps)
        return (
            (dot(offset, self.plane.along_row) - self.centre[0]) * self.zoom + self.width_px / 2,
            (dot(offset, self.plane.along_column) - self.centre[1]) * self.zoom + self.height_px / 2,
        )

    def pixel(self, at: PointPx) -> tuple[float, float]:
        """Continuous (column, row) of the slice under a point of the pane."""
        x_mm, y_mm = self.mm(at)
        return (x_mm / self.plane.column_spacing_mm, y_mm / self.plane.row_spacing_mm)

    def lps(self, at: PointPx) -> Vector:
        """The patient point, mm, under a point of the pane."""
        return self.plane.point_lps(*self.pixel(at))

    def within_slice(self, centre: PointMm) -> PointMm:
        """The nearest point, mm, that lies on the slice."""
        half_column, half_row = self.plane.column_spacing_mm / 2, self.plane.row_spacing_mm / 2
        right = self.plane.columns * self.plane.column_spacing_mm - half_column
        bottom = self.plane.rows * self.plane.row_spacing_mm - half_row
        return (min(max(centre[0], -half_column), right), min(max(centre[1], -half_row), bottom))

    @property
    def edges_px(self) -> tuple[float, float, float, float]:
        """(left, top, right, bottom) of the slice in the pane, to the outer edges of its pixels."""
        left = (-self.plane.column_spacing_mm / 2 - self.centre[0]) * self.zoom + self.width_px / 2
        top = (-self.plane.row_spacing_mm / 2 - self.centre[1]) * self.zoom + self.height_px / 2
        right = left + self.plane.columns * self.plane.column_spacing_mm * self.zoom
        bottom = top + self.plane.rows * self.plane.row_spacing_mm * self.zoom
        return (left, top, right, bottom)
