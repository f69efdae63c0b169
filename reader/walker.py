"""Finds the elements of a DICOM header in bytes: tag, value representation, length; no more than that.

It knows the two little-endian encodings, in which all but a few files come. Of anything else it says
`OutOfDepth`, and pydicom reads that file.
"""

import struct
from struct import Struct

from reader.layout import Layout
from reader.tags import (
    DEFLATED,
    EXPLICIT_BIG_ENDIAN,
    IMPLICIT_LITTLE_ENDIAN,
    OF_THE_FILE,
    PIXEL_DATA,
    SHARED,
    STANDARD_SYNTAXES,
    TRANSFER_SYNTAX,
    UNDEFINED,
)

_WANTED = frozenset(OF_THE_FILE) | frozenset(SHARED)
_ITEM, _ITEM_END, _SEQUENCE_END = 0xFFFEE000, 0xFFFEE00D, 0xFFFEE0DD
_PIXEL_GROUP = 0x7FE00000
_DEEPEST = 12
_LONGEST_HEADER = 1 << 24
_SHORT_VRS = frozenset(
    b"AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US".split(),
)
_LONG_VRS = frozenset(b"OB OD OF OL OV OW SQ SV UC UR UT UV".split())
_EXPLICIT = Struct("<HH2sH").unpack_from
_IMPLICIT = Struct("<HHI").unpack_from
_LENGTH = Struct("<I").unpack_from


class OutOfDepth(Exception):
    """These bytes are not as plain as the walker needs them; they may still be good DICOM."""


class CutOff(OutOfDepth):
    """The header seems to end before its time."""


class BufferTooShort(Exception):
    """The header goes on behind the bytes at hand, at least to the offset given."""

    def __init__(self, up_to: int) -> None:
        super().__init__(up_to)
        self.up_to = up_to


class _Trail:
    """What a walk leaves behind: the place of each head and of each wanted value, as (offset, length)."""

    def __init__(self) -> None:
        self.heads: list[tuple[int, int]] = [(128, 4)]
        self.values: dict[int, tuple[int, int]] = {}
        self.pixel_offset: int | None = None
        self.pixel_length: int | None = None


def walk(buffer: bytes, file_size: int) -> Layout:
    """The layout of a file whose first bytes are `buffer`, up to its pixel data or its end.

    Raises:
        OutOfDepth: not a plain little-endian DICOM file with a preamble.
        BufferTooShort: more of the file is needed.
    """
    if buffer[128:132] != b"DICM":
        raise OutOfDepth("no DICOM prefix")
    trail = _Trail()
    try:
        start = _walk_file_meta(buffer, file_size, trail)
        offset, length = trail.values.get(TRANSFER_SYNTAX, (0, 0))
        syntax = buffer[offset : offset + length].strip(b"\0 ").decode("ascii", "replace")
        if not syntax.startswith(STANDARD_SYNTAXES) or syntax in (DEFLATED, EXPLICIT_BIG_ENDIAN):
            raise OutOfDepth(f"transfer syntax {syntax or 'not given'}")
        _Walker(buffer, file_size, syntax == IMPLICIT_LITTLE_ENDIAN, trail).dataset(start)
    except struct.error as error:
        raise CutOff("it ends in the middle of its header") from error
    return Layout(buffer, file_size, trail.heads, trail.values, trail.pixel_offset, trail.pixel_length)


def _walk_file_meta(buffer: bytes, file_size: int, trail: _Trail) -> int:
    """Walks group 0002, which is always explicit; returns where the data set begins."""
    walker = _Walker(buffer, file_size, False, trail)
    position = 132
    while position + 8 <= file_size:
        walker.needs(position + 12)
        if buffer[position : position + 2] != b"\x02\x00":
            return position
        tag, value, length = walker.element(position)
        if tag in _WANTED:
            if tag in trail.values:
                raise OutOfDepth("an element twice")
            trail.values[tag] = (value, length)
        position = value + length
    raise OutOfDepth("nothing behind the file meta information")


class _Walker:
    """One pass over one buffer in one encoding."""

    def __init__(self, buffer: bytes, file_size: int, implicit: bool, trail: _Trail) -> None:
        self.buffer = buffer
        self.file_size = file_size
        self.implicit = implicit
        self.trail = trail

    def needs(self, end: int) -> None:
        """Makes sure that bytes up to `end` are at hand, as far as the file has them."""
        if end > len(self.buffer) and len(self.buffer) < self.file_size:
            if end > _LONGEST_HEADER:
                raise OutOfDepth("a header of uncommon size")
            raise BufferTooShort(min(end, self.file_size))

    def element(self, position: int) -> tuple[int, int, int]:
        """(tag, offset of the value, its length) of the element at `position`."""
        buffer = self.buffer
        if self.implicit:
            group, number, length = _IMPLICIT(buffer, position)
            value = position + 8
        else:
            group, number, representation, length = _EXPLICIT(buffer, position)
            if representation in _SHORT_VRS:
                value = position + 8
            elif group == 0xFFFE:
                length = _LENGTH(buffer, position + 4)[0]
                value = position + 8
            elif representation in _LONG_VRS or (
                representation == b"UN" and _LENGTH(buffer, position + 8)[0] != UNDEFINED
            ):
                length = _LENGTH(buffer, position + 8)[0]
                value = position + 12
            else:
                raise OutOfDepth(f"value representation {representation!r}")
        self.trail.heads.append((position, value - position))
        return group << 16 | number, value, length

    def dataset(self, position: int) -> None:
        """Walks the top level to the pixel data or the end of the file."""
        buffer, file_size, trail = self.buffer, self.file_size, self.trail
        reach = len(buffer) - 12
        while position < file_size:
            if position > reach:
                self.needs(position + 12)
            tag, value, length = self.element(position)
            if tag == PIXEL_DATA:
                trail.pixel_offset = value
                trail.pixel_length = None if length == UNDEFINED else length
                return
            if tag > _PIXEL_GROUP:
                raise OutOfDepth("elements behind where pixel data belongs")
            if length == UNDEFINED:
                position = self.undefined_length(value, 0)
                continue
            position = value + length
            if position > file_size:
                raise CutOff("it ends in the middle of its header")
            if tag in _WANTED:
                if tag in trail.values:
                    raise OutOfDepth("an element twice")
                self.needs(position)
                trail.values[tag] = (value, length)

    def undefined_length(self, position: int, depth: int) -> int:
        """Skips the items of a value of undefined length; returns the offset behind its end."""
        if depth > _DEEPEST:
            raise OutOfDepth("sequences nested too deeply")
        while True:
            self.needs(position + 8)
            group, number, length = _IMPLICIT(self.buffer, position)
            tag = group << 16 | number
            self.trail.heads.append((position, 8))
            position += 8
            if tag == _SEQUENCE_END:
                return position
            if tag != _ITEM:
                raise OutOfDepth("a sequence without items")
            position = self.item(position, depth) if length == UNDEFINED else position + length

    def item(self, position: int, depth: int) -> int:
        """Skips the elements of an item of undefined length; returns the offset behind its end."""
        while True:
            self.needs(position + 12)
            tag, value, length = self.element(position)
            if tag == _ITEM_END:
                return value
            position = self.undefined_length(value, depth + 1) if length == UNDEFINED else value + length
