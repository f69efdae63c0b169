"""Subjects, timepoints and studies put right by hand, with audit and undo."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from measurements.case.commands import (
    AddLesion,
    AddTimepoint,
    AssignStudyToTimepoint,
    AssignTimepointToSubject,
    BeginRead,
    InOneStep,
    PutMeasurement,
    RemoveMeasurement,
    RenameSubject,
    RenameTimepoint,
    SetTimepointKind,
    SetTreatmentStart,
)
from measurements.case.enrol import enrol
from measurements.case.evidence_commands import Assign
from measurements.case.service import CaseService
from measurements.people import Assignment, Task
from measurements.refusal import Refusal
from measurements.storage.store import TrialStore, create_trial
from measurements.trial import Read, Subject, Timepoint, TimepointKind
from tests.accounts import MANAGER, READER, person_uid
from tests.measurements.samples import lesion, measured, series, three_scans
from tests.measurements.signed_read import trial_with_people


class Trial:
    """Two subjects with three timepoints each, not read."""

    def __init__(self, store: TrialStore) -> None:
        self.store = store
        enrol(store, three_scans("HN-017") + three_scans("HN-018"))
        self.case = CaseService(store)
        self.first, self.second = self.subjects()

    def subjects(self) -> list[Subject]:
        with self.store.reading() as trial:
            return trial.subjects()

    def timepoints(self, subject: Subject) -> list[Timepoint]:
        with self.store.reading() as trial:
            return trial.timepoints(subject.uid)

    def titles(self, subject: Subject) -> list[tuple[int, str, str, int]]:
        return [(one.order, one.label, one.kind.value, one.day) for one in self.timepoints(subject)]

    def study_at(self, timepoint: Timepoint) -> str:
        with self.store.reading() as trial:
            return next(one.uid for one in trial.studies() if one.timepoint_uid == timepoint.uid)

    def measure(self, subject: Subject) -> None:
        baseline = self.timepoints(subject)[0]
        read = Read("read-1", subject.uid, "R1")
        target = lesion(read, baseline)
        self.case.run(BeginRead(read))
        self.case.run(InOneStep((AddLesion(target), PutMeasurement(measured(target, baseline, 0)))))


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[Trial]:
    with create_trial(tmp_path / "trial") as store:
        yield Trial(store)


AS_ENROLLED = [(0, "BL", "baseline", 0), (1, "TP1", "follow-up", 56), (2, "TP2", "follow-up", 119)]


def test_days_count_from_the_start_of_treatment(trial: Trial) -> None:
    changes = trial.case.run(SetTreatmentStart(trial.first.uid, date(2024, 1, 12)))
    assert changes.subject_uids == {trial.first.uid}
    assert [day for *_, day in trial.titles(trial.first)] == [-7, 49, 112]
    assert [day for *_, day in trial.titles(trial.second)] == [0, 56, 119]
    trial.case.run(SetTreatmentStart(trial.first.uid, None))
    assert trial.titles(trial.first) == AS_ENROLLED
    trial.case.undo()
    assert trial.subjects()[0].treatment_start == date(2024, 1, 12)


def test_treatment_does_not_start_before_baseline(trial: Trial) -> None:
    with pytest.raises(Refusal, match="before its baseline scan of 2024-01-05"):
        trial.case.run(SetTreatmentStart(trial.first.uid, date(2024, 1, 4)))
    trial.case.run(SetTreatmentStart(trial.first.uid, date(2024, 1, 5)))


def test_a_subject_gets_a_code_that_is_free(trial: Trial) -> None:
    trial.case.run(RenameSubject(trial.first.uid, "HN-001"), reason="screening number")
    assert [one.code for one in trial.subjects()] == ["HN-001", "HN-018"]
    with pytest.raises(Refusal, match="HN-018 is already the code"):
        trial.case.run(RenameSubject(trial.first.uid, "HN-018"))
    with pytest.raises(Refusal, match="needs a code"):
        trial.case.run(RenameSubject(trial.first.uid, " "))


def test_a_timepoint_gets_a_label_that_is_free(trial: Trial) -> None:
    first = trial.timepoints(trial.first)[1]
    trial.case.run(RenameTimepoint(first.uid, "W8"))
    assert [label for _, label, *_ in trial.titles(trial.first)] == ["BL", "W8", "TP2"]
    with pytest.raises(Refusal, match="BL is already the label"):
        trial.case.run(RenameTimepoint(first.uid, "BL"))


def test_another_baseline_turns_the_scans_before_it_into_priors(trial: Trial) -> None:
    later = trial.timepoints(trial.first)[1]
    trial.case.run(SetTimepointKind(later.uid, TimepointKind.BASELINE))
    assert trial.titles(trial.first) == [
        (-1, "BL", "unscheduled", -56),
        (0, "TP1", "baseline", 0),
        (1, "TP2", "follow-up", 63),
    ]
    trial.case.undo()
    assert trial.titles(trial.first) == AS_ENROLLED
    with pytest.raises(Refusal, match="BL is the baseline"):
        trial.case.run(SetTimepointKind(trial.timepoints(trial.first)[0].uid, TimepointKind.FOLLOW_UP))


def test_the_baseline_of_a_read_with_targets_stays(trial: Trial) -> None:
    trial.measure(trial.first)
    with pytest.raises(Refusal, match="T01 begins at a timepoint that is not a visit"):
        trial.case.run(SetTimepointKind(trial.timepoints(trial.first)[1].uid, TimepointKind.BASELINE))
    assert trial.titles(trial.first) == AS_ENROLLED


def test_a_study_moves_and_its_empty_timepoint_goes(trial: Trial) -> None:
    _, to, leaving = trial.timepoints(trial.first)
    changes = trial.case.run(AssignStudyToTimepoint(trial.study_at(leaving), to.uid))
    assert changes.timepoint_uids == {to.uid, leaving.uid}
    assert trial.titles(trial.first) == AS_ENROLLED[:2]
    trial.case.undo()
    assert trial.titles(trial.first) == AS_ENROLLED


def test_the_baseline_passes_on_when_its_only_study_leaves(trial: Trial) -> None:
    baseline, to, _ = trial.timepoints(trial.first)
    trial.case.run(AssignStudyToTimepoint(trial.study_at(baseline), to.uid))
    assert [(order, kind) for order, _, kind, _ in trial.titles(trial.first)] == [
        (0, "baseline"),
        (1, "follow-up"),
    ]


def test_a_study_gets_a_timepoint_of_its_own(trial: Trial) -> None:
    _, one, other = trial.timepoints(trial.first)
    moved = trial.study_at(other)
    trial.case.run(AssignStudyToTimepoint(moved, one.uid))
    own = AddTimepoint("own", trial.first.uid, "W16", TimepointKind.FOLLOW_UP)
    trial.case.run(InOneStep((own, AssignStudyToTimepoint(moved, "own"))))
    assert trial.titles(trial.first)[2] == (2, "W16", "follow-up", 119)


def test_a_study_that_was_drawn_on_stays(trial: Trial) -> None:
    trial.measure(trial.first)
    baseline, to, _ = trial.timepoints(trial.first)
    with pytest.raises(Refusal, match="carries measurements"):
        trial.case.run(AssignStudyToTimepoint(trial.study_at(baseline), to.uid))


def test_a_timepoint_goes_to_its_right_subject_with_its_studies(trial: Trial) -> None:
    moved = trial.timepoints(trial.second)[2]
    changes = trial.case.run(AssignTimepointToSubject(moved.uid, trial.first.uid, "TP3"), reason="mixed up")
    assert changes.subject_uids == {trial.first.uid, trial.second.uid}
    assert [label for _, label, *_ in trial.titles(trial.first)] == ["BL", "TP1", "TP2", "TP3"]
    assert trial.titles(trial.second) == AS_ENROLLED[:2]
    enrolled_again = enrol(trial.store, three_scans("HN-018")).plan
    assert enrolled_again.subjects == ()
    assert enrolled_again.studies == ()


def test_a_subject_that_gave_all_away_goes(trial: Trial) -> None:
    moves = tuple(
        AssignTimepointToSubject(one.uid, trial.first.uid, f"M{number}")
        for number, one in enumerate(trial.timepoints(trial.second))
    )
    trial.case.run(InOneStep(moves))
    assert [one.code for one in trial.subjects()] == ["HN-017"]
    assert [kind for *_, kind, _ in trial.titles(trial.first)].count("baseline") == 1
    trial.case.undo()
    assert trial.titles(trial.second) == AS_ENROLLED


def test_a_timepoint_that_was_assessed_stays_with_its_subject(trial: Trial) -> None:
    trial.measure(trial.first)
    with pytest.raises(Refusal, match="BL was assessed"):
        trial.case.run(
            AssignTimepointToSubject(trial.timepoints(trial.first)[0].uid, trial.second.uid, "TP9")
        )


def test_a_caliper_follows_a_study_that_moved(trial: Trial) -> None:
    trial.measure(trial.first)
    _, week_8, week_16 = trial.timepoints(trial.first)
    with trial.store.reading() as looked:
        (target,) = looked.lesions("read-1")
    on_week_8 = measured(target, week_8, 1)
    trial.case.run(PutMeasurement(on_week_8))
    trial.case.undo()
    trial.case.run(AssignStudyToTimepoint(trial.study_at(week_8), week_16.uid))
    with pytest.raises(Refusal, match="series of another timepoint"):
        trial.case.run(PutMeasurement(on_week_8))
    trial.case.run(PutMeasurement(measured(target, week_16, 1)))


def test_a_step_rolled_back_is_not_remembered(trial: Trial) -> None:
    trial.measure(trial.first)
    baseline, week_8, week_16 = trial.timepoints(trial.first)
    with trial.store.reading() as looked:
        (target,) = looked.lesions("read-1")
    moves = AssignStudyToTimepoint(trial.study_at(week_8), week_16.uid)
    on_week_16, gone = measured(target, week_16, 1), RemoveMeasurement(target.uid, week_16.uid)
    with pytest.raises(Refusal, match="no measurement"):
        trial.case.run(InOneStep((moves, PutMeasurement(on_week_16), gone, gone)))
    with pytest.raises(Refusal, match="series of another timepoint"):
        trial.case.run(PutMeasurement(on_week_16))
    trial.case.run(PutMeasurement(measured(target, week_8, 1)))
    assert trial.timepoints(trial.first)[0] == baseline


def test_a_subject_given_to_somebody_stays_when_its_scans_turn_out_to_be_anothers(tmp_path: Path) -> None:
    with trial_with_people(tmp_path) as signed:
        signed.act(MANAGER)
        enrol(signed.store, [series("9.8.7", study_uid="9.8", patient_id="HN-018", folder=str(tmp_path))])
        with signed.store.reading() as trial:
            right, wrong = trial.subjects()
            (timepoint,) = trial.timepoints(wrong.uid)
        signed.case.run(Assign(Assignment("given", wrong.uid, person_uid(READER), Task.READ)))
        signed.case.run(AssignTimepointToSubject(timepoint.uid, right.uid, "TP9"))
        with signed.store.reading() as trial:
            assert [subject.code for subject in trial.subjects()] == ["HN-017", "HN-018"]
