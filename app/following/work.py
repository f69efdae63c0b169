"""Lesions followed one after the other, on a thread of their own."""

import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from app.following.sought import Sought
from app.refusal_words import refusal_text
from measurements.case.followed_places import inputs_of, keep_followed, pictures_digest
from measurements.following import Followed, FollowedBetween, Hindrance
from measurements.imaging import Series
from measurements.progress import Report
from measurements.refusal import Refusal
from measurements.storage.store import TrialStore
from reader.registration.apart import ComparisonsApart
from reader.registration.not_comparable import NotComparable
from reader.registration.scans import FEWEST_SHARED, shared_slices

DOING = "Following lesions"


@dataclass(frozen=True, slots=True)
class Found:
    """Where a lesion lies.

    Attributes:
        little_shared: by the scanners' tables the two series share next to nothing.
        not_kept: why the trial could not keep it; empty where it did, and where it is not to.
    """

    followed: Followed
    little_shared: bool
    not_kept: str = ""


@dataclass(frozen=True, slots=True)
class Hindered:
    """Why a lesion is not followed, and which series is in the way."""

    hindrance: Hindrance
    series_key: str


Answer = Found | Hindered


class FollowingWork:
    """What is wanted may change while it works; each answer waits in `answers` for the window's thread."""

    def __init__(
        self, store: TrialStore, read_uid: str, comparisons: ComparisonsApart, *, keeps: bool
    ) -> None:
        """`keeps`: whether what is found is kept in the trial: only in one's own read."""
        self._store, self._read_uid, self._comparisons, self._keeps = store, read_uid, comparisons, keeps
        self._lock = threading.Lock()
        self._wanted: list[Sought] = []
        self._begun: set[Sought] = set()
        self._scans: dict[str, tuple[Series, str] | None] = {}
        self.answers: deque[tuple[Sought, Answer]] = deque()

    def want(self, sought: Sequence[Sought]) -> None:
        """From now on these, in this order; what was begun is not begun again."""
        with self._lock:
            self._wanted = [one for one in sought if one not in self._begun]

    def run(self, report: Report) -> None:
        """Works until nothing is wanted.

        Raises:
            Refusal: the trial cannot be read, or shows less than it did.
            Cancelled: from `report`.
        """
        while (one := self._next()) is not None:
            report(0, 0, DOING)
            self.answers.append((one, self._answer(one, report)))
            report(0, 0, DOING)

    def _next(self) -> Sought | None:
        with self._lock:
            if not self._wanted:
                return None
            self._begun.add(self._wanted[0])
            return self._wanted.pop(0)

    def _answer(self, one: Sought, report: Report) -> Answer:
        for key in one.series:
            if self._scan(key) is None:
                return Hindered(Hindrance.NO_PICTURES, key)
        (prior, prior_digest), (current, current_digest) = (
            self._known(one.prior_key),
            self._known(one.current_key),
        )
        if self._of_two_patients(one):
            return Hindered(Hindrance.OTHER_PATIENT, one.current_key)
        inputs = inputs_of(prior_digest, current_digest, one.centre_lps, one.long_mm)
        little_shared = shared_slices(prior, current) < FEWEST_SHARED
        kept = self._kept(one, inputs)
        if kept is not None:
            return Found(kept, little_shared)
        try:
            followed = self._comparisons.follow(prior, current, one.centre_lps, one.long_mm, report)
        except NotComparable as reason:
            return Hindered(reason.hindrance, reason.series_key)
        return Found(followed, little_shared, self._keep(one, inputs, followed, report))

    def _scan(self, key: str) -> tuple[Series, str] | None:
        """A series with its slices, and its digest."""
        if key not in self._scans:
            with self._store.reading() as trial:
                series = trial.series_with_slices(key)
            self._scans[key] = None if series is None else (series, pictures_digest(series))
        return self._scans[key]

    def _known(self, key: str) -> tuple[Series, str]:
        scan = self._scan(key)
        assert scan is not None
        return scan

    def _of_two_patients(self, one: Sought) -> bool:
        """By what the files said, which not everybody may see; only whether they differ is told."""
        with self._store.whole() as trial:
            found = [trial.series_without_slices(key) for key in one.series]
        patients = {series.patient_id for series in found if series is not None and series.patient_id}
        return len(patients) > 1

    def _kept(self, one: Sought, inputs: str) -> Followed | None:
        """What the trial has, where nothing has changed that it was found from."""
        with self._store.reading() as trial:
            for kept in trial.followed(self._read_uid):
                same = (kept.lesion_uid, kept.prior_key, kept.current_key) == (one.lesion_uid, *one.series)
                if same and kept.inputs == inputs:
                    return kept.followed
        return None

    def _keep(self, one: Sought, inputs: str, followed: Followed, report: Report) -> str:
        """Why it could not be kept."""
        if not self._keeps:
            return ""
        report(0, 0, DOING)
        try:
            keep_followed(
                self._store, self._read_uid, [FollowedBetween(one.lesion_uid, *one.series, inputs, followed)]
            )
        except Refusal as refusal:
            return refusal_text(refusal)
        return ""
