"""Discs with a DICOMDIR: what it names is found, and told where it is missing."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import (
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    MediaStorageDirectoryStorage,
)

from reader.directory import read_directory
from reader.header_reader import Unreadable
from reader.scan import scan
from tests.dicom_files import ct_slice, save

VALUES = np.arange(20, dtype=np.int16).reshape(4, 5)
DATA = Path(__file__).parents[2].parent / "shared" / "data" / "dicomdir_pydicom"


def write_directory(
    path: Path, named: Sequence[list[str] | str], syntax: str = ExplicitVRLittleEndian
) -> Path:
    """A DICOMDIR that names files, all at one level and without any offsets."""
    dataset = Dataset()
    dataset.FileSetID = "DISC"
    records = []
    for file_id in ["", *named]:
        record = Dataset()
        record.DirectoryRecordType = "IMAGE" if file_id else "PATIENT"
        if file_id:
            record.ReferencedFileID = file_id
        records.append(record)
    dataset.DirectoryRecordSequence = records
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.MediaStorageSOPClassUID = MediaStorageDirectoryStorage
    dataset.file_meta.MediaStorageSOPInstanceUID = "1.2.3"
    dataset.file_meta.TransferSyntaxUID = syntax
    return save(dataset, path)


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ImplicitVRLittleEndian, ExplicitVRBigEndian])
def test_files_are_found_and_missing_ones_named_in_one_sentence(tmp_path, syntax):
    save(ct_slice(VALUES), tmp_path / "CT" / "S1" / "IM1")
    path = write_directory(
        tmp_path / "DICOMDIR", [["CT", "S1", "IM1"], ["CT", "S1", "IM2"], "README"], syntax
    )
    found = scan([tmp_path])
    assert [series.files for series in found.series] == [1]
    (entry,) = found.rejected
    assert entry.path == str(path)
    assert "Of the 3 files it names, 2 are missing (CT/S1/IM2, README)" in entry.reason


def test_a_whole_disc_has_nothing_missing(tmp_path):
    save(ct_slice(VALUES), tmp_path / "IM1")
    write_directory(tmp_path / "DICOMDIR", ["IM1"])
    (entry,) = scan([tmp_path]).rejected
    assert "missing" not in entry.reason


def test_the_table_of_contents_alone_leads_to_its_files(tmp_path):
    image = save(ct_slice(VALUES), tmp_path / "CT" / "IM1")
    save(ct_slice(VALUES, instance_number=2), tmp_path / "CT" / "not named")
    path = write_directory(tmp_path / "DICOMDIR", [["CT", "IM1"]])
    (series,) = scan([path]).series
    assert [one.path for one in series.slices] == [str(image)]


def test_names_are_found_in_small_letters_and_with_version_numbers(tmp_path):
    image = save(ct_slice(VALUES), tmp_path / "ct" / "im1.;1")
    directory = read_directory(str(write_directory(tmp_path / "dicomdir", [["CT", "IM1"]])))
    assert (directory.present, directory.missing) == ((str(image),), ())


@pytest.mark.filterwarnings("ignore:Invalid value for VR CS")
@pytest.mark.parametrize("named", [["..", "IM1"], ["../IM1"], ["/etc", "hostname"], ["CT", "", "IM1"], "."])
def test_a_name_that_leads_out_of_the_disc_is_not_followed(tmp_path, named):
    save(ct_slice(VALUES), tmp_path / "IM1")
    path = write_directory(tmp_path / "disc" / "DICOMDIR", [named])
    directory = read_directory(str(path))
    assert directory.present == ()
    assert len(directory.missing) == 1


def test_discs_within_discs_are_each_read(tmp_path):
    for place in (tmp_path, tmp_path / "INNER"):
        save(ct_slice(VALUES, patient_id=place.name[:8]), place / "IM1")
        write_directory(place / "DICOMDIR", ["IM1", "IM2"])
    found = scan([tmp_path])
    assert sum(series.files for series in found.series) == 2
    assert ["1 is missing (IM2)" in entry.reason for entry in found.rejected] == [True, True]


def test_a_damaged_one_is_told_and_the_files_found_all_the_same(tmp_path):
    save(ct_slice(VALUES), tmp_path / "IM1")
    path = write_directory(tmp_path / "DICOMDIR", ["IM1"])
    whole = path.read_bytes()
    path.write_bytes(whole[:-7])
    found = scan([tmp_path])
    assert [series.files for series in found.series] == [1]
    assert [entry.path for entry in found.rejected] == [str(path)]


def test_what_cannot_be_understood_is_unreadable(tmp_path):
    path = write_directory(tmp_path / "DICOMDIR", ["IM1"])
    file_id = b"\x04\x00\x00\x15"
    assert path.read_bytes().count(file_id + b"CS") == 1
    path.write_bytes(path.read_bytes().replace(file_id + b"CS", file_id + b"ZZ"))
    with pytest.raises(Unreadable, match="damaged DICOMDIR"):
        read_directory(str(path))


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared DICOM files are not beside the project")
@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("DICOMDIR", 31),
        ("DICOMDIR-bigEnd", 31),
        ("DICOMDIR-implicit", 31),
        ("DICOMDIR-nooffset", 31),
        ("DICOMDIR-nopatient", 31),
        ("DICOMDIR-reordered", 31),
        ("DICOMDIR-empty.dcm", 0),
        ("TINY_ALPHA/DICOMDIR", 50),
    ],
)
def test_real_ones_name_the_files_that_the_manifest_counts(name, files):
    directory = read_directory(str(DATA / name))
    assert (len(directory.present), directory.missing) == (files, ())
