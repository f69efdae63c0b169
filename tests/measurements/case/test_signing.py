"""Signing a timepoint: what comes before it, what it holds, what it ends."""

from pathlib import Path

import pytest

from measurements.access.sign_in import ATTEMPTS, sign_in
from measurements.case.checksums import take_checksums
from measurements.case.commands import AddLesion, InOneStep, PutMeasurement, RenameSubject
from measurements.case.evidence_commands import CheckImages, ReopenTimepoint, Unassign
from measurements.progress import silent
from measurements.refusal import NotAllowed, Refusal
from measurements.signature import ImageVerdict, Meaning
from measurements.storage.unit import UnitOfWork
from tests.accounts import MANAGER, PASSWORD, READER, person_uid
from tests.measurements.case.at_signing import (
    BL,
    TP1,
    TP2,
    entries,
    refused,
    second_target,
    sign,
    signatures,
    standing,
    target,
    through,
)
from tests.measurements.samples import measured
from tests.measurements.signed_read import SignedRead, trial_with_people


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


def test_a_read_that_has_begun_stays_with_its_reader(work: SignedRead) -> None:
    work.act(MANAGER)
    refused(work, Unassign(f"{READER} {work.subject.uid}"), "has begun this read")
