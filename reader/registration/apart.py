"""Scans compared in a process of its own, behind everything else: reading goes on as if there were none."""

import atexit
import os
import signal
import sys
import threading
import time
import weakref
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from measurements.following import Followed
from measurements.geometry.vectors import Vector
from measurements.imaging import Series
from measurements.progress import Report, silent
from measurements.refusal import Refusal
from reader.registration.not_comparable import NotComparable

_DOING = "Following lesions"
_LOOK_AGAIN_SECONDS = 0.05
_NICE = 10
_SECONDS_TO_START = 120.0
"""Of a busy computer; one that has not begun by then never does."""
_BELOW_NORMAL_ON_WINDOWS = 0x4000

_Asked = tuple[str, str, Vector, float]
"""Names of the two series, centre and length of the long axis."""


class ComparisonsApart:
    """As `comparisons.Comparisons`; the process starts with the first comparison and is gone with `end`.

    Threads that use it wait for each other.
    """

    def __init__(self, budget_bytes: int) -> None:
        self._budget_bytes = budget_bytes
        self._turn = threading.Lock()
        self._beginning = threading.Lock()
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._told: set[str] = set()
        _opened.add(self)

    def follow(
        self, prior: Series, current: Series, centre_lps: Vector, long_mm: float, report: Report = silent
    ) -> Followed:
        """As `Comparisons.follow`. Cancelled, the process ends in the midst of its work.

        Raises:
            NotComparable: as there.
            Refusal: the process came to its end, as for want of memory, or did not begin.
            Cancelled: from `report`.
        """
        while not self._turn.acquire(timeout=_LOOK_AGAIN_SECONDS):
            report(0, 0, _DOING)
        try:
            report(0, 0, _DOING)
            answer = self._asked(prior, current, centre_lps, long_mm, report)
        except BaseException:
            self._kill()
            raise
        finally:
            self._turn.release()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def end(self) -> None:
        """Ends the process, whatever it is doing. Whoever waits for it has been cancelled before."""
        self._kill()

    def _asked(
        self, prior: Series, current: Series, centre_lps: Vector, long_mm: float, report: Report
    ) -> Followed | NotComparable:
        connection = self._begun(report)
        try:
            names = [_name(prior), _name(current)]
            unknown = {
                name: series
                for name, series in zip(names, (prior, current), strict=True)
                if name not in self._told
            }
            connection.send((unknown, (*names, centre_lps, long_mm)))
            self._told |= set(unknown)
            while not connection.poll(_LOOK_AGAIN_SECONDS):
                report(0, 0, _DOING)
            answer: Followed | NotComparable = connection.recv()
        except (EOFError, OSError) as error:
            report(0, 0, _DOING)  # cancelled, most likely
            raise Refusal(
                "The scans could not be compared, perhaps for want of memory: close other series and open "
                "the timepoint again."
            ) from error
        return answer

    def _begun(self, report: Report) -> Connection:
        """The way to a process that lives and listens."""
        with self._beginning:
            connection = self._connection
            if connection is not None and self._process is not None and self._process.is_alive():
                return connection
        self._kill()
        with self._beginning:
            context = get_context("spawn")
            connection, theirs = context.Pipe()
            # No daemon: it has processes of its own, in which codecs run.
            process = context.Process(
                target=_serve, args=(theirs, self._budget_bytes), name="comparisons", daemon=False
            )
            process.start()
            theirs.close()
            self._process, self._connection, self._told = process, connection, set()
        self._greet(connection, report)
        return connection

    def _greet(self, connection: Connection, report: Report) -> None:
        """Waits until the process listens. A script that begins without asking whether it is the main one
        runs in the process once more, and that never listens."""
        latest = time.monotonic() + _SECONDS_TO_START
        try:
            while not connection.poll(_LOOK_AGAIN_SECONDS):
                report(0, 0, _DOING)
                if time.monotonic() > latest:
                    raise TimeoutError
            connection.recv()
        except (EOFError, OSError) as error:
            report(0, 0, _DOING)  # cancelled, most likely
            raise Refusal(
                "The process that compares scans did not begin: open the timepoint again; a script of your "
                'own has to do its work under if __name__ == "__main__".'
            ) from error

    def _kill(self) -> None:
        with self._beginning:  # one that is being started is known only then
            process, self._process, self._connection = self._process, None, None
        if process is not None:
            process.kill()
            process.join()


_opened: "weakref.WeakSet[ComparisonsApart]" = weakref.WeakSet()


@atexit.register
def _end_all() -> None:
    """Python waits for processes that are no daemons, and these wait for their next request."""
    for comparisons in list(_opened):
        comparisons.end()


def _name(series: Series) -> str:
    """Of a series as it is now: one that has grown is another."""
    return f"{series.key} {hash(series.slices)}"


def _serve(connection: Connection, budget_bytes: int) -> None:
    """What the process does: it answers, one request after the other, until nobody asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the program
    _step_back()
    import cv2

    from reader.registration.comparisons import Comparisons

    cv2.setNumThreads(1)
    comparisons = Comparisons(budget_bytes)
    scans: dict[str, Series] = {}
    connection.send(None)
    while True:
        try:
            unknown, (prior, current, centre_lps, long_mm) = connection.recv()
        except EOFError:
            return
        scans |= unknown
        answer: Followed | NotComparable
        try:
            answer = comparisons.follow(scans[prior], scans[current], centre_lps, long_mm)
        except NotComparable as reason:
            answer = reason
        connection.send(answer)


def _step_back() -> None:
    """One core at most, and that behind whatever else wants it."""
    for library in ("OPENBLAS", "MKL", "OMP"):
        os.environ[f"{library}_NUM_THREADS"] = "1"  # read when numpy is imported, which it is not yet
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL_ON_WINDOWS)
    else:
        os.nice(_NICE)
