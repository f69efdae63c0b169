"""Changing calipers without a window. Pixels are 1 x 2 mm, the image 100 x 100 mm."""

import pytest

from measurements.geometry.plane import ImagePlane
from viewer.tools.calipers import Axes
from viewer.tools.editing import Grip, dragged_label, moved_whole, pulled_end
from viewer.tools.pointer import Phase, PointerEvent, cut_at_edges

PLANE = ImagePlane((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 2.0, 1.0, 50, 100)
CROSS = Axes(((20.0, 40.0, 0.0), (60.0, 40.0, 0.0)), ((30.0, 30.0, 0.0), (30.0, 50.0, 0.0)))


def event(phase: Phase, x: float, y: float) -> PointerEvent:
    return PointerEvent(phase, (x, y, 0.0), PLANE, 0.1)


def result_of(tool, *events: PointerEvent):
    next(tool)
    for one in events[:-1]:
        tool.send(one)
    with pytest.raises(StopIteration) as finished:
        tool.send(events[-1])
    return finished.value.value


def pulled(grip: Grip, grabbed: tuple[float, float], to: tuple[float, float], axes: Axes = CROSS) -> Axes:
    return result_of(
        pulled_end(event(Phase.PRESS, *grabbed), axes, grip),
        event(Phase.MOVE, *to),
        event(Phase.RELEASE, *to),
    )


def points(axes: Axes) -> list:
    assert axes.short_lps is not None
    return [pytest.approx(point, abs=1e-9) for point in axes.long_lps + axes.short_lps]


def test_pulling_an_end_of_the_long_axis_turns_the_short_one_with_it():
    # Turned a quarter about the other end: a quarter of the way along it still, and 10 mm either side.
    axes = pulled(Grip.LONG_END, (60, 40), (20, 80))
    expected = Axes(((20, 40, 0), (20, 80, 0)), ((30, 50, 0), (10, 50, 0)))
    assert [*axes.long_lps, *axes.short_lps] == points(expected)


def test_pulling_the_other_end():
    axes = pulled(Grip.LONG_START, (20, 40), (40, 40))
    assert axes.long_lps == ((40, 40, 0), (60, 40, 0))


@pytest.mark.parametrize(
    ("grip", "grabbed", "to", "short"),
    [
        (Grip.SHORT_START, (30, 30), (30, 25), ((30, 25, 0), (30, 50, 0))),
        (Grip.SHORT_END, (30, 50), (45, 60), ((45, 30, 0), (45, 60, 0))),
    ],
)
def test_pulling_an_end_of_the_short_axis_keeps_it_perpendicular(grip, grabbed, to, short):
    axes = pulled(grip, grabbed, to)
    assert axes.long_lps == CROSS.long_lps
    assert [*axes.long_lps, *axes.short_lps] == points(Axes(CROSS.long_lps, short))


def test_taking_hold_beside_an_end_does_not_make_it_jump():
    assert pulled(Grip.LONG_END, (60.7, 40.5), (65.7, 40.5)).long_lps == ((20, 40, 0), (65, 40, 0))


def test_an_end_stays_on_the_image():
    assert pulled(Grip.LONG_END, (60, 40), (400, 40)).long_lps == ((20, 40, 0), (99.5, 40, 0))


def test_a_caliper_cannot_be_pulled_together_to_nothing():
    axes = pulled(Grip.LONG_END, (60, 40), (20.1, 40))
    assert axes is None


def test_moving_the_whole():
    axes = result_of(moved_whole(event(Phase.PRESS, 40, 40), CROSS), event(Phase.RELEASE, 45, 33))
    expected = Axes(((25, 33, 0), (65, 33, 0)), ((35, 23, 0), (35, 43, 0)))
    assert [*axes.long_lps, *axes.short_lps] == points(expected)


def test_the_whole_stops_where_its_first_end_meets_the_edge():
    axes = result_of(moved_whole(event(Phase.PRESS, 40, 40), CROSS), event(Phase.RELEASE, 400, -400))
    expected = Axes(((59.5, 9, 0), (99.5, 9, 0)), ((69.5, -1, 0), (69.5, 19, 0)))
    assert [*axes.long_lps, *axes.short_lps] == points(expected)


def test_dragging_a_label_moves_its_middle_as_far_as_the_hand():
    tool = dragged_label(event(Phase.PRESS, 70, 70), (75.0, 72.0, 0.0))
    assert result_of(tool, event(Phase.RELEASE, 80, 60)) == (85.0, 62.0, 0.0)


@pytest.mark.parametrize(
    "start",
    [
        lambda press: pulled_end(press, CROSS, Grip.LONG_END),
        lambda press: moved_whole(press, CROSS),
        lambda press: dragged_label(press, (60.0, 40.0, 0.0)),
    ],
)
def test_a_click_changes_nothing(start):
    assert result_of(start(event(Phase.PRESS, 60, 40)), event(Phase.RELEASE, 60.2, 40.1)) is None


@pytest.mark.parametrize(
    ("segment", "cut"),
    [
        (((10, 10, 0), (20, 20, 0)), ((10, 10, 0), (20, 20, 0))),
        (((-10.5, 10, 0), (20, 10, 0)), ((-0.5, 10, 0), (20, 10, 0))),
        (((50, -50, 0), (50, 150, 0)), ((50, -1, 0), (50, 99, 0))),
        (((50, 5, 0), (50, 5, 0)), ((50, 5, 0), (50, 5, 0))),
    ],
)
def test_cutting_at_the_edges(segment, cut):
    assert list(cut_at_edges(segment, PLANE)) == [pytest.approx(point) for point in cut]
