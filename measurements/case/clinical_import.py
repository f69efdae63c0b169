"""The clinical events of a trial, put into it as a whole."""

from collections.abc import Iterable
from uuid import uuid4

from measurements.case import schedule_edits
from measurements.case.commands import ImportClinicalEvents, ImportClinicalTerms, SetTreatmentStart
from measurements.clinical.event import ClinicalEvent, EventKind
from measurements.clinical.event_cells import folded
from measurements.recist.visits import lesion_of
from measurements.refusal import Refusal, Signed
from measurements.storage.repository import Repository
from measurements.storage.rows import ClinicalEventRow, ClinicalSourceRow, ClinicalTermsRow
from measurements.storage.unit import UnitOfWork


def import_events(command: ImportClinicalEvents, work: UnitOfWork) -> None:
    """Makes the command's events those of the trial; of events that were there already nothing is changed.

    A start of treatment becomes day 0 of a subject that has none yet. Where the trial has another, both stay,
    and the endpoints name it (`endpoints.course`).

    Raises:
        BadCell: an adverse event has a term that is not in the trial's list.
        Signed: as from `begin_treatments`.
        Refusal: an event is of a subject that the trial does not have, treatment starts before the scan
            that is the baseline, or events would go from among which some were corrected by hand.
    """
    data = command.data
    subject_uids = {subject.code: subject.uid for subject in work.trial.subjects()}
    unknown = sorted({event.subject for event in data.events} - subject_uids.keys())
    if unknown:
        raise Refusal(
            "{source} has events of {subjects}, not in the trial: correct the code, or import the scans "
            "first.",
            source=data.source,
            subjects=tuple(unknown),
        )
    there = work.trial.clinical_events()
    listed = work.trial.clinical_terms()
    events = data.events if listed is None else tuple(map(listed.as_listed, data.events))
    wanted, kept = set(events), set(there.values())
    before = work.trial.clinical_data()
    corrected = before is not None and not before.source_sha256
    if corrected and not command.over_corrections and kept - wanted:
        raise Refusal(
            "{source} lacks events of the trial ({count}), where some were corrected by hand: export the "
            "trial and compare its clinical-events.csv, or import with --over-corrections.",
            source=data.source,
            count=len(kept - wanted),
        )
    for uid, event in there.items():
        if event not in wanted:
            work.remove(ClinicalEventRow, (uid,))
    work.add_all(
        [event_row(str(uuid4()), event, subject_uids[event.subject]) for event in events if event not in kept]
    )
    work.put(
        ClinicalSourceRow(
            trial_uid=work.trial.trial_uid(),
            file_name=data.source,
            sha256=data.source_sha256,
            cutoff=data.cutoff,
            cutoff_stated=data.cutoff_stated,
        )
    )
    begin_treatments(events, work)


def import_terms(command: ImportClinicalTerms, work: UnitOfWork) -> None:
    """Makes the command's terms those of the trial; events that are there are spelt as they are.

    Raises:
        Refusal: adverse events of the trial have terms that the list does not know.
    """
    terms = command.terms
    known = terms.spelling
    there = {
        uid: event
        for uid, event in work.trial.clinical_events().items()
        if event.kind is EventKind.ADVERSE_EVENT
    }
    unknown = sorted({event.term for event in there.values() if folded(event.term) not in known})
    if unknown:
        raise Refusal(
            "{source} lacks terms that adverse events of the trial have ({terms}): correct these events "
            "first, or complete the list.",
            source=terms.source,
            terms=tuple(unknown),
        )
    for uid, event in there.items():
        work.change(ClinicalEventRow, (uid,), term=terms.as_listed(event).term)
    work.put(
        ClinicalTermsRow(
            trial_uid=work.trial.trial_uid(),
            file_name=terms.source,
            sha256=terms.source_sha256,
            terms="\n".join(terms.terms),
        )
    )


def begin_treatments(events: Iterable[ClinicalEvent], work: UnitOfWork) -> None:
    """Makes the starts of treatment day 0 of the subjects that have none yet.

    Raises:
        Signed: a read of such a subject is completed, and its days are signed with it.
        Refusal: treatment starts before the scan that is the baseline.
    """
    started = {event.subject: event.on for event in events if event.kind is EventKind.TREATMENT_START}
    beginning = [one for one in work.trial.subjects() if one.treatment_start is None and one.code in started]
    locked = _with_completed_reads(work.trial) if beginning else frozenset()
    for subject in beginning:
        on = started[subject.code]
        if subject.uid in locked:
            raise Signed(
                "The TREATMENT_START of {subject} on {on} would become day 0 of its visits, but a read of "
                "this subject is completed: unlock that read first, or leave this event out.",
                subject=subject.code,
                on=on,
            )
        schedule_edits.carry_out(SetTreatmentStart(subject.uid, on), work)


def _with_completed_reads(trial: Repository) -> frozenset[str]:
    """Uids of the subjects whose days are signed with a read."""
    completed = trial.evidence.completed_reads()
    return frozenset(read.subject_uid for read in trial.reads() if read.uid in completed)


def lesions_by_subject(trial: Repository) -> dict[str, frozenset[str]]:
    """Ids of the lesions that any reader has of each subject, by subject code: what radiotherapy may name."""
    of_read = trial.lesions_by_read()
    found: dict[str, set[str]] = {subject.uid: set() for subject in trial.subjects()}
    for read in trial.reads():
        labels = {lesion.label for lesion in of_read.get(read.uid, [])}
        found[read.subject_uid] |= labels | {lesion_of(label) for label in labels}
    return {subject.code: frozenset(found[subject.uid]) for subject in trial.subjects()}


def event_row(uid: str, event: ClinicalEvent, subject_uid: str) -> ClinicalEventRow:
    """An event as it is stored."""
    return ClinicalEventRow(
        uid=uid,
        subject_uid=subject_uid,
        kind=event.kind.value,
        happened=event.on,
        lesion=event.lesion,
        term=event.term,
        grade=event.grade,
        serious=event.serious,
        related=event.related,
    )
