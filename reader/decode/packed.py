"""Stored values of pictures that are compressed or deflated, checked against what their files say of them."""

import os
import threading
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from measurements.imaging import Series, Slice
from reader.decode.deflated import inflated
from reader.decode.fragments import Fragment, ReadAt, pictures, reading
from reader.decode.stream import BadStream, Codec, StreamFacts, stream_facts
from reader.decode.worker import workers
from reader.header import Header, SharedFacts
from reader.header_reader import OPEN_TO_READ, HeaderReader, NotDicom, Unreadable
from reader.tags import DEFLATED

Values = npt.NDArray[np.integer]

_FILES_REMEMBERED = 4
_ITEM = b"\xfe\xff\x00\xe0"
_IN_PIECES = "1.2.840.10008.1.2.1.98"


@dataclass(frozen=True, slots=True)
class _PackedFile:
    """Where the pictures of one file are.

    Attributes:
        content: the file as if it were not deflated; None where it is not, and is to be read itself.
        pictures: the fragments of each.
        plain: whether they are uncompressed after all.
    """

    header: Header
    content: bytes | None
    pictures: list[list[Fragment]]
    plain: bool

    def read_at(self, descriptor: int) -> ReadAt:
        return reading(descriptor) if self.content is None else _reading_bytes(self.content)


class PackedPictures:
    """Unpacks pictures of one series; may be used by several threads at once."""

    def __init__(self, series: Series) -> None:
        self._series = series
        self._headers = HeaderReader()
        self._turn = threading.Lock()
        self._file = lru_cache(maxsize=_FILES_REMEMBERED)(self._look_into)

    def unpack(self, descriptor: int, a_slice: Slice, into: Values) -> None:
        """Fills `into` (rows, columns) with the bits of a picture as its file would hold them unpacked.

        Args:
            descriptor: the file of the slice, opened to read.
            a_slice: of this series.
            into: of the series' stored type in the byte order of this machine.

        Raises:
            BadStream: it cannot be unpacked, or is not the picture that its file promises.
            OSError: the file cannot be read.
        """
        with self._turn:
            file = self._file(a_slice.path, os.fstat(descriptor).st_mtime_ns, descriptor)
        if a_slice.frame >= len(file.pictures):
            raise BadStream("is not in its file")
        stream = _joined(file.read_at(descriptor), file.pictures[a_slice.frame])
        if file.plain:
            _copy_plain(stream, into)
        else:
            _decode(stream, into, file.header)

    def _look_into(self, path: str, mtime_ns: int, descriptor: int) -> _PackedFile:
        try:
            header = self._headers.read(path)
        except (NotDicom, Unreadable) as error:
            raise BadStream(f"cannot be found: {error}") from error
        facts, series, offset = header.shared, self._series, header.packed_offset
        if offset is None or (facts.rows, facts.columns) != (series.rows, series.columns):
            raise BadStream("is not what it was")
        content = inflated(path) if facts.transfer_syntax == DEFLATED else None
        read_at = reading(descriptor) if content is None else _reading_bytes(content)
        return _PackedFile(header, content, *_pictures(read_at, offset, header))


def misnamed_stream(header: Header) -> StreamFacts | None:
    """What the first picture of a file is that claims to hold uncompressed ones; None if unknown."""
    if header.packed_offset is None:
        return None
    try:
        descriptor = os.open(header.path, OPEN_TO_READ)
        try:
            read_at = reading(descriptor)
            found, _ = _pictures(read_at, header.packed_offset, header)
            return stream_facts(_joined(read_at, found[0]))
        finally:
            os.close(descriptor)
    except (BadStream, OSError):
        return None


def _reading_bytes(content: bytes) -> ReadAt:
    return lambda at, length: content[at : at + length]


def _pictures(read_at: ReadAt, offset: int, header: Header) -> tuple[list[list[Fragment]], bool]:
    """The fragments of each picture, and whether they are uncompressed."""
    facts = header.shared
    size = facts.rows * facts.columns * facts.samples_per_pixel * facts.bits_allocated // 8
    whole = header.pixel_length is not None and header.pixel_length >= size * facts.frames
    if whole and (facts.transfer_syntax == DEFLATED or read_at(offset, 4) != _ITEM):
        return [[(offset + k * size, size)] for k in range(facts.frames)], True
    return pictures(read_at, offset, facts.frames), facts.transfer_syntax == _IN_PIECES


def _joined(read_at: ReadAt, fragments: list[Fragment]) -> bytes:
    pieces = [read_at(at, length) for at, length in fragments]
    if any(len(piece) < length for piece, (_, length) in zip(pieces, fragments, strict=True)):
        raise BadStream("is cut off")
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def _copy_plain(stream: bytes, into: Values) -> None:
    if len(stream) < into.nbytes:
        raise BadStream("is cut off")
    into[...] = np.frombuffer(stream, into.dtype.newbyteorder("<"), into.size).reshape(into.shape)


def _decode(stream: bytes, into: Values, header: Header) -> None:
    said, facts = stream_facts(stream), header.shared
    if said.codec is Codec.RLE:
        contradicts = said.bits != facts.bits_allocated
    else:
        contradicts = (said.rows, said.columns, said.samples) != (facts.rows, facts.columns, 1)
    if contradicts or said.bits > facts.bits_allocated:
        promised = _told(facts.rows, facts.columns, 1, facts.bits_allocated)
        held = _told(said.rows or facts.rows, said.columns or facts.columns, said.samples, said.bits)
        raise BadStream(f"contradicts itself: it promises {promised} and holds {held}")
    workers.decode(said.codec, stream, into)
    if said.bits != facts.bits_stored:
        _check_bits(into, said, facts)


def _told(rows: int, columns: int, samples: int, bits: int) -> str:
    values = "" if samples == 1 else f"{samples} x "
    return f"{rows} x {columns} pixels of {values}{bits} bits"


def _check_bits(values: Values, said: StreamFacts, facts: SharedFacts) -> None:
    """Refuses values that mean one thing by the header and another by the stream, which differ in bits."""
    if said.bits > facts.bits_stored:
        if facts.high_bit == facts.bits_stored - 1 and _exceed(values, facts):
            raise BadStream(f"contradicts itself: its values need more than {facts.bits_stored} bits")
    elif facts.signed and not said.signed and int(values.max()) >= 1 << (said.bits - 1):
        raise BadStream(f"contradicts itself: its {said.bits} bits may or may not mean values below zero")


def _exceed(values: Values, facts: SharedFacts) -> bool:
    """Whether values other than the padding would be others if all but the bits stored were ignored."""
    half, full = 1 << (facts.bits_stored - 1), 1 << facts.bits_stored
    if facts.padding is not None:
        values = values[values != facts.padding]
    if values.size == 0:
        return False
    lowest, highest = int(values.min()), int(values.max())
    return highest >= full or lowest < -half or (lowest < 0 and highest >= half)
