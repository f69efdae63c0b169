"""What the events of one patient say against each other, each fault with what to do about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from measurements.clinical.event import ONCE, RADIOTHERAPY, ClinicalEvent, EventKind
from measurements.clinical.sentences import event_sentence
from measurements.recist.phrases import Language
from measurements.refusal import Refusal

_FATAL = 5


@dataclass(frozen=True, slots=True)
class EventFault:
    """One contradiction.

    Attributes:
        index: position of the event among those looked at, from 0.
        reason: what its sentence is written from (`clinical.sentences`).
        on: the day of the event.
        other: the day that it contradicts; None where there is none.
    """

    index: int
    reason: str
    on: date
    other: date | None = None

    @property
    def column(self) -> str:
        """The one of `event_cells.COLUMNS` that is to be mended first."""
        return "grade" if self.reason == "fatal-without-death" else "date"

    def sentence(self, language: Language = "en") -> str:
        """What is wrong, and what to do."""
        return event_sentence(self.reason, {"on": str(self.on), "other": str(self.other)}, language)


class Contradiction(Refusal):
    """Events of one patient contradict each other.

    Attributes:
        faults: each event with what is wrong about it, at least one.
    """

    def __init__(self, subject: str, faults: Sequence[tuple[ClinicalEvent, EventFault]]) -> None:
        lines = "; ".join(f"{event.kind} of {event.on}: {fault.sentence()}" for event, fault in faults)
        super().__init__(f"Subject {subject}, {lines}.")
        self.faults = tuple(faults)


def event_faults(events: Sequence[ClinicalEvent]) -> list[EventFault]:
    """Contradictions among all events of one patient, in their order.

    Radiotherapy may lie before enrolment, where it is a fact of the lesion; everything else may not.
    """
    return sorted(_faults(events), key=lambda fault: fault.index)


def _faults(events: Sequence[ClinicalEvent]) -> Iterator[EventFault]:
    first = {kind: next((event for event in events if event.kind is kind), None) for kind in ONCE}
    enrolled, death = first[EventKind.ENROLMENT], first[EventKind.DEATH]
    begun: dict[str, date] = {}
    for event in events:
        if event.kind is EventKind.RT_START:
            begun[event.lesion] = min(event.on, begun.get(event.lesion, event.on))
    seen: set[ClinicalEvent] = set()
    for index, event in enumerate(events):
        one = first.get(event.kind)
        if event in seen:
            yield EventFault(index, "twice", event.on)
        elif one is not None and one is not event:
            yield EventFault(index, "two-dates", event.on, one.on)
        seen.add(event)
        if enrolled and event.on < enrolled.on and event.kind not in RADIOTHERAPY:
            yield EventFault(index, "before-enrolment", event.on, enrolled.on)
        if death and event.on > death.on and event.kind not in (EventKind.DEATH, EventKind.ENROLMENT):
            yield EventFault(index, "after-death", event.on, death.on)
        if event.kind is EventKind.RT_END:
            start = begun.get(event.lesion)
            if start is None:
                yield EventFault(index, "end-without-start", event.on)
            elif event.on < start:
                yield EventFault(index, "end-before-start", event.on, start)
        if event.grade == _FATAL and death is None:
            yield EventFault(index, "fatal-without-death", event.on)
