"""Which read of a subject counts, and as whose each stands: for every export (SDTM: EVALID and ACPTFL)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from measurements.adjudication.differences import differences
from measurements.adjudication.matching import matched
from measurements.case.stored_case import case_of
from measurements.case.trial_protocol import protocol_of
from measurements.people import Task
from measurements.storage.repository import Repository
from measurements.trial import Read

INVESTIGATOR = "INVESTIGATOR"


class Accepted(StrEnum):
    """Why a read counts."""

    ADJUDICATED = "adjudicated"
    AGREED = "readers agree"
    ONLY_READ = "only read"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a read stands among those of its subject.

    Attributes:
        evaluator: RADIOLOGIST 1, RADIOLOGIST 2 ... or INVESTIGATOR.
        accepted: why it is the one that counts; None where it is not, or nobody can say yet.
    """

    evaluator: str
    accepted: Accepted | None = None

    @property
    def flag(self) -> str:
        """As tables have it: Y, or empty."""
        return "Y" if self.accepted is not None else ""


def standings(trial: Repository) -> dict[str, Standing]:
    """Of every read that is seen, by its uid.

    A read counts when it was adjudicated, when it is the one that the protocol asks for, or when the
    completed reads differ in nothing that the protocol's triggers look for: then the first radiologist's
    does. In a trial with accounts only completed reads count, and none that lacks a visit that was imported
    since. An investigator's read stands beside those of
    the radiologists and is never taken for one of them. Who is not told of decisions is not told which read
    counts either: their own would seem to, being the only one that they see.
    """
    found: dict[str, Standing] = {}
    investigators = _investigators(trial)
    decided = trial.evidence.adjudications()
    completed = trial.evidence.completed_reads() if trial.evidence.has_people() else None
    of_subject: dict[str, list[Read]] = {}
    for read in trial.reads():
        if (read.subject_uid, read.reader) in investigators:
            found[read.uid] = Standing(INVESTIGATOR)
        else:
            of_subject.setdefault(read.subject_uid, []).append(read)
    numbers = trial.evidence.reader_numbers()
    for subject_uid, unordered in of_subject.items():
        reads = sorted(unordered, key=lambda read: numbers[read.uid])
        choice = decided.get(subject_uid)
        chosen = None if choice is None else choice.chosen_read_uid
        counting = [
            one for one in reads if completed is None or (one.uid in completed and is_whole(trial, one))
        ]
        told = trial.evidence.tells_decisions()
        accepted = _accepted(trial, counting, chosen, completed is None) if told else {}
        for read in reads:
            found[read.uid] = Standing(f"RADIOLOGIST {numbers[read.uid]}", accepted.get(read.uid))
    return found


def is_whole(trial: Repository, read: Read) -> bool:
    """Whether a signature of the read stands for every visit that the subject has now."""
    signed = trial.evidence.signed_timepoints(read.uid)
    return all(one.uid in signed for one in trial.timepoints(read.subject_uid) if one.order >= 0)


def _accepted(
    trial: Repository, reads: Sequence[Read], chosen: str | None, without_accounts: bool
) -> Mapping[str, Accepted]:
    """The one that counts among the reads of the radiologists of one subject that are done."""
    if chosen is not None:
        return {one.uid: Accepted.ADJUDICATED for one in reads if one.uid == chosen}
    wanted = 1 if without_accounts else protocol_of(trial).reading.readers
    if len(reads) == 1 and wanted == 1:
        return {reads[0].uid: Accepted.ONLY_READ}
    if len(reads) < max(wanted, 2):
        return {}
    timepoints = trial.timepoints(reads[0].subject_uid)
    series = [one for timepoint in timepoints for one in trial.series(timepoint.uid)]
    frames = {one.key: one.frame_of_reference_uid for one in series}
    first, *others = [case_of(trial, read) for read in reads]
    agree = all(not differences(first, other, matched(first, other, frames)) for other in others)
    return {reads[0].uid: Accepted.AGREED} if agree else {}


def _investigators(trial: Repository) -> set[tuple[str, str]]:
    """Subject and name of everyone who reads a subject as its investigator."""
    names = {one.uid: one.name for one in trial.evidence.people()}
    return {
        (one.subject_uid, names[one.person_uid])
        for one in trial.evidence.assignments()
        if one.task is Task.INVESTIGATE
    }
