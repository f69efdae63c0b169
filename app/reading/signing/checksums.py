"""Checksums of the pictures of the timepoint in hand, taken quietly while it is read."""

from PySide6.QtCore import QObject, Signal

from app.jobs import Job
from app.refusal_words import refusal_text
from app.session import Session
from measurements.case.checksums import take_checksums
from measurements.refusal import Refusal


class Checksums(QObject):
    """One timepoint at a time; another one, or leaving, ends what is under way.

    Signals: `changed()` when the work begins or ends, `failed(sentence)` such as of a file that is missing.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job[None] | None = None
        self._timepoint_uid = ""

    @property
    def under_way(self) -> bool:
        return self._job is not None

    def take(self, timepoint_uid: str) -> None:
        """Those that the timepoint's series have not had yet."""
        if timepoint_uid == self._timepoint_uid:
            return
        self.stop()
        self._timepoint_uid = timepoint_uid
        store = self._session.store
        job = self._session.jobs.prepare(lambda report: take_checksums(store, timepoint_uid, report))
        job.failed.connect(self._fail)
        job.ended.connect(lambda: self._end(job))
        self._job = job
        self._session.jobs.start_apart(job)  # a share may hang
        self.changed.emit()

    def stop(self) -> None:
        """What was taken so far stays taken."""
        self._timepoint_uid = ""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _fail(self, error: Exception) -> None:
        self._timepoint_uid = ""  # opened once more, it is tried once more
        if not isinstance(error, Refusal):
            raise error
        self.failed.emit(refusal_text(error))

    def _end(self, job: Job[None]) -> None:
        if self._job is job:
            self._job = None
            self.changed.emit()
