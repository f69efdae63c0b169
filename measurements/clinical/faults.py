"""What the events of one patient say against each other, each fault with what to do about it."""

from collections.abc import Iterator, Sequence
from datetime import date

from measurements.clinical.event import ONCE, RADIOTHERAPY, ClinicalEvent, EventKind
from measurements.recist.faults import Fault

_FATAL = 5


def event_faults(events: Sequence[ClinicalEvent]) -> list[Fault]:
    """Contradictions among all events of one patient, in their order.

    Radiotherapy may lie before enrolment, where it is a fact of the lesion; everything else may not.
    """
    return sorted(_faults(events), key=lambda fault: fault.index)


def _faults(events: Sequence[ClinicalEvent]) -> Iterator[Fault]:
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
            yield Fault(index, "said twice in the same words; keep one of the two rows")
        elif one is not None and one is not event:
            yield Fault(index, f"on {event.on} and on {one.on}; keep the one that holds")
        seen.add(event)
        if enrolled and event.on < enrolled.on and event.kind not in RADIOTHERAPY:
            yield Fault(index, f"{event.on} lies before the enrolment on {enrolled.on}; correct the date")
        if death and event.on > death.on and event.kind not in (EventKind.DEATH, EventKind.ENROLMENT):
            yield Fault(index, f"{event.on} lies after the death on {death.on}; correct the date")
        if event.kind is EventKind.RT_END:
            start = begun.get(event.lesion)
            if start is None:
                yield Fault(index, "an end without RT_START of the same lesion; add the row of the start")
            elif event.on < start:
                yield Fault(index, f"{event.on} lies before its RT_START on {start}; correct the date")
        if event.grade == _FATAL and death is None:
            yield Fault(index, "grade 5 without a DEATH of the patient; add that row, or correct the grade")
