"""Bringing scanned series into a trial: who and when they are, worked out before anything is written."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import uuid4

from measurements.case.known import KnownStacks
from measurements.case.titles import Titled, are_by_date, titled_as, titles_beside, titles_by_date
from measurements.imaging import Series
from measurements.sentence import Sentence, Term
from measurements.trial import Study, Subject, Timepoint

_NO_PATIENT_ID = Term("no Patient ID")


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What the trial already has, as far as an import has to know it.

    Attributes:
        patient_of_study: Patient ID of the series of each known study.
        names_of_patient: patient names seen with each Patient ID.
        stacks: those of the scanned stacks that it has.
        assessed: uids of the subjects with a lesion in any read.
        signed: uids of the timepoints for which a signature stands.
    """

    subjects: Sequence[Subject] = ()
    timepoints: Mapping[str, Sequence[Timepoint]] = field(default_factory=dict)
    studies: Sequence[Study] = ()
    patient_of_study: Mapping[str, str] = field(default_factory=dict)
    names_of_patient: Mapping[str, frozenset[str]] = field(default_factory=dict)
    stacks: KnownStacks = field(default_factory=KnownStacks)
    assessed: frozenset[str] = frozenset()
    signed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EnrolmentPlan:
    """What an import will write, and what it has to tell.

    Attributes:
        titles: label and kind of timepoints, new ones and those that get another title.
        series: new, grown and found again; `known` counts the stacks that stay as they are.
        left_out: a sentence for everything that will not come in.
        remarks: a sentence for everything that comes in and deserves a look.
    """

    subjects: tuple[Subject, ...]
    titles: tuple[Titled, ...]
    studies: tuple[Study, ...]
    series: tuple[Series, ...]
    known: int
    left_out: tuple[Sentence, ...]
    remarks: tuple[Sentence, ...]


def plan_enrolment(scanned: Iterable[Series], enrolled: Enrolled) -> EnrolmentPlan:
    """Assigns series to subjects by Patient ID and studies to timepoints by date.

    Studies of one day share a timepoint. A study without a date gets one of its own, after all others. What
    the trial knows stays where it is, also where it was reassigned; importing twice adds nothing.
    """
    plan = _Planning(enrolled)
    by_study: defaultdict[str, list[Series]] = defaultdict(list)
    for series in scanned:
        by_study[series.study_uid].append(series)
    for study_uid, stacks in by_study.items():
        plan.take_study(study_uid, stacks)
    return plan.finished()


def parsed_date(text: str | None) -> date | None:
    """DICOM's YYYYMMDD, or YYYY.MM.DD of old files; None where it is neither."""
    try:
        return datetime.strptime((text or "").strip().replace(".", ""), "%Y%m%d").date()
    except ValueError:
        return None


class _Planning:
    """The plan while it grows, study by study."""

    def __init__(self, enrolled: Enrolled) -> None:
        self._enrolled = enrolled
        self._subjects = {subject.uid: subject for subject in enrolled.subjects}
        self._new_subjects: list[Subject] = []
        self._studies = {study.uid: study for study in enrolled.studies}
        self._new_studies: list[Study] = []
        self._new_dates: defaultdict[str, dict[str, date | None]] = defaultdict(dict)
        self._series: list[Series] = []
        self._known = 0
        self._left_out: list[Sentence] = []
        self._remarks: list[Sentence] = []
        self._subject_of_timepoint = {
            timepoint.uid: uid for uid, some in enrolled.timepoints.items() for timepoint in some
        }
        self._timepoint_at: dict[tuple[str, date], str] = {}
        self._subjects_of_patient: defaultdict[str, set[str]] = defaultdict(set)
        for study in enrolled.studies:
            subject_uid = self._subject_of_timepoint[study.timepoint_uid]
            if study.study_date is not None:
                self._timepoint_at.setdefault((subject_uid, study.study_date), study.timepoint_uid)
            self._subjects_of_patient[enrolled.patient_of_study.get(study.uid, "")].add(subject_uid)
        self._names = defaultdict(set, {key: set(names) for key, names in enrolled.names_of_patient.items()})

    def take_study(self, study_uid: str, stacks: list[Series]) -> None:
        patients = {series.patient_id.strip() for series in stacks}
        if study_uid in self._enrolled.patient_of_study:
            patients.add(self._enrolled.patient_of_study[study_uid].strip())
        if len(patients) > 1:
            self._left_out.append(
                Sentence(
                    "A study of {study} holds more than one patient ({patients}) and was left out: "
                    "mend its files, then import them again (Study Instance UID {uid}).",
                    study=_in_words(stacks),
                    patients=tuple(patient or _NO_PATIENT_ID for patient in sorted(patients)),
                    uid=study_uid,
                )
            )
            return
        wanted = [series for series in stacks if self._is_wanted(series) and not self._is_signed(series)]
        if not wanted:
            return
        if study_uid not in self._studies:
            self._add_study(study_uid, patients.pop(), stacks)
        self._series += wanted

    def finished(self) -> EnrolmentPlan:
        titled: list[Titled] = []
        for subject_uid, new in self._new_dates.items():
            existing = self._enrolled.timepoints.get(subject_uid, ())
            titled += self._titles(self._subjects[subject_uid], existing, new)
        return EnrolmentPlan(
            tuple(self._new_subjects),
            tuple(titled),
            tuple(self._new_studies),
            tuple(self._series),
            self._known,
            tuple(self._left_out),
            tuple(self._remarks),
        )

    def _titles(
        self, subject: Subject, existing: Sequence[Timepoint], new: dict[str, date | None]
    ) -> list[Titled]:
        """Titles follow the dates until the subject is assessed or somebody has chosen titles."""
        if subject.uid in self._enrolled.assessed or not are_by_date(existing):
            titled, remarks = titles_beside(existing, new, subject.code)
            self._remarks += remarks
            return titled
        undated = sum(when is None for when in new.values())
        if undated:
            self._remarks.append(
                Sentence(
                    "{subject} has studies without a date ({count}), kept after all others: assign them to "
                    "their timepoints.",
                    subject=subject.code,
                    count=undated,
                )
            )
        dates = {timepoint.uid: timepoint.scan_date for timepoint in existing}
        as_they_are = {titled_as(timepoint) for timepoint in existing}
        return [one for one in titles_by_date(subject.uid, dates | new) if one not in as_they_are]

    def _is_wanted(self, series: Series) -> bool:
        """Whether the stack is new, has grown, was lost and found again, or its files were touched; tells
        where it is left out."""
        stacks = self._enrolled.stacks
        known = stacks.slices.get(series.key)
        if known is None:
            return True
        if series.key in stacks.altered:
            self._left_out.append(
                Sentence(
                    "A series of {series} has calipers, and its files now place or scale its pictures "
                    "otherwise than when it was imported; it was left as it is: bring back the files that "
                    "were measured.",
                    series=_in_words([series]),
                )
            )
            return False
        found = {(one.sop_uid, one.frame) for one in series.slices}
        if found >= known:
            if found == known and series.key not in stacks.stale:
                self._known += 1
                return False
            return True
        if found <= known:
            self._known += 1
            return False
        self._left_out.append(
            Sentence(
                "A series of {series} has new pictures but lacks {count} that the trial has, and was left "
                "out: import a folder that holds all of them.",
                series=_in_words([series]),
                count=len(known - found),
            )
        )
        return False

    def _is_signed(self, series: Series) -> bool:
        """Whether the stack would bring pictures to a timepoint that is signed without them; tells so."""
        study = self._studies.get(series.study_uid)
        if study is None or study.timepoint_uid not in self._enrolled.signed:
            return False
        known = self._enrolled.stacks.slices.get(series.key)
        if known is not None and {(one.sop_uid, one.frame) for one in series.slices} == known:
            return False
        self._left_out.append(
            Sentence(
                "A series of {series} is of a timepoint that is signed and was left out: unlock the "
                "signatures of that timepoint with a reason, then import it again.",
                series=_in_words([series]),
            )
        )
        return True

    def _add_study(self, study_uid: str, patient_id: str, stacks: list[Series]) -> None:
        subject = self._subject_for(patient_id, stacks)
        dates = [when for series in stacks if (when := parsed_date(series.study_date)) is not None]
        when = min(dates, default=None)
        timepoint_uid = None if when is None else self._timepoint_at.get((subject.uid, when))
        if timepoint_uid is None:
            timepoint_uid = str(uuid4())
            self._new_dates[subject.uid][timepoint_uid] = when
            if when is not None:
                self._timepoint_at[subject.uid, when] = timepoint_uid
        described = next((series.description for series in stacks if series.description), None) or ""
        study = Study(study_uid, timepoint_uid, when, described)
        self._studies[study_uid] = study
        self._new_studies.append(study)

    def _subject_for(self, patient_id: str, stacks: list[Series]) -> Subject:
        if not patient_id:
            subject = self._add_subject("", "UNKNOWN")
            self._remarks.append(
                Sentence(
                    "A study of {study} says no Patient ID and became the subject {subject}: assign its "
                    "timepoint to the right one.",
                    study=_in_words(stacks),
                    subject=subject.code,
                )
            )
            return subject
        self._compare_names(patient_id, stacks)
        holding = self._subjects_of_patient[patient_id]
        if len(holding) == 1:
            return self._subjects[next(iter(holding))]
        for subject in self._subjects.values():
            if subject.patient_id == patient_id:
                return subject
        subject = self._add_subject(patient_id, patient_id)
        holding.add(subject.uid)
        return subject

    def _add_subject(self, patient_id: str, wanted_code: str) -> Subject:
        taken = {subject.code for subject in self._subjects.values()}
        code, number = wanted_code, 2
        while code in taken:
            code, number = f"{wanted_code}-{number}", number + 1
        subject = Subject(str(uuid4()), code, patient_id)
        self._subjects[subject.uid] = subject
        self._new_subjects.append(subject)
        return subject

    def _compare_names(self, patient_id: str, stacks: list[Series]) -> None:
        """One Patient ID with two names may be two people; that is for a person to judge."""
        names = self._names[patient_id]
        for series in stacks:
            name = plain_name(series.patient_name)
            if name and names and name not in names:
                self._remarks.append(
                    Sentence(
                        "Patient ID {patient_id} comes with more than one name: check that all its studies "
                        "are of one person.",
                        patient_id=patient_id,
                    )
                )
            if name:
                names.add(name)


def plain_name(name: str) -> str:
    """A patient's name as it is compared: without case, spaces and empty components."""
    return "^".join(part.strip() for part in name.casefold().split("^")).rstrip("^").replace(" ", "")


def _in_words(stacks: list[Series]) -> tuple[str, ...]:
    first = stacks[0]
    return (
        first.patient_id or _NO_PATIENT_ID,
        first.study_date or Term("no date"),
        first.description or first.modality,
    )
