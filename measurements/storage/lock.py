"""The writer's lock: one process writes to a trial, and a second one is told who holds it."""

import contextlib
import getpass
import json
import os
import socket
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from measurements.refusal import Refusal
from measurements.sentence import Term


class WriterLock:
    """Held from opening a trial for writing until `release`; the system frees it when the process dies.

    The lock is `NAME.longaxis.lock`. Who holds it is noted in `NAME.longaxis.writer`, a file of its own
    because some systems let nobody read a locked one; the note of a killed writer means nothing.
    """

    def __init__(self, trial_path: Path) -> None:
        """Takes the lock at once.

        Raises:
            Refusal: another process, or another part of this one, writes to the trial; or the folder
                takes no files.
        """
        self._note_path = trial_path.with_name(trial_path.name + ".writer")
        self._lock = FileLock(trial_path.with_name(trial_path.name + ".lock"), timeout=0, thread_local=False)
        try:
            self._lock.acquire()
        except Timeout:
            raise Refusal(
                "{trial_path} is being written to by {holder}: close it there, or open it for reading.",
                trial_path=trial_path,
                holder=self._holder(),
            ) from None
        except OSError as error:
            raise Refusal(
                "{trial_path} cannot be opened for writing, since its folder takes no files ({reason}): "
                "open it for reading, or move the trial to a folder you may write to.",
                trial_path=trial_path,
                reason=error.strerror,
            ) from error
        note = {
            "user": account(),
            "host": socket.gethostname(),
            "process": os.getpid(),
            "since": datetime.now().astimezone().isoformat(timespec="seconds"),
        }
        try:
            self._note_path.write_text(json.dumps(note), encoding="utf-8")
        except OSError as error:
            self._lock.release()
            raise Refusal(
                "{trial_path} cannot be opened for writing ({reason}): free some space or move the trial.",
                trial_path=trial_path,
                reason=error.strerror,
            ) from error

    def release(self) -> None:
        with contextlib.suppress(FileNotFoundError):
            self._note_path.unlink()
        self._lock.release()

    def _holder(self) -> str:
        """In words, who writes; the note may be missing or half written at this very moment."""
        try:
            note = json.loads(self._note_path.read_text(encoding="utf-8"))
            return f"{note['user']} on {note['host']} (process {note['process']}, since {note['since']})"
        except (OSError, ValueError, KeyError, TypeError):
            return Term("another Longaxis")


def account() -> str:
    """The name of the account at this computer, for notes and audit entries."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
