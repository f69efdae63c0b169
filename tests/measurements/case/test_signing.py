"""Signing, unlocking and deciding: what comes before each, what it locks, what it voids."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from measurements.access.sign_in import ATTEMPTS, sign_in
from measurements.case.checksums import take_checksums
from measurements.case.commands import (
    AddLesion,
    AssignStudyToTimepoint,
    EditLesion,
    InOneStep,
    PutMeasurement,
    RemoveMeasurement,
    RenameSubject,
    SetProtocol,
    SetTimepointKind,
    SetTreatmentStart,
    SplitLesion,
)
from measurements.case.enrol import enrol
from measurements.case.evidence_commands import (
    Adjudicate,
    Assign,
    CheckImages,
    CompleteRead,
    ReopenTimepoint,
    SignTimepoint,
    TagRadiation,
    Unassign,
    UnlockSignature,
)
from measurements.case.signed_content import content_now
from measurements.lesion import Lesion, Measurement, RadiationClass, State
from measurements.people import Assignment, Task
from measurements.progress import silent
from measurements.refusal import NotAllowed, Refusal, Signed
from measurements.signature import AdjudicationReason, ImageVerdict, Meaning, Signature
from measurements.storage.unit import UnitOfWork
from measurements.trial import TimepointKind
from tests.accounts import ADJUDICATOR, INVESTIGATOR, MANAGER, OTHER_READER, PASSWORD, READER, person_uid
from tests.measurements.access.blinded_trial import protocol_text
from tests.measurements.samples import caliper, lesion, measured, series
from tests.measurements.signed_read import SignedRead, trial_with_people

pytestmark = pytest.mark.usefixtures("quick_passwords")

BL, TP1, TP2 = range(3)


@pytest.fixture
def work(tmp_path: Path) -> Iterator[SignedRead]:
    with trial_with_people(tmp_path) as made:
        made.act(READER)
        made.begin(READER)
        made.draw(READER, BL)
        yield made


def signatures(work: SignedRead, name: str = READER) -> list[Signature]:
    with work.store.whole() as trial:
        return trial.evidence.signatures(work.read(name).uid)


def standing(work: SignedRead, name: str = READER) -> list[tuple[str, int]]:
    """Label of the timepoint, or meaning, and version of each signature that stands, in order."""
    labels: dict[str | None, str] = {one.uid: one.label for one in work.timepoints}
    with work.store.whole() as trial:
        found = trial.evidence.standing(work.read(name).uid)
    return sorted((labels.get(one.timepoint_uid, one.meaning.value), one.version) for one in found)


def entries(work: SignedRead) -> int:
    with work.store.whole() as trial:
        return trial.chain_end().sequence


def refused(work: SignedRead, command: object, sentence: str, kind: type[Refusal] = Refusal) -> None:
    """The command is refused with these words, and nothing is left of it."""
    before = entries(work)
    with pytest.raises(kind, match=sentence):
        work.case.run(command)  # type: ignore[arg-type]
    assert entries(work) == before


def sign(work: SignedRead, at: int, password: str = PASSWORD) -> SignTimepoint:
    return SignTimepoint(work.read(READER).uid, work.timepoints[at].uid, password)


def target(work: SignedRead, name: str = READER) -> Lesion:
    return replace(lesion(work.read(name), work.timepoints[BL]), uid=f"lesion-{name}")


def second_target(work: SignedRead) -> Lesion:
    return replace(target(work), uid="lesion-second", label="T02")


def through(work: SignedRead) -> None:
    """All three signed, not completed."""
    work.sign(READER, BL)
    for at in (TP1, TP2):
        work.draw(READER, at)
        work.sign(READER, at)


def complete(work: SignedRead) -> None:
    work.case.run(CompleteRead(work.read(READER).uid, PASSWORD))


def test_a_signature_says_who_what_when_and_by_what(work: SignedRead) -> None:
    work.sign(READER, BL)
    (one,) = signatures(work)
    with work.store.whole() as trial:
        person = trial.evidence.person(person_uid(READER))
        stored = trial.protocol()
    assert person is not None
    assert stored is not None
    assert (one.name, one.printed_name, one.person_uid) == (READER, "Dr Li Wei", person.uid)
    assert (one.meaning, one.version, one.timepoint_uid) == (Meaning.TIMEPOINT, 1, work.timepoints[BL].uid)
    assert one.protocol_hash == stored.hash
    assert one.public_key == person.public_key
    assert one.signed.utcoffset() is not None


def test_a_lesion_without_an_answer_is_named(work: SignedRead) -> None:
    work.sign(READER, BL)
    refused(work, sign(work, TP1), "TP1 is not ready to be signed: T01 is not assessed yet")
    assert standing(work) == [("BL", 1)]


def test_two_lesions_without_an_answer_are_named(work: SignedRead) -> None:
    second = second_target(work)
    work.case.run(InOneStep((AddLesion(second), PutMeasurement(measured(second, work.timepoints[BL], BL)))))
    work.sign(READER, BL)
    refused(work, sign(work, TP1), "T01, T02 are not assessed yet")


def test_timepoints_are_signed_in_order(work: SignedRead) -> None:
    refused(work, sign(work, TP1), "TP1 is signed after BL")
    refused(work, sign(work, TP2), "TP2 is signed after BL")
    work.sign(READER, BL)
    refused(work, sign(work, BL), "BL is signed already")


def test_a_later_timepoint_is_not_drawn_before_its_turn(work: SignedRead) -> None:
    put = PutMeasurement(measured(target(work), work.timepoints[TP1], TP1))
    refused(work, put, "TP1 opens when the timepoint before it is signed", NotAllowed)
    work.sign(READER, BL)
    work.case.run(put)
    put = PutMeasurement(measured(target(work), work.timepoints[TP2], TP2))
    refused(work, put, "TP2 opens when", NotAllowed)


def test_what_was_seen_once_stays_open(work: SignedRead) -> None:
    through(work)
    work.case.run(ReopenTimepoint(work.read(READER).uid, work.timepoints[TP1].uid, "again"))
    work.draw(READER, TP2, None)


def test_pictures_that_did_not_pass_are_neither_drawn_on_nor_signed(tmp_path: Path) -> None:
    with trial_with_people(tmp_path) as work:
        work.act(MANAGER)
        baseline = work.timepoints[BL].uid
        failed = CheckImages(baseline, ImageVerdict.FAIL, ("Thick slices.",), "cannot be read")
        work.case.run(failed)
        work.act(READER)
        work.begin(READER)
        with pytest.raises(NotAllowed, match="may not be read: cannot be read"):
            work.draw(READER, BL)
        refused(work, sign(work, BL), "have not passed their check")
        waived = CheckImages(baseline, ImageVerdict.WAIVED, ("Thick slices.",), "all there is")
        work.case.run(waived)
        work.draw(READER, BL)
        work.sign(READER, BL)
        refused(work, failed, "stays")


@pytest.mark.parametrize(
    ("verdict", "findings", "reason", "sentence"),
    [
        (ImageVerdict.PASS, ("Thick slices.",), "", "Pictures with findings do not pass"),
        (ImageVerdict.FAIL, ("Thick slices.",), "  ", "Say why these pictures are not to be read"),
        (ImageVerdict.WAIVED, (), "", "Say why these pictures are read all the same"),
    ],
)
def test_a_check_of_pictures_gives_its_reason(
    work: SignedRead, verdict: ImageVerdict, findings: tuple[str, ...], reason: str, sentence: str
) -> None:
    refused(work, CheckImages(work.timepoints[TP1].uid, verdict, findings, reason), sentence)


def test_a_class_that_is_told_while_reading_is_told_before_signing(work: SignedRead) -> None:
    work.case.run(EditLesion(replace(target(work), radiation=None)))
    refused(work, sign(work, BL), "T01 has no radiation class yet")
    work.case.run(EditLesion(target(work)))
    work.sign(READER, BL)


def test_wrong_passwords_sign_nothing_and_lock_the_account(work: SignedRead) -> None:
    for _ in range(ATTEMPTS):
        with pytest.raises(NotAllowed, match="do not fit"):
            work.case.run(sign(work, BL, "beacon-on-the-hill"))
    with pytest.raises(NotAllowed, match="locked"):
        work.case.run(sign(work, BL))
    assert signatures(work) == []


def test_a_crash_between_the_password_and_the_commit_leaves_no_signature(
    work: SignedRead, monkeypatch: pytest.MonkeyPatch
) -> None:
    work.sign(READER, BL)
    work.draw(READER, TP1)
    # Checksums are taken ahead in transactions of their own; what is tried here is the signing itself.
    take_checksums(work.store, work.timepoints[TP1].uid, silent)
    before = entries(work)

    def break_down(*_: object) -> None:
        raise OSError("the plug was pulled")

    with monkeypatch.context() as broken:
        broken.setattr(UnitOfWork, "write_audit", break_down)
        with pytest.raises(OSError, match="plug"):
            work.case.run(sign(work, TP1))
    assert entries(work) == before
    assert standing(work) == [("BL", 1)]
    work.sign(READER, TP1)
    assert standing(work) == [("BL", 1), ("TP1", 1)]


def test_nothing_from_before_a_signature_is_undone(work: SignedRead) -> None:
    assert work.case.can_undo
    work.sign(READER, BL)
    assert not work.case.can_undo
    assert not work.case.can_redo
    with pytest.raises(Refusal, match="nothing to undo"):
        work.case.undo()


def test_nobody_undoes_what_another_has_done(work: SignedRead) -> None:
    """Whoever is at the trial next finds nothing to take back, even where nobody told the service."""
    assert work.case.can_undo
    sign_in(work.store, MANAGER, PASSWORD)
    assert not work.case.can_undo
    with pytest.raises(Refusal, match="nothing to undo"):
        work.case.undo()
    work.case.run(RenameSubject(work.subject.uid, "S-1"))
    sign_in(work.store, READER, PASSWORD)
    assert not work.case.can_undo
    with pytest.raises(Refusal, match="nothing to undo"):
        work.case.undo()
    with work.store.reading() as trial:
        assert [one.code for one in trial.subjects()] == ["S-1"]


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


@pytest.fixture
def decided(tmp_path: Path) -> Iterator[SignedRead]:
    """Two completed reads and a decision; the data manager is there."""
    with trial_with_people(tmp_path) as made:
        for name in (READER, OTHER_READER):
            made.read_whole(name)
        made.adjudicate()
        made.act(MANAGER)
        yield made


def unlock(work: SignedRead, name: str, place: str, reason: str = "the wrong node") -> None:
    labels: dict[str | None, str] = {one.uid: one.label for one in work.timepoints}
    (found,) = (
        one.uid for one in signatures(work, name) if labels.get(one.timepoint_uid, one.meaning.value) == place
    )
    work.case.run(UnlockSignature(found, reason))


READ_SIGNED = [("BL", 1), ("TP1", 1), ("TP2", 1), ("read completed", 1)]
DECIDED = [("BL", 1), ("TP1", 1), ("TP2", 1), ("read adjudicated", 1), ("read completed", 1)]


@pytest.mark.parametrize(
    ("name", "place", "left", "left_of_other", "still_decided"),
    [
        # READER's is the read that was not chosen, OTHER_READER's the one that was.
        (OTHER_READER, "read adjudicated", READ_SIGNED, READ_SIGNED, False),
        (OTHER_READER, "read completed", READ_SIGNED[:3], READ_SIGNED, False),
        (OTHER_READER, "TP2", READ_SIGNED[:2], READ_SIGNED, False),
        (OTHER_READER, "BL", [], READ_SIGNED, False),
        (READER, "read completed", READ_SIGNED[:3], READ_SIGNED, False),
        (READER, "TP1", READ_SIGNED[:1], READ_SIGNED, False),
    ],
)
def test_unlocking_voids_what_rests_on_it_and_no_more(
    decided: SignedRead,
    name: str,
    place: str,
    left: list[tuple[str, int]],
    left_of_other: list[tuple[str, int]],
    still_decided: bool,
) -> None:
    assert standing(decided, OTHER_READER) == DECIDED
    unlock(decided, name, place)
    other = READER if name == OTHER_READER else OTHER_READER
    assert standing(decided, name) == left
    assert standing(decided, other) == left_of_other
    with decided.store.whole() as trial:
        assert bool(trial.evidence.adjudications()) is still_decided
        assert {one.who for one in trial.evidence.unlocks().values()} == {MANAGER}


def test_a_signature_is_unlocked_once_and_for_a_reason(decided: SignedRead) -> None:
    (first, *_) = signatures(decided)
    refused(decided, UnlockSignature(first.uid, " "), "for a reason")
    decided.case.run(UnlockSignature(first.uid, "the wrong node"))
    refused(decided, UnlockSignature(first.uid, "again"), "voided already")
    refused(decided, UnlockSignature("none", "again"), "voided already")


def test_a_decision_is_taken_anew_after_its_unlocking(decided: SignedRead) -> None:
    unlock(decided, OTHER_READER, "read adjudicated")
    decided.adjudicate()
    assert ("read adjudicated", 2) in standing(decided, OTHER_READER)


def test_a_decision_is_between_completed_reads_of_radiologists(tmp_path: Path) -> None:
    with trial_with_people(tmp_path) as work:
        for name in (READER, INVESTIGATOR):
            work.read_whole(name)
        work.act(ADJUDICATOR)

        def chosen(name: str, reason: AdjudicationReason = AdjudicationReason.BOUNDARY) -> Adjudicate:
            return Adjudicate(work.subject.uid, work.read(name).uid, reason, "", PASSWORD)

        refused(work, chosen(READER), "between completed reads")
        refused(work, chosen(INVESTIGATOR), "not among what you see", NotAllowed)
        work.read_whole(OTHER_READER)
        work.act(ADJUDICATOR)
        refused(work, chosen(INVESTIGATOR), "not among what you see", NotAllowed)
        refused(work, chosen(READER, AdjudicationReason.OTHER), "Say in the comment")
        work.case.run(chosen(READER))
        refused(work, chosen(OTHER_READER), "adjudicated already")
        work.act(MANAGER)
        uid = f"{ADJUDICATOR} {work.subject.uid}"
        refused(work, Unassign(uid), "has decided between these reads")


def test_who_was_not_given_a_subject_does_not_decide_on_it(tmp_path: Path) -> None:
    with trial_with_people(tmp_path) as work:
        for name in (READER, OTHER_READER):
            work.read_whole(name)
        work.act(MANAGER)
        work.case.run(Unassign(f"{ADJUDICATOR} {work.subject.uid}"))
        work.act(ADJUDICATOR)
        command = Adjudicate(
            work.subject.uid, work.read(READER).uid, AdjudicationReason.BOUNDARY, "", PASSWORD
        )
        refused(work, command, "not among what you see", NotAllowed)


@pytest.mark.parametrize(
    "make",
    [
        lambda w: SetProtocol("p.toml", protocol_text(readers="3")),
        lambda w: SetTimepointKind(w.timepoints[TP1].uid, TimepointKind.BASELINE),
        lambda w: AssignStudyToTimepoint(study_of(w, TP2), w.timepoints[BL].uid),
    ],
    ids=["protocol", "kind", "study"],
)
def test_what_a_signature_rests_on_is_not_changed_under_it(work: SignedRead, make: object) -> None:
    work.sign(READER, BL)
    work.act(MANAGER)
    command = make(work)  # type: ignore[operator]
    refused(work, command, "unlock", Signed)
    unlock(work, READER, "BL")
    work.act(READER)
    work.case.run(RemoveMeasurement("lesion-liwei", work.timepoints[BL].uid))
    work.act(MANAGER)
    if not isinstance(command, SetTimepointKind):  # the read's lesions begin at the old baseline
        work.case.run(command)


def study_of(work: SignedRead, at: int) -> str:
    with work.store.whole() as trial:
        return next(one.uid for one in trial.studies() if one.timepoint_uid == work.timepoints[at].uid)


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


def test_a_read_that_has_begun_stays_with_its_reader(work: SignedRead) -> None:
    work.act(MANAGER)
    refused(work, Unassign(f"{READER} {work.subject.uid}"), "has begun this read")


def test_a_class_is_told_after_the_lock_once_and_of_pieces_with_their_whole(tmp_path: Path) -> None:
    with trial_with_people(tmp_path) as work:
        work.act(MANAGER)
        work.case.run(SetProtocol("p.toml", protocol_text(radiation_class='"after-lock"')))
        work.act(READER)
        work.begin(READER)
        one = replace(target(work), radiation=None)
        put = PutMeasurement(measured(one, work.timepoints[BL], BL))
        refused(work, InOneStep((AddLesion(target(work)), put)), "hidden from who reads", NotAllowed)
        work.case.run(InOneStep((AddLesion(one), put)))
        work.sign(READER, BL)
        work.draw(READER, TP1)
        work.case.run(SplitLesion(one.uid, work.timepoints[TP1].uid, ("piece-1", "piece-2")))
        for at in (TP1, TP2):
            if at == TP2:
                work.case.run(PutMeasurement(Measurement("piece-1", work.timepoints[at].uid, State.ABSENT)))
            work.case.run(PutMeasurement(Measurement("piece-2", work.timepoints[at].uid, State.ABSENT)))
            work.sign(READER, at)
        work.act(MANAGER)
        tag = TagRadiation(one.uid, RadiationClass.LDRT)
        refused(work, tag, "wait until its read is completed")
        work.act(READER)
        complete(work)
        work.act(MANAGER)
        refused(work, replace(tag, lesion_uid="piece-1"), "a piece of T01")
        before = {one.uid: content_of(work, one) for one in signatures(work)}
        work.case.run(tag)
        refused(work, replace(tag, radiation=RadiationClass.SBRT), "has its radiation class already")
        with work.store.reading() as trial:
            told = {one.label: one.radiation for one in trial.lesions(work.read(READER).uid)}
        assert set(told.values()) == {RadiationClass.LDRT}
        assert len(told) == 3
        assert {one.uid: content_of(work, one) for one in signatures(work)} == before, "signatures hold"
        unlock(work, READER, "read completed")
        unlock(work, READER, "BL")
        work.act(READER)
        with work.store.reading() as trial:
            shown = trial.lesion(one.uid)
        assert shown is not None
        assert shown.radiation is None
        work.case.run(EditLesion(replace(shown, site="Tonsil", organ="Tonsil")))
        with work.store.whole() as trial:
            kept = trial.lesion(one.uid)
        assert kept is not None
        assert (kept.site, kept.radiation) == ("Tonsil", RadiationClass.LDRT), "what is hidden is kept"


def content_of(work: SignedRead, one: Signature) -> str | None:
    with work.store.whole() as trial:
        return content_now(trial, one)


def test_a_class_is_not_tagged_where_readers_tell_it(decided: SignedRead) -> None:
    refused(decided, TagRadiation("lesion-liwei", RadiationClass.LDRT), "has its radiation class already")
    unlock(decided, READER, "BL")
    decided.act(READER)
    decided.case.run(EditLesion(replace(target(decided), radiation=None)))
    decided.act(MANAGER)
    refused(decided, TagRadiation("lesion-liwei", RadiationClass.LDRT), "while they read")


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
