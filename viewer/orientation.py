"""The letters at the edges of a slice: which way is the patient's left, back and head."""

from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Vector, scale

LETTERS = (("L", "R"), ("P", "A"), ("H", "F"))
WORTH_NAMING = 0.17
"""Sine of 10 degrees: an axis that an edge leans to by less is not named."""


def direction_letters(direction: Vector) -> str:
    """Letters of a unit vector in LPS, the strongest first, such as "A" or "AH"."""
    parts = sorted(zip(direction, LETTERS, strict=True), key=lambda part: -abs(part[0]))
    return "".join(
        names[0] if component > 0 else names[1]
        for component, names in parts
        if abs(component) >= WORTH_NAMING
    )


def edge_letters(plane: ImagePlane) -> tuple[str, str, str, str]:
    """What the (left, top, right, bottom) edges of a slice face."""
    return (
        direction_letters(scale(plane.along_row, -1.0)),
        direction_letters(scale(plane.along_column, -1.0)),
        direction_letters(plane.along_row),
        direction_letters(plane.along_column),
    )
