"""The events file, one row per event, as CSV: read as a whole or refused with a line for every bad row."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path

from measurements.clinical.event import RADIOTHERAPY, ClinicalData, ClinicalEvent, EventKind
from measurements.clinical.faults import event_faults
from measurements.interchange.tables import column_order, table_records
from measurements.refusal import Refusal

COLUMNS = ("subject", "event", "date", "lesion", "term", "grade", "serious", "related")
OPTIONAL = ("lesion", "term", "grade", "serious", "related")

_KINDS = {kind.value: kind for kind in EventKind}
_GRADES = {str(grade): grade for grade in range(1, 6)}
_YES_NO = {"Y": True, "N": False, "": None}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EARLIEST, _LATEST = date(1950, 1, 1), date(2199, 12, 31)


class _BadCell(Exception):
    """A cell that cannot be read; its text says what to do."""


def read_events(
    path: Path,
    *,
    subjects: Collection[str] | None = None,
    lesions: Mapping[str, Collection[str]] | None = None,
    terms: Sequence[str] | None = None,
    cutoff: date | None = None,
) -> ClinicalData:
    """The events of a trial from a file.

    Args:
        subjects: codes of the trial's subjects; None where any is taken.
        lesions: ids of their lesions by subject, which radiotherapy may name; None where any is taken.
        terms: the terms that an adverse event may have (`read_terms`); None where any is taken. Terms that
            differ in spaces or capitals are one, written as in this list, or as in the file first.
        cutoff: the data cut-off; None where nobody gave one.

    Raises:
        Refusal: the file cannot be read as such a table, or its rows are wrong or contradict each other: one
            line for each of these, naming the row (the header is row 1) and what to do.
    """
    records = table_records(path, "one row per event")
    _, header = next(records)
    order = column_order(path, header, COLUMNS, OPTIONAL)
    spelling = {_folded(term): term for term in terms or ()}
    read: list[tuple[int, ClinicalEvent]] = []
    problems: dict[int, list[str]] = {}
    cut_short: set[str] = set()
    for number, cells in records:
        stripped = [*map(str.strip, cells), ""]  # the last stands for a column that the file leaves out
        if not any(stripped):
            continue
        if len(cells) != len(header):
            problems[number] = [f"{len(cells)} cells under {len(header)} columns; give one for each"]
            cut_short.add(stripped[order[0]] if order[0] < len(cells) else "")
            continue
        values = [stripped[at] for at in order]
        try:
            event = _event(values, subjects, lesions, cutoff)
            if event.kind is EventKind.ADVERSE_EVENT:
                event = _spelt(event, spelling, closed=terms is not None)
        except _BadCell as error:
            problems[number] = [f"{_place(values)}: {error}"]
            cut_short.add(values[0])
            continue
        read.append((number, event))
    by_subject: defaultdict[str, list[tuple[int, ClinicalEvent]]] = defaultdict(list)
    for number, event in read:
        by_subject[event.subject].append((number, event))
    for subject, numbered in by_subject.items():
        # A patient with a row that could not be read would be blamed for what that row was to say.
        if subject not in cut_short:
            for fault in event_faults([event for _, event in numbered]):
                number, event = numbered[fault.index]
                text = f"subject {subject}, {event.kind}: {fault.text}"
                problems.setdefault(number, []).append(text)
    if problems:
        raise Refusal(
            "\n".join(
                f"{path.name}, row {number}: {'; '.join(texts)}" for number, texts in sorted(problems.items())
            )
        )
    if not read:
        raise Refusal(f"{path} has no rows under its header; add one per event.")
    events = tuple(event for _, event in read)
    return ClinicalData(
        events=events,
        source=path.name,
        source_sha256=sha256(path.read_bytes()).hexdigest(),
        cutoff=cutoff or max(event.on for event in events),
        cutoff_stated=cutoff is not None,
    )


def read_terms(path: Path) -> tuple[str, ...]:
    """The terms of a list, from its column `term`, in the order of the file; other columns may stand beside.

    Raises:
        Refusal: the file cannot be read, has no such column, or no term.
    """
    records = table_records(path, "one term per row")
    _, header = next(records)
    names = [name.strip() for name in header]
    if names.count("term") != 1:
        raise Refusal(f"{path.name}, row 1: not one column 'term'; name the column that holds the terms so.")
    at = names.index("term")
    spelling: dict[str, str] = {}
    for _, cells in records:
        term = cells[at].strip() if at < len(cells) else ""
        if term:
            spelling.setdefault(_folded(term), term)
    if not spelling:
        raise Refusal(f"{path} has no term under its header; add one per row.")
    return tuple(spelling.values())


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


def _event(
    values: Sequence[str],
    subjects: Collection[str] | None,
    lesions: Mapping[str, Collection[str]] | None,
    cutoff: date | None,
) -> ClinicalEvent:
    """One event from its cells in the order of `COLUMNS`.

    Raises:
        _BadCell: a cell cannot be read, or does not fit the others.
    """
    subject, event, day, lesion, term, grade, serious, related = values
    if not subject or not subject.isprintable():
        raise _BadCell("no subject; give its code" if not subject else "a subject code of printable letters")
    if subjects is not None and subject not in subjects:
        raise _BadCell("the trial has no such subject; correct the code, or import the scans first")
    kind = _KINDS.get(event)
    if kind is None:
        raise _BadCell(f"unknown event {event!r}; use {', '.join(_KINDS)}")
    try:
        on = day_from(day)
    except ValueError as error:
        raise _BadCell(f"date is {day!r}; give a day of the calendar as 2025-03-14") from error
    if cutoff is not None and on > cutoff:
        raise _BadCell(f"{on} lies after the data cut-off {cutoff}; correct the date or the cut-off")
    if lesion and kind not in RADIOTHERAPY:
        raise _BadCell("only RT_START and RT_END take a lesion; leave it empty")
    if lesion and lesions is not None and lesion not in lesions.get(subject, ()):
        raise _BadCell(f"no reader has a lesion {lesion} of this subject; correct the id, or leave it empty")
    if not term.isprintable():
        raise _BadCell("term has signs that do not print; write it in one line")
    said = (_yes_no("serious", serious), _yes_no("related", related))
    if kind is not EventKind.ADVERSE_EVENT:
        if grade or said != (None, None):
            raise _BadCell("only an AE takes grade, serious and related; leave them empty")
        return ClinicalEvent(subject, kind, on, lesion, term)
    if not term:
        raise _BadCell("no term; give the CTCAE term")
    if grade not in _GRADES:
        raise _BadCell(f"grade is {grade!r}; CTCAE grades are whole numbers from 1 to 5")
    return ClinicalEvent(subject, kind, on, "", term, _GRADES[grade], *said)


def _yes_no(column: str, text: str) -> bool | None:
    if text not in _YES_NO:
        raise _BadCell(f"{column} is {text!r}; use Y or N, or leave it empty where it is not known")
    return _YES_NO[text]


def _spelt(event: ClinicalEvent, spelling: dict[str, str], *, closed: bool) -> ClinicalEvent:
    """The event with its term as it is written elsewhere.

    Raises:
        _BadCell: the list of terms is closed and does not have it.
    """
    folded = _folded(event.term)
    if closed and folded not in spelling:
        near = get_close_matches(event.term, spelling.values(), n=1)
        meant = f" (did you mean {near[0]!r}?)" if near else ""
        raise _BadCell(f"the list of terms has no {event.term!r}{meant}; write it as it stands there")
    return replace(event, term=spelling.setdefault(folded, event.term))


def _folded(term: str) -> str:
    return " ".join(term.split()).casefold()


def _place(values: Sequence[str]) -> str:
    subject, event = values[:2]
    # A cell that spans lines would break the one line that its row has.
    named = [f"subject {subject}"] if subject and subject.isprintable() else []
    return ", ".join([*named, *([event] if event in _KINDS else [])]) or "row without a subject"
