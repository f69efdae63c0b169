"""The page of the demonstration trial's calls, each with its reason.

Run as `python -m app.demo.calls_page > docs/calls.md`. It is written from what is truly in the made-up
subjects, by the lesion table and the engine; no picture is made.
"""

import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal

from measurements.protocol.loading import load_protocol
from measurements.protocol.values import Protocol
from measurements.recist.assessment import SubjectAssessment, TimepointAssessment
from measurements.recist.sentences import (
    immune_response_text,
    irecist_sentence,
    mm_text,
    overall_sentence,
    response_text,
)
from measurements.recist.subject import assess_subject
from reader.phantom.second_reader import SECOND_READS, read_again
from reader.phantom.subjects import demonstration_subjects
from reader.phantom.truth import VisitTruth, lesion_rows, visit_truth
from reader.phantom.visit import PhantomSubject

_VISITS = ("visit", "day", "sum, mm", "SBRT", "LDRT", "unirradiated", "call", "why", "iRECIST, and why")
_SUBJECTS = ("subject", "best response", "confirmed", "iRECIST", "PD on day", "response set")


def calls_page() -> str:
    """The page as Markdown."""
    protocol = load_protocol()
    subjects = demonstration_subjects()
    assessments = [_assessed(_truths(subject), protocol) for subject in subjects]
    lines = [
        "# Calls of the demonstration trial",
        "",
        "Written by `python -m app.demo.calls_page > docs/calls.md`; a test says when it no longer holds.",
        "The subjects are made up, their lesions are as an ideal reader records them, and the calls are the",
        "engine's, with its reasons. Two subjects were read again, by a reader as far off the truth as two",
        "radiologists are from each other. Sums and responses of a radiation class are exploratory: the sum",
        "of all targets, the non-targets and the new lesions decide.",
        "",
        f"Protocol {protocol.identity}.",
        "",
        "## Best responses",
        "",
        *_table(_SUBJECTS, map(_subject_cells, assessments)),
    ]
    for assessment in assessments:
        lines += [
            "",
            f"## {assessment.subject}",
            "",
            *_table(_VISITS, map(_visit_cells, assessment.timepoints)),
        ]
    for subject in subjects:
        if subject.code in SECOND_READS:
            again = _assessed(read_again(_truths(subject), SECOND_READS[subject.code]), protocol)
            lines += ["", f"## {subject.code}, second reader", ""]
            lines += _table(_VISITS, map(_visit_cells, again.timepoints))
    return "\n".join(lines) + "\n"


def _truths(subject: PhantomSubject) -> tuple[VisitTruth, ...]:
    return tuple(visit_truth(subject, visit) for visit in subject.visits)


def _assessed(truths: tuple[VisitTruth, ...], protocol: Protocol) -> SubjectAssessment:
    return assess_subject(lesion_rows(truths), protocol.rules)


def _subject_cells(assessment: SubjectAssessment) -> tuple[str, ...]:
    return (
        assessment.subject,
        response_text(assessment.bor),
        response_text(assessment.confirmed_bor),
        immune_response_text(assessment.ibor),
        "" if assessment.pd_day is None else str(assessment.pd_day),
        assessment.orr_set,
    )


def _visit_cells(timepoint: TimepointAssessment) -> tuple[str, ...]:
    first, _, rest = overall_sentence(timepoint).partition(": ")
    call = first
    if timepoint.overall_backdated is not None and timepoint.overall_backdated is not timepoint.overall:
        call = f"{first}, back-dated {response_text(timepoint.overall_backdated)}"
    return (
        f"{timepoint.visit:f}",
        str(timepoint.day),
        _mm(timepoint.sum_mm),
        *(" ".join(filter(None, (_mm(one.sum_mm), one.target))) for one in timepoint.by_class.values()),
        call,
        rest,
        irecist_sentence(timepoint),
    )


def _mm(mm: Decimal | None) -> str:
    return "" if mm is None else mm_text(mm)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [
        f"| {' | '.join(header)} |",
        f"|{'---|' * len(header)}",
        *(f"| {' | '.join(cells)} |" for cells in rows),
    ]


if __name__ == "__main__":
    sys.stdout.write(calls_page())
