"""A volume cut into parallel reformats, served to a pane as slices of files are."""

import math
from collections.abc import Sequence
from functools import lru_cache, partial

import numpy as np

from measurements.geometry.cut import Cut
from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Vector, add, dot, scale
from measurements.refusal import Refusal
from reader.spacing import reading_direction
from reader.volume.lattice import Lattice
from reader.volume.layers import Values
from reader.volume.leaves import THIN, Slab
from reader.volume.reformat import reformat
from reader.volume.volume import Volume

NO_DATA = -32768
"""Stands for NaN in what a pane is given: no CT has that value."""

KEPT_PICTURES = 16

MOST_PLANES = 10_000

_HAIR = 1e-6
"""Share of a pixel or a step by which the last of them may lie beyond the volume."""


def parallel_planes(
    lattice: Lattice, cut: Cut, mm_per_px: float, step_mm: float, through_lps: Vector | None = None
) -> tuple[ImagePlane, ...]:
    """Planes that cover a volume, in the order in which a cut that way is read.

    Their pixels are square and begin at the outermost voxels' centres: in a cut along the slices, at the
    pixel size of the slices, they are the pixels of the slices.

    Args:
        cut: how the pictures lie, in the axes of the patient: `AXIAL` is so even where the slices are not.
        through_lps: one of the planes passes through this point, mm; otherwise the first lies on the
            outermost voxels.

    Raises:
        ValueError: a size is not positive.
        Refusal: more planes than `MOST_PLANES`.
    """
    if not (mm_per_px > 0.0 and step_mm > 0.0):
        raise ValueError("pixels and steps have a size")
    onward = reading_direction(cut.along_row, cut.along_column)
    outline = lattice.outline_lps @ np.array([cut.along_row, cut.along_column, onward]).T
    left, top, near = outline.min(axis=0).tolist()
    across, down, deep = np.ptp(outline, axis=0).tolist()
    skipped_mm = 0.0 if through_lps is None else (dot(through_lps, onward) - near) % step_mm
    count = math.floor((deep - skipped_mm) / step_mm + _HAIR) + 1
    if count > MOST_PLANES:
        raise Refusal(
            "Cutting {depth:.0f} mm every {step:g} mm gives {count} pictures, more than can be scrolled; "
            "choose a larger step.",
            depth=deep,
            step=step_mm,
            count=count,
        )
    corner = add(scale(cut.along_row, left), scale(cut.along_column, top))
    rows, columns = (math.floor(reach / mm_per_px + _HAIR) + 1 for reach in (down, across))
    return tuple(
        ImagePlane(
            add(corner, scale(onward, near + skipped_mm + index * step_mm)),
            cut.along_row,
            cut.along_column,
            mm_per_px,
            mm_per_px,
            rows,
            columns,
        )
        for index in range(count)
    )


class ReformattedStack:
    """Reformats in reading order, each made when it is first asked for, in a few milliseconds.

    What the pane draws on is the plane of a reformat, so that a caliper is measured in the patient there
    as on acquired slices.

    Attributes:
        volume: what is cut.
        slab: the layer each picture shows.
        count: number of pictures; an index counts them in reading order, from 0.
        padding: value that stands for "no data".
        inverted: whether low values are to be shown bright and high ones dark.
    """

    padding = NO_DATA

    def __init__(
        self,
        volume: Volume,
        cut: Cut,
        mm_per_px: float,
        step_mm: float,
        slab: Slab = THIN,
        through_lps: Vector | None = None,
    ) -> None:
        """Computes no picture.

        Raises:
            ValueError, Refusal: as `parallel_planes`.
        """
        self.volume = volume
        self.slab = slab
        self.inverted = volume.inverted
        self._planes = parallel_planes(volume.lattice, cut, mm_per_px, step_mm, through_lps)
        self.count = len(self._planes)
        # Not through a method of this object, which would keep itself and the volume alive.
        self._pictures = lru_cache(KEPT_PICTURES)(partial(_picture, volume, self._planes, slab))

    def plane(self, index: int) -> ImagePlane:
        """Where picture `index` lies in the patient: the middle of its slab."""
        return self._planes[index]

    def values(self, index: int) -> Values:
        """HU of picture `index`, (rows, columns), read-only; `padding` where there is no data.

        Raises:
            Refusal: as `reformat`.
        """
        return self._pictures(index)

    def rescale(self, index: int) -> tuple[float, float]:
        """(1, 0): the values are HU already."""
        return (1.0, 0.0)


def picture_of(volume: Volume, plane: ImagePlane, slab: Slab = THIN) -> Values:
    """HU of a reformat as a pane is given them, read-only, `NO_DATA` where there is none; see `reformat`."""
    values = reformat(volume, plane, slab).values_hu
    values[np.isnan(values)] = NO_DATA
    values.flags.writeable = False
    return values


def _picture(volume: Volume, planes: Sequence[ImagePlane], slab: Slab, index: int) -> Values:
    return picture_of(volume, planes[index], slab)
