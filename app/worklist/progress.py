"""How the reads of each subject stand: who was given it, how far they are, and what comes next."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from app.worklist.rows import Cell, Next, Reading, Step, Work
from measurements.access.order import opens_later
from measurements.people import Actor, Assignment, Role, Task
from measurements.protocol import values
from measurements.signature import ReadProgress
from measurements.storage.repository import Repository
from measurements.trial import Timepoint

_SEE_WORK = (Role.DATA_MANAGER, Role.INVESTIGATOR)
_READS = {Role.RADIOLOGIST: Task.READ, Role.INVESTIGATOR: Task.INVESTIGATE}


@dataclass(frozen=True, slots=True)
class SubjectProgress:
    """Of one subject, for whoever is at the trial.

    Attributes:
        reads: whether it is theirs to read.
        own: how far their read is; None before it is begun.
        closed: uids of the timepoints that open later.
        signed_by: in how many reads each timepoint is signed, by its uid.
        work: who does what; empty for those who may not know.
        lacking: readers too few, by the protocol.
        completed: reads that are completed.
        decided: whether it was adjudicated.
    """

    reads: bool
    own: ReadProgress | None
    closed: frozenset[str]
    signed_by: dict[str, int]
    work: tuple[Work, ...]
    lacking: int
    completed: int
    decided: bool


class Progress:
    """One look at a trial with accounts; of one subject, or of all."""

    def __init__(
        self, trial: Repository, actor: Actor, reading: values.Reading, subject_uid: str | None = None
    ) -> None:
        evidence = trial.evidence
        self._actor = actor
        self._reading = reading
        self._people = {one.uid: one for one in evidence.people()}
        self._decided = evidence.adjudications()
        self._given: defaultdict[str, list[Assignment]] = defaultdict(list)
        for one in evidence.assignments(subject_uid):
            self._given[one.subject_uid].append(one)
        self._reads: defaultdict[str, list[ReadProgress]] = defaultdict(list)
        for progress in evidence.progress(subject_uid):
            self._reads[progress.subject_uid].append(progress)

    def of(self, subject_uid: str, timepoints: Sequence[Timepoint]) -> SubjectProgress:
        """`timepoints`: of the subject, in order."""
        given, reads = self._given[subject_uid], self._reads[subject_uid]
        role = self._actor.role
        own = next((one for one in reads if one.reader == self._actor.name), None)
        task = None if role is None else _READS.get(role)
        signed_at = [uid for one in reads for uid in one.signed]
        closed: Sequence[Timepoint] = ()
        if role is Role.RADIOLOGIST:
            closed = opens_later(timepoints, frozenset() if own is None else own.opened, self._reading)
        readers = [one for one in given if one.task is Task.READ]
        decided = subject_uid in self._decided
        return SubjectProgress(
            reads=any(one.task is task and one.person_uid == self._actor.person_uid for one in given),
            own=own,
            closed=frozenset(one.uid for one in closed),
            signed_by={uid: signed_at.count(uid) for uid in signed_at},
            work=self._work(given, reads, timepoints, decided) if role in _SEE_WORK else (),
            lacking=max(self._reading.readers - len(readers), 0) if role is Role.DATA_MANAGER else 0,
            completed=sum(one.completed for one in reads),
            decided=decided,
        )

    def _work(
        self,
        given: Sequence[Assignment],
        reads: Sequence[ReadProgress],
        timepoints: Sequence[Timepoint],
        decided: bool,
    ) -> tuple[Work, ...]:
        total = sum(one.order >= 0 for one in timepoints)
        by_reader = {one.reader: one for one in reads}
        found: list[Work] = []
        for one in sorted(given, key=lambda one: list(Task).index(one.task)):
            person = self._people[one.person_uid]
            read = None if one.task is Task.ADJUDICATE else by_reader.pop(person.name, None)
            done = decided if one.task is Task.ADJUDICATE else read is not None and read.completed
            found.append(
                Work(
                    person.name,
                    person.printed_name,
                    one.task,
                    begun=read is not None,
                    signed=0 if read is None else len(read.signed),
                    total=total,
                    done=done,
                )
            )
        for read in by_reader.values():  # from before there were accounts
            found.append(Work(read.reader, read.reader, None, True, len(read.signed), total, read.completed))
        return tuple(found)


def next_step(progress: SubjectProgress, role: Role | None, cells: Sequence[Cell]) -> Next | None:
    """What whoever is at the trial does next with a subject; None where nothing is theirs to do."""
    if role is Role.ADJUDICATOR:
        return Next(Step.ADJUDICATED if progress.decided else Step.ADJUDICATE)
    if not progress.reads:
        return None
    if progress.own is not None and progress.own.completed:
        return Next(Step.COMPLETED)
    visits = [cell for cell in cells if cell.order >= 0]
    waiting = next((cell for cell in visits if cell.reading is not Reading.SIGNED), None)
    if waiting is None:
        return Next(Step.FINAL_LOOK) if visits else None
    step = {Reading.READING: Step.GO_ON, Reading.TO_SIGN: Step.SIGN}.get(waiting.reading, Step.READ)
    return Next(step, waiting.label)
