"""Whose reads the endpoints of a trial rest on, as a command was told."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from measurements.case.trial_endpoints import ReadChoice
    from measurements.storage.repository import Repository


def describe_whose(parser: ArgumentParser) -> None:
    """Adds the choice of the reads that count."""
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument(
        "--reads",
        choices=["investigator", "accepted"],
        help="whose reads count: the investigator's, or those accepted of the readers' (adjudicated, agreed "
        "or the only one); without it, as the protocol says",
    )
    whose.add_argument("--reader", metavar="NAME", help="the reads of this reader count")


def told(chosen: Namespace) -> bool:
    """Whether the command line says whose reads count."""
    return chosen.reader is not None or chosen.reads is not None


def choice_of(trial: "Repository", own: str, chosen: Namespace) -> "ReadChoice":
    """The reads that were asked for; else those of the protocol, of `own`, or of the only reader.

    Raises:
        Refusal: as from `usual_choice`.
    """
    from measurements.case.trial_endpoints import Choice, ReadChoice, usual_choice

    if chosen.reader is not None:
        return ReadChoice(Choice.READER, chosen.reader)
    if chosen.reads is not None:
        return ReadChoice(Choice(chosen.reads))
    return usual_choice(trial, own)
