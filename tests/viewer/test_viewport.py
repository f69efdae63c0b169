import pytest
from hypothesis import given
from hypothesis import strategies as st

from measurements.geometry.plane import ImagePlane
from tests.viewer.phantoms import AXIAL, CORONAL, SAGITTAL
from viewer.plane_view import PlaneView
from viewer.viewport import Viewport, Window, fitted, panned, scrolled, view_of, windowed, zoomed

LENGTH = st.floats(0.2, 5.0)
PLACE = st.floats(-300.0, 300.0)
ZOOM = st.floats(0.1, 100.0)


def plane(row_mm: float = 1.0, column_mm: float = 1.0, directions=AXIAL) -> ImagePlane:
    return ImagePlane((-20.0, 30.0, 100.0), *directions, row_mm, column_mm, 100, 200)


@given(
    row_mm=LENGTH,
    column_mm=LENGTH,
    zoom=ZOOM,
    x=PLACE,
    y=PLACE,
    centre=st.tuples(PLACE, PLACE),
    directions=st.sampled_from([AXIAL, SAGITTAL, CORONAL]),
)
def test_pane_to_patient_and_back_is_exact(row_mm, column_mm, zoom, x, y, centre, directions):
    view = view_of(Viewport(zoom=zoom, centre=centre), plane(row_mm, column_mm, directions), 640, 480)
    assert view.px(view.lps((x, y))) == pytest.approx((x, y), abs=1e-6)


def test_zoom_is_pixels_per_millimetre_in_both_directions_whatever_the_spacing():
    view = view_of(Viewport(zoom=4.0), plane(row_mm=2.5, column_mm=0.5), 640, 480)
    x0, y0 = view.px(view.plane.point_lps(10, 10))
    x1, y1 = view.px(view.plane.point_lps(20, 20))
    assert (x1 - x0, y1 - y0) == pytest.approx((10 * 0.5 * 4, 10 * 2.5 * 4))


@pytest.mark.parametrize(
    ("size", "edges"),
    [((400, 400), (0, 100, 400, 300)), ((200, 300), (0, 100, 200, 200)), ((901, 100), (350, 0, 550, 100))],
)
def test_fitting_shows_the_whole_slice_in_the_middle_from_a_whole_pixel(size, edges):
    view = view_of(Viewport(), plane(), *size)
    assert view.edges_px == pytest.approx(edges)


def test_a_pan_survives_resizing():
    viewport = Viewport(zoom=3.0, centre=(40.0, 25.0))
    for size in ((300, 300), (801, 455)):
        view = view_of(viewport, plane(), *size)
        assert view.mm((size[0] / 2, size[1] / 2)) == pytest.approx((40.0, 25.0))


@given(factor=st.floats(0.5, 2.0), x=st.floats(100, 500), y=st.floats(100, 400))
def test_zooming_keeps_what_is_under_the_pointer(factor, x, y):
    viewport = Viewport(zoom=5.0, centre=(100.0, 50.0))
    view = view_of(viewport, plane(), 640, 480)
    after = view_of(zoomed(viewport, view, factor, (x, y)), plane(), 640, 480)
    assert after.zoom == pytest.approx(5.0 * factor)
    assert after.mm((x, y)) == pytest.approx(view.mm((x, y)))


def test_zooming_starts_from_the_fit():
    view = view_of(Viewport(), plane(), 400, 400)
    assert zoomed(Viewport(), view, 2.0, (200, 200)).zoom == pytest.approx(4.0)


def test_zoom_has_limits():
    view = view_of(Viewport(zoom=300.0), plane(), 400, 400)
    assert zoomed(Viewport(zoom=300.0), view, 100.0, (0, 0)).zoom == 400.0
    assert zoomed(Viewport(zoom=300.0), view, 1e-9, (0, 0)).zoom == 0.05


def test_panning_moves_the_slice_with_the_hand():
    viewport = Viewport(zoom=5.0, centre=(100.0, 50.0))
    view = view_of(viewport, plane(), 640, 480)
    point = view.lps((100, 100))
    after = view_of(panned(viewport, view, (30, -12)), plane(), 640, 480)
    assert after.px(point) == pytest.approx((130, 88))


def test_the_slice_cannot_be_panned_out_of_reach():
    viewport = Viewport(zoom=5.0, centre=(100.0, 50.0))
    view = view_of(viewport, plane(), 640, 480)
    assert panned(viewport, view, (1e6, -1e6)).centre == (-0.5, 99.5)


@pytest.mark.parametrize(("by", "index"), [(1, 6), (-2, 3), (-9, 0), (99, 9)])
def test_scrolling_stops_at_the_ends(by, index):
    assert scrolled(Viewport(index=5), by, 10).index == index


def test_every_move_leaves_the_rest_as_it_was():
    viewport = Viewport(3, Window(-500.0, 1500.0), 5.0, (100.0, 50.0))
    view = view_of(viewport, plane(), 640, 480)
    assert scrolled(viewport, 1, 10) == Viewport(4, viewport.window, 5.0, (100.0, 50.0))
    assert windowed(viewport, 40, 350) == Viewport(3, Window(40.0, 350.0), 5.0, (100.0, 50.0))
    assert fitted(viewport) == Viewport(3, viewport.window)
    assert panned(viewport, view, (5, 0)) == Viewport(3, viewport.window, 5.0, (99.0, 50.0))


def test_a_window_is_whole_hu_and_never_narrower_than_one():
    assert windowed(Viewport(), 40.4, -3.0).window == Window(40.0, 1.0)
    with pytest.raises(ValueError, match="width"):
        Window(40.0, 0.5)


def test_the_hand_meets_the_pixel_it_sees():
    """The middle of the fitted slice's first pixel: column 0, row 0."""
    view: PlaneView = view_of(Viewport(), plane(), 400, 400)
    assert view.pixel((1.0, 101.0)) == pytest.approx((0.0, 0.0))
