"""Work off the window's thread: plain functions with a report, results delivered on the window's thread."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from measurements.progress import Cancelled, Report

Result = TypeVar("Result")


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
        self._reported.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        self._came_out.connect(self._conclude, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Asks the work to stop at its next report; its result is dropped if it comes all the same."""
        self._cancelled = True

    def report(self, done: int, total: int, text: str) -> None:
        """Called by the work, on its thread."""
        if self._cancelled:
            raise Cancelled
        self._reported.emit(done, total, text)

    def run(self) -> None:
        """Does the work; on a thread of the pool."""
        result: Result | None = None
        error: Exception | None = None
        try:
            result = self._work(self.report)
        except Exception as raised:  # handed over whole to the window's thread, which decides
            error = raised
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
    """The pool of work of one window; `drain` before the window's objects go."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._running: set[Job[object]] = set()

    def prepare(self, work: Callable[[Report], Result]) -> Job[Result]:
        """A job not started yet, so that its signals can be connected first."""
        return Job(work, self)

    def start(self, job: Job[Result]) -> None:
        """Starts a prepared job."""
        self._running.add(job)  # type: ignore[arg-type]  # Job is invariant in its result
        job.ended.connect(self._forget)
        self._pool.start(_Runner(job))

    @Slot()
    def _forget(self) -> None:
        job = self.sender()
        self._running.discard(job)
        job.deleteLater()

    def drain(self) -> None:
        """Cancels everything and waits until no thread works any more."""
        for job in tuple(self._running):
            job.cancel()
        self._pool.clear()
        self._pool.waitForDone()
