"""The events file, one row per event, as CSV: read as a whole or refused with a line for every bad row."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from measurements.clinical.event import ClinicalData, ClinicalEvent, EventKind
from measurements.clinical.event_cells import COLUMNS, OPTIONAL, BadCell, event_from, spelt
from measurements.clinical.faults import event_faults
from measurements.clinical.terms import TermList
from measurements.interchange.tables import column_order, table_records
from measurements.refusal import Refusal


def read_events(
    path: Path,
    *,
    subjects: Collection[str] | None = None,
    lesions: Mapping[str, Collection[str]] | None = None,
    terms: TermList | None = None,
    cutoff: date | None = None,
) -> ClinicalData:
    """The events of a trial from a file.

    Args:
        subjects: codes of the trial's subjects; None where any is taken.
        lesions: ids of their lesions by subject, which radiotherapy may name; None where any is taken.
        terms: the terms that an adverse event may have; None where any is taken. Terms that
            differ in spaces or capitals are one, written as in this list, or as in the file first.
        cutoff: the data cut-off; None where nobody gave one.

    Raises:
        Refusal: the file cannot be read as such a table, or its rows are wrong or contradict each other: one
            line for each of these, naming the row (the header is row 1) and what to do.
    """
    records = table_records(path, "one row per event")
    _, header = next(records)
    order = column_order(path, header, COLUMNS, OPTIONAL)
    spelling = {} if terms is None else terms.spelling
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
            event = event_from(values, subjects, lesions, cutoff)
            if event.kind is EventKind.ADVERSE_EVENT:
                event = spelt(event, spelling, closed=terms is not None)
        except BadCell as error:
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
                text = f"subject {subject}, {event.kind}: {fault.sentence()}"
                problems.setdefault(number, []).append(text)
    if problems:
        raise Refusal(
            "\n".join(
                f"{path.name}, row {number}: {'; '.join(texts)}" for number, texts in sorted(problems.items())
            )
        )
    if not read:
        raise Refusal("{path} has no rows under its header; add one per event.", path=path)
    events = tuple(event for _, event in read)
    return ClinicalData(
        events=events,
        source=path.name,
        source_sha256=sha256(path.read_bytes()).hexdigest(),
        cutoff=cutoff or max(event.on for event in events),
        cutoff_stated=cutoff is not None,
    )


def _place(values: Sequence[str]) -> str:
    subject, event = values[:2]
    # A cell that spans lines would break the one line that its row has.
    named = [f"subject {subject}"] if subject and subject.isprintable() else []
    return ", ".join([*named, *([event] if event in [*EventKind] else [])]) or "row without a subject"
