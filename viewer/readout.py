"""What is under the pointer: the very voxel, never an interpolated value."""

import math

from viewer.frame_source import FrameSource
from viewer.plane_view import PlaneView, PointPx
from viewer.shapes import PointerReadout


def readout_at(source: FrameSource, index: int, view: PlaneView, at: PointPx) -> PointerReadout:
    """Slice `index`, seen in `view`, under a point of the pane."""
    column, row = view.pixel(at)
    voxel_column, voxel_row = math.floor(column + 0.5), math.floor(row + 0.5)
    value_hu = None
    values = source.values(index)
    if values is not None and 0 <= voxel_column < view.plane.columns and 0 <= voxel_row < view.plane.rows:
        stored = values[voxel_row, voxel_column]
        if stored != source.padding:
            slope, intercept = source.rescale(index)
            value_hu = float(stored) * slope + intercept
    return PointerReadout(view.lps(at), voxel_column, voxel_row, value_hu)
