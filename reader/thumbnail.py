"""A small picture of a series, from one file."""

import cv2
import numpy as np
import numpy.typing as npt

from measurements.imaging import Series
from reader.pixels import SliceReader


def thumbnail(series: Series, size_px: int, window: tuple[float, float]) -> npt.NDArray[np.uint8]:
    """The middle slice, windowed, its longer side `size_px` long and its pixels square.

    Args:
        series: a loadable stack.
        size_px: length of the longer side.
        window: (centre, width), HU; values at its lower end are 0, at its upper end 255.

    Returns:
        (rows, columns) of uint8.

    Raises:
        Refusal: the pictures cannot be shown, or this one cannot be read.
    """
    index = series.frames // 2
    reader = SliceReader(series)
    values = np.empty(reader.shape, reader.dtype)
    reader.read(index, values)
    row_mm, column_mm = series.pixel_spacing_mm or (1.0, 1.0)
    height, width = series.rows * row_mm, series.columns * column_mm
    scale = size_px / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(values.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    centre, span = window
    a_slice = series.slices[index]
    hu = small * a_slice.slope + a_slice.intercept
    grey: npt.NDArray[np.float32] = (hu - (centre - span / 2)) / span * 255 + 0.5
    if reader.inverted(index):
        grey = 256 - grey  # half a level was added for rounding
    return np.clip(grey, 0, 255).astype(np.uint8)
