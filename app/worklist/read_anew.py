"""The whole worklist read anew beside the window's thread, as after an import."""

from PySide6.QtCore import QObject, Signal, Slot

from app.collecting import without_collections
from app.jobs import Job, Jobs
from app.worklist.presenter import WorklistPresenter
from app.worklist.rows import SubjectRow
from measurements.progress import Report


class ReadAnew(QObject):
    """Reads all rows, and once more where the trial has changed meanwhile: what is told is never outdated.

    Signals: `read(rows)` on the window's thread.
    """

    read = Signal(list)

    def __init__(self, presenter: WorklistPresenter, jobs: Jobs) -> None:
        super().__init__()
        self._presenter = presenter
        self._jobs = jobs
        self._job: Job[list[SubjectRow]] | None = None
        self._outdated = False

    @Slot()
    def begin(self) -> None:
        """Reads; while it is reading already, what it brings is outdated."""
        if self._job is not None:
            self._outdated = True
            return
        self._outdated = False
        job = self._jobs.prepare(self._rows)
        job.finished.connect(self._tell)
        job.failed.connect(_raise)
        job.ended.connect(self._conclude)
        self._job = job
        self._jobs.start(job)

    def _rows(self, report: Report) -> list[SubjectRow]:
        with without_collections():
            return self._presenter.rows()

    def outdate(self) -> None:
        """The trial has changed: what is being read, if anything, is read once more."""
        self._outdated = True

    def end(self) -> None:
        """Nothing is told any more."""
        self._outdated = False
        if self._job is not None:
            self._job.cancel()

    def _tell(self, rows: list[SubjectRow]) -> None:
        if not self._outdated:
            self.read.emit(rows)

    def _conclude(self) -> None:
        self._job = None
        if self._outdated:
            self.begin()


def _raise(error: Exception) -> None:
    raise error
