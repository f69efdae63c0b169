"""The report of the trial: endpoints in tables, every patient with the reasons, and all figures."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication

from app.figures import percent_text
from app.language import language
from app.reports.blocks import Block, Heading, NewPage, Paragraph, Table
from app.trial.export import EVERY, notes, plate
from app.trial.figure_words import branch_words, classes_sentence, kind_words, response_words
from app.trial.tables import Line, rate_lines
from measurements.clinical.event import EventKind
from measurements.endpoints.adverse import AdverseEventTable
from measurements.endpoints.sentences import outcome_sentence
from measurements.endpoints.trial import SubjectEndpoints, TrialEndpoints

translate = QCoreApplication.translate


def trial_blocks(endpoints: TrialEndpoints) -> list[Block]:
    """Numbers, patients, then every figure."""
    return [*_parts(endpoints), NewPage(), *(plate(figure, endpoints, shown) for figure, shown in EVERY)]


def _parts(endpoints: TrialEndpoints) -> Iterator[Block]:
    trial = endpoints.protocol.trial
    yield Heading(translate("report", "Trial report"), 1)
    yield Paragraph(trial.title_zh if language() == "zh" and trial.title_zh else trial.title)
    for note in notes(endpoints):
        yield Paragraph(note)
    yield Paragraph(
        translate("report", "Protocol {code}, version {version}, SHA-256 {hash}").format(
            code=trial.code, version=endpoints.protocol.version, hash=endpoints.protocol.hash
        )
    )
    yield Paragraph(
        translate("report", "Clinical events: {source}, SHA-256 {hash}").format(
            source=endpoints.data.source, hash=endpoints.data.source_sha256
        )
        if endpoints.data.source_sha256
        else translate("report", "Clinical events: {origin}").format(origin=endpoints.data.origin)
    )
    yield Paragraph(
        translate(
            "report",
            "Survival counts from {start} and ends on day {days}. Intervals of rates are exact "
            "(Clopper-Pearson), those of medians by log(-log). NR: not reached.",
        ).format(start=_start_words(endpoints), days=endpoints.protocol.dating.cutoff_days)
    )
    yield Paragraph(classes_sentence())
    for header, rows in _blocks(rate_lines(endpoints)):
        yield Heading(header.name)
        yield Table(
            ("", *header.cells, *[""] * (3 - len(header.cells))),
            tuple((row.name, *row.cells, *[""] * (3 - len(row.cells))) for row in rows),
            (40, 20, 20, 20),
            right_from=1,
        )
    table = endpoints.adverse_events
    yield Heading(
        translate("report", "Adverse events by worst grade, patients of {of}").format(of=table.patients)
    )
    yield _adverse_events(table)
    unstated = table.rows[0].unstated.any_grade
    if unstated:
        yield Paragraph(
            translate(
                "report",
                "Patients with events of which nobody said whether they were related: {count}; these events "
                "stand in neither column.",
            ).format(count=unstated)
        )
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
        (12, 13, 10, 10, 9, 25, 21),
    )


def _blocks(lines: Sequence[Line]) -> Iterator[tuple[Line, list[Line]]]:
    """The lines that each heading stands over."""
    places = [at for at, line in enumerate(lines) if line.heading]
    for at, following in zip(places, [*places[1:], len(lines)], strict=True):
        yield lines[at], list(lines[at + 1 : following])


def _start_words(endpoints: TrialEndpoints) -> str:
    from_enrolment = endpoints.protocol.trial.start_of_survival == "enrolment"
    return kind_words(EventKind.ENROLMENT if from_enrolment else EventKind.TREATMENT_START)


def _adverse_events(table: AdverseEventTable) -> Block:
    severe = "\u2265 3"
    header = (
        translate("report", "Term"),
        translate("report", "Any"),
        severe,
        *("1", "2", "3", "4", "5"),
        translate("report", "Related"),
        severe,
        translate("report", "Not related"),
        severe,
        translate("report", "Serious"),
    )
    rows = tuple(
        (
            translate("report", "Any term") if row.term is None else row.term,
            _share(row.regardless.any_grade, table.patients),
            _share(row.regardless.severe, table.patients),
            *map(str, row.regardless.by_worst_grade),
            *(str(row.related.any_grade), str(row.related.severe)),
            *(str(row.unrelated.any_grade), str(row.unrelated.severe)),
            str(row.serious),
        )
        for row in table.rows
    )
    return Table(header, rows, (26, 12, 12, 4, 4, 4, 4, 4, 8, 5, 8, 5, 8), right_from=1)


def _share(count: int, of: int) -> str:
    """ "3 (50.0 %)"; without anybody the count alone."""
    return f"{count} ({100 * count / of:.1f} %)" if of else str(count)


def _patient(one: SubjectEndpoints) -> tuple[str, ...]:
    def time(name: str) -> str:
        outcome = one.progression_free if name == "pfs" else one.survival
        plus = "" if outcome.event else "+"
        return f"{outcome.day}{plus}\n{outcome_sentence(outcome, language())}"

    return (
        # Whose read counts stands where patients differ in that.
        f"{one.subject}\n{one.reader}" if one.accepted else one.subject,
        branch_words(one.branch),
        response_words(one.best),
        response_words(one.confirmed_best),
        percent_text(one.best_pct),
        time("pfs"),
        time("os"),
    )
