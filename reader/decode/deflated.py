"""Files whose data set is deflated (PS3.5 annex A.5), as they would be if it were not."""

import zlib
from pathlib import Path

from reader.decode.stream import BadStream

_PREFIX_END = 132
_HEAD = b"\0" * 128 + b"DICM" + b"\x02\0\x10\0UI\x14\0" + b"1.2.840.10008.1.2.1\0"
"""How a file begins that holds an explicit little endian data set, and says nothing else."""

_LEAST_LIMIT, _MOST_TIMES_LARGER = 1 << 26, 32
_LONG_FORMS = (b"OB", b"UN", b"UT", b"SQ", b"OW")


def inflated(path: str) -> bytes:
    """The file at `path` as an explicit little endian one, reduced to its data set.

    A picture of nothing shrinks a thousandfold, one of a patient hardly more than thrice. What grows to more
    than 64 MB and 32 times its size is refused before it does.

    Raises:
        BadStream: it grows too large, or is no deflated file.
        OSError: it cannot be read.
    """
    with Path(path).open("rb") as file:
        content = file.read()
    begin = _data_set(content)
    limit = max(_LEAST_LIMIT, _MOST_TIMES_LARGER * len(content))
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data_set = stream.decompress(content[begin:], limit)
    except zlib.error as error:
        raise BadStream("is damaged and cannot be inflated") from error
    if stream.unconsumed_tail:
        raise BadStream(f"would grow from {len(content)} to more than {limit} bytes")
    if not stream.eof:
        raise BadStream("is damaged and cannot be inflated")
    return _HEAD + data_set


def _data_set(content: bytes) -> int:
    """Where the data set begins behind the file meta information, which is never deflated."""
    position = _PREFIX_END
    while content.startswith(b"\x02\0", position):
        if content[position + 4 : position + 6] in _LONG_FORMS:
            position += 12 + int.from_bytes(content[position + 8 : position + 12], "little")
        else:
            position += 8 + int.from_bytes(content[position + 6 : position + 8], "little")
    if position >= len(content):
        raise BadStream("holds nothing behind its file meta information")
    return position
