"""A subject's timepoints in order, with their days: all that follows from the dates of the studies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from measurements.trial import Timepoint, TimepointKind


@dataclass(frozen=True, slots=True)
class KnownTimepoint:
    """What is kept of a timepoint, and the earliest date of its studies."""

    uid: str
    subject_uid: str
    label: str
    kind: TimepointKind
    arrival: int
    scan_date: date | None


def schedule(known: Iterable[KnownTimepoint], treatment_start: date | None) -> tuple[Timepoint, ...]:
    """One subject's timepoints by date, those without a date last.

    The first one of kind baseline has order 0, or the very first where none is; later ones count up,
    scans from before the baseline count down from -1 and are no visits. Days count from the start of
    treatment or else from the baseline's date. A timepoint without a date takes the day of the one before
    it: it cannot have been earlier, and no response is then called late enough by a day nobody knows.
    """
    in_order = sorted(known, key=lambda one: (one.scan_date is None, one.scan_date or date.min, one.arrival))
    baseline = next((at for at, one in enumerate(in_order) if one.kind is TimepointKind.BASELINE), 0)
    day_zero = treatment_start or (in_order[baseline].scan_date if in_order else None)
    day = 0
    timepoints = []
    for at, one in enumerate(in_order):
        if one.scan_date is not None and day_zero is not None:
            day = (one.scan_date - day_zero).days
        timepoints.append(
            Timepoint(one.uid, one.subject_uid, at - baseline, one.label, one.kind, one.scan_date, day)
        )
    return tuple(timepoints)


def visits(timepoints: Sequence[Timepoint]) -> tuple[Timepoint, ...]:
    """Those that are assessed: the baseline and what came after it."""
    return tuple(timepoint for timepoint in timepoints if timepoint.order >= 0)
