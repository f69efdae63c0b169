"""What a pane looks at: slice, window, zoom and centre as one frozen value, and the moves that change it."""

import math
from dataclasses import dataclass, replace

from measurements.geometry.plane import ImagePlane
from viewer.plane_view import PlaneView, PointMm, PointPx

CLOSEST_PX_PER_MM = 400.0
FARTHEST_PX_PER_MM = 0.05
NARROWEST_HU = 1.0


@dataclass(frozen=True, slots=True)
class Window:
    """Which HU are shown between black and white: `center` +- `width` / 2 (DICOM PS3.3 C.11.2.1.2)."""

    center: float
    width: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.center) and math.isfinite(self.width) and self.width >= NARROWEST_HU):
            raise ValueError(f"a window needs a width of {NARROWEST_HU:g} HU or more, not {self.width}")


@dataclass(frozen=True, slots=True)
class Viewport:
    """View state of one pane; holds no pixels of the screen, so it survives resizing and layout changes.

    Attributes:
        index: slice shown, from 0.
        window: in HU.
        zoom: logical screen pixels per mm; None fits the whole slice into the pane.
        centre: the point in the middle of the pane, (x, y) mm in the plane from the centre of its first
            pixel; None for the middle of the slice.
    """

    index: int = 0
    window: Window = Window(40.0, 400.0)
    zoom: float | None = None
    centre: PointMm | None = None


def view_of(viewport: Viewport, plane: ImagePlane, width_px: float, height_px: float) -> PlaneView:
    """The mapping between a pane of this size (logical pixels) and `plane` that `viewport` asks for."""
    fitting = PlaneView.fitting(plane, width_px, height_px)
    if viewport.zoom is None and viewport.centre is None:
        return fitting
    zoom = fitting.zoom if viewport.zoom is None else viewport.zoom
    centre = fitting.centre if viewport.centre is None else viewport.centre
    return replace(fitting, zoom=zoom, centre=centre)


def scrolled(viewport: Viewport, slices: int, count: int) -> Viewport:
    """`slices` further, held within a stack of `count`."""
    return replace(viewport, index=min(max(viewport.index + slices, 0), max(count - 1, 0)))


def windowed(viewport: Viewport, center: float, width: float) -> Viewport:
    """With this window in whole HU, never narrower than one."""
    return replace(viewport, window=Window(float(round(center)), max(float(round(width)), NARROWEST_HU)))


def fitted(viewport: Viewport) -> Viewport:
    """The whole slice, in the middle of the pane."""
    return replace(viewport, zoom=None, centre=None)


def zoomed(viewport: Viewport, view: PlaneView, factor: float, at: PointPx) -> Viewport:
    """`factor` times larger, with what lies under `at` (logical pixels) staying there."""
    zoom = min(max(view.zoom * factor, FARTHEST_PX_PER_MM), CLOSEST_PX_PER_MM)
    held = view.mm(at)
    centre = (
        held[0] + (view.centre[0] - held[0]) * view.zoom / zoom,
        held[1] + (view.centre[1] - held[1]) * view.zoom / zoom,
    )
    return replace(viewport, zoom=zoom, centre=view.within_slice(centre))


def panned(viewport: Viewport, view: PlaneView, by: PointPx) -> Viewport:
    """The slice moved by logical pixels, its middle never leaving the pane's reach."""
    centre = (view.centre[0] - by[0] / view.zoom, view.centre[1] - by[1] / view.zoom)
    return replace(viewport, zoom=view.zoom, centre=view.within_slice(centre))
