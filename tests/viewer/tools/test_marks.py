"""Tools for annotations without a window: pointer events in, points out. Pixels are 1 x 2 mm."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measurements.annotation import AnnotationKind
from tests.viewer.tools.test_calipers import PLANE, event, press, result_of
from viewer.tools.marks import MarkPoints, angle, arrow, ellipse, moved_mark, probe, pulled_point
from viewer.tools.pointer import Phase

ROUND = MarkPoints(
    AnnotationKind.ELLIPSE,
    ((20.0, 40.0, 7.0), (60.0, 40.0, 7.0), (40.0, 30.0, 7.0), (40.0, 50.0, 7.0)),
)
CORNER = MarkPoints(AnnotationKind.ANGLE, ((10.0, 10.0, 7.0), (30.0, 10.0, 7.0), (30.0, 40.0, 7.0)))


def flat(mark: MarkPoints) -> list:
    return [pytest.approx(point[:2], abs=1e-9) for point in mark.points_lps]


def dragged(tool, *to: tuple[float, float]) -> MarkPoints | None:
    return result_of(tool, *(event(Phase.MOVE, *at) for at in to), event(Phase.RELEASE, *to[-1]))


@pytest.mark.parametrize(
    ("start", "end", "points"),
    [
        ((10, 20), (30, 60), [(10, 40), (30, 40), (20, 20), (20, 60)]),
        ((30, 60), (10, 20), [(10, 40), (30, 40), (20, 20), (20, 60)]),
        ((30, 20), (10, 60), [(10, 40), (30, 40), (20, 20), (20, 60)]),
        # Held at the outer edge of the outermost pixels: 99.5 mm across, 99 mm down.
        ((80, 80), (300, 300), [(80, 89.5), (99.5, 89.5), (89.75, 80), (89.75, 99)]),
    ],
)
def test_an_ellipse_fits_between_the_corners_of_a_drag(start, end, points):
    drawn = dragged(ellipse(press(*start)), (start[0], start[1] + 9), end)
    assert drawn is not None
    assert drawn.kind is AnnotationKind.ELLIPSE
    assert flat(drawn) == points


@pytest.mark.parametrize("end", [(10.2, 20.2), (40, 20.1), (10.1, 60)])
def test_a_drag_without_width_or_height_is_no_ellipse(end):
    assert dragged(ellipse(press(10, 20)), end) is None


def test_an_angle_is_a_leg_then_a_click():
    drawn = result_of(
        angle(press(10, 10)),
        event(Phase.MOVE, 30, 10),
        event(Phase.RELEASE, 30, 10),
        event(Phase.MOVE, 33, 33),
        event(Phase.PRESS, 30, 40),
        event(Phase.RELEASE, 30, 40),
    )
    assert drawn == CORNER


def test_an_angle_shows_its_second_leg_before_the_click_and_waits_for_one_with_length():
    tool = angle(press(10, 10))
    next(tool)
    tool.send(event(Phase.MOVE, 30, 10))
    tool.send(event(Phase.RELEASE, 30, 10))
    assert tool.send(event(Phase.MOVE, 33, 33)).points_lps[2] == (33, 33, 7)
    assert tool.send(event(Phase.RELEASE, 30.1, 10.1)).points_lps[2] == (30.1, 10.1, 7)
    with pytest.raises(StopIteration) as finished:
        tool.send(event(Phase.RELEASE, 30, 40))
    assert finished.value.value == CORNER


def test_an_angle_accepted_without_its_second_leg_comes_to_nothing():
    assert (
        result_of(
            angle(press(10, 10)),
            event(Phase.MOVE, 30, 10),
            event(Phase.RELEASE, 30, 10),
            event(Phase.ACCEPT, 30, 40),
        )
        is None
    )


@pytest.mark.parametrize("tool", [angle, arrow])
def test_a_click_draws_no_leg_and_no_arrow(tool):
    assert dragged(tool(press(10, 10)), (10.1, 10.1)) is None


def test_an_arrow_goes_from_what_it_points_at_to_its_words():
    drawn = dragged(arrow(press(10, 20)), (50, 60))
    assert drawn == MarkPoints(AnnotationKind.ARROW, ((10, 20, 7), (50, 60, 7)))


@pytest.mark.parametrize("tool", [ellipse, angle, arrow, probe])
def test_accepting_during_a_drag_does_nothing(tool):
    events = [event(Phase.MOVE, 50, 60), event(Phase.ACCEPT, 50, 60), event(Phase.RELEASE, 50, 60)]
    running = tool(press(10, 20))
    next(running)
    shown = [running.send(one) for one in events[:2]]
    assert shown[0] == shown[1] is not None


def test_a_probe_lies_where_the_button_came_up():
    tool = probe(press(10, 20))
    assert next(tool) == MarkPoints(AnnotationKind.PROBE, ((10, 20, 7),))
    with pytest.raises(StopIteration) as finished:
        tool.send(event(Phase.RELEASE, 12.3, 20.4))
    assert finished.value.value == MarkPoints(AnnotationKind.PROBE, ((12.3, 20.4, 7),))


def test_a_probe_off_the_image_comes_to_nothing():
    assert result_of(probe(press(10, 20)), event(Phase.RELEASE, 99.6, 20)) is None
    assert result_of(probe(press(-5, 20)), event(Phase.RELEASE, -5, 20)) is None


@pytest.mark.parametrize(
    ("number", "to", "points"),
    [
        (1, (80, 45), [(20, 40), (80, 40), (50, 30), (50, 50)]),
        (0, (30, 9), [(30, 40), (60, 40), (45, 30), (45, 50)]),
        (3, (44, 80), [(20, 55), (60, 55), (40, 30), (40, 80)]),
        (2, (44, 10), [(20, 30), (60, 30), (40, 10), (40, 50)]),
        (1, (500, 40), [(20, 40), (99.5, 40), (59.75, 30), (59.75, 50)]),
    ],
)
def test_an_end_of_an_ellipse_goes_along_its_axis_and_the_opposite_one_stays(number, to, points):
    grabbed = ROUND.points_lps[number]
    drawn = dragged(pulled_point(press(grabbed[0], grabbed[1]), ROUND, number), to)
    assert drawn is not None
    assert flat(drawn) == points


def test_an_ellipse_is_never_pulled_through_itself():
    drawn = dragged(pulled_point(press(60, 40), ROUND, 1), (30, 40), (5, 40))
    assert drawn is not None
    assert flat(drawn) == [(20, 40), (30, 40), (25, 30), (25, 50)]


def test_a_point_of_an_angle_follows_the_hand_without_jumping_to_it():
    drawn = dragged(pulled_point(press(31, 11), CORNER, 1), (51, 31))
    assert drawn is not None
    assert flat(drawn) == [(10, 10), (50, 30), (30, 40)]


def test_two_points_never_fall_together():
    drawn = dragged(pulled_point(press(30, 40), CORNER, 2), (30, 20), (30, 10))
    assert drawn is not None
    assert flat(drawn)[2] == (30, 20)


@pytest.mark.parametrize("mark", [ROUND, CORNER])
def test_a_click_on_an_annotation_changes_nothing(mark):
    x, y, _ = mark.points_lps[0]
    assert dragged(pulled_point(press(x, y), mark, 0), (x + 0.1, y)) is None
    assert dragged(moved_mark(press(x, y), mark), (x + 0.1, y)) is None


@given(st.tuples(st.floats(-200, 200), st.floats(-200, 200)))
def test_a_moved_annotation_keeps_its_shape_and_stays_on_the_image(to):
    drawn = dragged(moved_mark(press(20, 40), ROUND), (45, 45), to)
    assert drawn is not None
    for one, before in zip(drawn.points_lps, ROUND.points_lps, strict=True):
        assert -0.5 - 1e-9 <= one[0] <= 99.5 + 1e-9
        assert -1.0 - 1e-9 <= one[1] <= 99.0 + 1e-9
        assert math.dist(one, drawn.points_lps[0]) == pytest.approx(math.dist(before, ROUND.points_lps[0]))
    assert PLANE.distance_mm(drawn.points_lps[0]) == 0.0
