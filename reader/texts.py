"""Texts of a DICOM header, decoded by the character sets the file names (PS3.5 section 6.1)."""

import re
import warnings
from functools import lru_cache

_ESCAPE = 0x1B
_PADDING = b"\0 "
_NAME_DELIMITERS = {ord("^"), ord("=")}
_TEXT_DELIMITERS = {ord("\t"), ord("\n"), ord("\f"), ord("\r"), ord("\\")}
_ASCII = frozenset(("", "ISO_IR 6", "ISO 2022 IR 6"))
_BEGINS_GB2312 = "\x1b$)A"
"""The escape into simplified Chinese, which pydicom leaves in the text."""

_REGISTERED = re.compile(r"ISO[-_ ]?(?P<extensible>2022)?[-_ ]?IR[-_ ]?(?P<number>\d+)")
_OTHERWISE_CALLED = {
    "UTF-8": "ISO_IR 192",
    "UTF8": "ISO_IR 192",
    "GB2312": "GBK",  # which holds all of it
    "GB 18030": "GB18030",
    "LATIN1": "ISO_IR 100",
    "ISO 8859-1": "ISO_IR 100",
    "ASCII": "ISO_IR 6",
}
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def decode_text(value: bytes, character_sets: tuple[str, ...]) -> str:
    """A text without its padding; what cannot be decoded shows as U+FFFD."""
    return _decode(value, character_sets, is_name=False)


def decode_name(value: bytes, character_sets: tuple[str, ...]) -> tuple[str, bool]:
    """A person's name as stored (components parted by ^, groups by =), and whether all of it could be read.

    Bytes beyond ASCII in a file that names no character set cannot be read: which one was meant is a guess.
    """
    name = _decode(value, character_sets, is_name=True).rstrip("=")
    return name, _UNKNOWN not in name


def _decode(value: bytes, character_sets: tuple[str, ...], is_name: bool) -> str:
    value = value.strip(_PADDING)
    if value.isascii() and _ESCAPE not in value:
        return value.decode("ascii")
    encodings = _encodings(character_sets)
    if not encodings:
        return value.decode("ascii", "replace")
    from pydicom.charset import decode_bytes

    delimiters = _NAME_DELIMITERS if is_name else _TEXT_DELIMITERS
    # Each group of a name starts anew in the first character set, hence the split.
    parts = value.split(b"=") if is_name else [value]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        text = "=".join(decode_bytes(part, encodings, delimiters) for part in parts)
    return text.replace(_BEGINS_GB2312, "").rstrip("\0 ")


@lru_cache
def _encodings(character_sets: tuple[str, ...]) -> tuple[str, ...]:
    """Python's names for DICOM's character sets; () where only ASCII is named, or one that nobody knows."""
    from pydicom.charset import convert_encodings, python_encoding

    character_sets = tuple(map(_meant, character_sets))
    if _ASCII.issuperset(character_sets) or not set(python_encoding).issuperset(character_sets):
        return ()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return tuple(convert_encodings(list(character_sets)))


def _meant(character_set: str) -> str:
    """A set by its right name, where it is plain which one a slightly wrong name means."""
    name = character_set.upper()
    found = _REGISTERED.fullmatch(name)
    if found:
        return f"ISO 2022 IR {found['number']}" if found["extensible"] else f"ISO_IR {found['number']}"
    return _OTHERWISE_CALLED.get(name, name)
