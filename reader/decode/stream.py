"""What a compressed picture says of itself, read from its own bytes before any codec sees them.

The transfer syntax of a file is a claim; the stream is the fact. Reading it here, in plain Python with bounds
everywhere, lets a picture that contradicts its header, or that is not all there, be refused by a sentence.
"""

from dataclasses import dataclass
from enum import StrEnum


class Codec(StrEnum):
    """The families of streams that DICOM encapsulates."""

    JPEG = "JPEG"
    JPEG_LS = "JPEG-LS"
    JPEG_2000 = "JPEG 2000"
    HTJ2K = "HTJ2K"
    RLE = "RLE"


class BadStream(Exception):
    """A stream cannot become the picture its file promises; says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class StreamFacts:
    """What a stream says of its picture; RLE says nothing but how many bytes a value has.

    Attributes:
        rows, columns: 0 where the stream does not say.
        samples: values per pixel.
        bits: of a value.
        signed: whether values below zero are told as such.
        lossy: whether it was made with loss, as far as the stream shows.
    """

    codec: Codec
    rows: int
    columns: int
    samples: int
    bits: int
    signed: bool = False
    lossy: bool = False


_SOI, _EOI = b"\xff\xd8", b"\xff\xd9"
_CODESTREAM = b"\xff\x4f\xff\x51"
_JP2_SIGNATURE = b"\0\0\0\x0cjP  "
_SOS = 0xDA
_FRAME_HEADS = {
    0xC0: (Codec.JPEG, True),  # baseline
    0xC1: (Codec.JPEG, True),  # extended
    0xC2: (Codec.JPEG, True),  # progressive
    0xC3: (Codec.JPEG, False),  # lossless
    0xF7: (Codec.JPEG_LS, False),
}
_OTHER_FRAME_HEADS = frozenset({*range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD8)})
_RLE_HEAD = 64


def begins_a_picture(start: bytes) -> bool:
    """Whether a fragment that begins with `start`, 12 bytes or more, begins a new picture.

    Neither mark can occur within one: JPEG never follows FF by D8, nor JPEG 2000 by more than 8F, in the
    middle of their data.
    """
    return start.startswith((b"\xff\xd8\xff", _CODESTREAM, _JP2_SIGNATURE))


def stream_facts(stream: bytes) -> StreamFacts:
    """What the stream says of itself, whatever its file calls it.

    Raises:
        BadStream: it is none that is known, or it ends too early.
    """
    if stream.startswith(_SOI):
        return _jpeg(stream)
    if stream.startswith(_CODESTREAM):
        return _jpeg_2000(stream, 0)
    if stream.startswith(_JP2_SIGNATURE):
        return _jpeg_2000(stream, _codestream_offset(stream))
    if _looks_like_rle(stream):
        return _rle(stream)
    raise BadStream("is compressed in a way that cannot be recognized")


def rle_segments(stream: bytes) -> list[tuple[int, int]]:
    """(begin, end) of each segment of an RLE stream (PS3.5 section G.5).

    Raises:
        BadStream: they do not lie one behind the other within the stream.
    """
    count = int.from_bytes(stream[:4], "little")
    begins = [int.from_bytes(stream[4 + 4 * k : 8 + 4 * k], "little") for k in range(min(count, 15))]
    ends = [*begins[1:], len(stream)]
    if any(begin >= end for begin, end in zip(begins, ends, strict=True)):
        raise BadStream("is cut off or its parts contradict each other")
    return list(zip(begins, ends, strict=True))


def _number(stream: bytes, offset: int, size: int) -> int:
    if offset + size > len(stream):
        raise BadStream("is cut off")
    return int.from_bytes(stream[offset : offset + size], "big")


def _jpeg(stream: bytes) -> StreamFacts:
    """From the frame header (ITU-T T.81 section B.2.2, T.87 annex C); the end of the image must be there."""
    facts: StreamFacts | None = None
    position = 2
    while True:
        if _number(stream, position, 1) != 0xFF:
            raise BadStream("is damaged")
        marker = _number(stream, position + 1, 1)
        if marker == 0xFF:  # a fill byte
            position += 1
            continue
        position += 2
        if marker in _WITHOUT_LENGTH:
            continue
        if marker in (0xD8, 0xD9):
            raise BadStream("ends before its picture begins")
        length = _number(stream, position, 2)
        if marker in _FRAME_HEADS:
            if facts is not None:
                raise BadStream("holds more than one picture")
            codec, lossy = _FRAME_HEADS[marker]
            facts = StreamFacts(
                codec,
                rows=_number(stream, position + 3, 2),
                columns=_number(stream, position + 5, 2),
                samples=_number(stream, position + 7, 1),
                bits=_number(stream, position + 2, 1),
                lossy=lossy,
            )
        elif marker in _OTHER_FRAME_HEADS:
            raise BadStream("is JPEG of a kind that is not used in DICOM")
        elif marker == _SOS:
            break
        position += max(length, 2)
    if facts is None:
        raise BadStream("is damaged")
    if stream.rfind(_EOI, position + length) < 0:
        raise BadStream("is cut off")
    if facts.codec is Codec.JPEG_LS and _number(stream, position + length - 3, 1) > 0:
        return StreamFacts(facts.codec, facts.rows, facts.columns, facts.samples, facts.bits, lossy=True)
    return facts


def _codestream_offset(stream: bytes) -> int:
    """Where the codestream begins in a JP2 file (ISO 15444-1 annex I)."""
    position = 0
    while True:
        length, kind = _number(stream, position, 4), stream[position + 4 : position + 8]
        head = 8
        if length == 1:
            length, head = _number(stream, position + 8, 8), 16
        if kind == b"jp2c":
            if not stream.startswith(_CODESTREAM, position + head):
                raise BadStream("is damaged")
            return position + head
        if length < head:
            raise BadStream("is damaged")
        position += length


def _jpeg_2000(stream: bytes, start: int) -> StreamFacts:
    """From the SIZ, CAP and COD segments (ISO 15444-1 annex A), with all tile-parts looked for."""
    siz = start + 4
    right, bottom, left, top = (_number(stream, siz + at, 4) for at in (4, 8, 12, 16))
    tile_width, tile_height, tile_left, tile_top = (_number(stream, siz + at, 4) for at in (20, 24, 28, 32))
    samples, depth = _number(stream, siz + 36, 2), _number(stream, siz + 38, 1)
    if _number(stream, siz + 39, 2) != 0x0101 and samples == 1:
        raise BadStream("has fewer values than pixels")
    if min(tile_width, tile_height) < 1 or left >= right or top >= bottom:
        raise BadStream("is damaged")
    tiles = -(-(right - tile_left) // tile_width) * -(-(bottom - tile_top) // tile_height)
    high_throughput = lossy = False
    position = siz + _number(stream, siz, 2)
    while (marker := _number(stream, position, 2)) != 0xFF90:
        if marker >> 8 != 0xFF:
            raise BadStream("is damaged")
        high_throughput |= marker == 0xFF50
        if marker == 0xFF52:
            lossy = _number(stream, position + 13, 1) == 0
        position += 2 + max(_number(stream, position + 2, 2), 2)
    _find_tiles(stream, position, tiles)
    return StreamFacts(
        Codec.HTJ2K if high_throughput else Codec.JPEG_2000,
        rows=bottom - top,
        columns=right - left,
        samples=samples,
        bits=(depth & 0x7F) + 1,
        signed=depth >= 0x80,
        lossy=lossy,
    )


def _find_tiles(stream: bytes, position: int, tiles: int) -> None:
    """Follows the tile-parts from the first on; each says how long it is."""
    seen: set[int] = set()
    while position + 12 <= len(stream) and stream.startswith(b"\xff\x90", position):
        seen.add(_number(stream, position + 4, 2))
        length = _number(stream, position + 6, 4)
        if length == 0:  # up to the end of the codestream
            if stream.rfind(_EOI, position + 12) < 0:
                raise BadStream("is cut off")
            break
        if length < 14 or position + length > len(stream):
            raise BadStream("is cut off")
        position += length
    if len(seen) != tiles:
        raise BadStream("is cut off")


def _looks_like_rle(stream: bytes) -> bool:
    count = int.from_bytes(stream[:4], "little")
    first = int.from_bytes(stream[4:8], "little")
    return len(stream) >= _RLE_HEAD and first == _RLE_HEAD and 1 <= count <= 15


def _rle(stream: bytes) -> StreamFacts:
    segments = rle_segments(stream)
    return StreamFacts(Codec.RLE, rows=0, columns=0, samples=1, bits=8 * len(segments))
