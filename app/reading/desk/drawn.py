"""What a drawn caliper says of a lesion: its millimetres of record, made here once, and its state."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from measurements.case.case_view import CaseView
from measurements.case.commands import Command, EditLesion, InOneStep, PutMeasurement, RemoveMeasurement
from measurements.geometry.caliper import caliper_from, with_short_axis
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


@dataclass(frozen=True, slots=True)
class Meant:
    """Of which lesion a drawn caliper is, and what is said with it.

    Attributes:
        lesion: one that the caliper begins is not among those of the read yet.
        before: what was said of the lesion at the timepoint.
        merged: the lesion in hand, where it has merged into `lesion` at the timepoint.
    """

    lesion: Lesion
    measurement: Measurement
    before: Measurement | None
    merged: Lesion | None = None

    @property
    def in_doubt_as_before(self) -> bool:
        """Whether the lesion is equivocal by what was said of it at an earlier timepoint."""
        doubtful = self.measurement.state is State.EQUIVOCAL
        return doubtful and (self.before is None or self.before.state is not State.EQUIVOCAL)


def meant(
    case: CaseView, at: Timepoint, in_hand: Lesion | None, line: Caliper, begun: Callable[[], Lesion]
) -> Meant:
    """Of which lesion a line drawn at a timepoint is: of the one in hand, or of one that it begins.

    A mass is drawn of the target that carries it, whichever of those merged into it is in hand. A fragment
    is never begun anew: what is drawn away from it is the fragment still.

    Args:
        begun: makes the lesion that the line begins.
    """
    merged = None
    before = None if in_hand is None else case.measurement(in_hand, at)
    if before is not None and before.merged_into_uid is not None:
        merged, in_hand = in_hand, next(one for one in case.lesions if one.uid == before.merged_into_uid)
        before = case.measurement(in_hand, at)
    drawn_before = None if before is None else before.caliper
    begins = in_hand is None or (
        in_hand.first_timepoint_uid == at.uid
        and case.whole_of(in_hand) is None
        and drawn_before is not None
        and apart(drawn_before, line)
    )
    if in_hand is None or begins:
        lesion = begun()
        return Meant(lesion, Measurement(lesion.uid, at.uid, DRAWN_STATE[lesion.role], line), None)
    if drawn_before is not None:
        line = with_short_axis(drawn_before, line) or line
    state = _state_drawn(case, in_hand, at, before)
    comment = "" if before is None else before.comment
    return Meant(in_hand, Measurement(in_hand.uid, at.uid, state, line, comment), before, merged)


def _state_drawn(case: CaseView, lesion: Lesion, at: Timepoint, before: Measurement | None) -> State:
    """Of one that was seen here before, what was said of it stays; a doubt stays until the reader ends it."""
    if before is not None and lesion.role is not Role.TARGET and before.state not in _NOT_SEEN:
        return before.state
    if case.doubtful_since(lesion, at) is not None:
        return State.EQUIVOCAL
    return DRAWN_STATE[lesion.role]


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
