"""An image's plane in the patient: from pixels to millimetres and back."""

from dataclasses import dataclass

from measurements.geometry.vectors import Vector, add, cross, dot, scale, subtract


@dataclass(frozen=True, slots=True)
class ImagePlane:
    """Where the pixels of one slice lie in the patient (DICOM PS3.3 C.7.6.2.1.1).

    Pixel coordinates are continuous, (column, row), with (0, 0) the *centre* of the first pixel, so the
    first pixel covers -0.5 to 0.5.

    Attributes:
        origin_lps: centre of the first pixel, mm (Image Position (Patient)).
        along_row: unit vector in which the column index grows (first triplet of Image Orientation).
        along_column: unit vector in which the row index grows (second triplet).
        row_spacing_mm: distance between the centres of neighbouring rows (first of Pixel Spacing).
        column_spacing_mm: distance between neighbouring columns (second of Pixel Spacing).
        rows, columns: number of each.
    """

    origin_lps: Vector
    along_row: Vector
    along_column: Vector
    row_spacing_mm: float
    column_spacing_mm: float
    rows: int
    columns: int

    @property
    def normal(self) -> Vector:
        """Unit vector across the slice: row direction x column direction."""
        return cross(self.along_row, self.along_column)

    def point_lps(self, column: float, row: float) -> Vector:
        """The patient point, mm, at continuous pixel coordinates."""
        across = scale(self.along_row, column * self.column_spacing_mm)
        down = scale(self.along_column, row * self.row_spacing_mm)
        return add(self.origin_lps, add(across, down))

    def pixel(self, point_lps: Vector) -> tuple[float, float]:
        """(column, row) of the foot of the perpendicular from `point_lps` (mm) to this plane."""
        offset = subtract(point_lps, self.origin_lps)
        return (
            dot(offset, self.along_row) / self.column_spacing_mm,
            dot(offset, self.along_column) / self.row_spacing_mm,
        )

    def distance_mm(self, point_lps: Vector) -> float:
        """Signed distance of `point_lps` from this plane along `normal`, mm."""
        return dot(subtract(point_lps, self.origin_lps), self.normal)

    def holds(self, column: float, row: float) -> bool:
        """Whether continuous pixel coordinates fall on a pixel of this image."""
        return -0.5 <= column < self.columns - 0.5 and -0.5 <= row < self.rows - 0.5
