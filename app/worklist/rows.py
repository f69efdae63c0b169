"""What the worklist shows, as values: one row per subject, one cell per timepoint."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from measurements.lesion import RadiationClass
from measurements.people import Task
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
    TO_SIGN = "to sign"
    """Read to its end, in a trial with accounts."""
    SIGNED = "signed"
    LATER = "later"
    """It opens when the one before it is signed."""
    NOT_THEIRS = "not theirs"
    """Whoever is at the trial does not read this subject."""
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
        signed_by: how many of the reads of its subject are signed here; told where it is not theirs to read.
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
    signed_by: int = 0

    @property
    def needs_look(self) -> bool:
        """Whether its pictures want attention."""
        return self.images is not Images.COMPLETE


class Step(StrEnum):
    """What whoever is at the trial has to do next with a subject."""

    READ = "read"
    GO_ON = "go on"
    SIGN = "sign"
    FINAL_LOOK = "final look"
    COMPLETED = "completed"
    ADJUDICATE = "adjudicate"
    ADJUDICATED = "adjudicated"


@dataclass(frozen=True, slots=True)
class Next:
    """A step, and the label of the timepoint where it is of one."""

    step: Step
    label: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """What a person has to do with a subject, and how far they are.

    Attributes:
        task: None for a read of somebody who was not given the subject.
        begun: whether there is a read in their name.
        signed, total: timepoints.
        done: the read is completed, or the subject decided.
    """

    name: str
    printed_name: str
    task: Task | None
    begun: bool
    signed: int
    total: int
    done: bool


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """One subject with its cells in order of time.

    Attributes:
        next: what to do next, for who reads or judges it.
        work: who does what, for those who may know it.
        lacking: how many readers it has too few, by the protocol.
        decided: whether it was adjudicated.
    """

    subject_uid: str
    code: str
    patient_id: str
    treatment_start: date | None
    classes: frozenset[RadiationClass]
    cells: tuple[Cell, ...]
    next: Next | None = None
    work: tuple[Work, ...] = ()
    lacking: int = 0
    decided: bool = False

    @property
    def is_completed(self) -> bool:
        """Whether every read that there is of it is completed; one of somebody who was not given the subject
        only where nobody was."""
        reads = [one for one in self.work if one.task is not Task.ADJUDICATE]
        asked_for = [one for one in reads if one.task is not None] or reads
        return bool(reads) and all(one.done for one in asked_for)


class Filter(StrEnum):
    """Which subjects the worklist shows."""

    ALL = "all"
    TO_READ = "to read"
    READING = "reading"
    READ = "read"
    LACKING = "lacking"
    BEGUN = "begun"
    COMPLETED = "completed"
    IMAGES = "images"

    def admits(self, row: SubjectRow) -> bool:
        """READ: everything this subject has is read, or signed where it is to be. LACKING: a reader too few.
        BEGUN: somebody has begun to read it, not all have completed. IMAGES: some picture wants attention."""
        visits = {cell.reading for cell in row.cells if cell.reading is not Reading.NOT_A_VISIT}
        match self:
            case Filter.ALL:
                return True
            case Filter.TO_READ:
                return Reading.TO_READ in visits
            case Filter.READING:
                return bool(visits & _OPEN)
            case Filter.READ:
                return bool(visits) and visits <= _ENDED
            case Filter.LACKING:
                return row.lacking > 0
            case Filter.BEGUN:
                return any(one.begun for one in row.work) and not row.is_completed
            case Filter.COMPLETED:
                return row.is_completed
            case Filter.IMAGES:
                return any(cell.needs_look for cell in row.cells)


_OPEN = frozenset({Reading.READING, Reading.TO_SIGN})
_ENDED = frozenset({Reading.READ, Reading.SIGNED})

OF_READERS = (Filter.ALL, Filter.TO_READ, Filter.READING, Filter.READ, Filter.IMAGES)
OF_DATA_MANAGERS = (Filter.ALL, Filter.LACKING, Filter.BEGUN, Filter.COMPLETED, Filter.IMAGES)
OF_INVESTIGATORS = (Filter.ALL, Filter.BEGUN, Filter.COMPLETED, Filter.IMAGES)
