"""`main.py verify`: whether a trial can be trusted; says what does not hold, and exits with 1 then."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.commands.terminal import Progress, say


def describe(parser: ArgumentParser) -> None:
    parser.add_argument("--trial", required=True, type=Path, metavar="TRIAL", help="the trial's file")
    parser.add_argument("--json", action="store_true", help="print one JSON object, for machines")


def run(chosen: Namespace) -> int:
    from app.seen_ends import seen_folders
    from measurements.case.verification import verify
    from measurements.storage.store import open_trial

    with open_trial(chosen.trial, writing=False) as store, Progress() as progress:
        found = verify(store, seen_folders(chosen.trial), progress)
    if chosen.json:
        told = [
            {"part": one.part.value, "sentence": one.sentence, "remark": one.remark} for one in found.findings
        ]
        say(
            json.dumps(
                {
                    "holds": found.holds,
                    "audit_entries": found.entries,
                    "signatures": found.signatures,
                    "pictures": found.pictures,
                    "findings": told,
                },
                indent=2,
                ensure_ascii=False,
            )
        )
    else:
        for one in found.findings:
            say(f"{'remark' if one.remark else 'FOUND'} ({one.part}): {one.sentence}")
        say(
            f"{found.entries} audit entries, {found.signatures} signatures and {found.pictures} pictures "
            f"checked: {'all hold' if found.holds else 'not all hold'}."
        )
    return 0 if found.holds else 1
