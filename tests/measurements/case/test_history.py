"""A lesion's life out of the audit, and a read as it stood at any moment of it."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from measurements.case.case_view import CaseView
from measurements.case.commands import (
    AddLesion,
    Command,
    EditLesion,
    PutMeasurement,
    RemoveLesion,
    RemoveMeasurement,
    SetTreatmentStart,
)
from measurements.case.evidence_commands import ReopenTimepoint, TagRadiation, UnlockSignature
from measurements.case.history import case_as_of, life_of_read
from measurements.case.service import CaseService
from measurements.case.stored_case import case_of
from measurements.lesion import RadiationClass
from measurements.refusal import Refusal
from measurements.signature import Meaning
from measurements.storage.store import TrialStore, create_trial, open_trial
from tests.accounts import ADJUDICATOR, INVESTIGATOR, MANAGER, OTHER_READER, READER
from tests.measurements.access.blinded_trial import UIDS, blinded_trial
from tests.measurements.samples import begun_read, lesion, measured
from tests.measurements.signed_read import trial_with_people

Opened = tuple[TrialStore, CaseService]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    with create_trial(tmp_path / "trial.longaxis") as store:
        yield store, CaseService(store)


def end(store: TrialStore) -> int:
    with store.whole() as trial:
        return trial.chain_end().sequence


def now(store: TrialStore, read_uid: str) -> CaseView:
    with store.whole() as trial:
        read = trial.read(read_uid)
        assert read is not None
        return case_of(trial, read)


def test_every_moment_of_a_read_is_as_it_stood_then(opened: Opened, tmp_path: Path) -> None:
    store, case = opened
    read, timepoints = begun_read(store, case, tmp_path)
    first = lesion(read, timepoints[0])
    second = lesion(read, timepoints[0], "T02")
    steps: list[Command] = [
        AddLesion(first),
        PutMeasurement(measured(first, timepoints[0], 0)),
        AddLesion(second),
        EditLesion(replace(second, radiation=RadiationClass.LDRT)),
        PutMeasurement(measured(second, timepoints[0], 0)),
        PutMeasurement(measured(first, timepoints[1], 1)),
        SetTreatmentStart(read.subject_uid, timepoints[0].scan_date),
        RemoveMeasurement(first.uid, timepoints[1].uid),
        RemoveLesion(second.uid),
    ]
    moments = []
    for step in steps:
        case.run(step)
        moments.append((end(store), now(store, read.uid)))
    case.undo()
    moments.append((end(store), now(store, read.uid)))
    for sequence, stood in moments:
        found = case_as_of(store, read.uid, sequence)
        assert found.lesions == stood.lesions
        assert found.measurements == stood.measurements
        assert found.timepoints == stood.timepoints
        assert found.subject == stood.subject
        assert found.protocol == stood.protocol
        assert found.rows == stood.rows


def test_a_lesions_life_tells_who_did_what_to_it(opened: Opened, tmp_path: Path) -> None:
    store, case = opened
    read, timepoints = begun_read(store, case, tmp_path)
    first, second = lesion(read, timepoints[0]), lesion(read, timepoints[0], "T02")
    case.run(AddLesion(first))
    case.run(AddLesion(second))
    case.run(PutMeasurement(measured(first, timepoints[0], 0)), reason="edge seen better")
    case.run(RemoveLesion(first.uid))
    with store.reading() as trial:
        life = [one for one in life_of_read(trial, read) if one.lesion_uid == first.uid]
    assert [(one.action, one.table) for one in life] == [
        ("AddLesion", "lesion"),
        ("PutMeasurement", "measurement"),
        ("RemoveLesion", "measurement"),
        ("RemoveLesion", "lesion"),
    ]
    assert life[1].reason == "edge seen better"
    assert life[1].timepoint_uid == timepoints[0].uid
    assert life[-1].after is None
    assert life[-1].when.utcoffset() is not None


def test_what_was_signed_first_can_be_seen_after_it_was_revised(tmp_path: Path) -> None:
    with trial_with_people(tmp_path) as made:
        made.act(READER)
        made.begin(READER)
        for at in range(3):
            made.draw(READER, at)
            made.sign(READER, at)
        signed = end(made.store)
        read = made.read(READER)
        length = now(made.store, read.uid).measurements[f"lesion-{READER}", made.timepoints[1].uid]
        made.case.run(ReopenTimepoint(read.uid, made.timepoints[1].uid, "edge seen better"))
        made.case.run(RemoveMeasurement(f"lesion-{READER}", made.timepoints[1].uid))
        before = case_as_of(made.store, read.uid, signed)
        assert before.measurements[f"lesion-{READER}", made.timepoints[1].uid] == length
        with made.store.reading() as trial:
            life = life_of_read(trial, read)
        assert [one.reason for one in life if one.table == "unlock"] == ["edge seen better"] * 2


def test_history_is_as_blind_as_the_read(tmp_path: Path) -> None:
    with trial_with_people(tmp_path) as made:
        made.act(OTHER_READER)
        made.begin(OTHER_READER)
        made.draw(OTHER_READER, 0)
        of_other = end(made.store)
        made.act(READER)
        with pytest.raises(Refusal, match="not one that you may see"):
            case_as_of(made.store, made.read(OTHER_READER).uid, of_other)
        with made.store.reading() as trial:
            assert life_of_read(trial, made.read(OTHER_READER)) == []
        made.act(MANAGER)
        with made.store.reading() as trial:
            assert len(life_of_read(trial, made.read(OTHER_READER))) == 3


def test_a_moment_shows_a_reader_no_more_than_the_read_does(tmp_path: Path) -> None:
    hidden = '["dates", "radiation-class", "other-readers"]'
    with blinded_trial(tmp_path, radiation_class='"after-lock"', hidden=hidden) as made:
        uid, begun_on = UIDS[READER, 0], made.timepoints[0][0].scan_date
        made.act(MANAGER)
        with made.store.reading() as trial:
            (of_other,) = (one for one in trial.evidence.standing() if one.meaning is Meaning.READ)
        made.case.run(UnlockSignature(of_other.uid, "the start of treatment was told late"))
        made.case.run(SetTreatmentStart(made.subjects[0].uid, begun_on))
        made.complete(READER, since=1)
        made.act(MANAGER)
        made.case.run(TagRadiation(f"lesion-{uid}", RadiationClass.LDRT))
        for name, told in ((MANAGER, True), (READER, False)):
            made.act(name)
            view = case_as_of(made.store, f"read-{uid}", end(made.store))
            assert view.lesions[0].radiation == (RadiationClass.LDRT if told else None)
            assert view.subject.patient_id == ("HN-017" if told else "")
            assert view.subject.treatment_start == (begun_on if told else None)
            assert (view.timepoints[0].scan_date is not None) == told


def test_a_moment_before_the_read_began_is_refused(opened: Opened, tmp_path: Path) -> None:
    store, case = opened
    read, _ = begun_read(store, case, tmp_path)
    with pytest.raises(Refusal, match="had not begun at audit entry 1"):
        case_as_of(store, read.uid, 1)


def test_a_reader_sees_that_and_why_their_signature_was_voided(tmp_path: Path) -> None:
    with trial_with_people(tmp_path) as made:
        made.act(READER)
        made.begin(READER)
        made.draw(READER, 0)
        made.sign(READER, 0)
        made.act(MANAGER)
        with made.store.reading() as trial:
            (signature,) = trial.evidence.standing()
        made.case.run(UnlockSignature(signature.uid, "wrong side"))
        for name, told in ((READER, ["wrong side"]), (OTHER_READER, [])):
            made.act(name)
            with made.store.reading() as trial:
                life = life_of_read(trial, made.read(READER))
            assert [one.reason for one in life if one.table == "unlock"] == told


def test_an_investigator_sees_the_life_of_a_completed_read_with_what_was_removed(tmp_path: Path) -> None:
    with trial_with_people(tmp_path) as made:
        made.act(READER)
        made.begin(READER)
        made.draw(READER, 0)
        made.case.run(RemoveLesion(f"lesion-{READER}"))
        made.read_on(READER)
        made.act(INVESTIGATOR)
        with made.store.reading() as trial:
            life = life_of_read(trial, made.read(READER))
        assert ("RemoveLesion", "measurement") in [(one.action, one.table) for one in life]
        made.act(ADJUDICATOR)
        with made.store.reading() as trial:
            assert life_of_read(trial, made.read(READER)) == []


def test_an_upgraded_trials_moments_from_before_it_had_a_protocol_are_shown(tmp_path: Path) -> None:
    old = Path(__file__).parents[2] / "data" / "trial-0001.longaxis"
    shutil.copyfile(old, tmp_path / "old.longaxis")
    with open_trial(tmp_path / "old.longaxis", writing=True) as store:
        with store.reading() as trial:
            (read,) = trial.reads()
            life = life_of_read(trial, read)
            given = next(trial.audit("protocol")).sequence
        assert life[-1].sequence < given
        assert case_as_of(store, read.uid, life[-1].sequence).protocol == now(store, read.uid).protocol
