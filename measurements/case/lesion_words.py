"""What a reader writes about a lesion, and where they put it in the list."""

from measurements.case.commands import (
    CommentOnLesion,
    CommentOnMeasurement,
    RenameLesion,
    ReorderLesions,
)
from measurements.case.present import lesion_in, said_at
from measurements.refusal import Refusal
from measurements.sentence import Term
from measurements.storage.rows import LesionRow, MeasurementRow
from measurements.storage.unit import UnitOfWork

WordsCommand = RenameLesion | CommentOnLesion | CommentOnMeasurement | ReorderLesions


def carry_out(command: WordsCommand, work: UnitOfWork) -> None:
    """Changes the rows.

    Raises:
        Refusal: the text is no line of text, a lesion is not there, or nothing was said yet to comment on.
    """
    match command:
        case RenameLesion():
            label = lesion_in(work, command.lesion_uid).label
            work.change(LesionRow, (command.lesion_uid,), name=_line(command.name, Term("name"), label))
        case CommentOnLesion():
            label = lesion_in(work, command.lesion_uid).label
            work.change(
                LesionRow, (command.lesion_uid,), comment=_line(command.comment, Term("comment"), label)
            )
        case CommentOnMeasurement():
            lesion = lesion_in(work, command.lesion_uid)
            key = said_at(work, lesion, command.timepoint_uid).lesion_uid, command.timepoint_uid
            work.change(MeasurementRow, key, comment=_line(command.comment, Term("comment"), lesion.label))
        case ReorderLesions():
            _reorder(command, work)


def _reorder(command: ReorderLesions, work: UnitOfWork) -> None:
    lesions = [lesion_in(work, uid) for uid in command.lesion_uids]
    if len({lesion.uid for lesion in lesions}) < len(lesions):
        raise Refusal("A lesion has one place in the list: name each lesion once.")
    if len({lesion.read_uid for lesion in lesions}) > 1:
        raise Refusal("Lesions of different reads have no order among each other: order those of one read.")
    for place, lesion in enumerate(lesions, start=1):
        work.change(LesionRow, (lesion.uid,), place=place)


def _line(text: str, what: Term, label: str) -> str:
    line = text.strip()
    if line and not line.isprintable():
        raise Refusal(
            "The {what} of {label} is not one line of text: leave out line breaks and control signs.",
            what=what,
            label=label,
        )
    return line
