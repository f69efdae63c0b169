"""What a role may change of what it may change: its own reads, in order, on pictures that may be read."""

from collections.abc import Collection, Iterable

from measurements.access.order import closed_timepoints
from measurements.case.labels import parent
from measurements.case.trial_protocol import protocol_of
from measurements.people import ROLE_OF, Actor, Role, Task
from measurements.refusal import NotAllowed
from measurements.signature import ImageVerdict
from measurements.storage.audit import RowChange
from measurements.storage.unit import UnitOfWork
from measurements.trial import Read

_OF_READS = ("lesion", "measurement", "annotation", "key_image", "signature", "unlock")


def check_changes(actor: Actor, work: UnitOfWork, tagged: Collection[str] = ()) -> None:
    """Asks of everything that was changed whether whoever is at the trial may change it.

    Args:
        tagged: uids of lesions whose class is told, which is done in the reads of others.

    Raises:
        NotAllowed: it is of another's read, of a subject that was not given to them, at a timepoint that does
            not open yet, or on pictures that may not be read.
    """
    if actor.role not in (Role.RADIOLOGIST, Role.INVESTIGATOR):
        return
    marks = [
        change
        for change in work.changes
        if change.table in _OF_READS and not _only_tags(change, tagged, work)
    ]
    begun = [change for change in work.changes if change.table == "read"]
    if not marks and not begun:
        return
    read_uids = {row["uid"] for row in _rows(begun)} | _reads_of(marks, work)
    drawn = _rows([change for change in marks if change.table != "unlock"])
    timepoint_uids = {
        row["timepoint_uid"] if "timepoint_uid" in row else row["first_timepoint_uid"] for row in drawn
    }
    for read_uid in read_uids:
        read = work.trial.read(read_uid)
        if read is not None:
            check_read(actor, read, work)
            _check_timepoints(actor, read, timepoint_uids, work)


def _reads_of(marks: Iterable[RowChange], work: UnitOfWork) -> set[str]:
    found: set[str] = set()
    for row in _rows(marks):
        if "read_uid" in row:
            found.add(row["read_uid"])
        elif "signature_uid" in row:
            found |= {
                one.read_uid for one in work.trial.evidence.signatures() if one.uid == row["signature_uid"]
            }
        else:
            lesion = work.trial.lesion(row["lesion_uid"])
            if lesion is not None:
                found.add(lesion.read_uid)
    return found


def check_read(actor: Actor, read: Read, work: UnitOfWork) -> None:
    """Raises `NotAllowed` where a reader may not write in a read: another's, or one not given to them."""
    if read.reader != actor.name:
        raise NotAllowed("This read is another's: only its reader may change it.")
    task = Task.READ if actor.role is Role.RADIOLOGIST else Task.INVESTIGATE
    assert ROLE_OF[task] is actor.role
    given = any(
        one.person_uid == actor.person_uid and one.task is task
        for one in work.trial.evidence.assignments(read.subject_uid)
    )
    if not given:
        raise NotAllowed(
            "This subject was not given to {person} to {task}: ask the data manager to assign it.",
            person=actor.name,
            task=task,
        )


def _check_timepoints(actor: Actor, read: Read, timepoint_uids: set[str], work: UnitOfWork) -> None:
    timepoints = work.trial.timepoints(read.subject_uid)
    if actor.role is Role.RADIOLOGIST:
        signatures = work.trial.evidence.signatures(read.uid)
        for closed in closed_timepoints(timepoints, signatures, protocol_of(work.trial).reading):
            if closed.uid in timepoint_uids:
                raise NotAllowed(
                    "{timepoint} opens when the timepoint before it is signed: sign that one first.",
                    timepoint=closed.label,
                )
    checks = work.trial.evidence.image_checks()
    for one in timepoints:
        if one.uid not in timepoint_uids:
            continue
        check = checks.get(one.uid)
        if check is None:
            raise NotAllowed(
                "The pictures of {timepoint} were not checked yet: open the timepoint anew.",
                timepoint=one.label,
            )
        if check.verdict is ImageVerdict.FAIL:
            raise NotAllowed(
                "The pictures of {timepoint} may not be read: {why}", timepoint=one.label, why=check.reason
            )


def _only_tags(change: RowChange, tagged: Collection[str], work: UnitOfWork) -> bool:
    """Whether nothing but the class was told, of one of these lesions or a piece of it."""
    before, after = change.before, change.after
    if not tagged or change.table != "lesion" or before is None or after is None:
        return False
    if {name for name in after if before[name] != after[name]} != {"radiation"}:
        return False
    of_read = work.trial.lesions(after["read_uid"])
    whole = [one.uid for one in of_read if one.label == parent(after["label"])]
    return not {after["uid"], *whole}.isdisjoint(tagged)


def _rows(changes: Iterable[RowChange]) -> list[dict[str, str]]:
    return [dict(row) for change in changes for row in (change.before, change.after) if row is not None]
