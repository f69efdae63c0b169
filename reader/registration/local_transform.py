"""How the surroundings of one lesion lie in another scan, and how far that is to be trusted."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from measurements.geometry.vectors import Vector, add, subtract
from reader.registration.rigid import Floats, Matrix, inverse, nearest_rigid

VERSION = 1
"""Raised whenever the same scans and lesion may give another place."""

Rows = tuple[tuple[float, ...], ...]


class Method(StrEnum):
    BLOCKS = "blocks"
    """Searched and fitted in the two scans."""
    SECTION = "section"
    """The cross-section's motion alone: around the lesion nothing could be compared."""
    READER = "reader"
    """Set right by a reader with one point in each scan."""


@dataclass(frozen=True, slots=True)
class Quality:
    """What tells how good a transform is; never shown as an accuracy.

    Attributes:
        correlation: of local contrast within some 20 mm around the lesion, the lesion left out.
        wide_correlation: the same within some 40 mm.
        section_correlation: of the whole cross-section.
        disagreement_mm: how far the wide and the close fit put the lesion apart.
        from_section_mm: how far it lies from where the cross-section's motion puts it.
        rival: how much worse the best other place, more than 4 mm away, scores; 1 where there is none.
        share: of the surroundings that lies in the current scan.
    """

    correlation: float
    wide_correlation: float
    section_correlation: float
    disagreement_mm: float
    from_section_mm: float
    rival: float
    share: float


@dataclass(frozen=True, slots=True)
class LocalTransform:
    """A rigid motion that holds around one place: a mapping of points, both ways.

    Attributes:
        matrix: 4 x 4 by rows, LPS mm of the prior to LPS mm of the current scan.
        centre_lps: the place of the prior it was made for, mm.
        reach_mm: how far around the centre it was fitted.
        version: of the method.
    """

    matrix: Rows
    centre_lps: Vector
    reach_mm: float
    quality: Quality
    method: Method
    version: int = VERSION

    def there(self, point_lps: Vector) -> Vector:
        """A point of the prior in the current scan, mm."""
        return _through(np.array(self.matrix), point_lps)

    def back(self, point_lps: Vector) -> Vector:
        """A point of the current scan in the prior, mm."""
        return _through(inverse(np.array(self.matrix)), point_lps)

    def corrected(self, prior_lps: Vector, current_lps: Vector) -> "LocalTransform":
        """Set right by a reader: the same turn, shifted so that one clicked point lies on the other."""
        shift = subtract(current_lps, self.there(prior_lps))
        moved = np.array(self.matrix)
        moved[:3, 3] += shift
        return replace(self, matrix=_rows(moved), centre_lps=prior_lps, method=Method.READER)


def local_transform(
    matrix: Matrix, centre_lps: Floats, reach_mm: float, quality: Quality, method: Method
) -> LocalTransform:
    """The rigid motion nearest to an affine one that takes the centre to the same place."""
    rigid = nearest_rigid(matrix, centre_lps)
    return LocalTransform(_rows(rigid), as_vector(centre_lps), reach_mm, quality, method)


def as_vector(point_lps: Floats) -> Vector:
    """(3,) as a plain point."""
    return (float(point_lps[0]), float(point_lps[1]), float(point_lps[2]))


def _through(matrix: Matrix, point_lps: Vector) -> Vector:
    return add(as_vector(matrix[:3, :3] @ np.array(point_lps)), as_vector(matrix[:3, 3]))


def _rows(matrix: Matrix) -> Rows:
    return tuple(tuple(float(value) for value in row) for row in matrix)
