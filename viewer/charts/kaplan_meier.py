"""Kaplan-Meier curves with their bands, censor marks and the numbers at risk below."""

from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from measurements.endpoints.survival import Curve
from viewer.charts.axes import Scale, Tick, draw_axis_names, draw_grid
from viewer.charts.chart import LegendEntry, Sample, Spot, draw_legend, draw_nothing
from viewer.charts.palette import Palette

BAND = 0.16
"""How much of a curve's colour its band has."""
LEAST_NAMES_EMS = 3.2
REACH_PX = 6.0


class Patient(NamedTuple):
    """One patient of a curve, on the day of the event or of the censoring.

    Attributes:
        text: what the pointer is told.
    """

    key: str
    day: int
    text: str


class NamedCurve(NamedTuple):
    """One curve.

    Attributes:
        name: short, as it stands beside the numbers at risk.
        style: key of the palette.
        text: what the legend says of it.
        at_step: what the pointer is told on a step: "{day}", "{survival}", "{at_risk}" are filled in.
        patients: those it is made of.
    """

    name: str
    style: str
    curve: Curve
    text: str
    at_step: str
    patients: tuple[Patient, ...] = ()


@dataclass(frozen=True, slots=True)
class KaplanMeier:
    """The chart, from day 0 to `last_day`.

    Attributes:
        ticks: on the axis of days; the numbers at risk stand below them.
        at_risk_name: over these numbers.
        nothing: what is said without a patient.
    """

    curves: tuple[NamedCurve, ...]
    last_day: int
    ticks: tuple[Tick, ...]
    day_name: str
    value_name: str
    at_risk_name: str
    nothing: str

    def height_px(self, palette: Palette) -> float:
        return 0.0

    def paint(self, painter: QPainter, area: QRectF, palette: Palette, lit: str = "") -> list[Spot]:
        legend = [LegendEntry(Sample.LINE, one.style, one.text) for one in self.curves]
        legend_px = draw_legend(painter, area, palette, legend)
        if not any(one.curve.patients for one in self.curves):
            return draw_nothing(painter, area, palette, self.nothing)
        line_px = palette.text_px * 1.45
        table_px = line_px * (len(self.curves) + 1) + 4
        names_px = self._names_px(painter, palette)
        plot = area.adjusted(
            names_px, legend_px + 2.2 * palette.text_px, -20, -3.4 * palette.text_px - table_px
        )
        across = Scale(0, max(self.last_day, 1), plot.left(), plot.right())
        down = Scale(1.0, 0.0, plot.top(), plot.bottom())
        ticks = [tick for tick in self.ticks if tick.value <= across.high]
        draw_grid(painter, plot, palette, across, down, ticks, [Tick(n / 4, f"{25 * n}") for n in range(5)])
        draw_axis_names(painter, area, plot, palette, self.day_name, self.value_name)
        for one in self.curves:
            self._draw_band(painter, palette, one, across, down)
        spots = [
            spot for one in self.curves for spot in self._draw_curve(painter, palette, one, across, down)
        ]
        for one in self.curves:
            spots += self._patients(painter, palette, one, across, down, lit)
        self._draw_at_risk(painter, area, plot, palette, across, ticks, line_px)
        return spots

    def _names_px(self, painter: QPainter, palette: Palette) -> float:
        painter.setFont(palette.font(600))
        widest = max(painter.fontMetrics().horizontalAdvance(one.name) for one in self.curves)
        return max(widest + 18.0, LEAST_NAMES_EMS * palette.text_px + 10)

    def _patients(
        self,
        painter: QPainter,
        palette: Palette,
        one: NamedCurve,
        across: Scale,
        down: Scale,
        lit: str,
    ) -> list[Spot]:
        """A place on the curve for each patient; whoever is lit has a dot there."""
        spots = []
        for patient in one.patients:
            if patient.day > self.last_day:
                continue
            at = QPointF(across.px(patient.day), down.px(one.curve.survival(patient.day)))
            around = QRectF(at.x() - REACH_PX, at.y() - REACH_PX, 2 * REACH_PX, 2 * REACH_PX)
            spots.append(Spot(around, patient.key, patient.text))
            if lit and patient.key == lit:
                painter.setPen(QPen(palette.ground, 1))
                painter.setBrush(palette.styles[one.style].ink)
                painter.drawEllipse(at, 5, 5)
                painter.setBrush(Qt.BrushStyle.NoBrush)
        return spots

    def _draw_band(
        self, painter: QPainter, palette: Palette, one: NamedCurve, across: Scale, down: Scale
    ) -> None:
        upper: list[QPointF] = []
        lower: list[QPointF] = []
        steps = [step for step in one.curve.steps if step.day <= self.last_day]
        for place, step in enumerate(steps):
            if step.lower is None or step.upper is None:
                break
            until = steps[place + 1].day if place + 1 < len(steps) else self._end(one.curve)
            for day in (step.day, until):
                upper.append(QPointF(across.px(day), down.px(step.upper)))
                lower.append(QPointF(across.px(day), down.px(step.lower)))
        colour = QColor(palette.styles[one.style].colour)
        colour.setAlphaF(BAND)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([*upper, *reversed(lower)]))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _end(self, curve: Curve) -> int:
        return min(self.last_day, max((one.day for one in curve.observations), default=0))

    def _draw_curve(
        self, painter: QPainter, palette: Palette, one: NamedCurve, across: Scale, down: Scale
    ) -> list[Spot]:
        path = QPainterPath(QPointF(across.px(0), down.px(1.0)))
        height = 1.0
        spots = []
        steps = [step for step in one.curve.steps if step.day <= self.last_day]
        for step in steps:
            x = across.px(step.day)
            path.lineTo(x, down.px(height))
            path.lineTo(x, down.px(step.survival))
            text = one.at_step.format(
                day=step.day, survival=f"{100 * step.survival:.1f}", at_risk=step.at_risk
            )
            place = QRectF(x - 6, down.px(height) - 6, 12, down.px(step.survival) - down.px(height) + 12)
            spots.append(Spot(place, "", text))
            height = step.survival
        path.lineTo(across.px(self._end(one.curve)), down.px(height))
        painter.setPen(palette.styles[one.style].pen(2.0))
        painter.drawPath(path)
        painter.setPen(QPen(palette.styles[one.style].colour, 1.2))
        for mark in one.curve.censored:
            if mark.day <= self.last_day:
                at = QPointF(across.px(mark.day), down.px(mark.survival))
                painter.drawLine(at - QPointF(0, 4.5), at + QPointF(0, 4.5))
        return spots

    def _draw_at_risk(
        self,
        painter: QPainter,
        area: QRectF,
        plot: QRectF,
        palette: Palette,
        across: Scale,
        ticks: list[Tick],
        line_px: float,
    ) -> None:
        top = plot.bottom() + 3.2 * palette.text_px
        painter.setFont(palette.font())
        painter.setPen(palette.second)
        painter.drawText(QPointF(area.left() + 2, top + line_px * 0.7), self.at_risk_name)
        for row, one in enumerate(self.curves, start=1):
            base = top + line_px * row
            painter.setFont(palette.font(600))
            painter.setPen(palette.styles[one.style].ink)
            name = QRectF(area.left() + 2, base, plot.left() - area.left(), line_px)
            painter.drawText(name, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, one.name)
            painter.setFont(palette.font())
            painter.setPen(palette.text)
            half = painter.fontMetrics().horizontalAdvance("000") / 2
            free_from = 0.0
            for tick in ticks:
                at = across.px(tick.value)
                if at - half < free_from:
                    continue
                free_from = at + half
                place = QRectF(at - 20, base, 40, line_px)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(one.curve.at_risk(int(tick.value))))
