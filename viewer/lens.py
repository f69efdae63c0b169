"""A lens under the pointer: the picture two to four times larger, at its true place and in its own window."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from viewer.frame_source import FrameSource
from viewer.plane_view import PlaneView, PointPx
from viewer.rendering import SliceRenderer
from viewer.style import ViewerStyle
from viewer.viewport import Viewport

LENS_PX = 220
LEAST_TIMES, MOST_TIMES = 2, 4
RIM_PX = 1.5


@dataclass(frozen=True, slots=True)
class Lens:
    """Where the picture is magnified, logical pixels of the pane, and how many times."""

    at: PointPx
    times: int


def lens_view(view: PlaneView, lens: Lens, corner_px: PointPx) -> PlaneView:
    """The mapping inside a lens whose corner is at `corner_px` of the pane.

    What lies under the pointer lies there in the lens too, so that a hand can draw through it.
    """
    zoom = view.zoom * lens.times
    held = view.mm(lens.at)
    beside = (lens.at[0] - corner_px[0] - LENS_PX / 2, lens.at[1] - corner_px[1] - LENS_PX / 2)
    centre = (held[0] - beside[0] / zoom, held[1] - beside[1] / zoom)
    return PlaneView(view.plane, LENS_PX, LENS_PX, zoom, centre)


class LensPainter:
    """Draws the lens; keeps its own picture, since that of the pane is still shown around it."""

    def __init__(self, style: ViewerStyle) -> None:
        self._style = style
        self._renderer = SliceRenderer()

    @contextmanager
    def opened(
        self,
        painter: QPainter,
        lens: Lens,
        source: FrameSource,
        viewport: Viewport,
        view: PlaneView,
        device_pixel_ratio: float,
    ) -> Iterator[PlaneView]:
        """Draws the magnified picture; what is painted meanwhile, by the mapping given, lies over it.

        The slice shown must be loaded.
        """
        ratio = device_pixel_ratio
        left, top = (round((part - LENS_PX / 2) * ratio) / ratio for part in lens.at)
        inside = lens_view(view, lens, (left, top))
        values = source.values(viewport.index)
        assert values is not None
        image = self._renderer.image(
            values,
            inside,
            viewport.window,
            source.rescale(viewport.index),
            source.padding,
            ratio,
            source.inverted,
        )
        circle = QPainterPath()
        circle.addEllipse(QPointF(LENS_PX / 2, LENS_PX / 2), LENS_PX / 2, LENS_PX / 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(left, top)
        painter.save()
        painter.setClipPath(circle)
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        painter.drawImage(0, 0, image)
        painter.restore()
        yield inside
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((self._style.casing, 3 * RIM_PX), (self._style.text_second, RIM_PX)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawPath(circle)
        painter.restore()
