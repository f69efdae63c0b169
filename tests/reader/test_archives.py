"""Zip archives: pictures come out, nothing climbs out, nothing grows without end."""

import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest

import reader.archives
from measurements.progress import Cancelled, silent
from reader.archives import look_into
from reader.frames import LoadedStack
from reader.scan import Scan, scan
from tests.dicom_files import ct_slice, ramp_volume, save, write_ct_series
from tests.reader.test_directory import write_directory

VALUES = np.arange(20, dtype=np.int16).reshape(4, 5)


@pytest.fixture
def room(tmp_path: Path) -> Path:
    (tmp_path / "room").mkdir()
    return tmp_path / "room"


@pytest.fixture
def a_slice(tmp_path: Path) -> bytes:
    return save(ct_slice(VALUES), tmp_path / "made" / "one").read_bytes()


def archive_of(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def mark_encrypted(path: Path) -> None:
    """Sets the flag of encryption in all heads of an archive."""
    content = bytearray(path.read_bytes())
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(head)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(head, at + 4)
    path.write_bytes(content)


def reasons(found: Scan) -> list[str]:
    return [entry.reason for entry in found.rejected]


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_a_series_in_an_archive_is_found_and_loads(tmp_path, room, method):
    volume = ramp_volume(3, 6, 5)
    files = write_ct_series(tmp_path / "made", volume=volume, slices=3)
    members = {f"disc/CT/{path.name}": path.read_bytes() for path in files}
    archive = archive_of(tmp_path / "cd" / "scan.zip", {**members, "disc/readme.txt": b"text"}, method)
    found = scan([archive.parent], unpack_into=room)
    (series,) = found.series
    assert (series.files, found.not_dicom, found.rejected) == (3, 1, ())
    stack = LoadedStack(series)
    stack.load()
    np.testing.assert_array_equal([stack.values(k) for k in range(3)], volume[::-1])
    assert [found.names[one.path] for one in series.slices] == [
        f"{archive}/disc/CT/{path.name}" for path in reversed(files)
    ]


def test_an_archive_given_by_itself_is_found(tmp_path, room, a_slice):
    archive = archive_of(tmp_path / "scan.dat", {"one": a_slice})
    assert [series.files for series in scan([archive], unpack_into=room).series] == [1]


def test_without_room_an_archive_of_pictures_is_left_out_with_the_way_to_get_it(tmp_path, a_slice):
    archive = archive_of(tmp_path / "scan.zip", {"one": a_slice, "text": b"text"})
    found = scan([archive])
    assert (found.series, found.not_dicom) == ((), 1)
    assert ["--copy" in reason for reason in reasons(found)] == [True]


def test_a_document_that_is_an_archive_is_one_file_that_is_not_dicom(tmp_path, room):
    archive_of(tmp_path / "cd" / "report.docx", {"a.xml": b"<a/>", "b.xml": b"<b/>"})
    for unpack_into in (None, room):
        found = scan([tmp_path / "cd"], unpack_into=unpack_into)
        assert (found.not_dicom, found.rejected) == (1, ())


@pytest.mark.parametrize(
    "name",
    [
        "../../out",
        "/out",
        "a/../../../out",
        "..\\..\\out",
        "C:\\out",
        "con",
        "a\0b",
        "x" * 300,
        "名字/图像",
        ".",
    ],
)
def test_no_name_leads_out_of_the_folder(tmp_path, room, a_slice, name):
    archive = archive_of(tmp_path / "scan.zip", {name: a_slice})
    before = {path for path in tmp_path.rglob("*") if room not in path.parents}
    found = scan([archive], unpack_into=room)
    assert [series.files for series in found.series] == [1]
    assert Path(found.series[0].slices[0].path).resolve().is_relative_to(room.resolve())
    assert {path for path in tmp_path.rglob("*") if room not in path.parents} == before


def test_members_of_one_name_are_all_kept(tmp_path, room, a_slice):
    other = save(ct_slice(VALUES, instance_number=2, position=(0, 0, 5)), tmp_path / "made" / "two")
    archive = archive_of(tmp_path / "scan.zip", {"a?b": a_slice, "a*b": other.read_bytes()})
    assert [series.files for series in scan([archive], unpack_into=room).series] == [2]


def test_a_member_named_like_the_folder_of_another_is_kept(tmp_path, room, a_slice):
    other = save(ct_slice(VALUES, instance_number=2, position=(0, 0, 5)), tmp_path / "made" / "two")
    archive = archive_of(tmp_path / "scan.zip", {"a": a_slice, "a/b": other.read_bytes()})
    assert [series.files for series in scan([archive], unpack_into=room).series] == [2]


def test_archives_in_archives_are_opened_as_deep_as_is_sane(tmp_path, room, a_slice):
    inner = archive_of(tmp_path / "made" / "0.zip", {"one": a_slice})
    for depth in range(1, 8):
        inner = archive_of(tmp_path / "made" / f"{depth}.zip", {"inner.zip": inner.read_bytes()})
    shallow, deep = tmp_path / "made" / "2.zip", tmp_path / "made" / "7.zip"
    assert [series.files for series in scan([shallow], unpack_into=room).series] == [1]
    found = scan([deep], unpack_into=room)
    assert found.series == ()


@pytest.mark.parametrize("name", ["..", "a/..", ".", "con", "名字"])
def test_no_archive_in_an_archive_leads_out_by_its_name(tmp_path, room, a_slice, name):
    inner = archive_of(tmp_path / "made" / "inner", {"one": a_slice}).read_bytes()
    archive = archive_of(tmp_path / "scan.zip", {name: inner})
    before = {path for path in tmp_path.rglob("*") if room not in path.parents}
    (series,) = scan([archive], unpack_into=room).series
    assert Path(series.slices[0].path).resolve().is_relative_to(room.resolve())
    assert {path for path in tmp_path.rglob("*") if room not in path.parents} == before


def test_encrypted_members_are_told(tmp_path, room, a_slice):
    archive = archive_of(tmp_path / "scan.zip", {"one": a_slice, "two": a_slice}, zipfile.ZIP_STORED)
    mark_encrypted(archive)
    found = scan([archive], unpack_into=room)
    assert found.series == ()
    assert reasons(found) == [
        "2 of the files in this archive are encrypted: unpack it with its password, then choose the folder."
    ]


@pytest.mark.parametrize("cut", [10, 200, -30])
def test_a_damaged_archive_is_told(tmp_path, room, a_slice, cut):
    archive = archive_of(tmp_path / "scan.zip", {"one": a_slice})
    archive.write_bytes(archive.read_bytes()[:cut])
    found = scan([archive], unpack_into=room)
    assert found.series == ()
    assert ["damaged" in reason for reason in reasons(found)] == [True]


def test_a_member_with_wrong_bytes_is_told_and_the_others_come(tmp_path, room, a_slice):
    archive = archive_of(tmp_path / "scan.zip", {"one": a_slice, "two": a_slice}, zipfile.ZIP_STORED)
    content = bytearray(archive.read_bytes())
    content[300] ^= 1  # in the first member, whose checksum is now wrong
    archive.write_bytes(content)
    found = scan([archive], unpack_into=room)
    assert [series.files for series in found.series] == [1]
    assert ["1 of its files" in reason for reason in reasons(found)] == [True]


def test_what_grows_out_of_proportion_is_stopped(tmp_path, room, a_slice, monkeypatch):
    monkeypatch.setattr(reader.archives, "_LEAST_ALLOWANCE", 1 << 20)
    bomb = archive_of(tmp_path / "bomb.zip", {"one": a_slice, "bomb": a_slice + bytes(50 << 20)})
    found = scan([bomb], unpack_into=room)
    assert ["unpacks to more than" in reason for reason in reasons(found)] == [True]
    assert sum(path.stat().st_size for path in room.rglob("*") if path.is_file()) <= 1 << 20


def test_a_full_disk_is_told_before_it_is_full(tmp_path, room, a_slice, monkeypatch):
    usage = shutil.disk_usage(room)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1 << 20))
    found = scan([archive_of(tmp_path / "scan.zip", {"one": a_slice})], unpack_into=room)
    assert ["no room to unpack" in reason for reason in reasons(found)] == [True]
    assert [path for path in room.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("above", ["", "a/b/c/d/e/f/g/h/i/j"], ids=["shallow", "deep"])
def test_a_disc_in_an_archive_has_its_table_of_contents_read(tmp_path, room, a_slice, above):
    contents = write_directory(tmp_path / "made" / "DICOMDIR", [["CT", "IM1"], ["CT", "IM2"]])
    archive = archive_of(
        tmp_path / above / "scan.zip", {"cd/DICOMDIR": contents.read_bytes(), "cd/CT/IM1": a_slice}
    )
    found = scan([archive], unpack_into=room)
    assert [series.files for series in found.series] == [1]
    (entry,) = found.rejected
    assert entry.path == f"{archive}/cd/DICOMDIR"
    assert "1 is missing (CT/IM2)" in entry.reason


def test_discs_in_archives_of_one_name_are_kept_apart(tmp_path, room, a_slice):
    contents = write_directory(tmp_path / "made" / "DICOMDIR", [["CT", "IM1"]]).read_bytes()
    other = save(ct_slice(VALUES, instance_number=2, position=(0, 0, 5)), tmp_path / "made" / "two")
    for folder, picture in (("one", a_slice), ("two", other.read_bytes())):
        archive_of(tmp_path / "in" / folder / "scan.zip", {"DICOMDIR": contents, "CT/IM1": picture})
    found = scan([tmp_path / "in"], unpack_into=room)
    assert [series.files for series in found.series] == [2]
    assert ["missing" in reason for reason in reasons(found)] == [False, False]


def test_unpacking_can_be_cancelled(tmp_path, room, a_slice):
    def cancelling(done: int, total: int, text: str) -> None:
        if text.startswith("Looking into") and done:
            raise Cancelled

    archive = archive_of(tmp_path / "scan.zip", {"one": a_slice, "two": a_slice})
    with pytest.raises(Cancelled):
        look_into(str(archive), room, cancelling)
    assert len(look_into(str(archive), room, silent).unpacked) == 2
