"""`main.py clinical`: brings the clinical events of the patients into a trial."""

import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path

from app.commands.terminal import say
from app.commands.who import describe_who, sign_in_as_told


def describe(parser: ArgumentParser) -> None:
    parser.add_argument("what", choices=["import"], help="import: take the events of a file, all or none")
    parser.add_argument("events", type=Path, metavar="EVENTS.csv", help="one row per event")
    parser.add_argument("--trial", required=True, type=Path, metavar="TRIAL", help="the trial's file")
    parser.add_argument(
        "--cutoff", type=_day, metavar="DATE", help="data cut-off, as 2025-12-31: later events are refused"
    )
    parser.add_argument(
        "--terms", type=Path, metavar="TERMS.csv", help="the terms that adverse events may have, column term"
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
    from measurements.case.clinical_import import lesions_by_subject
    from measurements.case.commands import ImportClinicalEvents
    from measurements.case.service import CaseService
    from measurements.clinical.events_file import read_events, read_terms
    from measurements.storage.store import open_trial

    terms = None if chosen.terms is None else read_terms(chosen.terms)
    with open_trial(chosen.trial, writing=True) as store:
        sign_in_as_told(store, chosen)
        with store.reading() as trial:
            lesions = lesions_by_subject(trial)
        data = read_events(
            chosen.events, subjects=lesions.keys(), lesions=lesions, terms=terms, cutoff=chosen.cutoff
        )
        CaseService(store).run(ImportClinicalEvents(data, chosen.over_corrections), reason=chosen.reason)
    patients = len({event.subject for event in data.events})
    if chosen.json:
        say(
            json.dumps(
                {
                    "file": data.source,
                    "sha256": data.source_sha256,
                    "events": len(data.events),
                    "patients": patients,
                    "data_cutoff": {"date": data.cutoff.isoformat(), "stated": data.cutoff_stated},
                }
            )
        )
        return 0
    say(f"{data.source}: events: {len(data.events)}, patients: {patients}")
    say(
        f"Data cut-off {data.cutoff}."
        if data.cutoff_stated
        else f"No cut-off given: the last date of the file, {data.cutoff}, stands for it."
    )
    return 0


def _day(text: str) -> date:
    from measurements.clinical.event_cells import day_from

    try:
        return day_from(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error
