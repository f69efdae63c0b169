"""Shows by one decoding whether a lossless JPEG picture is all there.

libjpeg-turbo makes up what is missing of a picture and tells nobody, nor how much of the stream it has used.
So the picture is made one row taller, and a tripwire of known bits is put behind its data. If that row
decodes from the very beginning of the tripwire, the rows above have used their data to its end and no bit
more: had any been missing, they would have used some of the tripwire, which begins like none of its later
parts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

TRIPWIRE = bytes.fromhex("345ac01b29528cc88486c46c2b12ab5a050d20d098b6d866")
"""Bits by chance. No 16 in a row come twice; no three are 1, for codes of nothing but ones mean nothing."""

TELLING_BITS = 64
"""How many bits of the tripwire are looked for."""

_MOST_PADDING_BITS = 7
EOI = b"\xff\xd9"
SOF3, DHT, RST0, SOS, DRI = 0xC3, 0xC4, 0xD0, 0xDA, 0xDD
_WITHOUT_CONTENT = frozenset({0x01, *range(0xD0, 0xD8)})
_TALLEST = 1 << 15

Codes = dict[int, str]
"""The Huffman code, as a text of 0 and 1, of each category of differences (ITU-T T.81 section H.1.2.2)."""


class Segment(NamedTuple):
    """A marker, and where in the stream its content begins."""

    marker: int
    offset: int
    content: bytes


@dataclass(frozen=True, slots=True)
class TallerPicture:
    """A lossless picture of one component with a row too many, and how to read that row.

    Attributes:
        stream: with the tripwire behind the data.
        codes: by which its differences are coded.
        predictor: 1 to 7 (ITU-T T.81 table H.1).
    """

    stream: bytes
    codes: Codes
    predictor: int

    def is_whole(self, values: npt.NDArray[np.integer]) -> bool:
        """Whether the data ended exactly with the last but one row of `values`, the decoded taller picture.

        False means only that it is not proven. Up to 7 bits may pad the last byte of the data.
        """
        bits = ""
        above, row = values[-2].tolist(), values[-1].tolist()
        for k, value in enumerate(row):
            code = _coded((value - self._prediction(above, row, k)) & 0xFFFF, self.codes)
            if code is None:
                break
            bits += code
            if len(bits) >= TELLING_BITS + _MOST_PADDING_BITS:
                break
        tripwire = f"{int.from_bytes(TRIPWIRE, 'big'):0{8 * len(TRIPWIRE)}b}"
        return 0 <= bits.find(tripwire[:TELLING_BITS]) <= _MOST_PADDING_BITS

    def _prediction(self, above: list[int], row: list[int], k: int) -> int:
        if k == 0:
            return above[0]
        left, up, corner = row[k - 1], above[k], above[k - 1]
        return (
            left,
            up,
            corner,
            left + up - corner,
            left + ((up - corner) >> 1),
            up + ((left - corner) >> 1),
            (left + up) >> 1,
        )[self.predictor - 1]


def taller(stream: bytes) -> TallerPicture | None:
    """A JPEG stream that `stream_facts` has found sound, made taller; None if it is of a kind that cannot be.

    Those are pictures that are not lossless, of several components, of 8 bits or fewer, whose differences
    wrap around sooner, with a point transform, or with restarts, each of which may end too early by itself.
    """
    height_at, rows, tables, scan = 0, 0, dict[int, Codes](), b""
    for marker, offset, segment in segments(stream):
        if marker == SOF3 and len(segment) == 9 and segment[0] > 8:
            height_at, rows = offset + 1, int.from_bytes(segment[1:3], "big")
        elif marker == DHT:
            tables.update(_tables(segment))
        elif marker == DRI:
            return None
        scan = segment
    if not 0 < rows < _TALLEST or len(scan) != 6 or not 1 <= scan[3] <= 7 or scan[5] & 0x0F:
        return None
    codes = tables.get(scan[2] >> 4)
    if not codes:
        return None
    end = stream.rfind(EOI)
    while stream[end - 1] == 0xFF:  # bytes that may fill up before a marker
        end -= 1
    height = (rows + 1).to_bytes(2, "big")
    return TallerPicture(
        b"".join((stream[:height_at], height, stream[height_at + 2 : end], TRIPWIRE, EOI)), codes, scan[3]
    )


def segments(stream: bytes) -> Iterator[Segment]:
    """The segments of a JPEG stream that `stream_facts` has found sound, up to the head of its first scan."""
    marker, position = 0, 2
    while marker != SOS:
        marker = stream[position + 1]
        if marker == 0xFF:  # a byte that fills up
            position += 1
        elif marker in _WITHOUT_CONTENT:
            position += 2
        else:
            length = max(int.from_bytes(stream[position + 2 : position + 4], "big"), 2)
            yield Segment(marker, position + 4, stream[position + 4 : position + 2 + length])
            position += 2 + length


def _tables(segment: bytes) -> dict[int, Codes]:
    """The codes of each Huffman table in a segment (ITU-T T.81 annex C); {} where a category comes twice."""
    tables = {}
    while len(segment) >= 17:
        counts, size = segment[1:17], 17 + sum(segment[1:17])
        categories = iter(segment[17:size])
        codes: Codes = {}
        code = 0
        for bits, count in enumerate(counts, start=1):
            for _, category in zip(range(count), categories, strict=False):
                codes[category] = f"{code:0{bits}b}"
                code += 1
            code <<= 1
        tables[segment[0]] = codes if len(codes) == sum(counts) else {}
        segment = segment[size:]
    return tables


def _coded(difference: int, codes: Codes) -> str | None:
    """A difference, modulo 65536, as a stream holds it; None if it cannot."""
    if difference > 1 << 15:
        difference -= 1 << 16
    category = abs(difference).bit_length()
    code = codes.get(category)
    if code is None or category in (0, 16):
        return code
    more = difference if difference > 0 else difference + (1 << category) - 1
    return f"{code}{more:0{category}b}"
