"""`main.py endpoints`: response rates, durations, survival, classes and adverse events of a trial."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.commands.terminal import say
from app.commands.who import describe_who, sign_in_as_told
from app.commands.whose import choice_of, describe_whose


def describe(parser: ArgumentParser) -> None:
    parser.add_argument("--trial", required=True, type=Path, metavar="TRIAL", help="the trial's file")
    describe_whose(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON object, for machines")
    form.add_argument("--csv", type=Path, metavar="FOLDER", help="write the tables here, made if missing")
    describe_who(parser)


def run(chosen: Namespace) -> int:
    from app.collecting import without_collections
    from measurements.access.permissions import Call, require
    from measurements.case.trial_endpoints import stored_endpoints
    from measurements.interchange.endpoint_text import endpoint_lines
    from measurements.storage.store import open_trial

    with open_trial(chosen.trial, writing=False) as store:
        sign_in_as_told(store, chosen)
        require(store.actor, Call.SEE_CLINICAL)
        assert store.actor is not None
        with store.reading() as trial, without_collections():
            endpoints = stored_endpoints(trial, choice_of(trial, store.actor.name, chosen))
    if chosen.json:
        from measurements.interchange.endpoint_document import endpoint_document

        say(json.dumps(endpoint_document(endpoints), indent=2, ensure_ascii=False, allow_nan=False))
    elif chosen.csv is not None:
        from measurements.interchange.endpoint_tables import write_endpoint_tables

        for path in write_endpoint_tables(endpoints, chosen.csv):
            say(str(path))
    else:
        for line in endpoint_lines(endpoints):
            say(line)
    return 0
