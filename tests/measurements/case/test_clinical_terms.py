"""The list of terms that a trial keeps: what it refuses, how it spells, who sees it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from measurements.case.commands import (
    Command,
    ImportClinicalEvents,
    ImportClinicalTerms,
    PutClinicalEvent,
)
from measurements.case.service import CaseService
from measurements.clinical.event_cells import BadCell
from measurements.clinical.terms import TermList
from measurements.refusal import NotAllowed, Refusal
from measurements.storage.replay import departures
from measurements.storage.store import TrialStore, create_trial
from tests.accounts import INVESTIGATOR, MANAGER, READER
from tests.measurements.case.test_clinical_import import ALL, NAUSEA, PAIN
from tests.measurements.samples import begun_read
from tests.measurements.signed_read import trial_with_people

LISTED = TermList(("Nausea", "Pain", "Dry mouth"), "ctcae.csv", "1" * 64)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TrialStore]:
    with create_trial(tmp_path / "trial") as opened:
        begun_read(opened, CaseService(opened), tmp_path)
        yield opened


def run(store: TrialStore, *commands: Command) -> CaseService:
    case = CaseService(store)
    for command in commands:
        case.run(command)
    return case


def kept(store: TrialStore) -> TermList | None:
    with store.reading() as trial:
        return trial.clinical_terms()


def terms_in_use(store: TrialStore) -> set[str]:
    with store.reading() as trial:
        return {event.term for event in trial.clinical_events().values() if event.grade is not None}


def test_a_list_is_kept_with_its_name_and_hash_audited_and_undone(store: TrialStore) -> None:
    case = run(store, ImportClinicalTerms(LISTED))
    assert kept(store) == LISTED
    longer = replace(LISTED, terms=(*LISTED.terms, "Anemia"), source="june.csv")
    case.run(ImportClinicalTerms(longer), reason="version 5.0 whole")
    assert kept(store) == longer
    with store.reading() as trial:
        *_, last = trial.audit("clinical_terms")
        assert last.reason == "version 5.0 whole"
        assert list(departures(trial)) == []
    case.undo()
    assert kept(store) == LISTED
    case.undo()
    assert kept(store) is None


def test_no_event_has_a_term_that_is_not_in_it(store: TrialStore) -> None:
    run(store, ImportClinicalTerms(LISTED))
    with pytest.raises(BadCell, match="has no 'Naussea' \\(did you mean 'Nausea'") as refused:
        run(store, PutClinicalEvent("e1", replace(NAUSEA, term="Naussea")))
    assert refused.value.column == "term"
    with pytest.raises(BadCell, match="has no 'Fatigue'"):
        run(store, ImportClinicalEvents(replace(ALL, events=(*ALL.events, replace(PAIN, term="Fatigue")))))
    with store.reading() as trial:
        assert trial.clinical_data() is None
    run(store, PutClinicalEvent("e1", replace(NAUSEA, term="nausea ")))
    assert terms_in_use(store) == {"Nausea"}


def test_a_list_that_lacks_a_term_in_use_is_refused_by_it(store: TrialStore) -> None:
    run(store, ImportClinicalEvents(ALL))
    with pytest.raises(Refusal, match=r"june\.csv lacks terms .* \(Nausea\): correct these events first"):
        run(store, ImportClinicalTerms(TermList(("Pain",), "june.csv", "")))
    assert kept(store) is None


def test_events_that_are_there_are_spelt_as_in_it(store: TrialStore) -> None:
    run(store, ImportClinicalEvents(ALL))
    case = run(store, ImportClinicalTerms(TermList(("NAUSEA", "Pain"), "june.csv", "")))
    assert terms_in_use(store) == {"NAUSEA", "Pain"}
    case.run(ImportClinicalEvents(ALL))
    assert terms_in_use(store) == {"NAUSEA", "Pain"}, "and so are those that come later"


def test_who_may_give_a_list_and_who_sees_it(tmp_path: Path) -> None:
    with trial_with_people(tmp_path) as signed:
        for name in (READER, INVESTIGATOR):
            signed.act(name)
            with pytest.raises(NotAllowed, match="sign in as data-manager"):
                signed.case.run(ImportClinicalTerms(LISTED))
        signed.act(MANAGER)
        signed.case.run(ImportClinicalTerms(LISTED))
        for name, seen in ((MANAGER, True), (INVESTIGATOR, True), (READER, False)):
            signed.act(name)
            assert (kept(signed.store) == LISTED) is seen, name
