"""`main.py demo`: the demonstration trial, made and opened."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.commands.terminal import Progress, say


def describe(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folder", nargs="?", type=Path, metavar="FOLDER", help="where to make it; none: with the user's data"
    )
    parser.add_argument(
        "--headless", action="store_true", help="open no window: write screenshots, report and tables"
    )


def run(chosen: Namespace) -> int:
    from app.demo.trial import default_folder, is_made, make_demonstration

    folder = chosen.folder or default_folder()
    if not is_made(folder):
        say(f"Making the demonstration trial in {folder}: less than a minute, once.")
    with Progress() as progress:
        trial = make_demonstration(folder, progress)
    if chosen.headless:
        # Said before Qt looks for a screen: pictures of windows need none, unless one was named.
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from app.demo.gallery import leave_pictures

        page = leave_pictures(trial)
        say(f"Pictures, tables and a page that shows them: {page}")
        return 0
    say(f"Opening the demonstration trial {trial}")
    from app.program import open_workstation

    return open_workstation(trial)
