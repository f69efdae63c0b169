"""Carries an import out: one transaction, planned on what the trial has at that moment."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from measurements.case.changes import Changes
from measurements.case.consequences import consequences
from measurements.case.enrolment import Enrolled, EnrolmentPlan, plain_name, plan_enrolment
from measurements.imaging import Series
from measurements.progress import Report, silent
from measurements.storage import values
from measurements.storage.repository import Repository
from measurements.storage.rows import TimepointRow
from measurements.storage.store import TrialStore
from measurements.storage.unit import UnitOfWork

ACTION = "Import"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an import did: the plan it carried out, and the event for `CaseService.tell`."""

    plan: EnrolmentPlan
    changes: Changes


def enrol(
    store: TrialStore, scanned: Sequence[Series], *, who: str = "", report: Report = silent
) -> Enrolment:
    """Brings scanned series into the trial: all of them that the plan takes, or none.

    A job: with many thousands of slices it takes seconds.

    Raises:
        Refusal: the trial cannot be written.
        Cancelled: by `report`; nothing was written.
    """
    with store.writing(ACTION, who=who) as work:
        plan = plan_enrolment(scanned, enrolled_in(work.trial, scanned))
        _write(plan, work, report)
        return Enrolment(plan, consequences(work, ACTION))


def enrolled_in(trial: Repository, scanned: Sequence[Series]) -> Enrolled:
    """What the trial has that bears on these series."""
    patient_of_study: dict[str, str] = {}
    names: defaultdict[str, set[str]] = defaultdict(set)
    for some in trial.series_by_timepoint().values():
        for series in some:
            patient_of_study[series.study_uid] = series.patient_id.strip()
            names[series.patient_id.strip()].add(plain_name(series.patient_name))
    known = trial.known_slices([series.key for series in scanned])
    subjects = trial.subjects()
    reads = {read.uid: read.subject_uid for read in trial.reads()}
    return Enrolled(
        subjects=subjects,
        timepoints=trial.timepoints_by_subject(),
        studies=trial.studies(),
        patient_of_study=patient_of_study,
        names_of_patient={patient: frozenset(some) - {""} for patient, some in names.items()},
        slices_of_stack=known,
        lost_stacks=frozenset(key for key, path in trial.first_paths(list(known)) if not Path(path).exists()),
        assessed=frozenset(reads[read_uid] for read_uid in trial.lesions_by_read()),
    )


def _write(plan: EnrolmentPlan, work: UnitOfWork, report: Report) -> None:
    for subject in plan.subjects:
        work.add(values.subject_row(subject))
    existing = {timepoint.uid for some in work.trial.timepoints_by_subject().values() for timepoint in some}
    for titled in plan.titles:
        if titled.uid in existing:
            # Labels are unique at every moment, so those that change make room first.
            work.change(TimepointRow, (titled.uid,), label=titled.uid)
    for titled in plan.titles:
        if titled.uid in existing:
            work.change(TimepointRow, (titled.uid,), label=titled.label, kind=titled.kind.value)
        else:
            work.add(
                TimepointRow(
                    uid=titled.uid,
                    subject_uid=titled.subject_uid,
                    label=titled.label,
                    kind=titled.kind.value,
                    arrival=work.trial.next_arrival(),
                )
            )
    for study in plan.studies:
        work.add(values.study_row(study))
    for at, series in enumerate(plan.series):
        report(at, len(plan.series), f"Writing series {series.description or series.modality}")
        work.put_series(series)
    report(len(plan.series), len(plan.series), "Import written")
