"""A loaded stack as a volume that can be cut in any direction, or the reason why it cannot."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from measurements.imaging import IssueCode, Series
from measurements.refusal import Refusal
from reader.frames import LoadedStack
from reader.pixels import StoredValues
from reader.spacing import SAME_PLACE_MM
from reader.volume.lattice import Lattice

FEWEST_SLICES = 3
"""With two there is one gap, and nothing tells whether slices are missing in it."""


@dataclass(frozen=True, eq=False)
class Volume:
    """Stored values with their places.

    Attributes:
        voxels: (slices, rows, columns), stored values in reading order, read-only and not copied.
        lattice: where they lie.
        slopes, intercepts: (slices,), stored value x slope + intercept = HU.
        padding: stored value that stands for "outside the scanned field": no data.
        inverted: whether low values are to be shown bright and high ones dark.
    """

    voxels: StoredValues
    lattice: Lattice
    slopes: NDArray[np.float32]
    intercepts: NDArray[np.float32]
    padding: int | None
    inverted: bool

    @property
    def one_rescale(self) -> bool:
        """Whether all slices share slope and intercept."""
        return bool(np.ptp(self.slopes) == 0 and np.ptp(self.intercepts) == 0)


def volume_of(stack: LoadedStack) -> Volume:
    """The volume of a stack that has been loaded; the voxels stay where they are.

    Slices keep their true positions: uneven gaps and a tilted gantry are cut as they were scanned. A slice
    that could not be read, and a gap wider than `WIDEST_BRIDGE` times the usual, hold no data.

    Raises:
        Refusal: the geometry gives no volume, or slices are still being loaded.
    """
    series = stack.series
    _refuse_unplaced(series)
    if stack.ready + len(stack.failures) < stack.count:
        raise Refusal(
            "Series {series} is still loading ({ready} of {count} slices); reformats are made once all of "
            "it is there.",
            series=series.series_uid,
            ready=stack.ready,
            count=stack.count,
        )
    if stack.ready < FEWEST_SLICES:
        raise Refusal(
            "Series {series} has {ready} of the {fewest_slices} slices that a reformat needs at least; read "
            "its slices as they are.",
            series=series.series_uid,
            ready=stack.ready,
            fewest_slices=FEWEST_SLICES,
        )
    planes = [stack.plane(index) for index in range(stack.count)]
    try:
        lattice = Lattice.of(
            (planes[0].along_row, planes[0].along_column),
            [plane.origin_lps for plane in planes],
            [stack.values(index) is not None for index in range(stack.count)],
            (planes[0].row_spacing_mm, planes[0].column_spacing_mm),
            (series.rows, series.columns),
        )
    except ValueError as error:
        raise Refusal(
            "Series {series} has several slices at one place (within {mm:g} mm), and nothing tells which of "
            "them is meant; read its slices as they are.",
            series=series.series_uid,
            mm=SAME_PLACE_MM,
        ) from error
    rescales = np.array([stack.rescale(index) for index in range(stack.count)], np.float32)
    return Volume(stack.voxels, lattice, rescales[:, 0], rescales[:, 1], stack.padding, stack.inverted)


def _refuse_unplaced(series: Series) -> None:
    """Says why the slices have no places in a volume, if they have none."""
    codes = {issue.code for issue in series.issues}
    if IssueCode.LOCALIZER in codes:
        raise Refusal(
            "Series {series} is a localizer, a projection without depth, so no reformat can be made of it; "
            "read its slices as they are.",
            series=series.series_uid,
        )
    if series.pixel_spacing_mm is None:
        raise Refusal(
            "Series {series} does not say how large its pixels are, so no reformat can be made of it; read "
            "its slices as they are.",
            series=series.series_uid,
        )
    if not series.measurable:
        raise Refusal(
            "Series {series} does not say where in the patient its slices lie, so no reformat can be made of "
            "it; read its slices as they are.",
            series=series.series_uid,
        )
