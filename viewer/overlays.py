"""Calipers on screen: axes in class colour and style over a dark casing, handles, labels with leaders."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from viewer.label_placing import Box, centred_box, label_box, lesion_box, moved_inside, overlap
from viewer.plane_view import PlaneView, PointPx
from viewer.plates import Plate, PlatePictures, Run
from viewer.shapes import CaliperShape
from viewer.style import CaliperLook, ViewerStyle

LABEL_EDGE_PX = 8.0
LEADER_PX, LEADER_CASING_PX = 1.0, 1.2
LEADER_GAP_PX, LEADER_WORTH_PX = 7.0, 5.0
RING_PX = 1.5
MOST_LABELS = 256
"""Kept ready; a drag makes one for every millimetre it passes."""

LinePx = tuple[PointPx, PointPx]


@dataclass(frozen=True, slots=True)
class CaliperOnScreen:
    """A shape with its axes in logical pixels, and its label's box once that has been placed.

    `brief`: the label has room for the lesion's id alone.
    """

    shape: CaliperShape
    long_px: LinePx
    short_px: LinePx | None
    label: Box | None = None
    brief: bool = False

    @property
    def ends_px(self) -> tuple[PointPx, ...]:
        return self.long_px if self.short_px is None else self.long_px + self.short_px


def on_screen(shape: CaliperShape, view: PlaneView) -> CaliperOnScreen:
    long_px = (view.px(shape.long_lps[0]), view.px(shape.long_lps[1]))
    short = shape.short_lps
    return CaliperOnScreen(shape, long_px, None if short is None else (view.px(short[0]), view.px(short[1])))


class OverlayPainter:
    """Draws calipers in one style."""

    def __init__(self, style: ViewerStyle, plates: PlatePictures) -> None:
        self._style = style
        self._plates = plates
        self._pens: dict[tuple[str, float, tuple[float, ...]], QPen] = {}
        self._labels: dict[tuple[str, str, str], Plate] = {}

    def with_labels(
        self,
        calipers: Sequence[CaliperOnScreen],
        view: PlaneView,
        plates: Sequence[Box],
        device_pixel_ratio: float,
    ) -> list[CaliperOnScreen]:
        """`calipers`, those in sight with the place of their label.

        A label the reader dragged stays where it was put unless that is out of the pane; the others find
        their place around the lesions, the selected one first. Labels never cover each other: where not all
        have room, all but the selected one say the lesion's id alone, and one that has no place even then
        beside labels and corner texts is left out.
        """
        bounds = (LABEL_EDGE_PX, LABEL_EDGE_PX, view.width_px - LABEL_EDGE_PX, view.height_px - LABEL_EDGE_PX)
        pane = (0.0, 0.0, view.width_px, view.height_px)
        lesions = [lesion_box(caliper.long_px, caliper.short_px) for caliper in calipers]
        put: dict[int, Box] = {}
        waiting: list[int] = []
        for number, caliper in enumerate(calipers):
            if not overlap(lesions[number], pane) or not (caliper.shape.title or caliper.shape.text):
                continue
            if caliper.shape.label_lps is not None:
                size = self._label_size(caliper.shape, device_pixel_ratio)
                box = centred_box(view.px(caliper.shape.label_lps), size)
                if moved_inside(box, bounds) == box:
                    put[number] = box
                    continue
            waiting.append(number)
        waiting.sort(key=lambda number: not calipers[number].shape.selected)

        def placed(brief: set[int], *, only_free: bool) -> dict[int, Box]:
            labels = dict(put)
            for number in waiting:
                size = self._label_size(calipers[number].shape, device_pixel_ratio, brief=number in brief)
                others = [lesion for other, lesion in enumerate(lesions) if other != number]
                kept_clear = [*labels.values(), *(plates if number in brief else ())]
                box = label_box(
                    size,
                    lesions[number],
                    [*others, *plates],
                    bounds,
                    kept_clear,
                    only_free=only_free,
                )
                if box is not None:
                    labels[number] = box
                elif only_free:
                    break
            return labels

        brief: set[int] = set()
        labels = placed(brief, only_free=len(waiting) > 1)
        if len(labels) < len(put) + len(waiting):
            brief = {
                number
                for number in waiting
                if calipers[number].shape.title and not calipers[number].shape.selected
            }
            labels = placed(brief, only_free=False)
        return [
            replace(caliper, label=labels.get(number), brief=number in brief)
            for number, caliper in enumerate(calipers)
        ]

    def draw(
        self,
        painter: QPainter,
        calipers: Iterable[CaliperOnScreen],
        handles_of: str | None,
        device_pixel_ratio: float,
    ) -> None:
        """Ghosts lie lowest and the selected caliper highest, labels above all lines."""
        ordered = sorted(calipers, key=lambda one: (not one.shape.ghost, one.shape.selected))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for caliper in ordered:
            self._draw_leader(painter, caliper)
            self._draw_axes(painter, caliper)
        for caliper in ordered:
            if caliper.shape.held is not None:
                self._draw_handles(painter, caliper.ends_px[caliper.shape.held :][:1], self._style.accent)
            elif caliper.shape.id == handles_of:
                self._draw_handles(painter, caliper.ends_px, self._style.handle)
        labels = [
            (self._label(one.shape, brief=one.brief), one.label[:2])
            for one in ordered
            if one.label is not None
        ]
        self._plates.draw(painter, labels, device_pixel_ratio)

    def _look(self, shape: CaliperShape) -> CaliperLook:
        return self._style.ghost if shape.ghost else self._style.look(shape.style_key)

    def _label_size(
        self, shape: CaliperShape, device_pixel_ratio: float, *, brief: bool = False
    ) -> tuple[float, float]:
        return self._plates.size_px(self._label(shape, brief=brief), device_pixel_ratio)

    def _label(self, shape: CaliperShape, *, brief: bool) -> Plate:
        if brief:
            shape = replace(shape, text="")
        key = (shape.title, shape.text, "" if shape.ghost else shape.style_key)
        plate = self._labels.get(key)
        if plate is None:
            if len(self._labels) >= MOST_LABELS:
                self._labels.clear()
            plate = self._labels[key] = self._label_anew(shape)
        return plate

    def _label_anew(self, shape: CaliperShape) -> Plate:
        style, colour = self._style, self._look(shape).colour
        if shape.ghost:
            text = " · ".join(part for part in (shape.title, shape.text) if part)
            line: tuple[Run, ...] = (Run(text, style.text_second, style.corner_text_px),)
            return Plate((line,), style.label_plate, style.font_families)
        line = tuple(
            Run(text, ink, style.label_text_px, 600)
            for text, ink in ((shape.title, colour), (shape.text, style.text))
            if text
        )
        return Plate((line,), style.label_plate, style.font_families, bar=colour)

    def _pen(self, colour: str, width_px: float, dashes_px: tuple[float, ...] = ()) -> QPen:
        key = (colour, width_px, dashes_px)
        pen = self._pens.get(key)
        if pen is None:
            pen = QPen(QColor(colour), width_px)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if dashes_px:
                pen.setDashPattern([length / width_px for length in dashes_px])
            self._pens[key] = pen
        return pen

    def _draw_axes(self, painter: QPainter, caliper: CaliperOnScreen) -> None:
        style, look, ghost = self._style, self._look(caliper.shape), caliper.shape.ghost
        long_px, short_px = (style.ghost_px,) * 2 if ghost else (style.long_axis_px, style.short_axis_px)
        rim_px = style.casing_px / 2
        long_axis = _line(caliper.long_px)
        short_axis = None if caliper.short_px is None else _line(caliper.short_px)
        tick_px = style.ghost_tick_px if ghost else style.end_tick_px
        ticks = _end_ticks(caliper.long_px, tick_px / 2) if tick_px else []
        if short_axis is not None:
            painter.setPen(self._pen(style.casing, short_px + style.casing_px))
            painter.drawLine(_longer(short_axis, rim_px))
        painter.setPen(self._pen(style.casing, long_px + style.casing_px))
        painter.drawLines([_longer(long_axis, rim_px), *(_longer(tick, rim_px) for tick in ticks)])
        if short_axis is not None:
            painter.setPen(self._pen(look.colour, short_px, look.dashes_px))
            painter.drawLine(short_axis)
        painter.setPen(self._pen(look.colour, long_px, look.dashes_px))
        painter.drawLine(long_axis)
        if ticks:
            painter.setPen(self._pen(look.colour, long_px))
            painter.drawLines(ticks)

    def _draw_handles(self, painter: QPainter, ends_px: Iterable[PointPx], ring: str) -> None:
        radius = self._style.handle_radius_px
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width_px in (
            (self._style.casing, RING_PX + self._style.casing_px),
            (ring, RING_PX),
        ):
            painter.setPen(self._pen(colour, width_px))
            for x_px, y_px in ends_px:
                painter.drawEllipse(QPointF(x_px, y_px), radius, radius)

    def _draw_leader(self, painter: QPainter, caliper: CaliperOnScreen) -> None:
        if caliper.label is None:
            return
        left, top, right, bottom = caliper.label
        middle = ((left + right) / 2, (top + bottom) / 2)
        x_px, y_px = min(caliper.ends_px, key=lambda end: math.dist(end, middle))
        onto = ((min(max(x_px, left), right) + middle[0]) / 2, min(max(y_px, top), bottom))
        length = math.dist((x_px, y_px), onto)
        if length < LEADER_GAP_PX + LEADER_WORTH_PX:
            return
        gap = LEADER_GAP_PX / length
        line = QLineF(x_px + (onto[0] - x_px) * gap, y_px + (onto[1] - y_px) * gap, *onto)
        painter.setPen(self._pen(self._style.casing, LEADER_PX + LEADER_CASING_PX))
        painter.drawLine(line)
        painter.setPen(self._pen(self._look(caliper.shape).colour, LEADER_PX))
        painter.drawLine(line)


def _line(line_px: LinePx) -> QLineF:
    return QLineF(*line_px[0], *line_px[1])


def _longer(line: QLineF, by_px: float) -> QLineF:
    """`line` with `by_px` more at either end, so that its casing also rims the ends."""
    x_px, y_px, length = line.dx(), line.dy(), line.length()
    if length == 0.0:
        return line
    x_px, y_px = x_px * by_px / length, y_px * by_px / length
    return QLineF(line.x1() - x_px, line.y1() - y_px, line.x2() + x_px, line.y2() + y_px)


def _end_ticks(line_px: LinePx, half_px: float) -> list[QLineF]:
    """The strokes across both ends of the long axis, `half_px` to either side."""
    (x0, y0), (x1, y1) = line_px
    length = math.hypot(x1 - x0, y1 - y0)
    if length == 0.0:
        return []
    across_x, across_y = -(y1 - y0) / length * half_px, (x1 - x0) / length * half_px
    return [QLineF(x - across_x, y - across_y, x + across_x, y + across_y) for x, y in line_px]
