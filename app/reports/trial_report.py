"""The report of the trial: endpoints in tables, every patient with the reasons, and all figures."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication

from app.figures import percent_text
from app.language import language
from app.reports.blocks import Block, Heading, NewPage, Sentence, Table
from app.trial.export import EVERY, notes, plate
from app.trial.figure_words import branch_words, response_words
from app.trial.tables import Line, rate_lines
from measurements.endpoints.sentences import outcome_sentence
from measurements.endpoints.trial import SubjectEndpoints, TrialEndpoints

translate = QCoreApplication.translate


def trial_blocks(endpoints: TrialEndpoints) -> list[Block]:
    """Numbers, patients, then every figure."""
    return [*_parts(endpoints), NewPage(), *(plate(figure, endpoints, shown) for figure, shown in EVERY)]


def _parts(endpoints: TrialEndpoints) -> Iterator[Block]:
    trial = endpoints.protocol.trial
    yield Heading(translate("report", "Trial report"), 1)
    yield Sentence(trial.title_zh if language() == "zh" and trial.title_zh else trial.title)
    for note in notes(endpoints):
        yield Sentence(note)
    yield Sentence(
        translate("report", "Protocol {code}, version {version}, SHA-256 {hash}").format(
            code=trial.code, version=endpoints.protocol.version, hash=endpoints.protocol.hash
        )
    )
    yield Sentence(
        translate("report", "Clinical events: {source}, SHA-256 {hash}").format(
            source=endpoints.data.source, hash=endpoints.data.source_sha256
        )
        if endpoints.data.source_sha256
        else translate("report", "Clinical events: {origin}").format(origin=endpoints.data.origin)
    )
    for header, rows in _blocks(rate_lines(endpoints)):
        yield Heading(header.name)
        yield Table(
            ("", *header.cells, *[""] * (3 - len(header.cells))),
            tuple((row.name, *row.cells, *[""] * (3 - len(row.cells))) for row in rows),
            (40, 20, 20, 20),
        )
    yield Heading(translate("report", "Adverse events by worst grade, patients"))
    yield _adverse_events(endpoints)
    yield Heading(translate("report", "Each patient"))
    yield Table(
        (
            translate("report", "Patient"),
            translate("report", "Response rests on"),
            translate("report", "Best"),
            translate("report", "Confirmed"),
            translate("report", "Change"),
            translate("report", "PFS, days"),
            translate("report", "OS, days"),
        ),
        tuple(_patient(one) for one in endpoints.subjects),
        (12, 14, 8, 10, 9, 25, 22),
    )


def _blocks(lines: Sequence[Line]) -> Iterator[tuple[Line, list[Line]]]:
    """The lines that each heading stands over."""
    places = [at for at, line in enumerate(lines) if line.heading]
    for at, following in zip(places, [*places[1:], len(lines)], strict=True):
        yield lines[at], list(lines[at + 1 : following])


def _adverse_events(endpoints: TrialEndpoints) -> Block:
    header = (
        translate("report", "Term"),
        translate("report", "Any"),
        *("1", "2", "3", "4", "5"),
        translate("report", "Related"),
        translate("report", "Serious"),
    )
    rows = tuple(
        (
            translate("report", "Any term") if row.term is None else row.term,
            str(row.regardless.any_grade),
            *map(str, row.regardless.by_worst_grade),
            str(row.related.any_grade),
            str(row.serious),
        )
        for row in endpoints.adverse_events.rows
    )
    return Table(header, rows, (36, 8, 8, 8, 8, 8, 8, 8, 8))


def _patient(one: SubjectEndpoints) -> tuple[str, ...]:
    def time(name: str) -> str:
        outcome = one.progression_free if name == "pfs" else one.survival
        plus = "" if outcome.event else "+"
        return f"{outcome.day}{plus}\n{outcome_sentence(outcome, language())}"

    return (
        one.subject,
        branch_words(one.branch),
        response_words(one.best),
        response_words(one.confirmed_best),
        percent_text(one.best_pct),
        time("pfs"),
        time("os"),
    )
