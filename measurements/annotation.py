"""What a reader notes on a picture beside the lesions: annotations and key images, as frozen values.

No sum and no call is ever made of them.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from measurements.geometry.vectors import Vector


class AnnotationKind(StrEnum):
    """Values as in the table of annotations; see `Annotation.points_lps` for what each is drawn by."""

    ELLIPSE = "ellipse"
    ANGLE = "angle"
    ARROW = "arrow"
    PROBE = "probe"


POINTS_OF = {
    AnnotationKind.ELLIPSE: 4,
    AnnotationKind.ANGLE: 3,
    AnnotationKind.ARROW: 2,
    AnnotationKind.PROBE: 1,
}
"""How many points each kind has."""


@dataclass(frozen=True, slots=True)
class RegionFigures:
    """What an ellipse encloses.

    Attributes:
        area_mm2: of the ellipse, to 0.1.
        voxels: how many it is told by: those whose centre lies inside, padding left out.
        mean_hu, sd_hu: to 0.1; the standard deviation is that of these very voxels, divided by their number.
        min_hu, max_hu: of single voxels, to 0.1.
    """

    area_mm2: Decimal
    voxels: int
    mean_hu: Decimal
    sd_hu: Decimal
    min_hu: Decimal
    max_hu: Decimal


@dataclass(frozen=True, slots=True)
class AngleFigures:
    """The angle between two legs, 0 to 180 degrees, to 0.1."""

    angle_deg: Decimal


@dataclass(frozen=True, slots=True)
class VoxelFigures:
    """One voxel: its value, to 0.1 HU, and its place in the picture from 0."""

    value_hu: Decimal
    column: int
    row: int


Figures = RegionFigures | AngleFigures | VoxelFigures


@dataclass(frozen=True, slots=True)
class Annotation:
    """One note drawn on a picture, of a read at a timepoint.

    Attributes:
        points_lps: mm, in the plane of the picture. Ellipse: both ends of one axis, then both ends of the
            other. Angle: end of one leg, corner, end of the other. Arrow: tip, tail. Probe: the place.
        series_key, sop_uid, frame: the picture it was drawn on, as of a `Caliper`.
        text: the reader's words.
        figures: computed once from the points and that picture, never recomputed; None for an arrow.
        label_lps: where the reader dragged the label; None where it was left to find its own place.
    """

    uid: str
    read_uid: str
    timepoint_uid: str
    kind: AnnotationKind
    points_lps: tuple[Vector, ...]
    series_key: str
    sop_uid: str
    frame: int
    text: str = ""
    figures: Figures | None = None
    label_lps: Vector | None = None


@dataclass(frozen=True, slots=True)
class KeyImage:
    """A picture of a read that shows what matters, and how it was looked at.

    Attributes:
        series_key, sop_uid, frame: the picture.
        window: (centre, width), HU.
        zoom: logical screen pixels per mm; None where the whole picture was fitted.
        centre_mm: what was in the middle of the pane, (along the row, along the column) mm from the centre of
            the first pixel; None for the middle of the picture.
        lesion_uid: the lesion in hand; it may have been removed since. None where none was.
    """

    uid: str
    read_uid: str
    timepoint_uid: str
    series_key: str
    sop_uid: str
    frame: int
    window: tuple[float, float]
    zoom: float | None = None
    centre_mm: tuple[float, float] | None = None
    lesion_uid: str | None = None
