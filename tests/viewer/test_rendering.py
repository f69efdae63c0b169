import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from measurements.geometry.plane import ImagePlane
from viewer.plane_view import PlaneView
from viewer.rendering import SliceRenderer, grey_levels
from viewer.viewport import Viewport, Window, view_of

# Stored 0 is black and stored 255 white: grey level = stored value.
EVERY_LEVEL = Window(128.0, 256.0)


def plane(rows: int, columns: int, row_mm: float = 1.0, column_mm: float = 1.0) -> ImagePlane:
    return ImagePlane((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), row_mm, column_mm, rows, columns)


def greys(image: QImage) -> np.ndarray:
    """(rows, columns) of a grey picture; fails when it is not grey."""
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    assert (raw[..., 0] == raw[..., 1]).all()
    assert (raw[..., 0] == raw[..., 2]).all()
    return raw[..., 0].astype(int)


def drawn(
    values: np.ndarray,
    view: PlaneView,
    window: Window = EVERY_LEVEL,
    rescale: tuple[float, float] = (1.0, 0.0),
    padding: int | None = None,
    ratio: float = 1.0,
) -> np.ndarray:
    return greys(SliceRenderer().image(values, view, window, rescale, padding, ratio))


def bilinear(values: np.ndarray, view: PlaneView, ratio: float) -> np.ndarray:
    """The picture by the definition: each device pixel's middle, four neighbours, edges carried outwards."""
    height, width = round(view.height_px * ratio), round(view.width_px * ratio)
    expected = np.zeros((height, width))
    rows, columns = values.shape
    for y in range(height):
        for x in range(width):
            column, row = view.pixel(((x + 0.5) / ratio, (y + 0.5) / ratio))
            # A middle on the very edge belongs to the slice at the left and top only.
            if not (0 <= column + 0.5 + 1e-6 < columns and 0 <= row + 0.5 + 1e-6 < rows):
                continue
            c0, r0 = int(np.floor(column)), int(np.floor(row))
            c, r = column - c0, row - r0
            left, right = np.clip([c0, c0 + 1], 0, columns - 1)
            top, bottom = np.clip([r0, r0 + 1], 0, rows - 1)
            upper = values[top, left] * (1 - c) + values[top, right] * c
            lower = values[bottom, left] * (1 - c) + values[bottom, right] * c
            expected[y, x] = upper * (1 - r) + lower * r
    return np.clip(expected, 0, 255)


def test_one_device_pixel_per_pixel_shows_every_value_as_it_is():
    values = np.arange(12, dtype=np.int16).reshape(3, 4) * 20
    shown = drawn(values, view_of(Viewport(), plane(3, 4), 4, 3))
    assert shown.tolist() == values.tolist()


@pytest.mark.parametrize("zoom", [3.0, 5.0, 9.0])
def test_the_middle_of_a_pixel_keeps_its_value_at_odd_zooms(zoom):
    values = np.random.default_rng(3).integers(0, 255, (12, 12)).astype(np.int16)
    size = 12 * zoom
    shown = drawn(values, view_of(Viewport(zoom=zoom), plane(12, 12), size, size))
    step = int(zoom)
    assert (shown[step // 2 :: step, step // 2 :: step] == values).all()


@pytest.mark.parametrize(
    ("zoom", "centre"),
    [(None, None), (4.0, (5.5, 6.5)), (3.7, (4.1, 8.3)), (11.3, (2.0, 9.0)), (1.0, (30.0, 3.0)), (0.6, None)],
)
@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize(("row_mm", "column_mm"), [(1.0, 1.0), (2.0, 0.8)])
def test_every_pixel_is_the_bilinear_value_under_its_middle(zoom, centre, ratio, row_mm, column_mm):
    values = np.random.default_rng(5).integers(0, 255, (13, 16)).astype(np.int16)
    view = view_of(Viewport(zoom=zoom, centre=centre), plane(13, 16, row_mm, column_mm), 60, 44)
    difference = np.abs(drawn(values, view, ratio=ratio) - bilinear(values, view, ratio))
    # A crop may lie 1/64 of a device pixel beside its place; the rest is rounding.
    assert difference.max() <= 0.51 + 255 / 64 / min(view.zoom * min(row_mm, column_mm) * ratio, 1.0)
    assert difference.mean() <= 0.6


@settings(max_examples=60, deadline=None)
@given(
    zoom=st.floats(0.8, 25.0),
    centre=st.tuples(st.floats(-1.0, 13.0), st.floats(-1.0, 27.0)),
    ratio=st.sampled_from([1.0, 1.25, 1.5, 2.0]),
)
def test_at_any_zoom_and_place_every_pixel_is_the_bilinear_value_under_its_middle(zoom, centre, ratio):
    """Resized crop or warped slice alike, and nothing is left of the picture before."""
    values = np.random.default_rng(11).integers(0, 255, (13, 16)).astype(np.int16)
    view = view_of(Viewport(zoom=zoom, centre=centre), plane(13, 16, 2.0, 0.8), 30, 24)
    renderer = SliceRenderer()
    renderer.image(np.full((13, 16), 200, np.int16), view, EVERY_LEVEL, (1.0, 0.0), None, ratio)
    shown = greys(renderer.image(values, view, EVERY_LEVEL, (1.0, 0.0), None, ratio))
    difference = np.abs(shown - bilinear(values, view, ratio))
    assert difference.max() <= 0.51 + 2 * 255 / 64 / min(zoom * 0.8 * ratio, 1.0)


def test_a_window_is_cut_after_interpolating_not_before():
    values = np.array([[0, 1000]], np.int16)
    view = view_of(Viewport(zoom=10.0), plane(1, 2), 20, 10)
    shown = drawn(values, view, Window(750.5, 101.0))[5]
    # 750 HU lies three quarters of the way; cut first it would be grey from the middle on.
    assert shown[: 5 + 6].max() == 0
    assert shown[5 + 8 :].min() == 255


@pytest.mark.parametrize(
    ("stored_type", "stored", "rescale"),
    [
        (np.int16, (-1000, 40), (1.0, 0.0)),
        (np.uint16, (24, 1064), (1.0, -1024.0)),
        (np.uint16, (60000, 61040), (1.0, -61000.0)),
        (np.uint8, (0, 52), (20.0, -1000.0)),
        (np.int16, (1000, -40), (-1.0, 0.0)),
        (np.int32, (-10000, 400), (0.1, 0.0)),
    ],
)
def test_stored_types_and_rescales_show_the_same_hu_alike(stored_type, stored, rescale):
    """Air is black and 40 HU is the middle of a soft tissue window, however they are stored."""
    values = np.array([stored], stored_type)
    shown = drawn(values, view_of(Viewport(), plane(1, 2), 2, 1), Window(40.0, 350.0), rescale)
    assert shown.tolist() == [[0, 128]]


@pytest.mark.parametrize(
    ("value_hu", "grey"),
    # DICOM PS3.3 C.11.2.1.2.1 for centre 2048, width 4096: 0 below and at -0.5, 255 above 4095.
    [(0, 0), (2047, 127), (2048, 128), (4095, 255), (-50, 0), (5000, 255)],
)
def test_the_linear_window_of_dicom(value_hu, grey):
    shown = drawn(
        np.array([[value_hu]], np.int16), view_of(Viewport(), plane(1, 1), 1, 1), Window(2048.0, 4096.0)
    )
    assert shown.tolist() == [[grey]]


def test_a_window_one_hu_wide_is_a_step():
    values = np.array([[39, 40, 41]], np.int16)
    shown = drawn(values, view_of(Viewport(), plane(1, 3), 3, 1), Window(40.0, 1.0))
    assert shown[0, 0] == 0
    assert shown[0, 2] == 255


@pytest.mark.parametrize(
    ("padding", "rescale"), [(-2000, (1.0, 0.0)), (3000, (1.0, 0.0)), (3000, (-1.0, 0.0))]
)
def test_padding_is_black_in_every_window(padding, rescale):
    values = np.full((4, 4), padding, np.int16)
    values[2:, 2:] = 0
    shown = drawn(
        values, view_of(Viewport(), plane(4, 4), 4, 4), Window(-1000.0, 500.0), rescale, padding=padding
    )
    assert shown[:2].max() == 0
    assert shown[3, 3] == 255


def test_an_inverted_picture_is_its_own_negative_and_its_padding_stays_black():
    values = np.array([[0, 30, 127], [128, 255, 300]], np.int16)
    view = view_of(Viewport(), plane(2, 3), 3, 2)
    shown = greys(SliceRenderer().image(values, view, EVERY_LEVEL, (1.0, 0.0), 300, 1.0, inverted=True))
    np.testing.assert_array_equal(shown, [[255, 225, 128], [127, 0, 0]])


def test_beyond_the_slice_is_black_and_the_slice_begins_where_the_view_says():
    values = np.full((4, 4), 255, np.int16)
    view = view_of(Viewport(zoom=10.0, centre=(-0.5, -0.5)), plane(4, 4), 60, 60)
    shown = drawn(values, view)
    assert shown[:30].max() == 0
    assert shown[:, :30].max() == 0
    assert shown[30:, 30:].min() == 255


def test_a_renderer_forgets_the_picture_before():
    renderer = SliceRenderer()
    renderer.image(
        np.full((9, 9), 255, np.int16), view_of(Viewport(), plane(9, 9), 9, 9), EVERY_LEVEL, (1, 0), None, 1.0
    )
    view = view_of(Viewport(zoom=1.0, centre=(1.0, 1.0)), plane(3, 3), 9, 9)
    shown = greys(renderer.image(np.full((3, 3), 80, np.int16), view, EVERY_LEVEL, (1, 0), None, 1.0))
    assert shown[3:6, 3:6].tolist() == [[80] * 3] * 3
    assert shown.sum() == 9 * 80


@given(
    center=st.integers(-1000, 1000),
    width=st.integers(2, 4000),
    slope=st.sampled_from([1.0, 2.0, 0.5, -1.0]),
    intercept=st.integers(-2000, 2000),
)
def test_grey_levels_put_the_windows_edges_at_black_and_white(center, width, slope, intercept):
    gain, offset = grey_levels(Window(center, width), (slope, intercept))
    lower = (center - 0.5 - (width - 1) / 2 - intercept) / slope
    upper = (center - 0.5 + (width - 1) / 2 - intercept) / slope
    assert gain * lower + offset == pytest.approx(0.0, abs=1e-6)
    assert gain * upper + offset == pytest.approx(255.0, abs=1e-6)
