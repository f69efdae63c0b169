"""Texts on dark plates, kept ready as pictures: setting type anew costs more than the image under it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap, QTextLayout, QTextOption

from viewer.plane_view import PointPx

PADDING_X_PX, PADDING_Y_PX = 8, 4
BAR_PX = 3
CORNER_RADIUS_PX = 3
RUN_GAP_PX = 6


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one type. `weight` as in CSS: 400, 600."""

    text: str
    colour: str
    size_px: int
    weight: int = 400


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Plate:
    """Lines of text on a ground. Told apart by identity: who shows one keeps it.

    Attributes:
        ground: colour with its opacity, "#AARRGGBB".
        bar: colour of the bar at the left, None for none.
        align: the side lines are set to.
        least_px: width and height it has at least, logical pixels.
    """

    lines: tuple[Line, ...]
    ground: str
    families: tuple[str, ...]
    bar: str | None = None
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    least_px: tuple[int, int] = (0, 0)


@lru_cache(maxsize=32)
def font(families: tuple[str, ...], size_px: int, weight: int) -> QFont:
    """With tabular figures, so that a number that changes does not dance."""
    made = QFont(list(families))
    made.setPixelSize(size_px)
    made.setWeight(QFont.Weight(weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


class PlatePictures:
    """Each plate drawn once for each device pixel ratio."""

    MOST = 256

    def __init__(self) -> None:
        self._pictures: dict[tuple[Plate, float], QPixmap] = {}

    def size_px(self, plate: Plate, device_pixel_ratio: float) -> tuple[float, float]:
        """Logical (width, height)."""
        picture = self._picture(plate, device_pixel_ratio)
        return (picture.width() / device_pixel_ratio, picture.height() / device_pixel_ratio)

    def draw(
        self, painter: QPainter, placed: Iterable[tuple[Plate, PointPx]], device_pixel_ratio: float
    ) -> None:
        """Each with its corner at the whole device pixel nearest to its place, so that type stays sharp."""
        ratio = device_pixel_ratio
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        for plate, (left, top) in placed:
            painter.drawPixmap(round(left * ratio), round(top * ratio), self._picture(plate, ratio))
        painter.restore()

    def _picture(self, plate: Plate, device_pixel_ratio: float) -> QPixmap:
        key = (plate, device_pixel_ratio)
        picture = self._pictures.get(key)
        if picture is None:
            if len(self._pictures) >= self.MOST:
                self._pictures.clear()
            picture = self._pictures[key] = _drawn(plate, device_pixel_ratio)
        return picture


def _metrics(run: Run, families: tuple[str, ...]) -> QFontMetricsF:
    return QFontMetricsF(font(families, run.size_px, run.weight))


def shortened(line: Line, families: tuple[str, ...], most_px: int) -> Line:
    """The line with each run cut to `most_px` of plate: of what is too long the middle is left out."""
    room = most_px - 2 * PADDING_X_PX
    return tuple(
        replace(run, text=_metrics(run, families).elidedText(run.text, Qt.TextElideMode.ElideMiddle, room))
        for run in line
    )


def parted(line: Line, families: tuple[str, ...], most_px: int) -> tuple[Line, ...]:
    """The line, or its parts between middle dots in lines of their own where it is too long for one."""
    if _line_width_px(line, families) <= most_px - 2 * PADDING_X_PX:
        return (line,)
    return tuple((replace(run, text=part),) for run in line for part in run.text.split(" \u00b7 "))


def broken(run: Run, families: tuple[str, ...], most_px: int) -> tuple[Line, ...]:
    """The text in as many lines as a plate of `most_px` needs; a word too long for a line is broken too."""
    room = max(most_px - 2 * PADDING_X_PX, 1)
    lines: list[Line] = []
    for paragraph in run.text.splitlines():
        layout = QTextLayout(paragraph, font(families, run.size_px, run.weight))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            text = paragraph[line.textStart() : line.textStart() + line.textLength()].rstrip()
            lines.append((replace(run, text=text),))
        layout.endLayout()
    return tuple(lines)


def _line_width_px(line: Sequence[Run], families: tuple[str, ...]) -> float:
    texts = sum(_metrics(run, families).horizontalAdvance(run.text) for run in line)
    return texts + RUN_GAP_PX * (len(line) - 1)


def _line_height_px(line: Sequence[Run]) -> int:
    return max((run.size_px + 5 for run in line), default=0)


def _drawn(plate: Plate, device_pixel_ratio: float) -> QPixmap:
    bar_px = 0 if plate.bar is None else BAR_PX
    text_width = max((_line_width_px(line, plate.families) for line in plate.lines), default=0.0)
    width = max(round(text_width + 2 * PADDING_X_PX + bar_px + 0.5), plate.least_px[0])
    height = max(sum(map(_line_height_px, plate.lines)) + 2 * PADDING_Y_PX, plate.least_px[1])
    picture = QPixmap(round(width * device_pixel_ratio), round(height * device_pixel_ratio))
    picture.setDevicePixelRatio(device_pixel_ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(plate.ground))
    painter.drawRoundedRect(QRectF(0, 0, width, height), CORNER_RADIUS_PX, CORNER_RADIUS_PX)
    if plate.bar is not None:
        painter.fillRect(QRectF(0, 0, BAR_PX, height), QColor(plate.bar))
    top = (height - sum(map(_line_height_px, plate.lines))) / 2
    for line in plate.lines:
        line_height = _line_height_px(line)
        spare = width - bar_px - 2 * PADDING_X_PX - _line_width_px(line, plate.families)
        share = {Qt.AlignmentFlag.AlignRight: 1.0, Qt.AlignmentFlag.AlignHCenter: 0.5}.get(plate.align, 0.0)
        left = bar_px + PADDING_X_PX + spare * share
        for run in line:
            metrics = _metrics(run, plate.families)
            baseline = top + (line_height + metrics.capHeight()) / 2
            painter.setFont(font(plate.families, run.size_px, run.weight))
            painter.setPen(QColor(run.colour))
            painter.drawText(QPointF(left, round(baseline)), run.text)
            left += metrics.horizontalAdvance(run.text) + RUN_GAP_PX
        top += line_height
    painter.end()
    picture.setDevicePixelRatio(1.0)
    return picture
