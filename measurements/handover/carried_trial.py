"""The trial in a file of cases: what one reader needs of another trial, and nothing else of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from measurements.access.visibility import visible_to
from measurements.carrying import HandOut
from measurements.case.trial_protocol import protocol_of
from measurements.imaging import Series
from measurements.people import ROLE_OF, Assignment, Person
from measurements.signature import Meaning
from measurements.storage.repository import Repository
from measurements.storage.rows import (
    AnnotationRow,
    AssignmentRow,
    HandOutRow,
    ImageCheckRow,
    KeyImageRow,
    LesionRow,
    MeasurementRow,
    PersonRow,
    ProtocolRow,
    ReadRow,
    Row,
    SeriesChecksumRow,
    SignatureRow,
    SliceChecksumsRow,
    StudyRow,
    SubjectRow,
    TimepointRow,
    UnlockRow,
)
from measurements.storage.unit import UnitOfWork
from measurements.trial import Read

ANCHOR = date(2000, 1, 1)
"""Where moved dates begin: day 0 of a subject, or the earliest scan where that is not known."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What is carried.

    Attributes:
        person, assignments: of the reader; None and none in a trial without accounts.
        reads: the reader's own of these subjects, those that begin by being handed out among them.
        stacks: of these subjects, with their slices as they will lie beside the carried trial.
        digests: SHA-256 of the file of each slice, one after the other, by key of the stack; with `roots`.
        roots: the hash of all of a stack's digests.
    """

    hand_out: HandOut
    person: Person | None
    assignments: tuple[Assignment, ...]
    reads: tuple[Read, ...]
    stacks: tuple[Series, ...]
    digests: Mapping[str, bytes]
    roots: Mapping[str, str]


def put_contents(work: UnitOfWork, trial: Repository, contents: Contents) -> None:
    """Fills a new trial with what is carried of `trial`, all of which is looked at here and nowhere else.

    Left out are other subjects, other people and what they drew, decided or were given; names and numbers of
    patients; events of the clinic; and what the trial knows of folders. Where the protocol hides dates from
    the reader, all dates of a subject move together, so that days stay what they are.
    """
    subject_uids = set(contents.hand_out.subject_uids)
    read_uids = {one.uid for one in contents.reads}
    timepoint_uids = {
        one.uid for uid, some in trial.timepoints_by_subject().items() if uid in subject_uids for one in some
    }
    moved = days_moved(trial, contents)
    _put_protocol(work, trial)
    for columns in _rows(trial, SubjectRow, "uid", subject_uids):
        start = columns["treatment_start"]
        shifted = None if start is None else start + moved[columns["uid"]]
        work.add(SubjectRow(**columns | {"patient_id": "", "treatment_start": shifted}))
    subject_of = {}
    for columns in _rows(trial, TimepointRow, "uid", timepoint_uids):
        subject_of[columns["uid"]] = columns["subject_uid"]
        work.add(TimepointRow(**columns))
    study_moved = {}
    for columns in _rows(trial, StudyRow, "timepoint_uid", timepoint_uids):
        by = study_moved[columns["uid"]] = moved[subject_of[columns["timepoint_uid"]]]
        when = columns["study_date"]
        work.add(StudyRow(**columns | {"study_date": None if when is None else when + by}))
    for stack in contents.stacks:
        work.put_series(_unnamed(stack, study_moved[stack.study_uid]))
    for key, root in contents.roots.items():
        work.add(SeriesChecksumRow(series_key=key, root=root))
        work.add_unaudited(SliceChecksumsRow(series_key=key, digests=contents.digests[key]))
    _put_person(work, trial, contents)
    _put_reads(work, trial, contents.reads, read_uids)
    for columns in _rows(trial, ImageCheckRow, "timepoint_uid", timepoint_uids):
        # Who else looked at the pictures would say who else reads them.
        who = columns["who"] if columns["who"] == contents.hand_out.reader else ""
        work.add(ImageCheckRow(**columns | {"who": who}))
    _put_signatures(work, trial, read_uids)
    one = contents.hand_out
    work.add(HandOutRow(**{name: getattr(one, name) for name in HandOut.__slots__}))


def dates_are_hidden(trial: Repository, assignments: Iterable[Assignment]) -> bool:
    """Whether the protocol hides the dates of scans from whoever has these tasks."""
    reading = protocol_of(trial).reading
    return any(not visible_to(ROLE_OF[one.task], reading).dates for one in assignments)


def days_moved(trial: Repository, contents: Contents) -> dict[str, timedelta]:
    """By how much the dates of each subject move, by uid."""
    moved = {}
    for uid in contents.hand_out.subject_uids:
        subject = trial.subject(uid)
        known = [one.scan_date for one in trial.timepoints(uid) if one.scan_date is not None]
        start = None if subject is None else subject.treatment_start
        first = start if start is not None else min(known, default=None)
        hidden = contents.hand_out.dates_moved and first is not None
        moved[uid] = ANCHOR - first if hidden and first is not None else timedelta(0)
    return moved


def _put_protocol(work: UnitOfWork, trial: Repository) -> None:
    stored = trial.protocol()
    assert stored is not None, "a trial open for writing has a protocol"
    work.change(
        ProtocolRow,
        (work.trial.trial_uid(),),
        file_name=stored.file_name,
        text=stored.text,
        version=stored.version,
        hash=stored.hash,
    )


def _put_person(work: UnitOfWork, trial: Repository, contents: Contents) -> None:
    """The account and its key, in no other role than that of its tasks: nobody manages data out there."""
    if contents.person is None:
        return
    roles = tuple(sorted({ROLE_OF[one.task].value for one in contents.assignments}))
    (columns,) = _rows(trial, PersonRow, "uid", {contents.person.uid})
    fresh = {"roles": roles, "failed_attempts": 0, "locked_until_utc": None, "last_sign_in": ""}
    work.add(PersonRow(**columns | fresh))
    for one in contents.assignments:
        work.add(
            AssignmentRow(
                uid=one.uid, subject_uid=one.subject_uid, person_uid=one.person_uid, task=one.task.value
            )
        )


def _put_reads(work: UnitOfWork, trial: Repository, reads: Iterable[Read], read_uids: set[str]) -> None:
    for read in reads:
        work.add(ReadRow(uid=read.uid, subject_uid=read.subject_uid, reader=read.reader))
    lesion_uids = set()
    for columns in _rows(trial, LesionRow, "read_uid", read_uids):
        lesion_uids.add(columns["uid"])
        work.add(LesionRow(**columns))
    for columns in _rows(trial, MeasurementRow, "lesion_uid", lesion_uids):
        work.add(MeasurementRow(**columns))
    for columns in _rows(trial, AnnotationRow, "read_uid", read_uids):
        work.add(AnnotationRow(**columns))
    for columns in _rows(trial, KeyImageRow, "read_uid", read_uids):
        work.add(KeyImageRow(**columns))


def _put_signatures(work: UnitOfWork, trial: Repository, read_uids: set[str]) -> None:
    """After all that they lock. Decisions between reads are signed by others and stay where they are."""
    signature_uids = set()
    for columns in _rows(trial, SignatureRow, "read_uid", read_uids):
        if columns["meaning"] != Meaning.ADJUDICATION.value:
            signature_uids.add(columns["uid"])
            work.add(SignatureRow(**columns))
    for columns in _rows(trial, UnlockRow, "signature_uid", signature_uids):
        work.add(UnlockRow(**columns))


def _rows(trial: Repository, kind: type[Row], column: str, among: set[str]) -> list[dict[str, Any]]:
    return [columns for columns in trial.rows(kind) if columns[column] in among]


def _unnamed(stack: Series, by: timedelta) -> Series:
    when = stack.study_date
    if when is not None and by:
        when = _moved_text(when, by)
    return replace(stack, patient_id="", patient_name="", study_date=when)


def _moved_text(when: str, by: timedelta) -> str | None:
    """A date as DICOM writes it; None where it is not written so, for it could not be moved."""
    try:
        return (date(int(when[:4]), int(when[4:6]), int(when[6:8])) + by).strftime("%Y%m%d")
    except (ValueError, OverflowError):
        return None
