"""Clinical events one at a time: put, corrected, withdrawn, and refused as those of a file are."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from measurements.case.commands import (
    Command,
    ImportClinicalEvents,
    PutClinicalEvent,
    SetDataCutoff,
    WithdrawClinicalEvent,
)
from measurements.case.service import CaseService
from measurements.clinical.event import ClinicalData, ClinicalEvent, EventKind
from measurements.clinical.event_cells import BadCell
from measurements.refusal import Refusal
from measurements.storage.replay import departures
from measurements.storage.store import TrialStore, create_trial
from tests.measurements.case.test_clinical_import import ALL, DEATH, ENROLLED, NAUSEA, PAIN, STARTED
from tests.measurements.samples import begun_read

CONTACT = ClinicalEvent("HN-017", EventKind.LAST_CONTACT, date(2024, 7, 1))
FATAL = ClinicalEvent("HN-017", EventKind.ADVERSE_EVENT, date(2024, 8, 1), "", "Sepsis", 5)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TrialStore]:
    with create_trial(tmp_path / "trial") as opened:
        begun_read(opened, CaseService(opened), tmp_path)
        yield opened


def kept(store: TrialStore) -> ClinicalData | None:
    with store.reading() as trial:
        return trial.clinical_data()


def uid_of(store: TrialStore, event: ClinicalEvent) -> str:
    with store.reading() as trial:
        return next(uid for uid, one in trial.clinical_events().items() if one == event)


def run(store: TrialStore, *commands: Command) -> CaseService:
    case = CaseService(store)
    for command in commands:
        case.run(command)
    return case


def test_events_may_be_entered_without_any_file(store: TrialStore) -> None:
    run(store, PutClinicalEvent("e1", ENROLLED), PutClinicalEvent("e2", STARTED))
    assert kept(store) == ClinicalData((ENROLLED, STARTED), "", "", STARTED.on, cutoff_stated=False)
    with store.reading() as trial:
        assert trial.subjects()[0].treatment_start == STARTED.on


def test_a_correction_is_one_entry_with_what_was_and_what_is_and_why(store: TrialStore) -> None:
    run(store, ImportClinicalEvents(ALL))
    uid = uid_of(store, NAUSEA)
    worse = replace(NAUSEA, grade=2)
    changes = CaseService(store).run(PutClinicalEvent(uid, worse), reason="source document")
    with store.reading() as trial:
        (subject,) = trial.subjects()
        *_, last = trial.audit("clinical_event")
        assert trial.clinical_events()[uid] == worse
        assert list(departures(trial)) == []
    assert changes.subject_uids == {subject.uid}
    assert (last.action, last.reason) == ("PutClinicalEvent", "source document")
    assert last.old_value is not None
    assert last.new_value is not None


def test_after_it_the_file_does_not_vouch_for_what_stands(store: TrialStore) -> None:
    case = run(store, ImportClinicalEvents(ALL), PutClinicalEvent("e1", replace(PAIN, term="Fatigue")))
    found = kept(store)
    assert found is not None
    assert (found.source, found.source_sha256, found.cutoff_stated) == ("events.csv", "", True)
    assert found.origin == "events.csv, corrected by hand"
    case.undo()
    assert kept(store) == ALL
    assert ALL.origin == "events.csv"


def test_the_same_again_changes_nothing(store: TrialStore) -> None:
    run(store, ImportClinicalEvents(ALL))
    run(store, PutClinicalEvent(uid_of(store, PAIN), PAIN))
    assert kept(store) == ALL


def test_a_term_is_spelt_as_in_the_other_events(store: TrialStore) -> None:
    run(store, ImportClinicalEvents(ALL), PutClinicalEvent("e1", replace(PAIN, on=CONTACT.on, term="PAIN ")))
    with store.reading() as trial:
        assert trial.clinical_events()["e1"].term == "Pain"


@pytest.mark.parametrize(
    ("event", "column", "says"),
    [
        (replace(CONTACT, subject="HN-018"), "subject", "no such subject"),
        (replace(CONTACT, on=date(2025, 1, 1)), "date", "lies after the data cut-off 2024-12-31"),
        (replace(CONTACT, on=date(1024, 1, 1)), "date", "give a day of the calendar"),
        (replace(CONTACT, lesion="T01"), "lesion", "only RT_START and RT_END"),
        (
            ClinicalEvent("HN-017", EventKind.RT_START, STARTED.on, "T09"),
            "lesion",
            "no reader has a lesion T09",
        ),
        (replace(PAIN, term=""), "term", "no term"),
        (replace(PAIN, grade=6), "grade", "whole numbers from 1 to 5"),
        (replace(CONTACT, grade=2), "grade", "only an AE"),
    ],
)
def test_what_a_file_may_not_say_no_hand_may(
    store: TrialStore, event: ClinicalEvent, column: str, says: str
) -> None:
    run(store, ImportClinicalEvents(data_of(ENROLLED, STARTED)))
    with pytest.raises(BadCell, match=says) as refused:
        run(store, PutClinicalEvent("e1", event))
    assert refused.value.column == column
    assert kept(store) == data_of(ENROLLED, STARTED)


def data_of(*events: ClinicalEvent) -> ClinicalData:
    return replace(ALL, events=events)


@pytest.mark.parametrize(
    ("event", "says"),
    [
        (replace(ENROLLED, on=date(2024, 1, 3)), "on 2024-01-03 and on 2024-01-02"),
        (replace(PAIN, on=date(2023, 1, 3)), "AE of 2023-01-03: 2023-01-03 lies before the enrolment"),
        (replace(PAIN, on=date(2024, 9, 3)), "lies after the death on 2024-08-01"),
        (PAIN, "said twice"),
    ],
)
def test_what_contradicts_the_others_is_refused(store: TrialStore, event: ClinicalEvent, says: str) -> None:
    run(store, ImportClinicalEvents(ALL))
    with pytest.raises(Refusal, match=says):
        run(store, PutClinicalEvent("e1", event))
    assert kept(store) == ALL


def test_grade_5_needs_a_death_and_keeps_it(store: TrialStore) -> None:
    run(store, ImportClinicalEvents(data_of(ENROLLED)))
    with pytest.raises(Refusal, match="grade 5 without a DEATH"):
        run(store, PutClinicalEvent("e1", FATAL))
    run(store, PutClinicalEvent("e2", DEATH), PutClinicalEvent("e1", FATAL))
    with pytest.raises(Refusal, match="grade 5 without a DEATH"):
        run(store, WithdrawClinicalEvent("e2"))
    assert kept(store) == replace(ALL, events=(ENROLLED, FATAL, DEATH), source_sha256="")


def test_an_event_is_withdrawn_and_comes_back(store: TrialStore) -> None:
    case = run(store, ImportClinicalEvents(ALL))
    case.run(WithdrawClinicalEvent(uid_of(store, PAIN)))
    found = kept(store)
    assert found is not None
    assert PAIN not in found.events
    case.undo()
    assert kept(store) == ALL
    with pytest.raises(Refusal, match="no such clinical event"):
        run(store, WithdrawClinicalEvent("gone"))


def test_with_the_last_event_withdrawn_there_are_none(store: TrialStore) -> None:
    run(store, PutClinicalEvent("e1", ENROLLED), WithdrawClinicalEvent("e1"))
    assert kept(store) is None


def test_a_cut_off_is_stated_and_taken_back(store: TrialStore) -> None:
    with pytest.raises(Refusal, match="needs clinical events"):
        run(store, SetDataCutoff(CONTACT.on))
    run(store, ImportClinicalEvents(ALL), SetDataCutoff(DEATH.on))
    assert kept(store) == replace(ALL, cutoff=DEATH.on)
    with pytest.raises(Refusal, match="DEATH of HN-017 on 2024-08-01 lies after the data cut-off 2024-07-01"):
        run(store, SetDataCutoff(CONTACT.on))
    run(store, SetDataCutoff(None))
    assert kept(store) == replace(ALL, cutoff=DEATH.on, cutoff_stated=False)


def test_an_import_takes_no_correction_away_unasked(store: TrialStore) -> None:
    worse = replace(NAUSEA, grade=2)
    run(store, ImportClinicalEvents(ALL))
    run(store, PutClinicalEvent(uid_of(store, NAUSEA), worse))
    with pytest.raises(Refusal, match=r"lacks events of the trial \(1\)"):
        run(store, ImportClinicalEvents(ALL))
    run(store, ImportClinicalEvents(ALL, over_corrections=True))
    assert kept(store) == ALL
    run(store, ImportClinicalEvents(data_of(ENROLLED)))
    assert kept(store) == data_of(ENROLLED)
