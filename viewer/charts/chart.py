"""What a chart is, and what all charts have in common: places that answer the pointer, legends, hatches."""

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple, Protocol

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from viewer.charts.palette import Hatch, Palette, Style

HATCH_PX = 4.0


class Spot(NamedTuple):
    """A place of a chart that answers the pointer.

    Attributes:
        key: of whom it tells; empty where of nobody in particular.
        text: what it says, lines parted by line breaks.
    """

    area: QRectF
    key: str
    text: str


class Chart(Protocol):
    """Something that draws itself, in logical pixels, on any paint device."""

    def paint(self, painter: QPainter, area: QRectF, palette: Palette, lit: str = "") -> list[Spot]:
        """Draws itself into `area`, whose ground is drawn already; whoever has the key `lit` stands out."""

    def height_px(self, palette: Palette) -> float:
        """The least height at which nothing of it is left out; 0 where any height will do."""


class Sample(Enum):
    """How a legend shows a style."""

    AREA = "area"
    LINE = "line"
    RING = "ring"
    CROSS = "cross"
    SQUARE = "square"
    ARROW = "arrow"
    DIAMOND = "diamond"


class LegendEntry(NamedTuple):
    """One sample and its words; `style` is a key of the palette, empty for its text colour."""

    sample: Sample
    style: str
    text: str


def draw_legend(painter: QPainter, area: QRectF, palette: Palette, entries: Sequence[LegendEntry]) -> float:
    """Draws the entries side by side from the right, over as many lines as they need; their height, px."""
    painter.setFont(palette.font())
    metrics = painter.fontMetrics()
    line_px = metrics.height() + 4.0
    rows: list[list[tuple[LegendEntry, float]]] = [[]]
    room = area.width()
    for entry in entries:
        wide = 18 + metrics.horizontalAdvance(entry.text) + 14.0
        if rows[-1] and sum(one for _, one in rows[-1]) + wide > room:
            rows.append([])
        rows[-1].append((entry, wide))
    for at, row in enumerate(rows):
        left = area.right() - sum(wide for _, wide in row) + 14
        middle = area.top() + line_px * (at + 0.5)
        for entry, wide in row:
            draw_sample(painter, QPointF(left + 6, middle), palette, entry.sample, entry.style)
            painter.setPen(palette.second)
            place = QRectF(left + 18, middle - line_px / 2, wide, line_px)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, entry.text)
            left += wide
    return line_px * len(rows) if entries else 0.0


def draw_sample(
    painter: QPainter, at: QPointF, palette: Palette, sample: Sample, style_key: str, half_px: float = 4.0
) -> None:
    """A sign of at most 12 px around a point, on the chart as in its legend."""
    style = palette.styles[style_key] if style_key else Style(palette.text)
    x, y = at.x(), at.y()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(style.ink, 1.6))
    if sample is Sample.AREA:
        fill(painter, QRectF(x - 6, y - 4.5, 12, 9), style)
    elif sample is Sample.LINE:
        painter.setPen(style.pen(2.0))
        painter.drawLine(QPointF(x - 8, y), QPointF(x + 8, y))
    elif sample is Sample.RING:
        painter.setBrush(palette.ground)
        painter.drawEllipse(at, half_px - 1, half_px - 1)
    elif sample is Sample.CROSS:
        painter.drawLine(QPointF(x - half_px, y - half_px), QPointF(x + half_px, y + half_px))
        painter.drawLine(QPointF(x - half_px, y + half_px), QPointF(x + half_px, y - half_px))
    elif sample is Sample.SQUARE:
        painter.fillRect(QRectF(x - half_px, y - half_px, 2 * half_px, 2 * half_px), style.colour)
    else:
        corners = {
            Sample.ARROW: ((-0.6, -1), (1, 0), (-0.6, 1)),
            Sample.DIAMOND: ((0, -1.1), (1.1, 0), (0, 1.1), (-1.1, 0)),
        }[sample]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour)
        painter.drawPolygon([QPointF(x + half_px * dx, y + half_px * dy) for dx, dy in corners])
    painter.setBrush(Qt.BrushStyle.NoBrush)


def fill(painter: QPainter, area: QRectF, style: Style) -> None:
    """An area in a style, its hatch drawn as lines, which every format keeps as they are."""
    if area.isEmpty():
        return
    painter.fillRect(area, QBrush(style.colour))
    if style.hatch is Hatch.NONE:
        return
    light = style.colour.lightnessF() > 0.5
    ink = QColor(style.colour).darker(190) if light else QColor(style.colour).lighter(190)
    painter.setPen(QPen(ink, 1))
    if style.hatch is not Hatch.FALLING:
        painter.drawLines(_hatching(area, rising=True))
    if style.hatch is not Hatch.RISING:
        painter.drawLines(_hatching(area, rising=False))


def _hatching(area: QRectF, *, rising: bool) -> list[QLineF]:
    """Lines at 45 degrees, cut at the edges of the area."""
    lines = []
    offset = HATCH_PX / 2
    while offset < area.width() + area.height():
        low, high = max(0.0, offset - area.height()), min(offset, area.width())
        ends = [QPointF(across, offset - across) for across in (low, high)]
        if rising:
            points = [QPointF(area.left() + end.x(), area.top() + end.y()) for end in ends]
        else:
            points = [QPointF(area.right() - end.x(), area.top() + end.y()) for end in ends]
        lines.append(QLineF(points[0], points[1]))
        offset += HATCH_PX
    return lines


def draw_nothing(painter: QPainter, area: QRectF, palette: Palette, sentence: str) -> list[Spot]:
    """Says in the middle of a chart why there is nothing on it."""
    painter.setFont(palette.font())
    painter.setPen(palette.second)
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(area.adjusted(24, 0, -24, 0), int(flags), sentence)
    return []
