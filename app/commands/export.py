"""`main.py export`: a trial as tables, as reports on paper, as figures."""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.terminal import say
from app.commands.who import describe_who, sign_in_as_told
from app.commands.whose import choice_of, describe_whose, told

if TYPE_CHECKING:
    from measurements.endpoints.trial import TrialEndpoints
    from measurements.storage.store import TrialStore


def describe(parser: ArgumentParser) -> None:
    parser.add_argument(
        "what",
        choices=["csv", "report", "figures"],
        help="csv: lesions.csv, your own lesions as assess reads them, beside fuller tables; "
        "report: a PDF for each subject, and one of the trial where it has clinical events; "
        "figures: those of the endpoints, as SVG, PNG and PDF with their data",
    )
    parser.add_argument("--trial", required=True, type=Path, metavar="TRIAL", help="the trial's file")
    parser.add_argument(
        "--out", required=True, type=Path, metavar="FOLDER", help="where to write, made if missing"
    )
    parser.add_argument("--subject", metavar="CODE", help="of a report: this subject alone")
    parser.add_argument(
        "--language", choices=["en", "zh"], default="en", help="of reports and figures (default: en)"
    )
    parser.add_argument(
        "--width",
        type=int,
        choices=[85, 180],
        default=180,
        metavar="MM",
        help="of figures: 85 for one column of a journal, 180 for its page (default: 180)",
    )
    describe_whose(parser)
    describe_who(parser)


def run(chosen: Namespace) -> int:
    from measurements.access.permissions import Call, require
    from measurements.interchange.exports import export_csv
    from measurements.refusal import Refusal
    from measurements.storage.store import open_trial

    if chosen.subject is not None and chosen.what != "report":
        raise Refusal("Only a report is of one subject: leave --subject out, or ask for a report.")
    if told(chosen) and (chosen.what == "csv" or chosen.subject is not None):
        raise Refusal(
            "Tables and the report of a subject hold the reads of everybody: leave --reads and --reader out."
        )
    with open_trial(chosen.trial, writing=False) as store:
        sign_in_as_told(store, chosen)
        require(store.actor, Call.EXPORT)
        assert store.actor is not None
        if chosen.what == "csv":
            written: Iterator[Path] = iter(export_csv(store, chosen.out, store.actor.name))
        else:
            _letters(chosen.language)
            written = _reports(store, chosen) if chosen.what == "report" else _figures(store, chosen)
        for path in written:
            say(str(path))
    return 0


def _letters(language: str) -> None:
    """What draws letters needs Qt's application; no screen unless one was named."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from app.language import language_called, speak
    from app.program import application

    application()
    speak(language_called(language))


def _reports(store: "TrialStore", chosen: Namespace) -> Iterator[Path]:
    from app.reports.reports import write_subject_reports, write_trial_report
    from measurements.access.permissions import Call, may

    if chosen.subject is not None:
        yield from write_subject_reports(store, chosen.out, [chosen.subject])
        return
    assert store.actor is not None
    # The trial's report holds what the blinding hides.
    allowed = may(store.actor.role, Call.SEE_CLINICAL)
    with store.reading() as trial:
        known = trial.clinical_data() is not None
    # Endpoints may be refused: before anything is written.
    endpoints = _endpoints(store, chosen) if allowed and known else None
    yield from write_subject_reports(store, chosen.out)
    if endpoints is not None:
        yield write_trial_report(store, endpoints, chosen.out)
    elif allowed:
        say("No report of the trial: it has no clinical events yet.")


def _figures(store: "TrialStore", chosen: Namespace) -> Iterator[Path]:
    from app.trial.export import PRINTS, write_figures
    from measurements.access.permissions import Call, require

    require(store.actor, Call.SEE_CLINICAL)
    yield from write_figures(_endpoints(store, chosen), chosen.out, wide=PRINTS[chosen.width])


def _endpoints(store: "TrialStore", chosen: Namespace) -> "TrialEndpoints":
    from measurements.case.trial_endpoints import stored_endpoints

    assert store.actor is not None
    with store.reading() as trial:
        return stored_endpoints(trial, choice_of(trial, store.actor.name, chosen))
