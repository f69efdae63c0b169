"""Radiation classes that are told while reading, or only after the lock."""

from dataclasses import replace
from pathlib import Path

from measurements.case.commands import (
    AddLesion,
    EditLesion,
    InOneStep,
    PutMeasurement,
    SetProtocol,
    SplitLesion,
)
from measurements.case.evidence_commands import TagRadiation
from measurements.case.signed_content import content_now
from measurements.lesion import Measurement, RadiationClass, State
from measurements.refusal import NotAllowed
from measurements.signature import Signature
from tests.accounts import MANAGER, READER
from tests.measurements.access.blinded_trial import protocol_text
from tests.measurements.case.at_signing import (
    BL,
    TP1,
    TP2,
    complete,
    refused,
    sign,
    signatures,
    target,
    unlock,
)
from tests.measurements.samples import measured
from tests.measurements.signed_read import SignedRead, trial_with_people


def test_a_class_that_is_told_while_reading_is_told_before_signing(work: SignedRead) -> None:
    work.case.run(EditLesion(replace(target(work), radiation=None)))
    refused(work, sign(work, BL), "T01 has no radiation class yet")
    work.case.run(EditLesion(target(work)))
    work.sign(READER, BL)


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
