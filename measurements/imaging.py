"""What the trial knows of its pictures: series as stacks of slices, told without DICOM.

`reader` makes these values from files, `storage` keeps them, windows show them.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from measurements.geometry.vectors import Vector


class Orientation(StrEnum):
    AXIAL = "axial"
    SAGITTAL = "sagittal"
    CORONAL = "coronal"
    OBLIQUE = "oblique"
    MIXED = "mixed"


class IssueCode(StrEnum):
    """What can be wrong with a series or a file, by a name that scripts can rely on."""

    GANTRY_TILT = "GANTRY_TILT"
    UNEVEN_SPACING = "UNEVEN_SPACING"
    MISSING_SLICES = "MISSING_SLICES"
    DUPLICATE_POSITION = "DUPLICATE_POSITION"
    MIXED_ORIENTATION = "MIXED_ORIENTATION"
    STRAY_SLICE = "STRAY_SLICE"
    MIXED_SPACING = "MIXED_SPACING"
    NO_POSITION = "NO_POSITION"
    NO_PIXEL_SPACING = "NO_PIXEL_SPACING"
    LOCALIZER = "LOCALIZER"
    NOT_AN_IMAGE = "NOT_AN_IMAGE"
    UNSUPPORTED_SYNTAX = "UNSUPPORTED_SYNTAX"
    LOSSY = "LOSSY"
    TRUNCATED = "TRUNCATED"
    UNREADABLE = "UNREADABLE"
    NAME_UNDECODABLE = "NAME_UNDECODABLE"


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding about a series: its code and a sentence a radiologist understands."""

    code: IssueCode
    text: str


@dataclass(frozen=True, slots=True)
class Slice:
    """One frame of one file, as a slice of a stack.

    Attributes:
        sop_uid: SOP Instance UID of the file.
        frame: index of the frame in its file, from 0.
        path: where the file is.
        origin_lps: centre of its first pixel, mm; None where the file does not say.
        pixel_offset: where this frame's stored values begin in the file, bytes; None when they are
            compressed or otherwise not to be read as they lie.
        slope, intercept: stored value x slope + intercept = HU.
        file_size, file_mtime_ns: the file as it was when its header was read, to notice a change.
        instance_number: as stored, for people only; slices are never ordered by it.
    """

    sop_uid: str
    frame: int
    path: str
    origin_lps: Vector | None
    pixel_offset: int | None
    slope: float
    intercept: float
    file_size: int
    file_mtime_ns: int
    instance_number: int | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """One stack of slices of one series; a series that holds several stacks gives several of these.

    Texts are as stored, decoded; None where the files do not say. Dates are DICOM's YYYYMMDD.

    Attributes:
        stack: number of this stack within its series, from 0.
        slices: in reading order: from head to feet, from right to left or from front to back, by position
            along the slice normal.
        pixel_spacing_mm: (between rows, between columns).
        along_row, along_column: unit vectors of the image's axes, LPS; None where not known.
        gaps_mm: the distinct distances between neighbours along the normal, to 0.01, sorted.
        spacing_mm: the one distance between slices, None unless even.
        tilt_deg: angle between the slice normal and the direction of stacking, from positions.
        stored_type: numpy name of the stored values, such as "<i2"; None when there are none.
        bits_stored, high_bit: which bits of a stored value are the picture; whatever lies above or below
            them (old overlays, say) is not. None where all of them are.
        padding: stored value that stands for "outside the scanned field".
        window: (centre, width) the file asks for, HU.
        loadable: whether its pictures can be shown; reformattable: whether it is an even, untilted volume
            as it lies; others are cut at the true positions of their slices.
    """

    series_uid: str
    stack: int
    study_uid: str
    frame_of_reference_uid: str | None
    patient_id: str
    patient_name: str
    study_date: str | None
    modality: str
    description: str | None
    body_part: str | None
    kernel: str | None
    series_number: int | None
    files: int
    frames: int
    rows: int
    columns: int
    pixel_spacing_mm: tuple[float, float] | None
    slice_thickness_mm: float | None
    orientation: Orientation | None
    along_row: Vector | None
    along_column: Vector | None
    spacing_mm: float | None
    gaps_mm: tuple[float, ...]
    tilt_deg: float | None
    transfer_syntaxes: tuple[str, ...]
    stored_type: str | None
    padding: int | None
    window: tuple[float, float] | None
    loadable: bool
    reformattable: bool
    issues: tuple[Issue, ...]
    slices: tuple[Slice, ...] = field(repr=False)
    bits_stored: int | None = None
    high_bit: int | None = None

    @property
    def key(self) -> str:
        """Names this stack among all: the series' UID, and the stack's number where it is not the first."""
        return self.series_uid if self.stack == 0 else f"{self.series_uid}#{self.stack}"

    @property
    def measurable(self) -> bool:
        """Whether a caliper on its pictures has a length in mm and a place in the patient.

        False without pixel spacing, position or orientation, and on a localizer, which is a projection:
        such a picture may be looked at, never measured.
        """
        return (
            self.loadable
            and self.pixel_spacing_mm is not None
            and self.along_row is not None
            and self.along_column is not None
            and all(a_slice.origin_lps is not None for a_slice in self.slices)
            and not any(issue.code is IssueCode.LOCALIZER for issue in self.issues)
        )
