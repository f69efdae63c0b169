"""What follows from changed rows: which lesions have to hold together still, and who has to hear of it."""

from collections.abc import Iterable

from measurements.case.changes import Changes
from measurements.case.consistency import check_fragments, check_labels, check_lesion, check_merges
from measurements.signature import Signature
from measurements.storage.audit import RowChange
from measurements.storage.unit import UnitOfWork

MARKS = ("annotation", "key_image")
"""Tables on which no lesion and no call rests."""


def consequences(work: UnitOfWork, action: str) -> Changes:
    """Asks every lesion that the work could have made inconsistent, and returns the event for all it changed.

    Raises:
        Refusal: a lesion does not hold, alone or among those of its read.
    """
    lesion_uids = _column(work.changes, "lesion", "uid") | _column(work.changes, "measurement", "lesion_uid")
    read_uids = _column(work.changes, "read", "uid") | _column(work.changes, "lesion", "read_uid")
    read_uids |= {lesion.read_uid for uid in lesion_uids if (lesion := work.trial.lesion(uid)) is not None}
    mark_uids: set[str] = set()
    marked_reads: set[str] = set()
    marked_at: set[str] = set()
    for table in MARKS:
        mark_uids |= _column(work.changes, table, "uid")
        marked_reads |= _column(work.changes, table, "read_uid")
        marked_at |= _column(work.changes, table, "timepoint_uid")
    moved = _column(work.changes, "timepoint", "uid") | _column(work.changes, "study", "timepoint_uid")
    filled = _timepoints_of_studies(work, _column(work.changes, "series", "study_uid"))
    # Asked at once for all, since an import changes hundreds while the window's next command waits.
    subject_of = _subjects_of_timepoints(work) if moved or filled else {}
    rescheduled = _column(work.changes, "timepoint", "subject_uid")
    rescheduled |= {subject_of[uid] for uid in moved if uid in subject_of}
    subject_uids = _column(work.changes, "subject", "uid") | _column(work.changes, "read", "subject_uid")
    subject_uids |= rescheduled | {subject_of[uid] for uid in filled}
    signed = _signed(work)
    judged = _column(work.changes, "adjudication", "subject_uid")
    subject_uids |= _column(work.changes, "clinical_event", "subject_uid")
    subject_uids |= judged | _column(work.changes, "assignment", "subject_uid")
    checked = _column(work.changes, "image_check", "timepoint_uid")
    for read_uid in {one.read_uid for one in signed}:
        read = work.trial.read(read_uid)
        if read is not None:
            subject_uids.add(read.subject_uid)
    for timepoint_uid in checked:
        subject_uid = work.trial.subject_of_timepoint(timepoint_uid)
        if subject_uid is not None:
            subject_uids.add(subject_uid)
    for read_uid in read_uids:
        subject_uid = _check_read(work, read_uid, only=lesion_uids)
        if subject_uid is not None:
            subject_uids.add(subject_uid)
    for subject_uid in rescheduled:
        for read in work.trial.reads(subject_uid):
            _check_read(work, read.uid, only=None)
    return Changes(
        action,
        frozenset(subject_uids),
        frozenset(read_uids | marked_reads | {one.read_uid for one in signed}),
        frozenset(lesion_uids),
        frozenset(
            moved
            | filled
            | marked_at
            | checked
            | {one.timepoint_uid for one in signed if one.timepoint_uid is not None}
            | _column(work.changes, "measurement", "timepoint_uid")
        ),
        protocol=any(change.table == "protocol" for change in work.changes),
        mark_uids=frozenset(mark_uids),
    )


def _signed(work: UnitOfWork) -> list[Signature]:
    """Signatures that were made or voided."""
    uids = _column(work.changes, "signature", "uid") | _column(work.changes, "unlock", "signature_uid")
    return [one for one in work.trial.evidence.signatures() if one.uid in uids] if uids else []


def _timepoints_of_studies(work: UnitOfWork, study_uids: set[str]) -> set[str]:
    if not study_uids:
        return set()
    return {study.timepoint_uid for study in work.trial.studies() if study.uid in study_uids}


def _subjects_of_timepoints(work: UnitOfWork) -> dict[str, str]:
    """Uid of the subject of every timepoint."""
    by_subject = work.trial.timepoints_by_subject()
    return {timepoint.uid: subject_uid for subject_uid, some in by_subject.items() for timepoint in some}


def _check_read(work: UnitOfWork, read_uid: str, *, only: set[str] | None) -> str | None:
    """Checks the lesions of a read, or `only` those of these uids; returns its subject, None without it."""
    read = work.trial.read(read_uid)
    if read is None:
        return None
    timepoints = work.trial.timepoints(read.subject_uid)
    lesions = work.trial.lesions(read_uid)
    said = work.trial.measurements(read_uid)
    check_labels(lesions)
    check_fragments(lesions, said)
    for lesion in lesions:
        if only is None or lesion.uid in only:
            check_lesion(lesion, [one for one in said if one.lesion_uid == lesion.uid], timepoints)
    check_merges(lesions, said, timepoints)
    return read.subject_uid


def _column(changes: Iterable[RowChange], table: str, column: str) -> set[str]:
    """All values, old and new, of a column in the changed rows of a table."""
    return {
        row[column]
        for change in changes
        if change.table == table
        for row in (change.before, change.after)
        if row is not None
    }
