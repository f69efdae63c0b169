"""The protocol of a trial replaced, taken back and refused."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from measurements.case.changes import Changes
from measurements.case.commands import SetProtocol, SetTimepointKind, SetTreatmentStart
from measurements.case.service import CaseService
from measurements.case.trial_protocol import protocol_of, trial_protocol
from measurements.protocol.loading import load_protocol
from measurements.refusal import Refusal
from measurements.storage.audit import broken_links
from measurements.storage.rows import ProtocolRow
from measurements.storage.store import TrialStore, create_trial
from measurements.trial import TimepointKind
from tests.measurements.samples import begun_read

STICKY = '[trial]\nversion = "2"\n\n[recist]\nsticky_pr = "assigned"\n'
TWELVE_WEEKLY = "[[visits]]\nevery_days = 84\nuntil_day = 672\nwindow_days = 7\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TrialStore]:
    with create_trial(tmp_path / "trial") as opened:
        yield opened


def test_another_protocol_is_in_force_at_once_with_who_and_when(store: TrialStore) -> None:
    case = CaseService(store, who="data manager")
    told: list[Changes] = []
    case.subscribe(told.append)
    changes = case.run(SetProtocol("mine.toml", STICKY), reason="amendment 2")
    assert changes.protocol
    assert told == [changes]
    with store.reading() as trial:
        found = trial_protocol(trial)
        assert (found.protocol.version, found.protocol.rules.sticky_pr) == ("2", "assigned")
        assert (found.stored.file_name, found.stored.text) == ("mine.toml", STICKY)
        assert (found.stored.version, found.stored.hash) == ("2", found.protocol.hash)
        assert found.who == "data manager"
        assert not found.read_otherwise
        first, last = trial.audit("protocol")
        assert found.when_utc == last.when_utc
        assert (last.action, last.reason) == ("SetProtocol", "amendment 2")
        assert last.old_value == first.new_value
        assert last.new_value is not None
        assert json.loads(last.new_value)["text"] == STICKY
        assert list(broken_links(trial.audit(), trial.trial_uid())) == []


def test_the_former_protocol_comes_back_by_undo(store: TrialStore) -> None:
    case = CaseService(store)
    case.run(SetProtocol("mine.toml", STICKY))
    assert case.undo().protocol
    with store.reading() as trial:
        assert protocol_of(trial).hash == load_protocol().hash
    assert case.redo().protocol
    with store.reading() as trial:
        assert protocol_of(trial).version == "2"


def test_the_same_protocol_again_is_no_step(store: TrialStore) -> None:
    case = CaseService(store)
    case.run(SetProtocol("mine.toml", STICKY))
    assert not case.run(SetProtocol("mine.toml", STICKY)).protocol
    with store.reading() as trial:
        assert len(list(trial.audit("protocol"))) == 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[recist]\nsticky_pr = 'always'\n", r"mine\.toml, line 2: .*one of never, confirmed or assigned"),
        ("[recist]\nmax_nee = 1\n", r"mine\.toml, line 2: unknown key 'max_nee'"),
        ("[recist\n", r"mine\.toml is not TOML"),
    ],
)
def test_what_is_no_protocol_is_refused_by_line_and_changes_nothing(
    store: TrialStore, text: str, sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        CaseService(store).run(SetProtocol("mine.toml", text))
    with store.reading() as trial:
        assert protocol_of(trial) == load_protocol()
        assert len(list(trial.audit())) == 1


def test_the_plan_is_not_taken_from_under_a_planned_timepoint(store: TrialStore, tmp_path: Path) -> None:
    case = CaseService(store)
    _, timepoints = begun_read(store, case, tmp_path)
    twelve_weekly = SetProtocol("mine.toml", TWELVE_WEEKLY)
    case.run(SetTreatmentStart(timepoints[0].subject_uid, date(2024, 1, 6)))
    with pytest.raises(Refusal, match=r"mine\.toml plans no visit for TP1 of HN-017 on day 55"):
        case.run(twelve_weekly)
    case.run(SetTimepointKind(timepoints[1].uid, TimepointKind.UNSCHEDULED))
    case.run(SetTimepointKind(timepoints[2].uid, TimepointKind.UNSCHEDULED))
    case.run(twelve_weekly)
    with store.reading() as trial:
        assert protocol_of(trial).schedule.visits[0].day == 84


def test_a_plan_is_free_while_day_0_is_not_known(store: TrialStore, tmp_path: Path) -> None:
    case = CaseService(store)
    begun_read(store, case, tmp_path)
    assert case.run(SetProtocol("mine.toml", TWELVE_WEEKLY)).protocol


def test_a_protocol_that_this_program_cannot_read_is_told_and_can_be_replaced(store: TrialStore) -> None:
    with store.writing("by another program") as work:
        work.change(ProtocolRow, (work.trial.trial_uid(),), text="[recist]\nfrom_tomorrow = 1\n")
    with store.reading() as trial, pytest.raises(Refusal, match="line 2: unknown key 'from_tomorrow'"):
        protocol_of(trial)
    CaseService(store).run(SetProtocol("mine.toml", STICKY))
    with store.reading() as trial:
        assert protocol_of(trial).version == "2"


def test_what_another_programs_defaults_made_of_it_is_told(store: TrialStore) -> None:
    with store.writing("by another program") as work:
        work.change(ProtocolRow, (work.trial.trial_uid(),), hash="0" * 64)
    with store.reading() as trial:
        assert trial_protocol(trial).read_otherwise
