"""A lesion's outline, dented or not, has exactly the diameters it is said to have."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from measurements.lesion import RadiationClass, Role, State
from reader.phantom.canvas import Canvas, SliceGrid
from reader.phantom.lesions import PhantomLesion, PlacedLesion, Sighting
from reader.phantom.noise import Waves
from reader.phantom.posture import Build, Posture

_PIXEL_MM = 0.25
_SIZE = 256


def _outline(placed: PlacedLesion) -> NDArray[np.float64]:
    """Points (x, y) of the pixels inside a lesion painted on fat, its centre at (0, 0)."""
    corner = -0.5 * (_SIZE - 1) * _PIXEL_MM
    wander = Waves((1, 3), 2, (16, 60)), Waves((1, 4), 2, (16, 60))
    grid = SliceGrid(_SIZE, _PIXEL_MM, (corner, corner), placed.center_lps[2], 5.0)
    canvas = Canvas(grid, Posture((0.0, 0.0, 0.0)), Build(), wander)
    canvas.hu[:] = -100.0
    placed.paint(canvas)
    rows, columns = np.nonzero(canvas.hu > -25.0)
    return np.stack((columns, rows), axis=1) * _PIXEL_MM + corner


def _placed(name: str, direction_deg: float, long_mm: float, short_mm: float, dents: float) -> PlacedLesion:
    lesion = PhantomLesion(
        name=name,
        site="",
        organ="",
        laterality="",
        nodal=False,
        group=Role.TARGET,
        radiation=RadiationClass.UNIRRADIATED,
        center_lps=(0.0, 0.0, 0.0),
        direction_deg=direction_deg,
        breathes=False,
        hu=50.0,
        core_hu=50.0,
        surround_hu=-100.0,
        dents=dents,
    )
    sighting = Sighting(lesion, State.MEASURED, long_mm, short_mm)
    return PlacedLesion(sighting, (0.0, 0.0, 7.0), direction_deg, long_mm, short_mm, max(short_mm / 2, 4.0))


@settings(max_examples=30, deadline=None)
@given(
    name=st.sampled_from(["T01", "T02", "NT03", "NEW01"]),
    direction_deg=st.floats(-90, 90),
    long_mm=st.floats(10, 45),
    ratio=st.floats(0.6, 0.95),
    dents=st.floats(0, 0.3),
)
def test_dents_leave_the_diameters_alone(
    name: str, direction_deg: float, long_mm: float, ratio: float, dents: float
) -> None:
    placed = _placed(name, direction_deg, long_mm, ratio * long_mm, dents)
    points = _outline(placed)
    angles = np.radians(np.arange(0, 180, 2))
    widths = np.ptp(points @ np.stack((np.cos(angles), np.sin(angles))), axis=0) + _PIXEL_MM
    # The greatest width over all directions is the greatest diameter.
    assert widths.max() == pytest.approx(long_mm, abs=2 * _PIXEL_MM)
    turn = np.radians(direction_deg)
    across = points @ np.array((-np.sin(turn), np.cos(turn)))
    along = points @ np.array((np.cos(turn), np.sin(turn)))
    assert np.ptp(along) + _PIXEL_MM == pytest.approx(long_mm, abs=2 * _PIXEL_MM)
    assert np.ptp(across) + _PIXEL_MM == pytest.approx(ratio * long_mm, abs=2 * _PIXEL_MM)


def test_dents_take_something_away() -> None:
    full, dented = (_outline(_placed("T01", 20.0, 30.0, 24.0, dents)) for dents in (0.0, 0.3))
    area = np.pi / 4 * 30.0 * 24.0
    assert len(full) * _PIXEL_MM**2 == pytest.approx(area, rel=0.02)
    assert len(dented) < 0.97 * len(full)


def test_a_lesion_ends_above_and_below_its_centre() -> None:
    placed = _placed("T01", 0.0, 20.0, 16.0, 0.1)
    corner = -0.5 * (_SIZE - 1) * _PIXEL_MM
    wander = Waves((1, 3), 2, (16, 60)), Waves((1, 4), 2, (16, 60))
    areas = []
    for away in (0.0, 4.0, 7.0, 14.0):
        grid = SliceGrid(_SIZE, _PIXEL_MM, (corner, corner), 7.0 + away, 1.0)
        canvas = Canvas(grid, Posture((0.0, 0.0, 0.0)), Build(), wander)
        canvas.hu[:] = -100.0
        placed.paint(canvas)
        areas.append(int((canvas.hu > -25.0).sum()))
    assert areas[0] > areas[1] > areas[2] > areas[3] == 0
