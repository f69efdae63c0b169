"""What a conflict is about, as a window says it."""

from PySide6.QtCore import QCoreApplication

from app.case_words import state_text
from app.language import language
from measurements.handover.conflict import Conflict, ConflictKind, Extent, Side
from measurements.lesion import State
from measurements.recist.phrases import LISTING

translate = QCoreApplication.translate


def value(text: str) -> str:
    """What is said of a lesion, its state in the language of the moment; anything else as it is."""
    state, comma, rest = text.partition(", ")
    return f"{state_text(State(state))}{comma}{rest}" if state in set(State) else text


def values(conflict: Conflict) -> tuple[str, str]:
    """What each side says: here, and in the file."""
    if conflict.extents is None:
        return value(conflict.here), value(conflict.theirs)
    here, theirs = conflict.extents
    return _extent(here), _extent(theirs)


def _extent(extent: Extent) -> str:
    if extent.completed:
        text = translate("conflict", "Completed: lesions {lesions}, answers {answers}")
    elif extent.signed:
        text = translate("conflict", "Lesions {lesions}, answers {answers}, signed: {signed}")
    else:
        text = translate("conflict", "Lesions {lesions}, answers {answers}, nothing signed")
    signed = LISTING[language()].join(extent.signed)
    return text.format(lesions=extent.lesions, answers=extent.answers, signed=signed)


def heading(conflict: Conflict) -> str:
    """What differs, in a sentence."""
    about = {"subject": conflict.subject, "where": conflict.where}
    match conflict.kind:
        case ConflictKind.READ:
            text = translate("conflict", "{subject} was read at both places")
        case ConflictKind.CELL:
            text = translate("conflict", "{subject}: {where} was changed at both places")
        case ConflictKind.CODE:
            text = translate("conflict", "{subject} has another code than when it was handed out")
        case ConflictKind.SCHEDULE:
            text = translate("conflict", "The visits of {subject} are others than when it was handed out")
        case ConflictKind.PICTURES:
            text = translate("conflict", "Pictures of {subject} are others than those that were read")
        case ConflictKind.IMAGE_CHECK:
            text = translate("conflict", "The pictures of {subject} {where} were judged differently")
        case ConflictKind.ASSIGNMENT:
            text = translate("conflict", "{subject} is not this reader's any more")
        case ConflictKind.PROTOCOL:
            text = translate("conflict", "The trial has another protocol than when the cases were handed out")
        case ConflictKind.ACCOUNT:
            text = translate("conflict", "The reader's account has another key than when they signed")
        case ConflictKind.OLDER:
            text = translate("conflict", "Reads of a later hand-over were taken in before")
        case ConflictKind.PARTED:
            text = translate("conflict", "The carried trial was copied, and both copies were read")
    return text.format(**about)


def consequence(conflict: Conflict) -> str:
    """What either choice does, in a sentence; or why there is none."""
    if conflict.wins is Side.HERE and conflict.kind is ConflictKind.READ:
        return translate("conflict", "It is signed here, and not in the file: what is here stays.")
    if conflict.wins is Side.THEIRS:
        return translate("conflict", "It is signed in the file, and not here: what is in the file is taken.")
    if conflict.wins is Side.HERE:
        return translate("conflict", "What was drawn has no place here any more: what is here stays.")
    match conflict.kind:
        case ConflictKind.READ:
            return translate(
                "conflict", "One is taken whole. Signatures here that are not in the file would be voided."
            )
        case ConflictKind.CELL | ConflictKind.IMAGE_CHECK:
            return translate("conflict", "The other one stays in the audit.")
        case ConflictKind.PROTOCOL:
            return translate(
                "conflict",
                "Taken, the reads count by the protocol here: what was signed by the other comes in voided.",
            )
        case ConflictKind.ACCOUNT | ConflictKind.OLDER | ConflictKind.PARTED:
            return translate("conflict", "Kept, nothing of this file is taken in.")
        case _:
            return translate(
                "conflict", "Taken, the read comes to the subject as it is here. Kept, it is left out."
            )
