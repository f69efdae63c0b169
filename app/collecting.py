"""Keeps Python's full garbage collections from standing in the way: no thread runs while one goes on."""

import contextlib
import gc
from collections.abc import Iterator

_NEVER = 1 << 30


@contextlib.contextmanager
def without_full_collections() -> Iterator[None]:
    """Young garbage is collected as ever; what has lived for a while is not looked through.

    A full collection visits every slice of a trial, and no other thread runs meanwhile: with 156,000 of them
    the window stood still for a third of a second, again and again.
    """
    before = gc.get_threshold()
    gc.set_threshold(before[0], before[1], _NEVER)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def spare_the_program() -> None:
    """Takes what is loaded by now, the program itself, out of all later collections.

    None of it is ever garbage, and looking through it stops the window for 60 to 180 ms each time.
    """
    gc.freeze()
