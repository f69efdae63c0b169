"""Every key of the reading room, pressed in the real window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from measurements.lesion import RadiationClass, Role, State
from tests.app.reading.at_the_desk import stored
from tests.app.reading.scans import LIVER, LUNG, SLICES
from tests.app.reading.user import CTRL, SHIFT, Opened, hung
from viewer.viewport import Window

Key = Qt.Key


@pytest.mark.parametrize(
    ("key", "window"),
    [
        (Key.Key_1, Window(60.0, 350.0)),
        (Key.Key_2, Window(-500.0, 1500.0)),
        (Key.Key_3, Window(500.0, 2000.0)),
        (Key.Key_4, Window(90.0, 160.0)),
        (Key.Key_5, Window(40.0, 80.0)),
    ],
)
def test_digits_set_the_window_of_both_pictures_and_0_gives_the_files_own(
    unread_room: Opened, key: Key, window: Window
) -> None:
    reader = unread_room.read(1)
    reader.key(key)
    assert [picture.pane.viewport().window for picture in hung(reader)] == [window, window]
    reader.key(Key.Key_0)
    assert [picture.pane.viewport().window for picture in hung(reader)] == [Window(40.0, 400.0)] * 2


def test_tab_walks_the_lesions_and_brings_both_pictures_to_them(read_room: Opened) -> None:
    reader = read_room.read(1)
    reader.key(Key.Key_Tab)
    walked = [reader.lesion]
    places = [[picture.pane.viewport().index for picture in hung(reader)]]
    for key, keys in ((Key.Key_Tab, None), (Key.Key_Tab, None), (Key.Key_Backtab, SHIFT)):
        reader.key(key, *(() if keys is None else (keys,)))
        walked.append(reader.lesion)
        places.append([picture.pane.viewport().index for picture in hung(reader)])
    assert walked in (["T01", "T02", "T01", "T02"], ["T02", "T01", "T02", "T01"])
    expected = {"T01": [LUNG.place] * 2, "T02": [LIVER.place] * 2}
    assert places == [expected[label] for label in walked]


def test_q_and_e_go_through_the_timepoints(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    seen = []
    for key in (Key.Key_E, Key.Key_E, Key.Key_E, Key.Key_Q):
        reader.key(key)
        seen.append((reader.desk.current.label, reader.wall.current.timepoint == reader.desk.current))
    assert seen == [("TP1", True), ("TP2", True), ("TP2", True), ("TP1", True)]


def test_n_begins_a_lesion_and_shift_with_a_digit_says_its_class(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.key(Key.Key_N)
    for key, radiation in (
        (Key.Key_1, RadiationClass.SBRT),
        (Key.Key_2, RadiationClass.LDRT),
        (Key.Key_3, RadiationClass.UNIRRADIATED),
    ):
        reader.key(key, SHIFT)
        assert stored(unread_room.session)[0]["T01"].radiation is radiation
        assert reader.room.panel.form.radiation.part(radiation).isChecked()


@pytest.mark.parametrize(
    ("key", "state"),
    [(Key.Key_Z, State.ABSENT), (Key.Key_T, State.TOO_SMALL), (Key.Key_X, State.NOT_EVALUABLE)],
)
def test_one_key_says_what_is_seen_and_ctrl_z_and_y_take_it_back_and_forth(
    read_room: Opened, key: Key, state: State
) -> None:
    reader = read_room.read(2)
    reader.click(reader.room.panel.lesions.row(reader.desk.case.lesions[0].uid))
    before = stored(read_room.session)
    reader.key(key)
    after = stored(read_room.session)
    assert ("T01", "TP2", state.value, "None", "None") in after[1]
    assert reader.room.panel.form.states[Role.TARGET].part(state).isChecked()
    reader.key(Key.Key_Z, CTRL)
    assert stored(read_room.session) == before
    reader.key(Key.Key_Y, CTRL)
    assert stored(read_room.session) == after


def test_u_says_that_a_non_target_is_present_and_that_a_target_is_to_be_drawn(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.draw(LUNG)
    reader.draw(LIVER)
    reader.desk.set_role(Role.NON_TARGET)
    reader.key(Key.Key_E)
    for label in ("T01", "NT01"):
        lesion = next(one for one in reader.desk.case.lesions if one.label == label)
        reader.click(reader.room.panel.lesions.row(lesion.uid))
        reader.key(Key.Key_U)
    at_follow_up = {said for said in stored(unread_room.session)[1] if said[1] == "TP1"}
    assert at_follow_up == {("NT01", "TP1", State.PRESENT.value, "None", "None")}
    assert reader.room._message.text() == "Draw T01 to measure it."


def test_delete_removes_the_measurement(read_room: Opened) -> None:
    reader = read_room.read(2)
    reader.click(reader.room.panel.lesions.row(reader.desk.case.lesions[0].uid))
    reader.key(Key.Key_Delete)
    assert not any(label == "T01" and place == "TP2" for label, place, *_ in stored(read_room.session)[1])


def test_escape_drops_what_is_half_drawn(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.draw_long(LUNG)
    reader.key(Key.Key_Escape)
    reader.key(Key.Key_Return)
    reader.key(Key.Key_E)
    assert stored(unread_room.session) == ({}, set())


def test_enter_keeps_the_long_axis_alone(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.draw_long(LUNG)
    assert stored(unread_room.session) == ({}, set())
    reader.key(Key.Key_Return)
    ((label, place, _, long_mm, short_mm),) = stored(unread_room.session)[1]
    assert (label, place, short_mm) == ("T01", "BL", "None")
    assert float(long_mm) == pytest.approx(30.0, abs=0.3)


def test_f_draws_a_single_line_and_d_both_axes_again(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.key(Key.Key_F)
    reader.draw_long(LUNG)
    assert {(label, short) for label, _, _, _, short in stored(unread_room.session)[1]} == {("T01", "None")}
    reader.key(Key.Key_D)
    reader.draw(LIVER)
    (drawn,) = [one for one in stored(unread_room.session)[1] if one[0] == "T02"]
    assert float(drawn[3]) == pytest.approx(24.0, abs=0.3)
    assert float(drawn[4]) == pytest.approx(18.0, abs=0.3)


def test_l_shows_every_timepoint_in_a_table(read_room: Opened) -> None:
    reader = read_room.read(2)
    table = reader.room.table
    assert not table.isVisible()
    reader.key(Key.Key_L)
    assert table.isVisible()
    model = table.model()
    by_head = {
        model.headerData(row, Qt.Orientation.Vertical): [
            model.index(row, column).data() for column in range(3)
        ]
        for row in range(model.rowCount())
    }
    assert by_head["Sum, mm"] == ["54.0", "36.0", "51.0"]
    assert by_head["Overall response"] == ["", "PR", "PD"]
    assert [cells for head, cells in by_head.items() if head.startswith("T01")] == [["30.0", "20.0", "31.0"]]
    reader.key(Key.Key_L)
    assert not table.isVisible()


def test_v_hides_everything_drawn_while_it_is_held(read_room: Opened) -> None:
    reader = read_room.read(2)
    reader.click(reader.room.panel.lesions.row(reader.desk.case.lesions[0].uid))
    drawn = reader.pane.grab().toImage()
    reader.hold(Key.Key_V)
    hidden = reader.pane.grab().toImage()
    x, y = (int(part) for part in reader.px(LUNG.long_lps(2)[0]))
    ground = QColor(Qt.GlobalColor.black)
    assert drawn != hidden
    # Just outside the lesion, where the handle or the line's casing was, is picture again.
    assert hidden.pixelColor(x - 6, y) == ground
    reader.let_go(Key.Key_V)
    assert reader.pane.grab().toImage() == drawn


def test_the_question_mark_shows_the_keys_until_the_next_key(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    sheet = reader.room._sheet
    reader.key(Key.Key_Question, SHIFT)
    assert sheet.isVisible()
    reader.key(Key.Key_N)
    assert not sheet.isVisible()
    assert stored(unread_room.session) == ({}, set())
    reader.key(Key.Key_N)
    assert stored(unread_room.session)[0].keys() == {"T01"}


def test_arrows_home_and_end_scroll(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    places = []
    for key in (Key.Key_Home, Key.Key_Down, Key.Key_Right, Key.Key_Up, Key.Key_End, Key.Key_Down):
        reader.key(key)
        places.append(reader.pane.viewport().index)
    assert places == [0, 1, 2, 1, SLICES - 1, SLICES - 1]


def test_f6_leads_round_the_panels(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.key(Key.Key_N)
    reader.pane.setFocus()
    found = []
    for _ in range(3):
        reader.key(Key.Key_F6)
        focus = QApplication.focusWidget()
        found.append(
            next(
                name
                for name, part in (
                    ("panel", reader.room.panel),
                    ("strip", reader.room.strip),
                    ("picture", reader.pane),
                )
                if focus is part or part.isAncestorOf(focus)
            )
        )
    assert found == ["panel", "strip", "picture"]
