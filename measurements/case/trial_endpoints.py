"""The endpoints of a trial as it is stored: whose reads count, the dates of their scans, the events."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from measurements.case.accepted import INVESTIGATOR, standings
from measurements.case.lesion_rows import lesion_rows
from measurements.case.trial_protocol import protocol_of
from measurements.clinical.event import EventKind
from measurements.endpoints.course import ScanDates, courses_of
from measurements.endpoints.trial import TrialCourses, TrialEndpoints
from measurements.refusal import Refusal
from measurements.storage.repository import Repository
from measurements.trial import Read


class Choice(StrEnum):
    """Whose reads the endpoints rest on."""

    INVESTIGATOR = "investigator"
    ACCEPTED = "accepted"
    """Those that count among the radiologists' (`case.accepted`): adjudicated, agreed, or the only one."""
    READER = "reader"


@dataclass(frozen=True, slots=True)
class ReadChoice:
    """`reader` is the name of the one whose reads count; empty for the other choices."""

    choice: Choice
    reader: str = ""

    @property
    def label(self) -> str:
        """As it is printed with every table."""
        return f"reader {self.reader}" if self.choice is Choice.READER else _LABELS[self.choice]


_LABELS = {Choice.INVESTIGATOR: "investigator", Choice.ACCEPTED: "accepted of the readers"}


def usual_choice(trial: Repository, own: str) -> ReadChoice:
    """The reads of the trial's primary endpoint; without accounts nobody is investigator there.

    Then it is the reader called `own`, as with exports, or the only one.

    Raises:
        Refusal: several have read, and none of them is `own`.
    """
    if trial.evidence.has_people():
        investigator = protocol_of(trial).reading.primary_reads == "investigator"
        return ReadChoice(Choice.INVESTIGATOR if investigator else Choice.ACCEPTED)
    readers = sorted({read.reader for read in trial.reads()})
    if own in readers or not readers:
        return ReadChoice(Choice.READER, own)
    if len(readers) == 1:
        return ReadChoice(Choice.READER, readers[0])
    raise Refusal(
        "Several have read this trial: say with --reader whose reads count ({names}).", names=tuple(readers)
    )


def stored_endpoints(trial: Repository, choice: ReadChoice) -> TrialEndpoints:
    """The endpoints by these reads.

    Raises:
        Refusal: as from `stored_courses`.
    """
    return stored_courses(trial, choice).endpoints


def stored_courses(trial: Repository, choice: ReadChoice) -> TrialCourses:
    """The patients by these reads. In a trial with accounts only reads that are signed as a whole count.

    Raises:
        Refusal: there are no clinical events, nobody has the reads asked for, or dates are missing or
            contradict each other (`endpoints.course.courses_of`).
    """
    data = trial.clinical_data()
    if data is None:
        raise Refusal("This trial has no clinical events yet: bring them in with main.py clinical import.")
    counted = _counted(trial, choice)
    timepoints = trial.timepoints_by_subject()
    lesions, answers = trial.lesions_by_read(), trial.answers_by_read()
    rows = {}
    subjects = trial.subjects()
    for subject in subjects:
        read, _ = counted.get(subject.uid, (None, ""))
        rows[subject.code] = (
            []
            if read is None
            else lesion_rows(
                subject,
                timepoints.get(subject.uid, []),
                lesions.get(read.uid, []),
                answers.get(read.uid, []),
            )
        )
    protocol = protocol_of(trial)
    of_code = {subject.code: counted[subject.uid] for subject in subjects if subject.uid in counted}
    courses = tuple(
        replace(course, reader=of_code[course.subject][0].reader, accepted=of_code[course.subject][1])
        if course.subject in of_code
        else course
        for course in courses_of(rows, data, protocol, scan_dates(trial))
    )
    return TrialCourses(courses, data, protocol, choice.label)


class TwoStarts(NamedTuple):
    """A subject whose treatment starts on one day in the trial and on another in its clinical events."""

    subject: str
    in_trial: date
    in_events: date


def two_starts(trial: Repository) -> tuple[TwoStarts, ...]:
    """All such subjects, read or not, by their codes."""
    data = trial.clinical_data()
    events = () if data is None else data.events
    told = {event.subject: event.on for event in events if event.kind is EventKind.TREATMENT_START}
    return tuple(
        TwoStarts(one.code, one.treatment_start, told[one.code])
        for one in sorted(trial.subjects(), key=lambda one: one.code)
        if one.treatment_start is not None and told.get(one.code, one.treatment_start) != one.treatment_start
    )


def chosen_reads(trial: Repository, choice: ReadChoice) -> Mapping[str, Read]:
    """The reads that count, by the uid of their subject.

    Raises:
        Refusal: a reader is asked for who has read nothing, or a subject has two reads of that kind.
    """
    return {subject_uid: read for subject_uid, (read, _) in _counted(trial, choice).items()}


def _counted(trial: Repository, choice: ReadChoice) -> Mapping[str, tuple[Read, str]]:
    """As `chosen_reads`, with why each counts where that is what they were chosen by."""
    signed = trial.evidence.completed_reads() if trial.evidence.has_people() else None
    reads = [read for read in trial.reads() if signed is None or read.uid in signed]
    accepted: dict[str, str] = {}
    if choice.choice is Choice.READER:
        wanted = [read for read in reads if read.reader == choice.reader]
        if not wanted and choice.reader:
            names = tuple(sorted({read.reader for read in reads}))
            if not names and signed is None:
                raise Refusal("Nobody has read anything in this trial yet: read its scans first.")
            if not names:
                raise Refusal("No read of this trial is completed yet: only completed reads count.")
            raise Refusal(
                "{reader} has no read that counts in this trial; these have: {names}.",
                reader=choice.reader,
                names=names,
            )
    else:
        known = standings(trial)
        if choice.choice is Choice.INVESTIGATOR:
            wanted = [read for read in reads if known[read.uid].evaluator == INVESTIGATOR]
        else:
            accepted = {uid: one.accepted.value for uid, one in known.items() if one.accepted is not None}
            wanted = [read for read in reads if read.uid in accepted]
    chosen: dict[str, Read] = {}
    for read in wanted:
        other = chosen.setdefault(read.subject_uid, read)
        if other is not read:
            subject = trial.subject(read.subject_uid)
            code = subject.code if subject else read.subject_uid
            raise Refusal(
                "{code} has two reads that could count, of {other} and of {reader}: name one of them with "
                "--reader.",
                code=code,
                other=other.reader,
                reader=read.reader,
            )
    return {subject_uid: (read, accepted.get(read.uid, "")) for subject_uid, read in chosen.items()}


def scan_dates(trial: Repository) -> ScanDates:
    """The dates of the studies of each visit, by subject code and order of the timepoint."""
    dates: dict[str, list[date]] = {}
    for study in trial.studies():
        if study.study_date is not None:
            dates.setdefault(study.timepoint_uid, []).append(study.study_date)
    codes = {subject.uid: subject.code for subject in trial.subjects()}
    return {
        codes[subject_uid]: {
            Decimal(timepoint.order): tuple(dates.get(timepoint.uid, ())) for timepoint in timepoints
        }
        for subject_uid, timepoints in trial.timepoints_by_subject().items()
        if subject_uid in codes
    }
