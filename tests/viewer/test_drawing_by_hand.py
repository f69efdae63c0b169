"""Calipers drawn, changed and dropped with real mouse and key events on a pane."""

import math

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.viewer.phantoms import AXIAL, CORONAL, SAGITTAL, Stack, lettered
from viewer.shapes import CaliperShape, DrawnCaliper
from viewer.viewport import Viewport, Window

RIGHT, MIDDLE = Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton


def off_by_px(pane, point_lps, at_px) -> float:
    """How far, in logical pixels, a patient point is seen from a place in the pane."""
    source, viewport = pane.source(), pane.viewport()
    plane = source.plane(viewport.index)
    column, row = plane.pixel(point_lps)
    fit = min(
        pane.width() / (plane.columns * plane.column_spacing_mm),
        pane.height() / (plane.rows * plane.row_spacing_mm),
    )
    zoom = viewport.zoom or fit
    centre = viewport.centre or (
        (plane.columns - 1) / 2 * plane.column_spacing_mm,
        (plane.rows - 1) / 2 * plane.row_spacing_mm,
    )
    x = (column * plane.column_spacing_mm - centre[0]) * zoom + pane.width() / 2
    y = (row * plane.row_spacing_mm - centre[1]) * zoom + pane.height() / 2
    # The hand is on a pixel, whose middle is half a pixel further.
    return max(abs(x - at_px[0] - 0.5), abs(y - at_px[1] - 0.5))


@pytest.fixture
def drawing(pane):
    pane.set_tool("long_and_short_axis")
    return pane


@pytest.fixture
def lining(pane):
    pane.set_tool("single_line")
    return pane


@pytest.mark.parametrize("directions", [AXIAL, SAGITTAL, CORONAL])
@pytest.mark.parametrize(
    ("zoom", "centre"), [(None, None), (3.0, (19.0, 20.0)), (17.31, (12.3, 20.7)), (60.0, (15.0, 15.0))]
)
def test_a_caliper_lies_where_the_mouse_was(lining, hand, heard, directions, zoom, centre):
    lining.set_source(Stack(lettered(), directions, spacing_mm=(1.0, 1.0)))
    lining.set_viewport(Viewport(1, zoom=zoom, centre=centre))
    hand.drag((170, 160), (200, 190), (233, 221))
    ((drawn,),) = heard.of("caliperDrawn")
    assert drawn.index == 1
    assert drawn.short_lps is None
    assert off_by_px(lining, drawn.long_lps[0], (170, 160)) < 1e-6
    assert off_by_px(lining, drawn.long_lps[1], (233, 221)) < 1e-6
    assert lining.source().plane(1).distance_mm(drawn.long_lps[1]) == pytest.approx(0.0, abs=1e-9)


def test_a_caliper_lies_where_the_mouse_was_on_pixels_that_are_not_square(lining, hand, heard):
    lining.set_source(Stack(lettered(20, 40), spacing_mm=(2.0, 1.0)))
    hand.drag((100, 100), (300, 250))
    ((drawn,),) = heard.of("caliperDrawn")
    # 40 x 40 mm on 400 px: 10 px a mm both ways.
    assert math.dist(*drawn.long_lps) == pytest.approx(math.hypot(20.0, 15.0))


@pytest.mark.parametrize("spacing_mm", [(0.5, 0.5), (0.7, 0.4)])
def test_a_caliper_on_a_disc_gives_its_diameter(lining, hand, heard, spacing_mm):
    """The disc's edges are found in the picture on screen, by its grey, as an eye would."""
    row_mm, column_mm = spacing_mm
    rows, columns = np.mgrid[:100, :100]
    distance = np.hypot((rows - 50) * row_mm, (columns - 50) * column_mm)
    disc = np.clip((8.65 - distance) / 0.5 + 0.5, 0, 1) * 200
    lining.set_source(Stack(disc[None].round().astype(np.int16), spacing_mm=spacing_mm))
    lining.set_overlays_visible(False)
    lining.set_viewport(Viewport(0, Window(128.0, 256.0), zoom=15.0, centre=(50 * column_mm, 50 * row_mm)))
    picture = lining.grab().toImage()
    bright = [x for x in range(400) if picture.pixelColor(x, 200).red() >= 100]
    lining.set_overlays_visible(True)
    hand.drag((bright[0], 200), (bright[-1], 200))
    ((drawn,),) = heard.of("caliperDrawn")
    assert math.dist(*drawn.long_lps) == pytest.approx(17.3, abs=0.1 + 0.5 / 15.0)


def test_long_axis_then_short_axis_is_told_once(drawing, hand, heard):
    hand.drag((100, 200), (150, 200), (300, 200))
    assert heard.of("caliperDrawn") == []
    hand.move(180, 240)
    hand.click(180, 250)
    ((drawn,),) = heard.of("caliperDrawn")
    assert off_by_px(drawing, drawn.long_lps[1], (300, 200)) < 1e-6
    assert off_by_px(drawing, drawn.short_lps[0], (180, 150)) < 1e-6
    assert off_by_px(drawing, drawn.short_lps[1], (180, 250)) < 1e-6
    assert heard.of("draftChanged") == [(True,), (False,)]


def test_a_drag_right_after_a_click_is_not_lost_as_a_double_click(lining, hand, heard):
    hand.click(100, 200)
    hand.press_again(100, 200)
    hand.move(300, 200)
    hand.release()
    assert len(heard.of("caliperDrawn")) == 1


def test_a_caliper_whose_release_was_lost_is_kept_as_far_as_it_was_drawn(lining, hand, heard):
    hand.press(100, 200)
    hand.move(300, 200)
    hand.buttons = Qt.MouseButton.NoButton
    hand.move(20, 30)
    ((drawn,),) = heard.of("caliperDrawn")
    assert off_by_px(lining, drawn.long_lps[1], (300, 200)) < 1e-6


def test_enter_leaves_the_short_axis_empty(drawing, hand, heard):
    hand.drag((100, 200), (300, 200))
    hand.move(180, 240)
    QTest.keyClick(drawing, Qt.Key.Key_Return)
    ((drawn,),) = heard.of("caliperDrawn")
    assert drawn.short_lps is None


@pytest.mark.parametrize(
    "next_action",
    [
        lambda pane: pane.set_tool("single_line"),
        lambda pane: pane.set_source(None),
        lambda pane: pane.set_active(False),
        lambda pane: pane.accept(),
        lambda pane: pane.hide(),
    ],
    ids=["another tool", "another series", "another pane", "accepted", "hidden"],
)
def test_whatever_comes_next_a_drawn_long_axis_is_not_lost(drawing, hand, heard, next_action):
    hand.drag((100, 200), (300, 200))
    hand.move(180, 240)
    next_action(drawing)
    ((drawn,),) = heard.of("caliperDrawn")
    assert drawn.short_lps is None
    assert math.dist(*drawn.long_lps) == pytest.approx(20.0)


def test_escape_drops_the_whole_caliper_in_either_phase(drawing, hand, heard):
    hand.press(100, 200)
    hand.move(300, 200)
    QTest.keyClick(drawing, Qt.Key.Key_Escape)
    hand.release()
    hand.drag((100, 200), (300, 200))
    hand.move(180, 240)
    QTest.keyClick(drawing, Qt.Key.Key_Escape)
    hand.click(180, 240)
    assert heard.of("caliperDrawn") == []
    assert heard.of("draftChanged") == [(True,), (False,)] * 2


def test_the_view_can_change_while_the_long_axis_is_dragged(drawing, hand, heard):
    """Scrolled, zoomed and panned: the caliper stays on its slice and its start in the patient."""
    start_lps = drawing.source().plane(0).point_lps(14.55, 14.55)
    hand.press(150, 150)
    hand.move(200, 200)
    hand.wheel(-120)
    assert drawing.viewport().index == 1
    hand.wheel(120, keys=Qt.KeyboardModifier.ControlModifier)
    hand.press(200, 200, MIDDLE)
    hand.move(220, 190)
    hand.release(MIDDLE)
    hand.move(240, 230)
    hand.release()
    hand.click(240, 230)
    ((drawn,),) = heard.of("caliperDrawn")
    assert drawn.index == 0
    assert drawn.long_lps[0] == pytest.approx(start_lps)
    drawing.set_viewport(Viewport(0, zoom=drawing.viewport().zoom, centre=drawing.viewport().centre))
    assert off_by_px(drawing, drawn.long_lps[1], (240, 230)) < 1e-6
    assert drawn.long_lps[1][2] == start_lps[2]


def test_the_view_can_change_while_the_short_axis_is_waited_for(drawing, hand, heard):
    hand.drag((100, 200), (300, 200))
    hand.wheel(-240)
    hand.drag((200, 200), (200, 130), button=RIGHT)
    hand.drag((200, 200), (230, 220), button=MIDDLE)
    assert heard.of("caliperDrawn") == []
    assert drawing.viewport().index == 2
    hand.click(210, 260)
    ((drawn,),) = heard.of("caliperDrawn")
    assert drawn.index == 0
    assert math.dist(*drawn.long_lps) == pytest.approx(20.0)
    assert drawn.short_lps is not None


def test_left_and_right_together_window_without_spoiling_the_caliper(drawing, hand, heard):
    hand.press(100, 200)
    hand.move(300, 200)
    hand.press(300, 200, RIGHT)
    hand.move(350, 260)
    hand.release(RIGHT)
    hand.release()
    assert drawing.viewport().window != Viewport().window
    drawing.accept()
    ((drawn,),) = heard.of("caliperDrawn")
    assert math.dist(*drawn.long_lps) == pytest.approx(20.0)


def test_after_windowing_the_drag_goes_on(drawing, hand, heard):
    hand.press(100, 200)
    hand.move(200, 200)
    QTest.keyPress(drawing, Qt.Key.Key_Space)
    hand.move(250, 250)
    QTest.keyRelease(drawing, Qt.Key.Key_Space)
    hand.move(300, 200)
    hand.release()
    drawing.accept()
    ((drawn,),) = heard.of("caliperDrawn")
    assert off_by_px(drawing, drawn.long_lps[1], (300, 200)) < 1e-6
    assert drawing.viewport().window != Viewport().window


def test_pressing_both_buttons_draws_nothing(drawing, hand, heard):
    hand.press(100, 200)
    hand.press(100, 200, RIGHT)
    hand.move(180, 240)
    hand.release()
    hand.release(RIGHT)
    drawing.accept()
    assert heard.of("caliperDrawn") == []
    assert drawing.viewport().window != Viewport().window


@pytest.mark.parametrize("to", [(100, 200), (102, 201)])
def test_a_click_is_no_caliper(drawing, hand, heard, to):
    hand.drag((100, 200), to)
    drawing.accept()
    assert heard.of("caliperDrawn") == []
    assert heard.of("draftChanged") == []


def test_ends_dragged_off_the_image_are_held_at_its_edge(lining, hand, heard):
    lining.set_viewport(Viewport(0, zoom=5.0))
    hand.drag((20, 200), (390, 200))
    ((drawn,),) = heard.of("caliperDrawn")
    assert math.dist(*drawn.long_lps) == pytest.approx(40.0)


def test_nothing_is_drawn_where_there_is_no_picture(lining, hand, heard):
    lining.source().missing.add(0)
    hand.drag((100, 200), (300, 200))
    lining.set_source(None)
    hand.drag((100, 200), (300, 200))
    assert heard.of("caliperDrawn") == []


def stored(pane, **changes) -> CaliperShape:
    plane = pane.source().plane(0)
    axes = {
        "long_lps": (plane.point_lps(9.5, 19.5), plane.point_lps(29.5, 19.5)),
        "short_lps": (plane.point_lps(19.5, 14.5), plane.point_lps(19.5, 24.5)),
    }
    return CaliperShape("T01", **(axes | {"style_key": "SBRT", "title": "T01", "text": "20.0"} | changes))


def test_an_end_can_be_pulled(drawing, hand, heard):
    drawing.set_shapes([stored(drawing)])
    hand.drag((300, 200), (320, 200), (350, 200))
    ((name, edited),) = heard.of("caliperEdited")
    assert name == "T01"
    assert isinstance(edited, DrawnCaliper)
    assert edited.index == 0
    assert math.dist(*edited.long_lps) == pytest.approx(25.0)
    assert math.dist(*edited.short_lps) == pytest.approx(10.0)
    assert heard.of("caliperDrawn") == []


def test_the_whole_can_be_moved_by_its_line(drawing, hand, heard):
    shape = stored(drawing)
    drawing.set_shapes([shape])
    hand.drag((150, 200), (180, 220))
    ((name, edited),) = heard.of("caliperEdited")
    assert name == "T01"
    for before, after in zip(shape.points_lps, edited.long_lps + edited.short_lps, strict=True):
        assert after == pytest.approx((before[0] + 3.0, before[1] + 2.0, before[2]))


def test_a_label_can_be_dragged(drawing, hand, heard):
    plane = drawing.source().plane(0)
    drawing.set_shapes([stored(drawing, label_lps=plane.point_lps(30.0, 32.0))])
    hand.drag((305, 325), (255, 345))
    ((name, moved),) = heard.of("labelMoved")
    assert name == "T01"
    assert moved == pytest.approx(plane.point_lps(25.0, 34.0))
    assert heard.of("caliperEdited") == []


def test_escape_undoes_a_pull_under_way(drawing, hand, heard):
    drawing.set_shapes([stored(drawing)])
    hand.press(300, 200)
    hand.move(350, 200)
    QTest.keyClick(drawing, Qt.Key.Key_Escape)
    hand.release()
    assert heard.of("caliperEdited") == []


@pytest.mark.parametrize("tool", ["select", "long_and_short_axis", "pan"])
def test_a_click_on_a_caliper_selects_it(pane, hand, heard, tool):
    pane.set_tool(tool)
    pane.set_shapes([stored(pane, editable=tool == "long_and_short_axis")])
    hand.click(150, 200)
    hand.click(60, 60)
    assert heard.of("shapeSelected") == ([("T01",)] if tool != "pan" else [])
    assert heard.of("caliperEdited") == []


def test_what_is_not_editable_is_drawn_over(drawing, hand, heard):
    drawing.set_shapes([stored(drawing, editable=False)])
    hand.drag((300, 200), (350, 250))
    drawing.accept()
    assert len(heard.of("caliperDrawn")) == 1
    assert heard.of("caliperEdited") == []


def test_a_click_where_there_is_no_picture_selects_nothing(pane, hand, heard):
    pane.set_shapes([stored(pane, editable=False)])
    hand.click(150, 200)
    pane.source().missing.add(0)
    hand.click(150, 200)
    assert heard.of("shapeSelected") == [("T01",)]


@pytest.mark.parametrize("hidden", ["a ghost", "overlays hidden", "another slice"])
def test_what_cannot_be_taken_hold_of_lets_the_hand_through(drawing, hand, heard, hidden):
    drawing.set_shapes([stored(drawing, ghost=hidden == "a ghost")])
    drawing.set_overlays_visible(hidden != "overlays hidden")
    drawing.set_viewport(Viewport(1 if hidden == "another slice" else 0))
    hand.drag((300, 200), (350, 250))
    drawing.accept()
    assert heard.of("caliperEdited") == []
    assert len(heard.of("caliperDrawn")) == 1


def test_the_selected_caliper_is_first_under_the_hand(drawing, hand, heard):
    other = stored(drawing)
    selected = CaliperShape("T02", other.long_lps, selected=True)
    drawing.set_shapes([other, selected])
    hand.drag((300, 200), (350, 200))
    assert [name for name, _ in heard.of("caliperEdited")] == ["T02"]


def test_a_change_to_a_caliper_that_is_taken_away_is_dropped(drawing, hand, heard):
    drawing.set_shapes([stored(drawing)])
    hand.press(300, 200)
    hand.move(350, 200)
    drawing.set_shapes([])
    hand.release()
    assert heard.of("caliperEdited") == []


def test_an_unknown_tool_is_refused(pane):
    with pytest.raises(ValueError, match="ruler"):
        pane.set_tool("ruler")
