"""What a pane shows, pixel by pixel."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from tests.viewer.phantoms import AXIAL, CORONAL, SAGITTAL, STYLE, Hand, Stack, lettered
from viewer.furniture import scale_bar_mm
from viewer.image_pane import ImagePane
from viewer.shapes import CaliperShape
from viewer.viewport import Viewport, Window

EVERY_LEVEL = Window(128.0, 256.0)


def picture(pane: ImagePane, ratio: float = 1.0) -> np.ndarray:
    """(rows, columns, red green blue) in device pixels."""
    image = QImage(round(pane.width() * ratio), round(pane.height() * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    pane.render(image)
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return raw[..., 2::-1].astype(int)


def has(region: np.ndarray, colour: tuple[int, int, int]) -> bool:
    return bool((region == colour).all(axis=-1).any())


RED, GREEN, BLUE, WHITE, GHOST = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 255, 255)


@pytest.fixture
def bare(pane):
    """Without overlays, grey level = stored value."""
    pane.set_viewport(Viewport(0, EVERY_LEVEL))
    pane.set_overlays_visible(False)
    return pane


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("directions", [AXIAL, SAGITTAL, CORONAL])
def test_the_slice_stands_as_stored_in_every_orientation(bare, directions, ratio, monkeypatch):
    monkeypatch.setattr(bare, "devicePixelRatioF", lambda: ratio)
    bare.set_source(Stack(lettered(), directions))
    for index in range(3):
        bare.set_viewport(Viewport(index, EVERY_LEVEL))
        shown = picture(bare, ratio)[..., 0]
        low, high = round(100 * ratio), round(300 * ratio)
        corners = [shown[low, low], shown[low, high], shown[high, low], shown[high, high]]
        assert corners == [50 + index, 100 + index, 150 + index, 200 + index]


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_a_single_voxel_is_brightest_at_its_own_middle(bare, ratio, monkeypatch):
    """Column 31, row 6 of 40 x 40 pixels of 10: its middle is the point (315, 65)."""
    monkeypatch.setattr(bare, "devicePixelRatioF", lambda: ratio)
    values = np.zeros((1, 40, 40), np.int16)
    values[0, 6, 31] = 250
    bare.set_source(Stack(values))
    shown = picture(bare, ratio)[..., 0]
    rows, columns = np.nonzero(shown == shown.max())
    assert (columns.mean() + 0.5) / ratio == pytest.approx(315.0)
    assert (rows.mean() + 0.5) / ratio == pytest.approx(65.0)


def test_pixels_that_are_not_square_keep_the_patients_proportions(bare):
    """20 rows of 2 mm, 40 columns of 0.5 mm: 40 x 20 mm, tall and narrow."""
    bare.set_source(Stack(lettered(20, 40) + 1, spacing_mm=(2.0, 0.5)))
    shown = picture(bare)[..., 0]
    lit = np.nonzero(shown[200] > 0)[0]
    assert (lit[0], lit[-1]) == (100, 299)
    assert (shown[:, 200] > 0).all()


@pytest.mark.parametrize("arrives", [True, False])
def test_a_slice_that_is_not_loaded_is_never_shown_as_another(bare, arrives):
    stack = Stack(lettered())
    stack.missing.add(1)
    bare.set_source(stack)
    assert picture(bare).max() > 0
    bare.set_viewport(Viewport(1, EVERY_LEVEL))
    assert picture(bare).max() == 0
    if arrives:
        stack.missing.clear()
        bare.refresh_frame(1)
        assert picture(bare)[100, 100, 0] == 51


def test_a_message_stands_only_where_there_is_no_picture(pane):
    with_picture = picture(pane)
    pane.set_message("Loading")
    assert (picture(pane) == with_picture).all()
    pane.set_source(None)
    middle = picture(pane)[180:220, 150:250]
    assert has(middle, (0x20, 0x20, 0x20))
    pane.set_message("")
    assert picture(pane).max() == 0


def cross(pane: ImagePane, **changes) -> CaliperShape:
    """Long axis from (100, 200) to (300, 200) in the pane, short from (200, 150) to (200, 250)."""
    plane = pane.source().plane(0)
    shape = CaliperShape(
        "a",
        (plane.point_lps(9.5, 19.5), plane.point_lps(29.5, 19.5)),
        (plane.point_lps(19.5, 14.5), plane.point_lps(19.5, 24.5)),
        "SBRT",
        label_lps=plane.point_lps(6.0, 34.0),
        title="T01",
        text="20.0 × 10.0 mm",
    )
    return replace(shape, **changes)


@pytest.fixture
def grey(pane):
    """Plain grey of 120, with nothing in the corners."""
    pane.set_source(Stack(np.full((3, 40, 40), 120, np.int16)))
    pane.set_viewport(Viewport(0, EVERY_LEVEL))
    return pane


def test_a_caliper_is_its_class_colour_in_a_dark_casing(grey):
    grey.set_shapes([cross(grey)])
    shown = picture(grey)
    assert tuple(shown[200, 150]) == RED
    assert tuple(shown[197, 150]) != (120, 120, 120)
    assert tuple(shown[193, 150]) == (120, 120, 120)
    assert shown[170, 200, 0] > 180
    assert has(shown[196:198, 98:103], RED), "the tick across the end"


@pytest.mark.parametrize(
    ("style_key", "colour", "share"),
    [("SBRT", RED, (0.95, 1.0)), ("LDRT", GREEN, (0.5, 0.75)), ("NONE", None, (0.2, 0.6))],
)
def test_the_class_style_is_on_both_axes(grey, style_key, colour, share):
    grey.set_shapes([cross(grey, style_key=style_key)])
    shown = picture(grey)
    for line in (shown[200, 110:190], shown[160:190, 200]):
        coloured = (line.max(axis=1) > 130).mean()
        assert share[0] - 0.1 <= coloured <= share[1] + 0.1
        assert line[:, np.argmax(colour)].max() >= 150


def test_a_ghost_is_neutral_dashes_whatever_its_class(grey):
    grey.set_shapes([cross(grey, ghost=True)])
    shown = picture(grey)
    line = shown[200, 110:190]
    assert has(line, GHOST) or line[:, 1].max() > 150
    assert not has(shown, RED)
    assert ((line.max(axis=1) > 130).mean()) < 0.75


def test_a_caliper_shows_on_its_own_slice_only(grey):
    grey.set_shapes([cross(grey)])
    grey.set_viewport(Viewport(1, EVERY_LEVEL))
    assert not has(picture(grey), RED)


def test_handles_show_only_under_the_hand(grey):
    shape = cross(grey)
    grey.set_shapes([shape])
    hand, ring = Hand(grey), (slice(186, 215), slice(286, 315))
    assert not has(picture(grey)[ring], WHITE)
    hand.move(150, 201)
    assert picture(grey)[ring].min(axis=-1).max() > 200
    hand.move(150, 100)
    assert not has(picture(grey)[ring], WHITE)
    grey.set_shapes([replace(shape, editable=False)])
    hand.move(150, 201)
    assert not has(picture(grey)[ring], WHITE)


def test_a_label_stands_where_it_was_dragged_to(grey):
    """Its middle at column 6, row 34: the point (65, 345); at the left its bar in the class colour."""
    grey.set_shapes([cross(grey, label_lps=grey.source().plane(0).point_lps(19.5, 33.5))])
    shown = picture(grey)
    plate = (shown == (0x30, 0x30, 0x30)).all(axis=-1)
    rows, columns = np.nonzero(plate)
    assert rows.mean() == pytest.approx(340, abs=2)
    bar = np.nonzero((shown[330:350] == RED).all(axis=-1))[1]
    assert bar.min() == pytest.approx(columns.min() - 3, abs=2)


def test_a_label_dragged_out_of_sight_comes_back_to_its_lesion(grey):
    grey.set_shapes([cross(grey, label_lps=grey.source().plane(0).point_lps(500.0, 500.0))])
    assert has(picture(grey), (0x30, 0x30, 0x30))


def test_a_drag_shows_in_its_class_style_and_as_a_ghost_away_from_its_slice(grey):
    grey.set_tool("long_and_short_axis")
    grey.set_draft_style("SBRT", "T02")
    hand = Hand(grey)
    hand.press(100, 100)
    hand.move(300, 100)
    shown = picture(grey)
    assert has(shown[98:103, 150:250], RED)
    assert has(shown, (0x30, 0x30, 0x30)), "the live label"
    hand.wheel(-120)
    away = picture(grey)
    assert not has(away, RED)
    assert away[98:103, 150:250, 2].max() > 200


def test_stored_numbers_are_shown_as_given_and_never_computed(grey, monkeypatch):
    def computed(segment):
        raise AssertionError("a stored caliper was measured while shown")

    monkeypatch.setattr("viewer.drafting.length_mm", computed)
    grey.set_shapes([cross(grey, text="9.9 mm")])
    grey.set_viewport(Viewport(0, EVERY_LEVEL, zoom=12.0))
    assert has(picture(grey), (0x30, 0x30, 0x30))


def test_hiding_overlays_leaves_the_picture_alone(grey):
    grey.set_corner(Qt.Corner.TopLeftCorner, ["HN-017"])
    grey.set_shapes([cross(grey)])
    grey.set_overlays_visible(False)
    assert (picture(grey) == 120).all()
    grey.set_overlays_visible(True)
    assert has(picture(grey), RED)


def test_the_active_pane_has_a_border_of_two_pixels(grey):
    grey.set_overlays_visible(False)
    grey.set_active(True)
    shown = picture(grey)
    for strip in (shown[:2], shown[-2:], shown[:, :2], shown[:, -2:]):
        assert (strip == BLUE).all()
    assert (shown[2:-2, 2:-2] == 120).all()


@pytest.mark.parametrize(
    ("corner", "rows", "columns"),
    [
        (Qt.Corner.TopLeftCorner, slice(8, 30), slice(8, 60)),
        (Qt.Corner.TopRightCorner, slice(8, 30), slice(340, 392)),
        (Qt.Corner.BottomRightCorner, slice(370, 392), slice(340, 392)),
    ],
)
def test_corner_texts_stand_on_plates_eight_pixels_from_the_edges(grey, corner, rows, columns):
    without = picture(grey)
    grey.set_corner(corner, ["Current", "W 350 L 40"])
    plate = (picture(grey) != without).any(axis=-1)
    assert plate[rows, columns].mean() > 0.9
    assert not plate[:8].any()
    assert not plate[:, :8].any()
    grey.set_corner(corner, [])
    assert (picture(grey) == without).all()


def test_the_bottom_left_corner_is_the_scale_bars(grey):
    with pytest.raises(ValueError, match="scale bar"):
        grey.set_corner(Qt.Corner.BottomLeftCorner, ["text"])


def test_the_scale_bar_is_as_long_as_it_says(grey):
    """10 px a mm in 400 px: 10 mm, a hundred pixels of white line."""
    assert scale_bar_mm(400, 10.0) == (10, 2)
    shown = picture(grey)[363:392, :200]
    white = (shown == WHITE).all(axis=-1)
    runs = ["".join("#" if lit else " " for lit in row).split() for row in white]
    assert max(len(run) for row in runs for run in row) == pytest.approx(100, abs=2)


@pytest.mark.parametrize(
    ("width_px", "zoom", "bar"),
    [(640, 4.8, (30, 3)), (640, 3.2, (50, 5)), (1000, 2.79, (100, 2)), (100, 40.0, None)],
)
def test_the_scale_bar_is_a_round_number_of_millimetres(width_px, zoom, bar):
    assert scale_bar_mm(width_px, zoom) == bar


def test_letters_stand_at_the_middle_of_every_edge(grey):
    shown = picture(grey)
    for rows, columns in (
        (slice(8, 32), slice(188, 212)),
        (slice(368, 392), slice(188, 212)),
        (slice(188, 212), slice(8, 32)),
        (slice(188, 212), slice(368, 392)),
    ):
        plate = shown[rows, columns]
        assert ((plate == 0x20).all(axis=-1)).mean() > 0.5
        assert plate.max() > 200


def test_an_unknown_class_is_refused_rather_than_shown_as_another():
    with pytest.raises(KeyError):
        STYLE.look("PROTON")
