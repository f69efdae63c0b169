"""How the series that hangs is called, and how it differs from what the lesions were first drawn on."""

import math
import re

from PySide6.QtCore import QCoreApplication

from measurements.case.series_choice import field_alike, field_mm, same_words, thickness_apart_mm
from measurements.imaging import Series

translate = QCoreApplication.translate

SAME_THICKNESS_MM = 0.05
SAME_FIELD = 0.9
"""Fields of view that differ by less than a tenth show the same part of the body."""


def differences(hung: Series, like: Series) -> tuple[str, ...]:
    """In what a series differs from the one that lesions were first drawn on, a phrase each."""
    told = []
    if SAME_THICKNESS_MM < thickness_apart_mm(hung, like) < math.inf:
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
    if not same_words(hung.description, like.description) and hung.description and like.description:
        told.append(translate("hanging", "baseline was {description}").format(description=like.description))
    here_mm, baseline_mm = field_mm(hung), field_mm(like)
    if here_mm is not None and baseline_mm is not None and field_alike(hung, like) < SAME_FIELD:
        told.append(
            translate("hanging", "field of view {here:.0f} mm, baseline {baseline:.0f} mm").format(
                here=here_mm, baseline=baseline_mm
            )
        )
    return tuple(told)


def titled(series: Series) -> str:
    """A series in a few words: what it shows and its slice thickness."""
    name = series.description or series.body_part or series.modality
    said = {float(number) for number in re.findall(r"\d+(?:\.\d+)?", name)}
    if series.slice_thickness_mm is None or "mm" in name or series.slice_thickness_mm in said:
        return name
    return f"{name} {series.slice_thickness_mm:.1f} mm"
