"""The endpoints of a trial as tables: each row says of whom, by which read, cut-off and protocol."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from measurements.endpoints.adverse import Patients
from measurements.endpoints.outcome import Outcome
from measurements.endpoints.proportion import Proportion
from measurements.endpoints.sentences import outcome_sentence
from measurements.endpoints.survival import Curve
from measurements.endpoints.trial import ResponseTimes, SubjectEndpoints, TrialEndpoints
from measurements.interchange.call_tables import decimal_text
from measurements.interchange.tables import csv_text, make_folder, write_files

EXPLORATORY = "exploratory"

ENDPOINT_COLUMNS = (
    *("endpoint", "basis", "branch", "patients", "count", "estimate", "lower", "upper", "unit"),
    *("of_protocol",),
)
SUBJECT_COLUMNS = (
    *(
        "subject",
        "reader",
        "accepted",
        "enrolled",
        "treatment_start",
        "branch",
        "best",
        "confirmed_best",
        "best_pct",
    ),
    *(
        f"{basis}{name}"
        for basis in ("", "confirmed_")
        for name in ("response_date", "days_to_response", "response_days", "response_ended")
    ),
    *(f"{time}_{name}" for time in ("pfs", "os") for name in ("days", "event", "reason", "date", "why")),
    "salvage_rt",
)
CURVE_COLUMNS = ("curve", "basis", "day", "at_risk", "events", "censored", "survival", "lower", "upper")
CLASS_COLUMNS = ("status", "rt", "by", "responded", "of", "fraction", "lower", "upper", "median_best_pct")
CLASS_CHANGE_COLUMNS = (
    *("status", "subject", "lesion", "rt", "targets", "baseline_mm", "best_pct", "best", "best_nontarget"),
)
ADVERSE_EVENT_COLUMNS = (
    "term",
    *(
        f"{kind}{name}"
        for kind in ("", "related_", "unrelated_", "unstated_")
        for name in ("any", "grade_3_up", *(f"worst_{grade}" for grade in range(1, 6)))
    ),
    *("serious", "of"),
)
WATERFALL_COLUMNS = ("subject", "best_pct", "best", "confirmed_best")
SPIDER_COLUMNS = ("subject", "day", "pct", "response")
CLASS_SPIDER_COLUMNS = ("status", "subject", "rt", "day", "pct", "response")
SWIMMER_COLUMNS = ("subject", "days", "alive", "mark", "mark_day")
_HEADING = ("read", "data_cutoff", "subset")
_PROTOCOL = ("protocol",)

Cells = Sequence[object]


def endpoint_tables(endpoints: TrialEndpoints) -> dict[str, str]:
    """CSV texts by file name.

    Days count from the start of survival, those of a duration from the response, those of a spider from the
    start of treatment; fractions lie between 0 and
    1; intervals are at 95 %. A cell is blank where nothing is known, or nothing reached. `subset` is "all"
    where the table is of all enrolled patients.
    """
    parts: Mapping[str, tuple[Sequence[str], Iterator[Cells]]] = {
        "endpoints.csv": (ENDPOINT_COLUMNS, _endpoints(endpoints)),
        "endpoint-subjects.csv": (SUBJECT_COLUMNS, map(_subject, endpoints.subjects)),
        "curves.csv": (CURVE_COLUMNS, _curves(endpoints)),
        "classes.csv": (CLASS_COLUMNS, _classes(endpoints)),
        "class-changes.csv": (CLASS_CHANGE_COLUMNS, _class_changes(endpoints)),
        "adverse-events.csv": (ADVERSE_EVENT_COLUMNS, _adverse_events(endpoints)),
        "waterfall.csv": (WATERFALL_COLUMNS, _waterfall(endpoints)),
        "spider.csv": (SPIDER_COLUMNS, _spiders(endpoints)),
        "class-spiders.csv": (CLASS_SPIDER_COLUMNS, _class_spiders(endpoints)),
        "swimmer.csv": (SWIMMER_COLUMNS, _swimmers(endpoints)),
    }
    heading = (endpoints.read, endpoints.data.cutoff.isoformat(), endpoints.subset.code)
    protocol = (endpoints.protocol.identity,)
    return {
        name: csv_text(
            (*_HEADING, *columns, *_PROTOCOL),
            ((*heading, *map(_text, cells), *protocol) for cells in rows),
        )
        for name, (columns, rows) in parts.items()
    }


def write_endpoint_tables(endpoints: TrialEndpoints, folder: Path) -> list[Path]:
    """Writes `endpoint_tables` into a folder, which is made if missing: all of them or none.

    Raises:
        Refusal: the folder or a file cannot be written.
    """
    make_folder(folder)
    texts = {folder / name: text for name, text in endpoint_tables(endpoints).items()}
    write_files(texts)
    return [*texts]


def _endpoints(endpoints: TrialEndpoints) -> Iterator[Cells]:
    asked = endpoints.protocol.dating.confirmation
    for basis, response, other in (
        ("confirmed", endpoints.confirmed, "not-required"),
        ("unconfirmed", endpoints.unconfirmed, "required"),
    ):
        of_protocol = asked != other
        yield "ORR", basis, "", *_proportion(response.objective), of_protocol
        for branch, one in response.by_branch.items():
            yield "ORR", basis, branch or "not read", *_proportion(one), of_protocol
        yield "DCR", basis, "", *_proportion(response.control), of_protocol
        yield "DOR", basis, "", *_median(response.duration), of_protocol
        spread = response.time_to_response
        yield (
            *("TTR", basis, "", spread.patients, spread.patients, spread.median, spread.least),
            *(spread.greatest, "days, least to greatest", of_protocol),
        )
    yield "PFS", "", "", *_median(endpoints.progression_free), True
    yield "OS", "", "", *_median(endpoints.survival), True


def _proportion(one: Proportion) -> Cells:
    return one.of, one.count, one.fraction, one.lower, one.upper, "fraction"


def _median(curve: Curve) -> Cells:
    """Its count is that of the events."""
    median = curve.median
    return curve.patients, curve.events, median.days, median.lower, median.upper, "days, median"


def _subject(one: SubjectEndpoints) -> Cells:
    return (
        *(one.subject, one.reader, one.accepted, one.enrolled, one.treatment_start, one.branch or "not read"),
        *(one.best, one.confirmed_best, one.best_pct),
        *_response(one.response),
        *_response(one.confirmed_response),
        *_outcome(one.progression_free),
        *_outcome(one.survival),
        " ".join(day.isoformat() for day in one.salvage),
    )


def _response(times: ResponseTimes | None) -> Cells:
    if times is None:
        return ("",) * 4
    return times.first.on, times.days_to_response, times.duration.day, times.duration.event


def _outcome(outcome: Outcome) -> Cells:
    return outcome.day, outcome.event, outcome.reason, outcome.on, outcome_sentence(outcome)


def curves_of(endpoints: TrialEndpoints) -> Iterator[tuple[str, str, Curve]]:
    """Each curve with its name and, of a duration, its basis."""
    yield "PFS", "", endpoints.progression_free
    yield "OS", "", endpoints.survival
    yield "DOR", "confirmed", endpoints.confirmed.duration
    yield "DOR", "unconfirmed", endpoints.unconfirmed.duration


def _curves_by_set(endpoints: TrialEndpoints) -> Iterator[tuple[str, str, Curve]]:
    for branch, one in endpoints.progression_free_by_set.items():
        yield "PFS", branch, one
    for branch, one in endpoints.survival_by_set.items():
        yield "OS", branch, one


def _curves(endpoints: TrialEndpoints) -> Iterator[Cells]:
    """A row for each day with an event or a censored patient; the basis of a part of them is their set."""
    for name, basis, curve in (*curves_of(endpoints), *_curves_by_set(endpoints)):
        steps = {step.day: step for step in curve.steps}
        lost = {mark.day: mark.patients for mark in curve.censored}
        for day in sorted({*steps, *lost}):
            step = steps.get(day)
            yield (
                *(name, basis, day, curve.at_risk(day), step.events if step else 0, lost.get(day, 0)),
                curve.survival(day),
                *((step.lower, step.upper) if step else ("", "")),
            )


def _classes(endpoints: TrialEndpoints) -> Iterator[Cells]:
    for one in endpoints.classes:
        for by, found, median in (
            ("patient", one.patients, one.patient_median_pct),
            ("lesion", one.lesions, one.lesion_median_pct),
        ):
            yield (
                *(EXPLORATORY, one.radiation, by, found.count, found.of, found.fraction),
                *(found.lower, found.upper, median),
            )


def _class_changes(endpoints: TrialEndpoints) -> Iterator[Cells]:
    for one in endpoints.class_changes:
        yield (
            *(EXPLORATORY, one.subject, "", one.radiation, one.targets, one.baseline_mm, one.best_pct),
            *(one.best, one.best_nontarget),
        )
    for lesion in endpoints.lesion_changes:
        yield (
            *(EXPLORATORY, lesion.subject, lesion.lesion, lesion.radiation, 1, lesion.baseline_mm),
            *(lesion.best_pct, lesion.best, ""),
        )


def _adverse_events(endpoints: TrialEndpoints) -> Iterator[Cells]:
    table = endpoints.adverse_events
    for row in table.rows:
        kinds = (row.regardless, row.related, row.unrelated, row.unstated)
        counts = [count for patients in kinds for count in _counts(patients)]
        yield row.term or "ANY TERM", *counts, row.serious, table.patients


def _waterfall(endpoints: TrialEndpoints) -> Iterator[Cells]:
    for bar in endpoints.waterfall:
        yield bar.subject, bar.pct, bar.best, bar.confirmed_best


def _spiders(endpoints: TrialEndpoints) -> Iterator[Cells]:
    for spider in endpoints.spiders:
        for leg in spider.legs:
            yield spider.subject, leg.day, leg.pct, leg.response


def _class_spiders(endpoints: TrialEndpoints) -> Iterator[Cells]:
    for radiation, spiders in endpoints.class_spiders.items():
        for spider in spiders:
            for leg in spider.legs:
                yield EXPLORATORY, spider.subject, radiation, leg.day, leg.pct, leg.response


def _swimmers(endpoints: TrialEndpoints) -> Iterator[Cells]:
    """A row for each mark on a lane; of a lane without any, one row with neither mark nor day."""
    for lane in endpoints.lanes:
        marks: list[Cells] = [(mark.what, mark.day) for mark in lane.marks]
        for mark in marks or [("", "")]:
            yield lane.subject, lane.days, lane.alive, *mark


def _counts(patients: Patients) -> tuple[int, ...]:
    return patients.any_grade, patients.severe, *patients.by_worst_grade


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Y" if cell else "N"
    if isinstance(cell, Decimal):
        return decimal_text(cell)
    if isinstance(cell, float):
        return decimal_text(Decimal(repr(cell))) if cell.is_integer() else f"{cell:.6g}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)
