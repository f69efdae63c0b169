"""Courses over time: values of one subject from visit to visit, with what they are held against."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from viewer.charts.axes import Scale, Tick, even_step
from viewer.charts.chart import Spot, draw_nothing
from viewer.charts.palette import Palette

CHIP_PX, TREATED_PX = 20.0, 10.0
CHIP_ROOM_PX = 42.0
LEFT_PX = 48.0
NAMES_PX = 140.0
DOT_PX = 3.2
REACH_PX = 12.0


class Visit(NamedTuple):
    """One place on the time axis.

    Attributes:
        at: days, growing.
        label: beneath it.
        when: behind the label, where there is room for it behind all labels.
        call: the letters of its chip, and the key of their colour; "BL" is an outline without colour.
        reason: what the pointer is told of the call.
    """

    at: float
    label: str
    call: str = ""
    reason: str = ""
    when: str = ""


class Course(NamedTuple):
    """One line.

    Attributes:
        name: at its right end, with the last value.
        style: key of the palette.
        values: one for each visit; None where there is none, which breaks the line.
        texts: of the values, as they are stored.
        strong: whether it is wide, with every value beside its point.
    """

    name: str
    style: str
    values: tuple[float | None, ...]
    texts: tuple[str, ...]
    strong: bool = False


class Level(NamedTuple):
    """A line that values are held against: one value for each visit, drawn as steps.

    Attributes:
        values: None where it does not apply.
        name: at its right end.
    """

    name: str
    style: str
    values: tuple[float | None, ...]


class Treated(NamedTuple):
    """Days on which something was done, on the time axis; `end` None where it is not known.

    Attributes:
        told: what the pointer is told of it.
    """

    start: float
    end: float | None
    style: str
    text: str
    told: str = ""


class _Name(NamedTuple):
    """What stands at the right end of a line; of a name too long for its place the value stays."""

    y_px: float
    name: str
    value: str
    colour: QColor


@dataclass(frozen=True, slots=True)
class Courses:
    """The chart.

    Attributes:
        band: (low, high) around the strong course at each visit, or None.
        value_name: of the vertical axis.
        nothing: what is said where there is no value at all.
        band_name: what the band is, over the plot.
        signed: whether the calls are filled; otherwise they are outlines, as of a draft.
    """

    visits: tuple[Visit, ...]
    courses: tuple[Course, ...]
    levels: tuple[Level, ...] = ()
    band: tuple[tuple[float, float] | None, ...] = ()
    treated: tuple[Treated, ...] = ()
    value_name: str = ""
    nothing: str = ""
    band_name: str = ""
    signed: bool = False

    def height_px(self, palette: Palette) -> float:
        return 200.0

    def paint(self, painter: QPainter, area: QRectF, palette: Palette, lit: str = "") -> list[Spot]:
        known = [value for course in self.courses for value in course.values if value is not None]
        if not known or not self.visits:
            return draw_nothing(painter, area, palette, self.nothing)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        below = palette.text_px + 12.0 + (TREATED_PX + 1.3 * palette.text_px if self.treated else 0.0)
        plot = QRectF(area).adjusted(LEFT_PX, CHIP_ROOM_PX + palette.text_px, -NAMES_PX, -below)
        across = self._across(plot)
        down = Scale(0.0, self._highest(), plot.bottom(), plot.top())
        xs = [across.px(visit.at) for visit in self.visits]
        self._grid(painter, area, plot, palette, xs, down)
        spots = self._draw_treated(painter, plot, palette, across)
        self._draw_band(painter, palette, xs, down)
        names: list[_Name] = []
        for level in self.levels:
            self._draw_level(painter, plot, palette, xs, down, level, names)
        for course in self.courses:
            spots += self._draw_course(painter, palette, xs, down, course, lit, names)
        _draw_names(painter, plot, palette, names)
        spots += self._draw_calls(painter, area, palette, xs)
        painter.restore()
        return spots

    def _across(self, plot: QRectF) -> Scale:
        """Days, with a little room before the first visit; what was done outside of them is at the edge."""
        first, last = self.visits[0].at, self.visits[-1].at
        if last <= first:
            first, last = first - 1.0, last + 1.0
        return Scale(first, last, plot.left() + 16.0, plot.right() - 8.0)

    def _highest(self) -> float:
        highest = max(
            [value for course in self.courses for value in course.values if value is not None]
            + [value for level in self.levels for value in level.values if value is not None]
            + [edges[1] for edges in self.band if edges is not None]
        )
        step = even_step(max(highest, 1.0), 6)
        return step * -(-max(highest, 1.0) // step)

    def _grid(
        self,
        painter: QPainter,
        area: QRectF,
        plot: QRectF,
        palette: Palette,
        xs: Sequence[float],
        down: Scale,
    ) -> None:
        step = even_step(down.high, 6)
        painter.setFont(palette.font())
        line_px = painter.fontMetrics().height()
        for tick in (Tick(n * step, f"{n * step:g}") for n in range(round(down.high / step) + 1)):
            at = down.px(tick.value)
            painter.setPen(QPen(palette.zero if tick.value == 0 else palette.grid, 1))
            painter.drawLine(QPointF(plot.left(), at), QPointF(plot.right(), at))
            painter.setPen(palette.second)
            place = QRectF(plot.left() - 60, at - line_px / 2, 52, line_px)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, tick.text)
        over = painter.fontMetrics().horizontalAdvance(self.value_name + self.band_name) + 24
        if (
            over <= plot.right() - area.left() or not self.band_name
        ):  # what the values are, the table says too
            painter.drawText(QPointF(area.left() + 2, plot.top() - 10), self.value_name)
        if self.band_name:
            painter.drawText(
                QRectF(plot.left(), plot.top() - line_px - 6, plot.width(), line_px),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                self.band_name,
            )
        free_from = area.left()
        for x, label in zip(xs, self._labels(painter, area, xs), strict=True):
            painter.setPen(QPen(palette.grid, 1))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
            wide = painter.fontMetrics().horizontalAdvance(label)
            if x - wide / 2 < free_from:
                continue  # labels that would run into each other are left out: their points tell them
            free_from = x + wide / 2 + 6
            painter.setPen(palette.second)
            place = QRectF(x - wide / 2 - 2, area.bottom() - line_px - 2, wide + 4, line_px)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, label)

    def _labels(self, painter: QPainter, area: QRectF, xs: Sequence[float]) -> list[str]:
        """What stands below the visits: with their days, unless one of them would run into another."""
        dated = [f"{visit.label}, {visit.when}" if visit.when else visit.label for visit in self.visits]
        halves = [painter.fontMetrics().horizontalAdvance(label) / 2 + 4 for label in dated]
        ends = [area.left(), *(x + half for x, half in zip(xs, halves, strict=True))]
        free = all(x - half >= end for x, half, end in zip(xs, halves, ends, strict=False))
        return dated if free else [visit.label for visit in self.visits]

    def _draw_treated(self, painter: QPainter, plot: QRectF, palette: Palette, across: Scale) -> list[Spot]:
        painter.setFont(palette.font(600, palette.text_px - 1))
        spots = []
        free_from = plot.left()
        for course in self.treated:
            style = palette.styles[course.style]
            left = min(max(across.px(course.start), plot.left()), plot.right())
            end = course.start if course.end is None else course.end
            right = min(max(across.px(end), left + 3.0), plot.right() + 3.0)
            bar = QRectF(left, plot.bottom() + 4, right - left, 5)
            painter.fillRect(bar, style.colour)
            wide = painter.fontMetrics().horizontalAdvance(course.text)
            if left >= free_from:
                painter.setPen(style.colour)
                place = QRectF(left, bar.bottom() + 1, wide + 4, painter.fontMetrics().height())
                painter.drawText(place, Qt.AlignmentFlag.AlignLeft, course.text)
                free_from = left + wide + 8
            spots.append(Spot(bar.adjusted(-4, -4, 4, 16), "", course.told or course.text))
        return spots

    def _draw_band(self, painter: QPainter, palette: Palette, xs: Sequence[float], down: Scale) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.styles["BAND"].colour)
        for (x, edges), (next_x, next_edges) in pairwise(zip(xs, self.band, strict=False)):
            if edges is not None and next_edges is not None:
                corners = [
                    QPointF(x, down.px(edges[1])),
                    QPointF(next_x, down.px(next_edges[1])),
                    QPointF(next_x, down.px(next_edges[0])),
                    QPointF(x, down.px(edges[0])),
                ]
                painter.drawPolygon(QPolygonF(corners))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _draw_level(
        self,
        painter: QPainter,
        plot: QRectF,
        palette: Palette,
        xs: Sequence[float],
        down: Scale,
        level: Level,
        names: list[_Name],
    ) -> None:
        """Each value holds on the way to its visit: it is what the visit is judged by."""
        style = palette.styles[level.style]
        painter.setPen(style.pen(1.4))
        former: QPointF | None = None
        for place, value in enumerate(level.values):
            if value is None:
                former = None
                continue
            begin = QPointF(xs[max(place - 1, 0)], down.px(value))
            end = QPointF(xs[place] if place else xs[0], down.px(value))
            if former is not None:
                painter.drawLine(former, begin)
            painter.drawLine(begin, end)
            former = end
        if former is not None and level.values[-1] is not None:
            painter.drawLine(former, QPointF(plot.right(), former.y()))
            names.append(_Name(former.y(), level.name, "", style.ink))

    def _draw_course(
        self,
        painter: QPainter,
        palette: Palette,
        xs: Sequence[float],
        down: Scale,
        course: Course,
        lit: str,
        names: list[_Name],
    ) -> list[Spot]:
        style = palette.styles[course.style]
        points = [
            None if value is None else QPointF(x, down.px(value))
            for x, value in zip(xs, course.values, strict=True)
        ]
        wide = 2.4 if course.strong or course.name == lit else 1.6
        painter.setPen(style.pen(wide))
        for before, after in pairwise(points):
            if before is not None and after is not None:
                painter.drawLine(before, after)
        spots = []
        painter.setFont(palette.font(600))
        line_px = painter.fontMetrics().height()
        last = next((n for n in reversed(range(len(points))) if points[n] is not None), None)
        for place, point in enumerate(points):
            if point is None:
                continue
            painter.setPen(QPen(palette.ground, 1.2))
            painter.setBrush(style.colour)
            reach = DOT_PX + (1.0 if course.strong else 0.0)
            painter.drawEllipse(point, reach, reach)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if course.strong and place != last:  # the last value stands beside the name
                painter.setPen(palette.text)
                text = QRectF(point.x() - 34, point.y() - line_px - 6, 68, line_px)
                if place == 0:
                    text.moveLeft(point.x() + 4)
                painter.drawText(
                    text, Qt.AlignmentFlag.AlignLeft if place == 0 else Qt.AlignmentFlag.AlignCenter,
                    course.texts[place],
                )  # fmt: skip
            around = QRectF(point.x() - REACH_PX, point.y() - REACH_PX, 2 * REACH_PX, 2 * REACH_PX)
            told = f"{course.name}\n{self.visits[place].label}: {course.texts[place]} mm"
            spots.append(Spot(around, course.name, told))
        if last is not None and (end := points[last]) is not None:
            names.append(_Name(end.y(), course.name, course.texts[last], style.ink))
        return spots

    def _draw_calls(
        self, painter: QPainter, area: QRectF, palette: Palette, xs: Sequence[float]
    ) -> list[Spot]:
        spots = []
        painter.setFont(palette.font(700, palette.text_px - 1))
        free_from = area.left() - 1
        for x, visit in zip(xs, self.visits, strict=True):
            if not visit.call:
                continue
            wide = max(painter.fontMetrics().horizontalAdvance(visit.call) + 12.0, 28.0)
            chip = QRectF(x - wide / 2, area.top() + 2, wide, CHIP_PX)
            if chip.left() < free_from:
                continue
            free_from = chip.right() + 3
            style = palette.styles.get(visit.call)
            if style is None:
                painter.setPen(QPen(palette.zero, 1))
                painter.drawRoundedRect(chip, 4, 4)
                painter.setPen(palette.second)
            elif not self.signed:
                painter.setPen(QPen(style.ink, 1.6))
                painter.drawRoundedRect(chip, 4, 4)
                painter.setPen(style.ink)
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(style.colour)
                painter.drawRoundedRect(chip, 4, 4)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(_unlike(style.colour, palette.ground, palette.text))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, visit.call)
            spots.append(Spot(chip, "", visit.reason))
        return spots


def _unlike(ground: QColor, one: QColor, other: QColor) -> QColor:
    """Whichever of two colours is easier to read on this ground."""
    return max(one, other, key=lambda ink: abs(ink.lightnessF() - ground.lightnessF()))


def _draw_names(painter: QPainter, plot: QRectF, palette: Palette, names: list[_Name]) -> None:
    """The names at the right ends, pushed apart where they would lie over each other."""
    painter.setFont(palette.font(600))
    line_px = float(painter.fontMetrics().height())
    placed = sorted(names, key=lambda one: one.y_px)
    tops = [one.y_px - line_px / 2 for one in placed]
    for place in range(1, len(tops)):
        tops[place] = max(tops[place], tops[place - 1] + line_px)
    lowest = plot.bottom() + line_px / 2 - line_px
    for place in reversed(range(len(tops))):
        tops[place] = min(tops[place], lowest)
        lowest = tops[place] - line_px
    metrics = painter.fontMetrics()
    for top, one in zip(tops, placed, strict=True):
        painter.setPen(one.colour)
        place_of = QRectF(plot.right() + 8, top, NAMES_PX - 10, line_px)
        value = f" {one.value}" if one.value else ""
        room = int(place_of.width()) - metrics.horizontalAdvance(value)
        shown = metrics.elidedText(one.name, Qt.TextElideMode.ElideRight, room) + value
        painter.drawText(place_of, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
