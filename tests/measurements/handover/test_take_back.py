"""Reads come back whole, nothing is overwritten unsaid, what differs is decided before any writing."""

import shutil
from pathlib import Path

import pytest

from measurements.access.passwords import seal_holds
from measurements.annotation import KeyImage
from measurements.case.commands import AddKeyImage
from measurements.case.signed_content import statement
from measurements.case.verification import verify
from measurements.handover.conflict import ConflictKind, Side
from measurements.handover.hand_back import hand_back
from measurements.handover.read_rows import rows_now
from measurements.handover.reads_file import opened_reads
from measurements.handover.take_back import look, take_back
from measurements.handover.unpack import unpack
from measurements.progress import silent
from measurements.refusal import NotAllowed, Refusal
from measurements.storage.rows import SignatureRow
from measurements.storage.store import open_trial
from tests.accounts import MANAGER, OTHER_READER, PASSWORD, READER, person_uid
from tests.measurements.handover.travelling import (
    Place,
    carried_trial,
    central_trial,
    handed_back,
    handed_out,
    looked_at,
    read_whole,
    state_of,
    taken_back,
)


def test_a_whole_read_comes_back_as_it_was_made(begun: Place, carried: Place, tmp_path: Path) -> None:
    with carried.store.whole() as trial:
        picture = trial.slices(trial.series(carried.timepoints[1].uid)[0].key)[0]
        key = trial.series(carried.timepoints[1].uid)[0].key
    carried.sign(0)
    carried.draw(1, 20.0)
    carried.case.run(
        AddKeyImage(
            KeyImage("k1", carried.read.uid, carried.timepoints[1].uid, key, picture.sop_uid, 0, (40, 400))
        )
    )
    carried.sign(1)
    carried.draw(2, 17.1)
    carried.sign(2)
    carried.complete()
    taken = taken_back(begun, handed_back(carried, tmp_path))
    assert (taken.codes, taken.left, taken.signatures, taken.voided) == (("HN-017",), (), 4, 0)
    assert taken.changes.lesion_uids == {"lesion T01"}
    assert begun.millimetres() == ["24.3", "20.0", "17.1"]
    with begun.store.whole() as here, carried.store.whole() as there:
        assert rows_now(here)[begun.read.uid] == rows_now(there)[begun.read.uid]
        assert begun.read.uid in here.evidence.completed_reads()
        person = here.evidence.person(person_uid(READER))
        assert person is not None
        for columns in here.rows(SignatureRow):
            assert seal_holds(person.public_key, statement(columns), columns["seal"])
        (entry,) = here.audit("take_back")
        assert entry.who == MANAGER
        file_hash = here.handovers.take_backs()[0].file_hash
        assert entry.reason == f"reads.longaxis-reads (SHA-256 {file_hash}): agreed by phone"
        assert here.handovers.taken_file(file_hash) == (tmp_path / "reads.longaxis-reads").read_bytes()
    assert verify(begun.store).holds


def test_what_came_back_signed_is_locked_here(begun: Place, carried: Place, tmp_path: Path) -> None:
    read_whole(carried)
    taken_back(begun, handed_back(carried, tmp_path))
    begun.act(READER)
    with pytest.raises(Refusal, match="signed"):
        begun.redraw(1, 30.0)


def test_the_same_file_is_taken_once(begun: Place, carried: Place, tmp_path: Path) -> None:
    carried.sign(0)
    path = handed_back(carried, tmp_path)
    taken_back(begun, path)
    before = state_of(begun)
    shutil.copy(path, tmp_path / "renamed.longaxis-reads")
    assert "was taken in already" in str(looked_at(begun, tmp_path / "renamed.longaxis-reads").nothing_new)
    with pytest.raises(Refusal, match="was taken in already"):
        taken_back(begun, path)
    again = handed_back(carried, tmp_path, "again")
    assert "says nothing that reads.longaxis-reads did not" in str(looked_at(begun, again).nothing_new)
    assert state_of(begun)[1:] == before[1:]


def test_a_read_comes_back_as_often_as_it_went_on(begun: Place, carried: Place, tmp_path: Path) -> None:
    carried.sign(0)
    carried.draw(1, 20.0)
    first = handed_back(carried, tmp_path, "first")
    carried.redraw(1, 21.0)
    carried.sign(1)
    second = handed_back(carried, tmp_path, "second")
    taken_back(begun, first)
    assert begun.millimetres() == ["24.3", "20.0", ""]
    assert looked_at(begun, second).conflicts == ()
    taken_back(begun, second)
    assert begun.millimetres() == ["24.3", "21.0", ""]
    assert verify(begun.store).holds


def test_an_older_file_after_a_newer_one_takes_nothing_back(
    begun: Place, carried: Place, tmp_path: Path
) -> None:
    carried.redraw(0, 20.0)
    older = handed_back(carried, tmp_path, "older")
    carried.redraw(0, 21.0)
    taken_back(begun, handed_back(carried, tmp_path, "newer"))
    assert "is older than newer.longaxis-reads" in str(looked_at(begun, older).nothing_new)
    assert begun.millimetres() == ["21.0", "", ""]


def test_a_carried_trial_that_was_copied_and_went_on_twice_is_told(begun: Place, tmp_path: Path) -> None:
    cases = handed_out(begun, tmp_path)
    with carried_trial(cases, tmp_path / "one") as one, carried_trial(cases, tmp_path / "two") as two:
        one.redraw(0, 20.0)
        two.redraw(0, 21.0)
        two.redraw(0, 22.0)
        first, second = handed_back(one, tmp_path, "first"), handed_back(two, tmp_path, "second")
    taken_back(begun, first)
    kinds = [conflict.kind for conflict in looked_at(begun, second).open]
    assert kinds == [ConflictKind.PARTED, ConflictKind.CELL]
    taken_back(begun, second, Side.HERE)
    assert begun.millimetres() == ["20.0", "", ""]


def test_an_older_hand_over_after_a_newer_one_is_told(begun: Place, carried: Place, tmp_path: Path) -> None:
    carried.redraw(0, 20.0)
    older = handed_back(carried, tmp_path, "older")
    with carried_trial(handed_out(begun, tmp_path, "newer"), tmp_path / "two") as newer:
        newer.redraw(0, 21.0)
        taken_back(begun, handed_back(newer, tmp_path, "reads-newer"))
    plan = looked_at(begun, older)
    assert [one.kind for one in plan.open] == [ConflictKind.OLDER, ConflictKind.CELL]
    assert plan.open[1].where == "T01, BL"
    assert (plan.open[1].here, plan.open[1].theirs) == (
        "MEASURED, 21.0 × 12.0 mm",
        "MEASURED, 20.0 × 12.0 mm",
    )
    taken_back(begun, older, Side.THEIRS)
    assert begun.millimetres() == ["20.0", "", ""]


def test_only_the_reader_hands_back_and_only_a_data_manager_takes_back(
    begun: Place, carried: Place, tmp_path: Path
) -> None:
    with pytest.raises(NotAllowed, match="do not fit"):
        hand_back(carried.store, tmp_path / "reads", "not-the-password")
    with pytest.raises(Refusal, match="was not handed out from another trial"):
        hand_back(begun.store, tmp_path / "reads", PASSWORD)
    carried.sign(0)
    path = handed_back(carried, tmp_path)
    begun.act(OTHER_READER)
    with opened_reads(path) as file:
        with pytest.raises(NotAllowed, match="take reads back"):
            look(begun.store, file)
        with pytest.raises(NotAllowed, match="take reads back"):
            take_back(begun.store, file, {}, "")


def test_what_changes_between_looking_and_taking_is_asked_again(
    begun: Place, carried: Place, tmp_path: Path
) -> None:
    carried.redraw(0, 30.0)
    path = handed_back(carried, tmp_path)
    assert looked_at(begun, path).conflicts == ()
    begun.act(READER)
    begun.redraw(0, 31.0)
    begun.act(MANAGER)
    with opened_reads(path) as file, pytest.raises(Refusal, match="nobody has decided yet"):
        take_back(begun.store, file, {}, "")
    assert begun.millimetres() == ["31.0", "", ""]


def test_without_accounts_reads_travel_by_the_readers_name(tmp_path: Path) -> None:
    with central_trial(tmp_path / "central", accounts=False) as central:
        from measurements.handover.hand_out import hand_out

        central.reader = "zhou"
        cases = hand_out(central.store, "zhou", tmp_path / "cases", (), "", silent)
        path, _ = unpack(cases.path, tmp_path / "laptop", silent)
        with open_trial(path, writing=True) as store:
            carried = Place(store, type(central.case)(store, who="zhou"), "zhou")
            carried.draw(0)
            reads = hand_back(store, tmp_path / "reads", "").path
        with opened_reads(reads) as file:
            assert not file.seal.by_key
            assert take_back(central.store, file, {}, "").codes == ("HN-017",)
        assert central.millimetres() == ["24.3", "", ""]
        assert verify(central.store).holds
