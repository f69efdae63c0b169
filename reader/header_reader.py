"""Reads the headers of files, most of them by `reader.walker`, those beyond it by pydicom."""

import os
import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Literal

from reader.enhanced import FUNCTIONAL_GROUPS, frame_facts
from reader.header import Header, SharedFacts, header_from, shared_facts_from
from reader.layout import Layout
from reader.tags import (
    DEFLATED,
    EXPLICIT_BIG_ENDIAN,
    EXPLICIT_LITTLE_ENDIAN,
    IMPLICIT_LITTLE_ENDIAN,
    OF_THE_FILE,
    PIXEL_DATA,
    SHARED,
    UNDEFINED,
)
from reader.values import raw_bytes
from reader.walker import BufferTooShort, CutOff, OutOfDepth, walk

OPEN_TO_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)
"""How a file is opened by its number; Windows would else translate line ends."""

_SHORT_READ, _LONG_READ = 8192, 1 << 18
_KEPT, _KEPT_OF_A_SIZE = 256, 6
_MOST_FRAMES = 1 << 16
_DEFLATED_FILE = b"UI\x16\0" + DEFLATED.encode()
_FLOATING_PIXELS = (0x7FE00008, 0x7FE00009)


class NotDicom(Exception):
    """The file is something else."""


class Unreadable(Exception):
    """The file may be DICOM, but its header cannot be read; says why in one sentence."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A layout, and the facts of the file it was made from.

    Attributes:
        whole: whether these facts say all there is; if not, the frames are still to be looked at.
    """

    layout: Layout
    facts: SharedFacts
    whole: bool


class HeaderReader:
    """Reads the headers of many files, and is the quicker the more alike they are.

    It remembers layouts by file size, which in an uncompressed series goes with the length of the header,
    each with the facts of the series it was met in. For one thread.
    """

    def __init__(self) -> None:
        self._known: dict[int, list[_Known]] = {}
        self._latest: list[_Known] = []
        self._longest, self._first_read = 0, _SHORT_READ

    def read(self, path: str) -> Header:
        """The header of the file at `path`.

        Raises:
            NotDicom: it is something else.
            Unreadable: its header cannot be read.
            OSError: the file cannot be read.
        """
        descriptor = os.open(path, OPEN_TO_READ)
        try:
            status = os.fstat(descriptor)
            size = status.st_size
            buffer = os.read(descriptor, self._first_read)
            for known in self._known.get(size, self._latest):
                if known.layout.repeats(buffer, size):
                    layout, facts, whole = known.layout, known.facts, known.whole
                    break
            else:
                layout, facts, whole, buffer = self._unlike(descriptor, buffer, size)
        except CutOff as cut:
            header = read_with_pydicom(path, status, buffer)
            if not header.has_pixels:
                raise Unreadable(str(cut)) from cut
            return _with_frames(header)
        except OutOfDepth:
            return _with_frames(read_with_pydicom(path, status, buffer))
        finally:
            os.close(descriptor)
        header = header_from(
            path, status, facts, layout.own(buffer), layout.pixel_offset, layout.pixel_length
        )
        return header if whole else _with_frames(header)

    def _unlike(self, descriptor: int, start: bytes, size: int) -> tuple[Layout, SharedFacts, bool, bytes]:
        """Layout, facts and bytes of a header that differs from those before in more than its own values."""
        fitting = [known for known in self._known.get(size, self._latest) if known.layout.fits(start, size)]
        for known in fitting:
            if known.layout.shares(start):
                known.layout.learn(start)
                return known.layout, known.facts, known.whole, start
        if fitting:
            layout = fitting[0].layout.based_on(start)
            known = self._remember(layout, start, size)
            return layout, known.facts, known.whole, start
        return self._walked(descriptor, start, size)

    def _walked(self, descriptor: int, start: bytes, size: int) -> tuple[Layout, SharedFacts, bool, bytes]:
        """Layout, facts and bytes of a header laid out unlike those before, read on as far as it goes."""
        buffer = start + os.read(descriptor, _SHORT_READ) if len(start) < size else start
        while True:
            try:
                layout = walk(buffer, size)
                break
            except BufferTooShort as short:
                more = os.read(descriptor, short.up_to + _SHORT_READ - len(buffer))
                if not more:
                    raise CutOff("it has become shorter while it was read") from None
                buffer += more
        known = self._remember(layout, buffer, size)
        return layout, known.facts, known.whole, buffer

    def _remember(self, layout: Layout, buffer: bytes, size: int) -> _Known:
        facts = shared_facts_from(layout.shared(buffer))
        known = _Known(layout, facts, _is_whole(facts))
        if len(self._known) >= _KEPT:
            self._known.clear()
            self._longest = 0
        self._latest = [known]
        self._known[size] = [known, *self._known.get(size, [])][:_KEPT_OF_A_SIZE]
        self._first_read = self._longest = min(max(self._longest, layout.extent), _LONG_READ)
        return known


def _is_whole(facts: SharedFacts) -> bool:
    return facts.frames == 1 and facts.sop_class not in FUNCTIONAL_GROUPS


def _with_frames(header: Header) -> Header:
    """The header with what each of its frames says of itself.

    Raises:
        Unreadable: it claims more frames than it can hold.
    """
    if header.shared.frames > min(header.file_size, _MOST_FRAMES):
        raise Unreadable(f"it claims {header.shared.frames} frames in {header.file_size} bytes")
    if header.shared.sop_class in FUNCTIONAL_GROUPS:
        return header._replace(frames=frame_facts(header.path, header.shared.frames))
    return header


def read_with_pydicom(path: str, status: os.stat_result, start: bytes) -> Header:
    """The header of a file as pydicom reads it; `start` is how the file begins, 132 bytes or more.

    Raises:
        NotDicom, Unreadable, OSError: as `HeaderReader.read`.
    """
    has_prefix = start[128:132] == b"DICM"
    if not has_prefix and start[:2] not in (b"\x02\0", b"\x08\0", b"\0\x08"):
        raise NotDicom(path)
    import pydicom

    deflated = _DEFLATED_FILE in start[:_SHORT_READ]
    with _opened(path, deflated) as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            dataset = pydicom.dcmread(
                file,
                stop_before_pixels=True,
                force=not has_prefix,
                specific_tags=[*SHARED, *OF_THE_FILE],
            )
        except OSError:
            raise
        except Exception as error:  # pydicom raises all sorts on hostile bytes, and any of them means this
            if not has_prefix:
                raise NotDicom(path) from error
            raise Unreadable(f"its header is damaged ({type(error).__name__}: {error})") from error
        raw = {}
        for tag in (*SHARED, *OF_THE_FILE):
            group = dataset.file_meta if tag >> 16 == 2 else dataset
            if tag in group:
                raw[tag] = raw_bytes(group.get_item(tag, keep_deferred=True).value)
        implicit, little_endian = dataset.original_encoding
        stopped_at = file.tell()
        pixel_offset, pixel_length = _pixels(file.read(12), stopped_at, "little" if little_endian else "big")
    facts = shared_facts_from(raw, big_endian=little_endian is False)
    if not has_prefix and not facts.sop_class:
        raise NotDicom(path)
    if deflated:
        facts = facts._replace(transfer_syntax=DEFLATED)
    if not facts.transfer_syntax:
        facts = facts._replace(
            transfer_syntax=IMPLICIT_LITTLE_ENDIAN
            if implicit
            else EXPLICIT_LITTLE_ENDIAN
            if little_endian
            else EXPLICIT_BIG_ENDIAN
        )
    own = tuple([raw.get(tag) for tag in OF_THE_FILE])
    return header_from(path, status, facts, own, pixel_offset, pixel_length)


def _opened(path: str, deflated: bool) -> BinaryIO:
    """The file at `path`, to be read as if it were not deflated."""
    if not deflated:
        return Path(path).open("rb")
    from reader.decode.deflated import inflated
    from reader.decode.stream import BadStream

    try:
        return BytesIO(inflated(path))
    except BadStream as bad:
        raise Unreadable(f"it {bad}") from bad


def _pixels(head: bytes, offset: int, byte_order: Literal["little", "big"]) -> tuple[int | None, int | None]:
    """Offset and length of the pixel data whose element begins with `head` at `offset`, as in `Header`."""
    group, number = (int.from_bytes(part, byte_order) for part in (head[:2], head[2:4]))
    tag = group << 16 | number
    if tag in _FLOATING_PIXELS:
        return offset + 12, None
    if tag != PIXEL_DATA:
        return None, None
    explicit = head[4:6] in (b"OB", b"OW", b"UN")  # as lengths these would be odd, which lengths are not
    length = int.from_bytes(head[8:12] if explicit else head[4:8], byte_order)
    return offset + (12 if explicit else 8), None if length == UNDEFINED else length
