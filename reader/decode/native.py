"""Streams to values by imagecodecs; runs only where a codec may crash, in `reader.decode.worker`."""

import sys
from collections.abc import Callable
from types import TracebackType

import imagecodecs
import numpy as np
import numpy.typing as npt

from reader.decode.stream import BadStream, Codec, rle_segments

Values = npt.NDArray[np.integer]

_BEHIND = bytes(range(1, 250)) * 4
"""Anything that is neither zero nor a marker, to be put behind what a JPEG decoder should need."""


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

    Hence twice, the second time with more data at the end: a picture that changes was not all there.
    """
    values: Values = imagecodecs.jpeg8_decode(stream)
    end = stream.rfind(b"\xff\xd9")
    again = imagecodecs.jpeg8_decode(b"".join((stream[:end], _BEHIND, stream[end:])))
    if not np.array_equal(values, again):
        raise BadStream("is cut off")
    return values


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
