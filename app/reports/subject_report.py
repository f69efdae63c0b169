"""The report of one subject: whose read, by which protocol, signed or not; calls, lesions, pictures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from app.case_words import caliper_text, class_name, state_text
from app.figures import mm_text, percent_text
from app.language import language
from app.reports.crops import WIDE_MM, crop
from app.reports.paper import NEW_PAGE, broken, heading, paragraph, table
from app.review.crops import SIZE_PX
from app.review.windows import window_for
from app.trial.figure_words import class_words, response_words
from app.trial.tables import branch_words
from measurements.case.case_view import CaseView
from measurements.case.stored_case import case_of
from measurements.lesion import Lesion, RadiationClass, State
from measurements.protocol.values import Protocol
from measurements.recist.sentences import overall_sentence, response_text
from measurements.refusal import Refusal
from measurements.signature import Meaning, Signature
from measurements.storage.program import PROGRAM_VERSION
from measurements.storage.repository import Repository
from measurements.trial import Read, Subject, Timepoint

translate = QCoreApplication.translate

COLUMNS = 6
"""How many timepoints stand side by side; the next ones follow in a table of their own."""
CROPS = 4
CROP_PX = 156


@dataclass(frozen=True, slots=True)
class Body:
    """The running text of a report and the pictures in it, by their names."""

    html: str
    pictures: dict[str, QImage]


def subject_body(trial: Repository, subject: Subject, reads: Sequence[Read], protocol: Protocol) -> Body:
    """All reads of a subject, each from its own page on.

    Raises:
        Refusal: a read contradicts itself.
    """
    pictures: dict[str, QImage] = {}
    parts = []
    for place, read in enumerate(reads):
        parts.append(NEW_PAGE if place else "")
        parts.extend(_read(trial, subject, read, protocol, pictures))
    if not reads:
        parts.append(heading(translate("report", "Subject {code}").format(code=subject.code), 1))
        parts.append(paragraph(translate("report", "Nobody has read this subject yet.")))
    return Body("".join(parts), pictures)


def _read(
    trial: Repository, subject: Subject, read: Read, protocol: Protocol, pictures: dict[str, QImage]
) -> Iterator[str]:
    case = case_of(trial, read)
    title = (
        protocol.trial.title_zh if language() == "zh" and protocol.trial.title_zh else protocol.trial.title
    )
    yield heading(translate("report", "Subject {code}").format(code=subject.code), 1)
    yield paragraph(title)
    yield table(("", ""), _facts(trial, subject, read, case), widths=(28, 72))
    yield heading(translate("report", "Calls"))
    yield _calls(case)
    yield heading(translate("report", "Lesions"))
    yield from _lesions(case)
    yield heading(translate("report", "Sums by radiation class, mm"))
    yield from _sums(case)
    if any(said.caliper is not None for said in case.measurements.values()):
        yield NEW_PAGE
    yield heading(translate("report", "Pictures with calipers"))
    yield from _pictures(trial, case, pictures)


def _facts(trial: Repository, subject: Subject, read: Read, case: CaseView) -> list[tuple[str, str]]:
    protocol, assessment = case.protocol, case.assessment
    rows = [
        (
            translate("report", "Protocol"),
            translate("report", "{code}, version {version}\nSHA-256 {hash}").format(
                code=protocol.trial.code, version=protocol.version, hash=protocol.hash
            ),
        ),
        (translate("report", "Assessor"), read.reader),
        (translate("report", "Signature"), _signed(trial, read, case)),
        (
            translate("report", "Start of treatment"),
            subject.treatment_start.isoformat()
            if subject.treatment_start
            else translate("report", "not known; days count from baseline"),
        ),
    ]
    if assessment is not None:
        rows += [
            (
                translate("report", "Best response"),
                translate("report", "{best}; confirmed: {confirmed}").format(
                    best=response_words(assessment.bor),
                    confirmed=response_words(assessment.confirmed_bor),
                ),
            ),
            (translate("report", "Response rests on"), branch_words(assessment.orr_set)),
        ]
    rows.append((translate("report", "Program"), f"Longaxis {PROGRAM_VERSION}"))
    return rows


def _signed(trial: Repository, read: Read, case: CaseView) -> str:
    labels = {one.uid: one.label for one in case.timepoints}
    standing = trial.evidence.standing(read.uid)
    if not standing:
        return translate("report", "Draft: nothing of this read is signed.")
    return "\n".join(_signature(one, labels) for one in sorted(standing, key=lambda one: one.signed))


def _signature(one: Signature, labels: dict[str, str]) -> str:
    what = {
        Meaning.TIMEPOINT: translate("report", "{timepoint} assessed"),
        Meaning.READ: translate("report", "Read completed"),
        Meaning.ADJUDICATION: translate("report", "Read adjudicated"),
    }[one.meaning].format(timepoint=labels.get(one.timepoint_uid or "", ""))
    return translate("report", "{what}: {name}, {when}, content {hash}").format(
        what=what,
        name=one.printed_name,
        when=one.signed.isoformat(sep=" ", timespec="minutes"),
        hash=one.content_hash[:12],
    )


def _calls(case: CaseView) -> str:
    rows = []
    for timepoint in case.timepoints:
        call = case.call_at(timepoint)
        if call is None:
            continue
        name = "BL" if call.is_baseline else "" if call.overall is None else response_text(call.overall)
        rows.append(
            (
                f"{timepoint.label}\n{timepoint.scan_date or ''}",
                str(timepoint.day),
                mm_text(call.sum_mm),
                percent_text(call.pct_from_baseline),
                percent_text(call.pct_from_nadir),
                name,
                overall_sentence(call, case.visit_labels, language()),
            )
        )
    if not rows:
        return paragraph(translate("report", "Nothing has been assessed yet."))
    header = (
        translate("report", "Timepoint"),
        translate("report", "Day"),
        translate("report", "Sum, mm"),
        translate("report", "Baseline"),
        translate("report", "Nadir"),
        translate("report", "Call"),
        translate("report", "Why"),
    )
    return table(header, rows, widths=(13, 6, 9, 10, 10, 10, 42))


def _parted(timepoints: Sequence[Timepoint]) -> Iterator[Sequence[Timepoint]]:
    for start in range(0, len(timepoints), COLUMNS):
        yield timepoints[start : start + COLUMNS]


def _lesions(case: CaseView) -> Iterator[str]:
    if not case.lesions:
        yield paragraph(translate("report", "No lesion has been recorded."))
        return
    for timepoints in _parted(case.timepoints):
        header = (
            translate("report", "Lesion"),
            translate("report", "Site"),
            translate("report", "Class"),
            *(one.label for one in timepoints),
        )
        rows = [
            (
                lesion.label,
                ", ".join(part for part in (lesion.site, lesion.name) if part),
                "" if lesion.radiation is None else class_words(lesion.radiation),
                *(_said(case, lesion, one) for one in timepoints),
            )
            for lesion in case.lesions
        ]
        across = 60 // max(len(timepoints), 1)
        yield table(header, rows, widths=(9, 19, 12, *([across] * len(timepoints))))


def _said(case: CaseView, lesion: Lesion, timepoint: Timepoint) -> str:
    said = case.measurement(lesion, timepoint)
    if said is None:
        return ""
    state = "" if said.state is State.MEASURED else state_text(said.state)
    return "\n".join(part for part in (caliper_text(said), state) if part)


def _sums(case: CaseView) -> Iterator[str]:
    for timepoints in _parted(case.timepoints):
        rows = [
            (class_words(radiation), *(_sum_of(case, radiation, one) for one in timepoints))
            for radiation in RadiationClass
        ]
        rows.append((translate("report", "All"), *(_sum_of(case, None, one) for one in timepoints)))
        across = 80 // max(len(timepoints), 1)
        yield table(
            (translate("report", "Class"), *(one.label for one in timepoints)),
            rows,
            widths=(20, *([across] * len(timepoints))),
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


def _pictures(trial: Repository, case: CaseView, pictures: dict[str, QImage]) -> Iterator[str]:
    """Of each lesion with a caliper its baseline and its last timepoints, all of it at one scale."""
    drawn = False
    for lesion in case.lesions:
        found = [
            (timepoint, said.caliper)
            for timepoint in case.timepoints
            if (said := case.measurement(lesion, timepoint)) is not None and said.caliper is not None
        ]
        if not found:
            continue
        drawn = True
        chosen = found if len(found) <= CROPS else [found[0], *found[1 - CROPS :]]
        wide = max(WIDE_MM, *(float(caliper.long_mm) * 1.6 for _, caliper in chosen))
        words: list[str] = []
        cells: list[str] = []
        for timepoint, caliper in chosen:
            said = case.measurement(lesion, timepoint)
            assert said is not None, "it has a caliper"
            words.append(
                translate("report", "{lesion}, {timepoint}\n{millimetres}").format(
                    lesion=lesion.label, timepoint=timepoint.label, millimetres=caliper_text(said)
                )
            )
            series = trial.series_with_slices(caliper.series_key)
            try:
                if series is None:
                    raise Refusal(translate("report", "The series is not in the trial any more."))
                name = f"crop{len(pictures)}"
                window = window_for(lesion, case.protocol.windows)
                pictures[name] = crop(series, caliper, class_name(lesion), wide, window)
                high_px = CROP_PX * SIZE_PX[1] // SIZE_PX[0]
                cells.append(f'<img src="{name}" width="{CROP_PX}" height="{high_px}"/>')
            except Refusal as refusal:
                cells.append(escape(str(refusal)))
        across = 100 // CROPS
        radiation = "" if lesion.radiation is None else class_words(lesion.radiation)
        words[0] += "\n" + translate("report", "{site}; {radiation}\npictures {wide} mm wide").format(
            site=lesion.site or lesion.organ, radiation=radiation, wide=f"{wide:.0f}"
        )
        shown = "".join(
            f'<td width="{across}%" style="padding: 0 6px 10px 0;">{cell}<br/>{broken(text)}</td>'
            for cell, text in zip(cells, words, strict=True)
        )
        shown += f'<td width="{across}%"></td>' * (CROPS - len(cells))
        yield f'<table width="100%" cellspacing="0" cellpadding="0"><tr>{shown}</tr></table>'
    if not drawn:
        yield paragraph(translate("report", "No caliper has been drawn."))
