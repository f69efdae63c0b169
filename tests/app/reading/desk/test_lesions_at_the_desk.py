"""Lesions begun, described, moved to another list and removed at the desk."""

import pytest

from app.reading.desk.desk import ReadingDesk
from app.reading.desk.site_choices import site_choices
from app.session import Session
from measurements.lesion import RadiationClass, Role, State
from tests.app.reading.at_the_desk import (
    at,
    draw,
    in_hand,
    read_all,
    stored,
)
from tests.app.reading.scans import LUNG


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
