"""What a hand can do at the desk, on a real trial file and without a window."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.importing import bring_in, look_through
from app.reading.desk import ReadingDesk
from app.reading.site_choices import site_choices
from app.session import Session
from measurements.lesion import RadiationClass, Role, State
from measurements.recist.response import Response
from tests.app.reading.hands import (
    caliper,
    desk_on,
    draw,
    draw_at,
    read_all,
    stored,
    timepoint_uids,
)
from tests.app.reading.scans import DAYS, FRESH, LIVER, LUNG, SUBJECT
from tests.dicom_files import uid, write_ct_series


@pytest.fixture
def desk(session: Session) -> Iterator[ReadingDesk]:
    made = desk_on(session)
    yield made
    made.close()


@pytest.fixture
def told(desk: ReadingDesk) -> list[str]:
    sentences: list[str] = []
    desk.told.connect(sentences.append)
    return sentences


def at(desk: ReadingDesk, session: Session, visit: int) -> None:
    desk.go_to(timepoint_uids(session)[visit])


def in_hand(desk: ReadingDesk) -> str:
    assert desk.active is not None
    return desk.active.label


# Drawing


def test_drawing_with_no_lesion_in_hand_starts_one(
    qtbot: QtBot, session: Session, desk: ReadingDesk, told: list[str]
) -> None:
    at(desk, session, 0)
    with qtbot.waitSignals([desk.saved, desk.caseChanged, desk.activeChanged]):
        draw(session, desk, LUNG)
    lesions, said = stored(session)
    assert lesions.keys() == {"T01"}
    assert said == {("T01", "BL", "MEASURED", "30.0", "22.0")}
    assert in_hand(desk) == "T01"
    assert told == []


def test_what_is_stored_are_the_points_and_the_picture_they_were_drawn_on(
    session: Session, desk: ReadingDesk
) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    assert desk.active is not None
    drawn = caliper(desk, desk.active)
    assert drawn is not None
    assert (drawn.long_lps, drawn.short_lps) == (LUNG.long_lps(0), LUNG.short_lps(0))
    series = uid("series", uid("study", SUBJECT, DAYS[0]))
    assert drawn.series_key == series
    # Files are numbered from the feet, slices from the head.
    assert drawn.sop_uid == uid("instance", series, 11 - LUNG.place)


def test_drawing_far_from_the_lesion_in_hand_starts_another_at_its_first_timepoint(
    session: Session, desk: ReadingDesk, told: list[str]
) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    draw(session, desk, LIVER)
    _, said = stored(session)
    assert said == {("T01", "BL", "MEASURED", "30.0", "22.0"), ("T02", "BL", "MEASURED", "24.0", "18.0")}
    assert in_hand(desk) == "T02"
    assert told == []


def test_drawing_on_the_lesion_in_hand_draws_it_again_and_says_so(
    session: Session, desk: ReadingDesk, told: list[str]
) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    z = LUNG.long_lps(0)[0][2]
    draw_at(session, desk, ((-30.0, -12.0, z), (-4.0, -12.0, z)), LUNG.place)
    _, said = stored(session)
    assert said == {("T01", "BL", "MEASURED", "26.0", "None")}
    assert told == ["T01 was drawn again: 30.0 mm is now 26.0 mm. Ctrl+Z brings the earlier one back."]


@pytest.mark.parametrize(("between_mm", "lesions"), [(20.0, {"T01"}), (20.2, {"T01", "T02"})])
def test_as_far_as_two_calipers_can_touch_they_are_of_one_lesion(
    session: Session, desk: ReadingDesk, between_mm: float, lesions: set[str]
) -> None:
    at(desk, session, 0)
    for x in (-20.0, -20.0 + between_mm):
        draw_at(session, desk, ((x - 10.0, 0.0, 15.0), (x + 10.0, 0.0, 15.0)))
    assert stored(session)[0].keys() == lesions


def test_at_a_follow_up_the_lesion_in_hand_is_measured_and_drawn_again_wherever_it_is_drawn(
    session: Session, desk: ReadingDesk, told: list[str]
) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    at(desk, session, 1)
    draw(session, desk, LUNG)
    assert told == []
    draw(session, desk, LIVER)
    lesions, said = stored(session)
    assert lesions.keys() == {"T01"}
    assert said == {("T01", "BL", "MEASURED", "30.0", "22.0"), ("T01", "TP1", "MEASURED", "16.0", "12.0")}
    assert told == ["T01 was drawn again: 20.0 mm is now 16.0 mm. Ctrl+Z brings the earlier one back."]
    desk.undo()
    assert ("T01", "TP1", "MEASURED", "20.0", "16.0") in stored(session)[1]


def test_drawing_with_nothing_in_hand_at_a_follow_up_is_a_new_lesion(
    session: Session, desk: ReadingDesk, told: list[str]
) -> None:
    read_all(session, desk)
    desk.activate(None)
    draw(session, desk, FRESH)
    assert told == ["NEW01 is a new lesion, seen first at TP2. Ctrl+Z takes it back."]
    assert ("NEW01", "TP2", "UNEQUIVOCAL", "14.0", "11.0") in stored(session)[1]
    call = desk.case.call_at(desk.current)
    assert call is not None
    assert call.new == "Y"
    assert call.overall is Response.PD


def test_the_sixth_lesion_drawn_at_baseline_is_no_target(session: Session, desk: ReadingDesk) -> None:
    at(desk, session, 0)
    for y in (-40.0, -20.0, 0.0, 20.0, 40.0, 48.0):
        desk.activate(None)
        draw_at(session, desk, ((-6.0, y, 15.0), (6.0, y, 15.0)))
    lesions, said = stored(session)
    assert lesions.keys() == {"T01", "T02", "T03", "T04", "T05", "NT01"}
    assert ("NT01", "BL", "PRESENT", "12.0", "None") in said


def test_a_series_that_cannot_be_measured_is_named_and_nothing_is_stored(
    session: Session, desk: ReadingDesk, told: list[str], tmp_path: Path
) -> None:
    study = uid("study", SUBJECT, DAYS[0])
    write_ct_series(
        tmp_path / "without spacing",
        pixel_spacing=None,
        patient_id=SUBJECT,
        study_uid=study,
        series_uid="1.2.3",
        StudyDate=DAYS[0],
    )
    bring_in(session.store, look_through([tmp_path / "without spacing"]))
    with session.store.reading() as trial:
        series = trial.series_with_slices("1.2.3")
    assert series is not None
    at(desk, session, 0)
    desk.draw(((0.0, 0.0, 0.0), (9.0, 0.0, 0.0)), None, series, 0)
    assert len(told) == 1
    assert told[0].startswith("Nothing can be measured on this series: ")
    assert series.issues[0].text in told[0]
    assert stored(session) == ({}, set())
    assert desk.active is None


def test_an_end_pulled_replaces_the_points_and_keeps_slice_label_and_state(
    session: Session, desk: ReadingDesk
) -> None:
    read_all(session, desk)
    desk.activate(None)
    draw(session, desk, FRESH)
    lesion = desk.active
    assert lesion is not None
    desk.set_state(State.EQUIVOCAL)
    desk.move_label(lesion.uid, desk.current.uid, (1.0, 2.0, 3.0))
    before = caliper(desk, lesion)
    (x, y, z), end = FRESH.long_lps(2)
    desk.redraw(lesion.uid, ((x - 1.0, y, z), end), FRESH.short_lps(2), desk.current.uid)
    after = caliper(desk, lesion)
    assert before is not None
    assert after is not None
    assert (str(before.long_mm), str(after.long_mm)) == ("14.0", "15.0")
    assert (after.sop_uid, after.label_lps) == (before.sop_uid, (1.0, 2.0, 3.0))
    assert desk.case.measurements[lesion.uid, desk.current.uid].state is State.EQUIVOCAL


# What is seen


@pytest.mark.parametrize("state", [State.ABSENT, State.TOO_SMALL, State.NOT_EVALUABLE])
def test_a_target_at_a_follow_up_takes_a_state_in_place_of_its_caliper(
    session: Session, desk: ReadingDesk, told: list[str], state: State
) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    at(desk, session, 1)
    draw(session, desk, LUNG)
    desk.set_state(state)
    assert ("T01", "TP1", state.value, "None", "None") in stored(session)[1]
    assert told == ["The caliper of T01, 20.0 mm, was taken away. Ctrl+Z brings it back."]
    desk.undo()
    assert ("T01", "TP1", "MEASURED", "20.0", "16.0") in stored(session)[1]


def test_a_target_is_not_called_measured_before_it_is_drawn(
    session: Session, desk: ReadingDesk, told: list[str]
) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    at(desk, session, 1)
    desk.set_state(State.MEASURED)
    assert told == ["Draw T01 to measure it."]
    assert len(stored(session)[1]) == 1


def test_a_target_drawn_after_a_state_is_measured(session: Session, desk: ReadingDesk) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    at(desk, session, 1)
    desk.set_state(State.ABSENT)
    draw(session, desk, LUNG)
    assert ("T01", "TP1", "MEASURED", "20.0", "16.0") in stored(session)[1]


def test_a_lesion_that_is_no_target_keeps_its_caliper_beside_a_state(
    session: Session, desk: ReadingDesk
) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    desk.set_role(Role.NON_TARGET)
    at(desk, session, 1)
    draw(session, desk, LUNG)
    desk.set_state(State.INCREASED)
    assert ("NT01", "TP1", "INCREASED", "20.0", "16.0") in stored(session)[1]
    draw_at(session, desk, LUNG.long_lps(1), LUNG.place)
    assert ("NT01", "TP1", "INCREASED", "20.0", "None") in stored(session)[1]


@pytest.mark.parametrize("state", [State.ABSENT, State.NOT_EVALUABLE])
def test_what_is_drawn_after_all_was_not_absent(session: Session, desk: ReadingDesk, state: State) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    desk.set_role(Role.NON_TARGET)
    at(desk, session, 1)
    desk.set_state(state)
    draw(session, desk, LUNG)
    assert ("NT01", "TP1", "PRESENT", "20.0", "16.0") in stored(session)[1]


def test_without_a_lesion_in_hand_a_state_is_said_of_nothing(
    session: Session, desk: ReadingDesk, told: list[str]
) -> None:
    at(desk, session, 0)
    desk.set_state(State.ABSENT)
    desk.set_class(RadiationClass.SBRT)
    assert told == ["Choose a lesion first, or press N for a new one."] * 2
    assert stored(session) == ({}, set())


def test_a_node_without_its_short_axis_is_wanted_and_the_call_waits(
    session: Session, desk: ReadingDesk
) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG, short=False)
    lesion = desk.active
    assert lesion is not None
    assert desk.case.is_answered(lesion, desk.current)
    desk.set_nodal(True)
    assert not desk.case.is_answered(lesion, desk.current)
    assert desk.case.value_mm(desk.case.lesions[0], desk.current) is None
    call = desk.case.call_at(desk.current)
    assert call is not None
    assert (call.targets_expected, call.targets_assessed, call.sum_mm) == (1, 0, None)
    at(desk, session, 1)
    assert desk.active == desk.case.lesions[0]
    draw(session, desk, LUNG)
    call = desk.case.call_at(desk.current)
    assert call is not None
    assert call.overall is Response.NE
    at(desk, session, 0)
    draw(session, desk, LUNG)
    call = desk.case.call_at(desk.current)
    assert call is not None
    assert str(call.sum_mm) == "22.0"
    after = desk.case.call_at(desk.case.timepoints[1])
    assert after is not None
    assert str(after.sum_mm) == "16.0"
    assert after.overall is Response.SD


def test_the_three_timepoints_are_called_as_measured(session: Session, desk: ReadingDesk) -> None:
    read_all(session, desk)
    calls = [desk.case.call_at(timepoint) for timepoint in desk.case.timepoints]
    assert [(str(call.sum_mm), call.overall) for call in calls if call is not None] == [
        ("54.0", None),
        ("36.0", Response.PR),
        ("51.0", Response.PD),
    ]


# Lesions


def test_n_begins_one_lesion_until_that_is_drawn(session: Session, desk: ReadingDesk) -> None:
    at(desk, session, 0)
    desk.new_lesion()
    desk.new_lesion()
    assert stored(session)[0].keys() == {"T01"}
    draw(session, desk, LUNG)
    assert stored(session)[1] == {("T01", "BL", "MEASURED", "30.0", "22.0")}
    desk.new_lesion()
    assert stored(session)[0].keys() == {"T01", "T02"}
    draw(session, desk, LUNG)
    assert ("T02", "BL", "MEASURED", "30.0", "22.0") in stored(session)[1]


def test_n_at_a_follow_up_begins_a_new_lesion(session: Session, desk: ReadingDesk) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    at(desk, session, 1)
    desk.new_lesion()
    lesions, _ = stored(session)
    assert lesions["NEW01"].role is Role.NEW
    assert lesions["NEW01"].first_timepoint_uid == desk.current.uid
    assert in_hand(desk) == "NEW01"


@pytest.mark.parametrize(
    ("drawn", "role", "label", "said"),
    [
        (True, Role.NON_TARGET, "NT01", {("NT01", "BL", "PRESENT", "30.0", "22.0")}),
        (False, Role.NON_TARGET, "NT01", set()),
    ],
)
def test_a_target_moved_to_the_other_list_gets_its_label_and_state(
    session: Session, desk: ReadingDesk, drawn: bool, role: Role, label: str, said: set[object]
) -> None:
    at(desk, session, 0)
    desk.new_lesion()
    if drawn:
        draw(session, desk, LUNG)
    desk.set_role(role)
    assert stored(session)[0].keys() == {label}
    assert stored(session)[1] == said
    assert in_hand(desk) == label


def test_a_non_target_moved_back_is_measured_where_it_was_drawn_and_open_where_it_was_not(
    session: Session, desk: ReadingDesk
) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    desk.set_role(Role.NON_TARGET)
    desk.set_role(Role.TARGET)
    assert stored(session)[1] == {("T01", "BL", "MEASURED", "30.0", "22.0")}
    desk.new_lesion()
    desk.set_role(Role.NON_TARGET)
    desk.set_state(State.PRESENT)
    desk.set_role(Role.TARGET)
    assert stored(session)[0].keys() == {"T01", "T02"}
    assert stored(session)[1] == {("T01", "BL", "MEASURED", "30.0", "22.0")}


def test_a_lesion_followed_to_a_second_timepoint_keeps_its_list(
    session: Session, desk: ReadingDesk, told: list[str]
) -> None:
    read_all(session, desk)
    at(desk, session, 0)
    before = stored(session)
    desk.set_role(Role.NON_TARGET)
    assert len(told) == 1
    assert "T02 stays TARGET" in told[0]
    assert stored(session) == before
    assert in_hand(desk) == "T02"


def test_class_node_and_a_site_of_the_readers_own(session: Session, desk: ReadingDesk) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    desk.set_class(RadiationClass.LDRT)
    desk.set_site("Behind the spleen")
    desk.set_nodal(True)
    lesion = stored(session)[0]["T01"]
    assert (lesion.radiation, lesion.site, lesion.organ, lesion.nodal) == (
        RadiationClass.LDRT,
        "Behind the spleen",
        "Behind the spleen",
        True,
    )


def test_a_site_of_the_list_brings_organ_side_and_whether_it_is_a_node(
    session: Session, desk: ReadingDesk
) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    desk.set_site("oropharynx, LEFT")
    lesion = stored(session)[0]["T01"]
    assert (lesion.organ, lesion.laterality, lesion.nodal) == ("oropharynx", "left", False)
    desk.set_site("Larynx")
    lesion = stored(session)[0]["T01"]
    assert (lesion.organ, lesion.laterality, lesion.nodal) == ("larynx", "", False)
    node = next(one for one in site_choices() if one.site.nodal and one.laterality == "right")
    desk.set_site(node.text)
    lesion = stored(session)[0]["T01"]
    assert (lesion.organ, lesion.laterality, lesion.nodal) == ("lymph node", "right", True)
    assert lesion.site == node.text


def test_removing_takes_the_measurement_first_and_the_empty_lesion_next(
    session: Session, desk: ReadingDesk
) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    desk.remove_measurement()
    assert stored(session)[0].keys() == {"T01"}
    assert stored(session)[1] == set()
    desk.remove_measurement()
    assert stored(session) == ({}, set())
    assert desk.active is None


def test_removing_at_a_follow_up_never_takes_a_lesion_measured_elsewhere(
    session: Session, desk: ReadingDesk
) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    at(desk, session, 1)
    desk.remove_measurement()
    assert stored(session)[1] == {("T01", "BL", "MEASURED", "30.0", "22.0")}


# Undo


def test_undo_brings_a_removed_lesion_back_with_all_its_measurements(
    session: Session, desk: ReadingDesk
) -> None:
    read_all(session, desk)
    before = stored(session)
    assert desk.active is not None
    removed = desk.active
    desk.remove_lesion(removed.uid)
    assert "T02" not in stored(session)[0]
    assert len(stored(session)[1]) == 3
    assert desk.active is None
    desk.undo()
    assert stored(session) == before
    assert desk.active == removed
    desk.redo()
    assert "T02" not in stored(session)[0]


def test_undo_and_redo_go_through_all_that_was_done(session: Session, desk: ReadingDesk) -> None:
    at(desk, session, 0)
    steps: list[Callable[[], None]] = [
        lambda: draw(session, desk, LUNG),
        lambda: desk.set_class(RadiationClass.SBRT),
        lambda: desk.set_site("Larynx"),
        lambda: desk.set_role(Role.NON_TARGET),
        lambda: draw(session, desk, LIVER),
        desk.remove_measurement,
    ]
    states = [stored(session)]
    for step in steps:
        step()
        states.append(stored(session))
    assert all(one != other for one, other in pairwise(states))
    for state in reversed(states[:-1]):
        assert desk.can_undo
        desk.undo()
        assert stored(session) == state
    assert not desk.can_undo
    desk.undo()
    for state in states[1:]:
        assert desk.can_redo
        desk.redo()
        assert stored(session) == state
    assert not desk.can_redo


def test_undo_stays_within_this_read(session: Session, desk: ReadingDesk) -> None:
    """That the read was begun is no step of the reader's."""
    at(desk, session, 0)
    assert not desk.can_undo
    desk.undo()
    with session.store.reading() as trial:
        assert len(trial.reads(desk.case.subject.uid)) == 1


def test_undo_shows_the_timepoint_that_it_changed(session: Session, desk: ReadingDesk) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    draw(session, desk, LIVER)
    at(desk, session, 1)
    desk.activate(desk.case.lesions[0].uid)
    draw(session, desk, LUNG)
    at(desk, session, 0)
    desk.activate(desk.case.lesions[1].uid)
    desk.undo()
    assert desk.current.label == "TP1"
    assert in_hand(desk) == "T01"
    desk.undo()
    assert desk.current.label == "BL"
    assert stored(session)[1] == {("T01", "BL", "MEASURED", "30.0", "22.0")}
    desk.redo()
    desk.redo()
    assert desk.current.label == "TP1"
    assert in_hand(desk) == "T01"


# What cannot be done


def test_a_refusal_is_told_and_leaves_everything_as_it_was(
    qtbot: QtBot, session: Session, desk: ReadingDesk, told: list[str]
) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    before, active, can_redo = stored(session), desk.active, desk.can_redo
    with qtbot.assertNotEmitted(desk.saved), qtbot.waitSignal(desk.caseChanged):
        desk.set_state(State.ABSENT)
    assert told == ["T01 at BL has to be measured: a lesion that cannot be is no target."]
    assert stored(session) == before
    assert (desk.active, desk.can_redo) == (active, can_redo)
    desk.undo()
    assert stored(session) == ({}, set())


# What is in hand


def test_a_timepoint_hangs_beside_the_one_before_it(session: Session, desk: ReadingDesk) -> None:
    uids = timepoint_uids(session)
    at(desk, session, 0)
    assert desk.at_baseline
    assert desk.prior is None
    desk.step_timepoint(-1)
    assert desk.current.uid == uids[0]
    desk.step_timepoint(1)
    desk.step_timepoint(1)
    desk.step_timepoint(1)
    assert desk.current.uid == uids[2]
    assert desk.prior is not None
    assert desk.prior.uid == uids[1]
    desk.compare_with(uids[0])
    assert (desk.prior.uid, desk.current.uid) == (uids[0], uids[2])


def test_lesions_are_walked_by_class_around_the_ends_of_the_list(session: Session, desk: ReadingDesk) -> None:
    at(desk, session, 0)
    for seen, radiation in ((LUNG, RadiationClass.UNIRRADIATED), (LIVER, RadiationClass.SBRT)):
        desk.activate(None)
        draw(session, desk, seen)
        desk.set_class(radiation)
    walked = []
    for _ in range(3):
        desk.step_lesion(1)
        walked.append(in_hand(desk))
    assert walked == ["T01", "T02", "T01"]
    assert [lesion.label for lesion in desk.ordered()] == ["T02", "T01"]
    desk.step_lesion(-1)
    assert in_hand(desk) == "T02"


def test_a_timepoint_opens_with_the_first_lesion_still_to_answer(session: Session, desk: ReadingDesk) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG)
    draw(session, desk, LIVER)
    desk.activate(None)
    at(desk, session, 1)
    assert in_hand(desk) == "T01"
    draw(session, desk, LUNG)
    desk.activate(None)
    at(desk, session, 0)
    desk.activate(None)
    at(desk, session, 1)
    assert in_hand(desk) == "T02"
