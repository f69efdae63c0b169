"""One clinical event at a time: put, corrected or withdrawn by hand, and the data cut-off."""

from datetime import date

from measurements.case.clinical_import import begin_treatments, event_row, lesions_by_subject
from measurements.case.commands import PutClinicalEvent, SetDataCutoff, WithdrawClinicalEvent
from measurements.clinical.event import ClinicalEvent, EventKind
from measurements.clinical.event_cells import BadCell, cells_of, event_from, folded, spelt
from measurements.clinical.faults import Contradiction, event_faults
from measurements.refusal import Refusal
from measurements.storage.rows import ClinicalEventRow, ClinicalSourceRow
from measurements.storage.unit import UnitOfWork


def carry_out(command: PutClinicalEvent | WithdrawClinicalEvent | SetDataCutoff, work: UnitOfWork) -> None:
    """Changes events, or the cut-off; the file they came from does not vouch for them any more.

    Raises:
        BadCell: the event could not stand in a file for `main.py clinical import`, or events lie after the
            cut-off.
        Contradiction: it contradicts others of its patient.
        Refusal: there is no event of this uid, or none at all to cut off.
    """
    match command:
        case PutClinicalEvent():
            _put(command, work)
        case WithdrawClinicalEvent():
            _withdraw(command, work)
        case SetDataCutoff():
            _cut(command, work)


def _put(command: PutClinicalEvent, work: UnitOfWork) -> None:
    there = work.trial.clinical_events()
    former = there.pop(command.uid, None)
    data = work.trial.clinical_data()
    lesions = lesions_by_subject(work.trial)
    cutoff = data.cutoff if data is not None and data.cutoff_stated else None
    event = event_from(cells_of(command.event), lesions.keys(), lesions, cutoff)
    if event.kind is EventKind.ADVERSE_EVENT:
        listed = work.trial.clinical_terms()
        spelling = {folded(one.term): one.term for one in there.values() if one.term}
        event = spelt(event, spelling, closed=False) if listed is None else listed.as_listed(event)
    if event == former:
        return
    events = [*there.values(), event]
    for subject in {event.subject, event.subject if former is None else former.subject}:
        _check(subject, events)
    (subject_uid,) = (one.uid for one in work.trial.subjects() if one.code == event.subject)
    work.put(event_row(command.uid, event, subject_uid))
    _note_hand(work, events)
    begin_treatments([event], work)


def _withdraw(command: WithdrawClinicalEvent, work: UnitOfWork) -> None:
    there = work.trial.clinical_events()
    former = there.pop(command.uid, None)
    if former is None:
        raise Refusal("The trial has no such clinical event any more: look at its events again.")
    _check(former.subject, [*there.values()])
    work.remove(ClinicalEventRow, (command.uid,))
    _note_hand(work, [*there.values()])


def _check(subject: str, events: list[ClinicalEvent]) -> None:
    """Raises `Contradiction` where events of a patient contradict each other."""
    of_subject = [event for event in events if event.subject == subject]
    faults = event_faults(of_subject)
    if faults:
        raise Contradiction(subject, [(of_subject[one.index], one) for one in faults])


def _note_hand(work: UnitOfWork, events: list[ClinicalEvent]) -> None:
    """Says that the file is not any more what stands; with no event left, that there is none."""
    data = work.trial.clinical_data()
    stated = data.cutoff if data is not None and data.cutoff_stated else None
    if events or stated is not None:
        _put_source(work, data.source if data is not None else "", "", stated, events)
    elif data is not None:
        work.remove(ClinicalSourceRow, (work.trial.trial_uid(),))


def _cut(command: SetDataCutoff, work: UnitOfWork) -> None:
    data = work.trial.clinical_data()
    if data is None:
        raise Refusal("A data cut-off needs clinical events: put one, or import their file, first.")
    after = [event for event in data.events if command.cutoff is not None and event.on > command.cutoff]
    if after:
        first = after[0]
        raise BadCell(
            "cutoff",
            "events-after-cutoff",
            event=first.kind,
            subject=first.subject,
            on=str(first.on),
            cutoff=str(command.cutoff),
        )
    _put_source(work, data.source, data.source_sha256, command.cutoff, [*data.events])


def _put_source(
    work: UnitOfWork, source: str, sha256: str, cutoff: date | None, events: list[ClinicalEvent]
) -> None:
    work.put(
        ClinicalSourceRow(
            trial_uid=work.trial.trial_uid(),
            file_name=source,
            sha256=sha256,
            cutoff=cutoff or max(event.on for event in events),
            cutoff_stated=cutoff is not None,
        )
    )
