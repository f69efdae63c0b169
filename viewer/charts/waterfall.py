"""Waterfall: one bar for each patient or lesion, its best change."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from viewer.charts.axes import (
    Scale,
    Tick,
    draw_axis_names,
    draw_grid,
    even_step,
    multiples,
    percent_tick,
)
from viewer.charts.chart import LegendEntry, Sample, Spot, draw_legend, draw_nothing, draw_sample, fill
from viewer.charts.palette import Palette

HIGHEST_PCT = 100.0
"""What grew further is cut here, with its figure written at the cut."""
LABEL_EMS = 4.4
NAME_EMS = 5.6
"""What the words of a threshold need at the right end of its line, in sizes of the letters."""
MOST_BAR_PX = 40.0


class WaterfallBar(NamedTuple):
    """One bar.

    Attributes:
        key: whose it is.
        pct: from the base line, percent.
        style: key of the palette.
        marked: whether a ring stands at its end.
        text: what the pointer is told.
    """

    key: str
    pct: float
    style: str
    marked: bool
    text: str


class Threshold(NamedTuple):
    """A line across, with its words at the right end."""

    pct: float
    style: str
    text: str


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The chart.

    Attributes:
        bars: in the order in which they stand, greatest growth first.
        nothing: what is said without a bar.
    """

    bars: tuple[WaterfallBar, ...]
    thresholds: tuple[Threshold, ...]
    legend: tuple[LegendEntry, ...]
    value_name: str
    nothing: str

    def height_px(self, palette: Palette) -> float:
        return 0.0

    def paint(self, painter: QPainter, area: QRectF, palette: Palette, lit: str = "") -> list[Spot]:
        legend_px = draw_legend(painter, area, palette, self.legend)
        if not self.bars:
            return draw_nothing(painter, area, palette, self.nothing)
        em = palette.text_px
        plot = area.adjusted(LABEL_EMS * em, legend_px + 2.2 * em, -NAME_EMS * em, -10)
        top, step = percent_top([bar.pct for bar in self.bars])
        down = Scale(top, -100.0, plot.top(), plot.bottom())
        across = Scale(0, 1, plot.left(), plot.right())
        ticks = [Tick(at, percent_tick(at)) for at in multiples(-100.0, top, step)]
        draw_grid(painter, plot, palette, across, down, (), ticks)
        draw_axis_names(painter, area, plot, palette, "", self.value_name)
        spots = self._bars(painter, plot, palette, down, lit)
        painter.setPen(QPen(palette.second, 1))
        painter.drawLine(QPointF(plot.left(), down.px(0)), QPointF(plot.right(), down.px(0)))
        draw_thresholds(painter, plot, palette, down, self.thresholds)
        return spots

    def _bars(self, painter: QPainter, plot: QRectF, palette: Palette, down: Scale, lit: str) -> list[Spot]:
        pitch = min(plot.width() / len(self.bars), MOST_BAR_PX)
        left = plot.left() + (plot.width() - pitch * len(self.bars)) / 2
        gap = min(2.0, pitch * 0.2)
        spots = []
        for place, bar in enumerate(self.bars):
            cut = min(bar.pct, HIGHEST_PCT)
            x, end, zero = left + place * pitch, down.px(cut), down.px(0)
            column = QRectF(x + gap / 2, min(end, zero), pitch - gap, abs(end - zero))
            if column.height() < 1.5:  # a patient without any change is there all the same
                column.setTop(zero - 1)
                column.setHeight(2)
            fill(painter, column, palette.styles[bar.style])
            if lit and bar.key == lit:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(palette.text, 2))
                painter.drawRect(column.adjusted(-1, -1, 1, 1))
            if bar.marked:
                # Beyond the end of the bar, but within the plot.
                away = 7 if -100 < cut < 0 else -7
                centre = QPointF(column.center().x(), end + away)
                draw_sample(painter, centre, palette, Sample.RING, "", min(4.0, pitch / 2))
            if bar.pct > HIGHEST_PCT:
                painter.setPen(palette.text)
                painter.setFont(palette.font())
                place_of_text = QRectF(column.center().x() - 40, column.top() - 18, 80, 16)
                painter.drawText(place_of_text, Qt.AlignmentFlag.AlignCenter, percent_tick(round(bar.pct)))
            spots.append(Spot(QRectF(x, plot.top(), pitch, plot.height()), bar.key, bar.text))
        return spots


def draw_thresholds(
    painter: QPainter, plot: QRectF, palette: Palette, down: Scale, thresholds: tuple[Threshold, ...]
) -> None:
    """Lines across the plot in the style of what lies beyond them, named beside their right end."""
    for line in thresholds:
        at = down.px(line.pct)
        style = palette.styles[line.style]
        painter.setPen(style.pen(1.2))
        painter.drawLine(QPointF(plot.left(), at), QPointF(plot.right(), at))
        painter.setFont(palette.font(600))
        painter.setPen(style.ink)
        height = painter.fontMetrics().height()
        place = QRectF(plot.right() + 6, at - height / 2, NAME_EMS * palette.text_px - 6, height)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line.text)


def percent_top(changes: Sequence[float]) -> tuple[float, float]:
    """The upper end of an axis from -100 %, and its step: at least two steps above no change."""
    most = min(HIGHEST_PCT, max(changes))
    step = max(20.0, even_step(max(40.0, most) + 100.0, 10))
    return step * -(-max(2 * step, most) // step), step
