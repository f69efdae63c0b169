"""A subject under review: its reads that may be seen, one of them in front, another over it where chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from measurements.access.permissions import Call, may
from measurements.adjudication.matching import matched
from measurements.case.accepted import Standing, standings
from measurements.case.case_view import CaseView
from measurements.case.stored_case import case_of
from measurements.clinical.radiotherapy import radiotherapy_courses
from measurements.imaging import Series
from measurements.lesion import Lesion
from measurements.people import Actor
from measurements.refusal import Refusal
from measurements.storage.repository import Repository
from measurements.storage.store import TrialStore
from measurements.trial import Read, Subject

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class SeenRead:
    """A read that may be looked at.

    Attributes:
        locked: completed and signed; in a trial without accounts none is.
        standing: among the reads of the subject.
    """

    read: Read
    locked: bool
    standing: Standing


@dataclass(frozen=True, slots=True)
class RadiationCourse:
    """A course of radiotherapy; `last` None where no file says when it ended.

    Attributes:
        zero: the day that timepoints are counted from.
        lesion: what was treated; "" where that is not said.
    """

    first: date
    last: date | None
    zero: date
    lesion: str

    @property
    def start(self) -> int:
        return (self.first - self.zero).days

    @property
    def end(self) -> int | None:
        return None if self.last is None else (self.last - self.zero).days


@dataclass(frozen=True)
class Reviewed:
    """What the review shows, loaded whole.

    Attributes:
        subjects: those with something to review, by code.
        reads: of the subject, the one that counts first.
        chosen: the one in front; `case` is it.
        over: another read that lies over it, as `over_case`, with `counterparts` by the uids of `case`.
        comparable: the others that may be laid over it: with accounts only once both are locked.
        series: of the subject by key, without slices; `series_at` the keys of each timepoint by its uid.
    """

    subjects: tuple[Subject, ...]
    reads: tuple[SeenRead, ...]
    chosen: SeenRead
    case: CaseView
    over: SeenRead | None
    over_case: CaseView | None
    counterparts: Mapping[str, Lesion]
    comparable: tuple[SeenRead, ...]
    series: Mapping[str, Series]
    series_at: Mapping[str, tuple[str, ...]]
    courses: tuple[RadiationCourse, ...]

    @property
    def subject(self) -> Subject:
        return self.case.subject


def reviewed(store: TrialStore, subject_uid: str = "", read_uid: str = "", over_uid: str = "") -> Reviewed:
    """A subject as it is stored now.

    Args:
        subject_uid: the first that has something to review, where it is "" or has nothing.
        read_uid, over_uid: of the subject's reads; the one that counts, and none, where not given.

    Raises:
        Refusal: nothing in the trial can be reviewed by whoever is at it, in a sentence that says why.
    """
    with store.reading() as trial:
        reads = trial.reads()
        with_reads = {read.subject_uid for read in reads}
        subjects = tuple(one for one in trial.subjects() if one.uid in with_reads)
        if not subjects:
            raise Refusal(
                translate("review", "There is nothing to review yet: no read is completed.")
                if trial.evidence.has_people()
                else translate("review", "There is nothing to review yet: read a subject first.")
            )
        uid = subject_uid if subject_uid in with_reads else subjects[0].uid
        seen = _seen(trial, [one for one in reads if one.subject_uid == uid])
        chosen = next((one for one in seen if one.read.uid == read_uid), seen[0])
        case = case_of(trial, chosen.read)
        _refuse_hidden(case, chosen)
        comparable = tuple(
            one
            for one in seen
            if one is not chosen and ((one.locked and chosen.locked) or not trial.evidence.has_people())
        )
        over = next((one for one in comparable if one.read.uid == over_uid), None)
        over_case = None if over is None else case_of(trial, over.read)
        stacks = {timepoint.uid: trial.series(timepoint.uid) for timepoint in case.timepoints}
        series = {one.key: one for stack in stacks.values() for one in stack}
        series_at = {uid: tuple(one.key for one in stack) for uid, stack in stacks.items()}
        courses = _courses(trial, case) if _sees_clinical(store.actor) else ()
    frames = {key: one.frame_of_reference_uid for key, one in series.items()}
    counterparts = {
        match.a.uid: match.b
        for match in (() if over_case is None else matched(case, over_case, frames))
        if match.a is not None and match.b is not None
    }
    return Reviewed(
        subjects,
        seen,
        chosen,
        case,
        over,
        over_case,
        counterparts,
        comparable,
        series,
        series_at,
        courses,
    )


def _sees_clinical(actor: Actor | None) -> bool:
    return actor is not None and may(actor.role, Call.SEE_CLINICAL)


def _seen(trial: Repository, reads: list[Read]) -> tuple[SeenRead, ...]:
    completed = trial.evidence.completed_reads() if trial.evidence.has_people() else frozenset()
    standing = standings(trial)
    seen = [SeenRead(read, read.uid in completed, standing[read.uid]) for read in reads]
    return tuple(sorted(seen, key=lambda one: (one.standing.accepted is None, one.standing.evaluator)))


def _refuse_hidden(case: CaseView, chosen: SeenRead) -> None:
    """A review shows every length: not before a read is whole, where the protocol hides earlier ones."""
    if chosen.locked or case.protocol.reading.prior_lengths == "shown":
        return
    open_ones = [one.label for one in case.timepoints if case.unanswered(one)]
    if open_ones:
        raise Refusal(
            translate(
                "review",
                "The protocol hides earlier lengths while {subject} is read: it can be reviewed once every "
                "lesion is answered ({timepoints} are not yet).",
            ).format(subject=case.subject.code, timepoints=", ".join(open_ones))
        )


def _courses(trial: Repository, case: CaseView) -> tuple[RadiationCourse, ...]:
    zero = _day_zero(case)
    if zero is None:
        return ()
    data = trial.clinical_data()
    events = [] if data is None else [one for one in data.events if one.subject == case.subject.code]
    return tuple(
        RadiationCourse(one.first, one.last, zero, one.lesion) for one in radiotherapy_courses(events)
    )


def _day_zero(case: CaseView) -> date | None:
    """The day that days are counted from: of the start of treatment, or of the baseline."""
    return case.subject.treatment_start or next(
        (one.scan_date for one in case.timepoints if one.order == 0), None
    )
