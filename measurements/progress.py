"""How a long piece of work tells how far it is, and learns that nobody waits for it any more."""

from typing import Protocol


class Cancelled(Exception):
    """Raised by a `Report` when the user has cancelled; the work unwinds and leaves nothing behind."""


class Report(Protocol):
    """Called by the work itself, often; raises `Cancelled` when the user has cancelled."""

    def __call__(self, done: int, total: int, text: str) -> None:
        """`done` of `total` steps (total 0: not known yet), and in words what is being done."""


def silent(done: int, total: int, text: str) -> None:
    """A report for callers who neither watch nor cancel."""
