"""Crops: the picture around one caliper, cut to a size in millimetres, as values and as pictures."""

import hashlib
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QImage

from app.refusal_words import refusal_text
from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Vector, dot, middle, scale, subtract
from measurements.imaging import Series
from measurements.lesion import Caliper, Reformat
from measurements.refusal import Refusal
from reader.frames import LoadedStack
from reader.volume.leaves import Projection, Slab
from reader.volume.reformat import reformat
from reader.volume.volume import volume_of
from viewer.plane_view import PlaneView
from viewer.rendering import SliceRenderer
from viewer.viewport import Window

SIZE_PX = (352, 320)
"""Of a crop unless it says otherwise: a cell of the matrix at twice the device's pixels."""

VERSION = 1
"""Of what a crop shows; another one makes all that is kept worthless."""

OUTSIDE_HU = -32768.0


@dataclass(frozen=True, slots=True)
class Crop:
    """What one cell shows, without its calipers, which are drawn over it.

    Attributes:
        series_key, sop_uid, frame: the picture that is cut.
        centre_lps: what is in the middle, mm.
        wide_mm: how much of the patient is seen from side to side.
        window: (centre, width), HU.
        reformat: how it is cut, where no scanner made it; the whole stack is read for it, and `sop_uid` and
            `frame` are not looked at.
        size_px: of the picture.
    """

    series_key: str
    sop_uid: str
    frame: int
    centre_lps: Vector
    wide_mm: float
    window: tuple[float, float]
    reformat: Reformat | None = None
    size_px: tuple[int, int] = SIZE_PX

    @property
    def name(self) -> str:
        """Names what it shows: another place, size, window or version has another name."""
        return hashlib.sha256(f"{VERSION} {self!r}".encode()).hexdigest()[:40]


def crop_of(caliper: Caliper, wide_mm: float, window: tuple[float, float]) -> Crop:
    """The picture that a caliper was drawn on, with the middle of its long axis in the middle."""
    return Crop(
        caliper.series_key,
        caliper.sop_uid,
        caliper.frame,
        middle(caliper.long_lps),
        wide_mm,
        window,
        caliper.reformat,
    )


def plane_around(caliper: Caliper, series: Series) -> ImagePlane | None:
    """The plane a caliper lies in, its middle the one pixel; None where the series says no directions."""
    drawn_on = caliper.reformat
    row = series.along_row if drawn_on is None else drawn_on.along_row
    column = series.along_column if drawn_on is None else drawn_on.along_column
    if row is None or column is None:
        return None
    return ImagePlane(middle(caliper.long_lps), row, column, 1.0, 1.0, 1, 1)


def view_around(plane: ImagePlane, width_px: float, height_px: float, wide_mm: float) -> PlaneView:
    """How a cell of this size shows `wide_mm` around the origin of a plane."""
    return PlaneView(plane, width_px, height_px, width_px / wide_mm, (0.0, 0.0))


def crop_pictures(series: Series, crops: list[Crop]) -> Mapping[str, QImage | str]:
    """The crops of one series by their names; in words where a picture cannot be read.

    Args:
        series: with its slices.
    """
    try:
        stack = LoadedStack(series)
    except Refusal as refusal:
        return {crop.name: refusal_text(refusal) for crop in crops}
    made: dict[str, QImage | str] = {}
    for crop in crops:
        try:
            made[crop.name] = _acquired(stack, crop) if crop.reformat is None else _cut(stack, crop)
        except Refusal as refusal:
            made[crop.name] = refusal_text(refusal)
    return made


def _acquired(stack: LoadedStack, crop: Crop) -> QImage:
    places = [(one.sop_uid, one.frame) for one in stack.series.slices]
    if (crop.sop_uid, crop.frame) not in places:
        raise Refusal("The picture that this was drawn on is not in its series any more: import it again.")
    index = places.index((crop.sop_uid, crop.frame))
    stack.load_slice(index)
    values = stack.values(index)
    if values is None:
        failed = stack.failures.get(index)
        raise copy(failed) if failed else Refusal("This picture could not be read: look at its file.")
    plane = stack.plane(index)
    offset = subtract(crop.centre_lps, plane.origin_lps)
    centre = (dot(offset, plane.along_row), dot(offset, plane.along_column))
    view = PlaneView(plane, *crop.size_px, crop.size_px[0] / crop.wide_mm, centre)
    return _grey(
        SliceRenderer().image(
            values, view, Window(*crop.window), stack.rescale(index), stack.padding, 1.0, stack.inverted
        )
    )


def _cut(stack: LoadedStack, crop: Crop) -> QImage:
    """A reformat needs all of its stack, so that one is loaded whole."""
    drawn_on = crop.reformat
    assert drawn_on is not None
    stack.load()
    volume = volume_of(stack)
    wide_px, high_px = crop.size_px
    mm_per_px = crop.wide_mm / wide_px
    corner = subtract(
        crop.centre_lps,
        scale(drawn_on.along_row, (wide_px - 1) / 2 * mm_per_px),
    )
    corner = subtract(corner, scale(drawn_on.along_column, (high_px - 1) / 2 * mm_per_px))
    plane = ImagePlane(
        corner,
        drawn_on.along_row,
        drawn_on.along_column,
        mm_per_px,
        mm_per_px,
        rows=high_px,
        columns=wide_px,
    )
    seen = reformat(volume, plane, Slab(drawn_on.slab_mm, Projection(drawn_on.projection)))
    values = np.nan_to_num(seen.values_hu, nan=OUTSIDE_HU)
    view = PlaneView.fitting(plane, *crop.size_px)
    shown = SliceRenderer().image(
        values, view, Window(*crop.window), (1.0, 0.0), int(OUTSIDE_HU), 1.0, volume.inverted
    )
    return _grey(shown)


def _grey(picture: QImage) -> QImage:
    """Its own copy: what a renderer gives lasts until its next picture only."""
    return picture.convertToFormat(QImage.Format.Format_Grayscale8)
