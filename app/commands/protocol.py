"""`main.py protocol`: the protocol that a trial holds, in readable form, replaced or written out."""

import json
from argparse import ArgumentParser, Namespace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.terminal import say
from app.commands.who import describe_who, sign_in_as_told

if TYPE_CHECKING:
    from measurements.case.trial_protocol import TrialProtocol
    from measurements.recist.phrases import Language
    from measurements.storage.store import TrialStore


def describe(parser: ArgumentParser) -> None:
    parser.add_argument("--trial", required=True, type=Path, metavar="TRIAL", help="the trial's file")
    parser.add_argument(
        "--set", type=Path, metavar="FILE.toml", help="make this file the trial's protocol first"
    )
    parser.add_argument("--reason", default="", metavar="TEXT", help="why it is replaced, for the audit")
    parser.add_argument(
        "--out", type=Path, metavar="FILE.toml", help="write the protocol's text here, as it is kept"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object, for machines")
    parser.add_argument("--language", choices=["en", "zh"], default="en", help="of what is printed")
    describe_who(parser)


def run(chosen: Namespace) -> int:
    from measurements.interchange.tables import write_files
    from measurements.storage.store import open_trial

    with open_trial(chosen.trial, writing=chosen.set is not None) as store:
        sign_in_as_told(store, chosen)
        if chosen.set is not None:
            _replace(store, chosen.set, chosen.reason)
        found = _found(store)
    if chosen.out is not None:
        write_files({chosen.out: found.stored.text})
    if chosen.json:
        say(json.dumps(_described(found), indent=2, default=_exact))
    else:
        for line in _lines(found, chosen.language):
            say(line)
    return 0


def _replace(store: "TrialStore", path: Path, reason: str) -> None:
    from measurements.case.commands import SetProtocol
    from measurements.case.service import CaseService
    from measurements.protocol.loading import text_of

    CaseService(store).run(SetProtocol(path.name, text_of(path)), reason=reason)


def _found(store: "TrialStore") -> "TrialProtocol":
    from measurements.case.trial_protocol import trial_protocol

    with store.reading() as trial:
        return trial_protocol(trial)


def _described(found: "TrialProtocol") -> dict[str, object]:
    protocol = found.protocol
    return {
        "code": protocol.trial.code,
        "version": protocol.version,
        "hash": protocol.hash,
        "file_name": found.stored.file_name,
        "who": found.who,
        "when_utc": found.when_utc,
        "read_otherwise": found.read_otherwise,
        "content": protocol.content,
    }


def _exact(value: object) -> str:
    """Decimals as text, which keeps every digit."""
    assert isinstance(value, Decimal)
    return f"{value:f}"


def _lines(found: "TrialProtocol", language: "Language") -> list[str]:
    from measurements.protocol.readable import readable_protocol

    lines = [
        f"{found.protocol.identity}",
        f"from {found.stored.file_name}, put in by {found.who} at {found.when_utc}",
    ]
    if found.read_otherwise:
        lines.append(
            "Another version of this program put it in, whose defaults for what the file leaves out differ "
            f"from those of this one: it was {found.stored.hash[:12]} then."
        )
    for section in readable_protocol(found.protocol, language):
        lines += ["", section.title, *(f"  {line.label}: {line.value}" for line in section.lines)]
    return lines
