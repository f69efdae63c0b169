"""Volumes from files: what they hold, and why some stacks make none."""

from pathlib import Path

import numpy as np
import pytest

from measurements.geometry.cut import AXIAL, CORONAL
from measurements.imaging import Series
from measurements.refusal import Refusal
from reader.frames import LoadedStack
from reader.scan import scan
from reader.volume.reformat import reformat
from reader.volume.reformatted_stack import parallel_planes
from reader.volume.volume import Volume, volume_of
from tests.dicom_files import ct_slice, save, write_ct_series


def scanned(folder: Path) -> Series:
    (series,) = scan([folder]).series
    return series


def loaded(folder: Path) -> LoadedStack:
    stack = LoadedStack(scanned(folder))
    stack.load()
    return stack


def sagittal_line(volume: Volume, column: int, row: int) -> np.ndarray:
    """HU from head to feet through one pixel of the slices, a mm apart, from a coronal reformat."""
    at = volume.lattice
    through = (at.beside_mm[0, 1] + column * 0.8, at.beside_mm[0, 0] + row * 0.8, 0.0)
    planes = parallel_planes(volume.lattice, CORONAL, 0.8, 0.8)
    plane = min(planes, key=lambda plane: abs(plane.distance_mm(through)))
    return reformat(volume, plane).values_hu[:, column]


def test_voxels_are_those_of_the_stack_and_not_a_copy(tmp_path):
    write_ct_series(tmp_path, slices=5)
    stack = loaded(tmp_path)
    volume = volume_of(stack)
    assert np.shares_memory(volume.voxels, stack.values(2))
    assert not volume.voxels.flags.writeable
    np.testing.assert_array_equal(volume.voxels[2], stack.values(2))


def test_values_come_in_hu_at_the_places_of_the_slices(tmp_path):
    write_ct_series(tmp_path, slices=5, spacing=2.0, intercept=-1024.0, slope=2.0)
    stack = loaded(tmp_path)
    planes = parallel_planes(volume_of(stack).lattice, AXIAL, 0.8, 2.0)
    assert [plane.origin_lps for plane in planes] == [stack.plane(index).origin_lps for index in range(5)]
    values = reformat(volume_of(stack), planes[1]).values_hu
    np.testing.assert_array_equal(values, stack.values(1) * 2.0 - 1024.0)


def test_a_slice_that_cannot_be_read_holds_no_data(tmp_path):
    files = write_ct_series(tmp_path, slices=7, spacing=0.8)
    series = scanned(tmp_path)
    files[3].unlink()
    stack = LoadedStack(series)
    stack.load()
    line = sagittal_line(volume_of(stack), 4, 6)
    assert np.isnan(line).tolist() == [index == 3 for index in range(7)]


def test_padding_holds_no_data(tmp_path):
    volume = np.arange(5 * 6 * 7, dtype=np.int16).reshape(5, 6, 7)
    volume[:, :2] = -2000
    write_ct_series(tmp_path, volume=volume, slices=5, PixelPaddingValue=-2000)
    cut = volume_of(loaded(tmp_path))
    values = reformat(cut, parallel_planes(cut.lattice, AXIAL, 0.8, 2.0)[0]).values_hu
    assert np.isnan(values[:2]).all()
    assert not np.isnan(values[2:]).any()


def test_low_values_are_bright_where_the_stack_says_so(tmp_path):
    write_ct_series(tmp_path, slices=3, PhotometricInterpretation="MONOCHROME1")
    assert volume_of(loaded(tmp_path)).inverted


def one_place(folder: Path) -> None:
    write_ct_series(folder, positions=[(0, 0, 0), (0, 0, 2), (0, 0, 2.004), (0, 0, 4)])


def without_position(folder: Path) -> None:
    for number in range(4):
        save(
            ct_slice(np.zeros((4, 5), np.int16), position=None, orientation=None, instance_number=number),
            folder / str(number),
        )


@pytest.mark.parametrize(
    ("write", "reason"),
    [
        (one_place, "several slices at one place"),
        (without_position, "does not say where in the patient"),
        (lambda folder: write_ct_series(folder, slices=1), "has 1 of the 3 slices"),
        (lambda folder: write_ct_series(folder, slices=2), "has 2 of the 3 slices"),
        (lambda folder: write_ct_series(folder, slices=4, PixelSpacing=None), "how large its pixels are"),
        (
            lambda folder: write_ct_series(folder, slices=4, ImageType=["ORIGINAL", "PRIMARY", "LOCALIZER"]),
            "is a localizer",
        ),
    ],
)
def test_what_has_no_depth_or_place_is_refused_with_its_reason(tmp_path, write, reason):
    write(tmp_path)
    series = scanned(tmp_path)
    stack = LoadedStack(series)
    stack.load()
    with pytest.raises(Refusal, match=reason) as refusal:
        volume_of(stack)
    assert str(refusal.value).startswith(f"Series {series.series_uid} ")


def test_a_stack_still_loading_is_refused(tmp_path):
    write_ct_series(tmp_path, slices=5)
    stack = LoadedStack(scanned(tmp_path))
    stack.load_slice(1)
    with pytest.raises(Refusal, match=r"still loading \(1 of 5 slices\)"):
        volume_of(stack)
