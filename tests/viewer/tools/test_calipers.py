"""Drawing tools without a window: pointer events in, calipers out. Pixels are 1 x 2 mm."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Vector, dot, subtract
from viewer.tools.calipers import Axes, long_and_short_axis, single_line
from viewer.tools.pointer import Phase, PointerEvent

PLANE = ImagePlane((0.0, 0.0, 7.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 2.0, 1.0, 50, 100)
"""Reaches from -0.5 to 99.5 mm in x and from -1 to 99 mm in y."""


def event(phase: Phase, x: float, y: float, mm_per_px: float = 0.1) -> PointerEvent:
    return PointerEvent(phase, (x, y, 7.0), PLANE, mm_per_px)


def result_of(tool, *events: PointerEvent):
    """What the tool returns after these events; fails if it is still at work."""
    next(tool)
    for one in events[:-1]:
        tool.send(one)
    with pytest.raises(StopIteration) as finished:
        tool.send(events[-1])
    return finished.value.value


def approx(segment: tuple[Vector, Vector]) -> list:
    return [pytest.approx(point) for point in segment]


def press(x: float, y: float) -> PointerEvent:
    return event(Phase.PRESS, x, y)


LONG = (event(Phase.MOVE, 30, 10), event(Phase.RELEASE, 30, 10))


def test_a_drag_then_a_click_draws_both_axes():
    axes = result_of(
        long_and_short_axis(press(10, 10)),
        *LONG,
        event(Phase.MOVE, 18, 14),
        event(Phase.PRESS, 18, 15),
        event(Phase.RELEASE, 18, 15),
    )
    assert axes == Axes(((10, 10, 7), (30, 10, 7)), ((18, 5, 7), (18, 15, 7)))


@given(
    end=st.tuples(st.floats(20, 80), st.floats(20, 80)), pointer=st.tuples(st.floats(0, 99), st.floats(0, 98))
)
def test_the_short_axis_is_perpendicular_in_millimetres_and_on_the_image(end, pointer):
    tool = long_and_short_axis(press(10, 10))
    next(tool)
    tool.send(event(Phase.RELEASE, *end))
    axes = tool.send(event(Phase.MOVE, *pointer))
    if axes.short_lps is not None:
        along = subtract(axes.long_lps[1], axes.long_lps[0])
        across = subtract(axes.short_lps[1], axes.short_lps[0])
        assert dot(along, across) == pytest.approx(0.0, abs=1e-6)
        for x, y, z in axes.short_lps:
            assert -0.5 - 1e-9 <= x <= 99.5 + 1e-9
            assert -1.0 - 1e-9 <= y <= 99.0 + 1e-9
            assert z == 7.0


def test_accepting_instead_of_the_click_leaves_the_short_axis_empty():
    axes = result_of(
        long_and_short_axis(press(10, 10)), *LONG, event(Phase.MOVE, 18, 15), event(Phase.ACCEPT, 18, 15)
    )
    assert axes == Axes(((10, 10, 7), (30, 10, 7)), None)


def test_a_click_on_the_long_axis_itself_leaves_the_short_axis_empty():
    axes = result_of(long_and_short_axis(press(10, 10)), *LONG, press(30, 10), event(Phase.RELEASE, 30, 10.1))
    assert axes == Axes(((10, 10, 7), (30, 10, 7)), None)


def test_accepting_during_the_drag_changes_nothing():
    tool = long_and_short_axis(press(10, 10))
    next(tool)
    tool.send(event(Phase.MOVE, 30, 10))
    assert tool.send(event(Phase.ACCEPT, 30, 10)) == Axes(((10, 10, 7), (30, 10, 7)), None)
    assert tool.send(event(Phase.MOVE, 40, 10)) == Axes(((10, 10, 7), (40, 10, 7)), None)


def test_moves_show_a_preview_that_follows_the_hand():
    tool = long_and_short_axis(press(10, 10))
    assert next(tool) is None
    assert tool.send(event(Phase.MOVE, 10.1, 10)) is None
    assert tool.send(event(Phase.MOVE, 20, 10)).long_lps == ((10, 10, 7), (20, 10, 7))
    assert tool.send(event(Phase.RELEASE, 21, 10)).long_lps == ((10, 10, 7), (21, 10, 7))
    assert tool.send(event(Phase.MOVE, 15, 13)).short_lps == ((15, 7, 7), (15, 13, 7))


@pytest.mark.parametrize("tool", [long_and_short_axis, single_line])
@pytest.mark.parametrize(
    ("moved_mm", "mm_per_px"),
    [(0.0, 0.1), (0.49, 0.01), (0.29, 0.1), (2.9, 1.0)],
    ids=["no way at all", "under half a mm", "under 3 px and half a mm", "under 3 px"],
)
def test_a_drag_too_short_is_a_click(tool, moved_mm, mm_per_px):
    moved = event(Phase.RELEASE, 10 + moved_mm, 10, mm_per_px)
    assert result_of(tool(event(Phase.PRESS, 10, 10, mm_per_px)), moved) is None


@pytest.mark.parametrize(("moved_mm", "mm_per_px"), [(0.51, 0.1), (3.1, 1.0)])
def test_a_drag_just_long_enough_is_a_caliper(moved_mm, mm_per_px):
    moved = event(Phase.RELEASE, 10 + moved_mm, 10, mm_per_px)
    axes = result_of(single_line(event(Phase.PRESS, 10, 10, mm_per_px)), moved)
    assert math.dist(*axes.long_lps) == pytest.approx(moved_mm)


def test_a_single_line_is_complete_on_release():
    axes = result_of(single_line(press(10, 10)), *LONG)
    assert axes == Axes(((10, 10, 7), (30, 10, 7)), None)


def test_ends_are_held_on_the_image():
    axes = result_of(single_line(press(-40, 20)), event(Phase.RELEASE, 250, 300))
    assert list(axes.long_lps) == approx(((-0.5, 20, 7), (99.5, 99, 7)))


def test_a_short_axis_at_the_edge_is_cut_there():
    axes = result_of(
        long_and_short_axis(press(20, 4)),
        event(Phase.RELEASE, 60, 4),
        press(40, 14),
        event(Phase.RELEASE, 40, 14),
    )
    assert list(axes.short_lps) == approx(((40, -1, 7), (40, 14, 7)))
