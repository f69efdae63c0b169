"""What the worklist shows of a trial: a few queries for all of it, or one subject anew."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.issue_words import issue_text
from app.language import language
from app.refusal_words import refusal_text
from app.series_files import files_text
from app.worklist.progress import Progress, SubjectProgress, next_step
from app.worklist.rows import Cell, Images, Reading, SubjectRow
from measurements.case.answered_read import AnsweredRead
from measurements.case.trial_protocol import protocol_of
from measurements.imaging import IssueCode, Series
from measurements.lesion import Answer, Lesion
from measurements.people import Role
from measurements.protocol.values import Protocol
from measurements.recist.assessment import TimepointAssessment
from measurements.recist.sentences import overall_sentence
from measurements.refusal import Refusal
from measurements.storage.repository import Repository
from measurements.storage.schedule import visits
from measurements.storage.store import TrialStore
from measurements.trial import Subject, Timepoint
from reader.presence import FileChanges

_INCOMPLETE = frozenset({IssueCode.MISSING_SLICES, IssueCode.TRUNCATED})
_GEOMETRY = frozenset(
    {
        IssueCode.GANTRY_TILT,
        IssueCode.UNEVEN_SPACING,
        IssueCode.DUPLICATE_POSITION,
        IssueCode.MIXED_ORIENTATION,
        IssueCode.STRAY_SLICE,
        IssueCode.MIXED_SPACING,
        IssueCode.NO_POSITION,
        IssueCode.NO_PIXEL_SPACING,
    }
)


@dataclass(frozen=True, slots=True)
class _Known:
    """All that is known of one subject."""

    subject: Subject
    timepoints: Sequence[Timepoint]
    series: Mapping[str, Sequence[Series]]
    lesions: Sequence[Lesion]
    answers: Sequence[Answer]
    files: Mapping[str, FileChanges]
    progress: SubjectProgress | None


class WorklistPresenter:
    """Rows of the worklist for one reader, who sees no other reader's calls."""

    def __init__(
        self, store: TrialStore, reader: str, files: Callable[[], Mapping[str, FileChanges]] = dict
    ) -> None:
        """`files`: asked for what has become of the files on the disk, by series key."""
        self._store = store
        self._files = files
        self._reader = reader

    @property
    def trial_name(self) -> str:
        with self._store.reading() as trial:
            return trial.trial_name()

    def rows(self) -> list[SubjectRow]:
        """All subjects; the number of queries does not grow with them."""
        files = self._files()
        with self._store.reading() as trial:
            protocol = protocol_of(trial)
            progress = self._progress(trial, protocol)
            timepoints = trial.timepoints_by_subject()
            series = trial.series_by_timepoint()
            lesions = trial.lesions_by_read()
            answers = trial.answers_by_read()
            own = {read.subject_uid: read.uid for read in trial.reads() if read.reader == self._reader}
            known = [
                _Known(
                    subject,
                    timepoints.get(subject.uid, ()),
                    series,
                    lesions.get(own.get(subject.uid, ""), ()),
                    answers.get(own.get(subject.uid, ""), ()),
                    files,
                    None if progress is None else progress.of(subject.uid, timepoints.get(subject.uid, ())),
                )
                for subject in trial.subjects()
            ]
        rows = [_row(one, protocol, self._role) for one in known]
        return [row for row in rows if self._is_listed(row)]

    def row(self, subject_uid: str) -> SubjectRow | None:
        """One subject; None where it is not in the trial any more."""
        with self._store.reading() as trial:
            subject = trial.subject(subject_uid)
            if subject is None:
                return None
            protocol = protocol_of(trial)
            row = _row(self._known(trial, subject, protocol), protocol, self._role)
        return row if self._is_listed(row) else None

    @property
    def _role(self) -> Role | None:
        return None if self._store.actor is None else self._store.actor.role

    def _progress(
        self, trial: Repository, protocol: Protocol, subject_uid: str | None = None
    ) -> Progress | None:
        """None in a trial without accounts."""
        actor = self._store.actor
        if actor is None or actor.role is None:
            return None
        return Progress(trial, actor, protocol.reading, subject_uid)

    def _is_listed(self, row: SubjectRow) -> bool:
        """An adjudicator sees the subjects whose completed reads differ, or that were decided."""
        if self._role is not Role.ADJUDICATOR or row.decided:
            return True
        from app.adjudication.two_reads import two_reads

        try:
            return bool(two_reads(self._store, row.subject_uid).differences)
        except Refusal:
            return False  # there are no two completed reads yet

    def _known(self, trial: Repository, subject: Subject, protocol: Protocol) -> _Known:
        timepoints = trial.timepoints(subject.uid)
        progress = self._progress(trial, protocol, subject.uid)
        own = [read.uid for read in trial.reads(subject.uid) if read.reader == self._reader]
        return _Known(
            subject,
            timepoints,
            {timepoint.uid: trial.series(timepoint.uid) for timepoint in timepoints},
            trial.lesions(own[0]) if own else (),
            [one.answer for one in trial.measurements(own[0])] if own else (),
            self._files(),
            None if progress is None else progress.of(subject.uid, timepoints),
        )


def _row(known: _Known, protocol: Protocol, role: Role | None) -> SubjectRow:
    read = AnsweredRead(
        subject=known.subject,
        timepoints=visits(known.timepoints),
        lesions=tuple(known.lesions),
        protocol=protocol,
        answers={(one.lesion_uid, one.timepoint_uid): one for one in known.answers},
    )
    calls, fault = _calls(read)
    cells = tuple(
        _cell(read, timepoint, known, calls.get(timepoint.uid), fault) for timepoint in known.timepoints
    )
    progress = known.progress
    return SubjectRow(
        subject_uid=known.subject.uid,
        code=known.subject.code,
        patient_id=known.subject.patient_id,
        treatment_start=known.subject.treatment_start,
        classes=frozenset(lesion.radiation for lesion in known.lesions if lesion.radiation is not None),
        cells=cells,
        next=None if progress is None else next_step(progress, role, cells),
        work=() if progress is None else progress.work,
        lacking=0 if progress is None else progress.lacking,
        decided=progress is not None and progress.decided,
    )


def _calls(read: AnsweredRead) -> tuple[dict[str, TimepointAssessment], str]:
    """The engine's calls by timepoint; none, and why, where the rows contradict each other."""
    try:
        found = {timepoint.uid: read.call_at(timepoint) for timepoint in read.timepoints}
    except Refusal as refusal:
        return {}, refusal_text(refusal)
    return {uid: call for uid, call in found.items() if call is not None}, ""


def _cell(
    read: AnsweredRead,
    timepoint: Timepoint,
    known: _Known,
    call: TimepointAssessment | None,
    fault: str,
) -> Cell:
    reading, assessed, expected = _progress(read, timepoint)
    begun = reading in (Reading.READING, Reading.READ)
    if known.progress is not None:
        reading = _standing(reading, timepoint, known.progress)
    called = call is not None and call.overall is not None and begun
    series = known.series.get(timepoint.uid, ())
    issues = (*_issues(series), *_file_issues(series, known.files))
    return Cell(
        timepoint_uid=timepoint.uid,
        order=timepoint.order,
        label=timepoint.label,
        kind=timepoint.kind,
        scan_date=timepoint.scan_date,
        day=timepoint.day,
        images=_images(series, known.files),
        issues=(*issues, fault) if fault and begun else issues,
        reading=reading,
        assessed=assessed,
        expected=expected,
        call=str(call.overall) if call is not None and called else "",
        reason=overall_sentence(call, read.visit_labels, language()) if call is not None and called else "",
        signed_by=0 if known.progress is None else known.progress.signed_by.get(timepoint.uid, 0),
    )


def _standing(reading: Reading, timepoint: Timepoint, progress: SubjectProgress) -> Reading:
    """How far the read of a timepoint is where it is to be signed."""
    if reading is Reading.NOT_A_VISIT:
        return reading
    if not progress.reads:
        return Reading.NOT_THEIRS
    if progress.own is not None and timepoint.uid in progress.own.signed:
        return Reading.SIGNED
    if timepoint.uid in progress.closed:
        return Reading.LATER
    return Reading.TO_SIGN if reading is Reading.READ else reading


def _progress(read: AnsweredRead, timepoint: Timepoint) -> tuple[Reading, int, int]:
    """How far the read is: lesions answered, of the lesions to answer."""
    if timepoint.order < 0:
        return Reading.NOT_A_VISIT, 0, 0
    listed = read.asked(timepoint)
    assessed = sum(read.is_answered(lesion, timepoint) for lesion in listed)
    if not assessed:
        return Reading.TO_READ, 0, len(listed)
    return Reading.READ if assessed == len(listed) else Reading.READING, assessed, len(listed)


def _pictures(series: Sequence[Series]) -> list[Series]:
    """The stacks to read; a localizer beside them is nobody's worry."""
    return [
        one
        for one in series
        if not any(issue.code in (IssueCode.LOCALIZER, IssueCode.NOT_AN_IMAGE) for issue in one.issues)
    ]


def _images(series: Sequence[Series], files: Mapping[str, FileChanges]) -> Images:
    """Files that have changed are not shown, so a series with some is incomplete."""
    pictures = _pictures(series)
    if not pictures:
        return Images.NONE
    other = [files[one.key] for one in pictures if one.key in files]
    if any(changes.gone for changes in other):
        return Images.MISSING
    codes = {issue.code for one in pictures for issue in one.issues}
    if codes & _INCOMPLETE or other:
        return Images.INCOMPLETE
    if codes & _GEOMETRY or not any(one.loadable for one in pictures):
        return Images.TO_CHECK
    return Images.COMPLETE


def _issues(series: Sequence[Series]) -> tuple[str, ...]:
    """The sentences about its series, each series named."""
    return tuple(
        f"{one.description or one.modality}: {issue_text(issue.code, issue.text)}"
        for one in _pictures(series)
        for issue in one.issues
        if issue.code in _GEOMETRY | _INCOMPLETE or not one.loadable
    )


def _file_issues(series: Sequence[Series], files: Mapping[str, FileChanges]) -> tuple[str, ...]:
    return tuple(
        f"{one.description or one.modality}: {files_text(files[one.key])}"
        for one in _pictures(series)
        if one.key in files
    )
