"""How the surroundings of one lesion lie in another scan, made from what was fitted."""

from measurements.following import LocalTransform, Method, Quality, Row
from measurements.geometry.vectors import Vector
from reader.registration.rigid import Floats, Matrix, nearest_rigid


def local_transform(
    matrix: Matrix, centre_lps: Floats, reach_mm: float, quality: Quality, method: Method
) -> LocalTransform:
    """The rigid motion nearest to an affine one that takes the centre to the same place."""
    first, second, third, last = (_row(row) for row in nearest_rigid(matrix, centre_lps))
    return LocalTransform((first, second, third, last), as_vector(centre_lps), reach_mm, quality, method)


def as_vector(point_lps: Floats) -> Vector:
    """(3,) as a plain point."""
    return (float(point_lps[0]), float(point_lps[1]), float(point_lps[2]))


def _row(row: Floats) -> Row:
    return (float(row[0]), float(row[1]), float(row[2]), float(row[3]))
