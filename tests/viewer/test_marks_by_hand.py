"""Annotations drawn, changed, typed and magnified with real mouse and key events on a pane."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from measurements.annotation import AnnotationKind
from measurements.geometry.figures import figures_of
from tests.viewer.phantoms import AXIAL, CORONAL, SAGITTAL, STYLE, Stack, lettered
from tests.viewer.test_appearance import EVERY_LEVEL, has, picture
from tests.viewer.test_drawing_by_hand import off_by_px
from viewer.annotated_pane import AnnotatedPane
from viewer.lens import LENS_PX
from viewer.mark_text import figure_lines, pixels_of
from viewer.shapes import CaliperShape, DrawnMark, MarkShape
from viewer.viewport import Viewport, Window

MARK = (255, 136, 0)
RED = (255, 0, 0)
KINDS = {
    "ellipse": AnnotationKind.ELLIPSE,
    "arrow": AnnotationKind.ARROW,
    "probe": AnnotationKind.PROBE,
    "angle": AnnotationKind.ANGLE,
}


@pytest.fixture
def pane(qtbot) -> AnnotatedPane:
    """400 x 400 logical pixels, shown, with the lettered stack of 40 mm fitted: 10 pixels a mm."""
    made = AnnotatedPane(STYLE)
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.set_source(Stack(lettered()))
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def told(pane) -> list[tuple]:
    """(signal, arguments) of annotations and calipers, in order."""
    heard: list[tuple] = []
    for name in (
        *("markDrawn", "markEdited", "markLabelMoved", "markSelected", "markTyped"),
        *("caliperDrawn", "caliperEdited", "shapeSelected", "labelMoved"),
    ):
        getattr(pane, name).connect(lambda *arguments, name=name: heard.append((name, *arguments)))
    return heard


def mark(pane, kind: AnnotationKind, *at: tuple[float, float], index: int = 0, **values) -> MarkShape:
    """With its points at places of the pane, of slice `index`."""
    plane = pane.source().plane(index)
    view = pane._view_on(plane)
    return MarkShape(values.pop("id", "m1"), kind, tuple(view.lps(point) for point in at), **values)


def ellipse(pane, **values) -> MarkShape:
    return mark(pane, AnnotationKind.ELLIPSE, (100, 200), (300, 200), (200, 150), (200, 250), **values)


@pytest.mark.parametrize("directions", [AXIAL, SAGITTAL, CORONAL])
@pytest.mark.parametrize("spacing_mm", [(1.0, 1.0), (2.0, 0.7)])
@pytest.mark.parametrize(
    ("zoom", "centre"), [(None, None), (3.0, (14.0, 20.0)), (17.31, (12.3, 20.7)), (60.0, (15.0, 15.0))]
)
@pytest.mark.parametrize("tool", KINDS)
def test_points_lie_where_the_mouse_was_at_every_zoom(
    pane, hand, told, tool, directions, spacing_mm, zoom, centre
):
    pane.set_source(Stack(lettered(), directions, spacing_mm=spacing_mm))
    pane.set_viewport(Viewport(1, zoom=zoom, centre=centre))
    pane.set_tool(tool)
    hand.drag((170, 160), (200, 190), (233, 221))
    if tool == "angle":
        hand.move(190, 240)
        hand.click(180, 245)
    ((name, drawn),) = told
    assert name == "markDrawn"
    assert (drawn.kind, drawn.index) == (KINDS[tool], 1)
    places = {
        "ellipse": [(170, 190.5), (233, 190.5), (201.5, 160), (201.5, 221)],
        "angle": [(170, 160), (233, 221), (180, 245)],
        "arrow": [(170, 160), (233, 221)],
        "probe": [(233, 221)],
    }[tool]
    for point_lps, place in zip(drawn.points_lps, places, strict=True):
        assert off_by_px(pane, point_lps, place) < 1e-6
        assert abs(pane.source().plane(1).distance_mm(point_lps)) < 1e-9


@pytest.mark.parametrize("directions", [AXIAL, SAGITTAL, CORONAL])
@pytest.mark.parametrize("zoom", [None, 3.0, 25.0])
def test_a_probe_tells_the_voxel_that_is_seen_there(pane, hand, told, directions, zoom):
    """Whose value the read-out under the pointer tells as well."""
    stored = np.arange(3 * 40 * 40, dtype=np.int16).reshape(3, 40, 40)
    source = Stack(stored, directions, rescale=[(2.0, -1000.0)] * 3)
    pane.set_source(source)
    pane.set_viewport(Viewport(2, Window(0, 9000), zoom=zoom))
    readouts = []
    pane.pointerMoved.connect(readouts.append)
    pane.set_tool("probe")
    hand.drag((222, 187), (223, 188))
    ((_, drawn),) = told
    pixels = pixels_of(source, 2)
    found = figures_of(drawn.kind, drawn.points_lps, pixels)
    shown = readouts[-1]
    assert (found.column, found.row) == (shown.column, shown.row)
    assert float(found.value_hu) == shown.value_hu == stored[2, shown.row, shown.column] * 2.0 - 1000.0


def test_what_is_previewed_is_what_will_be_stored(pane, hand, told):
    """The label under the hand says the figures of the very points that are told on release."""
    pane.set_tool("ellipse")
    hand.press(103, 117)
    hand.move(311, 263)
    live = pane._draft_shape()
    hand.release()
    ((_, drawn),) = told
    stored = figures_of(drawn.kind, drawn.points_lps, pixels_of(pane.source(), 0))
    assert live.lines == figure_lines(stored, drawn.points_lps)
    assert live.lines[0].startswith("Mean ")
    assert stored.voxels > 200


def test_a_press_with_a_tool_for_annotations_leaves_calipers_alone(pane, hand, told):
    view = pane.plane_view()
    caliper = CaliperShape("c1", (view.lps((100, 100)), view.lps((200, 200))), style_key="SBRT")
    pane.set_shapes([caliper])
    pane.set_tool("arrow")
    hand.drag((200, 200), (280, 300))
    assert [name for name, *_ in told] == ["markDrawn"]
    pane.set_tool("single_line")
    hand.drag((200, 200), (280, 300))
    assert [name for name, *_ in told] == ["markDrawn", "caliperEdited"]


@pytest.mark.parametrize("tool", ["ellipse", "single_line"])
def test_an_annotation_is_moved_pulled_chosen_and_its_label_dragged(pane, hand, told, tool):
    pane.set_marks([ellipse(pane, figures=("Mean 1.0",))])
    pane.set_tool(tool)
    hand.drag((200, 150), (240, 120))  # an end: along its axis
    hand.drag((270, 164), (280, 174))  # its line: the whole
    hand.click(130, 164)
    left, top, right, bottom = pane._marks_shown()[0].label
    hand.drag(((left + right) / 2, (top + bottom) / 2), ((left + right) / 2 + 30, (top + bottom) / 2 + 7))
    (pulled, moved, chosen, label) = told
    assert pulled[:2] == ("markEdited", "m1")
    tops = [off_by_px(pane, pulled[2].points_lps[number], at) for number, at in ((2, (199.5, 119.5)),)]
    assert tops[0] < 1.0
    assert off_by_px(pane, pulled[2].points_lps[3], (199.5, 249.5)) < 1e-6
    assert moved[:2] == ("markEdited", "m1")
    for number, at in enumerate([(110, 210), (310, 210), (210, 160), (210, 260)]):
        assert off_by_px(pane, moved[2].points_lps[number], (at[0] - 0.5, at[1] - 0.5)) < 1e-6
    assert chosen == ("markSelected", "m1")
    assert label[:2] == ("markLabelMoved", "m1")
    middle = ((left + right) / 2 + 30, (top + bottom) / 2 + 7)
    assert off_by_px(pane, label[2], (middle[0] - 0.5, middle[1] - 0.5)) < 1.0


def test_one_that_may_not_be_changed_is_chosen_only(pane, hand, told):
    pane.set_marks([ellipse(pane, editable=False)])
    pane.set_tool("select")
    hand.drag((270, 164), (280, 174))
    hand.click(200, 150)
    assert told == [("markSelected", "m1")]


def test_annotations_show_on_their_own_slice_in_their_colour_and_go_with_the_overlays(pane):
    pane.set_marks([ellipse(pane), ellipse(pane, id="m2", index=1)])
    pane.set_viewport(Viewport(0, EVERY_LEVEL))
    shown = picture(pane)
    assert has(shown[146:155, 195:205], MARK)
    assert not has(shown[200:230, 150:190], MARK)
    pane.set_overlays_visible(False)
    assert not has(picture(pane), MARK)
    pane.set_overlays_visible(True)
    pane.set_viewport(Viewport(2, EVERY_LEVEL))
    assert not has(picture(pane), MARK)


@pytest.mark.parametrize(
    ("kind", "points", "on", "off"),
    [
        (AnnotationKind.ANGLE, ((80, 300), (200, 300), (200, 80)), (140, 300), (140, 200)),
        (AnnotationKind.ARROW, ((80, 80), (300, 300)), (190, 190), (230, 150)),
        (AnnotationKind.PROBE, ((200, 200),), (207, 200), (200, 220)),
    ],
)
def test_each_kind_is_drawn_along_its_points(pane, kind, points, on, off):
    pane.set_marks([mark(pane, kind, *points)])
    shown = picture(pane)
    orange = shown[..., 0] - shown[..., 2] > 60
    assert orange[on[1] - 2 : on[1] + 3, on[0] - 2 : on[0] + 3].any()
    assert not orange[off[1] - 5 : off[1] + 6, off[0] - 5 : off[0] + 6].any()


def test_words_are_typed_in_place_and_told_once(pane, told, qtbot):
    pane.set_marks([mark(pane, AnnotationKind.ARROW, (80, 80), (300, 300))])
    pane.type_text("m1")
    entry = pane.findChild(type(pane._entry))
    assert entry.geometry().contains(300, 300)
    QTest.keyClicks(entry, "air ")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert told == [("markTyped", "m1", "air")]
    assert pane._entry is None


def test_esc_leaves_the_words_as_they_were(pane, told):
    pane.set_marks([mark(pane, AnnotationKind.ARROW, (80, 80), (300, 300), text="air")])
    pane.type_text("m1")
    QTest.keyClicks(pane._entry, "bone")
    QTest.keyClick(pane._entry, Qt.Key.Key_Escape)
    assert told == []


@pytest.mark.parametrize(
    "leave",
    [
        lambda pane, hand: hand.click(20, 20),
        lambda pane, hand: pane.accept(),
        lambda pane, hand: hand.wheel(-120),
        lambda pane, hand: pane.set_source(None),
        lambda pane, hand: pane.hide(),
    ],
)
def test_words_are_kept_when_the_hand_goes_elsewhere(pane, hand, told, leave):
    pane.set_marks([mark(pane, AnnotationKind.ARROW, (80, 80), (300, 300))])
    pane.type_text("m1")
    QTest.keyClicks(pane._entry, "air")
    leave(pane, hand)
    assert told == [("markTyped", "m1", "air")]


def test_a_double_click_on_an_annotation_opens_its_words(pane, hand, told):
    pane.set_tool("arrow")
    pane.set_marks([mark(pane, AnnotationKind.ARROW, (80, 80), (300, 300), text="air")])
    hand.click(190, 190)
    hand.press_again(190, 190)
    hand.release()
    assert pane._entry.text() == "air"


def test_the_lens_shows_what_is_under_the_pointer_where_it_is(pane, hand):
    """The voxel under the pointer stays under it, the one a millimetre beside it goes further out."""
    stored = np.zeros((3, 40, 40), np.int16)
    stored[:, 25, 11] = 255
    pane.set_source(Stack(stored))
    pane.set_viewport(Viewport(0, EVERY_LEVEL))
    pane.set_overlays_visible(False)
    before = picture(pane)
    pane.set_magnified(True)
    hand.move(105, 255)  # on the middle of a pixel of the screen: 105.5
    after = picture(pane)
    # The bright voxel's middle is at 115, 9.5 from the pointer: twice that in the lens, at 124.5.
    assert before[255, :, 0].argmax() in (114, 115)
    assert after[255, :, 0].argmax() == 124
    assert abs(after[255, 105, 0] - before[255, 105, 0]) <= 1
    beyond = int(LENS_PX / 2) + 3
    assert (after[:, 105 + beyond + 1 :] == before[:, 105 + beyond + 1 :]).all()


def test_the_wheel_makes_the_lens_stronger_up_to_four_times_and_the_slice_stays(pane, hand):
    pane.set_magnified(True)
    hand.move(200, 200)
    strengths = []
    for _ in range(4):
        hand.wheel(120)
        strengths.append(pane._lens().times)
    hand.wheel(-120)
    assert (strengths, pane._lens().times) == ([3, 4, 4, 4], 3)
    assert pane.viewport().index == 0
    pane.set_magnified(False)
    hand.wheel(-120)
    assert pane.viewport().index == 1


def test_what_is_drawn_is_magnified_with_the_picture_and_hidden_with_the_rest(pane, hand):
    view = pane.plane_view()
    caliper = CaliperShape("c1", (view.lps((180, 215)), view.lps((220, 215))), style_key="SBRT")
    pane.set_shapes([caliper])
    pane.set_magnified(True)
    hand.move(199, 199)
    # 15.5 pixels below the pointer, 31 in the lens.
    assert has(picture(pane)[228:233, 190:210], RED)
    pane.set_overlays_visible(False)
    assert not has(picture(pane), RED)


def test_a_point_drawn_through_the_lens_lies_under_the_pointer(pane, hand, told):
    pane.set_magnified(True)
    pane.set_tool("probe")
    hand.drag((222, 187), (223, 188))
    ((_, drawn),) = told
    assert off_by_px(pane, drawn.points_lps[0], (223, 188)) < 1e-6


def test_an_annotation_taken_away_drops_what_is_being_done_to_it(pane, hand, told):
    pane.set_tool("ellipse")
    shape = ellipse(pane)
    pane.set_marks([shape])
    hand.press(270, 164)
    hand.move(290, 180)
    pane.set_marks([replace(shape, id="another")])
    hand.release()
    assert told == []


def test_an_angle_left_half_drawn_comes_to_nothing(pane, hand, told):
    pane.set_tool("angle")
    hand.drag((80, 300), (200, 300))
    pane.set_tool("ellipse")
    assert told == []
    assert pane._draft is None


def test_a_probe_where_nothing_was_scanned_has_no_figures(pane):
    source = Stack(np.full((1, 40, 40), -2000, np.int16), padding=-2000)
    point = source.plane(0).point_lps(5, 5)
    assert figure_lines(figures_of(AnnotationKind.PROBE, (point,), pixels_of(source, 0)), (point,)) == ()


def test_figures_in_words(pane):
    source = Stack(np.full((1, 40, 40), -12, np.int16))
    plane = source.plane(0)
    axes = (plane.point_lps(5, 10), plane.point_lps(15, 10), plane.point_lps(10, 7), plane.point_lps(10, 13))
    pixels = pixels_of(source, 0)
    assert figure_lines(figures_of(AnnotationKind.ELLIPSE, axes, pixels), axes) == (
        "Mean \u221212.0  SD 0.0 HU",
        "Min \u221212.0  Max \u221212.0 HU",
        "47.1 mm\u00b2",
    )
    legs = (plane.point_lps(0, 0), plane.point_lps(9, 0), plane.point_lps(0, 9))
    assert figure_lines(figures_of(AnnotationKind.ANGLE, legs, pixels), legs) == ("45.0\u00b0",)
    place = (plane.point_lps(3, 4),)
    assert figure_lines(figures_of(AnnotationKind.PROBE, place, pixels), place) == (
        "\u221212.0 HU",
        "R 17.0  P 34.0  S 100.0",
    )


def test_a_drawn_mark_says_its_slice(pane, hand, told):
    pane.set_viewport(Viewport(2))
    pane.set_tool("arrow")
    hand.drag((100, 100), (150, 150))
    assert isinstance(told[0][1], DrawnMark)
    assert told[0][1].index == 2


@pytest.mark.parametrize(("label_px", "joined"), [((320, 60), True), ((320, 200), False)])
def test_a_label_that_stands_away_is_joined_to_its_lines(pane, label_px, joined):
    label_lps = pane.plane_view().lps(label_px)
    shape = mark(pane, AnnotationKind.ELLIPSE, (100, 200), (280, 200), (190, 150), (190, 250))
    pane.set_marks([replace(shape, figures=("1",), label_lps=label_lps)])
    orange = np.argwhere(picture(pane)[90:130, 285:330] @ (1, 0, -1) > 60)
    assert bool(len(orange)) is joined


def test_labels_leave_lesions_free_and_say_less_where_there_is_no_room(pane):
    """A pane full of calipers: the one in hand says all, another its first line."""
    view = pane.plane_view()
    pane.set_shapes(
        [
            CaliperShape(
                f"c{at}", (view.lps((x, y)), view.lps((x + 90, y))), (view.lps((x, y)), view.lps((x, y + 90)))
            )
            for at, (x, y) in enumerate((x, y) for x in range(10, 400, 100) for y in range(10, 400, 100))
        ]
    )
    chosen = ellipse(pane, id="m1", figures=("one", "two", "three"), selected=True)
    other = ellipse(pane, id="m2", figures=("one", "two", "three"))
    pane.set_marks([chosen, other])
    said = {one.shape.id: one.lines for one in pane._marks_shown() if one.label is not None}
    assert said == {"m1": ("one", "two", "three"), "m2": ("one",)}
    pane.set_shapes([])
    assert {one.lines for one in pane._marks_shown()} == {("one", "two", "three")}
