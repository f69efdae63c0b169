from hypothesis import assume, example, given
from hypothesis import strategies as st

from viewer.label_placing import label_box, lesion_box, moved_inside, overlap

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
