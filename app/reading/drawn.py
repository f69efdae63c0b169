"""What a drawn caliper says of a lesion: its millimetres of record, made here once, and its state."""

import math
from collections.abc import Sequence
from dataclasses import replace

from measurements.case.commands import Command, EditLesion, InOneStep, PutMeasurement, RemoveMeasurement
from measurements.geometry.caliper import caliper_from
from measurements.geometry.vectors import Segment, dot, middle, subtract
from measurements.imaging import Series
from measurements.lesion import Caliper, Lesion, Measurement, Reformat, Role, State
from measurements.trial import Timepoint

DRAWN_STATE = {
    Role.TARGET: State.MEASURED,
    Role.NON_TARGET: State.PRESENT,
    Role.NEW: State.UNEQUIVOCAL,
}
"""What a drawn lesion is until the reader says otherwise."""

_NOT_SEEN = (State.ABSENT, State.NOT_EVALUABLE)
"""What cannot hold any longer of a lesion that has been drawn."""


def caliper_on(
    series: Series,
    index: int,
    long_lps: Segment,
    short_lps: Segment | None,
    reformat: Reformat | None = None,
) -> Caliper:
    """The caliper of these ends, drawn on slice `index` of the series or on a reformat nearest to it."""
    where = series.slices[index]
    return caliper_from(
        long_lps,
        short_lps,
        series_key=series.key,
        sop_uid=where.sop_uid,
        frame=where.frame,
        reformat=reformat,
    )


def drawn(lesion: Lesion, at: Timepoint, caliper: Caliper, before: Measurement | None) -> Measurement:
    """A lesion drawn at a timepoint; of one that was seen before, what was said of it stays."""
    state = DRAWN_STATE[lesion.role]
    if before is not None and lesion.role is not Role.TARGET and before.state not in _NOT_SEEN:
        state = before.state
    return Measurement(lesion.uid, at.uid, state, caliper, "" if before is None else before.comment)


def dragged(before: Measurement, long_lps: Segment, short_lps: Segment | None) -> Measurement | None:
    """A measurement with other ends of its caliper, on its slice; None where it has none."""
    old = before.caliper
    if old is None:
        return None
    caliper = caliper_from(
        long_lps,
        short_lps,
        series_key=old.series_key,
        sop_uid=old.sop_uid,
        frame=old.frame,
        label_lps=old.label_lps,
        reformat=old.reformat,
    )
    return replace(before, caliper=caliper)


def apart(one: Caliper, other: Caliper) -> bool:
    """Whether two calipers lie so far from each other that they cannot be of one lesion."""
    between = subtract(middle(one.long_lps), middle(other.long_lps))
    return math.sqrt(dot(between, between)) > float(one.long_mm + other.long_mm) / 2


def on_other_list(lesion: Lesion, role: Role, label: str, said: Sequence[Measurement]) -> InOneStep:
    """Moves a lesion to another list, where what was drawn of it counts by the words of that list."""
    commands: list[Command] = [EditLesion(replace(lesion, role=role, label=label))]
    for measurement in said:
        if role is Role.TARGET and measurement.caliper is None:
            commands.append(RemoveMeasurement(lesion.uid, measurement.timepoint_uid))
        else:
            state = DRAWN_STATE[role] if measurement.caliper is not None else State.PRESENT
            commands.append(PutMeasurement(replace(measurement, state=state)))
    return InOneStep(tuple(commands))
