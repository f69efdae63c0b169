"""Zip archives: their DICOM files are unpacked into a folder of the caller's; nothing else in them is.

An archive may be hostile: names that climb out of the folder, members that grow a thousandfold, archives in
archives without end. Names are made safe, what comes out is counted while it comes, and depth is limited.
"""

import lzma
import re
import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import IO

from measurements.progress import Report
from measurements.sentence import Sentence

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)
"""What `zipfile` raises on bytes that are not what they should be."""

_BEGINS_ARCHIVE = b"PK\x03\x04"
_BEGINS_DATA_SET = (b"\x02\0", b"\x08\0", b"\0\x08")
_ENCRYPTED = 0x1
_DEEPEST = 3
_LEAST_ALLOWANCE, _ALLOWED_TIMES = 4 << 30, 50
"""An archive may unpack to so many bytes, or so many times its own size, whichever is more. Pictures of a
body shrink two- to fourfold."""

_CHUNK = 1 << 20
_KEPT_FREE = 1 << 30
_UNSAFE = re.compile(r"[^0-9A-Za-z._;-]")
_TAKEN_BY_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST_NAME, _NAMES_KEPT = 60, 8


@dataclass(frozen=True, slots=True)
class Member:
    """One file that came out of an archive.

    Attributes:
        path: where it lies now.
        name: archive and place within it, for people.
    """

    path: str
    name: str


@dataclass(slots=True)
class Contents:
    """What became of one archive.

    Attributes:
        unpacked: its DICOM files, or what may be such.
        pictures: how many of its members may be DICOM, unpacked or not.
        others: how many are something else.
        refused: why some of it or all of it stayed inside.
    """

    unpacked: list[Member]
    pictures: int
    others: int
    refused: list[Sentence]


class _TooMuch(Exception):
    """The archive holds more than it may, or than there is room for."""

    def __init__(self, told: Sentence) -> None:
        super().__init__(str(told))
        self.told = told


def is_archive(path: str) -> bool:
    """Whether the file begins as zip archives do.

    Raises:
        OSError: it cannot be read.
    """
    with Path(path).open("rb") as file:
        return file.read(4) == _BEGINS_ARCHIVE


def look_into(path: str, into: Path | None, report: Report) -> Contents:
    """Unpacks the DICOM files of the archive at `path` into the folder `into`; only counts them where None.

    Raises:
        OSError: the archive cannot be read, or the folder takes no files.
        Cancelled: by `report`.
    """
    contents = Contents([], 0, 0, [])
    allowance = max(_LEAST_ALLOWANCE, _ALLOWED_TIMES * Path(path).stat().st_size)
    unpacking = _Unpacking(contents, into, allowance, report)
    try:
        unpacking.archive(path, path, 0)
    except _TooMuch as too_much:
        contents.refused.append(too_much.told)
    if unpacking.encrypted:
        contents.refused.append(
            Sentence(
                "{count} of the files in this archive are encrypted: unpack it with its password, then "
                "choose the folder.",
                count=unpacking.encrypted,
            )
        )
    if unpacking.damaged:
        contents.refused.append(
            Sentence(
                "The archive is damaged, {count} of its files cannot be unpacked: fetch it again.",
                count=unpacking.damaged,
            )
        )
    return contents


class _Unpacking:
    """One archive and those within it, against one allowance."""

    def __init__(self, contents: Contents, into: Path | None, allowance: int, report: Report) -> None:
        self._contents = contents
        self._into = into
        self._allowance = self._left = allowance
        self._report = report
        self._folders: dict[str, Path] = {}
        self.encrypted = self.damaged = 0

    def archive(self, path: str, name: str, depth: int) -> None:
        try:
            with zipfile.ZipFile(path) as archive:
                members = [member for member in archive.infolist() if not member.is_dir()]
                for done, member in enumerate(members):
                    self._report(done, len(members), f"Looking into {Path(name).name}")
                    self._member(archive, member, name, depth)
        except _DAMAGED:
            self.damaged += 1

    def _member(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, within: str, depth: int) -> None:
        if member.flag_bits & _ENCRYPTED:
            self.encrypted += 1
            return
        try:
            with archive.open(member) as file:
                start = file.read(132)
                inner = start[:4] == _BEGINS_ARCHIVE
                if start[128:] != b"DICM" and start[:2] not in _BEGINS_DATA_SET and not inner:
                    self._contents.others += 1
                    return
                if not inner:
                    self._contents.pictures += 1
                if self._into is None and not inner:
                    return
                if inner and (depth >= _DEEPEST or self._into is None):
                    self._contents.others += 1
                    return
                place = self._place(within, f"{member.filename}.packed" if inner else member.filename)
                self._write(place, start, _chunks(file))
        except _DAMAGED:
            self.damaged += 1
            return
        name = f"{within}/{member.filename}"
        if inner:
            self.archive(str(place), name, depth + 1)
            place.unlink()
        else:
            self._contents.unpacked.append(Member(str(place), name))

    def _place(self, archive: str, member: str) -> Path:
        """A path of its own in the archive's folder, as near to the member's as is safe.

        The folders within an archive stay as they are: a DICOMDIR names files by where they lie beside it.
        """
        if archive not in self._folders:
            self._folders[archive] = self._folder_for(archive)
        folder = self._folders[archive]
        parts = [part for part in PurePosixPath(member.replace("\\", "/")).parts if part.strip("./ ")]
        place = folder.joinpath(*(_safe(part) for part in parts[-_NAMES_KEPT:] or ("unnamed",)))
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError):  # one member is called what another has for a folder
            place = folder / place.name
        return _free(place)

    def _folder_for(self, archive: str) -> Path:
        """A new folder for what comes out of one archive: others may have its name."""
        assert self._into is not None
        name = _safe(PurePosixPath(archive.replace("\\", "/")).name)
        folder = _free(self._into / name)
        folder.mkdir(parents=True)
        return folder

    def _write(self, place: Path, start: bytes, chunks: Iterator[bytes]) -> None:
        room = shutil.disk_usage(place.parent).free - _KEPT_FREE
        try:
            with place.open("xb") as file:
                for chunk in chain((start,), chunks):
                    self._left -= len(chunk)
                    room -= len(chunk)
                    if self._left < 0:
                        raise _TooMuch(
                            Sentence(
                                "The archive unpacks to more than {size_gb:.0f} GB, which archives of "
                                "pictures do not: unpack it by other means, then choose the folder.",
                                size_gb=self._allowance / 2**30,
                            )
                        )
                    if room < 0:
                        raise _TooMuch(
                            Sentence(
                                "The disk of {folder} has no room to unpack the archive: free some space, or "
                                "unpack it elsewhere and choose the folder.",
                                folder=place.parent,
                            )
                        )
                    file.write(chunk)
        except BaseException:
            place.unlink(missing_ok=True)
            raise


def _free(place: Path) -> Path:
    """This place, or where there is something one beside it with a number."""
    number, free = 1, place
    while free.exists():
        number += 1
        free = place.parent / f"{place.name}-{number}"
    return free


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


def _safe(part: str) -> str:
    name = _UNSAFE.sub("_", part)[-_LONGEST_NAME:]
    return f"_{name}" if _TAKEN_BY_WINDOWS.fullmatch(name) else name
