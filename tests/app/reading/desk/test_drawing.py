"""What drawing does at the desk, on a real trial file and without a window."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.importing import bring_in, look_through
from app.reading.desk.desk import ReadingDesk
from app.reading.desk.drawing import Drawing
from app.reading.desk.history import History
from app.session import Session
from measurements.lesion import State
from measurements.recist.response import Response
from tests.app.reading.at_the_desk import (
    at,
    caliper,
    draw,
    draw_at,
    in_hand,
    read_all,
    stored,
)
from tests.app.reading.scans import DAYS, FRESH, LIVER, LUNG, SUBJECT
from tests.dicom_files import uid, write_ct_series


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
    session: Session, desk: ReadingDesk, history: History, told: list[str]
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
    history.undo()
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
    Drawing(desk).draw(((0.0, 0.0, 0.0), (9.0, 0.0, 0.0)), None, series, 0)
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
    Drawing(desk).move_label(lesion.uid, desk.current.uid, (1.0, 2.0, 3.0))
    before = caliper(desk, lesion)
    (x, y, z), end = FRESH.long_lps(2)
    assert before is not None
    picture = (before.series_key, before.sop_uid, before.frame)
    Drawing(desk).redraw(lesion.uid, ((x - 1.0, y, z), end), FRESH.short_lps(2), desk.current.uid, picture)
    after = caliper(desk, lesion)
    assert after is not None
    assert (str(before.long_mm), str(after.long_mm)) == ("14.0", "15.0")
    assert (after.sop_uid, after.label_lps) == (before.sop_uid, (1.0, 2.0, 3.0))
    assert desk.case.measurements[lesion.uid, desk.current.uid].state is State.EQUIVOCAL


def test_a_line_across_an_axis_that_stands_alone_is_its_short_axis(
    session: Session, desk: ReadingDesk, history: History, told: list[str]
) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG, short=False)
    Drawing(desk).move_label(desk.case.lesions[0].uid, desk.current.uid, (1.0, 2.0, 3.0))
    draw_at(session, desk, LUNG.short_lps(0), LUNG.place)
    assert stored(session)[1] == {("T01", "BL", "MEASURED", "30.0", "22.0")}
    assert told == ["The line across is the short axis of T01, at a right angle: 30.0 × 22.0 mm."]
    drawn = caliper(desk, desk.case.lesions[0])
    assert drawn is not None
    assert (drawn.long_lps, drawn.label_lps) == (LUNG.long_lps(0), (1.0, 2.0, 3.0))
    history.undo()
    assert stored(session)[1] == {("T01", "BL", "MEASURED", "30.0", "None")}


def test_while_it_is_drawn_the_line_across_counts_as_the_short_axis(
    session: Session, desk: ReadingDesk
) -> None:
    at(desk, session, 0)
    draw(session, desk, LUNG, short=False)
    desk.set_nodal(True)
    series = desk.series(desk.current)[0]
    with session.store.reading() as trial:
        whole = trial.series_with_slices(series.key)
    assert whole is not None
    view = Drawing(desk).draft(LUNG.short_lps(0), None, whole, LUNG.place)
    assert view is not None
    assert str(view.case.value_mm(view.case.lesions[0], view.current)) == "22.0"
    assert desk.case.value_mm(desk.case.lesions[0], desk.current) is None
