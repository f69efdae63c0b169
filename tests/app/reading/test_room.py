"""Nothing drawn is lost in the reading room, and what it shows is what is stored."""

import sqlite3
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.importing import bring_in, look_through
from app.main_window import WORKLIST
from app.reading.pictures.layouts import Layout
from app.reading.strip import Thumbnail
from measurements.case.commands import SetTreatmentStart
from measurements.case.lesion_rows import lesion_rows
from measurements.recist.sentences import overall_sentence
from measurements.recist.subject import assess_subject
from measurements.storage.store import open_trial
from tests.app.reading.at_the_desk import caliper, stored, subject_uid
from tests.app.reading.scans import DAYS, FRESH, LIVER, LUNG, SLICES, SUBJECT
from tests.app.reading.user import CTRL, NONE, SHIFT, Opened, Reader
from tests.app.settled import settle
from tests.dicom_files import uid, write_ct_series
from tests.held import slices_held

Key = Qt.Key


def move_on_by_list(reader: Reader) -> None:
    reader.click(reader.room.panel.new)


def leave_for_worklist(reader: Reader) -> None:
    reader.station.window.bar.pageChosen.emit(WORKLIST)


@pytest.mark.parametrize(
    "move_on",
    [
        lambda reader: reader.key(Key.Key_Tab),
        lambda reader: reader.key(Key.Key_E),
        lambda reader: reader.key(Key.Key_N),
        lambda reader: reader.key(Key.Key_F),
        lambda reader: reader.key(Key.Key_1, SHIFT),
        move_on_by_list,
        leave_for_worklist,
        lambda reader: reader.room.close_subject(),
        lambda reader: reader.station.window.close(),
    ],
    ids=["Tab", "E", "N", "another tool", "class", "button", "worklist", "subject closed", "window closed"],
)
def test_a_caliper_that_waits_for_its_short_axis_is_stored_when_the_reader_moves_on(
    unread_room: Opened, trial: Path, move_on: Callable[[Reader], None]
) -> None:
    reader = unread_room.read(0)
    reader.draw_long(LUNG)
    assert stored(unread_room.session) == ({}, set())
    move_on(reader)
    with sqlite3.connect(f"file:{trial}?mode=ro", uri=True) as connection:
        rows = connection.execute("SELECT state, long_tenths_mm, short_tenths_mm FROM measurement").fetchall()
    connection.close()
    ((state, tenths, short),) = rows
    assert (state, short) == ("MEASURED", None)
    assert tenths == pytest.approx(300, abs=3)


def test_q_stores_what_waits_at_the_timepoint_it_was_drawn_at(read_room: Opened) -> None:
    reader = read_room.read(2)
    reader.click(reader.room.panel.lesions.row(reader.desk.case.lesions[0].uid))
    reader.key(Key.Key_Delete)
    reader.draw_long(LUNG)
    reader.key(Key.Key_Q)
    assert reader.desk.current.label == "TP1"
    said = {(label, place): (long, short) for label, place, _, long, short in stored(read_room.session)[1]}
    assert float(said["T01", "TP2"][0]) == pytest.approx(31.0, abs=0.5)
    assert said["T01", "TP2"][1] == "None"
    assert said["T01", "TP1"] == ("20.0", "16.0")


def test_undo_goes_to_the_timepoint_whose_measurement_it_takes_back(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.draw(LUNG)
    reader.key(Key.Key_E)
    reader.draw(LUNG)
    reader.key(Key.Key_E)
    reader.draw(LUNG)
    assert len(stored(unread_room.session)[1]) == 3
    for label in ("TP2", "TP1", "BL"):
        reader.key(Key.Key_Z, CTRL)
        assert reader.wall.current.timepoint is not None
        assert reader.wall.current.timepoint.label == label
    assert stored(unread_room.session) == ({}, set())
    for label in ("BL", "TP1", "TP2"):
        reader.key(Key.Key_Y, CTRL)
        assert reader.wall.current.timepoint.label == label
    assert len(stored(unread_room.session)[1]) == 3


# Changing what is drawn


def test_an_end_pulled_with_the_mouse_is_stored(read_room: Opened) -> None:
    reader = read_room.read(2)
    lesion = reader.desk.case.lesions[0]
    reader.click(reader.room.panel.lesions.row(lesion.uid))
    x, y = reader.px(LUNG.long_lps(2)[0])
    mm_px = 1 / reader.pane.plane_view().zoom
    reader.move(reader.pane, x, y)
    reader.drag(reader.pane, (x, y), (x - 15, y), (x - 30, y))
    after = caliper(reader.desk, lesion)
    assert after is not None
    assert float(after.long_mm) == pytest.approx(31.0 + 30 * mm_px, abs=0.1)
    assert after.long_lps[1] == pytest.approx(LUNG.long_lps(2)[1], abs=1e-6)
    assert stored(read_room.session)[1] >= {("T01", "TP1", "MEASURED", "20.0", "16.0")}


def test_a_label_dragged_stays_where_it_was_put(read_room: Opened) -> None:
    reader = read_room.read(2)
    lesion = reader.desk.case.lesions[0]
    reader.click(reader.room.panel.lesions.row(lesion.uid))
    before = caliper(reader.desk, lesion)
    (shown,) = [one for one in reader.pane._calipers() if one.shape.id == lesion.uid]
    assert shown.label is not None
    left, top, right, bottom = shown.label
    middle = ((left + right) / 2, (top + bottom) / 2)
    by_px = (20, 45)
    reader.drag(
        reader.pane,
        middle,
        (middle[0] + 10, middle[1] + 20),
        (middle[0] + by_px[0], middle[1] + by_px[1]),
    )
    after = caliper(reader.desk, lesion)
    assert before is not None
    assert after is not None
    assert after.label_lps is not None
    assert reader.px(after.label_lps) == pytest.approx((middle[0] + by_px[0], middle[1] + by_px[1]), abs=1.0)
    assert (after.long_lps, after.long_mm) == (before.long_lps, before.long_mm)
    (shown,) = [one for one in reader.pane._calipers() if one.shape.id == lesion.uid]
    assert shown.label is not None
    assert (shown.label[0] - left, shown.label[1] - top) == pytest.approx(by_px, abs=1.0)


# What is shown is what is stored


def test_panel_and_call_are_those_of_the_engine(read_room: Opened) -> None:
    for visit, day in enumerate(DAYS):
        reader = read_room.read(visit)
        with read_room.session.store.reading() as trial:
            subject = trial.subject(subject_uid(read_room.session))
            assert subject is not None
            (read,) = trial.reads(subject.uid)
            timepoints = trial.timepoints(subject.uid)
            answers = [one.answer for one in trial.measurements(read.uid)]
            rows = lesion_rows(subject, timepoints, trial.lesions(read.uid), answers)
        call = assess_subject(rows).timepoints[visit]
        labels = {Decimal(timepoint.order): timepoint.label for timepoint in timepoints}
        panel = reader.room.panel
        said = overall_sentence(call, labels)
        assert panel.call.sentence == f"{said[0].upper()}{said[1:]}."
        assert panel.call.response == ("BL", "PR", "PD")[visit]
        sums = panel.sums.accessibleName()
        assert f"All targets {('54.0', '54.0 36.0', '54.0 36.0 51.0')[visit]}" in sums
        for number, seen in enumerate((LUNG, LIVER)):
            row = panel.lesions.row(reader.desk.case.lesions[number].uid)
            assert row.line.now_text == f"{seen.axes_mm[visit][0]:.1f}"
            assert row.line.prior_text == (f"{seen.axes_mm[visit - 1][0]:.1f}" if visit else "")
        timeline = reader.room.timeline.accessibleName()
        assert timeline == "BL BL 54.0 mm; TP1 PR 36.0 mm; TP2 PD 51.0 mm"
        assert day


def test_a_drawn_caliper_changes_the_panel_at_once(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.draw(LUNG)
    long_mm = next(iter(stored(unread_room.session)[1]))[3]
    row = reader.room.panel.lesions.row(reader.desk.case.lesions[0].uid)
    assert row.line.now_text == long_mm
    assert f"All targets {long_mm}" in reader.room.panel.sums.accessibleName()
    (shown,) = reader.pane._calipers()
    assert shown.shape.text.startswith(f"{long_mm} ×")


def test_what_label_row_and_sum_show_is_the_stored_number_and_never_computed_again(
    open_on: Callable[[Path], Opened], trial_of_read_room: Path
) -> None:
    """The stored millimetres are made to differ from the drawn points, as no command would allow."""
    with sqlite3.connect(trial_of_read_room) as connection:
        connection.execute("UPDATE measurement SET long_tenths_mm = 777 WHERE long_tenths_mm = 310")
    connection.close()
    reader = open_on(trial_of_read_room).read(2)
    reader.click(reader.room.panel.lesions.row(reader.desk.case.lesions[0].uid))
    assert "T01 77.7 × 24.0 mm" in [f"{one.shape.title} {one.shape.text}" for one in reader.pane._calipers()]
    assert reader.room.panel.lesions.row(reader.desk.case.lesions[0].uid).line.now_text == "77.7"
    assert "97.7" in reader.room.panel.sums.accessibleName()
    assert "97.7" in reader.room.panel.call.sentence


def test_a_new_lesion_is_progression(read_room: Opened) -> None:
    reader = read_room.read(1)
    assert reader.room.panel.call.response == "PR"
    reader.key(Key.Key_E)
    reader.key(Key.Key_N)
    reader.draw(FRESH)
    assert stored(read_room.session)[0].keys() == {"T01", "T02", "NEW01"}
    assert reader.room.panel.call.response == "PD"
    assert "new lesion" in reader.room.panel.call.sentence.lower()


def test_the_trial_is_free_after_the_window_was_closed(unread_room: Opened, trial: Path) -> None:
    reader = unread_room.read(0)
    reader.draw(LUNG)
    unread_room.station.window.close()
    with open_trial(trial, writing=True) as store, store.reading() as found:
        assert slices_held(found) == 3 * SLICES


class WindowsShown(QObject):
    """Notes every window that comes into sight."""

    def __init__(self) -> None:
        super().__init__()
        self.all: list[QObject] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.all.append(watched)
        return False


def test_reading_never_shows_another_window(read_room: Opened) -> None:
    shown = WindowsShown()
    QApplication.instance().installEventFilter(shown)
    try:
        reader = read_room.read(1)
        for key, keys in (
            (Key.Key_E, NONE),
            (Key.Key_N, NONE),
            (Key.Key_1, SHIFT),
            (Key.Key_L, NONE),
            (Key.Key_Question, SHIFT),
            (Key.Key_Escape, NONE),
            (Key.Key_Z, CTRL),
        ):
            reader.key(key, keys)
    finally:
        QApplication.instance().removeEventFilter(shown)
    assert shown.all == []
    assert read_room.station.window.isActiveWindow()


# A trial that grows while it is read


def test_a_scan_that_is_imported_meanwhile_comes_into_the_room(
    unread_room: Opened, trial: Path, qtbot: QtBot
) -> None:
    reader = unread_room.read(1)
    reader.draw_long(LUNG)
    study = uid("study", SUBJECT, "later")
    write_ct_series(
        trial.parent / "scans" / "later", patient_id=SUBJECT, study_uid=study, StudyDate="20240801"
    )
    report = bring_in(unread_room.session.store, look_through([trial.parent / "scans" / "later"]))
    with qtbot.assertNotEmitted(reader.room.saved):
        unread_room.session.case.tell(report.changes)
    assert len(reader.desk.case.timepoints) == 4
    assert "TP3" in reader.room.timeline.accessibleName()
    assert stored(unread_room.session) == ({}, set())
    reader.key(Key.Key_Return)  # what was half drawn was not disturbed
    assert len(stored(unread_room.session)[1]) == 1
    reader.key(Key.Key_E)
    reader.key(Key.Key_E)
    assert reader.desk.current.label == "TP3"
    assert reader.wall.current.stack is not None
    assert reader.wall.current.stack.series.study_uid == study


def test_another_schedule_is_shown_at_once(unread_room: Opened) -> None:
    reader = unread_room.read(1)
    subject = reader.desk.case.subject
    unread_room.session.case.run(SetTreatmentStart(subject.uid, date(2024, 1, 17)))
    assert reader.wall.current.timepoint == reader.desk.current
    assert [timepoint.day for timepoint in reader.desk.case.timepoints] == [-7, 49, 105]
    reader.draw(LUNG)
    assert len(stored(unread_room.session)[1]) == 1


SCREENS_PX = ((960, 540), (1093, 614), (1280, 720), (1366, 768), (1920, 1080), (2560, 1440))
"""In logical pixels: 1080p at 200 and 150 %, 1366 x 768 at 125 and 100 %, and larger ones."""


def test_the_prior_stands_beside_every_timepoint_but_the_baseline(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    prior = reader.wall.prior.pane
    two = reader.room.toolbar._layouts[Layout.PRIOR]
    assert not prior.isVisible()
    assert not two.isEnabled()
    reader.key(Qt.Key.Key_E)
    assert prior.isVisible()
    assert two.isEnabled()
    reader.click(reader.room.toolbar._layouts[Layout.ONE])
    assert not prior.isVisible()
    reader.key(Qt.Key.Key_E)
    assert not prior.isVisible(), "one picture was chosen"
    reader.key(Qt.Key.Key_Q)
    reader.key(Qt.Key.Key_Q)
    reader.click(reader.room.strip._boxes[reader.desk.case.timepoints[2].uid].findChildren(Thumbnail)[0])
    assert prior.isVisible(), "a series of another timepoint was put beside the baseline"


@pytest.mark.parametrize("visit", [0, 2])
@pytest.mark.parametrize("size", SCREENS_PX)
def test_nothing_holds_the_window_larger_than_the_screen(
    read_room: Opened, size: tuple[int, int], visit: int
) -> None:
    reader = read_room.read(visit)
    window = read_room.station.window
    window.resize(*size)
    settle(window)
    assert (window.width(), window.height()) == size
    panel = reader.room.panel
    for part in (panel.sums, panel.call, panel.new, panel.next):
        seen = part.visibleRegion().boundingRect()
        assert seen.size() == part.size(), "the sum, the call and what is next never go"


def test_where_height_is_short_the_table_stands_in_for_the_line_of_calls(read_room: Opened) -> None:
    reader = read_room.read(2)
    room = reader.room
    read_room.station.window.resize(960, 540)
    settle(read_room.station.window)
    assert room.timeline.isVisible()
    reader.key(Qt.Key.Key_L)
    assert not room.timeline.isVisible()
    assert room.table.isVisible()
    reader.key(Qt.Key.Key_L)
    assert room.timeline.isVisible()


def test_the_table_shows_whole_columns_and_whole_words_however_many_timepoints(read_room: Opened) -> None:
    reader = read_room.read(2)
    table = reader.room.table
    reader.key(Qt.Key.Key_L)
    for width in (960, 1093, 1366, 1920):
        read_room.station.window.resize(width, 900)
        settle(read_room.station.window)
        table.show_column(2)
        column_px, room_px = table.columnWidth(0), table.viewport().width()
        assert column_px <= room_px
        assert room_px % column_px < room_px // column_px, "what is left over is less than a pixel a column"
        offsets = [table.columnViewportPosition(place) for place in range(3)]
        assert offsets[2] + column_px <= room_px, "the one asked for is in sight"
        spare_px = room_px // column_px
        assert all(min(offset % column_px, -offset % column_px) <= spare_px for offset in offsets)


def test_undo_of_a_new_lesion_gives_the_hand_the_lesion_before_and_takes_the_message_away(
    read_room: Opened,
) -> None:
    reader = read_room.read(1)
    reader.click(reader.room.panel.lesions.row(reader.desk.case.lesions[1].uid))
    before = reader.lesion
    reader.desk.new_lesion()
    assert reader.lesion == "NEW01"
    reader.room.tell("NEW01 is a new lesion.")
    reader.key(Key.Key_Z, CTRL)
    assert (reader.lesion, reader.message) == (before, "")


@pytest.mark.parametrize("named_first", [False, True])
def test_undo_of_a_second_lesion_ends_with_the_first_in_hand(unread_room: Opened, named_first: bool) -> None:
    reader = unread_room.read(0)
    reader.draw(LUNG)
    if named_first:
        reader.key(Key.Key_N)
    reader.draw(LIVER)
    assert reader.lesion == "T02"
    reader.key(Key.Key_Z, CTRL)
    if named_first:
        assert reader.lesion == "T02", "its caliper alone was taken back"
        reader.key(Key.Key_Z, CTRL)
    assert (reader.lesion, reader.message) == ("T01", "")
    assert [lesion.label for lesion in reader.desk.case.lesions] == ["T01"]
