"""The demonstration trial, made beside the windows for whoever asks for it."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.components.progress import WorkProgress
from app.jobs import Job, Jobs
from app.main_window import MainWindow
from app.refusal_words import refusal_text
from measurements.refusal import Refusal


class DemonstrationMaking(QObject):
    """Shows in the window how far it is. Signals: `made(path)` with the trial, also where it was there."""

    made = Signal(object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = Jobs(self)
        self._under_way: Job[Path] | None = None
        window.closed.connect(self._jobs.drain)

    def begin(self) -> None:
        """Nothing while it is being made already."""
        from app.demo.trial import default_folder, make_demonstration

        if self._under_way is not None:
            return
        job = self._jobs.prepare(lambda report: make_demonstration(default_folder(), report))
        self._under_way = job
        work = WorkProgress(lambda: self.tr("Making the demonstration trial"))
        work.cancelled.connect(job.cancel)
        job.progressed.connect(work.show_progress)
        job.finished.connect(self.made)
        job.failed.connect(self._tell_failure)
        job.ended.connect(self._end)
        self._window.show_work(work)
        self._jobs.start(job)

    def _end(self) -> None:
        self._under_way = None
        self._window.show_work(None)

    def _tell_failure(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self._window.show_error(refusal_text(error))
