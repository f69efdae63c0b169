"""A slice on screen: stored values are interpolated first and windowed afterwards, at device resolution."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from viewer.frame_source import StoredValues
from viewer.plane_view import PlaneView
from viewer.viewport import Window

ALIGNED_PX = 1 / 64
"""A pixel edge this near to a whole device pixel counts as on it; the picture moves by no more than that."""

WORTHWHILE = 3.0
"""Resizing more than this many times the pixels shown costs more than warping only those."""


class SliceRenderer:
    """Draws slices into one picture, whose memory it keeps: fresh pages cost more than the arithmetic."""

    def __init__(self) -> None:
        self._source: NDArray[np.float32] = np.empty(0, np.float32)
        self._interpolated: NDArray[np.float32] = np.empty(0, np.float32)
        self._saturated: NDArray[np.uint8] = np.empty(0, np.uint8)
        self._bgra: NDArray[np.uint8] = np.empty((0, 0, 4), np.uint8)
        self._image = QImage()

    def image(
        self,
        values: StoredValues,
        view: PlaneView,
        window: Window,
        rescale: tuple[float, float],
        padding: int | None,
        device_pixel_ratio: float,
        inverted: bool = False,
    ) -> QImage:
        """The slice as seen in `view`, in device pixels; black beyond it and on padding.

        Valid until the next call.

        Args:
            values: stored values, (rows, columns) of the view's plane.
            rescale: (slope, intercept) to HU; a negative slope inverts as it should.
            padding: stored value shown black whatever the window.
            inverted: whether low values are bright, as in MONOCHROME1 of DICOM.
        """
        width = round(view.width_px * device_pixel_ratio)
        height = round(view.height_px * device_pixel_ratio)
        if self._bgra.shape[:2] != (height, width):
            self._bgra = np.empty((height, width, 4), np.uint8)
            self._image = QImage(self._bgra.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        left, top, right, bottom = (edge * device_pixel_ratio for edge in view.edges_px)
        across = _Axis(left, (right - left) / view.plane.columns, view.plane.columns, width)
        down = _Axis(top, (bottom - top) / view.plane.rows, view.plane.rows, height)
        if across.shown * down.shown < width * height:
            self._bgra.fill(0)
        if across.shown * down.shown > 0:
            self._unwindowed(values, window, rescale, padding, inverted)
            shown = self._bgra[down.first : down.last, across.first : across.last]
            cv2.cvtColor(self._interpolate(across, down), cv2.COLOR_GRAY2BGRA, dst=shown)
        return self._image

    def _unwindowed(
        self,
        values: StoredValues,
        window: Window,
        rescale: tuple[float, float],
        padding: int | None,
        inverted: bool,
    ) -> None:
        """Stored values scaled to grey levels but not yet cut at black and white.

        Scaling commutes with interpolation and is cheapest on the few pixels of the slice; cutting does
        not, and is done afterwards.
        """
        gain, offset = grey_levels(window, rescale)
        if inverted:
            gain, offset = -gain, 255.0 - offset
        if self._source.shape != values.shape:
            self._source = np.empty(values.shape, np.float32)
        np.multiply(values, np.float32(gain), out=self._source, casting="unsafe")
        self._source += np.float32(offset)
        if padding is not None:
            self._source[values == padding] = 0.0

    def _interpolate(self, across: "_Axis", down: "_Axis") -> NDArray[np.uint8]:
        """Grey levels of the pixels shown, bilinear, saturated at black and white."""
        columns, rows = across.crop(), down.crop()
        shown = across.shown * down.shown
        if columns and rows and columns.device_px * rows.device_px <= WORTHWHILE * shown:
            size = (columns.device_px, rows.device_px)
            grey = self._scratch(size)
            source = self._source[rows.start : rows.stop, columns.start : columns.stop]
            # By its factors, not by its size, which would stretch the picture to whole pixels.
            fx, fy = across.pixel_px, down.pixel_px
            cv2.resize(source, None, dst=grey, fx=fx, fy=fy, interpolation=cv2.INTER_LINEAR)
            skip_x, skip_y = across.first - columns.edge_px, down.first - rows.edge_px
        else:
            size = (across.shown, down.shown)
            grey = self._scratch(size)
            to_source = np.array(
                [
                    [1 / across.pixel_px, 0.0, across.source_at(across.first)],
                    [0.0, 1 / down.pixel_px, down.source_at(down.first)],
                ]
            )
            cv2.warpAffine(
                self._source,
                to_source,
                size,
                dst=grey,
                flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
                borderMode=cv2.BORDER_REPLICATE,
            )
            skip_x = skip_y = 0
        cv2.threshold(grey, 0.0, 0.0, cv2.THRESH_TOZERO, dst=grey)
        if self._saturated.size < grey.size:
            self._saturated = np.empty(grey.size, np.uint8)
        saturated = self._saturated[: grey.size].reshape(grey.shape)
        cv2.convertScaleAbs(grey, dst=saturated)
        return saturated[skip_y : skip_y + down.shown, skip_x : skip_x + across.shown]

    def _scratch(self, size: tuple[int, int]) -> NDArray[np.float32]:
        width, height = size
        if self._interpolated.size < width * height:
            self._interpolated = np.empty(width * height, np.float32)
        return self._interpolated[: width * height].reshape(height, width)


def grey_levels(window: Window, rescale: tuple[float, float]) -> tuple[float, float]:
    """(gain, offset) that take a stored value to its grey level, 0 to 255 inside the window.

    The linear function of DICOM PS3.3 C.11.2.1.2.1, with the rescale folded in. A window one HU wide is a
    step, drawn as steep as single precision allows.
    """
    slope, intercept = rescale
    per_hu = 255.0 / max(window.width - 1.0, 1e-3)
    offset = (intercept - (window.center - 0.5)) * per_hu + 127.5
    return slope * per_hu, offset


@dataclass(frozen=True, slots=True)
class _Crop:
    """Source pixels `start` to `stop`, which fill `device_px` device pixels from `edge_px` on."""

    start: int
    stop: int
    edge_px: int
    device_px: int


@dataclass(frozen=True, slots=True)
class _Axis:
    """One direction of the mapping, in device pixels.

    Attributes:
        edge_px: where the slice's first pixel begins.
        pixel_px: size of one of its pixels.
        pixels: how many it has.
        extent_px: of the picture to fill.
    """

    edge_px: float
    pixel_px: float
    pixels: int
    extent_px: int

    @property
    def first(self) -> int:
        """The first device pixel whose middle lies on the slice."""
        return min(max(math.ceil(self.edge_px - 0.5 - 1e-6), 0), self.extent_px)

    @property
    def last(self) -> int:
        """One past the last device pixel whose middle lies on the slice."""
        end_px = self.edge_px + self.pixels * self.pixel_px
        return min(max(math.ceil(end_px - 0.5 - 1e-6), 0), self.extent_px)

    @property
    def shown(self) -> int:
        return max(self.last - self.first, 0)

    def source_at(self, device_px: int) -> float:
        """Continuous source pixel under the middle of a device pixel."""
        return (device_px + 0.5 - self.edge_px) / self.pixel_px - 0.5

    def crop(self) -> _Crop | None:
        """The fewest source pixels that cover what is shown and begin on a whole device pixel.

        Such a crop may be resized instead of warped: several times quicker, and nearer to the true values.
        None where no edge before what is shown falls so.
        """
        needed_from = max(math.floor(self.source_at(self.first)), 0)
        needed_to = min(math.floor(self.source_at(self.last - 1)) + 2, self.pixels)
        edges = self.edge_px + np.arange(needed_from + 1) * self.pixel_px
        whole = np.rint(edges)
        aligned = np.flatnonzero(np.abs(edges - whole) < ALIGNED_PX)
        if not len(aligned):
            return None
        start = int(aligned[-1])
        edge_px = int(whole[start])
        device_px = round((needed_to - start) * self.pixel_px)
        return None if edge_px + device_px < self.last else _Crop(start, needed_to, edge_px, device_px)
