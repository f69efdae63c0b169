"""Which series of a timepoint hangs first."""

import re
from collections.abc import Sequence

from measurements.imaging import Orientation, Series


def first_choice(series: Sequence[Series], like: Series | None) -> Series | None:
    """The series to open a timepoint with; None where none can be shown.

    An acquired axial stack that calipers can be drawn on, most like the one the read's lesions were first
    drawn on (`like`): same kernel, then nearest slice thickness; else the one with most slices.
    """
    shown = [entry for entry in series if entry.loadable]
    if not shown:
        return None

    def merit(entry: Series) -> tuple[bool, bool, bool, bool, float, int]:
        nearness = 0.0
        if like is not None and entry.slice_thickness_mm is not None and like.slice_thickness_mm is not None:
            nearness = -abs(entry.slice_thickness_mm - like.slice_thickness_mm)
        return (
            entry.measurable,
            entry.orientation is Orientation.AXIAL,
            like is not None and entry.description == like.description,
            like is not None and entry.kernel == like.kernel,
            nearness,
            entry.frames,
        )

    return max(shown, key=merit)


def titled(series: Series) -> str:
    """A series in a few words: what it shows and its slice thickness."""
    name = series.description or series.body_part or series.modality
    said = {float(number) for number in re.findall(r"\d+(?:\.\d+)?", name)}
    if series.slice_thickness_mm is None or "mm" in name or series.slice_thickness_mm in said:
        return name
    return f"{name} {series.slice_thickness_mm:.1f} mm"
