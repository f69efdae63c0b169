"""Runs the imports of the worklist, one at a time, and keeps the panel told."""

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from app.collecting import without_full_collections
from app.copying import room_to_unpack
from app.importing import ImportReport, bring_in, index_of, look_through
from app.jobs import Job
from app.refusal_words import refusal_text
from app.session import Session
from app.worklist.import_panel import ImportPanel
from measurements.access.permissions import Call
from measurements.progress import Report
from measurements.refusal import Refusal


class Intake(QObject):
    """From folders given to a report shown.

    Signals: `told(kind, title, text)` for what belongs in a banner, title and text each a `Wording`;
    `begun()` when an import starts, `broughtIn()` when one has changed the trial.
    """

    told = Signal(str, object, object)
    begun = Signal()
    broughtIn = Signal()

    def __init__(self, panel: ImportPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self._session: Session | None = None
        self._job: Job[ImportReport] | None = None
        self._failed = False
        self._report: ImportReport | None = None
        panel.cancelled.connect(self.cancel)
        panel.saveWanted.connect(self._save_report)

    @property
    def is_running(self) -> bool:
        return self._job is not None

    def serve(self, session: Session | None) -> None:
        """Imports into this trial from now on; one that runs belongs to the trial before and is cancelled."""
        self.cancel()
        if self._job is not None:
            self._job = None
            self._panel.end_work()
        self._session = session
        self._report = None
        self._panel.show_report(None)

    def bring_in(self, paths: Sequence[Path]) -> None:
        """Starts the import of folders and files, or says why it does not."""
        session = self._session
        if session is None:
            self.told.emit(
                "hint",
                lambda: self.tr("No trial is open"),
                lambda: self.tr("Open a trial or begin a new one, then drop the folder again."),
            )
            return
        if not session.may(Call.IMPORT):
            self.told.emit(
                "hint",
                lambda: self.tr("Only a data manager imports"),
                lambda: self.tr("Nothing was brought in. Sign in as one, or give the folder to one."),
            )
            return
        if self._job is not None:
            self.told.emit(
                "hint",
                lambda: self.tr("An import is running"),
                lambda: self.tr("Let it end or cancel it, then drop the folder again."),
            )
            return
        copy = self._panel.copies
        stored: list[ImportReport] = []

        def work(report: Report) -> ImportReport:
            # Kept here as well: a cancel that comes too late to stop the import must not hide it.
            # What was found is given back before full collections are allowed again: they would visit it all.
            with without_full_collections():
                stored.append(_looked_through_and_brought_in(session, paths, copy, report))
            return stored[0]

        job = session.jobs.prepare(work)
        job.progressed.connect(self._panel.show_progress)
        job.failed.connect(lambda error: self._tell_failure(job, error))
        job.ended.connect(lambda: self._conclude(job, stored))
        self._job = job
        self._failed = False
        self.begun.emit()
        names = ", ".join(path.name or str(path) for path in paths)
        self._panel.show_work(lambda: self.tr("Importing {0}").format(names))
        session.jobs.start(job)

    def cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _tell_failure(self, job: Job[ImportReport], error: Exception) -> None:
        if job is not self._job:
            return
        self._failed = True

        def title() -> str:
            return self.tr("Nothing was imported")

        if isinstance(error, Refusal):
            self.told.emit("error", title, partial(refusal_text, error))
            return
        fault = type(error).__name__
        self.told.emit(
            "error",
            title,
            lambda: self.tr("A fault of the program ({0}). The trial is as it was.").format(fault),
        )
        sys.excepthook(type(error), error, error.__traceback__)

    def _conclude(self, job: Job[ImportReport], stored: Sequence[ImportReport]) -> None:
        if job is not self._job:
            return
        self._job = None
        self._panel.end_work()
        if stored:
            self._report = stored[0]
            self._panel.show_report(self._report, datetime.now())
            if self._session is not None:
                self._session.case.tell(self._report.changes)
                self.broughtIn.emit()
        elif not self._failed:
            self.told.emit(
                "hint", lambda: self.tr("Import cancelled"), lambda: self.tr("Nothing was stored.")
            )

    def _save_report(self) -> None:
        if self._report is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self._panel, self.tr("Save report"), "import-report.txt", self.tr("Texts (*.txt)")
        )
        if not name:
            return
        try:
            Path(name).write_text("\n".join(self._report.lines()) + "\n", encoding="utf-8")
        except OSError as error:
            reason = error.strerror
            self.told.emit(
                "error",
                lambda: self.tr("The report was not saved"),
                lambda: self.tr("{0}: {1}. Choose another place.").format(name, reason),
            )


def _looked_through_and_brought_in(
    session: Session, paths: Sequence[Path], copy: bool, report: Report
) -> ImportReport:
    with room_to_unpack(session.path) if copy else nullcontext() as room:
        found = look_through(paths, report, unpack_into=room, index=index_of(session.store))
        return bring_in(session.store, found, copy=copy, who=session.reader, report=report)
