"""Signing, unlocking and deciding: what each does to the rows. None of it can be undone."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from measurements.case.accepted import is_whole
from measurements.case.evidence_commands import (
    Adjudicate,
    CheckImages,
    CompleteRead,
    ReopenTimepoint,
    SignTimepoint,
    TagRadiation,
    UnlockSignature,
)
from measurements.case.labels import parent
from measurements.case.present import lesion_in
from measurements.case.signed_content import (
    adjudication_content,
    completed_by_readers,
    hash_of,
    read_content,
    reads_compared,
    statement,
    timepoint_content,
)
from measurements.case.since_signed import changed_since
from measurements.case.stored_case import case_of
from measurements.case.trial_protocol import protocol_of
from measurements.people import Actor, Role, Task
from measurements.refusal import Refusal
from measurements.signature import AdjudicationReason, ImageVerdict, Meaning, Signature
from measurements.storage.program import PROGRAM_VERSION
from measurements.storage.repository import Repository
from measurements.storage.rows import (
    AdjudicationRow,
    ImageCheckRow,
    LesionRow,
    SignatureRow,
    UnlockRow,
)
from measurements.storage.unit import UnitOfWork
from measurements.trial import Read, Timepoint

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SigningCommand = (
    SignTimepoint | CompleteRead | ReopenTimepoint | UnlockSignature | Adjudicate | CheckImages | TagRadiation
)


def carry_out(
    command: SigningCommand, work: UnitOfWork, actor: Actor, key: "Ed25519PrivateKey | None", now: datetime
) -> None:
    """Changes the rows.

    Args:
        key: of whoever is at the trial, for the commands that sign: `access.sign_in.prove`.

    Raises:
        Refusal: the command cannot be carried out on what is there.
    """
    match command:
        case SignTimepoint(read_uid, timepoint_uid):
            read = _own_read(work.trial, read_uid, actor)
            _sign(
                work,
                read,
                _timepoint_to_sign(work.trial, read, timepoint_uid),
                Meaning.TIMEPOINT,
                actor,
                key,
                now,
            )
        case CompleteRead(read_uid):
            read = _own_read(work.trial, read_uid, actor)
            _check_all_signed(work, read)
            _check_still_so(work.trial, read)
            _sign(work, read, None, Meaning.READ, actor, key, now)
        case ReopenTimepoint(read_uid, timepoint_uid, reason):
            _reopen(work, _own_read(work.trial, read_uid, actor), timepoint_uid, reason, actor, now)
        case UnlockSignature(signature_uid, reason):
            _unlock(work, signature_uid, reason, actor, now)
        case Adjudicate():
            _adjudicate(command, work, actor, key, now)
        case CheckImages():
            _check_images(command, work, actor)
        case TagRadiation():
            _tag(command, work, actor)


def _sign(
    work: UnitOfWork,
    read: Read,
    timepoint: Timepoint | None,
    meaning: Meaning,
    actor: Actor,
    key: "Ed25519PrivateKey | None",
    now: datetime,
) -> None:
    if key is None or actor.person_uid is None:
        raise Refusal("Signing needs an account: switch on accounts for this trial first.")
    person = work.trial.evidence.person(actor.person_uid)
    assert person is not None, "accounts are never deleted"
    if meaning is Meaning.ADJUDICATION:
        compared = {one.uid for one in completed_by_readers(work.trial, read.subject_uid)}
        content = adjudication_content(work.trial, read, compared)
    elif timepoint is None:
        content = read_content(work.trial, read)
    else:
        content = timepoint_content(work.trial, read, timepoint)
    place = None if timepoint is None else timepoint.uid
    before = [one for one in work.trial.evidence.signatures(read.uid) if _is_of(one, place, meaning)]
    columns = {
        "uid": str(uuid4()),
        "read_uid": read.uid,
        "timepoint_uid": place,
        "meaning": meaning.value,
        "version": len(before) + 1,
        "person_uid": person.uid,
        "name": person.name,
        "printed_name": person.printed_name,
        "signed": now.isoformat(timespec="microseconds"),
        "protocol_hash": protocol_of(work.trial).hash,
        "program_version": PROGRAM_VERSION,
        "content_hash": hash_of(content),
        "public_key": person.public_key,
    }
    seal = key.sign(statement(columns)).hex()
    work.add(SignatureRow(**columns, content=content, seal=seal))


def check_ready(trial: Repository, command: SignTimepoint, actor: Actor) -> None:
    """Raises `Refusal` unless everything that comes before a signature is done; asked before all its
    pictures are read for their checksums."""
    _timepoint_to_sign(trial, _own_read(trial, command.read_uid, actor), command.timepoint_uid)


def _own_read(trial: Repository, read_uid: str, actor: Actor) -> Read:
    read = trial.read(read_uid)
    if read is None:
        raise Refusal("This read is not in the trial any more: open it again.")
    if read.reader != actor.name:
        raise Refusal("This read is another's: only its reader can sign it.")
    if any(one.timepoint_uid is None for one in trial.evidence.standing(read.uid)):
        raise Refusal("This read is completed: the data manager can unlock it, with a reason.")
    return read


def _timepoint_to_sign(trial: Repository, read: Read, timepoint_uid: str) -> Timepoint:
    """Raises `Refusal` unless everything that comes before a signature is done."""
    timepoints = [one for one in trial.timepoints(read.subject_uid) if one.order >= 0]
    timepoint = next((one for one in timepoints if one.uid == timepoint_uid), None)
    if timepoint is None:
        raise Refusal("This timepoint is not one of the subject that is read: open the read again.")
    signed = trial.evidence.signed_timepoints(read.uid)
    if timepoint.uid in signed:
        raise Refusal("{timepoint} is signed already.", timepoint=timepoint.label)
    open_before = [one.label for one in timepoints if one.order < timepoint.order and one.uid not in signed]
    if open_before:
        raise Refusal(
            "{timepoint} is signed after {before}: sign that one first.",
            timepoint=timepoint.label,
            before=open_before[0],
        )
    case = case_of(trial, read)
    unanswered = [lesion.label for lesion in case.unanswered(timepoint)]
    if unanswered:
        raise Refusal(
            "{timepoint} is not ready to be signed: {lesions} is not assessed yet."
            if len(unanswered) == 1
            else "{timepoint} is not ready to be signed: {lesions} are not assessed yet.",
            timepoint=timepoint.label,
            lesions=tuple(unanswered),
        )
    check = trial.evidence.image_checks().get(timepoint.uid)
    if check is None or check.verdict is ImageVerdict.FAIL:
        raise Refusal(
            "The pictures of {timepoint} have not passed their check: say what is with them.",
            timepoint=timepoint.label,
        )
    if protocol_of(trial).reading.radiation_class == "while-reading":
        untagged = [one.label for one in case.listed(timepoint) if one.radiation is None]
        if untagged:
            raise Refusal("{lesion} has no radiation class yet: set it before signing.", lesion=untagged[0])
    return timepoint


def _check_all_signed(work: UnitOfWork, read: Read) -> None:
    signed = work.trial.evidence.signed_timepoints(read.uid)
    for one in work.trial.timepoints(read.subject_uid):
        if one.order >= 0 and one.uid not in signed:
            raise Refusal(
                "{timepoint} is not signed yet: a read is completed when all its timepoints are.",
                timepoint=one.label,
            )


def _check_still_so(trial: Repository, read: Read) -> None:
    """Raises `Refusal` where what a timepoint was signed on has changed since: a visit that came in between
    may have another nadir, and with it another call than the one that was signed."""
    for one in trial.evidence.standing(read.uid):
        timepoint = None if one.timepoint_uid is None else trial.timepoint(one.timepoint_uid)
        if timepoint is not None and changed_since(trial, one):
            raise Refusal(
                "{timepoint} says something else now than was signed: revise it, or have the data manager "
                "unlock it, and sign it anew before the read is completed.",
                timepoint=timepoint.label,
            )


def _reopen(
    work: UnitOfWork, read: Read, timepoint_uid: str, reason: str, actor: Actor, now: datetime
) -> None:
    if not protocol_of(work.trial).reading.final_look:
        raise Refusal("The protocol has no final look: the data manager can unlock a timepoint.")
    _check_all_signed(work, read)
    timepoint = work.trial.timepoint(timepoint_uid)
    if timepoint is None or timepoint.subject_uid != read.subject_uid:
        raise Refusal("This timepoint is not one of the subject that is read: open the read again.")
    if timepoint.order <= 0:
        raise Refusal("The choice of lesions at baseline is fixed by its signature: revise a follow-up.")
    standing = work.trial.evidence.standing(read.uid)
    _void(work, _resting_on(work, standing, timepoint), reason, actor, now)


def _unlock(work: UnitOfWork, signature_uid: str, reason: str, actor: Actor, now: datetime) -> None:
    standing = work.trial.evidence.standing()
    signature = next((one for one in standing if one.uid == signature_uid), None)
    if signature is None:
        raise Refusal("This signature is voided already.")
    of_read = [one for one in standing if one.read_uid == signature.read_uid]
    timepoint = None if signature.timepoint_uid is None else work.trial.timepoint(signature.timepoint_uid)
    voided = [signature] if timepoint is None else _resting_on(work, of_read, timepoint)
    read = work.trial.read(signature.read_uid)
    assert read is not None
    if signature.meaning is not Meaning.ADJUDICATION:
        decisions = [one for one in standing if one.meaning is Meaning.ADJUDICATION]
        voided += [one for one in decisions if read.uid in reads_compared(one)]
    _void(work, {one.uid: one for one in voided}.values(), reason, actor, now)
    if any(one.meaning is Meaning.ADJUDICATION for one in voided):
        work.remove(AdjudicationRow, (read.subject_uid,))


def _resting_on(work: UnitOfWork, standing: Iterable[Signature], timepoint: Timepoint) -> list[Signature]:
    """The signature of a timepoint, and those of what was computed from it."""
    order = {one.uid: one.order for one in work.trial.timepoints(timepoint.subject_uid)}
    return [
        one
        for one in standing
        if one.timepoint_uid is None or order.get(one.timepoint_uid, 0) >= timepoint.order
    ]


def _void(
    work: UnitOfWork, signatures: Iterable[Signature], reason: str, actor: Actor, now: datetime
) -> None:
    if not reason.strip():
        raise Refusal("A signature is voided for a reason: give one.")
    for signature in signatures:
        work.add(
            UnlockRow(
                signature_uid=signature.uid,
                who=actor.name,
                unlocked=now.isoformat(timespec="microseconds"),
                reason=reason.strip(),
            )
        )


def _adjudicate(
    command: Adjudicate, work: UnitOfWork, actor: Actor, key: "Ed25519PrivateKey | None", now: datetime
) -> None:
    evidence = work.trial.evidence
    given = any(
        one.person_uid == actor.person_uid and one.task is Task.ADJUDICATE
        for one in evidence.assignments(command.subject_uid)
    )
    if actor.role is not Role.ADJUDICATOR or not given:
        raise Refusal("This subject was not given to you to adjudicate: ask the data manager.")
    reads = {one.uid: one for one in completed_by_readers(work.trial, command.subject_uid)}
    if command.chosen_read_uid not in reads or len(reads) < 2:
        raise Refusal("A decision is between completed reads: wait until both are.")
    if not all(is_whole(work.trial, one) for one in reads.values()):
        raise Refusal(
            "A visit was imported after these reads were completed: have the data manager unlock them, and "
            "the visit read, before one is taken."
        )
    if command.subject_uid in evidence.adjudications():
        raise Refusal("This subject was adjudicated already: the data manager can unlock the decision.")
    if command.reason is AdjudicationReason.OTHER and not command.comment.strip():
        raise Refusal("Say in the comment why this read was taken.")
    if not command.comment.isprintable():
        raise Refusal("The comment is not one line of text: leave out line breaks and control signs.")
    work.add(
        AdjudicationRow(
            subject_uid=command.subject_uid,
            chosen_read_uid=command.chosen_read_uid,
            who=actor.name,
            reason=command.reason.value,
            comment=command.comment.strip(),
        )
    )
    _sign(work, reads[command.chosen_read_uid], None, Meaning.ADJUDICATION, actor, key, now)


def _check_images(command: CheckImages, work: UnitOfWork, actor: Actor) -> None:
    if work.trial.timepoint(command.timepoint_uid) is None:
        raise Refusal("This timepoint is not in the trial any more.")
    if command.verdict is ImageVerdict.PASS and command.findings:
        raise Refusal("Pictures with findings do not pass: waive them with a reason, or fail them.")
    if command.verdict is not ImageVerdict.PASS and not command.reason.strip():
        raise Refusal(_SAY_WHY[command.verdict])
    signed = any(one.timepoint_uid == command.timepoint_uid for one in work.trial.evidence.standing())
    if signed:
        raise Refusal("These pictures were read: what was said of them stays.")
    work.put(
        ImageCheckRow(
            timepoint_uid=command.timepoint_uid,
            verdict=command.verdict.value,
            findings=command.findings,
            who=actor.name,
            reason=command.reason.strip(),
        )
    )


_SAY_WHY = {
    ImageVerdict.FAIL: "Say why these pictures are not to be read.",
    ImageVerdict.WAIVED: "Say why these pictures are read all the same.",
}


def _tag(command: TagRadiation, work: UnitOfWork, actor: Actor) -> None:
    lesion = lesion_in(work, command.lesion_uid)
    if lesion.radiation is not None:
        raise Refusal("{lesion} has its radiation class already.", lesion=lesion.label)
    whole_label = parent(lesion.label)
    if whole_label is not None:
        raise Refusal(
            "{lesion} is a piece of {whole_label}: set the class of {whole_label}.",
            lesion=lesion.label,
            whole_label=whole_label,
        )
    if actor.role is not None:
        if protocol_of(work.trial).reading.radiation_class != "after-lock":
            raise Refusal("The protocol has readers tell the radiation class while they read.")
        if lesion.read_uid not in work.trial.evidence.completed_reads():
            raise Refusal(
                "The class of {lesion} is told after the lock: wait until its read is completed.",
                lesion=lesion.label,
            )
    for one in work.trial.lesions(lesion.read_uid):
        if one.uid == lesion.uid or parent(one.label) == lesion.label:
            work.change(LesionRow, (one.uid,), radiation=command.radiation.value)


def _is_of(signature: Signature, timepoint_uid: str | None, meaning: Meaning) -> bool:
    return signature.timepoint_uid == timepoint_uid and signature.meaning is meaning
