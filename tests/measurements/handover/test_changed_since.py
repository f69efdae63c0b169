"""What was changed of the subject, the people and the protocol since the cases left."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from measurements.access.sign_in import PasswordGiven, sign_in
from measurements.case.commands import (
    AddTimepoint,
    AssignStudyToTimepoint,
    InOneStep,
    RenameSubject,
    RenameTimepoint,
    SetProtocol,
)
from measurements.case.enrol import enrol
from measurements.case.evidence_commands import ChangeOwnPassword, ChangePerson, CheckImages, ResetPassword
from measurements.case.verification import verify
from measurements.handover.conflict import ConflictKind, Side
from measurements.handover.hand_back import hand_back
from measurements.handover.unpack import unpack
from measurements.progress import silent
from measurements.protocol.loading import standard_text
from measurements.refusal import NotAllowed, Refusal
from measurements.signature import ImageVerdict
from measurements.storage.store import open_trial
from measurements.trial import TimepointKind
from tests.accounts import GIVEN, PASSWORD, READER, person_uid
from tests.measurements.handover.travelling import (
    Place,
    as_manager,
    carried_trial,
    handed_back,
    handed_out,
    looked_at,
    on_disk,
    read_whole,
    state_of,
    taken_back,
)
from tests.measurements.samples import series, three_scans

NEW_PASSWORD = "heron-anchor-58"


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
