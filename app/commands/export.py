"""`main.py export`: a trial's lesions and what belongs to them, as tables."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.commands.terminal import say
from app.commands.who import describe_who, sign_in_as_told


def describe(parser: ArgumentParser) -> None:
    parser.add_argument(
        "what",
        choices=["csv"],
        help="csv: lesions.csv, your own lesions as assess reads them, beside fuller tables",
    )
    parser.add_argument("--trial", required=True, type=Path, metavar="TRIAL", help="the trial's file")
    parser.add_argument(
        "--out", required=True, type=Path, metavar="FOLDER", help="where to write, made if missing"
    )
    describe_who(parser)


def run(chosen: Namespace) -> int:
    from measurements.access.permissions import Call, require
    from measurements.interchange.exports import export_csv
    from measurements.storage.store import open_trial

    with open_trial(chosen.trial, writing=False) as store:
        sign_in_as_told(store, chosen)
        require(store.actor, Call.EXPORT)
        assert store.actor is not None
        for path in export_csv(store, chosen.out, store.actor.name):
            say(str(path))
    return 0
