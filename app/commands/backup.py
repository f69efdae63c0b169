"""`main.py backup`: a copy of a trial that was found whole, also while somebody works in it."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.commands.terminal import say


def describe(parser: ArgumentParser) -> None:
    parser.add_argument("--trial", required=True, type=Path, metavar="TRIAL", help="the trial's file")
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help="the backup; without it, one in NAME.backups beside the trial, where old ones are thinned out",
    )


def run(chosen: Namespace) -> int:
    from app.seen_ends import seen_folders
    from measurements.storage.backups import back_up

    made = back_up(chosen.trial, chosen.out, anchors=seen_folders(chosen.trial))
    say(f"{made.path}")
    say(f"It ends at audit entry {made.sequence}.")
    return 0
