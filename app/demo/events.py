"""What happened to the patients of the demonstration trial beside their scans: all of it made up."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from measurements.clinical.event_cells import COLUMNS
from measurements.interchange.tables import csv_text, write_files
from reader.phantom.visit import PhantomSubject

CUTOFF = date(2025, 12, 31)
"""The data cut-off."""

_ENROLLED = -10
"""Days from enrolment to the start of treatment, less than none: before the baseline scan."""

_STORIES: dict[str, tuple[str, ...]] = {
    "DEMO-001": (
        *("RT_START 1 T01", "RT_END 10 T01", "RT_START 2 T02", "RT_END 8 T02", "LAST_CONTACT 310"),
        *("AE 15 Dry mouth, 2 N Y", "AE 40 Rash maculo-papular, 1 N Y"),
    ),
    "DEMO-002": (
        *("RT_START 1 T01", "RT_END 9 T01", "RT_START 1 T02", "RT_END 7 T02", "NEW_THERAPY 126", "DEATH 265"),
        *("AE 30 Anemia, 2 N N", "AE 91 Anemia, 3 N N"),
    ),
    "DEMO-003": (
        *("RT_START 3 T01", "RT_END 12 T01", "RT_START 3 T02", "RT_END 9 T02", "LAST_CONTACT 214"),
        *("AE 22 Fatigue, 1 N Y", "AE 84 Hypothyroidism, 2 N Y", "AE 120 Fatigue, 2 N "),
    ),
    "DEMO-004": (
        *("RT_START 1 T01", "RT_END 7 T01", "RT_START 1 T02", "RT_END 7 T02", "LAST_CONTACT 402"),
        "AE 12 Dry mouth, 1 N Y",
    ),
    "DEMO-005": (
        *("RT_START 2 T01", "RT_END 11 T01", "RT_START 2 T03", "RT_END 8 T03", "DEATH 431"),
        *("AE 97 Pneumonitis, 3 Y Y", "AE 424 Sepsis, 5 Y N"),
    ),
    "DEMO-006": ("RT_START 1", "RT_END 9", "LAST_CONTACT 140", "AE 19 Mucositis oral, 2 N Y"),
}
"""Events of each subject by the day since the start of treatment: the lesion of radiotherapy, and of an
adverse event its term, grade, whether it was serious and whether it was related."""


def write_events(subjects: Sequence[PhantomSubject], path: Path) -> None:
    """The events file of these subjects, as `main.py clinical import` takes it.

    Raises:
        Refusal: the file cannot be written.
    """
    write_files({path: csv_text(COLUMNS, (row for subject in subjects for row in _rows(subject)))})


def _rows(subject: PhantomSubject) -> Iterator[tuple[str, ...]]:
    for told in (f"ENROLMENT {_ENROLLED}", "TREATMENT_START 0", *_STORIES[subject.code]):
        kind, day, *more = told.split(" ", 2)
        on = (subject.treatment_start + timedelta(days=int(day))).isoformat()
        if kind == "AE":
            term, _, said = more[0].partition(", ")
            grade, serious, related = said.split(" ")
            yield subject.code, kind, on, "", term, grade, serious, related
        else:
            yield subject.code, kind, on, *more, *[""] * (5 - len(more))
