"""Which series of the open trial lack files on the disk: looked for off the window's thread, and in words."""

import time
from collections.abc import Mapping
from queue import Empty, SimpleQueue

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from app.jobs import Job, Jobs
from measurements.progress import Report
from measurements.storage.store import TrialStore
from reader.presence import FileChanges, FolderLook

translate = QCoreApplication.translate

_AT_ONCE = 64
_TAKEN_EVERY_MS = 100
_LONGEST_REST_SECONDS = 0.2


class SeriesFiles(QObject):
    """What has become of the files of a trial's series, as far as they have been looked at; goes with `jobs`.

    Only names and sizes are looked at. What was found is told as it is found: a folder that hangs keeps back
    those that come after it, and nothing else.

    Signals: `changed()` when `changes` differs from before.
    """

    changed = Signal()

    def __init__(self, store: TrialStore, jobs: Jobs) -> None:
        super().__init__(jobs)
        self._store = store
        self._jobs = jobs
        self._job: Job[None] | None = None
        self._again = False
        self._take_now_and_then = QTimer(self, interval=_TAKEN_EVERY_MS)
        self._changes: Mapping[str, FileChanges] = {}

    @property
    def changes(self) -> Mapping[str, FileChanges]:
        """By series key, those that have any; a value of its own, which any thread may read."""
        return self._changes

    def look(self) -> None:
        """Begins to look, anew if it is looking; what was found before stands until it is looked at again."""
        if self._job is not None:  # one thread at a time, for a folder that hangs would keep each
            self._again = True
            self._job.cancel()
            return
        seen: SimpleQueue[tuple[str, FileChanges]] = SimpleQueue()
        known = self._changes
        job = self._jobs.prepare(lambda report: _look(self._store, known, seen, report))
        self._take_now_and_then.timeout.connect(lambda: self._take(seen))
        self._take_now_and_then.start()
        job.finished.connect(lambda _: self._take(seen))
        job.failed.connect(_raise)
        job.ended.connect(self._conclude)
        self._job = job
        self._jobs.start_apart(job)

    def stop(self) -> None:
        """Looks no further; the trial is about to be closed."""
        self._again = False
        if self._job is not None:
            self._job.cancel()

    def _conclude(self) -> None:
        self._job = None
        self._take_now_and_then.stop()
        self._take_now_and_then.timeout.disconnect()
        if self._again:
            self._again = False
            self.look()

    def _take(self, seen: "SimpleQueue[tuple[str, FileChanges]]") -> None:
        found = dict(self._changes)
        try:
            while True:
                key, changes = seen.get_nowait()
                if changes.gone or changes.changed:
                    found[key] = changes
                else:
                    found.pop(key, None)
        except Empty:
            pass
        if found != self._changes:
            self._changes = found
            self.changed.emit()


def _look(
    store: TrialStore,
    known: Mapping[str, FileChanges],
    seen: "SimpleQueue[tuple[str, FileChanges]]",
    report: Report,
) -> None:
    """Looks at all series, in some transactions, not in one that would last as long as a folder hangs.

    Rests as long as it works: what the user waits for goes first.
    """
    with store.reading() as trial:
        keys = trial.series_keys()
    folders = FolderLook()
    for first in range(0, len(keys), _AT_ONCE):
        begun = time.monotonic()
        some = keys[first : first + _AT_ONCE]
        with store.reading() as trial:
            sizes = {key: trial.file_sizes(key) for key in some}
        for key in some:
            changes = folders.changes(sizes[key], report)
            if changes.gone or changes.changed or key in known:
                seen.put((key, changes))
        report(first + len(some), len(keys), "")
        if first + len(some) < len(keys):
            time.sleep(min(time.monotonic() - begun, _LONGEST_REST_SECONDS))


def _raise(error: Exception) -> None:
    raise error


def files_text(changes: FileChanges) -> str:
    """What is the matter with the files of a series, and what to do; empty where nothing is."""
    if not (changes.gone or changes.changed):
        return ""
    if changes.gone:
        sentence = translate(
            "files",
            "{count} of {total} files are missing, the first is {path}: connect the disk or bring the folder "
            "back, or import the folder where they are now.",
        )
    else:
        sentence = translate(
            "files",
            "{count} of {total} files have changed since they were imported, the first is {path}: their "
            "pictures are not shown; import their folder again.",
        )
    some = changes.gone or changes.changed
    return sentence.format(count=len(some), total=changes.files, path=some[0])
