"""The page of the demonstration trial's endpoints.

Run as `python -m app.demo.endpoints_page > docs/endpoints.md`. It is computed from what is truly in the
made-up subjects and from their made-up events; no picture is made.
"""

import sys
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from app.demo.events import CUTOFF, write_events
from measurements.clinical.events_file import read_events
from measurements.endpoints.sentences import outcome_sentence
from measurements.endpoints.trial import SubjectEndpoints, TrialEndpoints, trial_endpoints
from measurements.interchange.endpoint_text import endpoint_lines
from measurements.protocol.loading import load_protocol
from reader.phantom.subjects import UNREAD_SUBJECT, demonstration_subjects
from reader.phantom.truth import lesion_rows, visit_truth

READ = "an ideal reader"

_HEADER = ("subject", "branch", "best", "confirmed", "PFS, days", "why", "OS, days", "why")


def demonstration_endpoints() -> TrialEndpoints:
    """By the truth of every subject but the one that is left to be read."""
    subjects = demonstration_subjects()
    reads = {
        subject.code: lesion_rows(visit_truth(subject, visit) for visit in subject.visits)
        if subject.code != UNREAD_SUBJECT
        else []
        for subject in subjects
    }
    scan_dates = {
        subject.code: {Decimal(visit.number): (visit.date,) for visit in subject.visits}
        for subject in subjects
    }
    with tempfile.TemporaryDirectory() as folder:
        write_events(subjects, Path(folder) / "events.csv")
        data = read_events(Path(folder) / "events.csv", subjects=reads.keys(), cutoff=CUTOFF)
    return trial_endpoints(reads, data, load_protocol(), READ, scan_dates)


def endpoints_page() -> str:
    """The page as Markdown."""
    endpoints = demonstration_endpoints()
    return "\n".join(
        (
            "# Endpoints of the demonstration trial",
            "",
            "Written by `python -m app.demo.endpoints_page > docs/endpoints.md`; a test says when it no",
            "longer holds. Subjects and events are made up; the reads are those of an ideal reader. One",
            "subject is left to be read, and stands in every denominator. `python main.py demo FOLDER` makes",
            "the trial with the same events (`events.csv` beside it), and `python main.py endpoints --trial",
            "FOLDER/demonstration.longaxis` tells the same of it. How times end is in [a decision of its",
            "own](adr/0019-times-end-for-one-reason-and-curves-are-counted.md).",
            "",
            "```text",
            *endpoint_lines(endpoints),
            "```",
            "",
            "## Patients, with the one reason of each time",
            "",
            f"| {' | '.join(_HEADER)} |",
            f"|{'---|' * len(_HEADER)}",
            *_patients(endpoints.subjects),
            "",
        )
    )


def _patients(subjects: tuple[SubjectEndpoints, ...]) -> Iterator[str]:
    for one in subjects:
        times = (one.progression_free, one.survival)
        cells = (
            *(one.subject, one.branch or "not read", one.best, one.confirmed_best),
            *(cell for time in times for cell in (str(time.day), outcome_sentence(time))),
        )
        yield f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.stdout.write(endpoints_page())
