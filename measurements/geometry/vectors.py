"""Three-component arithmetic on plain tuples, for work done once per mouse move.

A numpy array of three numbers costs more to make than the sum it is made for.
"""

import math

Vector = tuple[float, float, float]
"""A point or a direction in patient space: x to the patient's left, y to the back, z to the head; mm."""

Segment = tuple[Vector, Vector]
"""Two points in patient space, mm."""


def add(a: Vector, b: Vector) -> Vector:
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def subtract(a: Vector, b: Vector) -> Vector:
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def scale(a: Vector, factor: float) -> Vector:
    return (a[0] * factor, a[1] * factor, a[2] * factor)


def dot(a: Vector, b: Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    return (
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    )


def unit(a: Vector) -> Vector:
    """`a` at length one.

    Raises:
        ValueError: `a` has no length, hence no direction.
    """
    length = math.sqrt(dot(a, a))
    if length == 0.0:
        raise ValueError("a vector of length zero has no direction")
    return scale(a, 1.0 / length)


def middle(segment: Segment) -> Vector:
    return scale(add(*segment), 0.5)
