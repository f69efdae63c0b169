"""Completing a read, and the final look before it: what each asks for, what it revises."""

from datetime import date
from pathlib import Path

from measurements.case.commands import (
    AddLesion,
    PutMeasurement,
    RenameSubject,
    SetProtocol,
    SetTreatmentStart,
)
from measurements.case.enrol import enrol
from measurements.case.evidence_commands import (
    Assign,
    CheckImages,
    CompleteRead,
    ReopenTimepoint,
    SignTimepoint,
)
from measurements.lesion import Measurement, State
from measurements.people import Assignment, Task
from measurements.refusal import Signed
from measurements.signature import ImageVerdict
from tests.accounts import MANAGER, PASSWORD, READER, person_uid
from tests.measurements.access.blinded_trial import protocol_text
from tests.measurements.case.at_signing import (
    BL,
    TP1,
    TP2,
    complete,
    refused,
    second_target,
    sign,
    signatures,
    standing,
    target,
    through,
)
from tests.measurements.samples import caliper, measured, series
from tests.measurements.signed_read import SignedRead, trial_with_people


def test_a_read_is_completed_when_all_is_signed_and_then_stays(work: SignedRead) -> None:
    refused(work, CompleteRead(work.read(READER).uid, PASSWORD), "BL is not signed yet")
    through(work)
    complete(work)
    assert standing(work) == [("BL", 1), ("TP1", 1), ("TP2", 1), ("read completed", 1)]
    refused(work, CompleteRead(work.read(READER).uid, PASSWORD), "completed")
    refused(work, sign(work, TP2), "completed")
    reopen = ReopenTimepoint(work.read(READER).uid, work.timepoints[TP1].uid, "again")
    refused(work, reopen, "completed: the data manager can unlock it")
    refused(work, AddLesion(second_target(work)), "signed", Signed)


def test_the_final_look_revises_follow_ups_as_new_versions(work: SignedRead) -> None:
    read = work.read(READER).uid
    work.sign(READER, BL)
    work.draw(READER, TP1)
    work.sign(READER, TP1)
    early = ReopenTimepoint(read, work.timepoints[TP1].uid, "again")
    refused(work, early, "TP2 is not signed yet")
    work.draw(READER, TP2)
    work.sign(READER, TP2)
    refused(work, ReopenTimepoint(read, work.timepoints[BL].uid, "again"), "fixed by its signature")
    refused(work, ReopenTimepoint(read, work.timepoints[TP1].uid, "  "), "for a reason")
    refused(work, ReopenTimepoint(read, "elsewhere", "again"), "not one of the subject")
    originals = {one.uid: one for one in signatures(work)}
    work.case.run(early)
    assert standing(work) == [("BL", 1)], "what rests on it is voided with it"
    work.case.run(PutMeasurement(measured(target(work), work.timepoints[TP1], TP1, 20.0)))
    for at in (TP1, TP2):
        work.sign(READER, at)
    assert standing(work) == [("BL", 1), ("TP1", 2), ("TP2", 2)]
    now = {one.uid: one for one in signatures(work)}
    assert len(now) == 5
    assert {uid: now[uid] for uid in originals} == originals, "the originals stay"
    with work.store.whole() as trial:
        unlocks = trial.evidence.unlocks()
    assert {one.reason for one in unlocks.values()} == {"again"}
    assert {one.who for one in unlocks.values()} == {READER}


def test_a_timepoint_of_another_subject_is_not_reopened(tmp_path: Path) -> None:
    with trial_with_people(tmp_path) as work:
        work.act(MANAGER)
        later = series("9.8.1", study_uid="9.8", patient_id="HN-099", study_date="20240105")
        last = series("9.9.1", study_uid="9.9", patient_id="HN-099", study_date="20240401")
        enrol(work.store, [later, last])
        with work.store.reading() as trial:
            (other,) = (one for one in trial.subjects() if one.uid != work.subject.uid)
            elsewhere = trial.timepoints(other.uid)[1]
        work.case.run(Assign(Assignment("task-x", other.uid, person_uid(READER), Task.READ)))
        work.act(READER)
        work.begin(READER)
        work.draw(READER, BL)
        through(work)
        command = ReopenTimepoint(work.read(READER).uid, elsewhere.uid, "again")
        refused(work, command, "not one of the subject that is read")


def test_without_a_final_look_nothing_is_reopened(tmp_path: Path) -> None:
    with trial_with_people(tmp_path) as work:
        work.act(MANAGER)
        work.case.run(SetProtocol("p.toml", protocol_text(final_look="false")))
        work.act(READER)
        work.begin(READER)
        work.draw(READER, BL)
        through(work)
        command = ReopenTimepoint(work.read(READER).uid, work.timepoints[TP1].uid, "again")
        refused(work, command, "no final look")


def test_the_start_of_treatment_may_come_late_but_not_after_completion(work: SignedRead) -> None:
    work.sign(READER, BL)
    work.act(MANAGER)
    work.case.run(SetTreatmentStart(work.subject.uid, date(2024, 1, 10)))
    work.act(READER)
    for at in (TP1, TP2):
        work.draw(READER, at)
        work.sign(READER, at)
    complete(work)
    work.act(MANAGER)
    refused(work, SetTreatmentStart(work.subject.uid, date(2024, 1, 12)), "completed", Signed)
    refused(work, RenameSubject(work.subject.uid, "S-1"), "completed", Signed)


def test_a_read_is_not_completed_on_calls_that_a_visit_in_between_has_changed(
    work: SignedRead, tmp_path: Path
) -> None:
    work.sign(READER, BL)
    for at in (TP1, TP2):
        work.draw(READER, at)
        work.sign(READER, at)
    work.act(MANAGER)
    between = series("1.7.1", study_uid="1.7", study_date="20240201", folder=str(tmp_path / "images"))
    for slice_ in between.slices:
        path = Path(slice_.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(slice_.sop_uid.encode())
    enrol(work.store, [between])
    with work.store.reading() as trial:
        new = trial.timepoints(work.subject.uid)[1]
    work.case.run(CheckImages(new.uid, ImageVerdict.PASS, ()))
    work.act(READER)
    read = work.read(READER)
    nadir = Measurement(f"lesion-{READER}", new.uid, State.MEASURED, caliper(between, 10.0, 8.0))
    work.case.run(PutMeasurement(nadir))
    work.case.run(SignTimepoint(read.uid, new.uid, PASSWORD))
    complete = CompleteRead(read.uid, PASSWORD)
    refused(work, complete, "TP1 says something else now than was signed: revise it")
    work.case.run(ReopenTimepoint(read.uid, work.timepoints[TP1].uid, "a visit came in between"))
    work.sign(READER, TP1)
    work.sign(READER, TP2)
    work.case.run(complete)
    assert ("read completed", 1) in standing(work)
