"""Clinical events of patients, and a file of them as a whole, as frozen values."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EventKind(StrEnum):
    """What can happen; values as in the events file."""

    ENROLMENT = "ENROLMENT"
    TREATMENT_START = "TREATMENT_START"
    RT_START = "RT_START"
    RT_END = "RT_END"
    DEATH = "DEATH"
    LAST_CONTACT = "LAST_CONTACT"
    NEW_THERAPY = "NEW_THERAPY"
    ADVERSE_EVENT = "AE"


ONCE = (EventKind.ENROLMENT, EventKind.TREATMENT_START, EventKind.DEATH, EventKind.LAST_CONTACT)
"""What a patient has at most one of."""

RADIOTHERAPY = (EventKind.RT_START, EventKind.RT_END)


@dataclass(frozen=True, slots=True)
class ClinicalEvent:
    """One event of one patient.

    Attributes:
        subject: subject code.
        on: the day it happened; of an adverse event, the day it began.
        lesion: of radiotherapy, the lesion treated, such as T01; empty where the file does not say.
        term: CTCAE term of an adverse event; words of the file for any other, may be empty.
        grade: 1 to 5 by CTCAE 5.0; None for what is no adverse event.
        serious, related: of an adverse event; None where the file does not say.
    """

    subject: str
    kind: EventKind
    on: date
    lesion: str = ""
    term: str = ""
    grade: int | None = None
    serious: bool | None = None
    related: bool | None = None


@dataclass(frozen=True, slots=True)
class ClinicalData:
    """The events of a trial, as one file gave them or as they stand since somebody corrected them.

    Attributes:
        events: in the order of the file.
        source: name of the file; empty where none was ever taken.
        source_sha256: of its bytes, in hexadecimal; empty once an event was put or withdrawn by hand, for the
            file does not say any more what stands.
        cutoff: the data cut-off: nothing later is known, or counted.
        cutoff_stated: False where nobody gave a cut-off, and the last date of the file stands for it; scans
            after it are counted then.
    """

    events: tuple[ClinicalEvent, ...]
    source: str
    source_sha256: str
    cutoff: date
    cutoff_stated: bool

    @property
    def origin(self) -> str:
        """Where the events come from, as it is printed with what rests on them."""
        if self.source_sha256:
            return self.source
        return f"{self.source}, corrected by hand" if self.source else "entered by hand"
