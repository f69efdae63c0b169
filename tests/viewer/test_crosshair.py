"""The cross-hair: where other planes cut a picture, whichever way it lies, and what hands do with it."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from measurements.geometry.vectors import add, cross, dot, scale, subtract
from tests.viewer.phantoms import AXIAL, CORONAL, SAGITTAL, STYLE, Hand, Stack, lettered
from viewer.crosshair import GAP_PX, CrossHair, CrossLine, Hold, grip_at, lines_on_screen
from viewer.plane_view import PlaneView
from viewer.wall_pane import WallPane

UP, LEFT, BACK = (0.0, 0.0, 1.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)
FLIPS = [
    (row, column)
    for along_row, along_column in (AXIAL, CORONAL, SAGITTAL)
    for row in (along_row, scale(along_row, -1.0))
    for column in (along_column, scale(along_column, -1.0))
] + [(AXIAL[1], AXIAL[0])]


def pane_of(qtbot, directions=AXIAL) -> WallPane:
    pane = WallPane(STYLE)
    qtbot.addWidget(pane)
    pane.resize(400, 400)
    pane.set_source(Stack(lettered(), directions))
    with qtbot.waitExposed(pane):
        pane.show()
    return pane


def view_of(directions) -> PlaneView:
    return PlaneView.fitting(Stack(lettered(), directions).plane(1), 400.0, 400.0)


@pytest.mark.parametrize("directions", FLIPS)
@given(column=st.floats(5, 34), row=st.floats(5, 34), above_mm=st.floats(-2, 2), turn=st.floats(-0.9, 0.9))
def test_every_point_of_a_line_lies_on_both_planes(directions, column, row, above_mm, turn):
    view = view_of(directions)
    normal = view.plane.normal
    point = add(view.plane.point_lps(column, row), scale(normal, above_mm))
    tilted = add(scale(view.plane.along_row, math.cos(turn)), scale(normal, math.sin(turn)))
    (shown,) = lines_on_screen(CrossHair(point, (CrossLine("a", tilted),)), view)
    for at in (shown.at(shown.first), shown.at(shown.last)):
        lps = view.lps(at)
        assert abs(dot(subtract(lps, point), tilted)) < 1e-6
        assert abs(view.plane.distance_mm(lps)) < 1e-6
        assert -1e-6 <= at[0] <= 400 + 1e-6
        assert -1e-6 <= at[1] <= 400 + 1e-6


def test_a_parallel_plane_has_no_line():
    view = view_of(AXIAL)
    assert lines_on_screen(CrossHair(view.plane.point_lps(20, 20), (CrossLine("a", UP),)), view) == []


def test_a_line_is_moved_near_the_middle_turned_near_its_end_and_free_in_its_gap():
    view = view_of(AXIAL)
    lines = lines_on_screen(CrossHair(view.plane.point_lps(19.5, 19.5), (CrossLine("a", BACK),)), view)
    for right, hold in (
        (200 + GAP_PX / 2 + 2, Hold.MOVE),
        (320, Hold.MOVE),
        (350, Hold.TURN),
        (20, Hold.TURN),
    ):
        grip = grip_at((right, 202.0), lines)
        assert grip is not None
        assert grip.hold is hold
    assert grip_at((210.0, 200.0), lines) is None
    assert grip_at((300.0, 206.0), lines) is None
    fixed = lines_on_screen(
        CrossHair(view.plane.point_lps(19.5, 19.5), (CrossLine("a", BACK, turnable=False),)), view
    )
    end = grip_at((390.0, 200.0), fixed)
    assert end is not None
    assert end.hold is Hold.MOVE


@pytest.mark.parametrize("directions", FLIPS)
def test_a_line_dragged_by_the_mouse_moves_the_crossing_across_itself_alone(qtbot, directions):
    pane = pane_of(qtbot, directions)
    plane = pane.plane_view().plane
    point = plane.point_lps(19.5, 19.5)
    pane.set_crosshair(CrossHair(point, (CrossLine("a", plane.along_column),)))  # lies along the rows
    told = []
    pane.crossMoved.connect(told.append)
    Hand(pane).drag((300.5, 200.5), (310.5, 230.5), (320.5, 240.5))
    assert told[-1] == pytest.approx(add(point, scale(plane.along_column, 4.0)), abs=1e-9)


@pytest.mark.parametrize("directions", FLIPS)
def test_an_end_dragged_round_the_crossing_turns_by_the_right_hand(qtbot, directions):
    pane = pane_of(qtbot, directions)
    plane = pane.plane_view().plane
    point = plane.point_lps(19.5, 19.5)
    pane.set_crosshair(CrossHair(point, (CrossLine("a", plane.along_column),)))
    told = []
    pane.crossTurned.connect(lambda line, degrees: told.append((line, degrees)))
    left = []
    pane.crossLeft.connect(lambda: left.append(True))
    Hand(pane).drag((380.5, 200.5), (370.5, 250.5), (200.5, 380.5))
    assert {line for line, _ in told} == {"a"}
    # from along the row to along the column: a quarter turn about row x column, the slice's normal
    assert sum(degrees for _, degrees in told) == pytest.approx(90.0, abs=0.5)
    assert cross(plane.along_row, plane.along_column) == plane.normal
    assert left == [True]


def test_a_caliper_tool_draws_in_the_gap_and_a_half_drawn_caliper_ignores_the_lines(qtbot):
    pane = pane_of(qtbot)
    pane.set_tool("single_line")
    plane = pane.plane_view().plane
    pane.set_crosshair(CrossHair(plane.point_lps(19.5, 19.5), (CrossLine("a", BACK),)))
    drawn, moved = [], []
    pane.caliperDrawn.connect(drawn.append)
    pane.crossMoved.connect(moved.append)
    Hand(pane).drag((190.5, 195.5), (260.5, 200.5), (300.5, 200.5))
    assert len(drawn) == 1
    assert moved == []


def test_the_lines_are_seen_outside_their_gap_in_the_accent_colour(qtbot):
    pane = pane_of(qtbot)
    plane = pane.plane_view().plane
    pane.set_crosshair(CrossHair(plane.point_lps(19.5, 19.5), (CrossLine("a", BACK),)))
    picture = pane.grab().toImage()
    ratio = picture.width() / 400

    def blue(right: float) -> bool:
        rows = (199, 200, 201)
        return any(
            picture.pixelColor(int(right * ratio), int(row * ratio)) == QColor("#0000FF") for row in rows
        )

    assert blue(100)
    assert blue(300)
    assert not blue(180)
    assert not blue(220)
    pane.set_overlays_visible(False)
    picture = pane.grab().toImage()
    assert not blue(100)


def test_a_double_click_on_nothing_asks_to_be_alone_and_one_that_draws_does_not(qtbot):
    pane = pane_of(qtbot)
    asked = []
    pane.enlargeWanted.connect(lambda: asked.append(True))
    hand = Hand(pane)
    hand.click(100, 100)
    hand.press_again(100, 100)
    hand.release()
    assert asked == [True]
    pane.set_tool("long_and_short_axis")
    hand.drag((100, 100), (120, 100), (140, 100))
    hand.click(120, 110)  # the short axis
    hand.press_again(120, 110)
    hand.release()
    assert asked == [True]


def test_the_wheel_with_ctrl_and_shift_is_for_the_slab(qtbot):
    pane = pane_of(qtbot)
    told = []
    pane.slabTurned.connect(told.append)
    hand = Hand(pane)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    before = pane.viewport()
    hand.wheel(120, keys=both, at=(50, 50))
    hand.wheel(-240, keys=both, at=(50, 50))
    assert told == [1, -2]
    assert pane.viewport() == before
    hand.wheel(-120, at=(50, 50))
    assert pane.viewport().index == before.index + 1


def test_a_hand_tells_the_view_before_and_after(qtbot):
    pane = pane_of(qtbot)
    told = []
    pane.viewMoved.connect(lambda before, after: told.append((before.index, after.index)))
    Hand(pane).wheel(-120, at=(50, 50))
    pane.set_viewport(pane.viewport())
    assert told == [(0, 1)]
    assert np.isfinite(pane.magnification())
