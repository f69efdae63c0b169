"""`main.py demo`: the demonstration trial, made and opened."""

from argparse import ArgumentParser, Namespace
from pathlib import Path


def describe(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folder", nargs="?", type=Path, metavar="FOLDER", help="where to make it; none: with the user's data"
    )
    parser.add_argument(
        "--headless", action="store_true", help="open no window: write screenshots, report and tables"
    )


def run(chosen: Namespace) -> int:
    from app.demo import run_demo

    return run_demo(chosen.folder, chosen.headless)
