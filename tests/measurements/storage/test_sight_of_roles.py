"""What opens when, and what is told to whom, question by question."""

import json
from pathlib import Path

import pytest

from measurements.case.evidence_commands import (
    ChangePerson,
    CompleteRead,
    ReopenTimepoint,
    TagRadiation,
    UnlockSignature,
)
from measurements.lesion import RadiationClass
from measurements.people import Role
from measurements.refusal import NotAllowed
from measurements.signature import Meaning
from measurements.storage.rows import Row
from tests.accounts import (
    ADJUDICATOR,
    INVESTIGATOR,
    MANAGER,
    OTHER_READER,
    PASSWORD,
    PRINTED,
    READER,
    ROLES,
    person_uid,
)
from tests.measurements.access.blinded_trial import UIDS, BlindedTrial, blinded_trial
from tests.measurements.storage.everything_asked import (
    CLASSES,
    DATES,
    FIRST,
    INVESTIGATED,
    OTHER,
    everything_said,
    line_with,
)


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        (READER, (FIRST,)),
        (OTHER_READER, (OTHER,)),  # of the second subject nothing is open but the baseline
        (ADJUDICATOR, (OTHER,)),
        (INVESTIGATOR, (OTHER, INVESTIGATED)),
        (MANAGER, tuple(UIDS.values())),
    ],
)
def test_where_lesions_were_followed_to_is_seen_with_their_read(
    trial: BlindedTrial, name: str, reads: tuple[str, ...]
) -> None:
    trial.act(name)
    with trial.store.reading() as seen:
        found = {uid: seen.followed(f"read-{uid}") for uid in UIDS.values()}
    assert {uid for uid, ways in found.items() if ways} == set(reads)


def test_nothing_is_told_of_lesions_in_pictures_that_do_not_open_yet(trial: BlindedTrial) -> None:
    keys = [scan.key for scan in trial.scans[0]]
    trial.act(READER)
    with trial.store.reading() as seen:
        assert [one.current_key for one in seen.followed(f"read-{FIRST}")] == [keys[1]]
    trial.case.run(trial.put(READER, 1))
    trial.sign(READER, 1)
    with trial.store.reading() as seen:
        assert {one.current_key for one in seen.followed(f"read-{FIRST}")} == set(keys[1:])


@pytest.mark.parametrize("name", ROLES)
def test_answers_are_seen_where_measurements_are(trial: BlindedTrial, name: str) -> None:
    trial.act(name)
    with trial.store.reading() as seen:
        drawn = seen.measurements_by_read()
        assert seen.answers_by_read() == {uid: [one.answer for one in some] for uid, some in drawn.items()}
    assert drawn


def test_pictures_open_with_the_timepoint_before(trial: BlindedTrial) -> None:
    trial.act(READER)
    keys = [scan.key for scan in trial.scans[0]]
    with trial.store.reading() as seen:
        assert [bool(seen.file_sizes(key)) for key in keys] == [True, True, False]
        assert len(seen.slices(keys[1])) == 3
        sop_uid = trial.scans[0][2].slices[1].sop_uid
        for ask in (seen.slices, seen.series_with_slices):
            with pytest.raises(NotAllowed, match="TP2 opens when"):
                ask(keys[2])
        with pytest.raises(NotAllowed, match="TP2 opens when"):
            seen.picture(keys[2], sop_uid, 0)
        assert seen.series_without_slices(keys[2]) is not None
    trial.case.run(trial.put(READER, 1))
    trial.sign(READER, 1)
    with trial.store.reading() as seen:
        assert seen.picture(keys[2], sop_uid, 0) is not None


@pytest.mark.parametrize("name", [READER, ADJUDICATOR])
def test_dates_are_hidden_where_the_protocol_hides_them(tmp_path: Path, name: str) -> None:
    with blinded_trial(tmp_path, hidden='["clinical-data", "other-readers", "dates"]') as trial:
        trial.act(name)
        said = everything_said(trial)
        for word in DATES:
            assert word not in said, line_with(word, said)
        with trial.store.reading() as seen:
            assert [one.day for one in seen.timepoints(trial.subjects[0].uid)] == [0, 56, 119]
        trial.act(INVESTIGATOR)
        assert DATES[2] in everything_said(trial)


def test_radiation_classes_are_not_told_before_the_lock(tmp_path: Path) -> None:
    with blinded_trial(tmp_path, radiation_class='"after-lock"') as trial:
        trial.act(INVESTIGATOR)
        trial.case.run(TagRadiation(f"lesion-{OTHER}", RadiationClass.SBRT))
        with trial.store.reading() as seen:
            tagged = seen.lesion(f"lesion-{OTHER}")
            assert tagged is not None
            assert tagged.radiation is RadiationClass.SBRT
        for name in (OTHER_READER, ADJUDICATOR):
            trial.act(name)
            said = everything_said(trial)
            for word in CLASSES:
                said = "\n".join(line for line in said.splitlines() if not line.startswith("protocol:"))
                lines = [line for line in said.splitlines() if f"'{word}'" in line or f'"{word}"' in line]
                told = [line for line in lines if "audit" not in line.partition(":")[0]]
                assert not told
            with trial.store.reading() as seen:
                for entry in seen.audit("lesion"):
                    for row in (entry.old_value, entry.new_value):
                        assert row is None or json.loads(row)["radiation"] is None
                    assert entry.action != "TagRadiation"


def test_a_decision_is_not_told_to_those_whose_reads_it_is_about(trial: BlindedTrial) -> None:
    trial.complete(READER, since=1)
    trial.adjudicate()
    with trial.store.whole() as whole:
        (decision,) = (one for one in whole.evidence.signatures() if one.meaning is Meaning.ADJUDICATION)
    for name, told in {
        READER: False,
        OTHER_READER: False,
        ADJUDICATOR: True,
        INVESTIGATOR: True,
        MANAGER: True,
    }.items():
        trial.act(name)
        said = everything_said(trial)
        assert (decision.uid in said) is told, name
        assert ("clearer margin" in said) is told, name


def test_an_adjudicator_sees_both_reads_under_names_that_stay(trial: BlindedTrial) -> None:
    trial.act(ADJUDICATOR)
    with trial.store.reading() as seen:
        (alone,) = seen.reads()
    trial.complete(READER, since=1)
    trial.act(ADJUDICATOR)
    with trial.store.reading() as seen:
        both = {one.uid: one.reader for one in seen.reads()}
        signed = {(one.name, one.printed_name) for one in seen.evidence.signatures()}
        own_audit = list(seen.audit("lesion"))
    assert both == {f"read-{FIRST}": "Read A", f"read-{OTHER}": "Read B"}
    assert alone.reader == both[alone.uid]
    assert signed == {("Read A", "Read A"), ("Read B", "Read B")}
    assert own_audit == []


def test_who_voided_a_signature_is_not_told_to_an_adjudicator(trial: BlindedTrial) -> None:
    trial.complete(READER, since=1)
    trial.act(MANAGER)
    with trial.store.reading() as seen:
        (whole_read,) = (
            one for one in seen.evidence.standing(f"read-{FIRST}") if one.meaning is Meaning.READ
        )
    trial.case.run(UnlockSignature(whole_read.uid, "a second look"))
    trial.act(READER)
    trial.case.run(ReopenTimepoint(f"read-{FIRST}", trial.timepoints[0][2].uid, "the liver again"))
    trial.sign(READER, 2)
    trial.case.run(CompleteRead(f"read-{FIRST}", PASSWORD))
    trial.act(ADJUDICATOR)
    with trial.store.reading() as seen:
        unlocks = seen.evidence.unlocks().values()
    assert {one.reason for one in unlocks} == {"a second look", "the liver again"}
    assert {one.who for one in unlocks} == {""}


def test_who_reads_a_subject_does_not_see_the_other_read_as_an_investigator(trial: BlindedTrial) -> None:
    trial.act(MANAGER)
    both = frozenset({Role.RADIOLOGIST, Role.INVESTIGATOR})
    trial.case.run(ChangePerson(person_uid(READER), PRINTED[READER], both, active=True))
    trial.act(READER, Role.INVESTIGATOR)
    with trial.store.reading() as seen:
        assert [one.uid for one in seen.reads(trial.subjects[0].uid)] == [f"read-{FIRST}"]
        assert seen.lesions(f"read-{OTHER}") == []
        assert seen.clinical_data() is None
        assert seen.clinical_events() == {}
        assert seen.clinical_terms() is None


def test_rows_as_they_are_stored_are_nobodys_to_see(trial: BlindedTrial) -> None:
    for name in ROLES:
        trial.act(name)
        with trial.store.reading() as seen:
            for kind in Row.__subclasses__():
                with pytest.raises(NotAllowed):
                    seen.rows(kind)
            with pytest.raises(NotAllowed):
                seen.evidence.credentials(person_uid(name))


def test_the_audit_keeps_its_entries_whole_for_who_checks_it(trial: BlindedTrial) -> None:
    trial.act(MANAGER)
    with trial.store.reading() as seen, trial.store.whole() as whole:
        told, kept = list(seen.audit()), list(whole.audit())
    assert [one.sequence for one in told] == [one.sequence for one in kept]
    differ = {one.table_name for one, other in zip(told, kept, strict=True) if one != other}
    assert differ == {"person"}
    assert all(one.hash == other.hash for one, other in zip(told, kept, strict=True))
