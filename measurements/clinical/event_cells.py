"""One clinical event as text: what each cell of a row, or field of a form, may say."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from measurements.clinical.event import RADIOTHERAPY, ClinicalEvent, EventKind
from measurements.clinical.sentences import event_sentence
from measurements.refusal import Refusal

COLUMNS = ("subject", "event", "date", "lesion", "term", "grade", "serious", "related")
OPTIONAL = ("lesion", "term", "grade", "serious", "related")

_KINDS = {kind.value: kind for kind in EventKind}
_GRADES = {str(grade): grade for grade in range(1, 6)}
_YES_NO = {"Y": True, "N": False, "": None}
_SAID = {True: "Y", False: "N", None: ""}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EARLIEST, _LATEST = date(1950, 1, 1), date(2199, 12, 31)


class BadCell(Refusal):
    """A cell that cannot be read, or does not fit the others.

    Attributes:
        column: the one of `COLUMNS` that is to be mended, or `cutoff`.
        reason, figures: what its sentence is written from (`clinical.sentences`).
    """

    def __init__(self, column: str, reason: str, **figures: str) -> None:
        super().__init__(event_sentence(reason, figures))
        self.column = column
        self.reason = reason
        self.figures = figures


def event_from(
    values: Sequence[str],
    subjects: Collection[str] | None = None,
    lesions: Mapping[str, Collection[str]] | None = None,
    cutoff: date | None = None,
) -> ClinicalEvent:
    """One event from its cells in the order of `COLUMNS`, without spaces around them.

    Args:
        subjects, lesions, cutoff: as in `events_file.read_events`.

    Raises:
        BadCell: a cell cannot be read, or does not fit the others.
    """
    subject, event, day, lesion, term, grade, serious, related = values
    if not subject or not subject.isprintable():
        raise BadCell("subject", "unprintable-subject" if subject else "no-subject")
    if subjects is not None and subject not in subjects:
        raise BadCell("subject", "unknown-subject")
    kind = _KINDS.get(event)
    if kind is None:
        raise BadCell("event", "unknown-event", event=event, kinds=", ".join(_KINDS))
    try:
        on = day_from(day)
    except ValueError as error:
        raise BadCell("date", "bad-date", date=day) from error
    if cutoff is not None and on > cutoff:
        raise BadCell("date", "after-cutoff", on=str(on), cutoff=str(cutoff))
    if lesion and kind not in RADIOTHERAPY:
        raise BadCell("lesion", "lesion-of-no-radiotherapy")
    if lesion and lesions is not None and lesion not in lesions.get(subject, ()):
        raise BadCell("lesion", "unknown-lesion", lesion=lesion)
    if not term.isprintable():
        raise BadCell("term", "unprintable-term")
    said = (_yes_no("serious", serious), _yes_no("related", related))
    if kind is not EventKind.ADVERSE_EVENT:
        if grade or said != (None, None):
            raise BadCell("grade", "no-adverse-event")
        return ClinicalEvent(subject, kind, on, lesion, term)
    if not term:
        raise BadCell("term", "no-term")
    if grade not in _GRADES:
        raise BadCell("grade", "bad-grade", grade=grade)
    return ClinicalEvent(subject, kind, on, "", term, _GRADES[grade], *said)


def cells_of(event: ClinicalEvent) -> tuple[str, ...]:
    """An event as cells in the order of `COLUMNS`: `event_from` takes them back."""
    return (
        *(event.subject, event.kind.value, event.on.isoformat(), event.lesion, event.term),
        *("" if event.grade is None else str(event.grade), _SAID[event.serious], _SAID[event.related]),
    )


def day_from(text: str) -> date:
    """A date from its ISO form.

    Raises:
        ValueError: it is no day of the calendar written as 2025-03-14.
    """
    if not _DAY.fullmatch(text):
        raise ValueError(f"{text!r} is not written as 2025-03-14")
    day = date.fromisoformat(text)
    if not _EARLIEST <= day <= _LATEST:
        raise ValueError(f"{text!r} is no year of a trial")
    return day


def spelt(event: ClinicalEvent, spelling: dict[str, str], *, closed: bool) -> ClinicalEvent:
    """The event with its term as it is written elsewhere.

    Args:
        spelling: terms by their `folded` form; one that is not there is added.
        closed: whether it is a list that knows all terms there are.

    Raises:
        BadCell: the list of terms is closed and does not have it.
    """
    known = folded(event.term)
    if closed and known not in spelling:
        near = get_close_matches(event.term, spelling.values(), n=1)
        if near:
            raise BadCell("term", "near-term", term=event.term, near=near[0])
        raise BadCell("term", "unknown-term", term=event.term)
    return replace(event, term=spelling.setdefault(known, event.term))


def folded(term: str) -> str:
    """A term without what two writers do differently: capitals, and spaces."""
    return " ".join(term.split()).casefold()


def _yes_no(column: str, text: str) -> bool | None:
    if text not in _YES_NO:
        raise BadCell(column, "not-yes-or-no", cell=column, text=text)
    return _YES_NO[text]
