"""Where a lesion of an earlier scan is to be looked for in a later one, and how far to trust it.

Values only: `reader/registration` finds them, `storage` keeps them.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from measurements.geometry.vectors import Vector, add, dot, subtract

VERSION = 3
"""Of the method; raised whenever the same scans and lesion may give another place."""

Row = tuple[float, float, float, float]
Rows = tuple[Row, Row, Row, Row]


class Method(StrEnum):
    BLOCKS = "blocks"
    """Searched and fitted in the two scans."""
    SECTION = "section"
    """The cross-section's motion alone: around the lesion nothing could be compared."""
    READER = "reader"
    """Set right by a reader with one point in each scan."""


class Doubt(StrEnum):
    """Why a place carries a check mark."""

    LOW_CORRELATION = "low correlation"
    STAGES_DISAGREE = "stages disagree"
    RIVAL = "another place is as good"
    FAR = "far from where its cross-section lies"
    PARENCHYMA = "liver or other even tissue that moves with the breath"
    EDGE = "edge of the scanned field"
    NOT_COMPARED = "its surroundings could not be compared"


class Hindrance(StrEnum):
    """Why nothing is followed between two series."""

    NO_PICTURES = "no pictures"
    """The timepoint has none, or the series that the caliper was drawn on is not in the trial any more."""
    NO_VOLUME = "no volume"
    """No CT of three slices or more whose places are known and make one stack."""
    FILES_MISSING = "files missing"
    SAME_PICTURES = "same pictures"
    OTHER_PATIENT = "other patient"
    LITTLE_SHARED = "little shared"
    """By the scanners' tables next to nothing is in both, and no lesion was found for sure."""


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
        x, y, z = (dot(row[:3], point_lps) + row[3] for row in self.matrix[:3])
        return (x, y, z)

    def back(self, point_lps: Vector) -> Vector:
        """A point of the current scan in the prior, mm."""
        turned = subtract(point_lps, (self.matrix[0][3], self.matrix[1][3], self.matrix[2][3]))
        columns = tuple(zip(*(row[:3] for row in self.matrix[:3]), strict=True))
        x, y, z = (sum(c * t for c, t in zip(column, turned, strict=True)) for column in columns)
        return (x, y, z)

    @property
    def inverse(self) -> "LocalTransform":
        """The same motion from the current scan to the prior, around the same place."""
        x, y, z = self.back((0.0, 0.0, 0.0))
        one, two, three, last = self.matrix
        matrix = (
            (one[0], two[0], three[0], x),
            (one[1], two[1], three[1], y),
            (one[2], two[2], three[2], z),
            last,
        )
        return replace(self, matrix=matrix, centre_lps=self.there(self.centre_lps))

    def corrected(self, prior_lps: Vector, current_lps: Vector) -> "LocalTransform":
        """Set right by a reader: the same turn, shifted so that one clicked point lies on the other."""
        offset = subtract(current_lps, self.there(prior_lps))
        first, second, third, last = self.matrix
        shifted = add((first[3], second[3], third[3]), offset)
        matrix = (
            (*first[:3], shifted[0]),
            (*second[:3], shifted[1]),
            (*third[:3], shifted[2]),
            last,
        )
        return replace(self, matrix=matrix, centre_lps=prior_lps, method=Method.READER)


@dataclass(frozen=True, slots=True)
class Followed:
    """Where a lesion is to be looked for: a hint, not a measurement.

    Attributes:
        transform: from the prior's surroundings of the lesion to the current scan.
        place_lps: where it lies, mm; None outside the scanned field.
        radius_mm: of the circle to search in.
        doubts: why a reader is to look twice; none for a place that is as good as they get.
    """

    transform: LocalTransform
    place_lps: Vector | None
    radius_mm: float
    doubts: tuple[Doubt, ...]

    @property
    def check(self) -> bool:
        """Whether the place carries a check mark."""
        return bool(self.doubts)

    @property
    def out_of_field(self) -> bool:
        """Whether the lesion's place was not scanned."""
        return self.place_lps is None


@dataclass(frozen=True, slots=True)
class FollowedBetween:
    """One lesion followed from one series into another, as a trial keeps it.

    Attributes:
        prior_key, current_key: of the series (`Series.key`).
        inputs: SHA-256 of all that it was found from; it holds for as long as that stays the same.
    """

    lesion_uid: str
    prior_key: str
    current_key: str
    inputs: str
    followed: Followed


@dataclass(frozen=True, slots=True)
class Nearby:
    """How the surroundings of a followed lesion lie in another scan.

    Attributes:
        transform: from the one scan to the other.
        lesion: its label.
        check: whether its place there carries a check mark.
    """

    transform: LocalTransform
    lesion: str
    check: bool
