"""Reformats of volumes whose values are known, in every direction."""

import math
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measurements.geometry.caliper import length_mm
from measurements.geometry.cut import AXIAL, CORONAL, SAGITTAL, Cut
from measurements.geometry.plane import ImagePlane
from measurements.refusal import Refusal
from reader.volume.leaves import Projection, Slab, leaves_of
from reader.volume.reformat import reformat
from reader.volume.reformatted_stack import parallel_planes
from reader.volume.trilinear import TILE_PIXELS
from reader.volume.volume import Volume
from tests.reader.volume.bodies import AXES, GAPS_MM, SHIFTS_MM, body, pixels_lps, projected, second_opinion

OBLIQUE = AXIAL.turned((1.0, 0.2, 0.0), 37.0).turned((0.0, 1.0, 0.3), -21.0)
CUTS = {"axial": AXIAL, "coronal": CORONAL, "sagittal": SAGITTAL, "oblique": OBLIQUE}


def linear(points_lps: np.ndarray) -> np.ndarray:
    """Different in every direction."""
    return np.asarray(points_lps @ np.array([3.1, -2.3, 1.7]) + 40.0)


def lumpy(points_lps: np.ndarray) -> np.ndarray:
    """Nothing that interpolation could guess."""
    return np.rint(400.0 * np.sin(points_lps @ np.array([1.3, 2.1, 0.9])))


def through_the_middle(volume: Volume, cut: Cut, mm_per_px: float = 0.9) -> ImagePlane:
    planes = parallel_planes(volume.lattice, cut, mm_per_px, 1.0)
    return planes[len(planes) // 2]


@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize(("axes", "gaps", "shift"), list(product(AXES, GAPS_MM, SHIFTS_MM)))
def test_a_linear_field_comes_back_wherever_the_volume_is(axes, gaps, shift, cut):
    volume = body(linear, axes, gaps, shift)
    plane = through_the_middle(volume, CUTS[cut])
    values = reformat(volume, plane).values_hu
    there = ~np.isnan(values)
    np.testing.assert_allclose(values[there], linear(pixels_lps(plane))[there], atol=0.01)
    np.testing.assert_array_equal(there, ~np.isnan(second_opinion(volume, pixels_lps(plane))))
    assert there.mean() > 0.15


@pytest.mark.parametrize("projection", Projection)
@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize(
    ("gaps", "shift"), [("even", "upright"), ("uneven", "upright"), ("uneven", "skewed")]
)
def test_a_slab_is_its_leaves_laid_onto_each_other(gaps, shift, cut, projection):
    volume = body(lumpy, "axial", gaps, shift, known=[index != 3 for index in range(9)], padding=-400)
    assert (volume.voxels == -400).any()
    plane, slab = through_the_middle(volume, CUTS[cut]), Slab(5.0, projection)
    offsets_mm = leaves_of(volume.lattice, plane, slab).offsets_mm
    leaves = [second_opinion(volume, pixels_lps(plane, offset)) for offset in offsets_mm]
    expected = projected(leaves, projection)
    np.testing.assert_allclose(reformat(volume, plane, slab).values_hu, expected, atol=0.1)
    assert not np.isnan(expected).all()


@pytest.mark.parametrize(
    ("cut", "thickness_mm", "leaves"),
    [(AXIAL, 10.0, 6), (CORONAL, 6.0, 5), (SAGITTAL, 7.0, 11), (AXIAL, 0.0, 1)],
)
def test_leaves_lie_a_voxel_apart_from_face_to_face(cut, thickness_mm, leaves):
    volume = body(linear)
    told = leaves_of(volume.lattice, through_the_middle(volume, cut), Slab(thickness_mm))
    assert len(told.offsets_mm) == leaves
    assert (told.offsets_mm[0], told.offsets_mm[-1]) == (-thickness_mm / 2, thickness_mm / 2)
    assert told.weights.sum() == pytest.approx(1.0)


@pytest.mark.parametrize("thickness_mm", [-1.0, math.inf, math.nan])
def test_a_slab_has_a_thickness(thickness_mm):
    with pytest.raises(ValueError, match="thick"):
        Slab(thickness_mm)


@settings(max_examples=60)
@given(
    axes=st.sampled_from(list(AXES)),
    gaps=st.sampled_from(list(GAPS_MM)),
    shift=st.sampled_from(list(SHIFTS_MM)),
    about=st.tuples(*[st.floats(-1.0, 1.0)] * 3).filter(lambda axis: math.hypot(*axis) > 0.1),
    angle_deg=st.floats(-180.0, 180.0),
    aside=st.tuples(*[st.floats(-0.6, 0.6)] * 3),
    spacing_mm=st.tuples(*[st.floats(0.3, 3.0)] * 2),
)
def test_any_plane_agrees_with_the_second_opinion(axes, gaps, shift, about, angle_deg, aside, spacing_mm):
    volume = body(lumpy, axes, gaps, shift, matrix=(9, 8), spacing_mm=(1.2, 1.9))
    cut = CORONAL.turned(about, angle_deg)
    outline = volume.lattice.outline_lps
    centre = outline.mean(axis=0) + np.array(aside) * np.ptp(outline, axis=0) / 2
    plane = ImagePlane((0.0, 0.0, 0.0), cut.along_row, cut.along_column, *spacing_mm, 11, 13)
    plane = replace(plane, origin_lps=tuple((centre - np.array(plane.point_lps(6.0, 5.0))).tolist()))
    values, expected = reformat(volume, plane).values_hu, second_opinion(volume, pixels_lps(plane))
    both = ~np.isnan(values) & ~np.isnan(expected)
    np.testing.assert_allclose(values[both], expected[both], atol=0.2)
    # A hair's breadth at the volume's surface may fall to either side.
    assert (np.isnan(values) ^ np.isnan(expected)).sum() <= 1 or _grazes(volume, plane)


def _grazes(volume: Volume, plane: ImagePlane) -> bool:
    """Whether the plane lies in a face of the volume, to a ten thousandth of a mm."""
    distances = [plane.distance_mm(tuple(corner)) for corner in volume.lattice.outline_lps.tolist()]
    return min(abs(distance) for distance in distances) < 1e-3


def test_along_the_slices_the_slices_come_back_as_they_are():
    volume = body(lumpy, gaps="even", spacing_mm=(0.7, 0.7), kind="i2")
    planes = parallel_planes(volume.lattice, AXIAL, 0.7, 2.0)
    assert len(planes) == 9
    for plane, stored in zip(planes, volume.voxels, strict=True):
        np.testing.assert_array_equal(reformat(volume, plane).values_hu, stored)


def test_slices_turned_in_their_own_plane_come_back_turned():
    volume = body(lumpy, spacing_mm=(0.7, 0.7), kind="i2")
    (first, *_) = parallel_planes(volume.lattice, AXIAL.turned((0.0, 0.0, 1.0), 90.0), 0.7, 2.0)
    np.testing.assert_array_equal(reformat(volume, first).values_hu, np.rot90(volume.voxels[0]))


@pytest.mark.parametrize("cut", ["coronal", "oblique"])
def test_nothing_is_invented_where_slices_are_missing(cut):
    volume = body(linear, known=[index not in (3, 4) for index in range(9)])
    depths_mm = volume.lattice.depths_mm
    plane = through_the_middle(volume, CUTS[cut], 0.3)
    values, points = reformat(volume, plane).values_hu, pixels_lps(plane)
    depth = points @ np.array(volume.lattice.normal)
    within = ~np.isnan(reformat(body(linear), plane).values_hu)
    missing = (depth > depths_mm[2] + 1e-3) & (depth < depths_mm[5] - 1e-3)
    assert (within & missing).sum() > 100
    assert np.isnan(values[missing]).all()
    certain = within & ((depth < depths_mm[2]) | (depth > depths_mm[5]))
    np.testing.assert_allclose(values[certain], linear(points)[certain], atol=0.01)


def test_a_value_beside_padding_is_its_own():
    def half(points_lps: np.ndarray) -> np.ndarray:
        return np.where(points_lps[..., 0] < -25.0, -2000.0, points_lps[..., 1])

    volume = body(half, padding=-2000, spacing_mm=(0.7, 0.7))
    columns = int((volume.voxels[0, 0] == -2000).sum())
    exact = parallel_planes(volume.lattice, AXIAL, 0.7, 2.0)[1]
    between = replace(exact, origin_lps=exact.point_lps(0.25, 0.0))
    np.testing.assert_array_equal(np.isnan(reformat(volume, exact).values_hu[0]), np.arange(22) < columns)
    nothing = np.isnan(reformat(volume, between).values_hu[0])
    np.testing.assert_array_equal(nothing, (np.arange(22) < columns) | (np.arange(22) == 21))


def test_the_outermost_voxel_has_its_value_where_its_neighbour_is_padding():
    def striped(points_lps: np.ndarray) -> np.ndarray:
        values = linear(points_lps)
        values[:, :, -2] = values[:, -2] = -2000.0
        return values

    volume = body(striped, shift="tilted", padding=-2000)
    lattice = volume.lattice
    first_lps = lattice.outline_lps[4].tolist()  # the first pixels come first
    plane = ImagePlane(tuple(first_lps), lattice.along_row, lattice.along_column, 1.5, 0.7, 14, 22)
    stored = volume.voxels[4]
    expected = np.where(stored == -2000, np.nan, stored)
    np.testing.assert_allclose(reformat(volume, plane).values_hu, expected, atol=1e-3)


@pytest.mark.parametrize(("gaps", "shift"), [("even", "tilted"), ("uneven", "upright")])
def test_a_large_picture_is_whole(gaps, shift):
    volume = body(linear, gaps=gaps, shift=shift)
    plane = through_the_middle(volume, OBLIQUE, 0.04)
    assert plane.rows * plane.columns > 5 * TILE_PIXELS
    values = reformat(volume, plane).values_hu
    row, column = np.mgrid[: plane.rows, : plane.columns] * 0.04
    points = plane.origin_lps + row[..., None] * plane.along_column + column[..., None] * plane.along_row
    there = ~np.isnan(values)
    np.testing.assert_allclose(values[there], linear(points)[there], atol=0.01)
    coarse = reformat(
        volume,
        replace(
            plane,
            rows=plane.rows // 25,
            columns=plane.columns // 25,
            row_spacing_mm=1.0,
            column_spacing_mm=1.0,
        ),
    ).values_hu
    height, width = coarse.shape
    np.testing.assert_allclose(values[::25, ::25][:height, :width], coarse, atol=0.01)


@pytest.mark.parametrize("shift", ["upright", "tilted"])
@pytest.mark.parametrize("cut", CUTS)
def test_slices_of_different_rescale_make_one_field(cut, shift):
    slopes, intercepts = np.linspace(0.5, 2.0, 9), np.linspace(-300.0, 100.0, 9)
    volume = body(linear, shift=shift, slopes=slopes, intercepts=intercepts)
    plane = through_the_middle(volume, CUTS[cut])
    values = reformat(volume, plane).values_hu
    there = ~np.isnan(values)
    np.testing.assert_allclose(values[there], linear(pixels_lps(plane))[there], atol=0.01)


@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize("projection", Projection)
def test_values_stored_upside_down_project_the_same(cut, projection):
    upright = body(lumpy, slopes=[1.0] * 9, intercepts=[-1024.0] * 9)
    turned = body(lumpy, slopes=[-1.0] * 9, intercepts=[1024.0] * 9)
    plane, slab = through_the_middle(upright, CUTS[cut]), Slab(6.0, projection)
    first, second = (reformat(volume, plane, slab).values_hu for volume in (upright, turned))
    np.testing.assert_allclose(first, second, atol=1e-3)


@pytest.mark.parametrize("axes", ["axial", "coronal", "sagittal", "oblique"])
@pytest.mark.parametrize("shift", SHIFTS_MM)
@pytest.mark.parametrize(
    ("cut", "semi_axes_mm"), [("axial", (7, 5)), ("coronal", (7, 6)), ("sagittal", (5, 6))]
)
def test_the_diameters_of_an_ellipsoid_are_those_of_its_sections(axes, shift, cut, semi_axes_mm):
    semi = np.array([7.0, 5.0, 6.0])
    plan = body(linear, axes, shift=shift, matrix=(64, 80), spacing_mm=(0.5, 0.4))
    centre = plan.lattice.outline_lps.mean(axis=0)

    def soft_edged(points_lps: np.ndarray) -> np.ndarray:
        offset = points_lps - centre
        radius = np.linalg.norm(offset / semi, axis=-1)
        slope = np.linalg.norm(offset / semi**2, axis=-1) / np.maximum(radius, 1e-9)
        distance_mm = (radius - 1.0) / np.maximum(slope, 1e-9)
        return np.asarray(100.0 * np.clip(0.5 - distance_mm / 6.0, 0.0, 1.0))

    volume = body(soft_edged, axes, shift=shift, matrix=(64, 80), spacing_mm=(0.5, 0.4))
    mm_per_px = 0.5
    planes = parallel_planes(volume.lattice, CUTS[cut], mm_per_px, 1.0, tuple(centre.tolist()))
    plane = min(planes, key=lambda plane: abs(plane.distance_mm(tuple(centre.tolist()))))
    values = reformat(volume, plane).values_hu
    column, row = (round(index) for index in plane.pixel(tuple(centre.tolist())))
    for line, semi_mm, across in (
        (values[row], semi_axes_mm[0], True),
        (values[:, column], semi_axes_mm[1], False),
    ):
        ends = [(end, row) if across else (column, end) for end in edges(line, 50.0)]
        measured_mm = float(length_mm((plane.point_lps(*ends[0]), plane.point_lps(*ends[1]))))
        assert measured_mm == pytest.approx(2 * semi_mm, abs=0.1 + mm_per_px / 2)


def edges(line: np.ndarray, level: float) -> tuple[float, float]:
    """Where a line of values first rises above a level and last falls below it, in pixels."""
    above = np.flatnonzero(np.nan_to_num(line) >= level)
    first, last = int(above[0]), int(above[-1])
    return (
        first - (line[first] - level) / (line[first] - line[first - 1]),
        last + (line[last] - level) / (line[last] - line[last + 1]),
    )


def test_too_large_a_picture_is_refused():
    volume = body(linear)
    plane = replace(through_the_middle(volume, OBLIQUE), rows=10_000, columns=10_000)
    with pytest.raises(Refusal, match="10000 x 10000 pixels"):
        reformat(volume, plane)


def test_a_plane_beside_the_volume_shows_nothing():
    volume = body(linear)
    for cut in CUTS.values():
        plane = through_the_middle(volume, cut)
        away = replace(plane, origin_lps=tuple((np.array(plane.origin_lps) + 500.0).tolist()))
        assert np.isnan(reformat(volume, away).values_hu).all()


def test_a_plane_out_of_all_reach_is_an_error():
    volume = body(linear)
    plane = replace(through_the_middle(volume, OBLIQUE), origin_lps=(1e6, 0.0, 0.0))
    with pytest.raises(ValueError, match="too far"):
        reformat(volume, plane)
