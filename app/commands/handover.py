"""`main.py handover`: cases out to a reader in a sealed file, opened there, and their reads back in."""

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.terminal import Progress, say, warn
from app.commands.who import describe_who, sign_in_as_told
from measurements.refusal import Refusal

if TYPE_CHECKING:
    from measurements.handover.conflict import Conflict
    from measurements.handover.package import Seal
    from measurements.handover.planning import Plan
    from measurements.handover.reads_file import ReadsFile
    from measurements.handover.take_back import TakenBack

UNDECIDED = 2
BY_CHECKSUMS = "The trial has no accounts: checksums hold the file together, and nobody's key stands for it."


def describe(parser: ArgumentParser) -> None:
    steps = parser.add_subparsers(dest="step", required=True, metavar="STEP")
    out = steps.add_parser("out", help="hand cases out: one file to carry", allow_abbrev=False)
    _trial(out)
    out.add_argument("--reader", required=True, metavar="NAME", help="whose cases: the name of their account")
    out.add_argument(
        "--out", required=True, type=Path, metavar="FILE.longaxis-cases", help="the file to make"
    )
    out.add_argument(
        "--subject", action="append", default=[], metavar="CODE", help="only this one; may be repeated"
    )
    describe_who(out)
    opened = steps.add_parser("open", help="unpack cases into a new folder and open them", allow_abbrev=False)
    opened.add_argument("file", type=Path, metavar="FILE.longaxis-cases")
    opened.add_argument("folder", type=Path, metavar="FOLDER", help="a new one, for trial and pictures")
    opened.add_argument("--headless", action="store_true", help="unpack only, and open no window")
    back = steps.add_parser("back", help="hand reads back: one small file to carry", allow_abbrev=False)
    _trial(back)
    back.add_argument(
        "--out", required=True, type=Path, metavar="FILE.longaxis-reads", help="the file to make"
    )
    describe_who(back)
    taken = steps.add_parser("in", help="take reads back into the trial they are of", allow_abbrev=False)
    taken.add_argument("file", type=Path, metavar="FILE.longaxis-reads")
    _trial(taken)
    taken.add_argument(
        "--take",
        choices=["here", "theirs"],
        help="which side to go by in every conflict; without it, conflicts are listed and nothing is taken",
    )
    taken.add_argument("--reason", default="", metavar="TEXT", help="why so, for the audit")
    taken.add_argument("--json", action="store_true", help="print one JSON object, for machines")
    describe_who(taken)


def run(chosen: Namespace) -> int:
    match chosen.step:
        case "out":
            return _out(chosen)
        case "open":
            return _open(chosen)
        case "back":
            return _back(chosen)
        case _:
            return _in(chosen)


def _trial(parser: ArgumentParser) -> None:
    parser.add_argument("--trial", required=True, type=Path, metavar="TRIAL", help="the trial's file")


def _out(chosen: Namespace) -> int:
    from measurements.handover.hand_out import hand_out
    from measurements.storage.store import open_trial

    with open_trial(chosen.trial, writing=True) as store, Progress() as progress:
        password = sign_in_as_told(store, chosen)
        made = hand_out(store, chosen.reader, chosen.out, chosen.subject, password, progress)
    codes = ", ".join(one.code for one in made.subjects)
    say(str(made.path))
    say(f"{codes} for {made.hand_out.reader}: {made.files} pictures, {made.size / 1e6:.1f} MB.")
    say(_sealed(made.seal))
    return 0


def _open(chosen: Namespace) -> int:
    from measurements.handover.unpack import unpack

    with Progress() as progress:
        trial, seal = unpack(chosen.file, chosen.folder, progress)
    say(str(trial))
    say(_sealed(seal))
    if chosen.headless:
        return 0
    from app.program import open_workstation

    return open_workstation(trial)


def _back(chosen: Namespace) -> int:
    from measurements.handover.hand_back import hand_back
    from measurements.storage.store import open_trial

    with open_trial(chosen.trial, writing=True) as store:
        password = sign_in_as_told(store, chosen)
        made = hand_back(store, chosen.out, password)
    say(str(made.path))
    say(
        f"The reads of {made.hand_out.reader} for {made.hand_out.trial_name}, to audit entry {made.sequence}."
    )
    say(_sealed(made.seal))
    return 0


def _in(chosen: Namespace) -> int:
    from measurements.handover.conflict import Side
    from measurements.handover.reads_file import opened_reads
    from measurements.handover.take_back import look, take_back
    from measurements.storage.store import open_trial

    with open_trial(chosen.trial, writing=True) as store:
        sign_in_as_told(store, chosen)
        with opened_reads(chosen.file) as file:
            plan = look(store, file)
            taken = None
            if not plan.nothing_new and (chosen.take or not plan.open):
                side = Side(chosen.take or Side.THEIRS)
                if plan.open and not chosen.reason.strip():
                    raise Refusal("What differs is decided for a reason: give one with --reason.")
                taken = take_back(store, file, dict.fromkeys(plan.open, side), chosen.reason)
            if chosen.json:
                say(json.dumps(_described(file, plan, taken), indent=2, ensure_ascii=False))
            else:
                _print(file, plan, taken)
    if taken is None and not plan.nothing_new:
        warn(
            "nothing was taken, since trial and file differ: decide with --take here or --take theirs "
            "and a --reason, or one by one in the window."
        )
        return UNDECIDED
    return 0


def _print(file: "ReadsFile", plan: "Plan", taken: "TakenBack | None") -> None:
    say(f"{file.path.name}: reads of {file.hand_out.reader}, handed out {file.hand_out.made}.")
    say(_sealed(file.seal))
    for told in (*plan.remarks, *([plan.nothing_new] if plan.nothing_new else [])):
        say(str(told))
    for line in _table(plan.conflicts):
        say(line)
    if taken is not None:
        codes, left = ", ".join(taken.codes) or "none", ", ".join(taken.left) or "none"
        say(f"Taken: {codes}. Kept as they are here: {left}.")
        say(f"{taken.signatures} signatures came with them; {taken.voided} were voided.")


def _table(conflicts: "tuple[Conflict, ...]") -> list[str]:
    """One line for each conflict, and one for each thing that two reads say otherwise."""
    rows = []
    for one in conflicts:
        about = " ".join(part for part in (one.subject, one.where) if part) or "the file"
        decided = f"{one.wins.value} wins" if one.wins else "to be decided"
        rows.append((one.kind.value, about, one.here, one.theirs, decided))
        rows += [("", f"  {part.where}", part.here, part.theirs, "") for part in one.differences]
    if not rows:
        return []
    rows.insert(0, ("differs", "what", "here", "theirs", ""))
    widths = [max(len(row[at]) for row in rows) for at in range(5)]
    return [
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def _described(file: "ReadsFile", plan: "Plan", taken: "TakenBack | None") -> dict[str, object]:
    return {
        "file": file.path.name,
        "sha256": file.file_hash,
        "hand_out": asdict(file.hand_out),
        "sealed_by": file.seal.name if file.seal.by_key else None,
        "nothing_new": str(plan.nothing_new or ""),
        "remarks": [str(one) for one in plan.remarks],
        "conflicts": [asdict(one) for one in plan.conflicts],
        "taken": None
        if taken is None
        else {
            "subjects": list(taken.codes),
            "kept_as_here": list(taken.left),
            "signatures": taken.signatures,
            "voided": taken.voided,
        },
    }


def _sealed(seal: "Seal") -> str:
    if not seal.by_key:
        return BY_CHECKSUMS
    return f"Sealed by {seal.printed_name} ({seal.name}) at {seal.sealed}, key {seal.public_key[:16]}."
