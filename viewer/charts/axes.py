"""Scales, ticks and the grid that every chart stands on."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from viewer.charts.palette import Palette

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


class Tick(NamedTuple):
    """A place on an axis and its words."""

    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high` on a line from `start_px` to `end_px`."""

    low: float
    high: float
    start_px: float
    end_px: float

    def px(self, value: float) -> float:
        return self.start_px + (value - self.low) / (self.high - self.low) * (self.end_px - self.start_px)


def even_step(span: float, most: int) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that parts `span` into `most` parts at most.

    Raises:
        ValueError: there is nothing to part.
    """
    if span <= 0 or most < 1:
        raise ValueError("an axis has a length and at least one part")
    least = span / most
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in _STEPS if step * power >= least * (1 - 1e-9))


def draw_grid(
    painter: QPainter,
    plot: QRectF,
    palette: Palette,
    across: Scale,
    down: Scale,
    x: Sequence[Tick],
    y: Sequence[Tick],
) -> None:
    """Hairlines at the ticks of the vertical axis, short marks at those of the other, and all their words.

    Words that would run into those before them are left out.
    """
    painter.setFont(palette.font())
    metrics = painter.fontMetrics()
    line_px = metrics.height()
    for tick in y:
        at = down.px(tick.value)
        painter.setPen(QPen(palette.grid, 1))
        painter.drawLine(QPointF(plot.left(), at), QPointF(plot.right(), at))
        painter.setPen(palette.second)
        place = QRectF(plot.left() - 60, at - line_px / 2, 54, line_px)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, tick.text)
    free_from = -math.inf
    for tick in x:
        at = across.px(tick.value)
        wide = metrics.horizontalAdvance(tick.text)
        painter.setPen(QPen(palette.zero, 1))
        painter.drawLine(QPointF(at, plot.bottom()), QPointF(at, plot.bottom() + 4))
        if at - wide / 2 < free_from:
            continue
        free_from = at + wide / 2 + 8
        painter.setPen(palette.second)
        place = QRectF(at - wide / 2 - 2, plot.bottom() + 6, wide + 4, line_px)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, tick.text)


def draw_axis_names(painter: QPainter, area: QRectF, plot: QRectF, palette: Palette, x: str, y: str) -> None:
    """The name of the vertical axis over it, that of the other below its words."""
    painter.setFont(palette.font())
    painter.setPen(palette.second)
    line_px = painter.fontMetrics().height()
    if y:
        painter.drawText(QPointF(area.left() + 2, plot.top() - line_px * 0.8), y)
    if x:
        below = QRectF(plot.left(), plot.bottom() + 8 + line_px, plot.width(), line_px)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, x)


def percent_tick(value: float) -> str:
    """A whole percentage with its sign, a true minus: "+20", "\u221230", "0"."""
    return f"{value:+.0f}".replace("-", "\N{MINUS SIGN}") if value else "0"


def multiples(low: float, high: float, step: float) -> list[float]:
    """Those of `step` from `low` to `high`."""
    return [n * step for n in range(math.ceil(low / step), math.floor(high / step) + 1)]
