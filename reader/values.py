"""Values of a DICOM header from their raw bytes; what is malformed is absent, never an exception."""

from collections.abc import Iterable
from math import isfinite, sqrt

from measurements.geometry.vectors import Vector, dot, unit

_PADDING = b"\0 "
_UNIT_TOLERANCE = 1e-2
_FARTHEST_MM = 1e6
_LARGEST = 2**31  # of an integer string, PS3.5 section 6.2


def numbers(value: bytes | None) -> tuple[float, ...]:
    """The numbers of a decimal string; () unless every one of them is a finite number."""
    if not value or b"_" in value:  # which Python allows within a number
        return ()
    try:
        found = tuple([float(part) for part in value.strip(_PADDING).split(b"\\")])
    except ValueError:
        return ()
    return found if all(map(isfinite, found)) else ()


def first_number(value: bytes | None) -> float | None:
    """The first of possibly several numbers, as with alternative windows."""
    found = numbers(value)
    return found[0] if found else None


def whole_number(value: bytes | None) -> int | None:
    """An integer string; None where it is out of an integer string's range."""
    if value and len(value) < 10 and value.rstrip(_PADDING).isdigit():  # the plain ones, ten times as fast
        return int(value.rstrip(_PADDING))
    found = numbers(value)
    if len(found) != 1 or not found[0].is_integer() or abs(found[0]) > _LARGEST:
        return None
    return int(found[0])


def position(value: bytes | None) -> Vector | None:
    """A point in the patient, mm; None unless it has three coordinates, none a kilometre away."""
    if not value or b"_" in value:
        return None
    try:
        x, y, z = map(float, value.strip(_PADDING).split(b"\\"))
    except ValueError:
        return None
    near = (
        -_FARTHEST_MM <= x <= _FARTHEST_MM  # as no NaN is
        and -_FARTHEST_MM <= y <= _FARTHEST_MM
        and -_FARTHEST_MM <= z <= _FARTHEST_MM
    )
    return (x, y, z) if near else None


def unsigned_short(value: bytes | None, big_endian: bool) -> int | None:
    if not value or len(value) < 2:
        return None
    return int.from_bytes(value[:2], "big" if big_endian else "little")


def signed_short(value: bytes | None, big_endian: bool) -> int | None:
    unsigned = unsigned_short(value, big_endian)
    return unsigned - 0x10000 if unsigned is not None and unsigned >= 0x8000 else unsigned


def code(value: bytes | None) -> str:
    """A UID, a date or a code word: plain characters without their padding."""
    return value.strip(_PADDING).decode("ascii", "replace") if value else ""


def codes(value: bytes | None) -> tuple[str, ...]:
    """Several code words."""
    return tuple(part.strip() for part in code(value).split("\\")) if value else ()


def axes(cosines: tuple[float, ...]) -> tuple[Vector, Vector] | None:
    """The two unit vectors of Image Orientation (Patient); None unless they are at right angles."""
    if len(cosines) != 6:
        return None
    row, column = (cosines[0], cosines[1], cosines[2]), (cosines[3], cosines[4], cosines[5])
    for axis in (row, column):
        if abs(sqrt(dot(axis, axis)) - 1) > _UNIT_TOLERANCE:
            return None
    return (unit(row), unit(column)) if abs(dot(row, column)) <= _UNIT_TOLERANCE else None


def raw_bytes(value: object) -> bytes:
    """The bytes of a value that pydicom has decoded already, as it does with character sets."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, str) or not isinstance(value, Iterable):
        return str("" if value is None else value).encode()
    return "\\".join(map(str, value)).encode()
