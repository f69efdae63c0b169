"""`main.py restore`: a backup in the place of a trial, whose file is kept under another name."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.commands.terminal import say


def describe(parser: ArgumentParser) -> None:
    parser.add_argument("backup", type=Path, metavar="BACKUP", help="the backup, from NAME.backups")
    parser.add_argument(
        "--trial",
        required=True,
        type=Path,
        metavar="TRIAL",
        help="the trial's file, damaged or not, or a new one",
    )
    parser.add_argument("--reason", default="", metavar="TEXT", help="why it is restored, for the audit")


def run(chosen: Namespace) -> int:
    from app.seen_ends import seen_folders
    from measurements.storage.restoring import restore

    done = restore(chosen.backup, chosen.trial, reason=chosen.reason, anchors=seen_folders(chosen.trial))
    say(f"{done.path}")
    for sentence in done.sentences():
        say(sentence)
    return 0
