"""What stands below the call, as plain values: who signed, what can be done next, and why not yet."""

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication

from app.reading.desk.desk_view import DeskView
from app.reading.desk.standing import Held
from app.reading.desk.standing_words import held_text
from app.reading.signing.words import completion_text, in_a_row, signature_text, voided_text

translate = QCoreApplication.translate


class Act(Enum):
    """What can be done about signatures in the reading room."""

    SIGN = auto()
    COMPLETE = auto()
    REVISE = auto()
    UNLOCK = auto()
    UNLOCK_READ = auto()
    GET_ACCOUNTS = auto()


@dataclass(frozen=True, slots=True)
class Offer:
    """One button; `why_not`: why it cannot be pressed yet, empty where it can."""

    act: Act
    text: str
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class SigningLines:
    """What is signed, what was signed before and stands no more, and the buttons."""

    signed: tuple[str, ...] = ()
    told: str = ""
    voided: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()


def signing_lines(view: DeskView, *, may_unlock: bool, waits: bool) -> SigningLines:
    """What stands below the call at the timepoint in hand.

    Args:
        may_unlock: whether they may void signatures of others.
        waits: whether the disk has not taken everything yet.
    """
    standing, current = view.standing, view.current
    if not standing.has_accounts:
        return SigningLines(offers=(Offer(Act.GET_ACCOUNTS, translate("signing", "Signing needs accounts")),))
    signature, completion = standing.signature_at(current), standing.completion
    signed = tuple(
        words
        for words in (
            "" if signature is None else signature_text(signature),
            "" if completion is None else completion_text(completion),
        )
        if words
    )
    voided = tuple(
        voided_text(one, unlock) for uid in (current.uid, None) for one, unlock in standing.voided(uid)
    )
    told, offers = "", []
    if standing.own and signature is None:
        sign = translate("signing", "Sign {timepoint}\u2026").format(timepoint=current.label)
        offers.append(Offer(Act.SIGN, sign, missing_text(view, waits=waits)))
    elif standing.own and completion is None and not standing.unsigned(view.case.timepoints):
        if standing.final_look:
            told = translate("signing", "Final look: every timepoint is signed and can be seen once more.")
        if view.may_revise:
            revise = translate("signing", "Revise {timepoint}\u2026").format(timepoint=current.label)
            offers.append(Offer(Act.REVISE, revise))
        offers.append(Offer(Act.COMPLETE, translate("signing", "Complete the read\u2026")))
    if may_unlock and signature is not None:
        unlock = translate("signing", "Unlock {timepoint}\u2026").format(timepoint=current.label)
        offers.append(Offer(Act.UNLOCK, unlock))
    if may_unlock and completion is not None:
        offers.append(Offer(Act.UNLOCK_READ, translate("signing", "Unlock the completed read\u2026")))
    return SigningLines(signed, told, voided, tuple(offers))


def missing_text(view: DeskView, *, waits: bool) -> str:
    """What has to be done before the timepoint in hand can be signed; empty where nothing has."""
    case, standing, current = view.case, view.standing, view.current
    before = next((one for one in standing.unsigned(case.timepoints) if one.order < current.order), None)
    if before is not None:
        return translate("signing", "{timepoint} is signed first.").format(timepoint=before.label)
    if standing.held(current) in (Held.UNCHECKED, Held.FAILED):
        return held_text(view)
    if waits:
        return translate("signing", "Not everything is stored yet.")
    parts = []
    unanswered = [one.label for one in view.unanswered()]
    if unanswered:
        sentence = translate("signing", "Not answered yet: {lesions}.")
        parts.append(sentence.format(lesions=translate("signing", ", ").join(unanswered)))
    if case.protocol.reading.radiation_class == "while-reading":
        untagged = [one.label for one in view.ordered() if one.radiation is None]
        if untagged:
            sentence = translate("signing", "No radiation class yet: {lesions}.")
            parts.append(sentence.format(lesions=translate("signing", ", ").join(untagged)))
    return in_a_row(parts)
