"""What the worklist shows, as values: one row per subject, one cell per timepoint."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from measurements.lesion import RadiationClass
from measurements.trial import TimepointKind


class Images(StrEnum):
    """How the pictures of a timepoint stand."""

    COMPLETE = "complete"
    MISSING = "missing"
    """Files that were imported are not on the disk, or not to be reached."""
    INCOMPLETE = "incomplete"
    TO_CHECK = "to check"
    NONE = "none"


class Reading(StrEnum):
    """How far the read of a timepoint is."""

    TO_READ = "to read"
    READING = "reading"
    READ = "read"
    NOT_A_VISIT = "not a visit"
    """Scans from before the baseline are looked at, not assessed."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One timepoint of one subject.

    Attributes:
        order: place among the subject's timepoints; 0 is the baseline, scans from before it are negative.
        issues: what is odd about its series, in sentences.
        assessed, expected: lesions with a finding, of the lesions that should have one by now.
        call: overall response from what has been drawn so far; "" at baseline and before anything is drawn.
        reason: the call and what decided it, in a sentence.
    """

    timepoint_uid: str
    order: int
    label: str
    kind: TimepointKind
    scan_date: date | None
    day: int
    images: Images
    issues: tuple[str, ...]
    reading: Reading
    assessed: int
    expected: int
    call: str
    reason: str

    @property
    def needs_look(self) -> bool:
        """Whether its pictures want attention."""
        return self.images is not Images.COMPLETE


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """One subject with its cells in order of time."""

    subject_uid: str
    code: str
    patient_id: str
    treatment_start: date | None
    classes: frozenset[RadiationClass]
    cells: tuple[Cell, ...]


class Filter(StrEnum):
    """Which subjects the worklist shows."""

    ALL = "all"
    TO_READ = "to read"
    READING = "reading"
    READ = "read"
    IMAGES = "images"

    def admits(self, row: SubjectRow) -> bool:
        """READ: everything this subject has is read. IMAGES: some picture wants attention."""
        if self is Filter.ALL:
            return True
        if self is Filter.IMAGES:
            return any(cell.needs_look for cell in row.cells)
        if self is Filter.READ:
            visits = [cell for cell in row.cells if cell.reading is not Reading.NOT_A_VISIT]
            return bool(visits) and all(cell.reading is Reading.READ for cell in visits)
        return any(cell.reading.value == self.value for cell in row.cells)
