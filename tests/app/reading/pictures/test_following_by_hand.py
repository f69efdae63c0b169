"""Lesions looked for where they are followed to: rings, ghosts, going there."""

from math import dist, sqrt

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu

from app.reading.desk.drawing import Drawing
from app.reading.pictures.ghosts import GhostChoice, Since
from app.reading.pictures.reformat_picture import ReformatPicture
from measurements.case.commands import SetProtocol
from measurements.following import Doubt
from measurements.geometry.vectors import add, middle, scale
from measurements.lesion import Role
from tests.app.reading.pictures.looked_for import TABLE_MM, following
from tests.app.reading.scans import LIVER, LUNG
from tests.app.reading.still_following import StillFollowing
from tests.app.reading.user import CTRL, SHIFT, Opened, Reader
from viewer.shapes import CaliperShape, CircleShape

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

KEY = Qt.Key


def circles(reader: Reader) -> dict[str, CircleShape]:
    """Those of the current picture, on whichever slice, by lesion."""
    labels = {one.uid: one.label for one in reader.desk.case.lesions}
    return {labels[one.id]: one for one in reader.pane._circles}


def ghosts(reader: Reader) -> dict[str, CaliperShape]:
    return {shape.title: shape for shape in reader.pane._shapes if shape.ghost}


def slice_shown(reader: Reader) -> int:
    return reader.pane.viewport().index


def row_text(reader: Reader, number: int) -> tuple[str, str]:
    row = reader.room.panel.lesions.row(reader.desk.case.lesions[number].uid)
    return row.line.site, row.line.remark


def test_a_lesion_is_ringed_where_it_was_followed_to_and_says_how_far_to_look(reader: Reader) -> None:
    assert circles(reader) == {}
    following(reader).put("T01", TABLE_MM)
    (ring,) = circles(reader).values()
    assert ring.centre_lps == pytest.approx(middle(LUNG.long_lps(1)))
    assert (ring.radius_mm, ring.text, ring.check) == (3.0, "T01 \u00b7 within 3 mm", "")
    ghost = ghosts(reader)["T01 \u00b7 BL, day 0"]
    assert middle(ghost.long_lps) == pytest.approx(middle(LUNG.long_lps(1)))
    assert dist(*ghost.long_lps) == pytest.approx(30.0)
    assert ghost.text == "30.0 \u00d7 22.0 mm"


def test_doubt_is_said_in_words_in_ring_row_and_form(reader: Reader) -> None:
    following(reader).put("T01", TABLE_MM, Doubt.PARENCHYMA, radius_mm=10.0)
    ring = circles(reader)["T01"]
    assert (ring.text, ring.check) == ("T01 \u00b7 within 10 mm", "check")
    assert ring.reason.endswith("Check: T01 lies in tissue that moves with the breath, such as the liver.")
    site, remark = row_text(reader, 0)
    assert site.startswith("check")
    assert remark == ring.reason
    assert reader.room.panel.form._remark.text() == ring.reason


def test_how_far_to_look_is_said_to_a_tenth_of_a_millimetre(reader: Reader) -> None:
    following(reader).put("T01", TABLE_MM, radius_mm=3.0677)
    ring = circles(reader)["T01"]
    assert (ring.radius_mm, ring.text) == (3.0677, "T01 \u00b7 within 3.1 mm")
    assert "is to be looked for within 3.1 mm of" in ring.reason


@pytest.mark.parametrize("doubt", list(Doubt))
def test_every_doubt_has_a_sentence(reader: Reader, doubt: Doubt) -> None:
    following(reader).put("T01", TABLE_MM, doubt)
    assert "Check: " in circles(reader)["T01"].reason
    assert "T01" in circles(reader)["T01"].reason.split("Check: ")[1]


def test_a_lesion_outside_the_scan_is_said_to_be_and_nothing_is_drawn_of_it(reader: Reader) -> None:
    assert len(ghosts(reader)) == 2
    following(reader).put("T01", None)
    assert circles(reader) == {}
    assert [title for title in ghosts(reader) if title.startswith("T01")] == []
    assert row_text(reader, 0) == ("outside the scan", "T01 lies outside what this scan shows.")
    assert "T01 lies outside what this scan shows." in reader.wall.current._notes()


def test_progress_stands_in_the_corner(reader: Reader) -> None:
    following(reader).sentence = "Following lesions: 1 of 2"
    following(reader).changed.emit()
    assert reader.wall.current._notes() == ("Following lesions: 1 of 2",)


def test_no_button_moves_when_a_place_comes(reader: Reader) -> None:
    panel = reader.room.panel
    buttons = (panel.form.states[Role.TARGET], panel.next)

    def places() -> list[QPoint]:
        QApplication.processEvents()
        return [one.mapTo(reader.station.window, QPoint()) for one in buttons]

    before = places()
    following(reader).put("T01", TABLE_MM, Doubt.PARENCHYMA, Doubt.EDGE)
    assert panel.form._remark.isVisible()
    assert places() == before


def test_an_answered_lesion_is_not_looked_for_any_more(reader: Reader) -> None:
    following(reader).put("T01", TABLE_MM, Doubt.EDGE)
    assert "T01" in circles(reader)
    reader.draw(LUNG)
    assert circles(reader) == {}
    assert row_text(reader, 0) == ("", "")
    assert "T01 \u00b7 BL, day 0" in ghosts(reader)


def test_choosing_a_lesion_goes_where_it_was_followed_to(reader: Reader) -> None:
    following(reader).put("T02", TABLE_MM)
    reader.key(KEY.Key_Tab)
    assert reader.lesion == "T02"
    assert slice_shown(reader) == LIVER.place
    assert reader.wall.prior.pane.viewport().index == LIVER.place
    reader.key(KEY.Key_Home)
    assert slice_shown(reader) == 0
    reader.key(KEY.Key_Period)
    assert slice_shown(reader) == LIVER.place


def test_a_place_that_comes_late_is_gone_to_by_who_has_not_moved(reader: Reader) -> None:
    reader.key(KEY.Key_Tab)
    assert slice_shown(reader) != LIVER.place  # the tables alone are 6 mm off
    following(reader).put("T02", TABLE_MM)
    assert slice_shown(reader) == LIVER.place


def test_a_place_that_comes_late_leaves_who_has_moved_where_they_are(reader: Reader) -> None:
    reader.key(KEY.Key_Tab)
    reader.key(KEY.Key_Home)
    following(reader).put("T02", TABLE_MM)
    assert slice_shown(reader) == 0


def test_nothing_is_stored_by_following_ghosts_or_going(reader: Reader) -> None:
    before = dict(reader.desk.case.measurements)
    following(reader).put("T01", TABLE_MM)
    for key in (KEY.Key_Period, KEY.Key_Return, KEY.Key_Tab, KEY.Key_B, KEY.Key_Return):
        reader.key(key)
    assert reader.desk.case.measurements == before


@pytest.mark.parametrize("word", ["until-drawn", "never"])
def test_hidden_lengths_leave_a_ring_and_no_line(opened: Opened, word: str) -> None:
    opened.session.case.run(SetProtocol("mine.toml", f'[reading]\nprior_lengths = "{word}"\n'))
    reader = opened.read(1)
    following(reader).put("T01", TABLE_MM)
    assert ghosts(reader) == {}
    assert "T01" in circles(reader)
    reader.key(KEY.Key_D, SHIFT)
    draft = reader.pane._draft_shape()
    assert isinstance(draft, CaliperShape)
    assert dist(*draft.long_lps) == pytest.approx(10.0)  # whatever the lesion is long
    assert middle(draft.long_lps) == pytest.approx(middle(LUNG.long_lps(1)))


# Which ghosts


def test_ghosts_are_chosen_by_timepoint_and_class(opened: Opened) -> None:
    reader = opened.read(1)
    reader.draw(LUNG)
    reader.key(KEY.Key_2, SHIFT)
    reader = opened.read(2)
    assert set(ghosts(reader)) == {
        f"T01 \u00b7 {reader.desk.case.timepoints[1].label}, day 56",
        "T02 \u00b7 BL, day 0",
    }
    button = reader.room.toolbar.ghost_choice
    button.chosen.emit(GhostChoice(Since.BASELINE))
    assert set(ghosts(reader)) == {"T01 \u00b7 BL, day 0", "T02 \u00b7 BL, day 0"}
    button.chosen.emit(GhostChoice(Since.ALL))
    assert len(ghosts(reader)) == 3
    button.chosen.emit(GhostChoice(Since.ALL, frozenset({"LDRT"})))
    assert {title[:3] for title in ghosts(reader)} == {"T01"}


def test_the_choice_is_made_by_keys(reader: Reader) -> None:
    reader.key(KEY.Key_B)
    assert ghosts(reader) == {}
    reader.key(KEY.Key_B, SHIFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    reader.key(KEY.Key_Down)
    reader.key(KEY.Key_Return)
    assert reader.room.toolbar.ghost_choice.choice.since is Since.BASELINE
    assert len(ghosts(reader)) == 2


# On reformats


def with_planes(reader: Reader) -> list[ReformatPicture]:
    """Beside two reformats, coronal and sagittal, through the lesion in hand."""
    reader.key(KEY.Key_5, CTRL)
    reader.key(KEY.Key_Period)
    QApplication.processEvents()
    coronal, sagittal = reader.wall.reformats.pictures
    return [coronal, sagittal]


def test_a_search_circle_is_cut_by_reformats_as_the_ball_it_is(reader: Reader) -> None:
    following(reader).put("T01", TABLE_MM, radius_mm=6.0)
    centre = middle(LUNG.long_lps(1))
    for picture in with_planes(reader):
        normal = picture.cut.normal
        for off_mm in (0.0, 4.0, 7.0):
            reader.wall.reformats.go_to(add(centre, scale(normal, off_mm)))
            shown = picture.pane.circles_shown()
            if off_mm > 6.0:
                assert shown == []
                continue
            view = picture.pane.plane_view()
            assert shown[0].middle_px == pytest.approx(view.px(centre))
            # Within the half millimetre that a plane of the reformat is thick.
            assert shown[0].radius_px / view.zoom == pytest.approx(sqrt(36.0 - off_mm**2), abs=0.25)


def test_circles_and_ghosts_come_to_reformats_that_are_opened_later(reader: Reader) -> None:
    reader.key(KEY.Key_5, CTRL)
    following(reader).put("T01", TABLE_MM)
    reader.key(KEY.Key_1, CTRL)
    reader.key(KEY.Key_5, CTRL)
    reader.key(KEY.Key_Period)
    for picture in reader.wall.reformats.pictures:
        assert [one.shape.id for one in picture.pane.circles_shown()] == [reader.desk.case.lesions[0].uid]
        assert picture.ghosts == []  # it was drawn on slices: an end of it would leave the plane
    reader.key(KEY.Key_X)
    assert reader.wall.reformats.pictures[0].pane.circles_shown() == []


def test_the_ghost_of_a_caliper_of_a_coronal_cut_is_on_the_coronal_cut_alone(opened: Opened) -> None:
    reader = opened.read(0)
    lesion = reader.desk.case.lesions[0]
    coronal, sagittal = with_planes(reader)
    centre = middle(LUNG.long_lps(0))
    ends = (add(centre, (0.0, 0.0, 6.0)), add(centre, (0.0, 0.0, -3.0)))
    stack = reader.wall.current.stack
    assert stack is not None
    Drawing(reader.desk).draw(ends, None, stack.series, LUNG.place, coronal.as_drawn_on)
    reader = opened.read(1)
    following(reader).put("T01", TABLE_MM)
    coronal, sagittal = with_planes(reader)
    assert [one.id.split()[0] for one in coronal.ghosts] == [lesion.uid]
    assert all(not one.id.startswith(lesion.uid) for one in (*sagittal.ghosts, *reader.wall.current.ghosts))
    (ghost,) = [one.shape for one in coronal.pane._calipers() if one.shape.ghost]
    for end, before in zip(ghost.long_lps, ends, strict=True):
        assert end == pytest.approx(add(before, (0.0, 0.0, 6.0)), abs=0.3)
    reader.wall.reformats.go_to(add(centre, (0.0, 5.0, 6.0)))
    assert not any(one.shape.ghost for one in coronal.pane._calipers())


def test_a_ghost_is_not_carried_through_scans_that_do_not_meet(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lesion was looked for in one scan of the first follow-up and drawn on another one."""
    reader = opened.read(1)
    following(reader).put("T01", (30.0, 0.0, 6.0))  # in the scan that it was looked for in
    reader.draw(LUNG)
    reader.key(KEY.Key_E)
    following(reader).put("T01", (9.0, 0.0, 0.0))
    reader.room.toolbar.ghost_choice.chosen.emit(GhostChoice(Since.BASELINE))
    x_mm = middle(LUNG.long_lps(0))[0]
    title = "T01 \u00b7 BL, day 0"
    assert middle(ghosts(reader)[title].long_lps)[0] == pytest.approx(x_mm + 39.0)
    monkeypatch.setattr(StillFollowing, "goes_on", lambda *_: False)
    following(reader).changed.emit()
    # Its middle where the lesion was followed to from its last caliper.
    assert middle(ghosts(reader)[title].long_lps)[0] == pytest.approx(x_mm + 9.0, abs=0.3)
