"""One open trial and what works on it, from opening to closing."""

import contextlib
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.jobs import Jobs
from app.seen_ends import seen_folders
from app.series_files import SeriesFiles
from measurements.case.service import CaseService
from measurements.refusal import Refusal
from measurements.storage.anchors import note_end
from measurements.storage.lock import account
from measurements.storage.store import SUFFIX, TrialStore, create_trial, open_trial

__all__ = ["SUFFIX", "Session", "create_session", "open_session"]


class Session:
    """A trial open for writing.

    Attributes:
        store: the trial's file.
        case: runs commands on it; used from the window's thread.
        jobs: work beside the window's thread; it may use `store`, never `case`.
        files: which series lack files on the disk; looked for once a window asks.
        reader: in whose name lesions are read.
    """

    def __init__(self, store: TrialStore) -> None:
        self.store = store
        self.reader = account()
        self.case = CaseService(store, who=self.reader)
        self.jobs = Jobs()
        self.files = SeriesFiles(store, self.jobs)
        self._closed = False

    @property
    def path(self) -> Path:
        return self.store.path

    def close(self) -> None:
        """Ends all work and lets go of the file; another process may write to it from then on.

        Closing it again does nothing.
        """
        if self._closed:
            return
        self._closed = True
        self.files.stop()
        self.jobs.drain()
        # Word of its work may be under way to the window: it must find whom it was sent to, whoever forgets
        # this session, and nobody but the window's thread may end them.
        self.jobs.setParent(QCoreApplication.instance())
        self.jobs.deleteLater()
        try:
            # Where it cannot be noted, what was noted before still stands.
            with contextlib.suppress(Refusal), self.store.whole() as trial:
                note_end(trial, seen_folders(self.path), self.store.now())
        finally:
            self.store.close()


def open_session(path: Path) -> Session:
    """Opens an existing trial.

    Raises:
        Refusal: there is none, it is not one, or it cannot be written to.
    """
    return Session(open_trial(path, writing=True))


def create_session(path: Path) -> Session:
    """Makes a new trial and opens it.

    Raises:
        Refusal: there is such a file already, or its folder takes no files.
    """
    return Session(create_trial(path))
