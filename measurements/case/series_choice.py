"""Which series of a timepoint is read first, and what makes two series alike."""

import math
from collections.abc import Sequence
from enum import Enum, auto

from measurements.imaging import Orientation, Series

LUNG_BELOW_HU = -300.0
BONE_ABOVE_HU = 150.0
BONE_WIDTH_HU = 1000.0

CT = "CT"


class Kind(Enum):
    """What a series is made to show; pictures of one kind share a window."""

    SOFT_TISSUE = auto()
    LUNG = auto()
    BONE = auto()


def kind(series: Series) -> Kind:
    """By the window its files ask for; without one it shows soft tissue."""
    if series.window is None:
        return Kind.SOFT_TISSUE
    centre, width = series.window
    if centre <= LUNG_BELOW_HU:
        return Kind.LUNG
    return Kind.BONE if centre >= BONE_ABOVE_HU and width >= BONE_WIDTH_HU else Kind.SOFT_TISSUE


def first_choice(series: Sequence[Series], like: Series | None) -> Series | None:
    """The series to open a timepoint with; None where none can be shown.

    An acquired axial CT stack that calipers can be drawn on, most like the one the read's lesions were first
    drawn on (`like`): same description, which tells region and phase, then same kernel, kind, nearest slice
    thickness and field of view; else the one with most slices.
    """
    shown = [entry for entry in series if entry.loadable]
    if not shown:
        return None

    def merit(entry: Series) -> tuple[bool | float, ...]:
        usable = (entry.measurable, entry.modality == CT, entry.orientation is Orientation.AXIAL)
        if like is None:
            return (*usable, entry.frames)
        return (
            *usable,
            same_words(entry.description, like.description),
            entry.kernel == like.kernel,
            kind(entry) is kind(like),
            -thickness_apart_mm(entry, like),
            field_alike(entry, like),
            entry.frames,
        )

    return max(shown, key=merit)


def field_mm(series: Series) -> float | None:
    """How wide the pictures are, mm; None where they do not say."""
    return None if series.pixel_spacing_mm is None else series.columns * series.pixel_spacing_mm[1]


def thickness_apart_mm(one: Series, other: Series) -> float:
    """Unknown is as far apart as can be."""
    if one.slice_thickness_mm is None or other.slice_thickness_mm is None:
        return math.inf
    return abs(one.slice_thickness_mm - other.slice_thickness_mm)


def field_alike(one: Series, other: Series) -> float:
    """The smaller field of view as a share of the larger."""
    fields = [field_mm(one), field_mm(other)]
    known = [field for field in fields if field]
    return min(known) / max(known) if len(known) == 2 else 0.0


def same_words(one: str | None, other: str | None) -> bool:
    """Whether two descriptions say the same, whatever their letters and spaces."""
    return _said(one) == _said(other)


def _said(description: str | None) -> str:
    return " ".join((description or "").casefold().split())
