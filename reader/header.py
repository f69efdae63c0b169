"""What a file's header says, as one frozen value made of raw bytes by tag."""

import os
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from measurements.geometry.vectors import Vector
from reader.enhanced import Acquisition, FrameFacts
from reader.tags import EXPLICIT_BIG_ENDIAN, EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN, SHARED
from reader.texts import decode_name, decode_text
from reader.values import (
    axes,
    code,
    codes,
    first_number,
    numbers,
    position,
    signed_short,
    unsigned_short,
    whole_number,
)

AS_THEY_LIE = (IMPLICIT_LITTLE_ENDIAN, EXPLICIT_LITTLE_ENDIAN, EXPLICIT_BIG_ENDIAN)
"""Transfer syntaxes whose pixel data is neither compressed nor deflated."""


class SharedFacts(NamedTuple):
    """What the files of one series mostly have in common. Texts are "" where the file says nothing.

    Attributes:
        name_decodable: whether all of `patient_name` could be read.
        axes: unit vectors of a row and of a column, LPS; None unless given and perpendicular.
        pixel_spacing_mm: (between rows, between columns); None unless both are positive.
        frames: 1 where the file does not say.
        padding: as signed or unsigned as the pixels are.
    """

    transfer_syntax: str
    sop_class: str
    image_type: tuple[str, ...]
    study_date: str
    modality: str
    description: str
    patient_name: str
    name_decodable: bool
    patient_id: str
    body_part: str
    slice_thickness_mm: float | None
    kernel: str
    study_uid: str
    series_uid: str
    series_number: int | None
    axes: tuple[Vector, Vector] | None
    samples_per_pixel: int
    photometric: str
    frames: int
    rows: int
    columns: int
    pixel_spacing_mm: tuple[float, float] | None
    bits_allocated: int
    bits_stored: int
    high_bit: int
    signed: bool
    padding: int | None
    lossy: bool | None


class Header(NamedTuple):
    """What one file says of itself, and the file as it was then.

    Attributes:
        position_lps: centre of the first pixel, mm; None where not given.
        window: (centre, width), the first if there are several.
        slope, intercept: 1 and 0 where not given.
        has_pixels: whether there is pixel data at all.
        pixel_offset: where it begins in the file, bytes; None where it is not there or not to be read as
            it lies.
        pixel_length: how many bytes of it the header promises; None where it does not say.
        frames: what each frame of an enhanced image says of itself; () where the file speaks for all of its
            frames, or where they cannot be understood.
        acquisition: the fields of an `Acquisition`, which few series need.
        packed_offset: where pixel data begins that is not to be read as it lies, bytes: its first item, or,
            of a deflated file, its place in `reader.decode.deflated.inflated`; None where there is none.
    """

    path: str
    file_size: int
    file_mtime_ns: int
    shared: SharedFacts
    sop_uid: str
    instance_number: int | None
    position_lps: Vector | None
    frame_of_reference_uid: str
    window: tuple[float, float] | None
    slope: float
    intercept: float
    has_pixels: bool
    pixel_offset: int | None
    pixel_length: int | None
    frames: tuple[FrameFacts, ...] = ()
    acquisition: tuple[bytes | None, ...] = Acquisition()
    packed_offset: int | None = None


def header_from(
    path: str,
    status: os.stat_result,
    facts: SharedFacts,
    own: tuple[bytes | None, ...],
    pixel_offset: int | None,
    pixel_length: int | None,
) -> Header:
    """The header of a file, from the raw values of `OF_THE_FILE` and where its pixel data lies."""
    sop_uid, number, place, frame_of_reference, centre, width, intercept, slope = own[:8]
    frame_of_reference_uid, window, rescale_slope, rescale_intercept = _display(
        frame_of_reference, centre, width, intercept, slope
    )
    as_it_lies = pixel_length is not None and facts.transfer_syntax in AS_THEY_LIE
    return Header._make(  # twice as fast as by its name, and made for every file there is
        (
            path,
            status.st_size,
            status.st_mtime_ns,
            facts,
            sop_uid.strip(b"\0 ").decode("ascii", "replace") if sop_uid else "",
            whole_number(number),
            position(place),
            frame_of_reference_uid,
            window,
            rescale_slope,
            rescale_intercept,
            pixel_offset is not None,
            pixel_offset if as_it_lies else None,
            pixel_length,
            (),
            own[8:],
            None if as_it_lies else pixel_offset,
        )
    )


@lru_cache(maxsize=1024)
def _display(
    frame_of_reference: bytes | None,
    centre: bytes | None,
    width: bytes | None,
    intercept: bytes | None,
    slope: bytes | None,
) -> tuple[str, tuple[float, float] | None, float, float]:
    """Frame of reference, window, slope and intercept; kept because neighbours mostly have the same."""
    level, span = first_number(centre), first_number(width)
    return (
        code(frame_of_reference),
        (level, span) if level is not None and span is not None and span > 0 else None,
        first_number(slope) or 1.0,
        first_number(intercept) or 0.0,
    )


def shared_facts_from(raw: Mapping[int, bytes], big_endian: bool = False) -> SharedFacts:
    """From the raw values of `SHARED`, as far as a file has them, by tag."""
    (
        transfer_syntax,
        media_class,
        character_sets,
        image_type,
        sop_class,
        study_date,
        modality,
        description,
        patient_name,
        patient_id,
        body_part,
        thickness,
        kernel,
        study_uid,
        series_uid,
        series_number,
        orientation,
        samples,
        photometric,
        frames,
        rows,
        columns,
        pixel_spacing,
        bits_allocated,
        bits_stored,
        high_bit,
        signed,
        padding,
        lossy,
    ) = map(raw.get, SHARED)
    sets = codes(character_sets)
    name, name_decodable = decode_name(patient_name or b"", sets)
    allocated = unsigned_short(bits_allocated, big_endian) or 0
    stored = unsigned_short(bits_stored, big_endian) or allocated
    highest = unsigned_short(high_bit, big_endian)
    is_signed = unsigned_short(signed, big_endian) == 1
    spacing = numbers(pixel_spacing)
    return SharedFacts(
        transfer_syntax=code(transfer_syntax),
        sop_class=code(sop_class) or code(media_class),
        image_type=codes(image_type),
        study_date=code(study_date),
        modality=code(modality),
        description=decode_text(description or b"", sets),
        patient_name=name,
        name_decodable=name_decodable,
        patient_id=decode_text(patient_id or b"", sets),
        body_part=code(body_part),
        slice_thickness_mm=first_number(thickness),
        kernel=decode_text(kernel or b"", sets),
        study_uid=code(study_uid),
        series_uid=code(series_uid),
        series_number=whole_number(series_number),
        axes=axes(numbers(orientation)),
        samples_per_pixel=unsigned_short(samples, big_endian) or 1,
        photometric=code(photometric),
        frames=max(1, whole_number(frames) or 1),
        rows=unsigned_short(rows, big_endian) or 0,
        columns=unsigned_short(columns, big_endian) or 0,
        pixel_spacing_mm=(spacing[0], spacing[1]) if len(spacing) == 2 and min(spacing) > 0 else None,
        bits_allocated=allocated,
        bits_stored=stored,
        high_bit=stored - 1 if highest is None else highest,
        signed=is_signed,
        padding=(signed_short if is_signed else unsigned_short)(padding, big_endian),
        lossy={"00": False, "01": True}.get(code(lossy)),
    )
