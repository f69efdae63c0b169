"""What leaves a trial is one reader's, all of it and nothing beside."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from measurements.access.sign_in import sign_in
from measurements.case.commands import BeginRead, SetProtocol, SetTreatmentStart
from measurements.case.evidence_commands import ChangePerson
from measurements.case.verification import verify
from measurements.handover.hand_out import hand_out
from measurements.handover.unpack import unpack
from measurements.people import Actor, Role
from measurements.progress import Cancelled, silent
from measurements.protocol.loading import standard_text
from measurements.refusal import NotAllowed, Refusal
from measurements.storage.store import open_trial
from measurements.trial import Read
from tests.accounts import MANAGER, OTHER_READER, PASSWORD, READER, person_uid
from tests.measurements.handover.travelling import carried_trial, central_trial, handed_out


def test_a_carried_trial_has_its_readers_subjects_and_opens_like_any(tmp_path: Path) -> None:
    with central_trial(tmp_path / "central", patients=("HN-017", "HN-018")) as central:
        cases = handed_out(central, tmp_path, "cases", "HN-018")
        (subject,) = cases.subjects
        with carried_trial(cases, tmp_path / "laptop") as carried, carried.store.reading() as trial:
            assert [one.code for one in trial.subjects()] == ["HN-018"]
            assert [one.label for one in trial.timepoints(subject.uid)] == ["BL", "TP1", "TP2"]
            assert [one.reader for one in trial.reads()] == [READER]
            assert trial.trial_name() == "trial"
            (stack,) = trial.series(carried.timepoints[0].uid)
            for one in trial.slices(stack.key):
                path = Path(one.path)
                assert path.is_relative_to(tmp_path / "laptop" / "pictures")
                assert path.stat().st_size == one.file_size
                assert path.stat().st_mtime_ns == one.file_mtime_ns
            assert verify(carried.store).holds
        assert cases.files == 9
        with central.store.whole() as trial:
            assert trial.handovers.hand_outs() == [cases.hand_out]
            assert len(trial.evidence.checksum_roots()) == 3
            entries = [one for one in trial.audit() if one.action == "HandOut"]
            assert {one.who for one in entries} == {MANAGER}
            assert entries[0].reason == f"cases.longaxis-cases for {READER}"


def test_nothing_of_others_is_in_the_file_at_all(tmp_path: Path) -> None:
    with central_trial(tmp_path / "central", patients=("HN-017", "HN-018")) as central:
        central.act(OTHER_READER)
        other = type(central)(central.store, central.case, OTHER_READER)
        central.case.run(BeginRead(Read("their-read", other.subject.uid, OTHER_READER)))
        other.check_images()
        other.draw(0)
        cases = handed_out(central, tmp_path, "cases", "HN-017")
        path, _ = unpack(cases.path, tmp_path / "laptop", silent)
    content = path.read_bytes()
    names = "".join(str(one) for one in (tmp_path / "laptop").rglob("*"))
    for hidden in (b"DOE", b"HN-018", b"their-read", b"osei", b"adams", b"ines", b"lesion T01"):
        assert hidden not in content
    assert "DOE" not in names
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT name, roles FROM person").fetchall() == [(READER, '["radiologist"]')]
    assert connection.execute("SELECT count(*) FROM assignment").fetchone() == (1,)
    assert connection.execute("SELECT DISTINCT patient_id FROM subject").fetchall() == [("",)]
    connection.close()


def test_an_account_with_several_roles_travels_in_those_of_its_tasks(tmp_path: Path) -> None:
    with central_trial(tmp_path / "central") as central:
        both = frozenset({Role.RADIOLOGIST, Role.DATA_MANAGER})
        central.case.run(ChangePerson(person_uid(READER), "Dr Li Wei", both, True))
        cases = handed_out(central, tmp_path)
        with carried_trial(cases, tmp_path / "laptop") as carried:
            assert carried.store.actor is not None
            assert carried.store.actor.role is Role.RADIOLOGIST
            with pytest.raises(NotAllowed, match="no data-manager"):
                sign_in(carried.store, READER, PASSWORD, Role.DATA_MANAGER)


def test_dates_that_a_reader_may_not_see_are_not_in_the_trial_they_get(tmp_path: Path) -> None:
    with central_trial(tmp_path / "central") as central:
        subject = central.subject
        central.case.run(SetTreatmentStart(subject.uid, date(2024, 1, 12)))
        hidden = standard_text().replace('"other-readers"]', '"other-readers", "dates"]')
        assert hidden != standard_text()
        central.case.run(SetProtocol("dates.toml", hidden))
        days = [one.day for one in central.timepoints]
        cases = handed_out(central, tmp_path)
        with carried_trial(cases, tmp_path / "laptop") as carried:
            with carried.store.whole() as trial:
                assert [one.day for one in trial.timepoints(subject.uid)] == days == [-7, 49, 112]
                assert trial.subjects()[0].treatment_start == date(2000, 1, 1)
                assert trial.studies()[0].study_date == date(1999, 12, 25)
            assert verify(carried.store).holds
    content = (tmp_path / "laptop" / "trial.longaxis").read_bytes()
    for hidden_date in (b"20240105", b"2024-01-05", b"2024-01-12"):
        assert hidden_date not in content


def test_a_missing_or_other_picture_stops_it_and_nothing_is_left(tmp_path: Path) -> None:
    with central_trial(tmp_path / "central") as central:
        with central.store.whole() as trial:
            (stack,) = trial.series(central.timepoints[1].uid)
            path = Path(trial.slices(stack.key)[0].path)
            entries = trial.chain_end()
        content = path.read_bytes()
        path.unlink()
        with pytest.raises(Refusal, match=r"0\.dcm cannot be read"):
            handed_out(central, tmp_path)
        path.write_bytes(content[:-1])
        with pytest.raises(Refusal, match="is not the file that was imported"):
            handed_out(central, tmp_path)
        path.write_bytes(content)
        handed_out(central, tmp_path, "once")
        path.write_bytes(content.replace(b"picture", b"PICTURE"))
        with pytest.raises(Refusal, match="are not those that were read before"):
            handed_out(central, tmp_path)
        with central.store.whole() as trial:
            assert len(trial.handovers.hand_outs()) == 1
            assert entries.sequence < trial.chain_end().sequence
    assert sorted(one.name for one in tmp_path.iterdir()) == ["central", "once.longaxis-cases"]


def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    def cancel(done: int, total: int, text: str) -> None:
        if done == 4:
            raise Cancelled

    with central_trial(tmp_path / "central") as central:
        with pytest.raises(Cancelled):
            hand_out(central.store, READER, tmp_path / "cases", (), PASSWORD, cancel)
        with central.store.whole() as trial:
            assert trial.handovers.hand_outs() == []
            assert trial.reads() == []
    assert [one.name for one in tmp_path.iterdir()] == ["central"]


@pytest.mark.parametrize(
    ("reader", "codes", "sentence"),
    [
        ("nobody", (), "no account nobody"),
        (READER, ("HN-999",), "HN-999 is no subject that liwei was given"),
        (MANAGER, (), "was given no subject"),
    ],
)
def test_only_who_was_given_subjects_gets_them(
    tmp_path: Path, reader: str, codes: tuple[str, ...], sentence: str
) -> None:
    with central_trial(tmp_path / "central") as central, pytest.raises(Refusal, match=sentence):
        hand_out(central.store, reader, tmp_path / "cases", codes, PASSWORD, silent)


def test_only_a_data_manager_hands_out_and_by_their_password(tmp_path: Path) -> None:
    with central_trial(tmp_path / "central") as central:
        with pytest.raises(NotAllowed, match="do not fit"):
            hand_out(central.store, READER, tmp_path / "cases", (), "not-the-password", silent)
        central.act(READER)
        with pytest.raises(NotAllowed, match="hand out cases"):
            hand_out(central.store, READER, tmp_path / "cases", (), PASSWORD, silent)
    assert [one.name for one in tmp_path.iterdir()] == ["central"]


def test_a_trial_without_accounts_hands_out_by_checksums_alone(tmp_path: Path) -> None:
    with central_trial(tmp_path / "central", accounts=False) as central:
        cases = hand_out(central.store, "zhou", tmp_path / "cases", (), "", silent)
        assert not cases.seal.by_key
        path, seal = unpack(cases.path, tmp_path / "laptop", silent)
        assert not seal.by_key
        with open_trial(path, writing=False) as store, store.reading() as trial:
            assert [one.reader for one in trial.reads()] == ["zhou"]
            assert not trial.evidence.has_people()
            assert store.actor == Actor("zhou")


def test_a_read_that_is_under_way_goes_along_and_goes_on(tmp_path: Path) -> None:
    with central_trial(tmp_path / "central") as central:
        handed_out(central, tmp_path, "first")
        central.act(READER)
        central.check_images()
        central.draw(0)
        central.sign(0)
        cases = handed_out(central, tmp_path, "second")
        with carried_trial(cases, tmp_path / "laptop") as carried:
            assert carried.read == central.read
            assert carried.millimetres() == ["24.3", "", ""]
            carried.draw(1, 20.0)
            with pytest.raises(Refusal, match="signed"):
                carried.redraw(0, 30.0)
            assert verify(carried.store).holds
