"""What must hold of a read's lesions before a command may commit, so that a call can be made of them."""

import math
from collections.abc import Sequence

from measurements.case.labels import PREFIX_OF, fits, parent
from measurements.geometry.caliper import length_mm
from measurements.lesion import STATES_OF, Caliper, Lesion, Measurement, Role, State
from measurements.refusal import Refusal
from measurements.sentence import Term
from measurements.trial import Timepoint


def check_free(label: str, others: Sequence[Lesion]) -> None:
    """Raises `Refusal` where another lesion of the read has the label."""
    if any(other.label == label for other in others):
        raise Refusal(
            "{label} is already the label of another lesion of this read: choose a free one.", label=label
        )


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
                "{label} is no label for a {role} lesion: use {prefix} and a number, such as {prefix}01.",
                label=label,
                role=lesion.role,
                prefix=prefix,
            )
        whole_label = parent(label)
        if whole_label is None:
            continue
        whole = by_label.get(whole_label)
        if whole is None:
            raise Refusal(
                "{label} is a fragment of {whole_label}, which is not there: keep {whole_label}.",
                label=label,
                whole_label=whole_label,
            )
        if whole.nodal != lesion.nodal:
            raise Refusal(
                "{label} and {whole_label} are one lesion: call both a lymph node, or neither.",
                label=label,
                whole_label=whole_label,
            )


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
                "{whole} and its fragment {label} are both recorded at one timepoint and would be counted "
                "twice: remove one of the two.",
                whole=whole,
                label=label,
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
                "{label} is {state} and cannot have merged as well: keep one of the two.",
                label=label,
                state=one.state,
            )
        carrier = by_uid.get(one.merged_into_uid)
        if carrier is None or carrier.role is not Role.TARGET or carrier.uid == one.lesion_uid:
            raise Refusal(
                "{label} has merged into no other target of this read: choose one that carries the mass.",
                label=label,
            )
        if (carrier.uid, one.timepoint_uid) in merged:
            raise Refusal(
                "{label} has merged into {carrier}, which has merged itself and counts 0 mm: choose the "
                "lesion that carries the mass.",
                label=label,
                carrier=carrier.label,
            )
        here, first = visits[one.timepoint_uid], visits[carrier.first_timepoint_uid]
        if here.order < first.order:
            raise Refusal(
                "{label} cannot have merged into {carrier} at {timepoint}: {carrier} begins at {first}. "
                "Choose a lesion that is there.",
                label=label,
                carrier=carrier.label,
                timepoint=here.label,
                first=first.label,
            )
        if _is_gone(carrier, one.timepoint_uid, lesions, measurements):
            raise Refusal(
                "{carrier} is absent at {timepoint} and cannot carry the mass that {label} has merged into: "
                "say first that {label} has not merged after all, or draw {carrier}.",
                carrier=carrier.label,
                timepoint=here.label,
                label=label,
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
            "{lesion} begins at a timepoint that is not a visit of its subject: choose another.",
            lesion=lesion.label,
        )
    of_baseline = lesion.role is not Role.NEW and parent(lesion.label) is None
    if of_baseline and first.order != 0:
        raise Refusal(
            "{lesion} cannot begin at {first}: target and non-target lesions are chosen at baseline; a "
            "lesion seen later is a new one.",
            lesion=lesion.label,
            first=first.label,
        )
    if lesion.role is Role.NEW and first.order == 0:
        raise Refusal(
            "{lesion} cannot begin at {first}: nothing is new at baseline.",
            lesion=lesion.label,
            first=first.label,
        )
    for measurement in measurements:
        timepoint = visits.get(measurement.timepoint_uid)
        if timepoint is None:
            raise Refusal(
                "{lesion} is measured at a timepoint that is not a visit of its subject.", lesion=lesion.label
            )
        _check_measurement(lesion, measurement, timepoint)
        if timepoint.order < first.order:
            raise Refusal(
                "{lesion} cannot be recorded at {timepoint}: it was first recorded at {first}. Record it "
                "there, or what is seen here as a lesion of its own.",
                lesion=lesion.label,
                timepoint=timepoint.label,
                first=first.label,
            )


def check_caliper(caliper: Caliper, label: str) -> None:
    """End points somewhere, axes with a length, and millimetres that are those of the end points.

    Raises:
        Refusal: one of them does not hold.
    """
    axes = [(Term("long"), caliper.long_lps, caliper.long_mm)]
    if (caliper.short_lps is None) != (caliper.short_mm is None):
        raise Refusal("The short axis of {label} is not whole: draw it again.", label=label)
    if caliper.short_lps is not None and caliper.short_mm is not None:
        axes.append((Term("short"), caliper.short_lps, caliper.short_mm))
    for axis, points, millimetres in axes:
        if not all(math.isfinite(part) for point in points for part in point):
            raise Refusal(
                "The {axis} axis of {label} has an end point that lies nowhere: draw it again.",
                axis=axis,
                label=label,
            )
        if millimetres <= 0:
            raise Refusal("The {axis} axis of {label} has no length: draw it again.", axis=axis, label=label)
        if millimetres != length_mm(points):
            raise Refusal(
                "The {axis} axis of {label} is recorded as {millimetres} mm but drawn as {drawn} mm: draw "
                "it again.",
                axis=axis,
                label=label,
                millimetres=millimetres,
                drawn=length_mm(points),
            )
    if caliper.label_lps is not None and not all(math.isfinite(part) for part in caliper.label_lps):
        raise Refusal("The label of {label} lies nowhere: drag it again.", label=label)


def _check_measurement(lesion: Lesion, measurement: Measurement, timepoint: Timepoint) -> None:
    if measurement.state not in STATES_OF[lesion.role]:
        raise Refusal(
            "{lesion} at {timepoint} cannot be {state}: a {role} lesion has no such state.",
            lesion=lesion.label,
            timepoint=timepoint.label,
            state=measurement.state,
            role=lesion.role,
        )
    if lesion.role is Role.TARGET:
        if measurement.state is State.MEASURED and measurement.caliper is None:
            raise Refusal(
                "{lesion} at {timepoint} is called measured without a caliper: draw it, or say what was "
                "seen.",
                lesion=lesion.label,
                timepoint=timepoint.label,
            )
        if measurement.state is not State.MEASURED and measurement.caliper is not None:
            raise Refusal(
                "{lesion} at {timepoint} has a caliper and is called {state}: keep one of the two.",
                lesion=lesion.label,
                timepoint=timepoint.label,
                state=measurement.state,
            )
        chosen_here = timepoint.order == 0 and parent(lesion.label) is None
        if chosen_here and measurement.state is not State.MEASURED:
            raise Refusal(
                "{lesion} at {timepoint} has to be measured: a lesion that cannot be is no target.",
                lesion=lesion.label,
                timepoint=timepoint.label,
            )
    if lesion.role is Role.NEW and timepoint.order == 0:
        raise Refusal(
            "{lesion} at {timepoint} cannot be recorded: nothing is new at baseline.",
            lesion=lesion.label,
            timepoint=timepoint.label,
        )
