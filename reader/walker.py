"""Finds the elements of a DICOM header in bytes: tag, value representation, length; no more than that.

It knows the two little-endian encodings, in which all but a few files come. Of anything else it says
`OutOfDepth`, and pydicom reads that file. Most files of a series are laid out alike, so a layout once
walked is kept and tried on the next file: every element's head is compared in one go, which takes a
fraction of the walk and is as strict.
"""

import struct
from collections.abc import Callable
from struct import Struct

IMPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2"
EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1"
DEFLATED = "1.2.840.10008.1.2.1.99"
EXPLICIT_BIG_ENDIAN = "1.2.840.10008.1.2.2"
STANDARD_SYNTAXES = "1.2.840.10008.1.2"
"""What the UIDs of DICOM's own transfer syntaxes begin with."""

PIXEL_DATA = 0x7FE00010
UNDEFINED = 0xFFFFFFFF
"""The length of a value that ends with a delimiter, as sequences and compressed pixel data may."""

TRANSFER_SYNTAX = 0x00020010

OF_THE_FILE = (
    0x00080018,  # SOP Instance UID
    0x00200013,  # Instance Number
    0x00200032,  # Image Position (Patient)
    0x00200052,  # Frame of Reference UID
    0x00281050,  # Window Center
    0x00281051,  # Window Width
    0x00281052,  # Rescale Intercept
    0x00281053,  # Rescale Slope
)
"""Elements that differ between the files of one series. The frame of reference should not, but some
de-identification gives every file its own."""

SHARED = (
    TRANSFER_SYNTAX,
    0x00020002,  # Media Storage SOP Class UID
    0x00080005,  # Specific Character Set
    0x00080008,  # Image Type
    0x00080016,  # SOP Class UID
    0x00080020,  # Study Date
    0x00080060,  # Modality
    0x0008103E,  # Series Description
    0x00100010,  # Patient's Name
    0x00100020,  # Patient ID
    0x00180015,  # Body Part Examined
    0x00180050,  # Slice Thickness
    0x00181210,  # Convolution Kernel
    0x0020000D,  # Study Instance UID
    0x0020000E,  # Series Instance UID
    0x00200011,  # Series Number
    0x00200037,  # Image Orientation (Patient)
    0x00280002,  # Samples per Pixel
    0x00280004,  # Photometric Interpretation
    0x00280008,  # Number of Frames
    0x00280010,  # Rows
    0x00280011,  # Columns
    0x00280030,  # Pixel Spacing
    0x00280100,  # Bits Allocated
    0x00280101,  # Bits Stored
    0x00280102,  # High Bit
    0x00280103,  # Pixel Representation
    0x00280120,  # Pixel Padding Value
    0x00282110,  # Lossy Image Compression
)
"""Elements that the files of one series mostly have in common."""

_WANTED = frozenset(OF_THE_FILE) | frozenset(SHARED)
_OWN = frozenset(OF_THE_FILE)
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


class BufferTooShort(Exception):
    """The header goes on behind the bytes at hand, at least to the offset given."""

    def __init__(self, up_to: int) -> None:
        super().__init__(up_to)
        self.up_to = up_to


class Layout:
    """Where the elements of one file lie; fits any other file whose element heads are the same.

    Every head (tag, representation, length) up to the pixel data and the transfer syntax are compared, so
    that a file it fits has the same tags with the same lengths in the same places: only values differ.

    Attributes:
        pixel_offset: where the value of Pixel Data begins in the file, bytes; None without pixel data.
        pixel_length: its length in bytes; None where undefined, as compressed data has it, or absent.
    """

    def __init__(self, buffer: bytes, file_size: int, trail: "_Trail") -> None:
        self.pixel_offset, self.pixel_length = trail.pixel_offset, trail.pixel_length
        compared = sorted([*trail.heads, trail.values[TRANSFER_SYNTAX]])
        self._heads = _gathering(compared)
        self._expected = self._heads(buffer)
        own_tags = [tag for tag in trail.values if tag in _OWN]
        self._own = _gathering([trail.values[tag] for tag in own_tags])
        self._own_places = (
            None
            if tuple(own_tags) == OF_THE_FILE
            else [own_tags.index(tag) if tag in own_tags else None for tag in OF_THE_FILE]
        )
        self._shared_tags = tuple(tag for tag in trail.values if tag not in _OWN)
        self._shared = _gathering([trail.values[tag] for tag in self._shared_tags])
        self._extent = max(offset + length for offset, length in [*compared, *trail.values.values()])
        self._file_size = file_size if trail.pixel_offset is None else None

    def fits(self, buffer: bytes, file_size: int) -> bool:
        return (
            len(buffer) >= self._extent
            and self._file_size in (None, file_size)
            and self._heads(buffer) == self._expected
        )

    def own(self, buffer: bytes) -> tuple[bytes | None, ...]:
        """Raw values of `OF_THE_FILE`, in that order; None for those the file has not."""
        values = self._own(buffer)
        if self._own_places is None:
            return values
        return tuple(None if place is None else values[place] for place in self._own_places)

    def shared_values(self, buffer: bytes) -> tuple[bytes, ...]:
        """Raw values of `SHARED`, in this layout's order: to be compared with those of other files."""
        return self._shared(buffer)

    def shared(self, values: tuple[bytes, ...]) -> dict[int, bytes]:
        """What `shared_values` gave, by tag."""
        return dict(zip(self._shared_tags, values, strict=True))


class _Trail:
    """What a walk leaves behind: the place of each head and of each wanted value, as (offset, length)."""

    def __init__(self) -> None:
        self.heads: list[tuple[int, int]] = [(128, 4)]
        self.values: dict[int, tuple[int, int]] = {}
        self.pixel_offset: int | None = None
        self.pixel_length: int | None = None


def _gathering(pieces: list[tuple[int, int]]) -> Callable[[bytes], tuple[bytes, ...]]:
    """Takes the given (offset, length) pieces, in order of offset, out of a buffer in one call."""
    form, at = ["<"], 0
    for offset, length in pieces:
        form.append(f"{offset - at}x{length}s")
        at = offset + length
    return Struct("".join(form)).unpack_from


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
        raise OutOfDepth("ends within an element") from error
    return Layout(buffer, file_size, trail)


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
                raise OutOfDepth("an element longer than the file")
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
