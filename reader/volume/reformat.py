"""Reformats: pictures cut out of a volume in any plane."""

from dataclasses import dataclass

from measurements.geometry.plane import ImagePlane
from measurements.refusal import Refusal
from reader.volume.aligned import read_aligned_leaves
from reader.volume.layers import Values
from reader.volume.leaves import THIN, Projection, Slab, leaves_of
from reader.volume.trilinear import read_leaves
from reader.volume.volume import Volume

MOST_PIXELS = 1 << 26
"""Of one reformat: 256 MB."""


@dataclass(frozen=True, eq=False)
class Reformat:
    """A picture and where it lies.

    Attributes:
        values_hu: (rows, columns), HU; NaN outside the volume, on its padding, and where slices are missing.
        plane: the middle of the slab; pixels become millimetres in it as in an acquired slice.
        slab: the layer it shows.
    """

    values_hu: Values
    plane: ImagePlane
    slab: Slab


def reformat(volume: Volume, plane: ImagePlane, slab: Slab = THIN) -> Reformat:
    """The volume in `plane`, trilinear; in a slab the mean, maximum or minimum of leaves a voxel apart.

    A point has a value between the centres of the outermost voxels, when all voxels it lies between have
    one. A slab shows those of its leaves that have a value at a pixel.

    Args:
        plane: anywhere, turned any way; `parallel_planes` gives those that cover the volume.

    Raises:
        Refusal: more pixels than `MOST_PIXELS`.
        ValueError: the plane reaches 100,000 voxels beyond the volume.
    """
    if plane.rows * plane.columns > MOST_PIXELS:
        raise Refusal(
            "A reformat of {columns} x {rows} pixels is more than memory is kept for; choose more "
            "millimetres per pixel.",
            columns=plane.columns,
            rows=plane.rows,
        )
    leaves = leaves_of(volume.lattice, plane, slab)
    projection = _of_stored(slab.projection, volume)
    values = read_aligned_leaves(volume, leaves, projection)
    if values is None:
        values = read_leaves(volume, leaves, projection)
    return Reformat(values, plane, slab)


def _of_stored(projection: Projection, volume: Volume) -> Projection:
    """What to take of stored values: where they fall as HU rise, the lowest of them is the highest HU."""
    if projection is Projection.MEAN or not volume.one_rescale or volume.slopes[0] >= 0.0:
        return projection
    return Projection.MINIMUM if projection is Projection.MAXIMUM else Projection.MAXIMUM
