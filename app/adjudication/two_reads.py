"""The two reads of a subject that an adjudicator compares, loaded whole and compared once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from measurements.adjudication.differences import Difference, differences, timepoint_responses
from measurements.adjudication.effects import Comparison, compared
from measurements.adjudication.matching import Match, matched
from measurements.case.case_view import CaseView
from measurements.case.stored_case import case_of
from measurements.imaging import Series
from measurements.people import Role
from measurements.refusal import Refusal
from measurements.storage.store import TrialStore
from measurements.trial import Subject, Timepoint

translate = QCoreApplication.translate


@dataclass(frozen=True)
class TwoReads:
    """Read A and read B of one subject. They are named in the order of their uids, which tells nothing.

    Attributes:
        a_uid, b_uid: of the reads.
        series: the stacks of each timepoint by its uid, without their slices.
    """

    a_uid: str
    b_uid: str
    a: CaseView
    b: CaseView
    series: Mapping[str, Sequence[Series]]
    matches: tuple[Match, ...]
    differences: tuple[Difference, ...]

    @property
    def subject(self) -> Subject:
        return self.a.subject

    @property
    def called_otherwise(self) -> tuple[Timepoint, ...]:
        """The timepoints that the two call otherwise."""
        return tuple(one.timepoint for one in timepoint_responses(self.a, self.b))

    @property
    def stops(self) -> tuple[Timepoint, ...]:
        """The timepoints to step through: those called otherwise; where there is none, all of them."""
        return self.called_otherwise or self.a.timepoints

    def comparison(self, timepoint: Timepoint) -> Comparison:
        return compared(self.a, self.b, self.matches, timepoint)

    def series_of(self, key: str) -> Series | None:
        return next((one for found in self.series.values() for one in found if one.key == key), None)


def hindrance(store: TrialStore, reads: TwoReads) -> str:
    """Why whoever is at the trial cannot decide between these reads, in a sentence; "" where they can."""
    actor = store.actor
    if actor is None or actor.role is None:
        return translate(
            "adjudication",
            "This trial has no accounts: its reads can be compared here, but nobody can sign a decision.",
        )
    if actor.role is not Role.ADJUDICATOR:
        return translate("adjudication", "The reads can be compared here; only an adjudicator decides.")
    with store.reading() as trial:
        decided = trial.evidence.adjudications().get(reads.subject.uid)
    if decided is None:
        return ""
    taken = read_names()[0 if decided.chosen_read_uid == reads.a_uid else 1]
    return translate("adjudication", "{read} was taken already: \u201c{comment}\u201d").format(
        read=taken, comment=decided.comment
    )


def read_names() -> tuple[str, str]:
    """What the reads are called: who read them is not told."""
    return translate("adjudication", "Read A"), translate("adjudication", "Read B")


def two_reads(store: TrialStore, subject_uid: str) -> TwoReads:
    """The reads of a subject as they are stored now.

    In a trial with accounts those that are completed count, and of them what whoever is at the trial may see.

    Raises:
        Refusal: the subject is not in the trial any more, or there are no two such reads.
    """
    with store.reading() as trial:
        subject = trial.subject(subject_uid)
        if subject is None:
            raise Refusal(
                translate("adjudication", "This subject is not in the trial any more: choose another.")
            )
        reads = sorted(trial.reads(subject_uid), key=lambda read: read.uid)
        if trial.evidence.has_people():
            completed = trial.evidence.completed_reads()
            reads = [read for read in reads if read.uid in completed]
        if len(reads) < 2:
            raise Refusal(
                translate(
                    "adjudication", "{0} has no two reads to compare: wait until both are completed."
                ).format(subject.code)
            )
        first, second = reads[:2]
        a, b = case_of(trial, first), case_of(trial, second)
        series = {timepoint.uid: trial.series(timepoint.uid) for timepoint in a.timepoints}
    frames = {one.key: one.frame_of_reference_uid for found in series.values() for one in found}
    matches = matched(a, b, frames)
    return TwoReads(first.uid, second.uid, a, b, series, matches, differences(a, b, matches))
