"""What follows from changed rows: which lesions have to hold together still, and who has to hear of it."""

from collections.abc import Iterable

from measurements.case.changes import Changes
from measurements.case.consistency import check_fragments, check_labels, check_lesion
from measurements.case.labels import parent
from measurements.lesion import Lesion
from measurements.storage.unit import RowChange, UnitOfWork


def check_touched(work: UnitOfWork) -> None:
    """Asks every lesion that the work could have made inconsistent, alone and among those of its read.

    Raises:
        Refusal: one is.
    """
    touched = {lesion.uid: lesion for lesion in _touched_lesions(work)}
    read_uids = {lesion.read_uid for lesion in touched.values()} | _column(work.changes, "lesion", "read_uid")
    for read_uid in read_uids:
        read = work.trial.read(read_uid)
        if read is None:
            continue
        timepoints = work.trial.timepoints(read.subject_uid)
        lesions = work.trial.lesions(read_uid)
        check_labels(lesions)
        if any(parent(lesion.label) for lesion in lesions):
            check_fragments(lesions, work.trial.measurements(read_uid))
        for lesion in lesions:
            if lesion.uid in touched:
                check_lesion(lesion, work.trial.measurements_of(lesion.uid), timepoints)


def changes_of(work: UnitOfWork, action: str) -> Changes:
    """The event for all rows that the work changed."""
    subjects = _column(work.changes, "subject", "uid") | _column(work.changes, "timepoint", "subject_uid")
    subjects |= _column(work.changes, "read", "subject_uid")
    timepoints = _column(work.changes, "timepoint", "uid") | _column(work.changes, "study", "timepoint_uid")
    timepoints |= _column(work.changes, "measurement", "timepoint_uid")
    lesions = _column(work.changes, "lesion", "uid") | _column(work.changes, "measurement", "lesion_uid")
    reads = _column(work.changes, "read", "uid") | _column(work.changes, "lesion", "read_uid")
    for lesion_uid in lesions:
        lesion = work.trial.lesion(lesion_uid)
        if lesion is not None:
            reads.add(lesion.read_uid)
    for read_uid in reads:
        read = work.trial.read(read_uid)
        if read is not None:
            subjects.add(read.subject_uid)
    for timepoint_uid in timepoints:
        subject_uid = work.trial.subject_of_timepoint(timepoint_uid)
        if subject_uid is not None:
            subjects.add(subject_uid)
    return Changes(action, frozenset(subjects), frozenset(reads), frozenset(lesions), frozenset(timepoints))


def _touched_lesions(work: UnitOfWork) -> Iterable[Lesion]:
    for lesion_uid in _column(work.changes, "lesion", "uid") | _column(
        work.changes, "measurement", "lesion_uid"
    ):
        lesion = work.trial.lesion(lesion_uid)
        if lesion is not None:
            yield lesion
    rescheduled = _column(work.changes, "timepoint", "subject_uid")
    for timepoint_uid in _column(work.changes, "study", "timepoint_uid"):
        subject_uid = work.trial.subject_of_timepoint(timepoint_uid)
        if subject_uid is not None:
            rescheduled.add(subject_uid)
    for subject_uid in rescheduled:
        for read in work.trial.reads(subject_uid):
            yield from work.trial.lesions(read.uid)


def _column(changes: Iterable[RowChange], table: str, column: str) -> set[str]:
    """All values, old and new, of a column in the changed rows of a table."""
    return {
        row[column]
        for change in changes
        if change.table == table
        for row in (change.before, change.after)
        if row is not None
    }
