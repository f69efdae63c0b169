"""How the header of a file is laid out, remembered so that the next file of the series need not be walked."""

from collections.abc import Callable
from copy import copy
from itertools import pairwise
from operator import itemgetter
from struct import Struct

from reader.tags import OF_THE_FILE, TRANSFER_SYNTAX

_OWN = frozenset(OF_THE_FILE)
_PREAMBLE = 128


class Layout:
    """Where the elements of one file lie; fits any other file whose element heads are the same.

    Every head (tag, representation, length) up to the pixel data and the transfer syntax are compared, so
    that a file it fits has the same tags with the same lengths in the same places: only values differ.
    It learns which values do, and can then tell in a few comparisons that all the others are as they were.

    Attributes:
        pixel_offset: where the value of Pixel Data begins in the file, bytes; None without pixel data.
        pixel_length: its length in bytes; None where undefined, as compressed data has it, or absent.
        extent: how many bytes from the beginning of a file must be at hand to compare it.
    """

    def __init__(
        self,
        buffer: bytes,
        file_size: int,
        heads: list[tuple[int, int]],
        values: dict[int, tuple[int, int]],
        pixel_offset: int | None,
        pixel_length: int | None,
    ) -> None:
        """From where the heads of all elements and the values of wanted ones are, as (offset, length)."""
        self.pixel_offset, self.pixel_length = pixel_offset, pixel_length
        compared = sorted([*heads, values[TRANSFER_SYNTAX]])
        self._heads = _gathering(compared)
        self._expected = self._heads(buffer)
        own_tags = [tag for tag in values if tag in _OWN]
        self._own = _gathering([values[tag] for tag in own_tags])
        self._in_order = itemgetter(
            *(own_tags.index(tag) if tag in own_tags else len(own_tags) for tag in OF_THE_FILE)
        )
        self._shared_tags = tuple(tag for tag in values if tag not in _OWN)
        self._shared = _gathering([values[tag] for tag in self._shared_tags])
        self.extent = max(offset + length for offset, length in [*compared, *values.values()])
        self._first = buffer
        self._gaps = [
            (offset + length, after)
            for (offset, length), (after, _) in pairwise([*sorted(heads), (self.extent, 0)])
        ]
        self._first_shared = self._shared(buffer)
        own = {(offset, offset + length) for offset, length in map(values.__getitem__, own_tags)}
        self._varying = own.intersection(self._gaps)
        self._kept: Callable[[bytes], tuple[bytes, ...]] | None = None
        self._kept_before: tuple[bytes, ...] = ()
        self._file_size = file_size if pixel_offset is None else None

    def fits(self, buffer: bytes, file_size: int) -> bool:
        return (
            len(buffer) >= self.extent
            and self._file_size in (None, file_size)
            and self._heads(buffer) == self._expected
        )

    def shares(self, buffer: bytes) -> bool:
        """Whether the shared values of a file that fits are those of the file it was made from."""
        return self._shared(buffer) == self._first_shared

    def repeats(self, buffer: bytes, file_size: int) -> bool:
        """Whether it fits, and the shared values are those of the file it was made from; False if unsure."""
        return (
            self._kept is not None
            and len(buffer) >= self.extent
            and self._file_size in (None, file_size)
            and self._kept(buffer) == self._kept_before
        )

    def learn(self, buffer: bytes) -> None:
        """Takes note of the values in which a file that fits and `shares` differs from the first."""
        first = self._first
        self._varying.update(gap for gap in self._gaps if first[slice(*gap)] != buffer[slice(*gap)])
        self._compare_all_but_varying()

    def based_on(self, buffer: bytes) -> "Layout":
        """The same layout, with a file that fits as the first: one of another series, say."""
        other = copy(self)
        other._first, other._first_shared = buffer, self._shared(buffer)
        other._varying = set(self._varying)
        other._compare_all_but_varying()
        return other

    def _compare_all_but_varying(self) -> None:
        self._kept = _gathering(self._all_but_varying())
        self._kept_before = self._kept(self._first)

    def _all_but_varying(self) -> list[tuple[int, int]]:
        """The bytes from the prefix on that have always been the same, as (offset, length)."""
        pieces, at = [], _PREAMBLE
        for start, end in sorted(self._varying):
            pieces.append((at, start - at))
            at = end
        return [*pieces, (at, self.extent - at)]

    def own(self, buffer: bytes) -> tuple[bytes | None, ...]:
        """Raw values of `OF_THE_FILE`, in that order; None for those the file has not."""
        values: tuple[bytes | None, ...] = self._in_order((*self._own(buffer), None))
        return values

    def shared(self, buffer: bytes) -> dict[int, bytes]:
        """Raw values of `SHARED`, as far as the file has them, by tag."""
        return dict(zip(self._shared_tags, self._shared(buffer), strict=True))


def _gathering(pieces: list[tuple[int, int]]) -> Callable[[bytes], tuple[bytes, ...]]:
    """Takes the given (offset, length) pieces, in order of offset, out of a buffer in one call."""
    form, at = ["<"], 0
    for offset, length in pieces:
        form.append(f"{offset - at}x{length}s")
        at = offset + length
    return Struct("".join(form)).unpack_from
