"""Streams to values by imagecodecs; runs only where a codec may crash, in `reader.decode.worker`."""

import re
import sys
from collections.abc import Callable
from types import TracebackType

import imagecodecs
import numpy as np
import numpy.typing as npt

from reader.decode.lossless_jpeg import DRI, EOI, RST0, SOF3, SOS, Segment, segments, taller
from reader.decode.stream import BadStream, Codec, rle_segments

Values = npt.NDArray[np.integer]

_BEHIND = bytes(range(0x81, 0xFF)) * 8
"""To be put behind what a JPEG decoder should need; begins with another bit than what it would make up."""

_ENDS = re.compile(rb"\xff+[\xd0-\xd7\xd9\xda]")
"""Where data ends in a JPEG stream, or a scan begins; FF may be repeated to fill up."""


def decode(codec: Codec, stream: bytes, shape: tuple[int, int]) -> Values:
    """The values (rows, columns) of a stream that `stream_facts` has found sound.

    Raises:
        BadStream: it is damaged, as far as its codec can tell.
    """
    with _Overheard() as overheard:
        try:
            values = _DECODERS[codec](stream, shape)
        except BadStream:
            raise
        except Exception as error:  # each codec has exceptions of its own, and any of them means this
            raise BadStream("is damaged") from error
    if overheard.errors or values.shape != shape:
        raise BadStream("is damaged")
    return values


class _Overheard:
    """Hears the exceptions that can only be overheard, as those of OpenJPH inside imagecodecs."""

    def __init__(self) -> None:
        self.errors: list[object] = []

    def __enter__(self) -> "_Overheard":
        self._before = sys.unraisablehook
        sys.unraisablehook = self.errors.append
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        sys.unraisablehook = self._before


def _jpeg(stream: bytes, shape: tuple[int, int]) -> Values:
    """By libjpeg-turbo, which makes up what is missing and says so to nobody.

    Lossless pictures mostly prove by a tripwire that they are all there. The others are decoded twice, the
    second time with more data at the end: a picture that changes was not all there. And a lossless one that
    does not need the end of its data is made of something else.
    """
    tripwired = taller(stream)
    if tripwired is not None:
        with_one_row_more: Values = imagecodecs.jpeg8_decode(tripwired.stream)
        if tripwired.is_whole(with_one_row_more):
            return with_one_row_more[:-1]
    heads = list(segments(stream))
    values: Values = imagecodecs.jpeg8_decode(stream)
    if not np.array_equal(values, imagecodecs.jpeg8_decode(_with_more_at_each_end(stream, heads, shape))):
        raise BadStream("is cut off")
    if any(head.marker == SOF3 for head in heads) and not _needs_its_end(values, stream):
        raise BadStream("is damaged")
    return values


def _needs_its_end(values: Values, stream: bytes) -> bool:
    """Whether a lossless picture would be another if its data ended otherwise, zeros at the end left aside.

    Two places are tried, for at one of them the other bits may mean nothing and be taken for no difference;
    in a picture of a single value all of them may.
    """
    if values.min() == values.max():
        return True
    data = stream[: stream.rfind(EOI)].rstrip(b"\xff").rstrip(b"\0")
    others = (data[:-back] + bytes([~data[-back] & 0x80]) + _BEHIND + EOI for back in (1, 2))
    return any(not np.array_equal(values, imagecodecs.jpeg8_decode(other)) for other in others)


def _with_more_at_each_end(stream: bytes, heads: list[Segment], shape: tuple[int, int]) -> bytes:
    """The stream with something put before each restart and before the end of the image.

    Raises:
        BadStream: the restarts are not those that a picture of this shape has, so that data is missing.
    """
    numbers = _restarts(heads, shape)
    pieces, at = [], 0
    expected: list[int] = []
    for found in _ENDS.finditer(stream, heads[-1].offset - 4):
        marker = found[0][-1]
        if marker != SOS:
            pieces += [stream[at : found.start()], _BEHIND]
            at = found.start()
        if RST0 <= marker < RST0 + 8:
            if not expected or expected.pop() != marker - RST0:
                raise BadStream("is damaged between its parts")
            continue
        if expected:
            raise BadStream("is cut off")
        if marker == SOS:
            expected = numbers[::-1]
    return b"".join((*pieces, stream[at:]))


def _restarts(heads: list[Segment], shape: tuple[int, int]) -> list[int]:
    """The numbers of the restarts in each scan of a picture of one component (ITU-T T.81 section E.1.4)."""
    interval = 0
    side = 8
    for head in heads:
        if head.marker == DRI:
            interval = int.from_bytes(head.content[:2], "big")
        elif head.marker == SOF3:
            side = 1
    if interval == 0:
        return []
    units = -(-shape[0] // side) * -(-shape[1] // side)
    return [k % 8 for k in range(-(-units // interval) - 1)]


def _rle(stream: bytes, shape: tuple[int, int]) -> Values:
    """Bytes of a value in segments of their own, the most significant first (PS3.5 annex G)."""
    size = shape[0] * shape[1]
    segments = rle_segments(stream)
    planes = np.empty((size, len(segments)), np.uint8)
    for k, (begin, end) in enumerate(segments):
        plane = np.frombuffer(imagecodecs.packbits_decode(stream[begin:end]), np.uint8)
        if plane.size < size:
            raise BadStream("is cut off")
        if plane[size:].any():  # zeros may pad a segment
            raise BadStream("is damaged")
        planes[:, len(segments) - 1 - k] = plane[:size]
    return planes.view(f"<u{len(segments)}").reshape(shape)


_DECODERS: dict[Codec, Callable[[bytes, tuple[int, int]], Values]] = {
    Codec.JPEG: _jpeg,
    Codec.JPEG_LS: lambda stream, shape: imagecodecs.jpegls_decode(stream),
    Codec.JPEG_2000: lambda stream, shape: imagecodecs.jpeg2k_decode(stream, numthreads=1),
    Codec.HTJ2K: lambda stream, shape: imagecodecs.htj2k_decode(stream),
    Codec.RLE: _rle,
}
