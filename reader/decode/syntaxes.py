"""Which forms of pictures can be unpacked; known without importing any codec."""

from reader.header import AS_THEY_LIE, Header
from reader.tags import DEFLATED, STANDARD_SYNTAXES

MOST_PIXELS = 1 << 24
"""Of one compressed picture: sixteen times what a scanner makes."""

_COMPRESSED = {
    f"1.2.840.10008.1.2.{ending}"
    for ending in (
        "1.98",  # uncompressed, but in pieces
        *("4.50", "4.51", "4.53", "4.55"),  # JPEG: baseline, extended, two kinds of progressive
        *("4.57", "4.70"),  # JPEG lossless
        *("4.80", "4.81"),  # JPEG-LS
        *("4.90", "4.91"),  # JPEG 2000
        *("4.201", "4.202", "4.203"),  # HTJ2K
        "5",  # RLE
    )
}
_MISNAMED = frozenset(AS_THEY_LIE)
_UNPACKED = _COMPRESSED | {DEFLATED} | _MISNAMED


def is_misnamed(header: Header) -> bool:
    """Whether the file holds a compressed picture and claims an uncompressed one."""
    return header.packed_offset is not None and header.shared.transfer_syntax in _MISNAMED


def can_be_unpacked(header: Header) -> bool:
    """Whether the picture lies there as it is, or may be in a form that `reader.decode` knows.

    A private name says nothing of the form; if the picture comes in pieces, its stream will.
    """
    if header.pixel_offset is not None:
        return True
    syntax = header.shared.transfer_syntax
    if syntax.startswith(STANDARD_SYNTAXES):
        return syntax in _UNPACKED
    return header.packed_offset is not None and header.pixel_length is None
