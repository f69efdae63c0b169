"""A reviewed lesion looked for at its timepoints: what the trial has kept, else found in the background."""

from PySide6.QtCore import QObject, Signal

from app.following.sought import Sought, drawn_before, looked_in, sought_in
from app.following.words import hindrance_text
from app.following.work import Answer, FollowingWork, Found
from app.jobs import Job
from app.memory import default_mb, installed_bytes
from app.refusal_words import refusal_text
from app.review.overlay.way import Link, Registered
from app.review.reviewed import Reviewed
from app.session import Session
from measurements.following import Hindrance, Method
from measurements.lesion import Lesion
from measurements.refusal import Refusal
from measurements.trial import Timepoint
from reader.registration.apart import ComparisonsApart

SHARE_OF_MEMORY = 16
"""Pyramids may take so much less than pictures."""


class Registering(QObject):
    """Signals: `changed()` when a place was found, `told(sentence)` where something is in the way."""

    changed = Signal()
    told = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._comparisons = ComparisonsApart(default_mb(installed_bytes()) * 1_000_000 // SHARE_OF_MEMORY)
        self._seen: Reviewed | None = None
        self._answers: dict[Sought, Answer] = {}
        self._awaited: frozenset[Sought] = frozenset()
        self._given_up: frozenset[Sought] = frozenset()
        self._job: Job[None] | None = None
        self._work: FollowingWork | None = None

    def want(self, seen: Reviewed, lesion: Lesion) -> None:
        """Has a lesion looked for at all its timepoints, unless it is known; nothing else any more.

        What is known holds for what was read from the trial at one time: afterwards a reader may have set a
        place right, or an import brought other pictures.
        """
        if seen is not self._seen:
            self.stop()
            self._answers.clear()
            self._seen = seen
        known = self._answers.keys() | self._given_up
        missing = [one for _, one in _sought(seen, lesion) if one not in known]
        if self._awaited == frozenset(missing):
            return
        self._awaited = frozenset(missing)
        if self._work is not None:
            self._work.want(missing)
        elif missing:
            self._start(missing)

    def of(self, seen: Reviewed, lesion: Lesion) -> Registered:
        """What is known of a lesion so far."""
        links: dict[str, Link] = {}
        hindered: dict[str, str] = {}
        awaited: set[str] = set()
        labels = {key: one.label for one in seen.case.timepoints for key in seen.series_at[one.uid]}
        for timepoint, sought in _sought(seen, lesion):
            before = drawn_before(seen.case, lesion, timepoint)
            assert before is not None
            answer = self._answers.get(sought)
            if answer is None:
                if sought in self._awaited:
                    awaited.add(timepoint.uid)
            elif isinstance(answer, Found) and _is_sure_of_the_body(answer):
                links[timepoint.uid] = Link(before[0].uid, sought.current_key, answer.followed)
            else:
                why, key = (
                    (Hindrance.LITTLE_SHARED, sought.current_key)
                    if isinstance(answer, Found)
                    else (answer.hindrance, answer.series_key)
                )
                hindered[timepoint.uid] = hindrance_text(
                    why,
                    prior=before[0].label,
                    current=timepoint.label,
                    where=labels.get(key, timepoint.label),
                )
        return Registered(links, frozenset(awaited), hindered)

    @property
    def busy(self) -> bool:
        return self._job is not None

    def stop(self) -> None:
        """Nothing is looked for any more; what was found is kept, what failed may be tried again."""
        if self._job is not None:
            self._job.cancel()
        self._job = self._work = None
        self._awaited = self._given_up = frozenset()

    def leave(self) -> None:
        """For good: nothing is left running."""
        self.stop()
        self._comparisons.end()

    def _start(self, missing: list[Sought]) -> None:
        # With accounts a read is its reader's own: what a review finds in it stays in memory.
        actor = self._session.store.actor
        keeps = actor is not None and actor.role is None
        assert self._seen is not None, "nothing is looked for before something is wanted"
        work = FollowingWork(self._session.store, self._seen.chosen.read.uid, self._comparisons, keeps=keeps)
        work.want(missing)
        job = self._session.jobs.prepare(work.run)
        job.progressed.connect(lambda *_: self._take(work))
        job.finished.connect(lambda _: self._take(work))
        job.failed.connect(self._fail)
        job.ended.connect(lambda: self._end(work))
        self._job, self._work = job, work
        self._session.jobs.start_apart(job)

    def _take(self, work: FollowingWork) -> None:
        if work is not self._work or not work.answers:
            return
        while work.answers:
            sought, answer = work.answers.popleft()
            self._answers[sought] = answer
            self._awaited -= {sought}
            if isinstance(answer, Found) and answer.not_kept:
                self.told.emit(answer.not_kept)
        self.changed.emit()

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self._given_up |= self._awaited
        self._awaited = frozenset()
        self.told.emit(refusal_text(error))

    def _end(self, work: FollowingWork) -> None:
        if work is self._work:
            self._job = self._work = None
            left = [one for one in self._awaited if one not in self._answers]
            if left:
                self._start(left)  # what was wanted while it ended
            else:
                self.changed.emit()


def _sought(seen: Reviewed, lesion: Lesion) -> list[tuple[Timepoint, Sought]]:
    """A lesion at every timepoint after its first caliper."""
    found = []
    for timepoint in seen.case.timepoints:
        before = drawn_before(seen.case, lesion, timepoint)
        if before is None:
            continue
        there = [seen.series[key] for key in seen.series_at[timepoint.uid]]
        current = looked_in(there, seen.series.get(before[1].series_key))
        if current is not None:
            found.append((timepoint, sought_in(lesion, before[1], current)))
    return found


def _is_sure_of_the_body(answer: Found) -> bool:
    """Of two scans that by their tables share next to nothing, only what was found for sure holds."""
    followed = answer.followed
    if followed.transform.method is Method.READER or not answer.little_shared:
        return True
    return not (followed.check or followed.out_of_field)
