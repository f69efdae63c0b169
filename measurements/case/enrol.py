"""Carries an import out: one transaction, planned on what the trial has at that moment."""

import contextlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from measurements.access.permissions import Call, require
from measurements.case.changes import Changes
from measurements.case.checksums import forget_checksums
from measurements.case.consequences import consequences
from measurements.case.enrolment import Enrolled, EnrolmentPlan, plain_name, plan_enrolment
from measurements.case.known import KnownStacks, known_stacks
from measurements.case.titles import Titled
from measurements.imaging import Series
from measurements.progress import Report, silent
from measurements.refusal import Refusal
from measurements.storage import values
from measurements.storage.repository import Repository
from measurements.storage.rows import Row, TimepointRow
from measurements.storage.store import TrialStore
from measurements.storage.unit import UnitOfWork

ACTION = "Import"

SLICES_AT_A_TIME = 400
"""Written in about 20 ms."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an import did: the plan it carried out, and the event for `CaseService.tell`."""

    plan: EnrolmentPlan
    changes: Changes


def enrol(
    store: TrialStore,
    scanned: Sequence[Series],
    *,
    known: KnownStacks | None = None,
    who: str = "",
    report: Report = silent,
) -> Enrolment:
    """Brings scanned series into the trial: all of them that the plan takes, or none.

    A job: with many thousands of slices it takes seconds. Nobody waits for it as long: slices are written a
    few at a time ahead of their series, which alone make them part of the trial, in one transaction at last,
    whose rows and audit are spelled before it begins and anew where somebody has written in between.
    One import at a time, for an import alone changes slices.

    Args:
        known: what the trial has of these series, where the caller has asked already.

    Raises:
        Refusal: the trial cannot be written.
        NotAllowed: whoever is at the trial may not import.
        Cancelled: by `report`; nothing was written.
    """
    require(store.actor, Call.IMPORT)
    with store.reading() as trial:
        stacks = known_stacks(trial, scanned) if known is None else known
        wanted = plan_enrolment(scanned, enrolled_in(trial, stacks)).series
    new = [series for series in wanted if series.key not in stacks.slices]
    with store.writing(ACTION, who=who) as work:
        work.remove_slices_without_series()
    try:
        _write_ahead(store, new, report)
        report(len(new), len(new), "Writing series")
        ahead = {series.key for series in new}
        drafted = _Drafted(scanned, stacks, ahead)
        draft = store.draft(ACTION, drafted.rows, who=who)
        with store.writing(ACTION, who=who) as work:
            plan = drafted.plan
            if drafted.only_adds and work.chain_end() == draft.after:
                work.add_draft(draft)
                _put_grown(plan, work, ahead)
            else:
                plan = plan_enrolment(scanned, enrolled_in(work.trial, stacks))
                _write(plan, work, ahead)
            return Enrolment(plan, consequences(work, ACTION))
    except BaseException:
        _withdraw(store, new)
        raise


def enrolled_in(trial: Repository, stacks: KnownStacks) -> Enrolled:
    """What the trial has that bears on an import of which it knows these stacks."""
    patient_of_study: dict[str, str] = {}
    names: defaultdict[str, set[str]] = defaultdict(set)
    for some in trial.series_by_timepoint().values():
        for series in some:
            patient_of_study[series.study_uid] = series.patient_id.strip()
            names[series.patient_id.strip()].add(plain_name(series.patient_name))
    subjects = trial.subjects()
    reads = {read.uid: read.subject_uid for read in trial.reads()}
    return Enrolled(
        subjects=subjects,
        timepoints=trial.timepoints_by_subject(),
        studies=trial.studies(),
        patient_of_study=patient_of_study,
        names_of_patient={patient: frozenset(some) - {""} for patient, some in names.items()},
        stacks=stacks,
        assessed=frozenset(reads[read_uid] for read_uid in trial.lesions_by_read()),
        signed=frozenset(one.timepoint_uid for one in trial.evidence.standing() if one.timepoint_uid),
    )


def _write_ahead(store: TrialStore, new: Sequence[Series], report: Report) -> None:
    """Writes slices of stacks to come, so few at a time that a command of the window hardly waits."""
    folder = store.path.parent
    for at, series in enumerate(new):
        report(at, len(new), f"Writing series {series.description or series.modality}")
        for start in range(0, len(series.slices), SLICES_AT_A_TIME):
            some = series.slices[start : start + SLICES_AT_A_TIME]
            columns = [
                values.slice_columns(series.key, place, one, folder) for place, one in enumerate(some, start)
            ]
            with store.writing(ACTION) as work:
                work.add_slices(columns)


def _withdraw(store: TrialStore, new: Sequence[Series]) -> None:
    """Takes back what was written ahead; what a broken disk keeps goes at the next import."""
    with contextlib.suppress(Refusal):
        for series in new:
            with store.writing(ACTION) as work:
                work.remove_slices_without_series(series.key)


class _Drafted:
    """The plan on what the trial had just before it was taken, and the rows that it adds."""

    def __init__(self, scanned: Sequence[Series], stacks: KnownStacks, ahead: set[str]) -> None:
        self._scanned = scanned
        self._stacks = stacks
        self._ahead = ahead
        self.plan: EnrolmentPlan
        self.only_adds = False
        """Whether no timepoint gets another title; those that do have to make room for each other."""

    def rows(self, trial: Repository) -> list[Sequence[Row]]:
        enrolled = enrolled_in(trial, self._stacks)
        self.plan = plan_enrolment(self._scanned, enrolled)
        existing = {timepoint.uid for some in enrolled.timepoints.values() for timepoint in some}
        self.only_adds = not any(titled.uid in existing for titled in self.plan.titles)
        return (
            _added(self.plan, self.plan.titles, trial.next_arrival(), self._ahead) if self.only_adds else []
        )


def _added(
    plan: EnrolmentPlan, titles: Sequence[Titled], first_arrival: int, ahead: set[str]
) -> list[Sequence[Row]]:
    """The rows that an import adds, kind by kind, in the order in which they refer to each other."""
    timepoints = [
        TimepointRow(
            uid=titled.uid,
            subject_uid=titled.subject_uid,
            label=titled.label,
            kind=titled.kind.value,
            arrival=arrival,
        )
        for arrival, titled in enumerate(titles, first_arrival)
    ]
    return [
        [values.subject_row(subject) for subject in plan.subjects],
        timepoints,
        [values.study_row(study) for study in plan.studies],
        [values.series_row(series) for series in plan.series if series.key in ahead],
    ]


def _put_grown(plan: EnrolmentPlan, work: UnitOfWork, ahead: set[str]) -> None:
    for series in plan.series:
        if series.key not in ahead:
            forget_checksums(work, series)
            work.put_series(series)


def _write(plan: EnrolmentPlan, work: UnitOfWork, ahead: set[str]) -> None:
    existing = {timepoint.uid for some in work.trial.timepoints_by_subject().values() for timepoint in some}
    retitled = [titled for titled in plan.titles if titled.uid in existing]
    for titled in retitled:
        # Labels are unique at every moment, so those that change make room first.
        work.change(TimepointRow, (titled.uid,), label=titled.uid)
    for titled in retitled:
        work.change(TimepointRow, (titled.uid,), label=titled.label, kind=titled.kind.value)
    new = [titled for titled in plan.titles if titled.uid not in existing]
    for rows in _added(plan, new, work.trial.next_arrival(), ahead):
        work.add_all(rows)
    _put_grown(plan, work, ahead)
