"""Unlocking a signature: what it voids, what it lets change."""

import pytest

from measurements.case.commands import (
    AssignStudyToTimepoint,
    RemoveMeasurement,
    SetProtocol,
    SetTimepointKind,
)
from measurements.case.evidence_commands import UnlockSignature
from measurements.refusal import Signed
from measurements.trial import TimepointKind
from tests.accounts import MANAGER, OTHER_READER, READER
from tests.measurements.access.blinded_trial import protocol_text
from tests.measurements.case.at_signing import BL, TP1, TP2, refused, signatures, standing, unlock
from tests.measurements.signed_read import SignedRead

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
