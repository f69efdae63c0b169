"""Stacks of reformats as a pane is given them: order, marks of the patient's sides, places."""

from itertools import pairwise

import numpy as np
import pytest

from measurements.geometry.caliper import caliper_from
from measurements.geometry.cut import AXIAL, CORONAL, SAGITTAL
from measurements.geometry.vectors import dot
from measurements.refusal import Refusal
from reader.volume.leaves import Projection, Slab
from reader.volume.reformatted_stack import NO_DATA, ReformattedStack, parallel_planes
from reader.volume.volume import Volume
from tests.reader.volume.bodies import AXES, GAPS_MM, SHIFTS_MM, body

MARKS = {"L": (1, 0, 0), "R": (-1, 0, 0), "P": (0, 1, 0), "A": (0, -1, 0), "H": (0, 0, 1), "F": (0, 0, -1)}
MARK_HU = {"L": 100.0, "R": 200.0, "P": 300.0, "A": 400.0, "H": 500.0, "F": 600.0}
REACH_MM = 5.0


def marked(axes: str, gaps: str = "even", shift: str = "upright") -> Volume:
    """A body without symmetry: another value towards each side of the patient, from its middle."""
    plan = body(lambda points: points[..., 0], axes, gaps, shift, matrix=(20, 28), spacing_mm=(0.9, 0.6))
    centre = plan.lattice.outline_lps.mean(axis=0)

    def field(points_lps: np.ndarray) -> np.ndarray:
        offset = points_lps - centre
        values = np.zeros(offset.shape[:-1])
        for mark, direction in MARKS.items():
            along = offset @ np.array(direction)
            beside = np.linalg.norm(offset - along[..., None] * np.array(direction), axis=-1)
            values[(along > 3.0) & (beside < 2.5)] = MARK_HU[mark]
        return values

    return body(field, axes, gaps, shift, matrix=(20, 28), spacing_mm=(0.9, 0.6))


@pytest.mark.parametrize("gaps", ["even", "uneven"])
@pytest.mark.parametrize("shift", SHIFTS_MM)
@pytest.mark.parametrize("axes", [name for name in AXES if name != "oblique"])
@pytest.mark.parametrize(
    ("cut", "right", "bottom"), [(AXIAL, "L", "P"), (CORONAL, "L", "F"), (SAGITTAL, "P", "F")]
)
def test_every_side_of_the_patient_is_on_its_side_of_the_picture(axes, gaps, shift, cut, right, bottom):
    volume = marked(axes, gaps, shift)
    centre = volume.lattice.outline_lps.mean(axis=0)
    stack = ReformattedStack(volume, cut, 0.5, 1.0, through_lps=tuple(centre.tolist()))
    index = min(range(stack.count), key=lambda index: abs(stack.plane(index).distance_mm(tuple(centre))))
    values = stack.values(index)
    opposite = {"L": "R", "P": "A", "F": "H"}
    column, row = stack.plane(index).pixel(tuple(centre.tolist()))
    px = REACH_MM / 0.5
    assert values[round(row), round(column + px)] == MARK_HU[right]
    assert values[round(row), round(column - px)] == MARK_HU[opposite[right]]
    assert values[round(row + px), round(column)] == MARK_HU[bottom]
    assert values[round(row - px), round(column)] == MARK_HU[opposite[bottom]]


@pytest.mark.parametrize("axes", AXES)
@pytest.mark.parametrize(
    ("cut", "onward"),
    [(AXIAL, (0, 0, -1)), (CORONAL, (0, 1, 0)), (SAGITTAL, (1, 0, 0))],
)
def test_pictures_come_in_reading_order_and_cover_the_volume(axes, cut, onward):
    volume = marked(axes, "uneven", "skewed")
    planes = parallel_planes(volume.lattice, cut, 0.5, 0.75)
    for before, after in pairwise(planes):
        step = np.subtract(after.origin_lps, before.origin_lps)
        np.testing.assert_allclose(step, 0.75 * np.array(onward), atol=1e-9)
    corners = volume.lattice.outline_lps
    depth = corners @ np.array(onward)
    assert dot(planes[0].origin_lps, onward) == pytest.approx(depth.min())
    assert 0 <= depth.max() - dot(planes[-1].origin_lps, onward) < 0.75
    pixels = np.array([planes[0].pixel(tuple(corner)) for corner in corners.tolist()])
    np.testing.assert_allclose(pixels.min(axis=0), 0.0, atol=1e-9)
    assert (pixels.max(axis=0) - [planes[0].columns - 1, planes[0].rows - 1] < 1.0).all()


def test_one_picture_passes_through_the_point_asked_for():
    volume = marked("axial")
    point = tuple((volume.lattice.outline_lps.mean(axis=0) + np.array([1.234, 0.777, 0.321])).tolist())
    for cut in (AXIAL, CORONAL, SAGITTAL, AXIAL.turned((1.0, 1.0, 0.0), 31.0)):
        planes = parallel_planes(volume.lattice, cut, 0.5, 2.0, point)
        assert min(abs(plane.distance_mm(point)) for plane in planes) < 1e-9


@pytest.mark.parametrize(("mm_per_px", "step_mm"), [(0.0, 1.0), (1.0, 0.0), (-1.0, 1.0), (1.0, float("nan"))])
def test_pixels_and_steps_have_a_size(mm_per_px, step_mm):
    with pytest.raises(ValueError, match="have a size"):
        parallel_planes(marked("axial").lattice, AXIAL, mm_per_px, step_mm)


def test_more_pictures_than_can_be_scrolled_are_refused():
    with pytest.raises(Refusal, match="choose a larger step"):
        parallel_planes(marked("axial").lattice, AXIAL, 1.0, 0.001)


def test_no_data_is_told_as_padding_and_values_cannot_be_written_to():
    stack = ReformattedStack(marked("axial"), AXIAL.turned((1.0, 0.0, 0.0), 40.0), 0.5, 1.0)
    values = stack.values(stack.count // 2)
    assert stack.padding == NO_DATA
    assert not np.isnan(values).any()
    assert (values == NO_DATA).any()
    assert ((values == NO_DATA) | ((values >= 0.0) & (values <= 600.0))).all()
    with pytest.raises(ValueError, match="read-only"):
        values[0, 0] = 1.0


def test_a_picture_is_made_once():
    stack = ReformattedStack(marked("axial"), CORONAL, 0.5, 1.0)
    assert stack.values(3) is stack.values(3)


def test_a_slab_is_shown_where_asked_for():
    volume = marked("axial")
    thin = ReformattedStack(volume, AXIAL, 0.6, 2.0)
    thick = ReformattedStack(volume, AXIAL, 0.6, 2.0, Slab(8.0, Projection.MAXIMUM))
    middle = thin.count // 2
    expected = np.max([thin.values(middle + away) for away in range(-2, 3)], axis=0)
    np.testing.assert_array_equal(thick.values(middle), expected)


@pytest.mark.parametrize("gaps", GAPS_MM)
def test_a_caliper_on_a_reformat_has_the_millimetres_of_the_patient(gaps):
    volume = marked("axial", gaps, "tilted")
    stack = ReformattedStack(volume, SAGITTAL, 0.37, 1.0)
    plane = stack.plane(4)
    ends = plane.point_lps(10.0, 5.0), plane.point_lps(22.0, 21.0)
    caliper = caliper_from(ends, None, series_key="1", sop_uid="2", frame=0)
    assert float(caliper.long_mm) == pytest.approx(0.37 * 20.0, abs=0.05)
    assert plane.pixel(ends[1]) == pytest.approx((22.0, 21.0))
