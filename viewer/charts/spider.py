"""Spider plot: the change of each patient's sum over time."""

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from viewer.charts.axes import Scale, Tick, draw_axis_names, draw_grid, percent_tick
from viewer.charts.chart import LegendEntry, Sample, Spot, draw_legend, draw_nothing, draw_sample
from viewer.charts.palette import Palette
from viewer.charts.waterfall import (
    HIGHEST_PCT,
    LABEL_EMS,
    NAME_EMS,
    Threshold,
    draw_thresholds,
    percent_top,
)

SPOT_PX = 7.0
FAINT = 0.35
"""How much of a line is left while another stands out."""


class SpiderPoint(NamedTuple):
    """One visit.

    Attributes:
        style: key of a sign that stands there; empty for none.
        text: what the pointer is told.
    """

    day: float
    pct: float
    style: str
    text: str


class SpiderLine(NamedTuple):
    """One patient, by the days of the visits."""

    key: str
    style: str
    points: tuple[SpiderPoint, ...]


@dataclass(frozen=True, slots=True)
class SpiderPlot:
    """The chart.

    Attributes:
        ticks: on the axis of days.
        day_name, value_name: of the axes.
    """

    lines: tuple[SpiderLine, ...]
    thresholds: tuple[Threshold, ...]
    ticks: tuple[Tick, ...]
    legend: tuple[LegendEntry, ...]
    day_name: str
    value_name: str
    nothing: str

    def height_px(self, palette: Palette) -> float:
        return 0.0

    def paint(self, painter: QPainter, area: QRectF, palette: Palette, lit: str = "") -> list[Spot]:
        legend_px = draw_legend(painter, area, palette, self.legend)
        if not self.lines:
            return draw_nothing(painter, area, palette, self.nothing)
        em = palette.text_px
        plot = area.adjusted(LABEL_EMS * em, legend_px + 2.2 * em, -NAME_EMS * em, -3.4 * em)
        points = [point for line in self.lines for point in line.points]
        top, step = percent_top([point.pct for point in points])
        down = Scale(top, -100.0, plot.top(), plot.bottom())
        first, last = min(point.day for point in points), max(point.day for point in points)
        across = Scale(min(first, 0.0), max(last, 1.0, first + 1), plot.left() + 6, plot.right() - 6)
        ticks = [
            Tick(n * step, percent_tick(n * step)) for n in range(int(-100 // step), int(top // step) + 1)
        ]
        draw_grid(
            painter,
            plot,
            palette,
            across,
            down,
            [tick for tick in self.ticks if across.low <= tick.value <= across.high],
            ticks,
        )
        draw_axis_names(painter, area, plot, palette, self.day_name, self.value_name)
        painter.setPen(QPen(palette.second, 1))
        painter.drawLine(QPointF(plot.left(), down.px(0)), QPointF(plot.right(), down.px(0)))
        draw_thresholds(painter, plot, palette, down, self.thresholds)
        spots: list[Spot] = []
        told_at: list[float] = []
        for line in sorted(self.lines, key=lambda one: one.key == lit):
            places = [QPointF(across.px(one.day), down.px(one.pct)) for one in line.points]
            self._draw_line(painter, palette, line, places, lit, down.px(HIGHEST_PCT))
            left_at = _left_at(line, across, down)
            if left_at is not None:
                self._tell_highest(painter, palette, line, left_at, told_at)
            for point, place in zip(line.points, places, strict=True):
                if point.pct > HIGHEST_PCT:
                    place.setY(plot.top())
                around = QRectF(place.x() - SPOT_PX, place.y() - SPOT_PX, 2 * SPOT_PX, 2 * SPOT_PX)
                spots.append(Spot(around, line.key, point.text))
        return spots

    def _draw_line(
        self,
        painter: QPainter,
        palette: Palette,
        line: SpiderLine,
        places: list[QPointF],
        lit: str,
        leaves: float,
    ) -> None:
        pen = palette.styles[line.style].pen(2.5 if line.key == lit else 1.3)
        if lit and line.key != lit:
            colour = QColor(pen.color())
            colour.setAlphaF(FAINT)
            pen.setColor(colour)
        painter.setPen(pen)
        for start, end in pairwise(places):
            part = _below(start, end, leaves)
            if part is not None:
                painter.drawLine(*part)
        for point, place in zip(line.points, places, strict=True):
            if point.style and place.y() >= leaves:
                draw_sample(painter, place, palette, Sample.CROSS, point.style, 3.5)
        if lit and line.key == lit and places:
            painter.setFont(palette.font(600))
            painter.setPen(palette.text)
            seen = QPointF(places[-1].x(), max(places[-1].y(), leaves))
            painter.drawText(seen + QPointF(8, -6), line.key)

    def _tell_highest(
        self, painter: QPainter, palette: Palette, line: SpiderLine, at: QPointF, told_at: list[float]
    ) -> None:
        """How high a line goes that leaves the plot, where it leaves it, unless another says so there."""
        text = percent_tick(round(max(point.pct for point in line.points)))
        painter.setFont(palette.font())
        wide = painter.fontMetrics().horizontalAdvance(text) + 6.0
        if any(abs(at.x() - other) < wide for other in told_at):
            return
        told_at.append(at.x())
        painter.setPen(palette.styles[line.style].ink)
        place = QRectF(at.x() - wide / 2, at.y() - 1.4 * palette.text_px, wide, 1.3 * palette.text_px)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


def _left_at(line: SpiderLine, across: Scale, down: Scale) -> QPointF | None:
    """Where a line first goes beyond the highest change that is drawn; None where it never does."""
    for before, after in pairwise(line.points):
        if before.pct <= HIGHEST_PCT < after.pct:
            share = (HIGHEST_PCT - before.pct) / (after.pct - before.pct)
            return QPointF(across.px(before.day + share * (after.day - before.day)), down.px(HIGHEST_PCT))
    return None


def _below(start: QPointF, end: QPointF, top: float) -> tuple[QPointF, QPointF] | None:
    """The part of a line that is not above `top`, px; None where all of it is."""
    if start.y() < top and end.y() < top:
        return None
    if start.y() >= top and end.y() >= top:
        return start, end
    share = (top - start.y()) / (end.y() - start.y())
    cut = QPointF(start.x() + share * (end.x() - start.x()), top)
    return (start, cut) if end.y() < top else (cut, end)
