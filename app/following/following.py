"""Where the lesions of an open read lie at its other timepoints: looked for in the background, and stored."""

import math
from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from app.following.sought import Sought, drawn_before, looked_in, sought_in
from app.following.words import hindrance_text
from app.following.work import Answer, FollowingWork, Found, Hindered
from app.jobs import Job
from app.memory import default_mb, installed_bytes
from app.reading.desk.desk import ReadingDesk
from app.reading.desk.standing_words import held_text
from app.refusal_words import refusal_text
from app.session import Session
from measurements.case.followed_places import forget_followed, inputs_of, keep_followed, pictures_digest
from measurements.following import (
    Doubt,
    Followed,
    FollowedBetween,
    Hindrance,
    LocalTransform,
    Method,
    Nearby,
    Quality,
)
from measurements.geometry.vectors import Vector
from measurements.imaging import Series
from measurements.lesion import Lesion
from measurements.refusal import Refusal
from measurements.trial import Timepoint
from reader.registration.apart import ComparisonsApart
from reader.registration.trust import RULE_MM

_SHARE_OF_MEMORY = 8
"""Pyramids may take so much less than pictures."""

BEGIN_AFTER_MS = 1000
"""A timepoint hangs before its lesions are looked for: its own pictures are read first."""

_UNHELD = {Doubt.LOW_CORRELATION, Doubt.RIVAL, Doubt.NOT_COMPARED}
"""With one of these a transform is a guess: other marks only ask for the reader's eye."""

_AS_IT_LIES = LocalTransform(
    ((1.0, 0.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 1.0, 0.0), (0.0, 0.0, 0.0, 1.0)),
    (0.0, 0.0, 0.0),
    0.0,
    Quality(0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0),
    Method.SECTION,
)


class Following(QObject):
    """One read, from opening to `leave`.

    Signals: `changed()` when a place came, was corrected or fell, or what is said of a timepoint did.
    Timepoints that do not open yet are never looked at.
    """

    changed = Signal()

    def __init__(self, session: Session, desk: ReadingDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._desk = session, desk
        self._comparisons = ComparisonsApart(default_mb(installed_bytes()) * 1_000_000 // _SHARE_OF_MEMORY)
        self._series = desk.all_series()
        self._answers: dict[Sought, Answer] = {}
        self._sought: set[Sought] = set()
        self._missing: list[Sought] = []
        self._job: Job[None] | None = None
        self._work: FollowingWork | None = None
        self._trouble = ""
        self._given_up = False
        self._beginning = QTimer(self, singleShot=True, interval=BEGIN_AFTER_MS)
        self._beginning.timeout.connect(self._start)
        self._held_between: dict[tuple[str, str], list[Nearby]] = {}
        self.changed.connect(self._forget_between)
        desk.caseChanged.connect(self._look)
        desk.timepointChanged.connect(self._look)
        desk.activeChanged.connect(self._look)

    def leave(self) -> None:
        """Cancels what is under way; what was found so far stays stored."""
        desk = self._desk
        for signal in (desk.caseChanged, desk.timepointChanged, desk.activeChanged):
            signal.disconnect(self._look)
        self._beginning.stop()
        self._stop()
        self._comparisons.end()

    # What is known

    def followed(self, lesion: Lesion, timepoint: Timepoint) -> Followed | None:
        """Where a lesion is to be looked for at a timepoint, from its last caliper before.

        None while that is not known, where there is nothing to follow, and where it does not hold.
        """
        sought = self._sought_at(lesion, timepoint)
        answer = None if sought is None else self._answers.get(sought)
        if sought is None or not isinstance(answer, Found):
            return None
        corrected = answer.followed.transform.method is Method.READER
        return answer.followed if corrected or self._is_shared(sought) else None

    def followed_from(self, lesion: Lesion, timepoint: Timepoint) -> Timepoint | None:
        """The timepoint whose caliper a lesion is followed from."""
        before = drawn_before(self._desk.case, lesion, timepoint)
        return None if before is None else before[0]

    def lies_in(self, lesion: Lesion, timepoint: Timepoint, series: Series) -> bool:
        """Whether the place of a lesion at a timepoint is a point of a series of that timepoint too."""
        sought = self._sought_at(lesion, timepoint)
        return sought is not None and _lie_alike(series, self._series_of(sought.current_key))

    def begins_in(self, lesion: Lesion, timepoint: Timepoint, series: Series) -> bool:
        """Whether a point of a series is one of the scan that a lesion is followed from to a timepoint."""
        before = drawn_before(self._desk.case, lesion, timepoint)
        return before is not None and _lie_alike(series, self._series_of(before[1].series_key))

    def goes_on(self, lesion: Lesion, timepoint: Timepoint) -> bool:
        """Whether the way to a timepoint begins in the points that the way to the one before it ended in.

        They differ where a lesion was drawn on another scan of a timepoint than it is looked for in.
        """
        before = drawn_before(self._desk.case, lesion, timepoint)
        series = None if before is None else self._series_of(before[1].series_key)
        return before is not None and series is not None and self.lies_in(lesion, before[0], series)

    def between(self, one: Series, other: Series, point_lps: Vector) -> LocalTransform | None:
        """How the surroundings of a point of `one` lie in `other`, as `nearest` has them."""
        found = self.nearest(one, other, point_lps)
        return None if found is None else found.transform

    def nearest(self, one: Series, other: Series, point_lps: Vector) -> Nearby | None:
        """The followed lesion nearest to a point of `one`, mm, as its surroundings lie in `other`.

        How near that is tell its centre and reach. None where nothing holds. What was found between two
        series holds for all of their frames of reference.
        """
        pair = (one.key, other.key)
        if pair not in self._held_between:
            self._held_between[pair] = list(self._holding(one, other))
        held = self._held_between[pair]
        return min(held, key=lambda each: math.dist(each.transform.centre_lps, point_lps), default=None)

    def _holding(self, one: Series, other: Series) -> Iterator[Nearby]:
        """Every followed lesion whose surroundings tell how two series lie, either way round."""
        labels = {lesion.uid: lesion.label for lesion in self._desk.case.lesions}
        for sought in self._sought:
            answer = self._answers.get(sought)
            label = labels.get(sought.lesion_uid)
            if label is None or not isinstance(answer, Found) or not self._holds(sought, answer):
                continue
            prior, current = (self._series_of(key) for key in sought.series)
            transform = answer.followed.transform
            if _lie_alike(one, prior) and _lie_alike(other, current):
                yield Nearby(transform, label, answer.followed.check)
            elif _lie_alike(one, current) and _lie_alike(other, prior):
                yield Nearby(transform.inverse, label, answer.followed.check)

    def _forget_between(self) -> None:
        self._held_between.clear()

    def said(self, timepoint: Timepoint) -> str:
        """What there is to say of following to a timepoint; empty when all is well."""
        sentences: dict[str, None] = {}
        total = done = 0
        for lesion in self._desk.case.asked(timepoint):
            before = drawn_before(self._desk.case, lesion, timepoint)
            if before is None:
                continue
            total += 1
            hindered = self._hindered(lesion, timepoint)
            if hindered is not None:
                place = self._timepoint_of(hindered.series_key) or timepoint
                sentence = hindrance_text(
                    hindered.hindrance, prior=before[0].label, current=timepoint.label, where=place.label
                )
                sentences[sentence] = None
            done += self.followed(lesion, timepoint) is not None
        if self._trouble:
            sentences[self._trouble] = None
        if done < total and not sentences and not self._desk.standing.is_closed(timepoint.uid):
            sentence = self.tr("Following lesions: {done} of {total}")
            sentences[sentence.format(done=done, total=total)] = None
        return " ".join(sentences)

    # What a reader sets right

    def correct(self, lesion: Lesion, timepoint: Timepoint, prior_lps: Vector, current_lps: Vector) -> None:
        """What lies at a point of the prior lies at another of the current scan; stored until it is taken
        back, or the caliper or a series changes. Another takes its place; undo knows nothing of it.

        Raises:
            Refusal: nothing can be changed at the timepoint, there is nothing to follow, or the two scans
                are of different patients.
        """
        sought = self._to_be_changed(lesion, timepoint)
        known = self._answers.get(sought)
        if isinstance(known, Hindered) and known.hindrance is Hindrance.OTHER_PATIENT:
            before = self.followed_from(lesion, timepoint)
            prior = timepoint if before is None else before
            where = timepoint.label
            raise Refusal(hindrance_text(known.hindrance, prior=prior.label, current=where, where=where))
        transform = known.followed.transform if isinstance(known, Found) else self._nearest(sought)
        corrected = transform.corrected(prior_lps, current_lps)
        followed = Followed(corrected, corrected.there(sought.centre_lps), RULE_MM, ())
        keep_followed(self._session.store, self._desk.read.uid, [self._stored(sought, followed)])
        little_shared = isinstance(known, Found) and known.little_shared
        self._answers[sought] = Found(followed, little_shared)
        self.changed.emit()

    def take_back(self, lesion: Lesion, timepoint: Timepoint) -> None:
        """The lesion is looked for anew, without what a reader set right.

        Raises:
            Refusal: as `correct`.
        """
        sought = self._to_be_changed(lesion, timepoint)
        known = self._answers.get(sought)
        if not isinstance(known, Found) or known.followed.transform.method is not Method.READER:
            return
        forget_followed(self._session.store, self._desk.read.uid, self._stored(sought, known.followed))
        self._stop()
        del self._answers[sought]
        self._look()
        self.changed.emit()

    def _to_be_changed(self, lesion: Lesion, timepoint: Timepoint) -> Sought:
        desk = self._desk
        if desk.standing.held(timepoint) is not None:
            raise Refusal(held_text(replace(desk.view, current=timepoint)))
        sought = self._sought_at(lesion, timepoint)
        if sought is None:
            sentence = self.tr(
                "{lesion} was not drawn before {timepoint}: there is nothing to follow it from."
            )
            raise Refusal(sentence.format(lesion=lesion.label, timepoint=timepoint.label))
        return sought

    def _nearest(self, sought: Sought) -> LocalTransform:
        """Of another lesion between the same series, to be set right; else as the scanners' tables say."""
        prior, current = (self._series_of(key) for key in sought.series)
        found = None
        if prior is not None and current is not None:
            found = self.between(prior, current, sought.centre_lps)
        return found or _AS_IT_LIES

    def _stored(self, sought: Sought, followed: Followed) -> FollowedBetween:
        digests = []
        with self._session.store.reading() as trial:
            for key in sought.series:
                series = trial.series_with_slices(key)
                if series is None:
                    raise Refusal(self.tr("This series is not in the trial any more: choose another."))
                digests.append(pictures_digest(series))
        inputs = inputs_of(digests[0], digests[1], sought.centre_lps, sought.long_mm)
        return FollowedBetween(sought.lesion_uid, *sought.series, inputs, followed)

    # What is looked for

    def _look(self) -> None:
        """Has everything looked for that is not known yet: the timepoint and the lesion in hand first."""
        self._forget_between()
        series = self._desk.all_series()
        if series != self._series:  # an import: whatever was known may be of other pictures
            self._series = series
            self._stop()
            self._answers.clear()
        if not self._given_up:
            self._trouble = ""
        wanted = list(dict.fromkeys(self._wanted()))
        # What a caliper that has moved was followed to may be replaced in the trial by now: it is looked up
        # there again should the caliper come back.
        for one in self._answers.keys() - set(wanted):
            del self._answers[one]
        self._missing = [one for one in wanted if one not in self._answers]
        if self._work is not None:
            self._work.want(self._missing)
        elif self._missing and not (self._given_up or self._beginning.isActive()):
            self._beginning.start()
        if set(wanted) != self._sought:
            self._sought = set(wanted)
            self.changed.emit()

    def _wanted(self) -> Iterator[Sought]:
        desk, active = self._desk, self._desk.active
        first = [one for one in (desk.current, desk.prior) if one is not None]
        for timepoint in (*first, *(one for one in desk.case.timepoints if one not in first)):
            lesions = desk.case.asked(timepoint)
            for lesion in sorted(lesions, key=lambda one: one != active):
                sought = self._sought_at(lesion, timepoint)
                if sought is not None:
                    yield sought

    def _sought_at(self, lesion: Lesion, timepoint: Timepoint) -> Sought | None:
        before = drawn_before(self._desk.case, lesion, timepoint)
        if before is None or self._desk.standing.is_closed(timepoint.uid):
            return None
        current = looked_in(self._desk.series(timepoint), self._series_of(before[1].series_key))
        return None if current is None else sought_in(lesion, before[1], current)

    def _start(self) -> None:
        desk = self._desk
        work = FollowingWork(self._session.store, desk.read.uid, self._comparisons, keeps=desk.standing.own)
        work.want(self._missing)
        job = self._session.jobs.prepare(work.run)
        job.progressed.connect(lambda *_: self._take(work))
        job.finished.connect(lambda _: self._take(work))
        job.failed.connect(self._fail)
        job.ended.connect(lambda: self._end(work))
        self._job, self._work = job, work
        self._session.jobs.start_apart(job)  # a share may hang

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = self._work = None

    def _take(self, work: FollowingWork) -> None:
        """Takes over what was found meanwhile."""
        if work is not self._work or not work.answers:
            return
        while work.answers:
            sought, answer = work.answers.popleft()
            known = self._answers.get(sought)
            refused = isinstance(answer, Hindered) and answer.hindrance is Hindrance.OTHER_PATIENT
            corrected = isinstance(known, Found) and known.followed.transform.method is Method.READER
            if corrected and not refused:
                continue  # set right while it was looked for
            self._answers[sought] = answer
            if isinstance(answer, Found) and answer.not_kept:
                self._trouble = answer.not_kept
        self.changed.emit()

    def _fail(self, error: Exception) -> None:
        """What nobody foresaw would come again at the next try: it is reported once, and no try follows."""
        foreseen = isinstance(error, Refusal)
        self._given_up = not foreseen
        self._trouble = (
            refusal_text(error)
            if foreseen
            else self.tr("Lesions are not followed any more in this read, but it can be read on.")
        )
        self.changed.emit()
        if not foreseen:
            raise error

    def _end(self, work: FollowingWork) -> None:
        if work is not self._work:
            return
        self._job = self._work = None
        if not self._trouble:
            self._look()  # what was wanted while it ended

    # What holds

    def _hindered(self, lesion: Lesion, timepoint: Timepoint) -> Hindered | None:
        """What is in the way of following a lesion to a timepoint."""
        desk = self._desk
        if desk.standing.is_closed(timepoint.uid):
            return None
        sought = self._sought_at(lesion, timepoint)
        if sought is None:
            there = desk.series(timepoint)
            return Hindered(
                Hindrance.NO_VOLUME if there else Hindrance.NO_PICTURES, there[0].key if there else ""
            )
        answer = self._answers.get(sought)
        if isinstance(answer, Hindered):
            return answer
        if answer is not None and not self._is_shared(sought) and self.followed(lesion, timepoint) is None:
            return Hindered(Hindrance.LITTLE_SHARED, sought.current_key)
        return None

    def _is_shared(self, sought: Sought) -> bool:
        """Whether two series share enough of the body: by the scanners' tables, or since one lesion at least
        was found in both for sure, for a patient may lie anywhere on them."""
        answers = (self._answers.get(one) for one in self._sought if one.series == sought.series)
        return any(
            not one.little_shared or not (one.followed.check or one.followed.out_of_field)
            for one in answers
            if isinstance(one, Found) and one.followed.transform.method is not Method.READER
        )

    def _holds(self, sought: Sought, answer: Found) -> bool:
        followed = answer.followed
        if followed.transform.method is Method.READER:
            return True
        return not followed.out_of_field and _UNHELD.isdisjoint(followed.doubts) and self._is_shared(sought)

    def _series_of(self, key: str) -> Series | None:
        return next((one for one in self._series if one.key == key), None)

    def _timepoint_of(self, key: str) -> Timepoint | None:
        desk = self._desk
        return next(
            (one for one in desk.case.timepoints if any(each.key == key for each in desk.series(one))), None
        )


def _lie_alike(one: Series, other: Series | None) -> bool:
    """Whether a point of one series is the same point of another."""
    if other is None:
        return False
    frames = (one.frame_of_reference_uid, other.frame_of_reference_uid)
    return one.key == other.key or (
        one.study_uid == other.study_uid and frames[0] is not None and frames[0] == frames[1]
    )
