"""A backup after each signature, made beside the window."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.jobs import Jobs
from app.refusal_words import refusal_text
from app.seen_ends import seen_folders
from measurements.case.changes import Changes
from measurements.case.service import CaseService
from measurements.refusal import Refusal
from measurements.storage.backups import Backup, back_up

SIGNED = frozenset({"SignTimepoint", "CompleteRead", "Adjudicate", "UnlockSignature", "ReopenTimepoint"})
"""Commands after which the trial is worth keeping as it is."""


class Safekeeping(QObject):
    """Backs a trial up after what was signed or voided in it; several signatures in a row share one backup.

    Signals: `kept(backup)`; `troubled(sentence)` when it could not be made.
    """

    kept = Signal(object)
    troubled = Signal(str)

    def __init__(self, path: Path, case: CaseService, jobs: Jobs) -> None:
        super().__init__(jobs)
        self._path = path
        self._jobs = jobs
        self._working = self._wanted = False
        case.subscribe(self._after)

    def _after(self, changes: Changes) -> None:
        if changes.action in SIGNED:
            self._wanted = True
            self._go_on()

    def _go_on(self) -> None:
        if self._working or not self._wanted:
            return
        self._working, self._wanted = True, False
        path = self._path
        job = self._jobs.prepare(lambda report: back_up(path, anchors=seen_folders(path)))
        job.finished.connect(self._on_kept)
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_ended)
        self._jobs.start_apart(job)  # what the pool drops at its end never tells that it ended

    def finish(self) -> None:
        """Backs up what was signed since the last backup began; for the end, when no work goes on.

        Word of that work may still be under way: it must find nothing wanted, or it would begin anew.

        Raises:
            Refusal: it could not be made.
        """
        wanted, self._wanted = self._wanted, False
        if wanted:
            back_up(self._path, anchors=seen_folders(self._path))

    def _on_kept(self, backup: Backup) -> None:
        self.kept.emit(backup)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self.troubled.emit(refusal_text(error))

    def _on_ended(self) -> None:
        self._working = False
        self._go_on()
