"""Packs what the files of a folder say, each with its stamp, into one short string of bytes, and back."""

import json
import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, NamedTuple

from measurements.index import IndexedFolder
from reader.header import Header, SharedFacts

_VERSION = 1
"""Another number for whatever changes a header's values, so that old entries are read again."""

_UNSURE_NS = 2_000_000_000
"""A file changed so shortly before it was read may change again without another time: disks count in steps of
up to two seconds."""


class Stamp(NamedTuple):
    """By which a file is known again: size, time of its last change, number on its disk."""

    size: int
    mtime_ns: int
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> "Stamp":
        return cls(status.st_size, status.st_mtime_ns, status.st_ino)


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: its stamp, and its header, or None where it is something other than DICOM."""

    stamp: Stamp
    header: Header | None


Listing = Mapping[str, Stamp]
"""The files of one folder by name."""


def path_in(folder: str, name: str) -> str:
    """The path of a file; plainly put together, for it is done for every file there is."""
    return f"{folder}{name}" if folder.endswith(os.sep) else f"{folder}{os.sep}{name}"


def digest(listing: Listing) -> bytes:
    """The same for the same files, in whichever order they are listed."""
    told = blake2b(digest_size=16)
    for name in sorted(listing):
        size, mtime_ns, inode = listing[name]
        told.update(f"{name}\0{size} {mtime_ns} {inode}\0".encode("utf-8", "surrogateescape"))
    return told.digest()


def packed(
    folder: str, listing: Listing, entries: Mapping[str, Entry], started_ns: int
) -> IndexedFolder | None:
    """A folder for the index; None where it cannot be kept.

    Args:
        listing: all of its files.
        entries: those of them whose whole story is told by a header, or that are not DICOM.
        started_ns: when the scan began; what was changed about then is not kept.
    """
    kept = {
        name: entry
        for name, entry in entries.items()
        if listing.get(name) == entry.stamp and entry.stamp.mtime_ns < started_ns - _UNSURE_NS
    }
    if not kept or not _can_be_written(folder):
        return None
    facts: dict[SharedFacts, int] = {}
    files = [[name, *entry.stamp, _file(entry.header, facts)] for name, entry in kept.items()]
    content = {"version": _VERSION, "shared": [list(each) for each in facts], "files": files}
    return IndexedFolder(
        folder,
        digest(listing) if len(kept) == len(listing) else b"",
        tuple(sorted({shared.series_uid for shared in facts})),
        sum(entry.header is None for entry in kept.values()),
        zlib.compress(json.dumps(content, separators=(",", ":")).encode(), 3),
    )


def unpacked(folder: IndexedFolder) -> dict[str, Entry]:
    """The files of a folder by name; none where they were packed by another version of this program."""
    content: dict[str, Any] = json.loads(zlib.decompress(folder.content))
    if content["version"] != _VERSION:
        return {}
    facts = [SharedFacts._make(map(_tuples, each)) for each in content["shared"]]
    entries = {}
    for name, size, mtime_ns, inode, told in content["files"]:
        stamp = Stamp(size, mtime_ns, inode)
        entries[name] = Entry(stamp, _header(path_in(folder.path, name), stamp, told, facts))
    return entries


def can_be_packed(header: Header) -> bool:
    """Whether a header is all of its file's story: that of an enhanced image goes on frame by frame."""
    return not header.frames and header.shared.frames == 1


def _file(header: Header | None, facts: dict[SharedFacts, int]) -> list[object] | None:
    if header is None:
        return None
    shared = facts.setdefault(header.shared, len(facts))
    acquisition = [None if value is None else value.decode("latin-1") for value in header.acquisition]
    return [shared, *header[4:14], acquisition, header.packed_offset]


def _header(path: str, stamp: Stamp, told: list[Any] | None, facts: list[SharedFacts]) -> Header | None:
    if told is None:
        return None
    shared, sop_uid, number, place, frame_of_reference, window, *rest, acquisition, packed_offset = told
    return Header._make(
        (
            path,
            stamp.size,
            stamp.mtime_ns,
            facts[shared],
            sop_uid,
            number,
            None if place is None else tuple(place),
            frame_of_reference,
            None if window is None else tuple(window),
            *rest,
            (),
            tuple(None if value is None else value.encode("latin-1") for value in acquisition),
            packed_offset,
        )
    )


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _can_be_written(path: str) -> bool:
    """Whether a path is text; one that is only bytes cannot be kept in a database."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
