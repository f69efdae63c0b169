"""What hangs beside what, and how two timepoints scroll together."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.importing import bring_in, look_through
from app.reading.hands.keys import Action
from app.reading.strip import Thumbnail
from measurements.geometry.vectors import middle
from tests.app.reading.at_the_desk import caliper, stored
from tests.app.reading.scans import (
    CORNER_MM,
    DAYS,
    LIVER,
    LUNG,
    PIXEL_MM,
    SLICES,
    SPACING_MM,
    SUBJECT,
    make_trial,
    picture,
)
from tests.app.reading.user import Opened, Reader, is_whole, white_at
from tests.dicom_files import uid, write_ct_series

Key = Qt.Key


def test_baseline_hangs_alone_and_a_follow_up_beside_the_one_before(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    assert shown(reader) == ["Current"]
    assert reader.wall.current.timepoint == reader.desk.case.timepoints[0]
    reader.station.open_read(reader.desk.case.subject.uid, reader.desk.case.timepoints[2].uid)
    assert shown(reader) == ["Prior", "Current"]
    assert reader.wall.prior.timepoint == reader.desk.case.timepoints[1]
    assert reader.wall.current.timepoint == reader.desk.case.timepoints[2]
    QApplication.processEvents()
    assert reader.wall.prior.pane.geometry().right() < reader.pane.x()
    assert reader.wall.active is reader.wall.current


def test_the_prior_picture_is_looked_at_and_never_drawn_on(read_room: Opened) -> None:
    reader = read_room.read(1)
    before = stored(read_room.session)
    prior = reader.wall.prior.pane
    reader.drag(prior, (100, 100), (150, 150), (200, 120))
    reader.click(prior, 150, 200)
    assert stored(read_room.session) == before
    assert reader.wall.active is reader.wall.prior


def shown(reader: Reader) -> list[str]:
    return [picture.name for picture in reader.wall.arrangement.in_sight() if not picture.pane.isHidden()]


def places(reader: Reader) -> tuple[int, int]:
    return (reader.wall.prior.pane.viewport().index, reader.wall.current.pane.viewport().index)


def test_pictures_scroll_together_by_position(unread_room: Opened) -> None:
    """The first follow-up lies 6 mm higher: two slices."""
    reader = unread_room.read(1)
    assert reader.wall.link_text == "Linked · table position"
    assert places(reader) == (3, 5)
    reader.wheel(reader.pane, -2)
    assert places(reader) == (5, 7)
    reader.wheel(reader.wall.prior.pane, 1)
    assert places(reader) == (4, 6)


def test_one_frame_of_reference_is_said(open_on: Callable[[Path], Opened], tmp_path: Path) -> None:
    reader = open_on(make_trial(tmp_path, frame_of_reference="1.2.3.4")).read(1)
    assert reader.wall.link_text == "Linked · same frame"
    reader.wheel(reader.pane, -1)
    assert places(reader) == (4, 6)


def test_a_lesion_measured_in_both_anchors_the_link(read_room: Opened) -> None:
    reader = read_room.read(1)
    reader.click(reader.room.panel.lesions.row(reader.desk.case.lesions[0].uid))
    assert reader.wall.link_text == "Linked · T01"
    assert places(reader) == (LUNG.place, LUNG.place)
    reader.wheel(reader.pane, -2)
    assert places(reader) == (LUNG.place + 2, LUNG.place + 2)
    reader.wheel(reader.wall.prior.pane, 1)
    assert places(reader) == (LUNG.place + 1, LUNG.place + 1)


def test_s_takes_the_link_off_and_on_again(unread_room: Opened) -> None:
    reader = unread_room.read(1)
    reader.key(Key.Key_S)
    assert reader.wall.link_text == "Not linked"
    reader.wheel(reader.pane, -1)
    assert places(reader) == (3, 6)
    reader.key(Key.Key_S)
    assert reader.wall.link_text == "Linked \u00b7 table position"
    assert places(reader) == (4, 6)


def test_a_click_on_a_lesion_brings_both_pictures_to_it(read_room: Opened) -> None:
    reader = read_room.read(2)
    for number, seen in ((1, LIVER), (0, LUNG)):
        reader.click(reader.room.panel.lesions.row(reader.desk.case.lesions[number].uid))
        assert places(reader) == (seen.place, seen.place)


def thin_series(folder: Path) -> str:
    """A second series of the baseline, every 1.5 mm, with the same lesions; its UID."""
    study = uid("study", SUBJECT, DAYS[0])
    count = 2 * SLICES - 1
    write_ct_series(
        folder,
        slices=count,
        spacing=SPACING_MM / 2,
        thickness=SPACING_MM / 2,
        pixel_spacing=(PIXEL_MM, PIXEL_MM),
        origin=(CORNER_MM, CORNER_MM, 0.0),
        volume=np.stack([picture(0, SLICES - 1 - k // 2) for k in range(count)]),
        patient_id=SUBJECT,
        study_uid=study,
        series_uid="1.2.3.4",
        StudyDate=DAYS[0],
        SeriesDescription="Thin",
    )
    return "1.2.3.4"


def test_a_series_chosen_in_the_strip_hangs_at_the_same_place(
    qtbot: QtBot, unread_room: Opened, tmp_path: Path, held: threading.Event
) -> None:
    """It comes into the strip with the import, and shows its slice before the others have come."""
    held.set()
    reader = unread_room.read(0)
    reader.scroll_to(LUNG.place)
    reader.key(Qt.Key.Key_4)
    view = reader.pane.viewport()
    held.clear()
    key = thin_series(tmp_path / "thin")
    report = bring_in(unread_room.session.store, look_through([tmp_path / "thin"]))
    unread_room.session.case.tell(report.changes)
    (thumbnail,) = [one for one in reader.room.strip.findChildren(Thumbnail) if "Thin" in one.toolTip()]
    reader.click(thumbnail)
    current = reader.wall.current
    assert current.stack is not None
    assert current.stack.series.key == key
    assert current.pane.viewport() == replace(view, index=2 * LUNG.place)
    assert not is_whole(current)
    assert white_at(current, middle(LUNG.long_lps(0)))
    held.set()
    qtbot.waitUntil(lambda: is_whole(current))
    reader.draw_long(replace(LUNG, place=2 * LUNG.place))
    reader.key(Qt.Key.Key_Return)
    drawn = caliper(reader.desk, reader.desk.case.lesions[0])
    assert drawn is not None
    assert drawn.series_key == key
    assert drawn.sop_uid == uid("instance", key, 2 * (SLICES - LUNG.place) - 1)


def test_a_picture_opens_in_its_files_own_window_and_the_toolbar_says_so(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    own = reader.room.toolbar.presets.part(Action.WINDOW_FILE)
    assert own.isChecked()
    reader.key(Key.Key_2)
    assert reader.room.toolbar.presets.part(Action.WINDOW_2).isChecked()
    assert not own.isChecked()
    reader.key(Key.Key_0)
    assert own.isChecked()


def test_a_prior_that_comes_beside_a_linked_picture_has_its_window(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.key(Key.Key_2)
    lung = reader.pane.viewport().window
    assert reader.wall.linking.on
    assert reader.wall.prior.stack is None
    reader.key(Key.Key_E)
    assert reader.pane.viewport().window == lung
    assert reader.wall.prior.pane.viewport().window == lung


def test_a_prior_that_comes_beside_a_picture_by_itself_has_its_files_window(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    own = reader.pane.viewport().window
    reader.wall.linking.on = False
    reader.key(Key.Key_2)
    reader.key(Key.Key_E)
    assert reader.pane.viewport().window != own
    assert reader.wall.prior.pane.viewport().window == own


def test_a_magnified_picture_stays_under_the_hand_and_moves_to_what_is_out_of_sight(
    unread_room: Opened,
) -> None:
    reader = unread_room.read(0)
    seen = middle(LUNG.long_lps(0))
    reader.pane.set_viewport(replace(reader.pane.viewport(), zoom=8.0))
    reader.scroll_to(LUNG.place)
    before = reader.px(seen)
    assert before != pytest.approx((reader.pane.width() / 2, reader.pane.height() / 2), abs=20)
    reader.draw(LUNG)
    assert reader.lesion == "T01"
    assert reader.px(seen) == before

    corner = (-CORNER_MM * 1.9, -CORNER_MM * 1.9)
    reader.pane.set_viewport(replace(reader.pane.viewport(), zoom=16.0, centre=corner))
    reader.key(Key.Key_Tab)
    assert reader.px(seen) == pytest.approx((reader.pane.width() / 2, reader.pane.height() / 2), abs=1)


def test_another_timepoint_beside_leaves_the_current_picture_as_it_is(read_room: Opened) -> None:
    reader = read_room.read(2)
    reader.scroll_to(2)
    stack = reader.wall.current.stack
    baseline = reader.desk.case.timepoints[0]
    assert reader.room.read is not None
    reader.room.read.hanging.hang_series(reader.desk.series(baseline)[0].key, reader.wall.prior)
    assert reader.wall.prior.timepoint == baseline == reader.desk.prior
    assert reader.wall.current.stack is stack
    assert reader.pane.viewport().index == 2
    assert reader.wall.baseline.stack is None  # it is the prior now


def test_what_hangs_beside_does_not_keep_the_measured_series_from_the_current_picture(
    open_on: Callable[[Path], Opened], trial: Path, tmp_path: Path
) -> None:
    opened = open_on(trial)
    study = uid("study", SUBJECT, DAYS[0])
    write_ct_series(
        tmp_path / "thick",
        slices=SLICES,
        spacing=SPACING_MM,
        thickness=SPACING_MM,
        pixel_spacing=(PIXEL_MM, PIXEL_MM),
        origin=(CORNER_MM, CORNER_MM, 500.0),
        volume=np.stack([picture(0, place) for place in range(SLICES)]),
        patient_id=SUBJECT,
        study_uid=study,
        series_uid=uid("another series", study),
        StudyDate=DAYS[0],
        FrameOfReferenceUID=uid("another frame of reference", study),
    )
    bring_in(opened.session.store, look_through([tmp_path / "thick"]))
    reader = opened.read(0)
    reader.draw(LUNG)
    lesion = reader.desk.active
    assert lesion is not None
    stack = reader.wall.current.stack
    assert stack is not None
    measured = stack.series.key
    (other,) = (one.key for one in reader.desk.series(reader.desk.current) if one.key != measured)
    assert reader.room.read is not None
    reader.room.read.hanging.hang_series(other, reader.wall.current)
    reader.room.read.hanging.hang_series(measured, reader.wall.beside)
    reader.desk.activate(lesion.uid)
    assert reader.wall.current.stack is not None
    assert reader.wall.current.stack.series.key == measured
    assert reader.pane.viewport().index == LUNG.place
