"""Keeps Python's garbage collections from standing in the way: no thread runs while one goes on."""

import contextlib
import gc
import threading
from collections.abc import Iterator

_NEVER = 1 << 30
_GENERATIONS = 3


class _PutOff:
    """The generations that are not collected for now; work on several threads may ask at once."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._off: list[int] = []
        self._usual = gc.get_threshold()

    @contextlib.contextmanager
    def since(self, youngest: int) -> Iterator[None]:
        """Neither this generation nor an older one is collected meanwhile."""
        with self._turn:
            if not self._off:
                self._usual = gc.get_threshold()
            self._off.append(youngest)
            self._set()
        try:
            yield
        finally:
            with self._turn:
                self._off.remove(youngest)
                self._set()

    def _set(self) -> None:
        first = min(self._off, default=_GENERATIONS)
        gc.set_threshold(*(usual if at < first else _NEVER for at, usual in enumerate(self._usual)))


_put_off = _PutOff()


@contextlib.contextmanager
def without_full_collections() -> Iterator[None]:
    """Young garbage is collected as ever; what has lived for a while is not looked through.

    A full collection visits every slice of a trial, and no other thread runs meanwhile: with 156,000 of them
    the window stood still for a third of a second, again and again.
    """
    with _put_off.since(_GENERATIONS - 1):
        yield


@contextlib.contextmanager
def without_collections() -> Iterator[None]:
    """For work of a few seconds that makes values without cycles, as assessing a trial does: nothing of them
    is garbage, and with 1,000 patients looking for it took as long as a fifth of the work."""
    with _put_off.since(0):
        yield


def spare_the_program() -> None:
    """Takes what is loaded by now, the program itself, out of all later collections.

    None of it is ever garbage, and looking through it stops the window for 60 to 180 ms each time.
    """
    gc.freeze()
