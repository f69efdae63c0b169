"""Commands on a real trial file: what they write, refuse, undo and tell."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from measurements.case.changes import Changes
from measurements.case.commands import (
    AddLesion,
    EditLesion,
    InOneStep,
    MoveLabel,
    PutMeasurement,
    RemoveLesion,
)
from measurements.case.service import CaseService
from measurements.lesion import Lesion, Measurement, RadiationClass, State
from measurements.refusal import Refusal
from measurements.storage.store import TrialStore, create_trial, open_trial
from measurements.trial import Read, Timepoint
from tests.measurements.samples import begun_read, lesion, measured


class Reading:
    """A read of three timepoints with nothing in it yet."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "trial.longaxis"
        self.store: TrialStore = create_trial(self.path)
        self.case = CaseService(self.store, who="R1")
        self.read: Read
        self.timepoints: list[Timepoint]
        self.read, self.timepoints = begun_read(self.store, self.case, folder)

    def add_target(self, label: str = "T01", long_mm: float = 24.3) -> Lesion:
        target = lesion(self.read, self.timepoints[0], label)
        drawn = measured(target, self.timepoints[0], 0, long_mm)
        self.case.run(InOneStep((AddLesion(target), PutMeasurement(drawn))))
        return target

    def content(self) -> tuple[list[Lesion], list[Measurement]]:
        with self.store.reading() as trial:
            return trial.lesions(self.read.uid), trial.measurements(self.read.uid)

    def audit_actions(self) -> list[str]:
        with self.store.reading() as trial:
            return [entry.action for entry in trial.audit()]


@pytest.fixture
def reading(tmp_path: Path) -> Iterator[Reading]:
    begun = Reading(tmp_path)
    yield begun
    begun.store.close()


def test_a_drawn_measurement_is_in_the_file_exactly_as_drawn(reading: Reading) -> None:
    target = reading.add_target()
    later = measured(target, reading.timepoints[1], 1, 17.1)
    reading.case.run(PutMeasurement(later))
    reading.store.close()
    with open_trial(reading.path, writing=False) as store, store.reading() as trial:
        assert trial.lesions(reading.read.uid) == [target]
        assert set(trial.measurements(reading.read.uid)) == {
            measured(target, reading.timepoints[0], 0),
            later,
        }
        assert later.caliper is not None
        assert later.caliper.long_mm == Decimal("17.1")


def test_undo_and_redo_walk_through_the_states(reading: Reading) -> None:
    empty = reading.content()
    target = reading.add_target()
    added = reading.content()
    reading.case.run(EditLesion(replace(target, site="Base of tongue")))
    edited = reading.content()
    reading.case.undo()
    assert reading.content() == added
    reading.case.undo()
    assert reading.content() == empty
    reading.case.redo()
    reading.case.redo()
    assert reading.content() == edited
    assert not reading.case.can_redo


def test_removing_a_lesion_takes_its_measurements_and_undo_brings_all_back(reading: Reading) -> None:
    target = reading.add_target()
    reading.case.run(PutMeasurement(measured(target, reading.timepoints[1], 1, 17.1)))
    before = reading.content()
    reading.case.run(RemoveLesion(target.uid))
    assert reading.content() == ([], [])
    reading.case.undo()
    assert reading.content() == before


def test_a_new_command_ends_redo(reading: Reading) -> None:
    reading.add_target()
    reading.case.undo()
    assert reading.case.can_redo
    reading.add_target("T02")
    assert not reading.case.can_redo
    with pytest.raises(Refusal, match="nothing to redo"):
        reading.case.redo()


def test_undo_is_a_new_audit_entry_and_erases_none(reading: Reading) -> None:
    target = reading.add_target()
    before = reading.audit_actions()
    reading.case.run(EditLesion(replace(target, radiation=RadiationClass.LDRT)), reason="tag by plan")
    reading.case.undo()
    reading.case.redo()
    assert reading.audit_actions() == [*before, "EditLesion", "undo EditLesion", "redo EditLesion"]
    with reading.store.reading() as trial:
        edit = list(trial.audit("lesion"))[1]
    assert edit.who == "R1"
    assert edit.reason == "tag by plan"
    assert edit.old_value is not None
    assert edit.new_value is not None
    assert '"radiation":"SBRT"' in edit.old_value
    assert '"radiation":"LDRT"' in edit.new_value


def test_a_step_of_several_is_all_or_nothing(reading: Reading) -> None:
    target = lesion(reading.read, reading.timepoints[0])
    bad = Measurement(target.uid, reading.timepoints[0].uid, State.MEASURED)
    audited = reading.audit_actions()
    with pytest.raises(Refusal, match="without a caliper"):
        reading.case.run(InOneStep((AddLesion(target), PutMeasurement(bad))))
    assert reading.content() == ([], [])
    assert reading.audit_actions() == audited


def test_an_unexpected_error_rolls_rows_audit_and_undo_back(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = reading.add_target()
    before, audited, undo_before = reading.content(), reading.audit_actions(), reading.case.next_undo

    def broken(*_: object) -> Changes:
        raise RuntimeError("after the rows were written")

    monkeypatch.setattr("measurements.case.service.consequences", broken)
    with pytest.raises(RuntimeError):
        reading.case.run(RemoveLesion(target.uid))
    with pytest.raises(RuntimeError):
        reading.case.undo()
    assert (reading.content(), reading.audit_actions(), reading.case.next_undo) == (
        before,
        audited,
        undo_before,
    )


def test_subscribers_hear_what_changed_after_the_commit(reading: Reading) -> None:
    heard: list[tuple[Changes, int]] = []
    unsubscribe = reading.case.subscribe(lambda changes: heard.append((changes, len(reading.content()[1]))))
    target = reading.add_target()
    assert heard == [
        (
            Changes(
                "AddLesion",
                frozenset({reading.read.subject_uid}),
                frozenset({reading.read.uid}),
                frozenset({target.uid}),
                frozenset({reading.timepoints[0].uid}),
            ),
            1,
        )
    ]
    reading.case.undo()
    assert heard[1][0].lesion_uids == {target.uid}
    assert heard[1][0].read_uids == {reading.read.uid}
    unsubscribe()
    reading.case.redo()
    assert len(heard) == 2


def test_a_subscriber_that_raises_costs_nobody_the_event(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: reported.append(error))
    heard: list[str] = []
    failure = RuntimeError("a window's own trouble")

    def raising(_: Changes) -> None:
        raise failure

    reading.case.subscribe(raising)
    reading.case.subscribe(lambda changes: heard.append(changes.action))
    target = reading.add_target()
    assert heard == ["AddLesion"]
    assert reported == [failure]
    assert reading.content()[0] == [target]


def test_a_command_that_changes_nothing_is_no_step(reading: Reading) -> None:
    target = reading.add_target()
    heard: list[Changes] = []
    reading.case.subscribe(heard.append)
    audited = reading.audit_actions()
    reading.case.run(EditLesion(target))
    assert heard == []
    assert reading.audit_actions() == audited
    reading.case.undo()
    assert reading.content() == ([], [])


def test_the_label_moves_and_the_millimetres_stay(reading: Reading) -> None:
    target = reading.add_target()
    where = reading.timepoints[0].uid
    reading.case.run(MoveLabel(target.uid, where, (30.5, 1.0, 37.5)))
    (moved,) = reading.content()[1]
    drawn = measured(target, reading.timepoints[0], 0)
    assert drawn.caliper is not None
    assert moved.caliper == replace(drawn.caliper, label_lps=(30.5, 1.0, 37.5))
    reading.case.run(MoveLabel(target.uid, where, None))
    assert reading.content()[1] == [drawn]
