"""Search circles: on which slices, how wide, and where their labels stand."""

import math

import numpy as np
import pytest
from PySide6.QtCore import Qt

from tests.viewer.phantoms import Hand, Heard, Stack, lettered
from tests.viewer.test_appearance import has, picture
from viewer.image_pane import ImagePane
from viewer.label_placing import lesion_box, overlap
from viewer.shapes import CaliperShape, CircleShape, Slab
from viewer.viewport import Viewport, Window

MIDDLE = (-0.5, 49.5, 103.0)
"""Of the lettered stack: its second slice of three, 3 mm apart."""

BLUE = (0, 0, 255)


def circle(radius_mm: float = 3.0, check: str = "") -> CircleShape:
    return CircleShape("T01", MIDDLE, radius_mm, f"{radius_mm:g} mm", check)


@pytest.mark.parametrize(
    ("height_mm", "radius_mm", "index", "seen_mm"),
    [
        (103.0, 3.0, 1, 3.0),
        (104.2, 3.0, 1, 3.0),  # within the slice's own space it is as wide as it gets
        (103.0, 3.0, 2, math.sqrt(9.0 - 1.5**2)),
        (103.0, 1.0, 1, 1.0),  # thinner than a slice: seen on the nearest alone
        (103.0, 1.0, 2, 0.0),
        (120.0, 3.0, 2, 0.0),
    ],
)
def test_a_ball_is_cut_by_the_slices_it_reaches(
    height_mm: float, radius_mm: float, index: int, seen_mm: float
) -> None:
    slab = Slab.around(Stack(lettered()), index)
    ball = CircleShape("", (0.0, 50.0, height_mm), radius_mm, "")
    assert slab.cut_radius_mm(ball) == pytest.approx(seen_mm)


def test_dots_stand_where_the_circle_is_and_nothing_within(pane: ImagePane) -> None:
    """10 pixels a mm: 3 mm about the middle of the pane, on the slice of its middle."""
    pane.set_viewport(Viewport(1, Window(1e6, 1.0)))
    before = picture(pane)
    pane.set_circles([circle()])
    changed = (picture(pane) != before).any(axis=-1)
    rows, columns = np.nonzero(changed[165:236, 165:236])
    away_px = np.hypot(rows + 165.5 - 200, columns + 165.5 - 200)
    assert away_px.min() > 27
    assert away_px.max() < 33
    assert has(picture(pane)[165:236, 165:236], BLUE)


def test_hidden_overlays_hide_the_circle(pane: ImagePane) -> None:
    pane.set_viewport(Viewport(1))
    plain = picture(pane)
    pane.set_circles([circle()])
    assert pane.circles_shown()
    pane.set_overlays_visible(False)
    bare = picture(pane)
    pane.set_circles([])
    assert not pane.circles_shown()
    assert (picture(pane) == bare).all()
    pane.set_overlays_visible(True)
    assert (picture(pane) == plain).all()


def test_a_label_keeps_clear_of_the_lesion_its_caliper_and_its_ghost(pane: ImagePane) -> None:
    pane.set_viewport(Viewport(1))
    long_lps, short_lps = (
        ((-8.0, 49.5, 103.0), (7.0, 49.5, 103.0)),
        ((-0.5, 43.0, 103.0), (-0.5, 56.0, 103.0)),
    )
    ghost = CaliperShape("ghost", long_lps, short_lps, title="W8", text="15.0 mm", ghost=True)
    pane.set_shapes([ghost])
    pane.set_circles([circle(5.0, "check")])
    (shown,) = pane.circles_shown()
    (caliper,) = pane._calipers()
    assert shown.label is not None
    assert caliper.label is not None
    assert not overlap(shown.label, lesion_box(caliper.long_px, caliper.short_px))
    assert not overlap(shown.label, caliper.label)
    assert not overlap(shown.label, shown.box)


def test_a_circle_is_found_under_the_pointer(pane: ImagePane) -> None:
    pane.set_viewport(Viewport(1))
    pane.set_circles([circle()])
    (shown,) = pane.circles_shown()
    assert shown.holds((200.0, 200.0))
    assert not shown.holds((200.0, 160.0))
    assert shown.label is not None
    assert shown.holds((shown.label[0] + 1, shown.label[1] + 1))


def test_a_circle_lets_the_hand_through(pane: ImagePane, hand: Hand, heard: Heard) -> None:
    pane.set_viewport(Viewport(1))
    pane.set_circles([circle()])
    pane.set_tool("single_line")
    hand.drag((190, 200), (250, 200))
    assert len(heard.of("caliperDrawn")) == 1
    assert pane.cursor().shape() is Qt.CursorShape.CrossCursor
