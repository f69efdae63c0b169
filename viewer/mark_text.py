"""The figures of an annotation in words: the same under the hand and once stored."""

from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from measurements.annotation import AngleFigures, Figures, RegionFigures, VoxelFigures
from measurements.geometry.figures import Pixels
from measurements.geometry.vectors import Vector
from viewer.frame_source import FrameSource

translate = QCoreApplication.translate

MINUS = "\u2212"
DIRECTIONS = (("R", "L"), ("A", "P"), ("I", "S"))
"""What negative and positive x, y, z lie towards."""


def figure_lines(figures: Figures | None, points_lps: tuple[Vector, ...]) -> tuple[str, ...]:
    """What the label of an annotation says of its figures, a line each; nothing without any.

    A probe also says where it is: the distances from the patient's origin, mm.
    """
    if isinstance(figures, RegionFigures):
        mean_sd = translate("marks", "Mean {mean}  SD {sd} HU")
        least_most = translate("marks", "Min {min}  Max {max} HU")
        return (
            mean_sd.format(mean=_signed(figures.mean_hu), sd=figures.sd_hu),
            least_most.format(min=_signed(figures.min_hu), max=_signed(figures.max_hu)),
            f"{figures.area_mm2} mm\u00b2",
        )
    if isinstance(figures, AngleFigures):
        return (f"{figures.angle_deg}\u00b0",)
    if isinstance(figures, VoxelFigures):
        return (f"{_signed(figures.value_hu)} HU", _place_text(points_lps[0]))
    return ()


def pixels_of(source: FrameSource, index: int) -> Pixels | None:
    """Slice `index` as figures are counted on it; None while it is not loaded."""
    stored = source.values(index)
    if stored is None:
        return None
    return Pixels(stored, source.plane(index), source.rescale(index), source.padding)


def _place_text(point_lps: Vector) -> str:
    return "  ".join(
        f"{names[part > 0]} {abs(part):.1f}" for names, part in zip(DIRECTIONS, point_lps, strict=True)
    )


def _signed(value: Decimal) -> str:
    return str(value).replace("-", MINUS)
