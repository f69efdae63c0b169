"""Work off the window's thread: plain functions with a report, results delivered on the window's thread."""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from measurements.progress import Cancelled, Report

Result = TypeVar("Result")

PATIENCE_SECONDS = 2.0
"""How long the end of a trial waits for work that hangs on a disk before it goes on without it."""


class Job(QObject, Generic[Result]):
    """One piece of work, started by `Jobs.start` and living until it has ended.

    Signals arrive on the window's thread: `progressed(done, total, text)`, then one of `finished(result)`
    and `failed(exception)`, or neither when it was cancelled; `ended()` last in every case.
    """

    progressed = Signal(int, int, str)
    finished = Signal(object)
    failed = Signal(object)
    ended = Signal()
    # From the working thread to this object's own slots, hence queued to the window's thread. Only there
    # is it known for certain whether the user has cancelled in the meantime.
    _reported = Signal(int, int, str)
    _came_out = Signal(object, object)

    def __init__(self, work: Callable[[Report], Result], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._cancelled = False
        self._left = False
        self._telling = threading.Lock()
        self._reported.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        self._came_out.connect(self._conclude, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Asks the work to stop at its next report; its result is dropped if it comes all the same."""
        self._cancelled = True

    def leave(self) -> None:
        """Cancels; once this returns, the work touches nothing of the window, whenever it ends."""
        self.cancel()
        with self._telling:
            self._left = True

    def report(self, done: int, total: int, text: str) -> None:
        """Called by the work, on its thread or on one that helps it."""
        if self._cancelled:
            raise Cancelled
        with self._telling:
            if not self._left:
                self._reported.emit(done, total, text)

    def run(self) -> None:
        """Does the work; on the thread it was given."""
        result: Result | None = None
        error: Exception | None = None
        try:
            result = self._work(self.report)
        except Exception as raised:  # handed over whole to the window's thread, which decides
            error = raised
        with self._telling:
            if not self._left:
                self._came_out.emit(result, error)

    @Slot(int, int, str)
    def _pass_on(self, done: int, total: int, text: str) -> None:
        if not self._cancelled:
            self.progressed.emit(done, total, text)

    @Slot(object, object)
    def _conclude(self, result: Result | None, error: Exception | None) -> None:
        if not self._cancelled and not isinstance(error, Cancelled):
            if error is None:
                self.finished.emit(result)
            else:
                self.failed.emit(error)
        self.ended.emit()


class _Runner(QRunnable):
    def __init__(self, job: Job[Result]) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.run()


class Jobs(QObject):
    """The work of one window; `drain` before the window's objects go.

    Most of it shares a pool of two threads. What reads files that may lie on a disk or a share that hangs is
    started apart, so that nothing ever waits for it.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._running: set[Job[object]] = set()
        self._apart: dict[Job[object], threading.Thread] = {}

    def prepare(self, work: Callable[[Report], Result]) -> Job[Result]:
        """A job not started yet, so that its signals can be connected first."""
        return Job(work, self)

    def start(self, job: Job[Result]) -> None:
        """Starts a prepared job on the pool."""
        self._running.add(job)  # type: ignore[arg-type]  # Job is invariant in its result
        job.ended.connect(self._forget)
        self._pool.start(_Runner(job))

    def start_apart(self, job: Job[Result]) -> None:
        """Starts a prepared job at once, on a thread that does not keep the program from ending."""
        thread = threading.Thread(target=job.run, name="work apart", daemon=True)
        self._apart[job] = thread  # type: ignore[index]  # as above
        job.ended.connect(self._forget)
        thread.start()

    @Slot()
    def _forget(self) -> None:
        job: Job[object] = self.sender()  # type: ignore[assignment]  # only jobs are connected
        self._running.discard(job)
        self._apart.pop(job, None)
        job.deleteLater()

    def drain(self) -> None:
        """Cancels everything and waits until no thread works any more, but not for one that hangs."""
        for job in (*self._running, *self._apart):
            job.cancel()
        self._pool.clear()
        self._pool.waitForDone()
        until = time.monotonic() + PATIENCE_SECONDS
        for job, thread in self._apart.items():
            thread.join(max(0.0, until - time.monotonic()))
            if thread.is_alive():
                job.leave()
