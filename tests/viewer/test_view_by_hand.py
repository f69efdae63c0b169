"""Scrolling, zooming, panning, windowing and reading values with real mouse events on a pane."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.viewer.phantoms import Stack, lettered
from viewer.gestures import Drag, MouseBindings, Turn
from viewer.shapes import PointerReadout
from viewer.viewport import Viewport, Window

RIGHT, MIDDLE = Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
MOMENTUM, BEGIN = Qt.ScrollPhase.ScrollMomentum, Qt.ScrollPhase.ScrollBegin


@pytest.fixture
def tall(pane):
    """A hundred slices, the fiftieth shown."""
    pane.set_source(Stack(np.zeros((100, 40, 40), np.int16)))
    pane.set_viewport(Viewport(50))
    return pane


@pytest.mark.parametrize(
    ("turns", "index"),
    [
        ([-120], 51),
        ([120], 49),
        ([-360], 53),
        ([-30, -30, -30], 50),
        ([-30, -30, -30, -30], 51),
        ([-15] * 20, 52),
        ([-90, 30, 30], 50),
        ([-90, 60, 60], 49),
    ],
)
def test_whole_notches_move_slices_and_fine_wheels_add_up(tall, hand, turns, index):
    for angle in turns:
        hand.wheel(angle)
    assert tall.viewport().index == index


def test_shift_moves_five_slices(tall, hand):
    hand.wheel(-120, keys=SHIFT)
    assert tall.viewport().index == 55


def test_trackpads_scroll_by_pixels_and_stop_with_the_fingers(tall, hand):
    hand.wheel(swipe_px=-20, phase=BEGIN)
    hand.wheel(swipe_px=-20, phase=Qt.ScrollPhase.ScrollUpdate)
    assert tall.viewport().index == 51
    for _ in range(20):
        hand.wheel(swipe_px=-30, phase=MOMENTUM)
    assert tall.viewport().index == 51


def test_scrolling_stops_at_the_ends_and_tells_only_changes(tall, hand, heard):
    tall.set_viewport(Viewport(98))
    hand.wheel(-360)
    hand.wheel(-120)
    assert tall.viewport().index == 99
    assert [viewport.index for (viewport,) in heard.of("viewportChanged")] == [99]


def test_control_and_wheel_zoom_about_the_pointer(pane, hand):
    hand.move(120, 310)
    before = pane.plane_view().lps((120.5, 310.5))
    hand.wheel(240, keys=CONTROL)
    assert pane.viewport().zoom == pytest.approx(10 * 1.15**2)
    assert pane.plane_view().lps((120.5, 310.5)) == pytest.approx(before)
    assert pane.viewport().index == 0


def test_the_right_button_zooms_about_where_it_went_down(pane, hand):
    before = pane.plane_view().lps((100.5, 300.5))
    hand.drag((100, 300), (100, 230), (100, 160), button=RIGHT)
    assert pane.viewport().zoom == pytest.approx(20.0)
    assert pane.plane_view().lps((100.5, 300.5)) == pytest.approx(before)


def test_the_middle_button_pans(pane, hand):
    point = pane.plane_view().lps((200.5, 200.5))
    hand.drag((200, 200), (210, 205), (250, 180), button=MIDDLE)
    assert pane.plane_view().px(point) == pytest.approx((250.5, 180.5))


@pytest.mark.parametrize("how", ["both buttons", "Space and left", "the window tool"])
def test_windowing(pane, hand, how):
    pane.set_viewport(Viewport(0, Window(40.0, 300.0)))
    hand.at = (100, 100)
    if how == "Space and left":
        QTest.keyPress(pane, Qt.Key.Key_Space)
    if how == "the window tool":
        pane.set_tool("window")
    if how == "both buttons":
        hand.press(100, 100, RIGHT)
    hand.press(100, 100)
    hand.move(130, 100)
    hand.move(150, 120)
    assert pane.viewport().window == Window(60.0, 350.0)
    assert pane.viewport().zoom is None


def test_a_button_left_over_from_windowing_does_nothing(pane, hand):
    hand.press(100, 100)
    hand.press(100, 100, RIGHT)
    hand.release()
    before = pane.viewport()
    hand.move(300, 300)
    hand.release(RIGHT)
    assert pane.viewport() == before


SCROLLING = MouseBindings(
    left=Drag.SCROLL, right=Drag.WINDOW, left_and_right=Drag.ZOOM, space_and_left=Drag.PAN
)


@pytest.mark.parametrize(("down_px", "index"), [(4, 50), (5, 51), (24, 54), (-5, 49), (-24, 46), (900, 99)])
def test_a_button_can_be_given_to_scrolling_five_pixels_a_slice(tall, hand, down_px, index):
    tall.set_mouse(SCROLLING)
    hand.press(100, 100)
    hand.move(100, 100 + down_px // 2)
    hand.move(100, 100 + down_px)
    hand.release()
    assert tall.viewport().index == index


def test_each_button_does_what_it_was_given(pane, hand):
    pane.set_mouse(SCROLLING)
    hand.drag((100, 100), (130, 100), button=RIGHT)
    assert pane.viewport().window.width != Viewport().window.width
    assert pane.viewport().zoom is None
    hand.press(100, 100, RIGHT)
    hand.press(100, 100)
    hand.move(100, 60)
    assert pane.viewport().zoom > 10.0


def test_the_wheel_does_what_it_was_given(tall, hand):
    tall.set_mouse(MouseBindings(wheel=Turn.ZOOM, shift_wheel=Turn.NOTHING, control_wheel=Turn.FIVE_SLICES))
    hand.wheel(120)
    assert (tall.viewport().zoom > 10.0, tall.viewport().index) == (True, 50)
    hand.wheel(-120, keys=SHIFT)
    assert tall.viewport().index == 50
    hand.wheel(-120, keys=CONTROL)
    assert tall.viewport().index == 55


def test_a_caliper_begun_with_shift_is_finished_by_the_left_button_alone(pane, hand, heard):
    pane.set_mouse(SCROLLING)
    pane.set_tool("long_and_short_axis")
    hand.keys = SHIFT
    hand.drag((100, 200), (200, 200), (300, 200))
    hand.keys = Qt.KeyboardModifier.NoModifier
    hand.move(200, 250)
    hand.click(200, 250)
    ((drawn,),) = heard.of("caliperDrawn")
    assert drawn.short_lps is not None
    assert pane.viewport().index == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"left": Drag.SCROLL, "shift_left": Drag.PAN},
        {"right": Drag.TOOL},
        {"left": Drag.SELECT},
        {"space_and_left": Drag.TOOL},
    ],
)
def test_a_mouse_that_cannot_draw_is_not_to_be_had(wrong):
    with pytest.raises(ValueError, match=r"draws|cannot|only"):
        MouseBindings(**wrong)


@pytest.mark.parametrize(("tool", "field"), [("pan", "centre"), ("zoom", "zoom")])
def test_the_left_button_takes_the_view_tools(pane, hand, tool, field):
    pane.set_tool(tool)
    hand.drag((100, 100), (130, 160))
    assert getattr(pane.viewport(), field) is not None


def test_scrolling_during_a_pan_keeps_both(pane, hand):
    hand.press(200, 200, MIDDLE)
    hand.wheel(-120)
    hand.move(230, 200)
    assert pane.viewport().index == 1
    assert pane.viewport().centre[0] == pytest.approx(19.5 - 3.0)


def test_fit_undoes_zoom_and_pan(pane, hand):
    hand.drag((200, 200), (250, 180), button=MIDDLE)
    pane.fit()
    assert (pane.viewport().zoom, pane.viewport().centre) == (None, None)


def test_what_the_program_sets_is_not_signalled(pane, heard):
    pane.set_viewport(Viewport(1, Window(10.0, 20.0), 3.0, (1.0, 1.0)))
    pane.set_source(None)
    assert heard.of("viewportChanged") == []


def test_the_left_button_activates_and_changing_the_view_does_not(pane, hand, heard):
    hand.wheel(-120)
    hand.drag((100, 100), (120, 120), button=MIDDLE)
    hand.drag((100, 100), (120, 120), button=RIGHT)
    assert heard.of("activated") == []
    hand.click(10, 10)
    assert heard.of("activated") == [()]


def test_magnification_follows_zoom_and_size(pane, qtbot):
    assert pane.magnification() == pytest.approx(10.0)
    with qtbot.waitSignal(pane.magnificationChanged) as told:
        pane.resize(200, 300)
    assert told.args == [pytest.approx(5.0)]


@pytest.mark.parametrize(("zoom", "centre"), [(None, None), (31.7, (20.2, 18.9)), (4.0, (13.0, 29.0))])
def test_the_value_is_of_the_very_voxel_under_the_pointer(pane, hand, heard, zoom, centre):
    values = np.random.default_rng(2).integers(-1000, 1000, (3, 40, 40)).astype(np.int16)
    pane.set_source(Stack(values, rescale=[(1.0, 0.0), (2.0, -500.0), (1.0, 0.0)]))
    pane.set_viewport(Viewport(1, zoom=zoom, centre=centre))
    seen = 0
    for x, y in [
        (3, 3),
        (99, 100),
        (100, 100),
        (200, 55),
        (397, 201),
        (250, 399),
        (207, 33),
        (205, 190),
        (190, 170),
    ]:
        hand.move(x, y)
        readout: PointerReadout = heard.of("pointerMoved")[-1][0]
        column, row = pane.source().plane(1).pixel(readout.point_lps)
        assert abs(column - readout.column) <= 0.5
        assert abs(row - readout.row) <= 0.5
        if 0 <= readout.column < 40 and 0 <= readout.row < 40:
            seen += 1
            assert readout.value_hu == values[1, readout.row, readout.column] * 2.0 - 500.0
        else:
            assert readout.value_hu is None
    assert seen >= 2


@pytest.mark.parametrize(("x", "column"), [(0, 0), (9, 0), (10, 1), (19, 1), (20, 2), (399, 39)])
def test_a_voxel_ends_at_its_last_pixel(pane, hand, heard, x, column):
    hand.move(x, 5)
    assert heard.of("pointerMoved")[-1][0].column == column


def test_padding_and_what_is_not_loaded_have_no_value(pane, hand, heard):
    stack = Stack(lettered(), padding=50)
    pane.set_source(stack)
    hand.move(100, 100)
    assert heard.of("pointerMoved")[-1][0].value_hu is None
    hand.move(300, 100)
    assert heard.of("pointerMoved")[-1][0].value_hu == 100.0
    stack.missing.add(0)
    hand.move(301, 100)
    assert heard.of("pointerMoved")[-1][0].value_hu is None
    stack.missing.clear()
    pane.refresh_frame(0)
    assert heard.of("pointerMoved")[-1][0].value_hu == 100.0


def test_the_value_follows_the_slice_under_a_resting_pointer(pane, hand, heard):
    hand.move(300, 300)
    hand.wheel(-240)
    assert heard.of("pointerMoved")[-1][0].value_hu == 202.0


def test_a_drag_whose_release_was_lost_ends_with_the_next_move(pane, hand):
    hand.press(200, 200, MIDDLE)
    hand.move(230, 200)
    before = pane.viewport()
    hand.buttons = Qt.MouseButton.NoButton
    hand.move(350, 300)
    assert pane.viewport() == before


def test_without_a_picture_there_is_no_value(pane, hand, heard):
    hand.move(300, 300)
    pane.set_source(None)
    assert heard.of("pointerMoved")[-1] == (None,)


def test_leaving_clears_the_value(pane, hand, heard):
    hand.move(300, 300)
    QApplication.sendEvent(pane, QEvent(QEvent.Type.Leave))
    assert heard.of("pointerMoved")[-1] == (None,)


def test_a_press_by_the_toolkits_own_mouse_is_heard(pane, heard, qtbot):
    pane.set_tool("long_and_short_axis")
    qtbot.mouseClick(pane, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    assert heard.of("activated") == [()]


@pytest.mark.parametrize("ratio", [1.25, 1.5, 1.75, 2.0])
def test_at_any_scaling_the_hand_is_on_the_middle_of_its_device_pixel(pane, hand, heard, ratio, monkeypatch):
    monkeypatch.setattr(pane, "devicePixelRatioF", lambda: ratio)
    for device_px in (1, 2, 3, 127, 301, 499):
        hand.move(device_px / ratio, device_px / ratio)
        point_lps = heard.of("pointerMoved")[-1][0].point_lps
        x, y = pane.plane_view().px(point_lps)
        assert (x * ratio, y * ratio) == pytest.approx((device_px + 0.5, device_px + 0.5))
