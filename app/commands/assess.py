"""`main.py assess`: RECIST 1.1 calls from a lesion table."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path


def describe(parser: ArgumentParser) -> None:
    parser.add_argument("lesions", type=Path, metavar="LESIONS.csv", help="one row per lesion and visit")
    parser.add_argument(
        "--timepoints", type=Path, metavar="OUT.csv", help="where the call of every visit goes"
    )
    parser.add_argument("--subjects", type=Path, metavar="OUT.csv", help="where the best responses go")
    parser.add_argument(
        "--protocol",
        type=Path,
        metavar="FILE.toml",
        help="the trial's protocol; without it, the built-in one",
    )
    parser.epilog = "A table without a file goes to standard output, the one of visits first."


def run(chosen: Namespace) -> int:
    from app.collecting import without_full_collections
    from measurements.interchange.lesion_table import assess_table
    from measurements.protocol.loading import load_protocol

    protocol = load_protocol(chosen.protocol)
    with without_full_collections():  # a table is values without cycles
        text = assess_table(chosen.lesions, chosen.timepoints, chosen.subjects, protocol.rules)
    sys.stdout.write(text)
    if chosen.protocol is not None:
        sys.stderr.write(f"longaxis: by protocol {protocol.identity}\n")
    return 0
