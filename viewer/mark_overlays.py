"""Annotations on screen: ellipse, angle, arrow and probe over a dark casing, with their labels."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from measurements.annotation import AnnotationKind
from viewer.label_placing import MARGIN_PX, Box, centred_box, label_box, moved_inside, overlap
from viewer.overlays import LABEL_EDGE_PX, LEADER_CASING_PX, LEADER_PX, MOST_LABELS, RING_PX
from viewer.plane_view import PlaneView, PointPx
from viewer.plates import Plate, PlatePictures, Run
from viewer.shapes import MarkShape
from viewer.style import ViewerStyle

ELLIPSE_STROKES = 72
ARC_STROKES = 16
ARC_SHARE, ARC_MOST_PX = 0.35, 28.0
"""The arc at an angle's corner reaches this share of the shorter leg, and no further than so many pixels."""
LEADER_WORTH_PX = 24.0
"""Nearer than this a label needs no line to say whose it is."""
HEAD_PX, HEAD_TURN = 13.0, math.radians(24.0)
PROBE_INNER_PX, PROBE_OUTER_PX = 3.0, 10.0

Stroke = tuple[PointPx, ...]


@dataclass(frozen=True, slots=True)
class MarkOnScreen:
    """A shape with its points and strokes in logical pixels, and its label's box once that was placed.

    `brief`: the label has room for its first line alone.
    """

    shape: MarkShape
    points_px: tuple[PointPx, ...]
    strokes_px: tuple[Stroke, ...]
    label: Box | None = None
    brief: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """What its label says where it is placed."""
        return self.shape.lines[:1] if self.brief else self.shape.lines

    @property
    def box(self) -> Box:
        """What its strokes cover, with a margin."""
        across = [x for stroke in self.strokes_px for x, _ in stroke]
        down = [y for stroke in self.strokes_px for _, y in stroke]
        return (
            min(across) - MARGIN_PX,
            min(down) - MARGIN_PX,
            max(across) + MARGIN_PX,
            max(down) + MARGIN_PX,
        )


def mark_on_screen(shape: MarkShape, view: PlaneView) -> MarkOnScreen:
    points = tuple(view.px(point) for point in shape.points_lps)
    return MarkOnScreen(shape, points, _STROKES[shape.kind](points))


class MarkPainter:
    """Draws annotations in one style."""

    def __init__(self, style: ViewerStyle, plates: PlatePictures) -> None:
        self._style = style
        self._plates = plates
        self._labels: dict[tuple[str, ...], Plate] = {}
        self._pens = {
            (ghost, casing): _pen(
                QColor(style.casing if casing else style.ghost.colour if ghost else style.mark),
                style.mark_px + (style.casing_px if casing else 0.0),
            )
            for ghost in (False, True)
            for casing in (False, True)
        }

    def with_labels(
        self,
        marks: Sequence[MarkOnScreen],
        view: PlaneView,
        obstacles: Sequence[Box],
        labels: Sequence[Box],
        device_pixel_ratio: float,
    ) -> list[MarkOnScreen]:
        """`marks`, those in sight with the place of their label: calipers come first and have theirs already.

        Where there is no free place, all but the selected one say their first line alone, and one that has
        no place even then covers as little as it can.

        Args:
            obstacles: what labels had better not cover: lesions, plates.
            labels: of calipers; none is ever covered.
        """
        bounds = (LABEL_EDGE_PX, LABEL_EDGE_PX, view.width_px - LABEL_EDGE_PX, view.height_px - LABEL_EDGE_PX)
        pane = (0.0, 0.0, view.width_px, view.height_px)
        taken = list(labels)
        placed = []
        for number, mark in enumerate(marks):
            box, brief = None, False
            if mark.shape.lines and overlap(mark.box, pane):
                size = self._plates.size_px(self._label(mark.shape.lines), device_pixel_ratio)
                put = mark.shape.label_lps
                box = None if put is None else centred_box(view.px(put), size)
                if box is None or moved_inside(box, bounds) != box:
                    others = [other.box for at, other in enumerate(marks) if at != number]
                    around = (mark.box, [*others, *obstacles], bounds, taken)
                    box = label_box(size, *around, only_free=True)
                    brief = box is None and not mark.shape.selected
                    if brief:
                        size = self._plates.size_px(self._label(mark.shape.lines[:1]), device_pixel_ratio)
                    box = box or label_box(size, *around)
            if box is not None:
                taken.append(box)
            placed.append(replace(mark, label=box, brief=brief))
        return placed

    def draw(
        self,
        painter: QPainter,
        marks: Iterable[MarkOnScreen],
        handles_of: str | None,
        device_pixel_ratio: float,
    ) -> None:
        """The selected one above the others, labels above all lines."""
        ordered = sorted(marks, key=lambda one: one.shape.selected)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for mark in ordered:
            self._draw_leader(painter, mark)
            self.draw_strokes(painter, mark)
            if mark.shape.id == handles_of or (mark.shape.selected and mark.shape.editable):
                self._draw_handles(painter, mark.points_px)
        labels = [(self._label(mark.lines), mark.label[:2]) for mark in ordered if mark.label is not None]
        self._plates.draw(painter, labels, device_pixel_ratio)

    def draw_strokes(self, painter: QPainter, mark: MarkOnScreen) -> None:
        """Its lines alone."""
        polygons = [QPolygonF([QPointF(*point) for point in stroke]) for stroke in mark.strokes_px]
        for casing in (True, False):
            painter.setPen(self._pens[mark.shape.ghost, casing])
            for polygon in polygons:
                painter.drawPolyline(polygon)

    def _draw_leader(self, painter: QPainter, mark: MarkOnScreen) -> None:
        """From a label that stands away to the nearest of its lines."""
        if mark.label is None:
            return
        left, top, right, bottom = mark.label
        nearest = math.inf
        for stroke in mark.strokes_px:
            for x_px, y_px in stroke:
                onto = (min(max(x_px, left), right), min(max(y_px, top), bottom))
                length = math.dist((x_px, y_px), onto)
                if length < nearest:
                    nearest, ends = length, ((x_px, y_px), onto)
        if nearest < LEADER_WORTH_PX:
            return
        line = QLineF(*ends[0], *ends[1])
        colour = self._style.ghost.colour if mark.shape.ghost else self._style.mark
        for ink, width_px in ((self._style.casing, LEADER_PX + LEADER_CASING_PX), (colour, LEADER_PX)):
            painter.setPen(_pen(QColor(ink), width_px))
            painter.drawLine(line)

    def _draw_handles(self, painter: QPainter, points_px: Iterable[PointPx]) -> None:
        style = self._style
        for colour, width_px in ((style.casing, RING_PX + style.casing_px), (style.handle, RING_PX)):
            painter.setPen(_pen(QColor(colour), width_px))
            for point in points_px:
                painter.drawEllipse(QPointF(*point), style.handle_radius_px, style.handle_radius_px)

    def _label(self, lines: tuple[str, ...]) -> Plate:
        plate = self._labels.get(lines)
        if plate is None:
            if len(self._labels) >= MOST_LABELS:
                self._labels.clear()
            style = self._style
            runs = tuple(
                (Run(line, style.text, style.corner_text_px, 600 if number == 0 else 400),)
                for number, line in enumerate(lines)
            )
            plate = Plate(runs, style.label_plate, style.font_families, bar=style.mark)
            self._labels[lines] = plate
        return plate


def _pen(colour: QColor, width_px: float) -> QPen:
    pen = QPen(colour, width_px)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _ellipse(points: tuple[PointPx, ...]) -> tuple[Stroke, ...]:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    along_x, along_y, across_x, across_y = (x1 - x0) / 2, (y1 - y0) / 2, (x3 - x2) / 2, (y3 - y2) / 2
    turns = [2 * math.pi * number / ELLIPSE_STROKES for number in range(ELLIPSE_STROKES + 1)]
    return (
        tuple(
            (
                middle_x + along_x * math.cos(turn) + across_x * math.sin(turn),
                middle_y + along_y * math.cos(turn) + across_y * math.sin(turn),
            )
            for turn in turns
        ),
    )


def _angle(points: tuple[PointPx, ...]) -> tuple[Stroke, ...]:
    one, corner, other = points
    radius = min(ARC_MOST_PX, ARC_SHARE * min(math.dist(one, corner), math.dist(corner, other)))
    start = math.atan2(one[1] - corner[1], one[0] - corner[0])
    turn = math.remainder(math.atan2(other[1] - corner[1], other[0] - corner[0]) - start, 2 * math.pi)
    turns = [start + turn * number / ARC_STROKES for number in range(ARC_STROKES + 1)]
    arc = tuple((corner[0] + radius * math.cos(each), corner[1] + radius * math.sin(each)) for each in turns)
    return (points, arc) if radius else (points,)


def _arrow(points: tuple[PointPx, ...]) -> tuple[Stroke, ...]:
    tip, tail = points
    back = math.atan2(tail[1] - tip[1], tail[0] - tip[0])
    length = min(HEAD_PX, math.dist(tip, tail) / 2)
    left, right = (
        (tip[0] + length * math.cos(back + turn), tip[1] + length * math.sin(back + turn))
        for turn in (HEAD_TURN, -HEAD_TURN)
    )
    return (points, (left, tip, right))


def _probe(points: tuple[PointPx, ...]) -> tuple[Stroke, ...]:
    ((x, y),) = points
    return tuple(
        (
            (x + right * PROBE_INNER_PX, y + down * PROBE_INNER_PX),
            (x + right * PROBE_OUTER_PX, y + down * PROBE_OUTER_PX),
        )
        for right, down in ((1, 0), (0, 1), (-1, 0), (0, -1))
    )


_STROKES = {
    AnnotationKind.ELLIPSE: _ellipse,
    AnnotationKind.ANGLE: _angle,
    AnnotationKind.ARROW: _arrow,
    AnnotationKind.PROBE: _probe,
}
