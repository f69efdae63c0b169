"""What is kept of folders makes the next scan quicker and never different."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from measurements.index import ScanIndex
from reader.header_reader import HeaderReader
from reader.index import unpacked
from reader.scan import Scan, scan
from tests.dicom_files import ct_slice, enhanced_ct, save, uid, write_ct_series

LONG_AGO_NS = 1_700_000_000_123_456_700
VALUES = np.zeros((24, 20), np.int16)


def let_rest(folder: Path, seconds: int = 0) -> None:
    """The files were written long ago: what has just been changed is not trusted."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            os.utime(path, ns=(LONG_AGO_NS, LONG_AGO_NS + seconds * 10**9))


def after(index: ScanIndex, found: Scan, *, settle: bool = False) -> ScanIndex:
    """The index as a trial keeps it."""
    folders = {path: one for path, one in index.folders.items() if path not in found.index_change.gone}
    folders |= {one.path: one for one in found.index_change.folders}
    settled = {one.series_uid: one.frames for one in found.series} if settle else {}
    return ScanIndex(folders, settled)


def without_index(found: Scan) -> Scan:
    return replace(found, unchanged=(), gone=(), index_change=type(found.index_change)())


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that are read."""
    read: list[str] = []
    original = HeaderReader.read

    def noting(self: HeaderReader, path: str) -> object:
        read.append(Path(path).name)
        return original(self, path)

    monkeypatch.setattr(HeaderReader, "read", noting)
    return read


@pytest.fixture
def cd(tmp_path: Path) -> Path:
    """Two series, a text, and a series whose files lie in two folders."""
    folder = tmp_path / "cd"
    write_ct_series(folder / "a", slices=3, study_uid=uid(1), series_uid=uid(11), names="A{}")
    write_ct_series(folder / "b", slices=3, study_uid=uid(1), series_uid=uid(12), names="B{}")
    files = write_ct_series(folder / "c", slices=4, study_uid=uid(1), series_uid=uid(13), names="C{}")
    (folder / "d").mkdir()
    shutil.move(files[3], folder / "d" / "C4")
    (folder / "b" / "notes").write_text("a text")
    let_rest(folder)
    return folder


def test_a_second_scan_reads_nothing_and_finds_the_same(cd: Path, reads: list[str]) -> None:
    first = scan([cd])
    assert sorted(reads) == ["A1", "A2", "A3", "B1", "B2", "B3", "C1", "C2", "C3", "C4", "notes"]
    reads.clear()
    second = scan([cd], index=after(ScanIndex(), first))
    assert reads == []
    assert without_index(second) == without_index(first)
    assert second.index_change.folders == ()


def test_settled_series_are_told_by_their_uids_alone(cd: Path, reads: list[str]) -> None:
    first = scan([cd])
    reads.clear()
    second = scan([cd], index=after(ScanIndex(), first, settle=True))
    assert second.unchanged == tuple(sorted((uid(11), uid(12), uid(13))))
    assert (second.series, second.not_dicom, second.gone, reads) == ((), 1, (), [])


def add_file(cd: Path) -> None:
    save(
        ct_slice(VALUES, study_uid=uid(1), series_uid=uid(11), position=(0, 0, 9), instance_number=9),
        cd / "a" / "A9",
    )


def change_size(cd: Path) -> None:
    with (cd / "a" / "A2").open("ab") as file:
        file.write(b"\0\0")
    let_rest(cd)


def change_time(cd: Path) -> None:
    os.utime(cd / "a" / "A2", ns=(LONG_AGO_NS, LONG_AGO_NS + 1000))


def replace_file(cd: Path) -> None:
    """Another file of the same size and time in its place."""
    content = (cd / "a" / "A2").read_bytes()
    (cd / "a" / "new").write_bytes(content.replace(b"-100\\-100\\2 ", b"-100\\-100\\5 "))
    (cd / "a" / "new").replace(cd / "a" / "A2")
    let_rest(cd)


def remove_file(cd: Path) -> None:
    (cd / "a" / "A2").unlink()


def rename_file(cd: Path) -> None:
    (cd / "a" / "A2").rename(cd / "a" / "Z2")


def move_folder(cd: Path) -> None:
    (cd / "a").rename(cd / "moved")


def one_more_elsewhere(cd: Path) -> None:
    add_file(cd)
    (cd / "e").mkdir()
    (cd / "a" / "A9").rename(cd / "e" / "A9")


CHANGES = [add_file, change_size, change_time, replace_file, remove_file, rename_file, move_folder]
CHANGES.append(one_more_elsewhere)


@pytest.mark.parametrize("settle", [False, True])
@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_the_scan_is_as_without_an_index(
    cd: Path, change: Callable[[Path], None], settle: bool
) -> None:
    index = after(ScanIndex(), scan([cd]), settle=settle)
    change(cd)
    found, plain = scan([cd], index=index), scan([cd])
    assert set(found.unchanged) == ({uid(12), uid(13)} if settle else set())
    assert found.series == tuple(one for one in plain.series if one.series_uid not in found.unchanged)
    assert (found.not_dicom, found.rejected) == (plain.not_dicom, plain.rejected)


@pytest.mark.parametrize(
    ("change", "read"),
    [
        (add_file, ["A9"]),
        (change_size, ["A2"]),
        (change_time, ["A2"]),
        (replace_file, ["A2"]),
        (remove_file, []),
        (rename_file, ["Z2"]),
        (move_folder, ["A1", "A2", "A3"]),
    ],
)
def test_only_what_has_changed_is_read(
    cd: Path, reads: list[str], change: Callable[[Path], None], read: list[str]
) -> None:
    index = after(ScanIndex(), scan([cd]))
    change(cd)
    reads.clear()
    scan([cd], index=index)
    assert reads == read


def test_what_is_gone_is_named_and_what_has_moved_is_not(cd: Path) -> None:
    index = after(ScanIndex(), scan([cd]))
    remove_file(cd)
    shutil.rmtree(cd / "d")
    (cd / "b").rename(cd / "elsewhere")
    found = scan([cd], index=index)
    assert {one.series_uid: one.paths for one in found.gone} == {
        uid(11): (str(cd / "a" / "A2"),),
        uid(13): (str(cd / "d" / "C4"),),
    }
    assert set(found.index_change.gone) == {str(cd / "d"), str(cd / "b")}
    assert scan([cd], index=after(index, found)).gone == ()


def test_what_is_not_looked_at_is_not_gone(cd: Path) -> None:
    index = after(ScanIndex(), scan([cd]))
    shutil.rmtree(cd / "b")
    found = scan([cd / "a"], index=index)
    assert (found.gone, found.index_change.gone) == ((), ())
    assert [one.series_uid for one in found.series] == [uid(11)]


def test_a_part_of_a_settled_series_is_told_as_the_part_it_is(cd: Path) -> None:
    index = after(ScanIndex(), scan([cd]), settle=True)
    found = scan([cd / "c"], index=index)
    assert found.unchanged == ()
    assert [one.frames for one in found.series] == [3]


def test_a_file_given_by_itself_does_not_stand_for_its_folder(cd: Path, reads: list[str]) -> None:
    index = after(ScanIndex(), scan([cd]))
    reads.clear()
    found = scan([cd / "a" / "A2"], index=index)
    assert ([one.frames for one in found.series], reads, found.gone) == ([1], [], ())
    assert found.index_change.folders == ()


def test_what_was_just_written_is_read_again(tmp_path: Path, reads: list[str]) -> None:
    write_ct_series(tmp_path / "cd", slices=2, names="A{}")
    index = after(ScanIndex(), scan([tmp_path]))
    reads.clear()
    scan([tmp_path], index=index)
    assert reads == ["A1", "A2"]


def test_what_one_header_does_not_tell_is_looked_at_each_time(tmp_path: Path, reads: list[str]) -> None:
    folder = tmp_path / "cd"
    folder.mkdir()
    save(enhanced_ct(np.zeros((2, 4, 4), np.int16), [(0, 0, 0), (0, 0, 1)]), folder / "enhanced")
    (folder / "broken").write_bytes(b"\0" * 128 + b"DICM\2\0\0\0UL")
    let_rest(folder)
    first = scan([folder])
    reads.clear()
    second = scan([folder], index=after(ScanIndex(), first, settle=True))
    assert sorted(reads) == ["broken", "enhanced"]
    assert without_index(second) == without_index(first)


def test_headers_come_back_as_they_were(cd: Path) -> None:
    for folder in scan([cd]).index_change.folders:
        for name, entry in unpacked(folder).items():
            path = str(Path(folder.path) / name)
            if entry.header is None:
                assert name == "notes"
            else:
                assert entry.header == HeaderReader().read(path)


def test_entries_of_another_version_are_read_again(
    cd: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    index = after(ScanIndex(), scan([cd]))
    monkeypatch.setattr("reader.index._VERSION", 2)
    (cd / "a" / "more").write_text("so that the folder is looked through")
    reads.clear()
    scan([cd], index=index)
    assert {"A1", "A2", "A3"} <= set(reads)
