"""Why nothing can be changed at a timepoint, and what has to come first, in a sentence each."""

from PySide6.QtCore import QCoreApplication

from app.reading.desk.desk_view import DeskView
from app.reading.desk.standing import Held
from measurements.lesion import Lesion
from measurements.trial import Timepoint

translate = QCoreApplication.translate


def held_text(view: DeskView) -> str:
    """Why nothing can be changed at the timepoint in hand; empty where it can."""
    standing, label = view.standing, view.current.label
    match standing.held(view.current):
        case None:
            return ""
        case Held.NOT_YOURS if not view.case.lesions:
            return translate(
                "standing", "This is the read of {reader}, who has drawn nothing in it yet."
            ).format(reader=standing.reader)
        case Held.NOT_YOURS:
            return translate("standing", "This is the read of {reader}: nothing can be changed here.").format(
                reader=standing.reader
            )
        case Held.COMPLETED:
            return translate(
                "standing", "This read is completed: the data manager can unlock it, with a reason."
            )
        case Held.SIGNED:
            if view.may_revise:
                sentence = translate("standing", "{timepoint} is signed: revise it to change anything.")
            else:
                sentence = translate(
                    "standing", "{timepoint} is signed: the data manager can unlock it, with a reason."
                )
            return sentence.format(timepoint=label)
        case Held.UNCHECKED:
            sentence = translate("standing", "Say first whether the pictures of {timepoint} can be read.")
            return sentence.format(timepoint=label)
        case Held.FAILED:
            sentence = translate("standing", "The pictures of {timepoint} may not be read: {reason}")
            reason = standing.checks[view.current.uid].reason
            return sentence.format(timepoint=label, reason=reason)


def fixed_text(view: DeskView, lesion: Lesion) -> str:
    """Why site, list and class of a lesion are not set at the timepoint in hand; empty where they are."""
    whole = view.case.whole_of(lesion)
    chosen = whole or lesion
    if chosen == lesion and lesion.first_timepoint_uid == view.current.uid:
        return ""
    if view.standing.held(view.current) in (Held.NOT_YOURS, Held.COMPLETED):
        return held_text(view)
    first = next(one for one in view.case.timepoints if one.uid == chosen.first_timepoint_uid)
    if view.standing.signature_at(first) is not None:
        sentence = translate(
            "standing",
            "The site of {lesion} was signed with {timepoint}: it can be changed there once the data manager "
            "has unlocked that, with a reason.",
        )
    elif whole is not None:
        sentence = translate(
            "standing",
            "{piece} has the site of {lesion}, which is set at {timepoint}: take {lesion} in hand there.",
        )
    else:
        sentence = translate(
            "standing",
            "The site of {lesion} is set at {timepoint}, where it was first recorded: go back there to "
            "change it.",
        )
    return sentence.format(piece=lesion.label, lesion=chosen.label, timepoint=first.label)


def opens_text(view: DeskView, timepoint: Timepoint) -> str:
    """What a timepoint waits for that does not open yet; empty of one that is open."""
    if not view.standing.is_closed(timepoint.uid):
        return ""
    before = view.case.timepoints[view.case.timepoints.index(timepoint) - 1]
    return translate("standing", "Opens when {timepoint} is signed").format(timepoint=before.label)


def closed_text(view: DeskView, timepoint: Timepoint) -> str:
    """The same as a sentence of its own."""
    before = view.case.timepoints[view.case.timepoints.index(timepoint) - 1]
    sentence = translate("standing", "{timepoint} opens when {before} is signed.")
    return sentence.format(timepoint=timepoint.label, before=before.label)
