"""Swimmer plot: each patient's time on study, the responses within it, and what ended them."""

from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from viewer.charts.axes import Scale, Tick, draw_axis_names, draw_grid
from viewer.charts.chart import LegendEntry, Sample, Spot, draw_legend, draw_nothing, draw_sample, fill
from viewer.charts.palette import Palette, Style

ROW_EMS = 1.2
MOST_NAME = 0.3
"""The share of the width that names take at most."""
MOST_ROW_PX = 26.0


class Span(NamedTuple):
    """A part of a lane, in days, in a style of its own.

    Attributes:
        height: as a share of the whole height of such a part.
    """

    start: float
    end: float
    style: str
    height: float = 1.0


class Sign(NamedTuple):
    """Something that happened on a day; `style` as of a `LegendEntry`."""

    day: float
    sample: Sample
    style: str


class SwimLane(NamedTuple):
    """One patient.

    Attributes:
        start, end: days on study.
        goes_on: an arrow stands at the end.
    """

    key: str
    start: float
    end: float
    goes_on: bool
    spans: tuple[Span, ...]
    signs: tuple[Sign, ...]
    text: str


@dataclass(frozen=True, slots=True)
class SwimmerPlot:
    """The chart; its lanes from the top down."""

    lanes: tuple[SwimLane, ...]
    ticks: tuple[Tick, ...]
    legend: tuple[LegendEntry, ...]
    day_name: str
    nothing: str

    def height_px(self, palette: Palette) -> float:
        return len(self.lanes) * ROW_EMS * palette.text_px + 10.0 * palette.text_px

    def paint(self, painter: QPainter, area: QRectF, palette: Palette, lit: str = "") -> list[Spot]:
        legend_px = draw_legend(painter, area, palette, self.legend)
        if not self.lanes:
            return draw_nothing(painter, area, palette, self.nothing)
        painter.setFont(palette.font())
        widest = max(painter.fontMetrics().horizontalAdvance(lane.key) for lane in self.lanes)
        names_px = min(widest + 14.0, MOST_NAME * area.width())
        plot = area.adjusted(names_px, legend_px + 6, -16, -3.4 * palette.text_px)
        row_px = min(plot.height() / len(self.lanes), MOST_ROW_PX)
        plot.setHeight(row_px * len(self.lanes))
        days = [day for lane in self.lanes for day in (lane.start, lane.end)]
        days += [sign.day for lane in self.lanes for sign in lane.signs]
        across = Scale(min(0.0, *days), max(1.0, *days), plot.left() + 2, plot.right() - 8)
        ticks = [tick for tick in self.ticks if across.low <= tick.value <= across.high]
        painter.setPen(QPen(palette.grid, 1))
        for tick in ticks:
            at = across.px(tick.value)
            painter.drawLine(QPointF(at, plot.top()), QPointF(at, plot.bottom()))
        draw_grid(painter, plot, palette, across, Scale(0, 1, 0, 1), ticks, ())
        draw_axis_names(painter, area, plot, palette, self.day_name, "")
        return [
            self._draw_lane(
                painter, plot, palette, across, plot.top() + row_px * place, row_px, lane, lit, names_px
            )
            for place, lane in enumerate(self.lanes)
        ]

    def _draw_lane(
        self,
        painter: QPainter,
        plot: QRectF,
        palette: Palette,
        across: Scale,
        top: float,
        row_px: float,
        lane: SwimLane,
        lit: str,
        names_px: float,
    ) -> Spot:
        whole = QRectF(plot.left() - names_px, top, plot.width() + names_px + 10, row_px)
        if painter.hasClipping() and not painter.clipBoundingRect().intersects(whole):
            return Spot(whole, lane.key, lane.text)
        if lit and lane.key == lit:
            painter.fillRect(whole, palette.grid)
        painter.setFont(palette.font(600 if lane.key == lit else 400))
        painter.setPen(palette.text if lane.key == lit else palette.second)
        name = QRectF(plot.left() - names_px, top, names_px - 8, row_px)
        shown = painter.fontMetrics().elidedText(
            lane.key, Qt.TextElideMode.ElideMiddle, int(name.width()) + 1
        )
        painter.drawText(name, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        middle, half = top + row_px / 2, min(row_px * 0.36, 6.0)
        start, end = across.px(lane.start), across.px(lane.end)
        fill(painter, QRectF(start, middle - half / 3, max(end - start, 1), half / 1.5), Style(palette.lane))
        for span in lane.spans:
            left, right = across.px(span.start), across.px(span.end)
            high = half * span.height
            place = QRectF(left, middle - high, max(right - left, 2), 2 * high)
            fill(painter, place, palette.styles[span.style])
        if lane.goes_on:
            draw_sample(painter, QPointF(end + 4, middle), palette, Sample.ARROW, "", half)
        for sign in lane.signs:
            place_of_sign = QPointF(across.px(sign.day), middle)
            draw_sample(painter, place_of_sign, palette, sign.sample, sign.style, min(half, 4.0))
        return Spot(whole, lane.key, lane.text)
