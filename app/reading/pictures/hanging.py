"""Which series of a timepoint hangs, and how it differs from what the lesions were first drawn on."""

import math
import re
from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication

from measurements.imaging import Orientation, Series

translate = QCoreApplication.translate

SAME_THICKNESS_MM = 0.05
SAME_FIELD = 0.9
"""Fields of view that differ by less than a tenth show the same part of the body."""

LUNG_BELOW_HU = -300.0
BONE_ABOVE_HU = 150.0
BONE_WIDTH_HU = 1000.0


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

    An acquired axial stack that calipers can be drawn on, most like the one the read's lesions were first
    drawn on (`like`): same description, which tells region and phase, then same kernel, kind, nearest slice
    thickness and field of view; else the one with most slices.
    """
    shown = [entry for entry in series if entry.loadable]
    if not shown:
        return None

    def merit(entry: Series) -> tuple[bool | float, ...]:
        usable = (entry.measurable, entry.orientation is Orientation.AXIAL)
        if like is None:
            return (*usable, entry.frames)
        return (
            *usable,
            _said(entry.description) == _said(like.description),
            entry.kernel == like.kernel,
            kind(entry) is kind(like),
            -_thickness_apart_mm(entry, like),
            _field_alike(entry, like),
            entry.frames,
        )

    return max(shown, key=merit)


def differences(hung: Series, like: Series) -> tuple[str, ...]:
    """In what a series differs from the one that lesions were first drawn on, a phrase each."""
    told = []
    if SAME_THICKNESS_MM < _thickness_apart_mm(hung, like) < math.inf:
        told.append(
            translate("hanging", "thickness {here:.1f} mm, baseline {baseline:.1f} mm").format(
                here=hung.slice_thickness_mm, baseline=like.slice_thickness_mm
            )
        )
    if hung.kernel != like.kernel and hung.kernel and like.kernel:
        told.append(
            translate("hanging", "kernel {here}, baseline {baseline}").format(
                here=hung.kernel, baseline=like.kernel
            )
        )
    if _said(hung.description) != _said(like.description) and hung.description and like.description:
        told.append(translate("hanging", "baseline was {description}").format(description=like.description))
    here_mm, baseline_mm = field_mm(hung), field_mm(like)
    if here_mm is not None and baseline_mm is not None and _field_alike(hung, like) < SAME_FIELD:
        told.append(
            translate("hanging", "field of view {here:.0f} mm, baseline {baseline:.0f} mm").format(
                here=here_mm, baseline=baseline_mm
            )
        )
    return tuple(told)


def field_mm(series: Series) -> float | None:
    """How wide the pictures are, mm; None where they do not say."""
    return None if series.pixel_spacing_mm is None else series.columns * series.pixel_spacing_mm[1]


def titled(series: Series) -> str:
    """A series in a few words: what it shows and its slice thickness."""
    name = series.description or series.body_part or series.modality
    said = {float(number) for number in re.findall(r"\d+(?:\.\d+)?", name)}
    if series.slice_thickness_mm is None or "mm" in name or series.slice_thickness_mm in said:
        return name
    return f"{name} {series.slice_thickness_mm:.1f} mm"


def _thickness_apart_mm(one: Series, other: Series) -> float:
    """Unknown is as far apart as can be."""
    if one.slice_thickness_mm is None or other.slice_thickness_mm is None:
        return math.inf
    return abs(one.slice_thickness_mm - other.slice_thickness_mm)


def _field_alike(one: Series, other: Series) -> float:
    """The smaller field of view as a share of the larger."""
    fields = [field_mm(one), field_mm(other)]
    known = [field for field in fields if field]
    return min(known) / max(known) if len(known) == 2 else 0.0


def _said(description: str | None) -> str:
    return " ".join((description or "").casefold().split())
