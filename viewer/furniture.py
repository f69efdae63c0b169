"""What stands around the picture: corner texts, orientation letters, the scale bar, a message."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from viewer.label_placing import Box, overlap
from viewer.orientation import edge_letters
from viewer.plane_view import PlaneView
from viewer.plates import Line, Plate, PlatePictures, Run, broken, parted, shortened
from viewer.style import ViewerStyle

EDGE_PX = 8.0
BETWEEN_PX = 4.0
SENTENCE_PX = 160
"""No line at the top right is broken that has so much room or less."""
LETTER_PLATE_PX = 24
BAR_SHARE = 0.28
"""The scale bar takes no more of the pane's width."""
BAR_LENGTHS_MM = ((1, 2), (2, 2), (5, 5), (10, 2), (20, 2), (30, 3), (50, 5), (100, 2), (200, 2), (500, 5))
"""(length, parts it is marked in)."""
BAR_HEIGHT_PX = 29.0
BAR_TEXT_PX = 80
"""What the longest figure beside the bar takes, with its margins."""
TICK_PX, INNER_TICK_PX = 8.0, 4.0


Placed = tuple[Plate, Box]


class Emphasis(Enum):
    PLAIN = auto()
    STRONG = auto()
    ACCENT = auto()
    WARNING = auto()


@dataclass(frozen=True, slots=True)
class CornerLine:
    """One line of a corner text."""

    text: str
    emphasis: Emphasis = Emphasis.PLAIN


def scale_bar_mm(width_px: float, zoom: float) -> tuple[int, int] | None:
    """(length in mm, parts) of the longest bar that fits its share of the pane; None where none does."""
    fitting = [bar for bar in BAR_LENGTHS_MM if bar[0] * zoom <= width_px * BAR_SHARE]
    return fitting[-1] if fitting else None


class Furniture:
    """Lays out and draws it in one style."""

    def __init__(self, style: ViewerStyle, plates: PlatePictures) -> None:
        self._style = style
        self._plates = plates
        self._corners: dict[Qt.Corner, tuple[Line, ...]] = {}
        self._corner_plates: dict[tuple[Qt.Corner, int], Plate] = {}
        self._letters: dict[str, Plate] = {}
        self._bars: dict[tuple[int, int], Plate] = {}
        self._message: tuple[tuple[str, int], Plate] | None = None

    def set_corner(self, corner: Qt.Corner, lines: Sequence[CornerLine | str]) -> None:
        """Without lines the corner is empty. A bare string is plain, but strong as the first one on top."""
        on_top = corner in (Qt.Corner.TopLeftCorner, Qt.Corner.TopRightCorner)
        told = [
            line
            if isinstance(line, CornerLine)
            else CornerLine(line, Emphasis.STRONG if on_top and number == 0 else Emphasis.PLAIN)
            for number, line in enumerate(lines)
        ]
        self._corner_plates = {key: plate for key, plate in self._corner_plates.items() if key[0] != corner}
        self._corners.pop(corner, None)
        if told:
            self._corners[corner] = tuple(self._line(line) for line in told)

    def placed(self, view: PlaneView, device_pixel_ratio: float) -> list[Placed]:
        """Every plate round the picture and the box it stands in, for labels to keep clear of."""
        width_px, height_px = view.width_px, view.height_px
        placed = self.corners((width_px, height_px), device_pixel_ratio)
        bar = self._bar_mm(view, device_pixel_ratio)
        if bar is not None:
            plate = self._bar_plate(bar[0], view.zoom)
            width, height = self._plates.size_px(plate, device_pixel_ratio)
            bottom = height_px - EDGE_PX
            placed.append((plate, (EDGE_PX, bottom - height, EDGE_PX + width, bottom)))
        taken = [box for _, box in placed]
        beside = (height_px - LETTER_PLATE_PX) / 2
        for edge, letters in enumerate(edge_letters(view.plane)):
            plate = self._letter_plate(letters)
            width, height = self._plates.size_px(plate, device_pixel_ratio)
            above = (width_px - width) / 2
            left, top = (
                (EDGE_PX, beside),
                (above, EDGE_PX),
                (width_px - EDGE_PX - width, beside),
                (above, height_px - EDGE_PX - height),
            )[edge]
            box = (left, top, left + width, top + height)
            placed.append((plate, _clear_of(box, taken, up=edge == 3) if edge in (1, 3) else box))
        return placed

    def _bar_mm(self, view: PlaneView, device_pixel_ratio: float) -> tuple[int, int] | None:
        """The scale bar that leaves the corner text at the right clear."""
        corner = Qt.Corner.BottomRightCorner
        beside = 0.0
        if corner in self._corners:
            beside = self._plates.size_px(self._corner_plate(corner, 0), device_pixel_ratio)[0] + EDGE_PX
        free_px = view.width_px - beside - 2 * EDGE_PX
        return scale_bar_mm(min(view.width_px, (free_px - BAR_TEXT_PX) / BAR_SHARE), view.zoom)

    def corners(self, size_px: tuple[float, float], device_pixel_ratio: float) -> list[Placed]:
        """The corner texts alone, for a pane without a picture; names keep to their half of the width."""
        placed = []
        most_px = int((size_px[0] - LETTER_PLATE_PX) / 2 - 2 * EDGE_PX)
        for corner in self._corners:
            plate = self._corner_plate(corner, most_px)
            width, height = self._plates.size_px(plate, device_pixel_ratio)
            right = corner in (Qt.Corner.TopRightCorner, Qt.Corner.BottomRightCorner)
            bottom = corner in (Qt.Corner.BottomLeftCorner, Qt.Corner.BottomRightCorner)
            left = size_px[0] - EDGE_PX - width if right else EDGE_PX
            top = size_px[1] - EDGE_PX - height if bottom else EDGE_PX
            placed.append((plate, (left, top, left + width, top + height)))
        return placed

    def draw(self, painter: QPainter, placed: Sequence[Placed], device_pixel_ratio: float) -> None:
        """What `placed` or `corners` told."""
        self._plates.draw(painter, [(plate, box[:2]) for plate, box in placed], device_pixel_ratio)

    def draw_message(
        self, painter: QPainter, text: str, width_px: float, height_px: float, device_pixel_ratio: float
    ) -> None:
        """In the middle of the pane, broken over lines where it is too long for one."""
        key = (text, int(width_px))
        if self._message is None or self._message[0] != key:
            style = self._style
            run = Run(text, style.text_second, style.message_text_px)
            lines = broken(run, style.font_families, int(width_px - 4 * EDGE_PX))
            self._message = (key, self._plate(lines, Qt.AlignmentFlag.AlignHCenter))
        plate = self._message[1]
        width, height = self._plates.size_px(plate, device_pixel_ratio)
        at = ((width_px - width) / 2, (height_px - height) / 2)
        self._plates.draw(painter, [(plate, at)], device_pixel_ratio)

    def _line(self, line: CornerLine) -> Line:
        style = self._style
        told = {Emphasis.ACCENT: style.accent, Emphasis.WARNING: style.warning}
        colour = told.get(line.emphasis, style.text)
        weight = 400 if line.emphasis is Emphasis.PLAIN else 600
        return (Run(line.text, colour, style.corner_text_px, weight),)

    def _corner_plate(self, corner: Qt.Corner, most_px: int) -> Plate:
        plate = self._corner_plates.get((corner, most_px))
        if plate is None:
            right = corner in (Qt.Corner.TopRightCorner, Qt.Corner.BottomRightCorner)
            align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            lines = self._corners[corner]
            families = self._style.font_families
            if corner is Qt.Corner.TopRightCorner:  # sentences among figures, of which nothing is to be cut
                least_px = max(most_px, SENTENCE_PX)
                parts = [part for line in lines for part in parted(line, families, least_px)]
                lines = tuple(line for part in parts for line in broken(part[0], families, least_px))
            elif not right:
                parts = [part for line in lines for part in parted(line, families, most_px)]
                lines = tuple(shortened(part, families, most_px) for part in parts)
            plate = self._corner_plates[corner, most_px] = self._plate(lines, align)
        return plate

    def _plate(
        self, lines: tuple[Line, ...], align: Qt.AlignmentFlag, least_px: tuple[int, int] = (0, 0)
    ) -> Plate:
        return Plate(lines, self._style.plate, self._style.font_families, align=align, least_px=least_px)

    def _letter_plate(self, letters: str) -> Plate:
        plate = self._letters.get(letters)
        if plate is None:
            run = Run(letters, self._style.text, self._style.corner_text_px, 600)
            least_px = (LETTER_PLATE_PX, LETTER_PLATE_PX)
            plate = self._letters[letters] = self._plate(((run,),), Qt.AlignmentFlag.AlignHCenter, least_px)
        return plate

    def _bar_plate(self, length_mm: int, zoom: float) -> Plate:
        """The bar's text at the right of a plate wide enough for bar and text."""
        bar_px = round(length_mm * zoom)
        plate = self._bars.get((length_mm, bar_px))
        if plate is None:
            run = Run(f"{length_mm} mm", self._style.text, self._style.corner_text_px)
            least_px = (bar_px + 8 * len(run.text) + 36, round(BAR_HEIGHT_PX))
            self._bars.clear()
            plate = self._plate(((run,),), Qt.AlignmentFlag.AlignRight, least_px)
            self._bars[length_mm, bar_px] = plate
        return plate

    def draw_bar(self, painter: QPainter, view: PlaneView, device_pixel_ratio: float) -> None:
        """The scale bar's line on its plate."""
        bar = self._bar_mm(view, device_pixel_ratio)
        if bar is None:
            return
        length_mm, parts = bar
        left = EDGE_PX + 12.5
        baseline = round(view.height_px - EDGE_PX - BAR_HEIGHT_PX / 2 + TICK_PX / 2) - 0.5
        lines = [QLineF(left, baseline, left + length_mm * view.zoom, baseline)]
        for part in range(parts + 1):
            x_px = left + length_mm * view.zoom * part / parts
            tick_px = TICK_PX if part in (0, parts) else INNER_TICK_PX
            lines.append(QLineF(x_px, baseline, x_px, baseline - tick_px))
        painter.setPen(QPen(QColor(self._style.text), 1.0))
        painter.drawLines(lines)


def _clear_of(box: Box, others: Sequence[Box], *, up: bool) -> Box:
    """`box` moved up or down by as little as it takes to overlap none of `others`."""
    left, top, right, bottom = box
    height = bottom - top
    for other in sorted(others, key=lambda one: one[1], reverse=up):
        if overlap((left, top, right, top + height), other):
            top = other[1] - BETWEEN_PX - height if up else other[3] + BETWEEN_PX
    return (left, top, right, top + height)
