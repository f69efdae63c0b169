"""Texts of a DICOM header, decoded by the character sets the file names (PS3.5 section 6.1)."""

import warnings
from functools import lru_cache

_ESCAPE = 0x1B
_PADDING = b"\0 "
_NAME_DELIMITERS = {ord("^"), ord("=")}
_TEXT_DELIMITERS = {ord("\t"), ord("\n"), ord("\f"), ord("\r"), ord("\\")}
_ASCII = frozenset(("", "ISO_IR 6", "ISO 2022 IR 6"))
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def decode_text(value: bytes, character_sets: tuple[str, ...]) -> str:
    """A text without its padding; what cannot be decoded shows as U+FFFD."""
    return _decode(value, character_sets, is_name=False)


def decode_name(value: bytes, character_sets: tuple[str, ...]) -> tuple[str, bool]:
    """A person's name as stored (components parted by ^, groups by =), and whether all of it could be read.

    Bytes beyond ASCII in a file that names no character set cannot be read: which one was meant is a guess.
    """
    name = _decode(value, character_sets, is_name=True)
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
        return "=".join(decode_bytes(part, encodings, delimiters) for part in parts).rstrip("\0 ")


@lru_cache
def _encodings(character_sets: tuple[str, ...]) -> tuple[str, ...]:
    """Python's names for DICOM's character sets; () where only ASCII is named, or one that nobody knows."""
    from pydicom.charset import convert_encodings, python_encoding

    if _ASCII.issuperset(character_sets) or not set(python_encoding).issuperset(character_sets):
        return ()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return tuple(convert_encodings(list(character_sets)))
