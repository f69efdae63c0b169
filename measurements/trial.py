"""Subjects, their timepoints and the reads of a trial, as frozen values."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TimepointKind(StrEnum):
    BASELINE = "baseline"
    FOLLOW_UP = "follow-up"
    UNSCHEDULED = "unscheduled"


@dataclass(frozen=True, slots=True)
class StoredProtocol:
    """The protocol of a trial as the trial keeps it.

    Attributes:
        file_name: of the file it came from.
        text: of that file, TOML.
        version, hash: what it said of itself, and SHA-256 of all it said, when it was put in.
    """

    file_name: str
    text: str
    version: str
    hash: str


@dataclass(frozen=True, slots=True)
class Subject:
    """One person of the trial.

    Attributes:
        code: what windows and tables show, such as HN-017.
        patient_id: Patient ID of the files that were assigned to this subject on import.
        treatment_start: day 0 of the schedule; None until known, then days count from baseline.
    """

    uid: str
    code: str
    patient_id: str
    treatment_start: date | None = None


@dataclass(frozen=True, slots=True)
class Timepoint:
    """One visit with imaging.

    Attributes:
        order: position among the subject's timepoints by date: 0 is the baseline, later ones count up, scans
            from before the baseline count down from -1 and are not assessed.
        label: BL, TP1, TP2 ... or what the user chose.
        scan_date: earliest date of its studies; None where no file says.
        day: days since the subject's treatment start, or since baseline where that is not known.
    """

    uid: str
    subject_uid: str
    order: int
    label: str
    kind: TimepointKind
    scan_date: date | None
    day: int


@dataclass(frozen=True, slots=True)
class Study:
    """One imaging study, assigned to a timepoint."""

    uid: str
    timepoint_uid: str
    study_date: date | None
    description: str


@dataclass(frozen=True, slots=True)
class Read:
    """One reader's assessment of one subject."""

    uid: str
    subject_uid: str
    reader: str
