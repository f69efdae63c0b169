"""What a reader changed out there and somebody changed here of the same read: shown, chosen, never mixed."""

from dataclasses import replace
from pathlib import Path

import pytest

from measurements.case.commands import AddLesion, CommentOnLesion, InOneStep, PutMeasurement, RemoveLesion
from measurements.case.evidence_commands import ReopenTimepoint, UnlockSignature
from measurements.case.verification import verify
from measurements.handover.conflict import Conflict, ConflictKind, Difference, Side
from measurements.refusal import Refusal
from measurements.storage.rows import UnlockRow
from tests.accounts import MANAGER, READER
from tests.measurements.handover.travelling import (
    Place,
    carried_trial,
    handed_back,
    handed_out,
    looked_at,
    state_of,
    taken_back,
)
from tests.measurements.samples import measured


def cell_by_cell(conflict: Conflict) -> Side:
    return Side.THEIRS if conflict.where == "T02, BL" else Side.HERE


def test_measurements_changed_at_both_places_are_decided_one_by_one(begun: Place, tmp_path: Path) -> None:
    begun.draw(0, 30.0, "T02")
    begun.draw(0, 40.0, "T03")
    with carried_trial(handed_out(begun, tmp_path), tmp_path / "laptop") as carried:
        begun.act(READER)
        for label, here, theirs in (("T01", 24.0, 25.0), ("T02", 31.0, 32.0), ("T03", 41.0, 41.0)):
            begun.redraw(0, here, label)
            carried.redraw(0, theirs, label)
        carried.case.run(CommentOnLesion("lesion T02", "near the nerve"))
        path = handed_back(carried, tmp_path)
    before = state_of(begun)
    conflicts = looked_at(begun, path).conflicts
    assert [(one.kind, one.where, one.here, one.theirs) for one in conflicts] == [
        (ConflictKind.CELL, "T01, BL", "MEASURED, 24.0 × 12.0 mm", "MEASURED, 25.0 × 12.0 mm"),
        (ConflictKind.CELL, "T02, BL", "MEASURED, 31.0 × 12.0 mm", "MEASURED, 32.0 × 12.0 mm"),
    ]
    with pytest.raises(Refusal, match="nobody has decided yet"):
        taken_back(begun, path)
    with pytest.raises(Refusal, match="decided for a reason"):
        taken_back(begun, path, Side.THEIRS, reason="  ")
    assert state_of(begun)[1:] == before[1:]
    taken_back(begun, path, cell_by_cell)
    found = [begun.millimetres(label)[0] for label in ("T01", "T02", "T03")]
    assert found == ["24.0", "32.0", "41.0"]
    with begun.store.whole() as trial:
        assert [one.comment for one in trial.lesions(begun.read.uid)] == ["", "near the nerve", ""]
        assert trial.handovers.take_backs()[0].decisions == (
            "measurement HN-017 T01, BL: here (here: MEASURED, 24.0 × 12.0 mm; "
            "theirs: MEASURED, 25.0 × 12.0 mm)",
            "measurement HN-017 T02, BL: theirs (here: MEASURED, 31.0 × 12.0 mm; "
            "theirs: MEASURED, 32.0 × 12.0 mm)",
        )
    assert verify(begun.store).holds


def test_lesions_of_one_label_begun_at_both_places_are_a_conflict_of_the_read(
    begun: Place, carried: Place, tmp_path: Path
) -> None:
    begun.act(READER)
    begun.draw(0, 30.0, "T02")
    with carried.store.whole() as trial:
        assert trial.lesion("lesion T02") is None
    # Another lesion altogether, which the reader gave the same label.
    other = replace(carried.lesion("T02"), uid="another lesion", site="Larynx")

    put = PutMeasurement(measured(other, carried.timepoints[0], 0, 18.0))
    carried.case.run(InOneStep((AddLesion(other), put)))
    path = handed_back(carried, tmp_path)
    (conflict,) = looked_at(begun, path).conflicts
    assert (conflict.kind, conflict.wins) == (ConflictKind.READ, None)
    assert conflict.differences == (
        Difference("T02", "TARGET, Tongue, left, SBRT", "TARGET, Larynx, left, SBRT"),
        Difference("T02, BL", "MEASURED, 30.0 × 12.0 mm", "MEASURED, 18.0 × 12.0 mm"),
    )
    taken_back(begun, path, Side.THEIRS)
    assert begun.millimetres("T02") == ["18.0", "", ""]
    with begun.store.whole() as trial:
        assert [one.uid for one in trial.lesions(begun.read.uid)] == ["lesion T01", "another lesion"]
    assert verify(begun.store).holds


def test_a_lesion_removed_out_there_and_measured_here_is_a_conflict_of_the_read(
    begun: Place, carried: Place, tmp_path: Path
) -> None:
    begun.act(READER)
    begun.redraw(0, 30.0)
    carried.case.run(RemoveLesion("lesion T01"))
    path = handed_back(carried, tmp_path)
    (conflict,) = looked_at(begun, path).conflicts
    assert conflict.kind is ConflictKind.READ
    taken_back(begun, path, Side.HERE)
    assert begun.millimetres() == ["30.0", "", ""]


def test_what_is_signed_out_there_wins_over_what_is_unsigned_here_and_is_shown(
    begun: Place, carried: Place, tmp_path: Path
) -> None:
    begun.act(READER)
    begun.redraw(0, 30.0)
    carried.sign(0)
    path = handed_back(carried, tmp_path)
    plan = looked_at(begun, path)
    (conflict,) = plan.conflicts
    assert (conflict.kind, conflict.wins, plan.open) == (ConflictKind.READ, Side.THEIRS, ())
    assert (
        Difference("T01, BL", "MEASURED, 30.0 × 12.0 mm", "MEASURED, 24.3 × 12.0 mm") in conflict.differences
    )
    taken_back(begun, path, reason="")
    assert begun.millimetres() == ["24.3", "", ""]
    assert verify(begun.store).holds


def test_what_is_signed_here_wins_over_what_is_unsigned_out_there(
    begun: Place, carried: Place, tmp_path: Path
) -> None:
    begun.act(READER)
    begun.sign(0)
    carried.redraw(0, 30.0)
    path = handed_back(carried, tmp_path)
    (conflict,) = looked_at(begun, path).conflicts
    assert (conflict.kind, conflict.wins) == (ConflictKind.READ, Side.HERE)
    taken = taken_back(begun, path, Side.THEIRS)
    assert (taken.codes, taken.left) == ((), ("HN-017",))
    assert begun.millimetres() == ["24.3", "", ""]
    assert verify(begun.store).holds


def test_signed_at_both_places_is_chosen_and_the_other_signature_is_voided(
    begun: Place, carried: Place, tmp_path: Path
) -> None:
    begun.act(READER)
    begun.sign(0)
    carried.redraw(0, 30.0)
    carried.sign(0)
    path = handed_back(carried, tmp_path)
    (conflict,) = looked_at(begun, path).open
    assert conflict.kind is ConflictKind.READ
    assert (conflict.here, conflict.theirs) == (
        "lesions: 1, answers: 1, signed: BL",
        "lesions: 1, answers: 1, signed: BL",
    )
    taken = taken_back(begun, path, Side.THEIRS)
    assert (taken.signatures, taken.voided) == (1, 1)
    assert begun.millimetres() == ["30.0", "", ""]
    with begun.store.whole() as trial:
        assert len(trial.evidence.signatures(begun.read.uid)) == 2
        assert [one.name for one in trial.evidence.standing(begun.read.uid)] == [READER]
        (unlock,) = trial.evidence.unlocks().values()
        assert unlock.who == MANAGER
        assert unlock.reason.endswith("agreed by phone")
    assert verify(begun.store).holds


def test_a_final_look_out_there_voids_here_what_it_voided_there(begun: Place, tmp_path: Path) -> None:
    read_on = begun
    read_on.sign(0)
    read_on.draw(1, 20.0)
    read_on.sign(1)
    read_on.draw(2, 17.1)
    read_on.sign(2)
    with carried_trial(handed_out(begun, tmp_path), tmp_path / "laptop") as carried:
        carried.case.run(ReopenTimepoint(carried.read.uid, carried.timepoints[1].uid, "margin"))
        carried.redraw(1, 19.0)
        carried.sign(1)
        carried.sign(2)
        path = handed_back(carried, tmp_path)
    assert looked_at(begun, path).conflicts == ()
    taken_back(begun, path)
    assert begun.millimetres() == ["24.3", "19.0", "17.1"]
    with begun.store.whole() as trial:
        assert len(trial.evidence.standing(begun.read.uid)) == 3
        assert len(trial.evidence.signatures(begun.read.uid)) == 5
    assert verify(begun.store).holds


def test_what_only_a_data_manager_unlocks_is_not_unlocked_by_a_file(begun: Place, tmp_path: Path) -> None:
    begun.sign(0)
    with carried_trial(handed_out(begun, tmp_path), tmp_path / "laptop") as carried:
        with carried.store.whole() as trial:
            (signature,) = trial.evidence.standing(carried.read.uid)
        # Past the program, by whoever has the reader's password.
        with carried.store.writing("ReopenTimepoint") as work:
            moment = carried.store.now().isoformat(timespec="seconds")
            work.add(UnlockRow(signature_uid=signature.uid, who=READER, unlocked=moment, reason="mine"))
        carried.redraw(0, 30.0)
        path = handed_back(carried, tmp_path)
    with pytest.raises(Refusal, match="unlocks what only a data manager may unlock"):
        looked_at(begun, path)


def test_unlocked_here_while_the_read_went_on_is_chosen(begun: Place, tmp_path: Path) -> None:
    begun.sign(0)
    with carried_trial(handed_out(begun, tmp_path), tmp_path / "laptop") as carried:
        with begun.store.whole() as trial:
            (signature,) = trial.evidence.standing(begun.read.uid)
        begun.case.run(UnlockSignature(signature.uid, "wrong lesion"))
        carried.draw(1, 20.0)
        carried.sign(1)
        path = handed_back(carried, tmp_path)
    (conflict,) = looked_at(begun, path).open
    assert conflict.kind is ConflictKind.READ
    taken_back(begun, path, Side.THEIRS)
    with begun.store.whole() as trial:
        standing = [one.timepoint_uid for one in trial.evidence.standing(begun.read.uid)]
    assert standing == [begun.timepoints[1].uid]
    assert begun.millimetres() == ["24.3", "20.0", ""]
