"""Lesions split, merged, named and ordered with keys and mouse in the real window."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from app.reading.desk.lines import LesionLine
from measurements.case.commands import RemoveLesion
from measurements.lesion import Lesion, RadiationClass, Role, State
from tests.app.reading.at_the_desk import stored
from tests.app.reading.scans import FRESH, LUNG, Ellipse
from tests.app.reading.user import CTRL, NONE, SHIFT, Opened, Reader

Key = Qt.Key
PIECE = Ellipse(FRESH.x_mm, FRESH.y_mm, FRESH.place, ((14.0, 11.0),) * 3)
"""Where nothing is drawn that a press would take hold of."""

ALT = Qt.KeyboardModifier.AltModifier

# A menu asks the platform for what the offscreen one does not have.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def open_menu() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def texts(menu: QMenu) -> list[str]:
    return [action.text().partition("\t")[0] for action in menu.actions() if action.text()]


def test_a_site_too_long_for_its_row_keeps_its_side(read_room: Opened) -> None:
    reader = read_room.read(1)
    row = reader.room.panel.lesions.row(reader.desk.case.lesions[0].uid)
    seen = []
    for side in ("left", "left", "right"):
        row.show_line(replace(row.line, site=f"Retropharyngeal node beside the carotid artery, {side}"))
        seen.append(row.grab().toImage())
    assert "carotid artery, right" in row.toolTip()
    assert seen[0] == seen[1] != seen[2]


def test_the_course_keeps_clear_of_words_that_stand_for_a_length(read_room: Opened) -> None:
    reader = read_room.read(1)
    row = reader.room.panel.lesions.row(reader.desk.case.lesions[0].uid)
    row.setFixedWidth(412)
    words = replace(row.line, now_text="not evaluable", prior_text="88.8", class_name="SBRT")

    def columns_that_differ(other: LesionLine) -> list[int]:
        row.show_line(words)
        one = row.grab().toImage()
        row.show_line(other)
        two = row.grab().toImage()
        heights = range(one.height())
        return [x for x in range(one.width()) if any(one.pixel(x, y) != two.pixel(x, y) for y in heights)]

    course = columns_that_differ(replace(words, class_name="LDRT"))
    number = columns_that_differ(replace(words, prior_text="99.9"))
    assert max(course) < min(number)


def take(reader: Reader, label: str) -> Lesion:
    lesion = next(one for one in reader.desk.case.lesions if one.label == label)
    reader.click(reader.room.panel.lesions.row(lesion.uid))
    assert reader.lesion == label
    return lesion


def listed(reader: Reader) -> list[str]:
    return [lesion.label for lesion in reader.desk.ordered()]


def said(opened: Opened, visit: str) -> set[tuple[str, str, str]]:
    """(label, state, long mm) of all that is stored at a timepoint."""
    return {(label, state, mm) for label, at, state, mm, _ in stored(opened.session)[1] if at == visit}


# Splitting


def test_p_splits_the_lesion_in_hand_and_the_next_drawing_is_the_second_piece(read_room: Opened) -> None:
    reader = read_room.read(1)
    take(reader, "T01")
    reader.key(Key.Key_P)
    assert reader.lesion == "T01.2"
    assert reader.message == "T01 has split at TP1: draw T01.2 now. Ctrl+Z takes it back."
    assert reader.room.panel._count.text() == "1 to answer"
    reader.draw(PIECE)
    assert said(read_room, "TP1") == {
        ("T01.1", "MEASURED", "20.0"),
        ("T01.2", "MEASURED", "13.9"),
        ("T02", "MEASURED", "16.0"),
    }
    assert reader.room.panel._count.text() == "all answered"
    call = reader.desk.case.call_at(reader.desk.current)
    assert call is not None
    assert str(call.sum_mm) == "49.9"
    reader.key(Key.Key_Z, CTRL)
    reader.key(Key.Key_Z, CTRL)
    assert stored(read_room.session)[0].keys() == {"T01", "T02"}
    assert ("T01", "MEASURED", "20.0") in said(read_room, "TP1")


def test_what_cannot_split_says_why(read_room: Opened) -> None:
    reader = read_room.read(0)
    before = stored(read_room.session)
    take(reader, "T01")
    reader.key(Key.Key_P)
    assert reader.message.startswith("T01 was first recorded at this timepoint")
    assert stored(read_room.session) == before


def test_tab_walks_the_pieces_of_what_has_split_and_not_the_whole(read_room: Opened) -> None:
    reader = read_room.read(1)
    take(reader, "T01")
    reader.key(Key.Key_P)
    walked = set()
    for _ in range(4):
        reader.key(Key.Key_Tab)
        walked.add(reader.lesion)
    assert walked == {"T01.1", "T01.2", "T02"}


# Merging


def test_m_asks_what_the_lesion_has_merged_into_and_enter_says_the_first(read_room: Opened) -> None:
    reader = read_room.read(1)
    take(reader, "T02")
    reader.key(Key.Key_M)
    assert texts(open_menu()) == ["T02 has merged into", "T01"]
    reader.key(Key.Key_Return)
    assert said(read_room, "TP1") == {("T01", "MEASURED", "20.0"), ("T02", "MERGED", "None")}
    assert reader.message.startswith("T02 has merged into T01, which carries the mass; T02 counts 0 mm.")
    line = reader.room.panel.lesions.row(reader.desk.case.lesions[1].uid).line
    assert (line.label, line.now_text, line.site) == ("T02", "0.0", "merged into T01")
    reader.key(Key.Key_Z, CTRL)
    assert ("T02", "MEASURED", "16.0") in said(read_room, "TP1")


def test_escape_leaves_the_question_unanswered(read_room: Opened) -> None:
    reader = read_room.read(1)
    before = stored(read_room.session)
    take(reader, "T02")
    reader.key(Key.Key_M)
    reader.key(Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert stored(read_room.session) == before


def test_without_another_target_nothing_merges(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.draw(LUNG)
    reader = unread_room.read(1)
    reader.draw(LUNG)
    reader.key(Key.Key_M)
    assert QApplication.activePopupWidget() is None
    assert reader.message == "There is no other target here that T01 could merge into."


# From doubt to certainty


def test_a_doubtful_new_lesion_called_unequivocal_later_is_dated_back(read_room: Opened) -> None:
    reader = read_room.read(1)
    reader.desk.activate(None)
    reader.draw(PIECE)
    assert reader.lesion == "NEW01"
    form = reader.room.panel.form
    reader.click(form.states[Role.NEW].part(State.EQUIVOCAL))
    reader.key(Key.Key_E)
    take(reader, "NEW01")
    reader.click(form.states[Role.NEW].part(State.UNEQUIVOCAL))
    assert reader.message == "NEW01 is unequivocal. Progression is dated to TP1, where it was first seen."
    call = reader.desk.case.call_at(reader.desk.case.timepoints[1])
    assert call is not None
    assert (call.overall, call.overall_backdated) == ("PR", "PD")
    with read_room.session.store.reading() as trial:
        assert [entry.action for entry in trial.audit()][-1] == "ConfirmNewLesion"


# Walking


def test_w_walks_what_is_not_answered_and_the_head_counts_it(read_room: Opened) -> None:
    reader = read_room.read(2)
    for label in ("T01", "T02"):
        take(reader, label)
        reader.key(Key.Key_Delete)
    assert reader.room.panel._count.text() == "2 to answer"
    walked = []
    for _ in range(3):
        reader.key(Key.Key_W)
        walked.append(reader.lesion)
    assert walked == ["T01", "T02", "T01"]
    reader.key(Key.Key_X)
    assert reader.room.panel._count.text() == "1 to answer"
    reader.key(Key.Key_W)
    assert reader.lesion == "T02"
    reader.key(Key.Key_X)
    reader.key(Key.Key_W)
    assert reader.message == "Every lesion is answered at TP2."


# Name and comments


def test_a_name_typed_is_stored_with_enter_and_the_keys_are_the_rooms_again(read_room: Opened) -> None:
    reader = read_room.read(1)
    lesion = take(reader, "T01")
    notes = reader.room.panel.form.notes
    assert not notes.isVisible()
    reader.key(Key.Key_F2)
    assert QApplication.focusWidget() is notes.name
    reader.type_in("the large one")
    reader.key(Key.Key_Return)
    assert stored(read_room.session)[0]["T01"].name == "the large one"
    assert reader.room.panel.lesions.row(lesion.uid).line.site == "the large one"
    assert not isinstance(QApplication.focusWidget(), QLineEdit)
    reader.key(Key.Key_Tab)
    assert reader.lesion == "T02"
    assert not notes.isVisible()


def test_a_comment_stays_with_its_timepoint_when_the_lesion_is_drawn_again(read_room: Opened) -> None:
    reader = read_room.read(1)
    lesion = take(reader, "T01")
    reader.key(Key.Key_C)
    reader.type_in("blurred")
    reader.key(Key.Key_Return)
    reader.draw(PIECE)
    reader.key(Key.Key_T)
    said_here = reader.desk.case.measurement(lesion, reader.desk.current)
    assert said_here is not None
    assert (said_here.state, said_here.comment) == (State.TOO_SMALL, "blurred")
    reader.key(Key.Key_E)
    take(reader, "T01")
    assert reader.room.panel.form.notes.comment_here.text() == ""
    assert not reader.room.panel.form.notes.isVisible()


def test_escape_drops_what_was_typed(read_room: Opened) -> None:
    reader = read_room.read(1)
    take(reader, "T01")
    reader.key(Key.Key_F2)
    reader.type_in("oops")
    reader.key(Key.Key_Escape)
    assert stored(read_room.session)[0]["T01"].name == ""
    assert reader.room.panel.form.notes.name.text() == ""


def test_what_was_typed_is_kept_when_another_lesion_is_clicked(read_room: Opened) -> None:
    reader = read_room.read(1)
    take(reader, "T01")
    reader.key(Key.Key_C)
    reader.type_in("of the first")
    take(reader, "T02")
    comments = {
        label: reader.desk.case.measurement(lesion, reader.desk.current)
        for label, lesion in stored(read_room.session)[0].items()
    }
    assert {label: one and one.comment for label, one in comments.items()} == {
        "T01": "of the first",
        "T02": "",
    }


# Order and the menu


def test_alt_and_arrows_move_the_lesion_among_those_of_its_class(read_room: Opened) -> None:
    reader = read_room.read(1)
    take(reader, "T02")
    reader.key(Key.Key_Up, ALT)
    assert listed(reader) == ["T02", "T01"]
    reader.key(Key.Key_Up, ALT)
    assert listed(reader) == ["T02", "T01"]
    reader.key(Key.Key_Down, ALT)
    assert listed(reader) == ["T01", "T02"]
    reader.key(Key.Key_2, SHIFT)
    assert stored(read_room.session)[0]["T02"].radiation is RadiationClass.LDRT
    assert listed(reader) == ["T02", "T01"]
    reader.key(Key.Key_Down, ALT)
    assert listed(reader) == ["T02", "T01"]


def test_a_row_dragged_onto_another_takes_its_place_and_one_step_undoes_it(read_room: Opened) -> None:
    reader = read_room.read(1)
    first, second = reader.desk.ordered()
    rows = reader.room.panel.lesions
    reader.drag(rows.row(first.uid), (40.0, 10.0), (40.0, 30.0), (40.0, 10.0 + rows.row(first.uid).height()))
    assert listed(reader) == [second.label, first.label]
    below, above = rows.row(first.uid), rows.row(second.uid)
    assert below.mapToGlobal(QPoint(0, 0)).y() > above.mapToGlobal(QPoint(0, 0)).y()
    reader.key(Key.Key_Z, CTRL)
    assert listed(reader) == [first.label, second.label]


def test_a_row_is_dropped_only_among_those_of_its_class(read_room: Opened) -> None:
    reader = read_room.read(1)
    take(reader, "T02")
    reader.key(Key.Key_2, SHIFT)
    before = listed(reader)
    rows = reader.room.panel.lesions
    moved, onto = (rows.row(one.uid) for one in reader.desk.ordered())
    end = onto.mapTo(reader.station.window, QPoint(40, 10)) - moved.mapTo(reader.station.window, QPoint(0, 0))
    reader.drag(moved, (40.0, 10.0), (40.0, 30.0), (float(end.x()), float(end.y())))
    assert listed(reader) == before
    assert stored(read_room.session)[0]["T01"].place is None


def right_click(reader: Reader, lesion: Lesion) -> QMenu:
    row = reader.room.panel.lesions.row(lesion.uid)
    at = QPoint(20, 10)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, row.mapToGlobal(at), NONE)
    QApplication.sendEvent(row, event)
    return open_menu()


def choose(reader: Reader, menu: QMenu, text: str) -> None:
    action = next(one for one in menu.actions() if one.text().partition("\t")[0] == text)
    menu.setActiveAction(action)
    reader.key(Key.Key_Return)


def test_the_menu_of_a_row_offers_what_can_be_done_with_its_lesion(read_room: Opened) -> None:
    reader = read_room.read(1)
    take(reader, "T01")
    second = next(one for one in reader.desk.case.lesions if one.label == "T02")
    menu = right_click(reader, second)
    assert reader.lesion == "T02"
    assert texts(menu) == [
        *("Name", "Comment", "Split into pieces", "Merged into", "Looked for in the wrong place"),
        *("Up in the list", "Down in the list"),
        *("Remove what was said here", "Remove T02 from all timepoints"),
    ]
    choose(reader, menu, "Remove T02 from all timepoints")
    assert stored(read_room.session)[0].keys() == {"T01"}
    reader.key(Key.Key_Z, CTRL)
    assert ("T02", "MEASURED", "16.0") in said(read_room, "TP1")


@pytest.mark.parametrize(("key", "keys"), [(Key.Key_Menu, NONE), (Key.Key_F10, SHIFT)])
def test_the_menu_comes_by_key_and_undoes_a_merge(
    read_room: Opened, key: Key, keys: Qt.KeyboardModifier
) -> None:
    reader = read_room.read(1)
    take(reader, "T02")
    reader.key(Key.Key_M)
    reader.key(Key.Key_Return)
    take(reader, "T02")
    reader.key(key, keys)
    choose(reader, open_menu(), "Not merged after all")
    assert said(read_room, "TP1") == {("T01", "MEASURED", "20.0")}
    assert reader.room.panel._count.text() == "1 to answer"


# At the wrong moment


def test_a_lesion_removed_while_its_caliper_is_drawn_keeps_what_the_hand_drew(read_room: Opened) -> None:
    """The caliper begins a lesion of its own: it is a new one, since the baseline is read."""
    reader = read_room.read(2)
    lesion = take(reader, "T01")
    reader.scroll_to(PIECE.place)
    start, end = (reader.px(point) for point in PIECE.long_lps(2))
    reader.press(reader.pane, *start)
    reader.move(reader.pane, (start[0] + end[0]) / 2, start[1])
    read_room.session.case.run(RemoveLesion(lesion.uid))
    reader.move(reader.pane, *end)
    reader.release(reader.pane, *end)
    reader.key(Key.Key_Return)
    assert stored(read_room.session)[0].keys() == {"T02", "NEW01"}
    assert said(read_room, "TP2") == {("T02", "MEASURED", "20.0"), ("NEW01", "UNEQUIVOCAL", "13.9")}
    reader.key(Key.Key_Z, CTRL)
    reader.key(Key.Key_Z, CTRL)
    assert said(read_room, "TP2") == {("T01", "MEASURED", "31.0"), ("T02", "MEASURED", "20.0")}


def test_what_is_drawn_while_its_fragment_is_undone_is_of_the_whole_and_says_so(read_room: Opened) -> None:
    reader = read_room.read(1)
    take(reader, "T01")
    reader.key(Key.Key_P)
    reader.scroll_to(PIECE.place)
    start, end = (reader.px(point) for point in PIECE.long_lps(1))
    reader.press(reader.pane, *start)
    reader.move(reader.pane, *end)
    read_room.session.case.undo()  # while the hand is down the key does not
    reader.release(reader.pane, *end)
    reader.key(Key.Key_Return)
    assert stored(read_room.session)[0].keys() == {"T01", "T02"}
    assert said(read_room, "TP1") == {("T01", "MEASURED", "13.9"), ("T02", "MEASURED", "16.0")}
    assert reader.message.startswith("T01 was drawn again: 20.0 mm is now 13.9 mm.")


def test_two_keys_at_once_are_two_steps(read_room: Opened) -> None:
    reader = read_room.read(1)
    take(reader, "T01")
    for key in (Key.Key_P, Key.Key_P):
        reader.key(key)
    assert reader.message.startswith("T01.2 is not measured at this timepoint")
    assert stored(read_room.session)[0].keys() == {"T01", "T01.1", "T01.2", "T02"}
