"""The report of one subject: whose read, by which protocol, signed or not; calls, lesions, pictures."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from app.case_words import caliper_text, state_text
from app.figures import day_text, mm_text, percent_text
from app.language import language
from app.reading.desk.site_choices import site_text
from app.reports.blocks import Block, Heading, NewPage, Paragraph, Table
from app.reports.read_facts import read_facts
from app.reports.read_pictures import caliper_pictures, key_pictures
from app.trial.figure_words import class_words
from measurements.case.accepted import Accepted, standings
from measurements.case.case_view import CaseView
from measurements.case.stored_case import case_of
from measurements.lesion import Lesion, RadiationClass, Role, State
from measurements.protocol.values import Protocol
from measurements.recist.sentences import overall_sentence, response_text
from measurements.storage.repository import Repository
from measurements.trial import Read, Subject, Timepoint

translate = QCoreApplication.translate

COLUMNS = 5
"""How many timepoints stand side by side; the next ones follow in a table of their own."""
LISTS = (Role.TARGET, Role.NON_TARGET, Role.NEW)


def subject_blocks(
    trial: Repository, subject: Subject, reads: Sequence[Read], protocol: Protocol
) -> list[Block]:
    """All reads of a subject, each from its own page on; the one that counts comes first.

    Raises:
        Refusal: a read contradicts itself.
    """
    stands = standings(trial)
    blocks: list[Block] = []
    ordered = sorted(
        reads, key=lambda read: (stands[read.uid].accepted is None, stands[read.uid].evaluator, read.reader)
    )
    agreed = any(stands[read.uid].accepted is Accepted.AGREED for read in ordered)
    for place, read in enumerate(ordered):
        blocks += [NewPage()] if place else []
        blocks += [Heading(_title(subject), 1), Paragraph(_trial_title(protocol))]
        case = case_of(trial, read)
        facts = read_facts(trial, subject, read, stands[read.uid], case, agreed=agreed)
        blocks.append(Table(("", ""), facts, (26, 74)))
        blocks += _read(trial, read, case)
    if not ordered:
        blocks.append(Heading(_title(subject), 1))
        blocks.append(Paragraph(translate("report", "Nobody has read this subject yet.")))
    return blocks


def _title(subject: Subject) -> str:
    return translate("report", "Subject {code}").format(code=subject.code)


def _trial_title(protocol: Protocol) -> str:
    chinese = language() == "zh" and protocol.trial.title_zh
    return protocol.trial.title_zh if chinese else protocol.trial.title


def _read(trial: Repository, read: Read, case: CaseView) -> Iterator[Block]:
    yield Heading(translate("report", "Calls"))
    yield _calls(case)
    yield Heading(translate("report", "Lesions: long \u00d7 short axis, mm"))
    yield from _lesions(case)
    if case.assessment is not None:
        yield Heading(translate("report", "Sums by radiation class, mm, and change from baseline"))
        yield from _sums(case)
    comments = tuple(_comments(case))
    if comments:
        yield Heading(translate("report", "Comments of the reader"))
        header = (
            translate("report", "Lesion"),
            translate("report", "Timepoint"),
            translate("report", "Comment"),
        )
        yield Table(header, comments, (12, 12, 76))
    yield from key_pictures(trial, read, case)
    yield from caliper_pictures(trial, case, _listed(case))


def _calls(case: CaseView) -> Block:
    rows = []
    for timepoint in case.timepoints:
        call = case.call_at(timepoint)
        if call is None:
            continue
        name = "BL" if call.is_baseline else "" if call.overall is None else response_text(call.overall)
        rows.append(
            (
                f"{timepoint.label}\n{timepoint.scan_date or ''}",
                day_text(timepoint.day),
                mm_text(call.sum_mm),
                "" if call.is_baseline else percent_text(call.pct_from_baseline),
                "" if call.is_baseline else percent_text(call.pct_from_nadir),
                name,
                overall_sentence(call, case.visit_labels, language()),
            )
        )
    if not rows:
        return Paragraph(translate("report", "Nothing has been assessed yet."))
    header = (
        translate("report", "Timepoint"),
        translate("report", "Day"),
        translate("report", "Sum, mm"),
        translate("report", "From baseline"),
        translate("report", "From nadir"),
        translate("report", "Call"),
        translate("report", "Why"),
    )
    return Table(header, tuple(rows), (12, 7, 10, 11, 11, 9, 40))


def _parted(timepoints: Sequence[Timepoint]) -> Iterator[Sequence[Timepoint]]:
    for start in range(0, len(timepoints), COLUMNS):
        yield timepoints[start : start + COLUMNS]


def _across(timepoints: Sequence[Timepoint], room: int) -> tuple[int, ...]:
    """Shares of as many columns as there are timepoints, never wider than two of a full table."""
    each = min(room // len(timepoints), 2 * room // COLUMNS)
    return (*[each] * (len(timepoints) - 1), room - each * (len(timepoints) - 1))


def _listed(case: CaseView) -> list[Lesion]:
    """Targets, non-targets, new lesions, each by label."""
    return sorted(case.lesions, key=lambda one: (LISTS.index(one.role), one.label))


def _dated(timepoint: Timepoint) -> str:
    return f"{timepoint.label}\n{timepoint.scan_date or ''}".rstrip()


def _lesions(case: CaseView) -> Iterator[Block]:
    if not case.lesions:
        yield Paragraph(translate("report", "No lesion has been recorded."))
        return
    for timepoints in _parted(case.timepoints):
        header = (
            translate("report", "Lesion"),
            translate("report", "Site"),
            translate("report", "Class"),
            *(_dated(one) for one in timepoints),
        )
        rows = tuple(
            (
                lesion.label,
                "\n".join(
                    part for part in (site_text(lesion.site, case.protocol.sites), lesion.name) if part
                ),
                "" if lesion.radiation is None else class_words(lesion.radiation),
                *(_said(case, lesion, one) for one in timepoints),
            )
            for lesion in _listed(case)
        )
        yield Table(header, rows, (9, 20, 12, *_across(timepoints, 60)))


def _place(case: CaseView, lesion: Lesion) -> str:
    """The site in the language of the report, and the reader's own name for it."""
    return "\n".join(part for part in (site_text(lesion.site, case.protocol.sites), lesion.name) if part)


def _said(case: CaseView, lesion: Lesion, timepoint: Timepoint) -> str:
    said = case.measurement(lesion, timepoint)
    if said is None:
        return ""
    state = "" if said.state is State.MEASURED else state_text(said.state)
    millimetres = caliper_text(said).replace(" mm", "")
    return "\n".join(part for part in (millimetres, state) if part)


def _sums(case: CaseView) -> Iterator[Block]:
    for timepoints in _parted(case.timepoints):
        rows = [
            (class_words(radiation), *(_sum_of(case, radiation, one) for one in timepoints))
            for radiation in RadiationClass
        ]
        rows.append((translate("report", "All"), *(_sum_of(case, None, one) for one in timepoints)))
        yield Table(
            (translate("report", "Class"), *(one.label for one in timepoints)),
            tuple(rows),
            (41, *_across(timepoints, 60)),
        )


def _sum_of(case: CaseView, radiation: RadiationClass | None, timepoint: Timepoint) -> str:
    call = case.call_at(timepoint)
    if call is None:
        return ""
    part = call.targets if radiation is None else call.by_class[radiation].targets
    change: Decimal | None = part.pct_from_baseline
    if part.sum_mm is None:
        return ""
    return mm_text(part.sum_mm) if call.is_baseline else f"{mm_text(part.sum_mm)}\n{percent_text(change)}"


def _comments(case: CaseView) -> Iterator[tuple[str, ...]]:
    for lesion in _listed(case):
        if lesion.comment:
            yield lesion.label, "", lesion.comment
        for timepoint in case.timepoints:
            said = case.measurement(lesion, timepoint)
            if said is not None and said.comment:
                yield lesion.label, timepoint.label, said.comment
