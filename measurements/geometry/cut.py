"""Directions in which a body is cut: how the picture of a reformat lies, without its place or size."""

import math
from dataclasses import dataclass

from measurements.geometry.vectors import Vector, add, cross, dot, scale, unit

_SQUARE_WITHIN = 1e-6


@dataclass(frozen=True, slots=True)
class Cut:
    """Two directions at a right angle: along the rows and along the columns of a picture.

    Attributes:
        along_row: unit vector, LPS, in which the column index grows: to the right of the picture.
        along_column: unit vector, LPS, in which the row index grows: downwards.

    Raises:
        ValueError: they are not of length one, or not at a right angle.
    """

    along_row: Vector
    along_column: Vector

    def __post_init__(self) -> None:
        lengths = dot(self.along_row, self.along_row), dot(self.along_column, self.along_column)
        crossing = dot(self.along_row, self.along_column)
        within = all(abs(length - 1.0) <= _SQUARE_WITHIN for length in lengths)
        if not (within and abs(crossing) <= _SQUARE_WITHIN):
            raise ValueError("a cut needs two directions of length one at a right angle")

    @property
    def normal(self) -> Vector:
        """Unit vector across the picture: row direction x column direction."""
        return cross(self.along_row, self.along_column)

    def turned(self, about: Vector, angle_deg: float) -> "Cut":
        """The cut turned about a direction by the right-hand rule.

        The result is squared up anew, so that a hundred small turns of a dragged axis do not skew it.

        Args:
            about: any vector with a length, LPS; about `normal` the picture spins in its own plane.

        Raises:
            ValueError: `about` has no length.
        """
        axis, angle = unit(about), math.radians(angle_deg)
        along_row = unit(_turned(self.along_row, axis, angle))
        down = _turned(self.along_column, axis, angle)
        return Cut(along_row, unit(add(down, scale(along_row, -dot(along_row, down)))))


def _turned(direction: Vector, axis: Vector, angle: float) -> Vector:
    """Rodrigues' rotation of `direction` about the unit vector `axis`, in radians."""
    along = scale(axis, dot(axis, direction) * (1.0 - math.cos(angle)))
    across = scale(cross(axis, direction), math.sin(angle))
    return add(add(scale(direction, math.cos(angle)), across), along)


AXIAL = Cut((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
"""The patient's left at the right of the picture, the back at its foot: seen from the feet."""

CORONAL = Cut((1.0, 0.0, 0.0), (0.0, 0.0, -1.0))
"""The patient's left at the right of the picture, the feet at its foot: seen from the front."""

SAGITTAL = Cut((0.0, 1.0, 0.0), (0.0, 0.0, -1.0))
"""The back at the right of the picture, the feet at its foot: seen from the patient's left."""
