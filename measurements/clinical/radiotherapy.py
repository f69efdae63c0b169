"""Courses of radiotherapy, each a start with the end that belongs to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from measurements.clinical.event import ClinicalEvent, EventKind


@dataclass(frozen=True, slots=True)
class RadiotherapyCourse:
    """One course of one patient.

    Attributes:
        lesion: as in `ClinicalEvent`.
        last: the day it ended; None where no event says so.
    """

    lesion: str
    first: date
    last: date | None


def radiotherapy_courses(events: Iterable[ClinicalEvent]) -> tuple[RadiotherapyCourse, ...]:
    """The courses among the events of one patient, by their starts.

    An end is of the last start of the same lesion before it, or on the same day.
    """
    treated = [event for event in events if event.kind in (EventKind.RT_START, EventKind.RT_END)]
    starts = sorted((event for event in treated if event.kind is EventKind.RT_START), key=lambda one: one.on)
    ends = sorted((event for event in treated if event.kind is EventKind.RT_END), key=lambda one: one.on)
    found = []
    for place, start in enumerate(starts):
        following = next((one.on for one in starts[place + 1 :] if one.lesion == start.lesion), None)
        last = next(
            (
                end.on
                for end in ends
                if end.lesion == start.lesion
                and start.on <= end.on
                and (following is None or end.on < following)
            ),
            None,
        )
        found.append(RadiotherapyCourse(start.lesion, start.on, last))
    return tuple(found)
