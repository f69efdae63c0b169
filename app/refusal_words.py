"""What is refused or remarked, in the language of the moment, with the words of the domain in it."""

from collections.abc import Iterable, Mapping
from enum import Enum

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.case_words import state_text
from app.language import language, sentence
from app.people.words import role_name
from measurements.annotation import AnnotationKind
from measurements.clinical.event_cells import BadCell
from measurements.clinical.sentences import event_sentence
from measurements.handover.conflict import ConflictKind
from measurements.handover.package import Kind
from measurements.lesion import Role as List
from measurements.lesion import State
from measurements.people import Role, Task
from measurements.recist.phrases import LISTING
from measurements.refusal import Refusal, Several
from measurements.sentence import OneOf, Sentence, Term, filled

translate = QCoreApplication.translate

SAID_BY_THE_DATABASE = (
    QT_TRANSLATE_NOOP("refusal", "What was signed or taken once stays as it is."),
    QT_TRANSLATE_NOOP(
        "refusal", "This timepoint is signed; it can be changed once it was unlocked with a reason."
    ),
    QT_TRANSLATE_NOOP(
        "refusal",
        "The timepoint this lesion was chosen at is signed; it can be changed once that was unlocked.",
    ),
    QT_TRANSLATE_NOOP(
        "refusal", "A read of this timepoint is signed; unlock it before the timepoint is changed."
    ),
    QT_TRANSLATE_NOOP("refusal", "These pictures were read and signed; what was said of them stays."),
    QT_TRANSLATE_NOOP(
        "refusal", "This decision is signed; it can be changed once it was unlocked with a reason."
    ),
    QT_TRANSLATE_NOOP(
        "refusal", "A read of this subject is completed; unlock it before the subject is changed."
    ),
    QT_TRANSLATE_NOOP("refusal", "Signatures name this; it stays as it is."),
    QT_TRANSLATE_NOOP("refusal", "Accounts are switched off, never deleted or renamed."),
    QT_TRANSLATE_NOOP(
        "refusal",
        "Timepoints are signed by the protocol in force; unlock them before another takes its place.",
    ),
)
"""What the triggers of `measurements/storage/locks.py` say; all else is gathered where it is raised."""


def refusal_text(refusal: Exception) -> str:
    """Its sentence; what was never written for a user, the error of a job, in its own words."""
    if not isinstance(refusal, Refusal) or language() == "en":
        return str(refusal)
    if isinstance(refusal, BadCell):
        return sentence(event_sentence(refusal.reason, refusal.figures, language()))
    if isinstance(refusal, Several):
        return "\n".join(map(refusal_text, refusal.refusals))
    return _said(refusal.sentence, refusal.values)


def sentence_text(said: Sentence) -> str:
    """What is told without anything being refused."""
    if language() == "en":
        return str(said)
    return _said(said.template, said.values)


def sentences_text(some: Iterable[Sentence]) -> str:
    """One after the other."""
    return " ".join(map(sentence_text, some))


def _said(template: str, values: Mapping[str, object]) -> str:
    return filled(translate("refusal", template), values, _told)


def _told(value: object) -> object:
    """A value as a sentence of another language than English has it."""
    match value:
        case Term():
            return translate("refusal", value)
        case Enum():
            return _member(value)
        case OneOf():
            return translate("refusal", " or ").join(str(_told(one)) for one in value)
        case tuple():
            return LISTING[language()].join(str(_told(one)) for one in value)
        case Refusal():
            return refusal_text(value)
        case _:
            return value


def _member(value: Enum) -> str:
    match value:
        case Role():
            return role_name(value)
        case State():
            return state_text(value)
        case Task():
            return _task_name(value)
        case List():
            return _list_name(value)
        case AnnotationKind():
            return _annotation_name(value)
        case Kind():
            return _content_name(value)
        case ConflictKind():
            return _conflict_name(value)
    return str(value.value)


def _task_name(task: Task) -> str:
    return {
        Task.READ: translate("refusal", "read"),
        Task.ADJUDICATE: translate("refusal", "adjudicate"),
        Task.INVESTIGATE: translate("refusal", "investigate"),
    }[task]


def _list_name(role: List) -> str:
    return {
        List.TARGET: translate("refusal", "target lesion"),
        List.NON_TARGET: translate("refusal", "non-target lesion"),
        List.NEW: translate("refusal", "new lesion"),
    }[role]


def _annotation_name(kind: AnnotationKind) -> str:
    return {
        AnnotationKind.ELLIPSE: translate("refusal", "ellipse"),
        AnnotationKind.ANGLE: translate("refusal", "angle"),
        AnnotationKind.ARROW: translate("refusal", "arrow"),
        AnnotationKind.PROBE: translate("refusal", "probe"),
    }[kind]


def _content_name(kind: Kind) -> str:
    return {
        Kind.CASES: translate("refusal", "cases"),
        Kind.READS: translate("refusal", "reads"),
    }[kind]


def _conflict_name(kind: ConflictKind) -> str:
    return {
        ConflictKind.READ: translate("refusal", "the read"),
        ConflictKind.CELL: translate("refusal", "a measurement"),
        ConflictKind.CODE: translate("refusal", "the code"),
        ConflictKind.SCHEDULE: translate("refusal", "the visits"),
        ConflictKind.PICTURES: translate("refusal", "the pictures"),
        ConflictKind.IMAGE_CHECK: translate("refusal", "the check of pictures"),
        ConflictKind.ASSIGNMENT: translate("refusal", "the assignment"),
        ConflictKind.PROTOCOL: translate("refusal", "the protocol"),
        ConflictKind.ACCOUNT: translate("refusal", "the account"),
        ConflictKind.OLDER: translate("refusal", "an older file"),
        ConflictKind.PARTED: translate("refusal", "a carried trial that was copied"),
    }[kind]
