import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.viewer.phantoms import STYLE, Stack, lettered
from viewer.label_placing import label_box, lesion_box, moved_inside, overlap
from viewer.overlays import OverlayPainter, on_screen
from viewer.plates import PlatePictures
from viewer.shapes import CaliperShape
from viewer.viewport import Viewport, Window, view_of

BOUNDS = (8.0, 8.0, 992.0, 992.0)
SIZE = (170.0, 28.0)


def square(x: float, y: float, half: float) -> tuple[float, float, float, float]:
    return (x - half, y - half, x + half, y + half)


@example(x=71.0, y=20.0, half=142.125)
@given(x=st.floats(20, 980), y=st.floats(20, 980), half=st.floats(5, 200))
def test_a_label_lies_in_the_pane_and_never_over_its_lesion(x, y, half):
    lesion = square(x, y, half)
    box = label_box(SIZE, lesion, [], BOUNDS)
    assert moved_inside(box, BOUNDS) == box
    assert not overlap(box, lesion)


@given(st.lists(st.tuples(st.floats(100, 900), st.floats(100, 900)), min_size=2, max_size=5))
def test_labels_keep_clear_of_each_other_and_of_other_lesions(middles):
    lesions = [square(x, y, 25) for x, y in middles]
    assume(not any(overlap(a, b) for n, a in enumerate(lesions) for b in lesions[:n]))
    labels = []
    for number, lesion in enumerate(lesions):
        others = [other for n, other in enumerate(lesions) if n != number]
        labels.append(label_box(SIZE, lesion, [*others, *labels], BOUNDS))
    for number, label in enumerate(labels):
        assert not any(overlap(label, other) for other in [*labels[:number], *lesions])


def test_a_lesion_that_fills_the_pane_still_gets_a_label_inside():
    box = label_box(SIZE, (0.0, 0.0, 1000.0, 1000.0), [], BOUNDS)
    assert moved_inside(box, BOUNDS) == box


def test_the_lesion_is_the_ellipse_over_its_axes_with_a_margin():
    assert lesion_box(((100, 100), (200, 100)), ((150, 80), (150, 120))) == (92, 72, 208, 128)


def test_a_short_axis_off_the_middle_is_still_covered():
    left, top, right, bottom = lesion_box(((100, 100), (200, 100)), ((110, 40), (110, 110)))
    assert (left, top, right) == (92, 32, 208)
    assert bottom >= 118


def test_without_a_short_axis_the_lesion_is_taken_to_be_almost_round():
    left, top, right, bottom = lesion_box(((100, 100), (200, 100)), None)
    assert (left, right) == (92, 208)
    assert bottom - top == 70 + 16


def crowd(count: int, selected: int) -> list[CaliperShape]:
    """Lesions of 4 x 2 mm, close together about the middle of the slice."""
    plane = Stack(lettered()).plane(0)
    shapes = []
    for number in range(count):
        x, y = 12.0 + 4.0 * (number % 5), 14.0 + 3.0 * (number // 5)
        axes = [plane.point_lps(*at) for at in ((x, y), (x + 3.0, y), (x + 1.5, y - 0.7), (x + 1.5, y + 0.7))]
        shapes.append(
            CaliperShape(
                str(number),
                (axes[0], axes[1]),
                (axes[2], axes[3]),
                "SBRT",
                f"NT{number:02d}",
                "9.5 \u00d7 6.3 mm",
                selected=number == selected,
            )
        )
    return shapes


@pytest.mark.parametrize("height_px", [150, 270, 900])
@pytest.mark.parametrize("count", [2, 8, 20])
def test_labels_never_cover_each_other_however_many_and_however_short_the_pane(qtbot, count, height_px):
    view = view_of(Viewport(0, Window(128.0, 256.0)), Stack(lettered()).plane(0), 440, height_px)
    painter = OverlayPainter(STYLE, PlatePictures())
    calipers = [on_screen(shape, view) for shape in crowd(count, selected=1)]
    placed = painter.with_labels(calipers, view, [], 1.0)
    labels = [caliper.label for caliper in placed if caliper.label is not None]
    assert not any(overlap(a, b) for n, a in enumerate(labels) for b in labels[:n])
    in_hand = placed[1]
    assert in_hand.label is not None
    assert not in_hand.brief
    assert not overlap(in_hand.label, lesion_box(in_hand.long_px, in_hand.short_px))


def test_where_not_all_labels_have_room_all_but_the_selected_one_say_their_id_alone(qtbot):
    stack = Stack(lettered())
    painter = OverlayPainter(STYLE, PlatePictures())

    def brief(width_px: int, height_px: int) -> list[bool]:
        view = view_of(Viewport(0, Window(128.0, 256.0)), stack.plane(0), width_px, height_px)
        calipers = [on_screen(shape, view) for shape in crowd(6, selected=2)]
        return [caliper.brief for caliper in painter.with_labels(calipers, view, [], 1.0)]

    assert brief(1600, 1600) == [False] * 6
    assert brief(200, 130) == [True, True, False, True, True, True]
