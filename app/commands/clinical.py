"""`main.py clinical`: brings the clinical events of the patients into a trial."""

import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.terminal import say
from app.commands.who import describe_who, sign_in_as_told

if TYPE_CHECKING:
    from measurements.clinical.event import ClinicalData
    from measurements.storage.store import TrialStore


def describe(parser: ArgumentParser) -> None:
    parser.add_argument(
        "what",
        choices=["import", "terms"],
        help="import: take the events of a file, all or none; "
        "terms: keep the terms that adverse events may have, column term, from now on",
    )
    parser.add_argument("file", type=Path, metavar="FILE.csv", help="one row per event, or per term")
    parser.add_argument("--trial", required=True, type=Path, metavar="TRIAL", help="the trial's file")
    parser.add_argument(
        "--cutoff", type=_day, metavar="DATE", help="data cut-off, as 2025-12-31: later events are refused"
    )
    parser.add_argument(
        "--terms",
        type=Path,
        metavar="TERMS.csv",
        help="terms that its adverse events may have; without it those that the trial keeps",
    )
    parser.add_argument("--reason", default="", metavar="TEXT", help="why they are replaced, for the audit")
    parser.add_argument(
        "--over-corrections",
        action="store_true",
        help="take the place of events that were put or corrected by hand, too",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object, for machines")
    describe_who(parser)
    parser.epilog = (
        "Columns: subject, event (ENROLMENT, TREATMENT_START, RT_START, RT_END, DEATH, LAST_CONTACT, "
        "NEW_THERAPY, AE), date, lesion, term, grade, serious, related; those after date may be left out. "
        "The file takes the place of what was imported before."
    )


def run(chosen: Namespace) -> int:
    from measurements.storage.store import open_trial

    with open_trial(chosen.trial, writing=True) as store:
        sign_in_as_told(store, chosen)
        told = _import_terms(store, chosen) if chosen.what == "terms" else _import_events(store, chosen)
    for line in told:
        say(line)
    return 0


def _import_terms(store: "TrialStore", chosen: Namespace) -> list[str]:
    from measurements.access.permissions import require
    from measurements.case.commands import ImportClinicalTerms
    from measurements.case.service import CaseService
    from measurements.clinical.terms import read_terms
    from measurements.refusal import Refusal

    if chosen.cutoff is not None or chosen.terms is not None or chosen.over_corrections:
        raise Refusal("--cutoff, --terms and --over-corrections are of an import of events: leave them out.")
    require(store.actor, ImportClinicalTerms)
    terms = read_terms(chosen.file)
    CaseService(store).run(ImportClinicalTerms(terms), reason=chosen.reason)
    if chosen.json:
        kept = {"file": terms.source, "sha256": terms.source_sha256, "terms": len(terms.terms)}
        return [json.dumps(kept)]
    return [f"{terms.source}: terms: {len(terms.terms)}"]


def _import_events(store: "TrialStore", chosen: Namespace) -> list[str]:
    from measurements.access.permissions import require
    from measurements.case.clinical_import import lesions_by_subject
    from measurements.case.commands import ImportClinicalEvents
    from measurements.case.service import CaseService
    from measurements.clinical.events_file import read_events
    from measurements.clinical.terms import read_terms

    require(store.actor, ImportClinicalEvents)
    with store.reading() as trial:
        lesions = lesions_by_subject(trial)
        kept_terms = trial.clinical_terms()
        before = trial.clinical_data()
    terms = kept_terms if chosen.terms is None else read_terms(chosen.terms)
    data = read_events(
        chosen.file, subjects=lesions.keys(), lesions=lesions, terms=terms, cutoff=chosen.cutoff
    )
    CaseService(store).run(ImportClinicalEvents(data, chosen.over_corrections), reason=chosen.reason)
    with store.reading() as trial:
        after = frozenset(trial.clinical_events().values())
    former = frozenset() if before is None else frozenset(before.events)
    patients = len({event.subject for event in data.events})
    if chosen.json:
        kept = {
            "file": data.source,
            "sha256": data.source_sha256,
            "events": len(data.events),
            "patients": patients,
            "taken_away": len(former - after),
            "data_cutoff": {"date": data.cutoff.isoformat(), "stated": data.cutoff_stated},
        }
        return [json.dumps(kept)]
    return [
        f"{data.source}: events: {len(data.events)}, patients: {patients}",
        *([] if before is None else [_replaced(before, len(former - after), len(after - former))]),
        f"Data cut-off {data.cutoff}."
        if data.cutoff_stated
        else f"No cut-off given: the last date of the file, {data.cutoff}, stands for it.",
    ]


def _replaced(before: "ClinicalData", gone: int, new: int) -> str:
    return f"In the place of {before.origin}: events taken away: {gone}, new: {new}."


def _day(text: str) -> date:
    from measurements.clinical.event_cells import day_from

    try:
        return day_from(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error
