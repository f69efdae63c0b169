"""Signing as a test says it: which timepoint, what stands, what is refused."""

from dataclasses import replace

import pytest

from measurements.case.evidence_commands import CompleteRead, SignTimepoint, UnlockSignature
from measurements.lesion import Lesion
from measurements.refusal import Refusal
from measurements.signature import Signature
from tests.accounts import PASSWORD, READER
from tests.measurements.samples import lesion
from tests.measurements.signed_read import SignedRead

BL, TP1, TP2 = range(3)


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


def unlock(work: SignedRead, name: str, place: str, reason: str = "the wrong node") -> None:
    labels: dict[str | None, str] = {one.uid: one.label for one in work.timepoints}
    (found,) = (
        one.uid for one in signatures(work, name) if labels.get(one.timepoint_uid, one.meaning.value) == place
    )
    work.case.run(UnlockSignature(found, reason))
