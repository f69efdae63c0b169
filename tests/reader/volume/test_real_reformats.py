"""Reformats of real series, where they lie beside the project: tilted, unevenly spaced, with a gap."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from measurements.geometry.cut import AXIAL, CORONAL, SAGITTAL
from measurements.refusal import Refusal
from reader.frames import LoadedStack
from reader.scan import scan
from reader.volume.reformat import reformat
from reader.volume.reformatted_stack import NO_DATA, ReformattedStack, parallel_planes
from reader.volume.volume import volume_of

DATA = Path(__file__).parents[4] / "shared" / "data"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared DICOM files are not beside the project")


def loaded(folder: str) -> LoadedStack:
    (series,) = scan([DATA / folder]).series
    stack = LoadedStack(series)
    stack.load()
    return stack


@pytest.fixture(scope="module")
def head() -> LoadedStack:
    """28 slices tilted by 18.5 degrees, 7 mm apart, once 1.08 mm, then 4 mm."""
    return loaded("ct_head_ge_tilt_varspacing")


def test_every_slice_of_the_tilted_head_is_where_it_was_scanned(head):
    volume = volume_of(head)
    assert volume.lattice.everywhere
    for index in range(head.count):
        values = reformat(volume, head.plane(index)).values_hu
        stored = head.values(index)
        np.testing.assert_array_equal(np.isnan(values), stored == head.padding)
        scanned = stored != head.padding
        np.testing.assert_array_equal(values[scanned], stored[scanned])


def test_the_occiput_of_the_tilted_head_is_one_curve(head):
    """Of a sagittal reformat: the skull's outer face, across the change of feed from 7 to 4 mm."""
    volume = volume_of(head)
    middle = tuple(volume.lattice.outline_lps.mean(axis=0).tolist())
    stack = ReformattedStack(volume, SAGITTAL, 0.5, 1.0, through_lps=middle)
    index = min(range(stack.count), key=lambda index: abs(stack.plane(index).distance_mm(middle)))
    bone, plane = stack.values(index) > 300.0, stack.plane(index)
    rows = np.flatnonzero(bone.any(axis=1))
    face = plane.columns - 1 - bone[rows, ::-1].argmax(axis=1)
    points = np.array([plane.point_lps(column, row) for column, row in zip(face, rows, strict=True)])
    depth_mm = points @ np.array(volume.lattice.normal) - volume.lattice.depths_mm[13]
    near = np.abs(depth_mm) < 22.0
    assert near.sum() > 80
    backwards_mm = points[near, 1]
    curve = np.polynomial.Polynomial.fit(depth_mm[near], backwards_mm, 2)
    assert np.abs(backwards_mm - curve(depth_mm[near])).max() < 3.5  # half a slice of 7 mm


def test_the_head_is_as_tall_as_it_is(head):
    """Along the patient's axis, not along the files: 27 gaps, each its own."""
    volume = volume_of(head)
    planes = parallel_planes(volume.lattice, AXIAL, 1.0, 1.0)
    first, last = head.plane(0), head.plane(head.count - 1)
    corners = [
        plane.point_lps(column, row)[2] for plane in (first, last) for column in (0, 511) for row in (0, 511)
    ]
    assert planes[0].origin_lps[2] == pytest.approx(max(corners))
    assert planes[-1].origin_lps[2] == pytest.approx(min(corners), abs=1.0)


def test_nothing_is_shown_between_a_stray_slice_and_the_others():
    strays = [
        series for series in scan([DATA / "dicomdir_pydicom"]).series if series.gaps_mm == (1.25, 202.5)
    ]
    assert strays
    for series in strays:
        stack = LoadedStack(series)
        stack.load()
        volume = volume_of(stack)
        reformats = ReformattedStack(volume, CORONAL, 1.0, 1.0)
        values = reformats.values(reformats.count // 2)
        depth_mm = np.arange(values.shape[0], dtype=float)
        beyond = (depth_mm > 2.5) & (depth_mm < 205.0)
        if stack.plane(0).origin_lps[2] - stack.plane(1).origin_lps[2] > 100.0:
            beyond = beyond[::-1]
        assert (values[beyond] == NO_DATA).all()
        assert (values[~beyond] != NO_DATA).any()


def test_an_even_series_is_cut_as_its_voxels_lie():
    volume = volume_of(loaded("ct_chest_lidc0314"))
    row_mm, column_mm = volume.lattice.spacing_mm
    finest = parallel_planes(volume.lattice, CORONAL, column_mm, row_mm)[200]
    plane = replace(finest, row_spacing_mm=1.0, rows=98)  # as far apart as the slices
    stored = volume.voxels[:, 200]
    expected = np.where(stored == volume.padding, np.nan, stored * volume.slopes[0] + volume.intercepts[0])
    np.testing.assert_allclose(reformat(volume, plane).values_hu, expected, atol=1e-3)


@pytest.mark.parametrize(
    ("folder", "measurable"),
    [("pydicom_test_files", False), ("odd_and_broken_fodicom", False), ("rt_sarcoma_sts001", True)],
)
def test_every_series_gives_a_volume_or_a_sentence(folder, measurable):
    volumes = 0
    for series in scan([DATA / folder]).series:
        if not series.loadable:
            continue
        stack = LoadedStack(series)
        stack.load()
        reason = None
        try:
            volume = volume_of(stack)
        except Refusal as refusal:
            reason = str(refusal)
        if reason is None:
            volumes += 1
            assert volume.voxels.shape == (series.frames, series.rows, series.columns)
        else:
            assert reason.startswith(f"Series {series.series_uid} ")
            assert reason.endswith("read its slices as they are.")
    assert (volumes > 0) >= measurable
