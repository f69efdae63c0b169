"""Keys that last while they are down, and a hand that lets go where nobody sees it; by real events."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.reading.hands.hands import Hands, HandsPreset, hands_of
from app.reading.hands.keys import Action, Stroke
from app.reading.pictures.layouts import Layout
from tests.app.reading.at_the_desk import stored
from tests.app.reading.scans import LUNG
from tests.app.reading.user import SHIFT, Opened, Reader
from viewer.image_pane import ImagePane

Key = Qt.Key


def seen(pane: ImagePane) -> QImage:
    return pane.grab().toImage()


def in_place(reader: Reader) -> QImage:
    """What is seen where the current picture is."""
    QApplication.processEvents()
    pane = reader.pane
    return reader.station.window.grab(
        pane.rect().translated(pane.mapTo(reader.station.window, pane.rect().topLeft()))
    ).toImage()


def other_window(qtbot: QtBot) -> QWidget:
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitExposed(other):
        other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    return other


def test_a_held_shows_the_prior_where_the_current_picture_is(read_room: Opened) -> None:
    reader = read_room.read(2)
    current, prior = seen(reader.pane), seen(reader.wall.prior.pane)
    assert current != prior
    reader.hold(Key.Key_A)
    shown = in_place(reader)
    assert shown == prior.copy(shown.rect())
    reader.let_go(Key.Key_A)
    assert in_place(reader) == current


def test_a_shows_the_prior_of_a_picture_that_stands_alone_and_follows_the_wheel(read_room: Opened) -> None:
    reader = read_room.read(2)
    assert reader.room.read is not None
    reader.room.read.wall.arrangement.choose(Layout.ONE)
    QApplication.processEvents()
    alone = seen(reader.pane)
    reader.hold(Key.Key_A)
    first = in_place(reader)
    assert first != alone
    reader.wheel(reader.pane, -2)
    assert in_place(reader) != first
    assert reader.wall.prior.pane.viewport().index == reader.pane.viewport().index
    reader.let_go(Key.Key_A)
    assert in_place(reader) == seen(reader.pane)
    assert reader.wall.prior.pane.isHidden()


def test_nothing_is_drawn_on_a_picture_that_is_not_seen(unread_room: Opened) -> None:
    reader = unread_room.read(1)
    reader.hold(Key.Key_A)
    reader.draw(LUNG)
    reader.let_go(Key.Key_A)
    reader.key(Key.Key_E)
    assert stored(unread_room.session) == ({}, set())


def test_a_does_nothing_while_a_button_is_down(read_room: Opened) -> None:
    reader = read_room.read(2)
    reader.press(reader.pane, 40, 40, Qt.MouseButton.MiddleButton)
    reader.hold(Key.Key_A)
    assert in_place(reader) == seen(reader.pane)
    reader.let_go(Key.Key_A)
    reader.release(reader.pane, 40, 40, Qt.MouseButton.MiddleButton)


@pytest.mark.parametrize("key", [Key.Key_A, Key.Key_V])
def test_what_is_held_ends_when_another_window_comes_in_front(
    read_room: Opened, qtbot: QtBot, key: Qt.Key
) -> None:
    reader = read_room.read(2)
    before = in_place(reader)
    reader.hold(key)
    assert in_place(reader) != before
    other = other_window(qtbot)
    qtbot.waitUntil(lambda: in_place(reader) == before)
    other.close()


def test_space_ends_when_another_window_comes_in_front(unread_room: Opened, qtbot: QtBot) -> None:
    reader = unread_room.read(0)
    reader.pane.setFocus()
    reader.hold(Key.Key_Space)
    other = other_window(qtbot)
    other.close()
    reader.station.window.activateWindow()
    qtbot.waitUntil(reader.station.window.isActiveWindow)
    before = reader.pane.viewport()
    reader.draw_long(LUNG)
    reader.key(Key.Key_Return)
    assert stored(unread_room.session)[0].keys() == {"T01"}
    assert reader.pane.viewport().window == before.window


def test_what_is_held_ends_where_the_focus_has_gone_to_a_field(read_room: Opened) -> None:
    reader = read_room.read(2)
    before = in_place(reader)
    reader.hold(Key.Key_V)
    reader.room.panel.form.site.setFocus()
    reader.let_go(Key.Key_V)
    reader.room.setFocus()
    assert in_place(reader) == before


def test_two_keys_held_at_once_end_one_by_one_and_repetitions_are_nothing_new(read_room: Opened) -> None:
    reader = read_room.read(2)
    before = in_place(reader)
    reader.hold(Key.Key_V)
    reader.hold(Key.Key_A)
    window = reader.station.window.windowHandle()
    for _ in range(3):
        QTest.sendKeyEvent(QTest.KeyAction.Press, reader.room, Key.Key_A, "a", Qt.KeyboardModifier.NoModifier)
    reader.let_go(Key.Key_V)
    assert in_place(reader) != before
    reader.let_go(Key.Key_A)
    assert in_place(reader) == before
    assert window.isVisible()


def test_the_read_is_left_while_a_key_is_held(read_room: Opened) -> None:
    reader = read_room.read(2)
    reader.hold(Key.Key_A)
    reader.room.close_subject()
    reader.let_go(Key.Key_A)
    again = read_room.read(2)
    assert in_place(again) == seen(again.pane)


def test_another_key_acts_at_once_and_the_former_one_no_longer(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.room.set_hands(Hands().with_key(Action.NEW_LESION, Stroke(Key.Key_J)), {})
    reader.key(Key.Key_N)
    assert stored(unread_room.session)[0] == {}
    reader.key(Key.Key_J)
    assert stored(unread_room.session)[0].keys() == {"T01"}
    assert reader.room.panel.new.toolTip() == "New lesion   J"


def test_tab_can_be_given_away_and_then_walks_the_controls(read_room: Opened) -> None:
    reader = read_room.read(2)
    reader.room.set_hands(Hands().with_key(Action.NEXT_LESION, Stroke(Key.Key_J)), {})
    before = reader.lesion
    reader.key(Key.Key_Tab)
    assert reader.lesion == before
    assert QApplication.focusWidget() is not reader.room
    reader.room.setFocus()
    reader.key(Key.Key_J)
    assert reader.lesion != before


def test_a_key_typed_in_a_field_is_text_and_asks_for_nothing(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.key(Key.Key_N)
    site = reader.room.panel.form.site
    site.setFocus()
    reader.type_in("qqxx")
    assert stored(unread_room.session)[1] == set()
    assert stored(unread_room.session)[0].keys() == {"T01"}
    assert reader.desk.current.label == "BL"


def test_scrolling_on_the_left_button_never_moves_what_is_drawn(read_room: Opened) -> None:
    reader = read_room.read(2)
    reader.click(reader.room.panel.lesions.row(reader.desk.case.lesions[0].uid))
    before = stored(read_room.session)
    reader.room.set_hands(hands_of(HandsPreset.SCROLL_ON_LEFT), {})
    place = reader.pane.viewport().index
    x, y = reader.px(LUNG.long_lps(2)[0])
    reader.drag(reader.pane, (x, y), (x, y + 6), (x, y + 12))
    assert reader.pane.viewport().index == place + 2
    assert stored(read_room.session) == before


def test_the_wheel_leaves_a_half_drawn_caliper_on_its_slice(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.draw_long(LUNG)
    reader.wheel(reader.pane, -3)
    reader.wheel(reader.pane, -1, SHIFT)
    reader.key(Key.Key_Return)
    ((label, *_),) = stored(unread_room.session)[1]
    assert label == "T01"
    assert reader.desk.case.lesions[0].label == "T01"
    (measurement,) = reader.desk.case.measurements.values()
    assert measurement.caliper is not None
    stack = reader.wall.current.stack
    assert stack is not None
    assert measurement.caliper.sop_uid == stack.series.slices[LUNG.place].sop_uid


def test_a_button_let_go_outside_the_window_ends_the_drag_there(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.scroll_to(LUNG.place)
    start, end = (reader.px(point) for point in LUNG.long_lps(0))
    reader.press(reader.pane, *start)
    reader.move(reader.pane, *end)
    QApplication.sendEvent(reader.pane, QEvent(QEvent.Type.Leave))
    reader.release(reader.pane, -4000, -4000)
    reader.key(Key.Key_Return)
    drawn = stored(unread_room.session)[1]
    assert len(drawn) == 1
    before = reader.pane.viewport()
    reader.move(reader.pane, 50, 50)
    assert reader.pane.viewport() == before


def test_a_picture_with_no_width_takes_every_key_and_comes_back(unread_room: Opened) -> None:
    reader = unread_room.read(1)
    size = reader.pane.size()
    reader.pane.setMinimumSize(0, 0)
    reader.pane.resize(0, size.height())
    for key in (Key.Key_A, Key.Key_V, Key.Key_R, Key.Key_Down, Key.Key_1):
        reader.key(key)
    reader.wheel(reader.pane, -1, Qt.KeyboardModifier.ControlModifier)
    reader.pane.resize(size)
    reader.key(Key.Key_R)
    reader.pane.setMinimumSize(64, 64)
    reader.draw(LUNG)
    ((label, _, _, long_mm, _),) = stored(unread_room.session)[1]
    assert label == "NEW01"
    assert float(long_mm) == pytest.approx(20.0, abs=0.4)


def test_a_held_follows_keys_too(read_room: Opened) -> None:
    reader = read_room.read(1)
    reader.scroll_to(2)
    reader.hold(Key.Key_A)
    before = in_place(reader)
    for _ in range(3):
        reader.key(Key.Key_Down)
    after, prior = in_place(reader), seen(reader.wall.prior.pane)
    assert after == prior.copy(after.rect())
    assert after != before
    reader.let_go(Key.Key_A)
