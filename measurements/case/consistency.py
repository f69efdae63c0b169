"""What must hold of a read's lesions before a command may commit, so that a call can be made of them."""

import math
from collections.abc import Sequence
from decimal import Decimal

from measurements.case.labels import PREFIX_OF, fits, parent
from measurements.geometry.caliper import length_mm
from measurements.lesion import STATES_OF, Caliper, Lesion, Measurement, Role, State
from measurements.refusal import Refusal
from measurements.trial import Timepoint


def recorded_mm(lesion: Lesion, measurement: Measurement) -> Decimal | None:
    """What the rules count: the long axis, of a node the short axis and never the long one."""
    if measurement.caliper is None:
        return None
    return measurement.caliper.short_mm if lesion.nodal else measurement.caliper.long_mm


def check_free(label: str, others: Sequence[Lesion]) -> None:
    """Raises `Refusal` where another lesion of the read has the label."""
    if any(other.label == label for other in others):
        raise Refusal(f"{label} is already the label of another lesion of this read: choose a free one.")


def check_labels(lesions: Sequence[Lesion]) -> None:
    """Labels of one read: each fits its list, and a fragment follows a whole of the same kind.

    Raises:
        Refusal: one does not.
    """
    by_label = {lesion.label: lesion for lesion in lesions}
    for label, lesion in by_label.items():
        if not fits(label, lesion.role):
            prefix = PREFIX_OF[lesion.role]
            raise Refusal(
                f"{label} is no label for a {lesion.role.value} lesion: use {prefix} and a number, such as "
                f"{prefix}01."
            )
        whole_label = parent(label)
        if whole_label is None:
            continue
        whole = by_label.get(whole_label)
        if whole is None:
            raise Refusal(f"{label} is a fragment of {whole_label}, which is not there: keep {whole_label}.")
        if whole.nodal != lesion.nodal:
            raise Refusal(f"{label} and {whole_label} are one lesion: call both a lymph node, or neither.")


def check_fragments(lesions: Sequence[Lesion], measurements: Sequence[Measurement]) -> None:
    """At one timepoint either the whole is measured or its fragments: their lengths are added.

    Raises:
        Refusal: both are.
    """
    label_of = {lesion.uid: lesion.label for lesion in lesions}
    said = {(label_of[one.lesion_uid], one.timepoint_uid) for one in measurements}
    for label, timepoint_uid in said:
        whole = parent(label)
        if whole is not None and (whole, timepoint_uid) in said:
            raise Refusal(
                f"{whole} and its fragment {label} are both recorded at one timepoint and would be counted "
                "twice: remove one of the two."
            )


def check_merges(
    lesions: Sequence[Lesion], measurements: Sequence[Measurement], timepoints: Sequence[Timepoint]
) -> None:
    """A mass has its diameter in one target of the read, which is there and has not merged itself.

    Raises:
        Refusal: what a lesion has merged into cannot carry the mass, so that its diameter would be lost.
    """
    by_uid = {lesion.uid: lesion for lesion in lesions}
    visits = {timepoint.uid: timepoint for timepoint in timepoints}
    merged = {(one.lesion_uid, one.timepoint_uid) for one in measurements if one.state is State.MERGED}
    for one in measurements:
        if one.merged_into_uid is None:
            continue
        label = by_uid[one.lesion_uid].label
        if one.state is not State.MERGED:
            raise Refusal(
                f"{label} is {one.state.value} and cannot have merged as well: keep one of the two."
            )
        carrier = by_uid.get(one.merged_into_uid)
        if carrier is None or carrier.role is not Role.TARGET or carrier.uid == one.lesion_uid:
            raise Refusal(
                f"{label} has merged into no other target of this read: choose one that carries the mass."
            )
        if (carrier.uid, one.timepoint_uid) in merged:
            raise Refusal(
                f"{label} has merged into {carrier.label}, which has merged itself and counts 0 mm: choose "
                "the lesion that carries the mass."
            )
        here, first = visits[one.timepoint_uid], visits[carrier.first_timepoint_uid]
        if here.order < first.order:
            raise Refusal(
                f"{label} cannot have merged into {carrier.label} at {here.label}: {carrier.label} begins at "
                f"{first.label}. Choose a lesion that is there."
            )
        if _is_gone(carrier, one.timepoint_uid, lesions, measurements):
            raise Refusal(
                f"{carrier.label} is absent at {here.label} and cannot carry the mass that {label} has "
                f"merged into: say first that {label} has not merged after all, or draw {carrier.label}."
            )


def _is_gone(
    lesion: Lesion, timepoint_uid: str, lesions: Sequence[Lesion], measurements: Sequence[Measurement]
) -> bool:
    """Whether a target, or all that was said of its fragments, is called absent at a timepoint."""
    parts = {lesion.uid} | {other.uid for other in lesions if parent(other.label) == lesion.label}
    states = {
        one.state for one in measurements if one.timepoint_uid == timepoint_uid and one.lesion_uid in parts
    }
    return states == {State.ABSENT}


def check_lesion(
    lesion: Lesion, measurements: Sequence[Measurement], timepoints: Sequence[Timepoint]
) -> None:
    """One lesion with all its measurements, against the subject's timepoints.

    Target and non-target lists are those of the baseline (RECIST 1.1, section 3), so each of their lesions
    begins there. Only fragments come later. A new lesion is new: it has no row at baseline. No lesion has a
    row before the timepoint it was first recorded at, where no window lists it. What is still missing (a
    target not drawn at baseline, a node without its short axis) is no fault here: nothing drawn is ever
    turned away for what is not drawn yet, and the call says that it cannot be made.

    Raises:
        Refusal: the lesion would make a call wrong or impossible.
    """
    visits = {timepoint.uid: timepoint for timepoint in timepoints if timepoint.order >= 0}
    first = visits.get(lesion.first_timepoint_uid)
    if first is None:
        raise Refusal(
            f"{lesion.label} begins at a timepoint that is not a visit of its subject: choose another."
        )
    of_baseline = lesion.role is not Role.NEW and parent(lesion.label) is None
    if of_baseline and first.order != 0:
        raise Refusal(
            f"{lesion.label} cannot begin at {first.label}: target and non-target lesions are chosen at "
            "baseline; a lesion seen later is a new one."
        )
    if lesion.role is Role.NEW and first.order == 0:
        raise Refusal(f"{lesion.label} cannot begin at {first.label}: nothing is new at baseline.")
    for measurement in measurements:
        timepoint = visits.get(measurement.timepoint_uid)
        if timepoint is None:
            raise Refusal(f"{lesion.label} is measured at a timepoint that is not a visit of its subject.")
        _check_measurement(lesion, measurement, timepoint)
        if timepoint.order < first.order:
            raise Refusal(
                f"{lesion.label} cannot be recorded at {timepoint.label}: it was first recorded at "
                f"{first.label}. Record it there, or what is seen here as a lesion of its own."
            )


def check_caliper(caliper: Caliper, label: str) -> None:
    """End points somewhere, axes with a length, and millimetres that are those of the end points.

    Raises:
        Refusal: one of them does not hold.
    """
    axes = [("long", caliper.long_lps, caliper.long_mm)]
    if (caliper.short_lps is None) != (caliper.short_mm is None):
        raise Refusal(f"The short axis of {label} is not whole: draw it again.")
    if caliper.short_lps is not None and caliper.short_mm is not None:
        axes.append(("short", caliper.short_lps, caliper.short_mm))
    for name, points, millimetres in axes:
        if not all(math.isfinite(part) for point in points for part in point):
            raise Refusal(f"The {name} axis of {label} has an end point that lies nowhere: draw it again.")
        if millimetres <= 0:
            raise Refusal(f"The {name} axis of {label} has no length: draw it again.")
        if millimetres != length_mm(points):
            raise Refusal(
                f"The {name} axis of {label} is recorded as {millimetres} mm but drawn as "
                f"{length_mm(points)} mm: draw it again."
            )
    if caliper.label_lps is not None and not all(math.isfinite(part) for part in caliper.label_lps):
        raise Refusal(f"The label of {label} lies nowhere: drag it again.")


def _check_measurement(lesion: Lesion, measurement: Measurement, timepoint: Timepoint) -> None:
    where = f"{lesion.label} at {timepoint.label}"
    if measurement.state not in STATES_OF[lesion.role]:
        raise Refusal(
            f"{where} cannot be {measurement.state.value}: a {lesion.role.value} lesion has no such state."
        )
    if lesion.role is Role.TARGET:
        if measurement.state is State.MEASURED and measurement.caliper is None:
            raise Refusal(f"{where} is called measured without a caliper: draw it, or say what was seen.")
        if measurement.state is not State.MEASURED and measurement.caliper is not None:
            raise Refusal(
                f"{where} has a caliper and is called {measurement.state.value}: keep one of the two."
            )
        chosen_here = timepoint.order == 0 and parent(lesion.label) is None
        if chosen_here and measurement.state is not State.MEASURED:
            raise Refusal(f"{where} has to be measured: a lesion that cannot be is no target.")
    if lesion.role is Role.NEW and timepoint.order == 0:
        raise Refusal(f"{where} cannot be recorded: nothing is new at baseline.")
