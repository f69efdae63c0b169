"""Finds the compressed pictures of a file among the fragments in which they are stored (PS3.5 annex A.4)."""

import os
from collections.abc import Callable

from reader.decode.stream import BadStream, begins_a_picture
from reader.tags import UNDEFINED

Fragment = tuple[int, int]
"""(offset in the file, length), bytes."""

ReadAt = Callable[[int, int], bytes]
"""Gives up to so many bytes (second) from an offset (first); fewer at the end."""

_ITEM, _END = b"\xfe\xff\x00\xe0", b"\xfe\xff\xdd\xe0"
_START = 12
_MOST_FRAGMENTS_OF_A_PICTURE, _FRAGMENTS_PER_PICTURE = 4096, 16


def reading(descriptor: int) -> ReadAt:
    """Reads an open file at offsets, and takes memory for no more than the file has."""
    size = os.fstat(descriptor).st_size

    def read_at(offset: int, length: int) -> bytes:
        length = max(0, min(length, size - offset))
        if hasattr(os, "pread"):
            return os.pread(descriptor, length, offset)
        os.lseek(descriptor, offset, os.SEEK_SET)
        return os.read(descriptor, length)

    return read_at


def pictures(read_at: ReadAt, offset: int, frames: int) -> list[list[Fragment]]:
    """The fragments of each of `frames` pictures, whose encapsulated pixel data begins at `offset`.

    Where one picture may have several fragments, the streams themselves say where each begins; the offset
    table, which is often missing and sometimes wrong, is asked only if they do not.

    Raises:
        BadStream: there are not so many pictures.
    """
    found, table = _fragments(read_at, offset, frames)
    fragments = [fragment for fragment, _ in found]
    if len(found) == frames:
        return [[fragment] for fragment in fragments]
    if frames == 1 and found:
        return [fragments]
    begins = [k for k, (_, start) in enumerate(found) if begins_a_picture(start)]
    if len(begins) != frames or begins[0] != 0:
        places = {at - fragments[0][0]: k for k, (at, _) in enumerate(fragments)} if fragments else {}
        begins = [places.get(at, -1) for at in table]
        if len(begins) != frames or begins[0] != 0 or sorted(set(begins)) != begins:
            raise BadStream(f"holds {len(found)} pieces, not {frames} pictures")
    return [fragments[a:b] for a, b in zip(begins, [*begins[1:], len(found)], strict=True)]


def _fragments(read_at: ReadAt, offset: int, frames: int) -> tuple[list[tuple[Fragment, bytes]], list[int]]:
    """Each fragment with how it begins, and the basic offset table."""
    head = read_at(offset, 8)
    if head[:4] != _ITEM:
        raise BadStream("is not stored in pieces, as compressed pictures must be")
    length = int.from_bytes(head[4:], "little")
    entries = read_at(offset + 8, length) if 0 < length <= 4 * frames else b""
    table = [int.from_bytes(entries[at : at + 4], "little") for at in range(0, len(entries), 4)]
    position = offset + 8 + length
    found: list[tuple[Fragment, bytes]] = []
    left = _MOST_FRAGMENTS_OF_A_PICTURE + _FRAGMENTS_PER_PICTURE * frames
    while len(head := read_at(position, 8 + _START)) >= 8 and head[:4] != _END:
        length = int.from_bytes(head[4:8], "little")
        if head[:4] != _ITEM or length == UNDEFINED:
            raise BadStream("is damaged between its pieces")
        if length:
            found.append(((position + 8, length), head[8:]))
        left -= 1
        if left < 0:
            raise BadStream("is cut into more pieces than make sense")
        position += 8 + length
    return found, table
