"""Clinical events in a trial: put in as a whole, audited, undone, hidden from who is blinded."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from measurements.case.clinical_import import lesions_by_subject
from measurements.case.commands import (
    AddLesion,
    AssignTimepointToSubject,
    ImportClinicalEvents,
    PutClinicalEvent,
    RenameSubject,
)
from measurements.case.enrol import enrol
from measurements.case.service import CaseService
from measurements.clinical.event import ClinicalData, ClinicalEvent, EventKind
from measurements.refusal import NotAllowed, Refusal, Signed
from measurements.storage.replay import departures
from measurements.storage.store import TrialStore, create_trial
from tests.accounts import ADJUDICATOR, INVESTIGATOR, MANAGER, READER
from tests.measurements.samples import begun_read, lesion, series
from tests.measurements.signed_read import trial_with_people

ENROLLED = ClinicalEvent("HN-017", EventKind.ENROLMENT, date(2024, 1, 2))
STARTED = ClinicalEvent("HN-017", EventKind.TREATMENT_START, date(2024, 1, 12))
PAIN = ClinicalEvent("HN-017", EventKind.ADVERSE_EVENT, date(2024, 2, 2), "", "Pain", 3, True, False)
NAUSEA = ClinicalEvent("HN-017", EventKind.ADVERSE_EVENT, date(2024, 2, 3), "", "Nausea", 1)
RADIATED = ClinicalEvent("HN-017", EventKind.RT_START, date(2024, 2, 4), "T01")
DEATH = ClinicalEvent("HN-017", EventKind.DEATH, date(2024, 8, 1))


def data(*events: ClinicalEvent, source: str = "events.csv") -> ClinicalData:
    return ClinicalData(events, source, "0" * 64, date(2024, 12, 31), True)


ALL = data(ENROLLED, STARTED, PAIN, NAUSEA, RADIATED, DEATH)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TrialStore]:
    with create_trial(tmp_path / "trial") as opened:
        begun_read(opened, CaseService(opened), tmp_path)
        yield opened


def kept(store: TrialStore) -> ClinicalData | None:
    with store.reading() as trial:
        return trial.clinical_data()


def test_a_trial_has_none_until_they_are_imported(store: TrialStore) -> None:
    assert kept(store) is None
    with store.reading() as trial:
        (subject,) = trial.subjects()
    changes = CaseService(store).run(ImportClinicalEvents(ALL), reason="data of May")
    assert kept(store) == ALL
    assert changes.subject_uids == {subject.uid}
    with store.reading() as trial:
        entries = list(trial.audit("clinical_event"))
        assert {entry.reason for entry in entries} == {"data of May"}
        assert len(entries) == len(ALL.events)
        assert list(departures(trial)) == []


def test_events_come_back_by_date_whatever_their_order_in_the_file(store: TrialStore) -> None:
    CaseService(store).run(ImportClinicalEvents(replace(ALL, events=tuple(reversed(ALL.events)))))
    assert kept(store) == ALL


def test_another_file_takes_the_place_and_only_what_differs_is_written(store: TrialStore) -> None:
    case = CaseService(store)
    case.run(ImportClinicalEvents(ALL))
    worse = replace(NAUSEA, grade=2)
    with store.reading() as trial:
        before = trial.chain_end().sequence
    case.run(ImportClinicalEvents(data(ENROLLED, STARTED, PAIN, worse, RADIATED, source="june.csv")))
    found = kept(store)
    assert found is not None
    assert (found.source, found.events) == ("june.csv", (ENROLLED, STARTED, PAIN, worse, RADIATED))
    with store.reading() as trial:
        written = [(one.table_name, one.new_value is None) for one in trial.audit(first=before + 1)]
    assert sorted(written) == [
        ("clinical_event", False),
        ("clinical_event", True),
        ("clinical_event", True),
        ("clinical_source", False),
    ]


def test_undo_brings_the_former_ones_back(store: TrialStore) -> None:
    case = CaseService(store)
    case.run(ImportClinicalEvents(ALL))
    case.run(ImportClinicalEvents(data(ENROLLED, source="june.csv")))
    case.undo()
    assert kept(store) == ALL
    case.undo()
    assert kept(store) is None
    case.redo()
    assert kept(store) == ALL


def test_the_same_again_changes_nothing(store: TrialStore) -> None:
    case = CaseService(store)
    case.run(ImportClinicalEvents(ALL))
    with store.reading() as trial:
        before = trial.chain_end()
    case.run(ImportClinicalEvents(ALL))
    with store.reading() as trial:
        assert trial.chain_end() == before


def test_events_of_somebody_else_are_refused_and_nothing_is_written(store: TrialStore) -> None:
    stranger = replace(ENROLLED, subject="HN-071")
    with pytest.raises(Refusal, match=r"events.csv has events of HN-071, not in the trial"):
        CaseService(store).run(ImportClinicalEvents(data(ENROLLED, stranger)))
    assert kept(store) is None


def test_a_start_of_treatment_is_day_0_where_the_trial_has_none(store: TrialStore) -> None:
    case = CaseService(store)
    case.run(ImportClinicalEvents(ALL))
    with store.reading() as trial:
        (subject,) = trial.subjects()
        assert subject.treatment_start == STARTED.on
        assert [one.day for one in trial.timepoints(subject.uid)] == [-7, 49, 112]
    case.run(ImportClinicalEvents(data(ENROLLED, replace(STARTED, on=date(2024, 1, 13)))))
    with store.reading() as trial:
        assert trial.subjects()[0].treatment_start == STARTED.on
    case.undo()
    case.undo()
    with store.reading() as trial:
        assert trial.subjects()[0].treatment_start is None


def test_a_start_of_treatment_before_the_baseline_scan_is_refused_with_all_of_it(store: TrialStore) -> None:
    early = replace(STARTED, on=date(2024, 1, 4))
    with pytest.raises(Refusal, match="cannot start on 2024-01-04, before its baseline scan of 2024-01-05"):
        CaseService(store).run(ImportClinicalEvents(data(ENROLLED, early)))
    assert kept(store) is None


def test_events_follow_a_subject_whose_code_is_corrected(store: TrialStore) -> None:
    case = CaseService(store)
    case.run(ImportClinicalEvents(ALL))
    with store.reading() as trial:
        (subject,) = trial.subjects()
    case.run(RenameSubject(subject.uid, "HN-117"))
    found = kept(store)
    assert found is not None
    assert {event.subject for event in found.events} == {"HN-117"}


def test_a_subject_with_events_stays_when_the_last_of_its_scans_turn_out_to_be_somebody_elses(
    store: TrialStore, tmp_path: Path
) -> None:
    case = CaseService(store)
    enrol(store, [series("9.8.7", study_uid="9.8", patient_id="HN-018", folder=str(tmp_path / "images"))])
    with store.reading() as trial:
        right, wrong = trial.subjects()
        (timepoint,) = trial.timepoints(wrong.uid)
    case.run(ImportClinicalEvents(data(replace(ENROLLED, subject="HN-018"))))
    case.run(AssignTimepointToSubject(timepoint.uid, right.uid, "TP9"))
    with store.reading() as trial:
        assert [subject.code for subject in trial.subjects()] == ["HN-017", "HN-018"]
    case.undo()
    case.undo()
    case.run(AssignTimepointToSubject(timepoint.uid, right.uid, "TP9"))
    with store.reading() as trial:
        assert [subject.code for subject in trial.subjects()] == ["HN-017"]


def test_radiotherapy_may_name_the_lesions_of_any_reader(store: TrialStore) -> None:
    with store.reading() as trial:
        (read,) = trial.reads()
        baseline = trial.timepoints(read.subject_uid)[0]
        assert lesions_by_subject(trial) == {"HN-017": frozenset()}
    CaseService(store).run(AddLesion(lesion(read, baseline)))
    with store.reading() as trial:
        assert lesions_by_subject(trial) == {"HN-017": {"T01"}}


def test_who_may_bring_them_in_and_who_sees_them(tmp_path: Path) -> None:
    with trial_with_people(tmp_path) as signed:
        for name in (READER, ADJUDICATOR, INVESTIGATOR):
            signed.act(name)
            with pytest.raises(NotAllowed, match="sign in as data-manager"):
                signed.case.run(ImportClinicalEvents(ALL))
        signed.act(MANAGER)
        signed.case.run(ImportClinicalEvents(ALL))
        for name, seen in ((MANAGER, True), (INVESTIGATOR, True), (READER, False), (ADJUDICATOR, False)):
            signed.act(name)
            assert kept(signed.store) == (ALL if seen else None), name
            with signed.store.reading() as trial:
                assert bool(trial.clinical_events()) is seen
                told = {entry.table_name for entry in trial.audit()}
                assert ("clinical_event" in told) is (name == MANAGER)


def test_a_start_of_treatment_that_a_completed_read_does_not_have_is_refused_by_its_subject(
    tmp_path: Path,
) -> None:
    with trial_with_people(tmp_path) as signed:
        signed.read_whole(READER)
        signed.act(MANAGER)
        told = "TREATMENT_START of HN-017 on 2024-01-12 would become day 0 .* a read of this subject is compl"
        with pytest.raises(Signed, match=told):
            signed.case.run(ImportClinicalEvents(ALL))
        with pytest.raises(Signed, match=told):
            signed.case.run(PutClinicalEvent("e1", STARTED))
        assert kept(signed.store) is None
        without = data(*(event for event in ALL.events if event is not STARTED))
        signed.case.run(ImportClinicalEvents(without))
        assert kept(signed.store) == without
