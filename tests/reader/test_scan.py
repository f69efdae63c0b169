"""Folders to series: what is found, how it is parted, and a reason for everything that is left out."""

import dataclasses
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import FileMetaDataset
from pydicom.uid import (
    MPEG2MPML,
    DeflatedExplicitVRLittleEndian,
    EnhancedCTImageStorage,
    ExplicitVRLittleEndian,
    MediaStorageDirectoryStorage,
    RTDoseStorage,
    RTStructureSetStorage,
)

from measurements.imaging import IssueCode, Orientation, Series
from measurements.progress import Cancelled
from measurements.refusal import Refusal
from reader.frames import LoadedStack
from reader.scan import Scan, scan
from tests.dicom_files import AXIAL, CORONAL, SAGITTAL, ct_slice, enhanced_ct, save, uid, write_ct_series

VALUES = np.arange(20, dtype=np.int16).reshape(4, 5)


def codes(series: Series) -> list[str]:
    return [issue.code.value for issue in series.issues]


def only(found: Scan) -> Series:
    assert found.rejected == ()
    (series,) = found.series
    return series


def accounted(found: Scan) -> int:
    return sum(series.files for series in found.series) + len(found.rejected) + found.not_dicom


def test_a_good_series_is_told_in_full(tmp_path):
    write_ct_series(
        tmp_path,
        slices=5,
        spacing=2.5,
        thickness=3.0,
        pixel_spacing=(0.7, 0.9),
        study_uid="1.2",
        series_uid="1.2.3",
    )
    series = only(scan([tmp_path]))
    assert (series.key, series.study_uid, series.patient_id, series.patient_name) == (
        "1.2.3",
        "1.2",
        "P1",
        "Phantom^Patient",
    )
    assert (series.study_date, series.modality, series.description) == ("20240131", "CT", "Phantom")
    assert (series.body_part, series.kernel, series.series_number) == ("CHEST", "B30f", 3)
    assert (series.files, series.frames, series.rows, series.columns) == (5, 5, 24, 20)
    assert (series.pixel_spacing_mm, series.slice_thickness_mm) == ((0.7, 0.9), 3.0)
    assert (series.orientation, series.spacing_mm, series.gaps_mm) == (Orientation.AXIAL, 2.5, (2.5,))
    assert (series.tilt_deg, series.window, series.stored_type) == (0.0, (40.0, 400.0), "<i2")
    assert series.frame_of_reference_uid == uid("frame of reference", "1.2")
    assert series.transfer_syntaxes == (ExplicitVRLittleEndian,)
    assert series.loadable
    assert series.reformattable
    assert series.measurable
    assert series.issues == ()


def test_slices_are_read_from_head_to_feet_whatever_their_numbers_and_names(tmp_path):
    files = write_ct_series(tmp_path, positions=[(0, 0, z) for z in (4.0, 0.0, 8.0, 2.0, 6.0)])
    series = only(scan([tmp_path]))
    assert [a_slice.origin_lps[2] for a_slice in series.slices] == [8.0, 6.0, 4.0, 2.0, 0.0]
    assert [a_slice.instance_number for a_slice in series.slices] == [3, 5, 1, 4, 2]
    assert series.slices[0].path == str(files[2])


@pytest.mark.parametrize(
    ("orientation", "name", "axis", "ascending"),
    [(CORONAL, Orientation.CORONAL, 1, True), (SAGITTAL, Orientation.SAGITTAL, 0, True)],
)
def test_other_planes_are_read_their_own_way(tmp_path, orientation, name, axis, ascending):
    write_ct_series(tmp_path, orientation=orientation)
    series = only(scan([tmp_path]))
    along = [a_slice.origin_lps[axis] for a_slice in series.slices]
    assert series.orientation is name
    assert along == sorted(along, reverse=not ascending)


def test_the_result_does_not_depend_on_where_the_files_are_or_how_they_are_given(tmp_path):
    first = write_ct_series(tmp_path / "a" / "deep" / "er", slices=3, patient_id="A")
    second = write_ct_series(tmp_path / "b", slices=4, patient_id="B")
    whole = scan([tmp_path])
    assert [series.patient_id for series in whole.series] == ["A", "B"]
    assert scan([*reversed(second), tmp_path / "a", first[0], tmp_path]) == whole


def test_a_folder_linked_into_itself_is_read_once(tmp_path):
    write_ct_series(tmp_path / "series", slices=3)
    (tmp_path / "series" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "again").symlink_to(tmp_path / "series" / "IM0001")
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    found = scan([tmp_path])
    assert [series.files for series in found.series] == [3]
    assert [Path(entry.path).name for entry in found.rejected] == ["nowhere"]


def test_what_is_not_dicom_is_counted(tmp_path):
    write_ct_series(tmp_path, slices=2)
    (tmp_path / "README").write_text("not a picture")
    (tmp_path / "empty").touch()
    (tmp_path / "autorun.inf").write_bytes(b"\0" * 1000)
    found = scan([tmp_path])
    assert (found.not_dicom, accounted(found)) == (3, 5)


def test_a_path_that_does_not_exist_is_refused(tmp_path):
    with pytest.raises(Refusal, match="nowhere does not exist"):
        scan([tmp_path, tmp_path / "nowhere"])


def test_a_path_that_cannot_be_looked_at_is_refused(tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(Refusal, match="loop cannot be opened"):
        scan([tmp_path / "loop"])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_rejected_with_the_reason(tmp_path):
    files = write_ct_series(tmp_path / "open", slices=3)
    files[0].chmod(0)
    (tmp_path / "locked").mkdir(mode=0)
    found = scan([tmp_path])
    assert [Path(entry.path).name for entry in found.rejected] == ["locked", "IM0001"]


def test_a_file_that_vanishes_meanwhile_is_rejected_with_the_reason(tmp_path):
    files = write_ct_series(tmp_path, slices=3)

    def take_away(done: int, total: int, text: str) -> None:
        if total:
            files[1].unlink(missing_ok=True)

    found = scan([tmp_path], take_away)
    assert [(entry.path, entry.reason) for entry in found.rejected] == [
        (str(files[1]), "The file cannot be read: No such file or directory.")
    ]
    assert codes(found.series[0]) == []


def test_cancelling_ends_the_scan(tmp_path):
    write_ct_series(tmp_path, slices=2)

    def cancel(done: int, total: int, text: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        scan([tmp_path], cancel)


def test_progress_ends_with_all_files_done(tmp_path):
    write_ct_series(tmp_path, slices=3)
    told: list[tuple[int, int]] = []
    scan([tmp_path], lambda done, total, text: told.append((done, total)))
    assert told[-1] == (3, 3)


def test_a_damaged_header_is_rejected_with_the_reason(tmp_path):
    dataset = ct_slice(VALUES)
    dataset.file_meta.TransferSyntaxUID = DeflatedExplicitVRLittleEndian
    path = save(dataset, tmp_path / "one")
    path.write_bytes(path.read_bytes()[:-80] + b"\xff" * 80)
    (entry,) = scan([tmp_path]).rejected
    assert entry.path == str(path)
    assert entry.reason == "The file cannot be read: it is damaged and cannot be inflated."


def test_a_file_that_ends_within_its_header_is_rejected_with_the_reason(tmp_path):
    path = save(ct_slice(VALUES), tmp_path / "one")
    path.write_bytes(path.read_bytes()[:-100])
    (entry,) = scan([tmp_path]).rejected
    assert entry.reason == "The file cannot be read: it ends in the middle of its header."


def test_the_directory_of_a_disc_is_named_as_such(tmp_path):
    dataset = ct_slice(VALUES, SOPClassUID=MediaStorageDirectoryStorage, PixelData=None)
    save(dataset, tmp_path / "DICOMDIR")
    (entry,) = scan([tmp_path]).rejected
    assert "DICOMDIR" in entry.reason


def test_a_file_without_series_is_rejected(tmp_path):
    save(ct_slice(VALUES, SeriesInstanceUID=None), tmp_path / "one")
    (entry,) = scan([tmp_path]).rejected
    assert entry.reason == "The file does not say which series it belongs to."


@pytest.mark.parametrize(
    ("sop_class", "modality", "pixels"),
    [(RTStructureSetStorage, "RTSTRUCT", False), (RTDoseStorage, "RTDOSE", True)],
)
def test_what_is_no_picture_is_listed_and_not_loadable(tmp_path, sop_class, modality, pixels):
    more = {} if pixels else {"PixelData": None, "Rows": None, "Columns": None}
    save(ct_slice(VALUES, SOPClassUID=sop_class, Modality=modality, **more), tmp_path / "one")
    series = only(scan([tmp_path]))
    assert (series.modality, series.files, series.frames, series.loadable) == (modality, 1, 0, False)
    assert codes(series) == ["NOT_AN_IMAGE"]


@pytest.mark.parametrize(
    ("depths", "expected"),
    [
        ((0, 5, 15, 20), ["MISSING_SLICES"]),
        ((0, 1.08, 5.08, 12.08), ["UNEVEN_SPACING"]),
        ((0, 5, 5, 10), ["DUPLICATE_POSITION"]),
    ],
)
def test_faults_of_spacing_reach_the_series(tmp_path, depths, expected):
    write_ct_series(tmp_path, positions=[(0, 0, z) for z in depths])
    series = only(scan([tmp_path]))
    assert codes(series) == expected
    assert (series.spacing_mm, series.loadable, series.reformattable) == (None, True, False)


def test_a_tilted_gantry_is_found_from_positions(tmp_path):
    column = (0.0, np.cos(np.radians(18.5)), -np.sin(np.radians(18.5)))
    write_ct_series(
        tmp_path, orientation=(1, 0, 0, *column), positions=[(-100, -100, 4.0 * k) for k in range(6)]
    )
    series = only(scan([tmp_path]))
    assert codes(series) == ["GANTRY_TILT"]
    assert series.tilt_deg == pytest.approx(18.5, abs=0.01)
    assert (series.orientation, series.reformattable) == (Orientation.AXIAL, False)


def two_series_in_one(tmp_path: Path, **second: object) -> tuple[Series, ...]:
    """Six axial slices and two more that differ, under one series UID."""
    write_ct_series(tmp_path / "a", slices=6, series_uid="1.2.3")
    write_ct_series(
        tmp_path / "b", slices=2, series_uid="1.2.3", **{"sop_uid": None, "origin": (0, 0, 90), **second}
    )
    found = scan([tmp_path])
    assert found.rejected == ()
    assert [series.key for series in found.series] == ["1.2.3", "1.2.3#1"]
    assert [series.files for series in found.series] == [6, 2]
    return found.series


def test_orientations_in_one_series_are_parted(tmp_path):
    axial, coronal = two_series_in_one(tmp_path, orientation=CORONAL)
    assert (axial.orientation, coronal.orientation) == (Orientation.AXIAL, Orientation.CORONAL)
    assert codes(axial) == codes(coronal) == ["MIXED_ORIENTATION"]
    assert axial.reformattable


def test_pixel_spacings_in_one_series_are_parted(tmp_path):
    fine, coarse = two_series_in_one(tmp_path, pixel_spacing=(1.0, 1.0))
    assert codes(fine) == codes(coarse) == ["MIXED_SPACING"]
    assert "0.8 x 0.8 mm" in fine.issues[0].text


def test_a_localizer_in_a_series_is_parted_and_never_measured(tmp_path):
    axial, localizer = two_series_in_one(
        tmp_path, orientation=CORONAL, ImageType=["ORIGINAL", "PRIMARY", "LOCALIZER"]
    )
    assert codes(axial) == ["MIXED_ORIENTATION"]
    assert codes(localizer) == ["MIXED_ORIENTATION", "LOCALIZER"]
    assert (axial.measurable, localizer.measurable) == (True, False)
    assert (localizer.loadable, localizer.reformattable) == (True, False)


def test_a_lone_slice_of_another_orientation_is_a_stray(tmp_path):
    write_ct_series(tmp_path / "a", slices=6, series_uid="1.2.3")
    write_ct_series(tmp_path / "b", slices=1, series_uid="1.2.3", orientation=SAGITTAL, sop_uid="1.2.3.4")
    axial, lone = scan([tmp_path]).series
    assert (axial.frames, lone.frames) == (6, 1)
    assert "STRAY_SLICE" not in codes(axial)
    assert "STRAY_SLICE" in codes(lone)


def test_two_patients_under_one_series_uid_are_kept_apart_and_told(tmp_path):
    for patient in "AB":
        write_ct_series(tmp_path / patient, slices=3, patient_id=patient, study_uid="1.2", series_uid="1.2.3")
    a, b = scan([tmp_path]).series
    assert [(series.patient_id, series.files) for series in (a, b)] == [("A", 3), ("B", 3)]
    assert a.key != b.key
    assert codes(a) == codes(b) == ["STRAY_SLICE"]


def test_two_studies_under_one_series_uid_are_kept_apart(tmp_path):
    for study in ("1.1", "1.2"):
        write_ct_series(tmp_path / study, slices=3, study_uid=study, series_uid="1.2.3")
    assert [(series.study_uid, series.files) for series in scan([tmp_path]).series] == [
        ("1.1", 3),
        ("1.2", 3),
    ]


def test_copies_of_files_are_counted_and_shown_once(tmp_path):
    files = write_ct_series(tmp_path / "a", slices=4)
    (tmp_path / "b").mkdir()
    for path in files[:2]:
        shutil.copy(path, tmp_path / "b")
    series = only(scan([tmp_path]))
    assert (series.files, series.frames, series.reformattable) == (6, 4, True)
    assert codes(series) == ["DUPLICATE_POSITION"]
    assert series.issues[0].text.startswith("2 files are exact copies")


def test_slices_that_share_a_uid_but_not_their_pixels_are_all_kept(tmp_path):
    write_ct_series(tmp_path, slices=4, sop_uid="1.2.3.4")
    series = only(scan([tmp_path]))
    assert (series.files, series.frames, codes(series)) == (4, 4, [])


def without(element: str) -> Callable[[Path], Series]:
    def made(folder: Path) -> Series:
        write_ct_series(folder, slices=3, **{element: None})
        return only(scan([folder]))

    return made


@pytest.mark.parametrize("element", ["ImagePositionPatient", "ImageOrientationPatient"])
def test_without_a_place_in_the_patient_pictures_are_shown_but_not_measured(tmp_path, element):
    series = without(element)(tmp_path)
    assert codes(series) == ["NO_POSITION"]
    assert (series.loadable, series.measurable, series.reformattable) == (True, False, False)
    assert (series.orientation, series.gaps_mm, series.tilt_deg) == (None, (), None)


def test_without_pixel_spacing_pictures_are_shown_but_not_measured(tmp_path):
    series = without("PixelSpacing")(tmp_path)
    assert codes(series) == ["NO_PIXEL_SPACING"]
    assert (series.loadable, series.measurable, series.reformattable) == (True, False, False)
    assert series.pixel_spacing_mm is None


def test_thickness_that_differs_is_not_given_as_one(tmp_path):
    save(ct_slice(VALUES, thickness=4.0, instance_number=1), tmp_path / "one")
    save(ct_slice(VALUES, thickness=7.0, position=(0, 0, 4), instance_number=2), tmp_path / "two")
    assert only(scan([tmp_path])).slice_thickness_mm is None


@pytest.mark.parametrize(
    ("more", "expected", "word"),
    [
        ({"SamplesPerPixel": 3, "PhotometricInterpretation": "RGB"}, "UNSUPPORTED_SYNTAX", "colour"),
        ({"PhotometricInterpretation": "PALETTE COLOR"}, "UNSUPPORTED_SYNTAX", "PALETTE COLOR"),
        ({"BitsAllocated": 32, "BitsStored": 32, "HighBit": 31}, "UNSUPPORTED_SYNTAX", "32 bits"),
        ({"BitsStored": 12, "HighBit": 16}, "UNREADABLE", "12 bits up to bit 16"),
        ({"SOPClassUID": EnhancedCTImageStorage}, "UNSUPPORTED_SYNTAX", "of its frames"),
    ],
)
def test_pictures_that_cannot_be_shown_are_listed_with_the_reason(tmp_path, more, expected, word):
    save(ct_slice(VALUES, **more), tmp_path / "one")
    series = only(scan([tmp_path]))
    assert not series.loadable
    (issue,) = (issue for issue in series.issues if issue.code.value == expected)
    assert word in issue.text


def test_a_series_compressed_as_no_scanner_does_is_listed_and_not_loadable(tmp_path):
    dataset = ct_slice(VALUES)
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = MPEG2MPML
    dataset.PixelData = b"\xfe\xff\x00\xe0\0\0\0\0\xfe\xff\x00\xe0\x04\0\0\0\xff\xd8\xff\xd9"
    dataset["PixelData"].is_undefined_length = True
    dataset["PixelData"].VR = "OB"
    save(dataset, tmp_path / "one")
    series = only(scan([tmp_path]))
    assert (series.transfer_syntaxes, series.loadable) == ((MPEG2MPML,), False)
    assert codes(series) == ["UNSUPPORTED_SYNTAX"]
    assert "MPEG2" in series.issues[0].text


def test_loss_of_detail_is_said(tmp_path):
    write_ct_series(tmp_path, slices=3, LossyImageCompression="01")
    series = only(scan([tmp_path]))
    assert codes(series) == ["LOSSY"]
    assert series.loadable


def test_files_cut_off_are_said_and_the_rest_still_loads(tmp_path):
    files = write_ct_series(tmp_path, slices=3)
    os.truncate(files[1], files[1].stat().st_size - 100)
    series = only(scan([tmp_path]))
    assert codes(series) == ["TRUNCATED"]
    assert (series.files, series.loadable, series.reformattable) == (3, True, False)


def test_a_series_of_nothing_but_cut_files_is_not_loadable(tmp_path):
    for path in write_ct_series(tmp_path, slices=2):
        os.truncate(path, path.stat().st_size - 100)
    assert not only(scan([tmp_path])).loadable


def test_a_name_in_no_known_character_set_is_said(tmp_path):
    path = save(ct_slice(VALUES, SpecificCharacterSet="ISO_IR 6", PatientName="??????"), tmp_path / "one")
    path.write_bytes(path.read_bytes().replace(b"??????", "王小东".encode("gb18030")))
    series = only(scan([tmp_path]))
    assert codes(series) == ["NAME_UNDECODABLE"]
    assert series.loadable


def test_frames_of_one_file_are_slices_of_one_stack_and_count_as_one_file(tmp_path):
    volume = np.arange(60, dtype=np.int16).reshape(3, 4, 5)
    save(ct_slice(volume, NumberOfFrames=3), tmp_path / "one")
    series = only(scan([tmp_path]))
    assert (series.files, series.frames) == (1, 3)
    assert [a_slice.frame for a_slice in series.slices] == [0, 1, 2]
    first, second, _ = (a_slice.pixel_offset for a_slice in series.slices)
    assert second - first == 40
    assert codes(series) == ["NO_POSITION"]


def test_an_enhanced_image_is_a_stack_like_any_other(tmp_path):
    volume = np.arange(60, dtype=np.int16).reshape(3, 4, 5)
    places = [(0.0, 0.0, 4.0), (0.0, 0.0, 0.0), (0.0, 0.0, 2.0)]
    save(enhanced_ct(volume, places, slopes=[1.0, 2.0, 3.0]), tmp_path / "one")
    series = only(scan([tmp_path]))
    assert (series.files, series.frames, series.spacing_mm) == (1, 3, 2.0)
    assert [a_slice.frame for a_slice in series.slices] == [0, 2, 1]
    assert [(a_slice.slope, a_slice.intercept) for a_slice in series.slices] == [
        (1.0, -1024.0),
        (3.0, -1024.0),
        (2.0, -1024.0),
    ]
    assert (series.pixel_spacing_mm, series.slice_thickness_mm, series.window) == (
        (0.8, 0.8),
        2.0,
        (40.0, 400.0),
    )
    assert (series.issues, series.measurable, series.reformattable) == ((), True, True)
    stack = LoadedStack(series)
    stack.load()
    np.testing.assert_array_equal(stack.values(1), volume[2])


def test_an_enhanced_image_of_two_orientations_is_parted_and_its_file_counted_once(tmp_path):
    volume = np.arange(100, dtype=np.int16).reshape(5, 4, 5)
    places = [(0.0, 0.0, 2.0 * k) for k in range(3)] + [(0.0, 2.0 * k, 0.0) for k in range(2)]
    save(enhanced_ct(volume, places, orientations=[AXIAL] * 3 + [CORONAL] * 2), tmp_path / "one")
    axial, coronal = scan([tmp_path]).series
    assert [(series.files, series.frames) for series in (axial, coronal)] == [(1, 3), (0, 2)]
    assert codes(axial) == codes(coronal) == ["MIXED_ORIENTATION"]


@pytest.mark.parametrize("frames", [5, 10**6])
def test_a_false_number_of_frames_is_found_out(tmp_path, frames):
    save(ct_slice(VALUES, NumberOfFrames=frames), tmp_path / "one")
    found = scan([tmp_path])
    if frames == 5:
        (series,) = found.series
        assert not series.loadable
        assert "TRUNCATED" in codes(series)
    else:
        (entry,) = found.rejected
        assert "claims 1000000 frames" in entry.reason


def test_a_series_is_a_frozen_value(tmp_path):
    write_ct_series(tmp_path, slices=2)
    series = only(scan([tmp_path]))
    with pytest.raises(dataclasses.FrozenInstanceError):
        series.files = 3
    assert IssueCode.GANTRY_TILT not in [issue.code for issue in series.issues]
