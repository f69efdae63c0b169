"""What each command on subjects, timepoints and studies does to the rows."""

from measurements.case.commands import (
    AddTimepoint,
    AssignStudyToTimepoint,
    AssignTimepointToSubject,
    RenameSubject,
    RenameTimepoint,
    SetTimepointKind,
    SetTreatmentStart,
)
from measurements.refusal import Refusal
from measurements.sentence import Term
from measurements.storage.repository import Repository
from measurements.storage.rows import ImageCheckRow, StudyRow, SubjectRow, TimepointRow
from measurements.storage.unit import UnitOfWork
from measurements.trial import Subject, Timepoint, TimepointKind

ScheduleCommand = (
    RenameSubject
    | SetTreatmentStart
    | AddTimepoint
    | RenameTimepoint
    | SetTimepointKind
    | AssignStudyToTimepoint
    | AssignTimepointToSubject
)


def carry_out(command: ScheduleCommand, work: UnitOfWork) -> None:
    """Changes the rows.

    Raises:
        Refusal: the command cannot be carried out on what is there.
    """
    match command:
        case RenameSubject():
            _rename_subject(command, work)
        case SetTreatmentStart():
            _set_treatment_start(command, work)
        case AddTimepoint():
            _subject(work, command.subject_uid)
            _check_label(work, command.subject_uid, command.label)
            work.add(
                TimepointRow(
                    uid=command.timepoint_uid,
                    subject_uid=command.subject_uid,
                    label=command.label,
                    kind=command.kind.value,
                    arrival=work.trial.next_arrival(),
                )
            )
        case RenameTimepoint():
            timepoint = _timepoint(work, command.timepoint_uid)
            if command.label != timepoint.label:
                _check_label(work, timepoint.subject_uid, command.label)
            work.change(TimepointRow, (timepoint.uid,), label=command.label)
        case SetTimepointKind():
            _set_kind(command, work)
        case AssignStudyToTimepoint():
            _assign_study(command, work)
        case AssignTimepointToSubject():
            _assign_timepoint(command, work)


def _rename_subject(command: RenameSubject, work: UnitOfWork) -> None:
    if not command.code.strip():
        raise Refusal("A subject needs a code: give one.")
    subject = _subject(work, command.subject_uid)
    if any(other.code == command.code and other.uid != subject.uid for other in work.trial.subjects()):
        raise Refusal("{code} is already the code of another subject: choose a free one.", code=command.code)
    work.change(SubjectRow, (subject.uid,), code=command.code)


def _set_treatment_start(command: SetTreatmentStart, work: UnitOfWork) -> None:
    subject = _subject(work, command.subject_uid)
    start = command.treatment_start
    for timepoint in work.trial.timepoints(subject.uid):
        scanned = timepoint.scan_date
        if timepoint.order == 0 and start is not None and scanned is not None and start < scanned:
            raise Refusal(
                "Treatment of {subject} cannot start on {start}, before its baseline scan of {scanned}: "
                "correct the date, or make an earlier timepoint the baseline.",
                subject=subject.code,
                start=start,
                scanned=scanned,
            )
    work.change(SubjectRow, (subject.uid,), treatment_start=start)


def _set_kind(command: SetTimepointKind, work: UnitOfWork) -> None:
    timepoint = _timepoint(work, command.timepoint_uid)
    if timepoint.kind is TimepointKind.BASELINE and command.kind is not TimepointKind.BASELINE:
        raise Refusal(
            "{timepoint} is the baseline: make another timepoint the baseline instead.",
            timepoint=timepoint.label,
        )
    if command.kind is TimepointKind.BASELINE:
        for other in work.trial.timepoints(timepoint.subject_uid):
            if other.kind is TimepointKind.BASELINE and other.uid != timepoint.uid:
                work.change(TimepointRow, (other.uid,), kind=TimepointKind.UNSCHEDULED.value)
    work.change(TimepointRow, (timepoint.uid,), kind=command.kind.value)


def _assign_study(command: AssignStudyToTimepoint, work: UnitOfWork) -> None:
    to = _timepoint(work, command.timepoint_uid)
    study = work.trial.study(command.study_uid)
    if study is None:
        raise Refusal("This study is not in the trial: import it first.")
    if study.timepoint_uid == to.uid:
        return
    if work.trial.is_drawn_on(study.uid):
        raise Refusal(
            "The study of {date} carries measurements: remove them before moving it.",
            date=study.study_date or Term("no date"),
        )
    work.change(StudyRow, (study.uid,), timepoint_uid=to.uid)
    left = _timepoint(work, study.timepoint_uid)
    if not work.trial.has_studies(left.uid):
        if left.uid in work.trial.measured_timepoints(left.subject_uid):
            raise Refusal(
                "{left} was assessed and would be left without pictures: keep its study.", left=left.label
            )
        if left.kind is TimepointKind.BASELINE:
            _pass_baseline_on(left, work)
        if left.uid in work.trial.evidence.image_checks():
            work.remove(ImageCheckRow, (left.uid,))
        work.remove(TimepointRow, (left.uid,))


def _assign_timepoint(command: AssignTimepointToSubject, work: UnitOfWork) -> None:
    timepoint = _timepoint(work, command.timepoint_uid)
    to = _subject(work, command.subject_uid)
    if to.uid == timepoint.subject_uid:
        return
    if timepoint.uid in work.trial.measured_timepoints(timepoint.subject_uid):
        raise Refusal(
            "{timepoint} was assessed: remove its measurements before giving it to {subject}.",
            timepoint=timepoint.label,
            subject=to.code,
        )
    _check_label(work, to.uid, command.label)
    kind = timepoint.kind
    if kind is TimepointKind.BASELINE:
        _pass_baseline_on(timepoint, work)
        if work.trial.timepoints(to.uid):
            kind = TimepointKind.FOLLOW_UP
    work.change(TimepointRow, (timepoint.uid,), subject_uid=to.uid, label=command.label, kind=kind.value)
    if not _is_known(work.trial, timepoint.subject_uid):
        work.remove(SubjectRow, (timepoint.subject_uid,))


def _is_known(trial: Repository, subject_uid: str) -> bool:
    """Whether anything of the subject is left: scans, reads, work that was given to somebody, events."""
    subject = trial.subject(subject_uid)
    return bool(
        trial.timepoints(subject_uid)
        or trial.reads(subject_uid)
        or trial.evidence.assignments(subject_uid)
        or any(subject and event.subject == subject.code for event in trial.clinical_events().values())
    )


def _pass_baseline_on(leaving: Timepoint, work: UnitOfWork) -> None:
    """The next timepoint of the subject becomes its baseline, so that one is always named."""
    others = [other for other in work.trial.timepoints(leaving.subject_uid) if other.uid != leaving.uid]
    later = [other for other in others if other.order > leaving.order]
    if others:
        heir = (later or others)[0]
        work.change(TimepointRow, (heir.uid,), kind=TimepointKind.BASELINE.value)


def _check_label(work: UnitOfWork, subject_uid: str, label: str) -> None:
    if not label.strip():
        raise Refusal("A timepoint needs a label: give one.")
    if any(timepoint.label == label for timepoint in work.trial.timepoints(subject_uid)):
        raise Refusal(
            "{label} is already the label of another timepoint of this subject: choose a free one.",
            label=label,
        )


def _subject(work: UnitOfWork, subject_uid: str) -> Subject:
    subject = work.trial.subject(subject_uid)
    if subject is None:
        raise Refusal("This subject is not in the trial any more: choose another.")
    return subject


def _timepoint(work: UnitOfWork, timepoint_uid: str) -> Timepoint:
    timepoint = work.trial.timepoint(timepoint_uid)
    if timepoint is None:
        raise Refusal("This timepoint is not in the trial any more: choose another.")
    return timepoint
