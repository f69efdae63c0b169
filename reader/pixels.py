"""Stored values of one slice from its file into an array made ready for them."""

import os
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from measurements.imaging import Series, Slice
from measurements.refusal import Refusal
from reader.header_reader import OPEN_TO_READ, HeaderReader, NotDicom, Unreadable
from reader.sameness import SecondLook

if TYPE_CHECKING:  # few series are compressed
    from reader.decode.packed import PackedPictures

StoredValues = npt.NDArray[np.integer]
"""Stored values of one slice (rows, columns), or of several (slices, rows, columns); in the byte order of
this machine, with nothing but picture in their bits."""


class UnreadableSlice(Refusal):
    """A slice cannot be read: its file is gone, cut off, or not what it was."""


def stored_dtype(series: Series) -> np.dtype[np.integer]:
    """The type of the stored values, in the byte order of the files.

    Raises:
        Refusal: the pictures of the series cannot be shown.
    """
    if not series.loadable or series.stored_type is None:
        reasons = " ".join(issue.text for issue in series.issues)
        raise Refusal(
            "Series {series} cannot be shown. {reasons}" if reasons else "Series {series} cannot be shown.",
            series=series.series_uid,
            reasons=reasons,
        )
    return np.dtype(series.stored_type)


def picture_bits(series: Series) -> Callable[[StoredValues], None]:
    """What to do to stored values, in place, so that only the bits of the picture are left in them.

    Bits above the stored ones may hold overlays (PS3.5 section 8.1.1, retired use) or a sign to be extended.
    """
    allocated = stored_dtype(series).itemsize * 8
    stored = allocated if series.bits_stored is None else series.bits_stored
    highest = stored - 1 if series.high_bit is None else series.high_bit
    above, below = allocated - 1 - highest, allocated - stored

    def nothing(values: StoredValues) -> None:
        """All bits are picture."""

    def masked(values: StoredValues) -> None:
        np.bitwise_and(values, (1 << stored) - 1, out=values)

    def shifted(values: StoredValues) -> None:
        np.left_shift(values, above, out=values)
        np.right_shift(values, below, out=values)  # extends the sign of signed values

    if below == 0:
        return nothing
    return masked if above == below and stored_dtype(series).kind == "u" else shifted


class SliceReader:
    """Reads slices of one series; may be used by several threads at once."""

    def __init__(self, series: Series) -> None:
        self._series = series
        self._stored = stored_dtype(series)
        self.second_look = SecondLook(series)
        self._only_picture = picture_bits(series)
        self._packed: PackedPictures | None = None
        self._making = threading.Lock()
        self.shape = (series.rows, series.columns)
        self.dtype = self._stored.newbyteorder("=")

    def read(self, index: int, into: StoredValues) -> None:
        """Fills `into` (rows, columns; this reader's type, contiguous) with slice `index` in reading order.

        Raises:
            UnreadableSlice: the file is gone, or not what it was; `into` then holds anything.
        """
        a_slice = self._series.slices[index]
        try:
            descriptor = os.open(a_slice.path, OPEN_TO_READ)
            try:
                _check_unchanged(a_slice, os.fstat(descriptor), self.second_look)
                if a_slice.pixel_offset is None:
                    self._unpack(descriptor, a_slice, into)
                else:
                    _fill(descriptor, a_slice, a_slice.pixel_offset, into.data.cast("B"))
                    if not self._stored.isnative:
                        into.byteswap(inplace=True)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise UnreadableSlice(
                "{path} cannot be read ({reason}); open the folder again.",
                path=a_slice.path,
                reason=error.strerror or error,
            ) from error
        self._only_picture(into)

    def _unpack(self, descriptor: int, a_slice: Slice, into: StoredValues) -> None:
        from reader.decode.packed import PackedPictures
        from reader.decode.stream import BadStream

        with self._making:
            if self._packed is None:
                self._packed = PackedPictures(self._series)
        try:
            self._packed.unpack(descriptor, a_slice, into)
        except BadStream as bad:
            raise UnreadableSlice(
                "The picture of {path} {bad}; fetch the file again.", path=a_slice.path, bad=bad
            ) from bad

    def inverted(self, beginning_with: int) -> bool:
        """Whether low values are to be shown bright (MONOCHROME1, PS3.3 section C.7.6.3.1.2).

        Looked up in the files, for the index does not keep what next to no CT has; all slices of a stack
        agree in it. False where neither slice `beginning_with` nor the first, the middle and the last of
        them can be read.
        """
        slices = self._series.slices
        for a_slice in (slices[beginning_with], slices[0], slices[len(slices) // 2], slices[-1]):
            try:
                header = HeaderReader().read(a_slice.path)
            except (OSError, NotDicom, Unreadable):
                continue
            return header.shared.photometric == "MONOCHROME1"
        return False

    def picture_value(self, stored: int) -> int:
        """What a stored value, such as the padding, becomes among the values that `read` gives."""
        unsigned = np.array([[stored % (1 << self.dtype.itemsize * 8)]], f"u{self.dtype.itemsize}")
        value: StoredValues = unsigned.view(self.dtype)
        self._only_picture(value)
        return int(value[0, 0])


def _check_unchanged(a_slice: Slice, status: os.stat_result, second_look: SecondLook) -> None:
    touched = status.st_mtime_ns != a_slice.file_mtime_ns
    if status.st_size != a_slice.file_size or (touched and not second_look.confirms(a_slice)):
        raise UnreadableSlice(
            "{path} has changed since it was imported; import its folder again.", path=a_slice.path
        )


def _fill(descriptor: int, a_slice: Slice, offset: int, into: memoryview) -> None:
    filled = _read_at(descriptor, into, offset)
    if filled < len(into):
        raise UnreadableSlice(
            "{path} is cut off: {filled} of the {needed} bytes of its picture are there; fetch the file "
            "again.",
            path=a_slice.path,
            filled=filled,
            needed=len(into),
        )


def _read_at_portably(descriptor: int, into: memoryview, offset: int) -> int:
    """Reads into a buffer where the system cannot do so at an offset, as on Windows; how many bytes came."""
    os.lseek(descriptor, offset, os.SEEK_SET)
    with os.fdopen(os.dup(descriptor), "rb", buffering=0) as file:
        return _until_full(lambda filled: file.readinto(into[filled:]), len(into))


def _read_at_offset(descriptor: int, into: memoryview, offset: int) -> int:
    """Reads into a buffer from an offset; how many bytes came."""
    return _until_full(lambda filled: os.preadv(descriptor, [into[filled:]], offset + filled), len(into))


def _until_full(read: Callable[[int], int], wanted: int) -> int:
    filled = 0
    while filled < wanted and (more := read(filled)):
        filled += more
    return filled


_read_at = _read_at_offset if hasattr(os, "preadv") else _read_at_portably
