"""One open trial and what works on it, from opening to closing."""

import contextlib
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.jobs import Jobs
from app.safekeeping import Safekeeping
from app.seen_ends import seen_folders
from app.series_files import SeriesFiles
from measurements.access import permissions
from measurements.access.permissions import Call
from measurements.access.sign_in import sign_in, sign_out
from measurements.case.service import CaseService
from measurements.people import Role
from measurements.refusal import Refusal
from measurements.storage.anchors import note_end
from measurements.storage.store import SUFFIX, TrialStore, create_trial, open_trial

__all__ = ["SUFFIX", "Session", "create_session", "open_session"]


class Session:
    """A trial open for writing. One with accounts shows nothing before somebody has signed in.

    Attributes:
        store: the trial's file.
        case: runs commands on it; used from the window's thread.
        jobs: work beside the window's thread; it may use `store`, never `case`.
        files: which series lack files on the disk; looked for once a window asks.
        safekeeping: backs the trial up after each signature.
    """

    def __init__(self, store: TrialStore) -> None:
        self.store = store
        self.case = CaseService(store)
        self.jobs = Jobs()
        self.files = SeriesFiles(store, self.jobs)
        self.safekeeping = Safekeeping(store.path, self.case, self.jobs)
        self._closed = False

    @property
    def path(self) -> Path:
        return self.store.path

    @property
    def reader(self) -> str:
        """In whose name lesions are read; "" while nobody has signed in."""
        actor = self.store.actor
        return "" if actor is None else actor.name

    @property
    def role(self) -> Role | None:
        """What whoever is at the trial acts as; None in a trial without accounts, or while nobody is."""
        actor = self.store.actor
        return None if actor is None else actor.role

    def may(self, what: type | Call) -> bool:
        """Whether whoever is at the trial may run commands of this type, or make this call."""
        return self.store.actor is not None and permissions.may(self.role, what)

    def sign_in(
        self, name: str, password: str, role: Role | None = None, new_password: str | None = None
    ) -> None:
        """As `access.sign_in`. Another than before cannot undo what was done; no work goes on in their name.

        Raises:
            SeveralRoles: they have to say in which of their roles.
            PasswordGiven: they have to choose a password of their own.
            NotAllowed: they may not.
            Refusal: the new password cannot be taken.
        """
        before = self.store.actor
        sign_in(self.store, name, password, role, new_password)
        if self.store.actor != before:
            self.end_work()
            self.case.forget_steps()

    def sign_out(self) -> None:
        """Nobody is at the trial then. Ends the work of whoever was: none of it goes on in another's name."""
        self.end_work()
        sign_out(self.store)
        self.case.forget_steps()

    def end_work(self) -> None:
        """Cancels what is done beside the window, and waits for it as `Jobs.drain` does."""
        self.files.stop()
        self.jobs.drain()

    def close(self) -> None:
        """Ends all work and lets go of the file; another process may write to it from then on.

        Closing it again does nothing.
        """
        if self._closed:
            return
        self._closed = True
        self.end_work()
        # Word of its work may be under way to the window: it must find whom it was sent to, whoever forgets
        # this session, and nobody but the window's thread may end them.
        self.jobs.setParent(QCoreApplication.instance())
        self.jobs.deleteLater()
        try:
            # Nobody can be told of a backup that fails here; the next signature makes one of all that stands.
            with contextlib.suppress(Refusal):
                self.safekeeping.finish()
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
