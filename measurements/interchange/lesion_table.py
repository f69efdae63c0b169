"""The lesion table, one row per lesion and visit, as CSV: read, written, and assessed into calls."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from pathlib import Path

from measurements.interchange.call_tables import (
    SUBJECT_COLUMNS,
    TIMEPOINT_COLUMNS,
    subject_cells,
    timepoint_cells,
)
from measurements.interchange.tables import column_order, csv_text, table_records, write_files
from measurements.lesion import STATES_OF, RadiationClass, Role, State
from measurements.recist.faults import faults_of
from measurements.recist.row import LesionRow
from measurements.recist.rules import Rules
from measurements.recist.subject import assess_checked
from measurements.refusal import Refusal

COLUMNS = ("subject", "visit", "day", "lesion", "group", "organ", "nodal", "mm", "state", "rt")

_VISIT_GROUP = "VISIT"
_NOT_DONE = "ND"
_NODAL = {"Y": True, "N": False}
_ROLES = {role.value: role for role in Role}
_RADIATION = {"": RadiationClass.UNIRRADIATED} | {radiation.value: radiation for radiation in RadiationClass}
_STATES = {
    role: {state.value: state for state in states if state is not State.MEASURED}
    for role, states in STATES_OF.items()
}

_LONGEST_NUMBER = 20
_WHOLE = re.compile(r"[+-]?[0-9]{1,6}")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9])?")


class _BadCell(Exception):
    """A cell that cannot be read; its text says what to do."""


def read_lesion_table(path: Path) -> dict[str, list[LesionRow]]:
    """The rows of every subject, subjects and rows in the order of the file.

    Raises:
        Refusal: the file cannot be read as such a table, or holds rows not fit for a final call: one line for
            each of these, naming the row (the header is row 1) and what to do.
    """
    records = table_records(path, "one row per lesion and visit")
    _, header = next(records)
    order = column_order(path, header, COLUMNS)
    in_order = itemgetter(*order)
    subjects: defaultdict[str, list[LesionRow]] = defaultdict(list)
    places: defaultdict[str, list[int]] = defaultdict(list)
    problems: dict[int, list[str]] = {}
    cut_short: set[str] = set()
    for number, cells in records:
        stripped = [*map(str.strip, cells)]
        if not any(stripped):
            continue
        if len(cells) != len(header):
            problems[number] = [f"{len(cells)} cells under {len(header)} columns; give one for each"]
            cut_short.update(stripped[order[0] : order[0] + 1])
            continue
        values = in_order(stripped)
        try:
            row = _row(values)
        except _BadCell as error:
            problems[number] = [f"{_place(values)}: {error}"]
            cut_short.add(values[0])
            continue
        subjects[row.subject].append(row)
        places[row.subject].append(number)
    for subject, rows in subjects.items():
        # A subject with a row that could not be read would be blamed for what that row was to say.
        if subject not in cut_short:
            for fault in faults_of(rows):
                problems.setdefault(places[subject][fault.index], []).append(fault.text)
    if problems:
        raise Refusal(
            "\n".join(
                f"{path.name}, row {number}: {'; '.join(texts)}" for number, texts in sorted(problems.items())
            )
        )
    if not subjects:
        raise Refusal("{path} has no rows under its header; add one per lesion and visit.", path=path)
    return subjects


def write_lesion_table(rows: Iterable[LesionRow], path: Path) -> None:
    """Write rows as a table that `read_lesion_table` reads back.

    Raises:
        Refusal: the file cannot be written; one that stood there before is then unchanged.
    """
    write_files({path: csv_text(COLUMNS, map(_cells, rows))})


def assess_table(
    lesions: Path,
    timepoints_out: Path | None = None,
    subjects_out: Path | None = None,
    rules: Rules | None = None,
) -> str:
    """Assess every subject of a lesion table and write the tables of calls.

    Returns:
        What has no file to go to, for standard output: the timepoint table, then the subject table, with an
        empty line between them.

    Raises:
        Refusal: see `read_lesion_table`, or a table cannot be written; nothing is written then.
    """
    timepoints: list[tuple[str, ...]] = []
    subjects: list[tuple[str, ...]] = []
    rules = rules or Rules()
    for rows in read_lesion_table(lesions).values():
        assessment = assess_checked(rows, rules)
        timepoints += timepoint_cells(assessment)
        subjects.append(subject_cells(assessment))
    texts = [
        (timepoints_out, csv_text(TIMEPOINT_COLUMNS, timepoints)),
        (subjects_out, csv_text(SUBJECT_COLUMNS, subjects)),
    ]
    files = [path.resolve() for path, _ in texts if path is not None]
    if lesions.resolve() in files:
        raise Refusal(
            "{lesions} is the lesion table itself; write the calls to another file.", lesions=lesions
        )
    if len(set(files)) < len(files):
        raise Refusal(
            "{timepoints_out} is named for both tables; give each its own file.",
            timepoints_out=timepoints_out,
        )
    write_files({path: text for path, text in texts if path is not None})
    return "\n".join(text for path, text in texts if path is None)


def _row(values: Sequence[str]) -> LesionRow:
    """One row from its cells in the order of `COLUMNS`.

    Raises:
        _BadCell: a cell cannot be read.
    """
    subject, visit, day, lesion, group, organ, nodal, mm, state, radiation = values
    if not subject or not subject.isprintable():
        raise _BadCell("no subject; give its code" if not subject else "a subject code of printable letters")
    if group == _VISIT_GROUP:
        return _visit_row(values)
    role, is_nodal, said, radiation_class = _words(group, nodal, state, radiation)
    if not lesion or not lesion.isprintable():
        raise _BadCell("no lesion; give its id, such as T01")
    return LesionRow(
        subject=subject,
        visit=_number("visit", visit),
        day=_whole("day", day),
        lesion=lesion,
        role=role,
        organ=organ,
        nodal=is_nodal,
        mm=_millimetres(mm) if mm else None,
        state=said,
        radiation=radiation_class,
    )


@lru_cache(maxsize=4096)
def _words(
    group: str, nodal: str, state: str, radiation: str
) -> tuple[Role, bool, State | None, RadiationClass]:
    """What the cells that take one of a few words say, together: a table has few such combinations."""
    role = _ROLES.get(group)
    if role is None:
        raise _BadCell(f"unknown group {group!r}; use {', '.join(_ROLES)} or {_VISIT_GROUP}")
    if nodal not in _NODAL:
        raise _BadCell(f"nodal is {nodal!r}; use Y or N")
    states = _STATES[role]
    if state and state not in states:
        raise _BadCell(f"unknown state {state!r}; use {', '.join(states)}")
    if radiation not in _RADIATION:
        raise _BadCell(f"unknown rt {radiation!r}; use SBRT, LDRT or NONE")
    return role, _NODAL[nodal], states[state] if state else None, _RADIATION[radiation]


def _visit_row(values: Sequence[str]) -> LesionRow:
    subject, visit, day, _, _, _, _, mm, state, _ = values
    if mm:
        raise _BadCell("a VISIT row takes no mm; give the lesion a row of its own")
    if state not in ("", _NOT_DONE):
        raise _BadCell(f"unknown state {state!r}; use ND, or none where the visit took place")
    return LesionRow(
        subject=subject,
        visit=_number("visit", visit),
        day=_whole("day", day),
        lesion="",
        role=None,
        organ="",
        nodal=False,
        mm=None,
        state=None,
        radiation=RadiationClass.UNIRRADIATED,
        visit_done=not state,
    )


def _millimetres(text: str) -> Decimal:
    if text.startswith("-"):
        raise _BadCell(f"mm is {text}; a length is not negative")
    return _number("mm", text)


@lru_cache(maxsize=4096)
def _number(column: str, text: str) -> Decimal:
    if len(text) > _LONGEST_NUMBER or not _NUMBER.fullmatch(text):
        hint = "; write decimals with a point" if "," in text else ""
        raise _BadCell(f"{column} is {text!r}; give a number{hint}")
    return Decimal(text)


@lru_cache(maxsize=4096)
def _whole(column: str, text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise _BadCell(f"{column} is {text!r}; give a whole number of days")
    return int(text)


def _place(values: Sequence[str]) -> str:
    subject, visit, _, lesion = values[:4]
    named = (("subject", subject), ("visit", visit), ("lesion", lesion))
    # A cell that spans lines would break the one line that its row has.
    told = [f"{name} {value}" for name, value in named if value and value.isprintable()]
    return ", ".join(told) or "row without a subject"


def _cells(row: LesionRow) -> tuple[str, ...]:
    if row.role is None:
        group, nodal, state, radiation = _VISIT_GROUP, "", "" if row.visit_done else _NOT_DONE, ""
    else:
        group, nodal, radiation = row.role.value, "Y" if row.nodal else "N", row.radiation.value
        state = "" if row.state in (None, State.MEASURED) else row.state.value
    return (
        row.subject,
        f"{row.visit:f}",
        str(row.day),
        row.lesion,
        group,
        row.organ,
        nodal,
        "" if row.mm is None else f"{row.mm:f}",
        state,
        radiation,
    )
