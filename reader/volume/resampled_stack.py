"""A volume cut in the very planes of another scan, so that both are seen in one place."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Vector, subtract, unit
from reader.volume.layers import Values
from reader.volume.reformatted_stack import KEPT_PICTURES, NO_DATA, picture_of
from reader.volume.volume import Volume

Mapping = Callable[[Vector], Vector]
"""Takes points of one scan to another, LPS mm; it turns and shifts, and keeps lengths."""


def carried(plane: ImagePlane, there: Mapping) -> ImagePlane:
    """The same pixels at their places in the other scan."""
    origin, right, below = (
        there(point) for point in (plane.origin_lps, plane.point_lps(1.0, 0.0), plane.point_lps(0.0, 1.0))
    )
    return replace(
        plane,
        origin_lps=origin,
        along_row=unit(subtract(right, origin)),
        along_column=unit(subtract(below, origin)),
    )


class ResampledStack:
    """The volume as it lies in a stack's slices, each picture made when it is first asked for.

    Its planes are those of the stack: what a pane shows of both is the same place at the same scale. Nothing
    is to be measured in it, since its points are the stack's and not those of the scan that is seen.

    Attributes:
        count: number of slices, as of the stack.
        padding: value that stands for "no data": outside the volume, and where it has none.
        inverted: whether low values are to be shown bright and high ones dark.
    """

    padding = NO_DATA

    def __init__(self, planes: Sequence[ImagePlane], volume: Volume, there: Mapping) -> None:
        """Computes no picture.

        Args:
            planes: of the stack's slices.
            there: from the stack's scan to the volume's.
        """
        self.count = len(planes)
        self.inverted = volume.inverted
        self._planes = tuple(planes)
        # Not through a method of this object, which would keep itself and the volume alive.
        self._pictures = lru_cache(KEPT_PICTURES)(partial(_resampled, volume, self._planes, there))

    def plane(self, index: int) -> ImagePlane:
        """Where slice `index` of the stack lies."""
        return self._planes[index]

    def values(self, index: int) -> Values:
        """HU of the other scan in slice `index`, (rows, columns), read-only; `padding` without data.

        Raises:
            Refusal, ValueError: as `reader.volume.reformat.reformat`.
        """
        return self._pictures(index)

    def rescale(self, index: int) -> tuple[float, float]:
        """(1, 0): the values are HU already."""
        return (1.0, 0.0)


def _resampled(volume: Volume, planes: Sequence[ImagePlane], there: Mapping, index: int) -> Values:
    return picture_of(volume, carried(planes[index], there))
