"""Reads come back whole, nothing is overwritten unsaid, what differs is decided before any writing."""

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from measurements.access.passwords import seal_holds
from measurements.access.sign_in import PasswordGiven, sign_in
from measurements.annotation import KeyImage
from measurements.case.commands import (
    AddKeyImage,
    AddLesion,
    AddTimepoint,
    AssignStudyToTimepoint,
    BeginRead,
    CommentOnLesion,
    InOneStep,
    PutMeasurement,
    RemoveLesion,
    RenameSubject,
    RenameTimepoint,
    SetProtocol,
)
from measurements.case.enrol import enrol
from measurements.case.evidence_commands import (
    ChangeOwnPassword,
    ChangePerson,
    CheckImages,
    ReopenTimepoint,
    ResetPassword,
    UnlockSignature,
)
from measurements.case.signed_content import statement
from measurements.case.verification import verify
from measurements.handover.conflict import Conflict, ConflictKind, Difference, Side
from measurements.handover.hand_back import hand_back
from measurements.handover.read_rows import rows_now
from measurements.handover.reads_file import opened_reads
from measurements.handover.take_back import look, take_back
from measurements.handover.unpack import unpack
from measurements.progress import silent
from measurements.protocol.loading import standard_text
from measurements.refusal import NotAllowed, Refusal
from measurements.signature import ImageVerdict
from measurements.storage.audit import AuditEntry
from measurements.storage.rows import SignatureRow, UnlockRow
from measurements.storage.store import open_trial
from measurements.trial import Read, TimepointKind
from tests.accounts import GIVEN, MANAGER, OTHER_READER, PASSWORD, READER, person_uid
from tests.measurements.handover.travelling import (
    Place,
    carried_trial,
    central_trial,
    handed_back,
    handed_out,
    looked_at,
    on_disk,
    taken_back,
)
from tests.measurements.samples import measured, series, three_scans

pytestmark = pytest.mark.usefixtures("quick_passwords")

NEW_PASSWORD = "heron-anchor-58"


@pytest.fixture
def central(tmp_path: Path) -> Iterator[Place]:
    with central_trial(tmp_path / "central") as place:
        yield place


@pytest.fixture
def begun(central: Place) -> Place:
    """A target was measured at the baseline before the cases left."""
    central.act(READER)
    central.check_images()
    central.case.run(BeginRead(Read("a-read", central.subject.uid, READER)))
    central.draw(0)
    return central


@pytest.fixture
def carried(begun: Place, tmp_path: Path) -> Iterator[Place]:
    with carried_trial(handed_out(begun, tmp_path), tmp_path / "laptop") as place:
        yield place


def state_of(place: Place) -> tuple[object, ...]:
    """Everything that a file of reads could change."""
    with place.store.whole() as trial:
        return trial.chain_end(), rows_now(trial), trial.evidence.image_checks()


def read_whole(place: Place) -> None:
    place.sign(0)
    place.draw(1, 20.0)
    place.sign(1)
    place.draw(2, 17.1)
    place.sign(2)
    place.complete()


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


# What both have changed


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


# What was changed here of the subject, the people and the protocol


def as_manager(place: Place, *commands: object) -> None:
    place.act(MANAGER)
    for command in commands:
        place.case.run(command)  # type: ignore[arg-type]  # each is a command


def renamed(place: Place) -> None:
    as_manager(place, RenameSubject(place.subject.uid, "HN-999"))


def relabelled(place: Place) -> None:
    as_manager(place, RenameTimepoint(place.timepoints[2].uid, "W12"))


def study_moved(place: Place) -> None:
    with place.store.whole() as trial:
        study = trial.studies(place.subject.uid)[2]
    as_manager(place, AssignStudyToTimepoint(study.uid, place.timepoints[1].uid))


def other_protocol(place: Place) -> None:
    as_manager(
        place, SetProtocol("other.toml", standard_text().replace("final_look = true", "final_look = false"))
    )


def new_key_here(place: Place) -> None:
    as_manager(place, ResetPassword(person_uid(READER), NEW_PASSWORD))


def switched_off(place: Place) -> None:
    as_manager(place, ChangePerson(person_uid(READER), "Dr Li Wei", frozenset({place_role()}), False))


def place_role() -> object:
    from measurements.people import Role

    return Role.RADIOLOGIST


def failed_check(place: Place) -> None:
    as_manager(place, CheckImages(place.timepoints[0].uid, ImageVerdict.FAIL, (), "motion"))


def other_pictures(place: Place) -> None:
    """One of the series got another slice since."""
    scan = three_scans(folder=str(place.store.path.parent / "DOE_JANE"))[2]
    longer = series(scan.series_uid, study_uid=scan.study_uid, study_date=scan.study_date, count=4)
    root = str(place.store.path.parent / "DOE_JANE")
    longer = replace(longer, slices=tuple(replace(one, path=f"{root}/{one.path}") for one in longer.slices))
    enrol(place.store, [on_disk(longer)])


@pytest.mark.parametrize(
    ("change", "kind", "here", "theirs"),
    [
        (renamed, ConflictKind.CODE, "HN-999", "HN-017"),
        (relabelled, ConflictKind.SCHEDULE, "W12", "TP2"),
        (study_moved, ConflictKind.SCHEDULE, "TP1 (follow-up, day 56, 2 series)", "TP2 (follow-up, day 119"),
        (other_protocol, ConflictKind.PROTOCOL, "version", "version"),
        (new_key_here, ConflictKind.ACCOUNT, "key ", "key "),
        (switched_off, ConflictKind.ASSIGNMENT, "the account is switched off", "handed out 2026-03-01"),
        (failed_check, ConflictKind.IMAGE_CHECK, "fail motion", "pass"),
        (other_pictures, ConflictKind.PICTURES, "4 slices", "3 slices"),
    ],
)
def test_what_was_changed_here_since_is_told_and_decided(
    begun: Place,
    carried: Place,
    tmp_path: Path,
    change: Callable[[Place], None],
    kind: ConflictKind,
    here: str,
    theirs: str,
) -> None:
    change(begun)
    carried.sign(0)
    carried.draw(1, 20.0)
    path = handed_back(carried, tmp_path)
    before = state_of(begun)
    plan = looked_at(begun, path)
    (conflict,) = plan.open
    assert conflict.kind is kind
    assert here in conflict.here
    assert theirs in conflict.theirs
    with pytest.raises(Refusal, match="nobody has decided yet"):
        taken_back(begun, path)
    assert state_of(begun)[1:] == before[1:]
    taken = taken_back(begun, path, Side.THEIRS)
    assert begun.millimetres()[:2] == ["24.3", "20.0"]
    # A signature that rests on what is otherwise here comes in voided; all others stand.
    found = verify(begun.store).findings
    assert [one for one in found if not one.remark] == []
    assert taken.voided == (1 if kind is ConflictKind.PROTOCOL else 0)


def test_left_out_by_decision_nothing_of_the_read_is_taken(
    begun: Place, carried: Place, tmp_path: Path
) -> None:
    renamed(begun)
    carried.redraw(0, 30.0)
    taken = taken_back(begun, handed_back(carried, tmp_path), Side.HERE)
    assert (taken.codes, taken.left) == ((), ("HN-999",))
    assert begun.millimetres() == ["24.3", "", ""]


def test_a_visit_drawn_on_that_is_gone_cannot_be_taken(begun: Place, carried: Place, tmp_path: Path) -> None:
    carried.sign(0)
    carried.draw(1, 20.0)
    carried.sign(1)
    carried.draw(2, 17.0)
    study_moved(begun)
    path = handed_back(carried, tmp_path)
    (conflict,) = looked_at(begun, path).conflicts
    assert (conflict.kind, conflict.wins) == (ConflictKind.SCHEDULE, Side.HERE)
    assert taken_back(begun, path).left == ("HN-017",)


def test_a_later_visit_that_came_meanwhile_is_no_conflict(
    begun: Place, carried: Place, tmp_path: Path
) -> None:
    later = series("1.9.9", study_uid="1.9", study_date="20240801")
    root = str(begun.store.path.parent / "later")
    later = replace(later, slices=tuple(replace(one, path=f"{root}/{one.path}") for one in later.slices))
    enrol(begun.store, [on_disk(later)])
    read_whole(carried)
    path = handed_back(carried, tmp_path)
    assert looked_at(begun, path).conflicts == ()
    assert taken_back(begun, path).voided == 0
    assert verify(begun.store).holds


def test_a_password_changed_out_there_stays_what_it_is_here(
    begun: Place, carried: Place, tmp_path: Path
) -> None:
    carried.case.run(ChangeOwnPassword(PASSWORD, NEW_PASSWORD))
    carried.sign(0, NEW_PASSWORD)
    path = hand_back(carried.store, tmp_path / "reads", NEW_PASSWORD).path
    plan = looked_at(begun, path)
    assert plan.conflicts == ()
    (remark,) = plan.remarks
    assert str(remark) == f"The password of {READER} is another out there: here it stays as it is."
    taken_back(begun, path)
    begun.act(READER, PASSWORD)
    assert verify(begun.store).holds


def test_a_password_that_was_given_is_replaced_out_there_and_stands_here(
    begun: Place, tmp_path: Path
) -> None:
    as_manager(begun, ResetPassword(person_uid(READER), GIVEN))
    path, _ = unpack(handed_out(begun, tmp_path).path, tmp_path / "laptop", silent)
    with open_trial(path, writing=True) as store:
        with pytest.raises(PasswordGiven):
            sign_in(store, READER, GIVEN)
        sign_in(store, READER, GIVEN, new_password=NEW_PASSWORD)
        Place(store, type(begun.case)(store)).sign(0, NEW_PASSWORD)
        back = hand_back(store, tmp_path / "reads", NEW_PASSWORD).path
    plan = looked_at(begun, back)
    assert plan.conflicts == ()
    (remark,) = plan.remarks
    assert str(remark) == (
        f"The password of {READER} is another out there: here it stays the one that was given to them, until "
        "they choose another here."
    )
    taken_back(begun, back)
    with pytest.raises(NotAllowed, match="do not fit"):
        begun.act(READER, NEW_PASSWORD)
    with pytest.raises(PasswordGiven):
        begun.act(READER, GIVEN)
    sign_in(begun.store, READER, GIVEN, new_password=NEW_PASSWORD)
    assert [one for one in verify(begun.store).findings if not one.remark] == []


def test_an_image_check_made_out_there_comes_along(central: Place, tmp_path: Path) -> None:
    with carried_trial(handed_out(central, tmp_path), tmp_path / "laptop") as carried:
        carried.check_images()
        carried.draw(0)
        carried.sign(0)
        taken_back(central, handed_back(carried, tmp_path))
    with central.store.whole() as trial:
        assert {one.who for one in trial.evidence.image_checks().values()} == {READER}
        assert len(trial.evidence.image_checks()) == 3
    assert verify(central.store).holds


# What is forged, of another trial, or not allowed


def test_reads_of_another_trial_are_refused(begun: Place, carried: Place, tmp_path: Path) -> None:
    carried.sign(0)
    path = handed_back(carried, tmp_path)
    with (
        central_trial(tmp_path / "another") as other,
        pytest.raises(Refusal, match="is another than this one"),
    ):
        looked_at(other, path)


def test_a_trial_put_back_to_before_the_hand_over_says_so(begun: Place, tmp_path: Path) -> None:
    begun.store.close()
    shutil.copytree(begun.store.path.parent, tmp_path / "before")
    with ExitStack() as stack:
        path = begun.store.path
        place = Place(stack.enter_context(open_trial(path, writing=True)), begun.case)
        place.case = type(begun.case)(place.store)
        carried = stack.enter_context(carried_trial(handed_out(place, tmp_path), tmp_path / "laptop"))
        carried.sign(0)
        reads = handed_back(carried, tmp_path)
        older = Place(
            stack.enter_context(open_trial(tmp_path / "before" / path.name, writing=True)), place.case
        )
        older.case = type(begun.case)(older.store)
        with pytest.raises(Refusal, match="does not know to have handed out"):
            looked_at(older, reads)


def chained_anew(connection: sqlite3.Connection) -> None:
    """Accounts and signatures gone from the audit as well, and every hash of what is left computed anew."""
    (uid,) = connection.execute("SELECT uid FROM trial").fetchone()
    names = ", ".join(AuditEntry.__slots__)
    entries = [AuditEntry(*row) for row in connection.execute(f"SELECT {names} FROM audit_entry ORDER BY 1")]
    connection.execute("DELETE FROM audit_entry")
    previous, sequence = uid, 0
    for entry in entries:
        if entry.table_name in ("person", "assignment", "signature"):
            continue
        sequence += 1
        forged = replace(entry, sequence=sequence, previous_hash=previous)
        previous = forged.content_hash()
        values = [getattr(replace(forged, hash=previous), name) for name in AuditEntry.__slots__]
        marks = ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO audit_entry ({names}) VALUES ({marks})", values)


def test_a_file_stripped_of_its_accounts_is_not_the_readers(
    begun: Place, carried: Place, tmp_path: Path
) -> None:
    carried.redraw(0, 30.0)
    tables = ("assignment", "person", "signature")
    path = altered(
        handed_back(carried, tmp_path),
        tmp_path,
        *(f"DELETE FROM {one}" for one in tables),
        chain=chained_anew,
    )
    with opened_reads(path) as file:
        assert not file.seal.by_key
    with pytest.raises(Refusal, match="is not sealed by liwei"):
        looked_at(begun, path)


def altered(
    path: Path, folder: Path, *statements: str, chain: Callable[[sqlite3.Connection], None] | None = None
) -> Path:
    """The file with its trial changed by SQL past its triggers, packed and listed anew without a seal."""
    import hashlib

    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    file = folder / "altered.db"
    file.write_bytes(members["trial.longaxis"])
    connection = sqlite3.connect(file)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for one in statements:
        connection.execute(one)
    if chain is not None:
        chain(connection)
    connection.commit()
    connection.close()
    members["trial.longaxis"] = file.read_bytes()
    manifest = json.loads(members["manifest.json"])
    digest = hashlib.sha256(members["trial.longaxis"]).hexdigest()
    manifest["members"]["trial.longaxis"] = [len(members["trial.longaxis"]), digest]
    members["manifest.json"] = json.dumps(manifest).encode()
    seal = json.loads(members["seal.json"])
    seal |= {
        "manifest_hash": hashlib.sha256(members["manifest.json"]).hexdigest(),
        "public_key": "",
        "seal": "",
    }
    members["seal.json"] = json.dumps(seal).encode()
    with zipfile.ZipFile(folder / "altered.longaxis-reads", "w") as new:
        for name, content in members.items():
            new.writestr(name, content)
    return folder / "altered.longaxis-reads"


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE measurement SET long_tenths_mm = 1", "was altered, so nothing of it is taken"),
        ("UPDATE audit_entry SET who = 'osei' WHERE sequence = 5", "was altered, so nothing of it is taken"),
        ("UPDATE signature SET content = '{}'", "was altered, so nothing of it is taken"),
        ("UPDATE trial SET name = 'x'", "is not sealed by liwei"),
    ],
)
def test_what_was_altered_on_the_way_is_refused(
    begun: Place, carried: Place, tmp_path: Path, statement: str, sentence: str
) -> None:
    carried.sign(0)
    path = altered(handed_back(carried, tmp_path), tmp_path, statement)
    before = state_of(begun)
    with pytest.raises(Refusal, match=sentence):
        looked_at(begun, path)
    assert state_of(begun)[1:] == before[1:]


def test_another_ones_seal_is_not_the_readers(begun: Place, carried: Place, tmp_path: Path) -> None:
    """The carried trial sealed by a key of one's own: right in itself, and nobody's of this trial."""
    carried.sign(0)
    from measurements.access.passwords import new_key, opened_key
    from measurements.handover.package import TRIAL, Kind, PackageWriter
    from measurements.storage import sqlite
    from tests.measurements.handover.travelling import Clock

    public_key, sealed_key = new_key(PASSWORD)
    with carried.store.whole() as trial:
        person = trial.evidence.people()[0]
        hand_out = trial.handovers.hand_outs()[0]
    sqlite.backup(carried.store.path, tmp_path / "copy")
    with PackageWriter(tmp_path / "forged", Kind.READS) as package:
        package.add(TRIAL, tmp_path / "copy", compressed=True)
        forger = replace(person, public_key=public_key)
        package.seal(hand_out, forger, "", opened_key(sealed_key, PASSWORD), Clock()())
        package.publish()
    with pytest.raises(Refusal, match="is not sealed by liwei"):
        looked_at(begun, package.path)


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


def test_a_new_visit_by_hand_is_a_schedule_of_its_own(begun: Place, carried: Place, tmp_path: Path) -> None:
    with begun.store.whole() as trial:
        study = trial.studies(begun.subject.uid)[1]
    as_manager(
        begun,
        InOneStep(
            (
                AddTimepoint("visit", begun.subject.uid, "EXTRA", TimepointKind.UNSCHEDULED),
                AssignStudyToTimepoint(study.uid, "visit"),
            )
        ),
    )
    carried.redraw(0, 30.0)
    (conflict,) = looked_at(begun, handed_back(carried, tmp_path)).open
    assert conflict.kind is ConflictKind.SCHEDULE
    assert "EXTRA (unscheduled" in conflict.here
