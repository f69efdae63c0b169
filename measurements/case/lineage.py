"""Lesions that fall apart, grow together or turn out to be real: what each does to the rows."""

from collections.abc import Sequence
from dataclasses import replace

from measurements.case.commands import ConfirmNewLesion, MergeLesions, SplitLesion
from measurements.case.labels import next_fragments, parent
from measurements.case.present import lesion_in
from measurements.lesion import Lesion, Measurement, Role, State
from measurements.refusal import Refusal
from measurements.sentence import OneOf
from measurements.storage import values
from measurements.storage.rows import MeasurementRow
from measurements.storage.unit import UnitOfWork

LineageCommand = SplitLesion | MergeLesions | ConfirmNewLesion


def carry_out(command: LineageCommand, work: UnitOfWork) -> None:
    """Changes the rows; whether the lesions still hold together is asked once, before the commit.

    Raises:
        Refusal: the rules have no place for it on what is there.
    """
    match command:
        case SplitLesion():
            _split(command, work)
        case MergeLesions():
            _merge(command, work)
        case ConfirmNewLesion():
            _confirm(command, work)


def _split(command: SplitLesion, work: UnitOfWork) -> None:
    """RECIST 1.1, section 4.3.2: the diameters of the fragments are added (recist.md, 3.4)."""
    lesion = lesion_in(work, command.lesion_uid)
    if lesion.role is not Role.TARGET:
        raise Refusal(
            "{lesion} is no target: it is judged as a whole, in however many pieces.", lesion=lesion.label
        )
    said = _said(work, lesion, command.timepoint_uid)
    if said is None or said.state is not State.MEASURED:
        raise Refusal(
            "{lesion} is not measured at this timepoint: draw one of its pieces, then split it.",
            lesion=lesion.label,
        )
    others = work.trial.lesions(lesion.read_uid)
    whole_label = parent(lesion.label) or lesion.label
    whole = next(other for other in others if other.label == whole_label)
    if lesion.uid != whole.uid:
        _add_fragments(whole, command, others, work, least=1)
        return
    if lesion.first_timepoint_uid == command.timepoint_uid:
        raise Refusal(
            "{lesion} was first recorded at this timepoint: pieces seen here are lesions of their own.",
            lesion=lesion.label,
        )
    order = _orders(lesion, work)
    pieces = [other for other in others if parent(other.label) == whole_label]
    begun = min((order[piece.first_timepoint_uid] for piece in pieces), default=None)
    if begun is not None and begun <= order[command.timepoint_uid]:
        raise Refusal(
            "{lesion} has split before, into {pieces}: remove what was measured of {lesion} here and say "
            "what became of each.",
            lesion=lesion.label,
            pieces=tuple(sorted(piece.label for piece in pieces)),
        )
    uids = _begun_earlier([one for one in pieces if order[one.first_timepoint_uid] == begun], command, work)
    more = command.fragment_uids[len(uids) :]
    if more or len(uids) < 2:
        uids += _add_fragments(whole, replace(command, fragment_uids=more), others, work, least=2 - len(uids))
    work.remove(MeasurementRow, (lesion.uid, command.timepoint_uid))
    work.add(values.measurement_row(replace(said, lesion_uid=uids[0])))


def _begun_earlier(pieces: Sequence[Lesion], command: SplitLesion, work: UnitOfWork) -> tuple[str, ...]:
    """Lets fragments begin at the timepoint of the split; their uids, the lowest label first."""
    ordered = sorted(pieces, key=lambda piece: int(piece.label.rpartition(".")[2]))
    for piece in ordered:
        work.put(values.lesion_row(replace(piece, first_timepoint_uid=command.timepoint_uid)))
    return tuple(piece.uid for piece in ordered)


def _add_fragments(
    whole: Lesion, command: SplitLesion, others: Sequence[Lesion], work: UnitOfWork, *, least: int
) -> tuple[str, ...]:
    """Adds lesions of the same kind as the whole; their uids."""
    if len(command.fragment_uids) < least:
        raise Refusal("{whole} splits into two fragments or more: name as many.", whole=whole.label)
    labels = next_fragments(whole.label, len(command.fragment_uids), others)
    for uid, label in zip(command.fragment_uids, labels, strict=True):
        fragment = replace(whole, uid=uid, label=label, first_timepoint_uid=command.timepoint_uid, comment="")
        work.add(values.lesion_row(fragment))
    return command.fragment_uids


def _merge(command: MergeLesions, work: UnitOfWork) -> None:
    """RECIST 1.1, section 4.3.2: one longest diameter for the mass (recist.md, 3.5)."""
    carrier = lesion_in(work, command.carrier_uid)
    others = work.trial.lesions(carrier.read_uid)
    if not command.lesion_uids:
        raise Refusal(
            "Nothing was named that has merged into {carrier}: name one lesion or more.",
            carrier=carrier.label,
        )
    for lesion in (carrier, *(lesion_in(work, uid) for uid in command.lesion_uids)):
        if lesion.role is not Role.TARGET:
            raise Refusal(
                "{lesion} is no target and has no diameter in the sum: only targets merge.",
                lesion=lesion.label,
            )
        if lesion.read_uid != carrier.read_uid:
            raise Refusal(
                "{lesion} and {carrier} are of different reads and cannot merge.",
                lesion=lesion.label,
                carrier=carrier.label,
            )
        _refuse_in_pieces(lesion, others, command.timepoint_uid, work)
    for uid in command.lesion_uids:
        said = _said(work, lesion_in(work, uid), command.timepoint_uid)
        comment = "" if said is None else said.comment
        work.put(
            values.measurement_row(
                Measurement(
                    uid, command.timepoint_uid, State.MERGED, comment=comment, merged_into_uid=carrier.uid
                )
            )
        )


def _refuse_in_pieces(lesion: Lesion, others: Sequence[Lesion], timepoint_uid: str, work: UnitOfWork) -> None:
    """A whole that is measured in fragments here can neither merge nor carry: one of its fragments can."""
    pieces = [
        other.label
        for other in others
        if parent(other.label) == lesion.label and _said(work, other, timepoint_uid) is not None
    ]
    if pieces:
        raise Refusal(
            "{lesion} is measured in pieces at this timepoint: choose {pieces}.",
            lesion=lesion.label,
            pieces=OneOf(sorted(pieces)),
        )


def _confirm(command: ConfirmNewLesion, work: UnitOfWork) -> None:
    """An equivocal new lesion that proves real (RECIST 1.1, section 4.3.5; recist.md, 6.2)."""
    lesion = lesion_in(work, command.lesion_uid)
    if lesion.role is not Role.NEW:
        raise Refusal("{lesion} is no new lesion: there is no doubt of it to settle.", lesion=lesion.label)
    order = _orders(lesion, work)
    here = order.get(command.timepoint_uid)
    if here is None:
        raise Refusal(
            "{lesion} cannot be confirmed at a timepoint that is not one of its subject.", lesion=lesion.label
        )
    until = [one for one in work.trial.measurements_of(lesion.uid) if order[one.timepoint_uid] <= here]
    if not any(one.state is State.EQUIVOCAL for one in until):
        raise Refusal(
            "{lesion} was never equivocal up to this timepoint: there is no doubt to settle.",
            lesion=lesion.label,
        )
    said = _said(work, lesion, command.timepoint_uid)
    confirmed = (
        Measurement(lesion.uid, command.timepoint_uid, State.UNEQUIVOCAL)
        if said is None
        else replace(said, state=State.UNEQUIVOCAL)
    )
    work.put(values.measurement_row(confirmed))


def _orders(lesion: Lesion, work: UnitOfWork) -> dict[str, int]:
    """Where each timepoint of the lesion's subject stands, by uid."""
    read = work.trial.read(lesion.read_uid)
    assert read is not None
    return {one.uid: one.order for one in work.trial.timepoints(read.subject_uid)}


def _said(work: UnitOfWork, lesion: Lesion, timepoint_uid: str) -> Measurement | None:
    of_lesion = work.trial.measurements_of(lesion.uid)
    return next((one for one in of_lesion if one.timepoint_uid == timepoint_uid), None)
