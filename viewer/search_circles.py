"""Search circles on screen: accent dots around where something is to be looked for, and how far to look."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from viewer.label_placing import Box, label_box
from viewer.plane_view import PlaneView, PointPx
from viewer.plates import Plate, PlatePictures, Run
from viewer.shapes import CircleShape
from viewer.style import ViewerStyle

DOT_PX, DOT_GAP_PX = 2.0, 5.0
LEAST_RADIUS_PX = 4.0
"""A circle that is cut near its pole stays one to be seen."""

LABEL_EDGE_PX = 8.0


@dataclass(frozen=True, slots=True)
class CircleOnScreen:
    """A circle in logical pixels, and its label's box where there was a place for it."""

    shape: CircleShape
    middle_px: PointPx
    radius_px: float
    label: Box | None = None

    @property
    def box(self) -> Box:
        x_px, y_px = self.middle_px
        return (
            x_px - self.radius_px,
            y_px - self.radius_px,
            x_px + self.radius_px,
            y_px + self.radius_px,
        )

    def holds(self, at: PointPx) -> bool:
        """Whether a point of the pane lies within the circle, or on its label."""
        x_px, y_px = at[0] - self.middle_px[0], at[1] - self.middle_px[1]
        if x_px**2 + y_px**2 <= self.radius_px**2:
            return True
        return self.label is not None and (
            self.label[0] <= at[0] <= self.label[2] and self.label[1] <= at[1] <= self.label[3]
        )


class CirclePainter:
    """Draws search circles in one style."""

    def __init__(self, style: ViewerStyle, plates: PlatePictures) -> None:
        self._style, self._plates = style, plates
        self._labels: dict[tuple[str, str], Plate] = {}

    def placed(
        self,
        cuts: Sequence[tuple[CircleShape, float]],
        view: PlaneView,
        obstacles: Sequence[Box],
        labels: Sequence[Box],
        device_pixel_ratio: float,
    ) -> list[CircleOnScreen]:
        """The circles with a radius in this slice, mm; their labels cover neither lesions nor other labels.

        Args:
            cuts: circles with their radius in the slice shown; those of 0 are left out.
            obstacles: lesions, ghosts and corner texts. A label without a free place is left out.
        """
        bounds = (LABEL_EDGE_PX, LABEL_EDGE_PX, view.width_px - LABEL_EDGE_PX, view.height_px - LABEL_EDGE_PX)
        shown = [
            CircleOnScreen(circle, view.px(circle.centre_lps), max(radius_mm * view.zoom, LEAST_RADIUS_PX))
            for circle, radius_mm in cuts
            if radius_mm > 0.0
        ]
        taken = list(labels)
        placed = []
        for one in shown:
            size = self._plates.size_px(self._label(one.shape), device_pixel_ratio)
            rings = [other.box for other in shown if other is not one]
            inside = 0 <= one.middle_px[0] <= view.width_px and 0 <= one.middle_px[1] <= view.height_px
            label = (
                label_box(size, one.box, [*obstacles, *rings], bounds, taken, only_free=True)
                if inside
                else None
            )
            if label is not None:
                taken.append(label)
            placed.append(CircleOnScreen(one.shape, one.middle_px, one.radius_px, label))
        return placed

    def draw_rings(self, painter: QPainter, circles: Iterable[CircleOnScreen]) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for circle in circles:
            for colour, width_px in (
                (self._style.casing, DOT_PX + self._style.casing_px / 2),
                (self._style.accent, DOT_PX),
            ):
                pen = QPen(QColor(colour), width_px)
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                pen.setDashPattern([0.01, DOT_GAP_PX / width_px])
                painter.setPen(pen)
                painter.drawEllipse(QPointF(*circle.middle_px), circle.radius_px, circle.radius_px)
        painter.restore()

    def draw_labels(
        self, painter: QPainter, circles: Iterable[CircleOnScreen], device_pixel_ratio: float
    ) -> None:
        labels = [(self._label(one.shape), one.label[:2]) for one in circles if one.label is not None]
        self._plates.draw(painter, labels, device_pixel_ratio)

    def _label(self, shape: CircleShape) -> Plate:
        key = (shape.text, shape.check)
        if key not in self._labels:
            style = self._style
            line = [Run(shape.text, style.accent, style.corner_text_px)]
            if shape.check:
                line.append(Run(shape.check, style.warning, style.corner_text_px, 600))
            self._labels[key] = Plate((tuple(line),), style.label_plate, style.font_families)
        return self._labels[key]
