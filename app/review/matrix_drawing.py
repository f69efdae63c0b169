"""The matrix on any paint device: crops with their calipers, millimetres, changes, states and a scale bar."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from app.components.chips import call_width
from app.components.sparkline import draw_sparkline
from app.review.corner_words import CornerWords
from app.review.crops import SIZE_PX, Crop, view_around
from app.review.matrix import Cell, Column, Matrix, Row
from app.style.charting import OTHER_READ, OTHER_READ_DASH
from app.style.look import look
from app.style.viewing import viewer_style
from viewer.charts.chart import Spot
from viewer.charts.palette import Palette
from viewer.overlays import OverlayPainter, on_screen
from viewer.plates import PlatePictures
from viewer.style import CaliperLook, ViewerStyle

translate = QCoreApplication.translate

SIDE_PX = 136.0
HEAD_PX = 40.0
GAP_PX = 6.0
WORDS_ROW_PX = 40.0
LEAST_CELL_PX, USUAL_CELL_PX, MOST_CELL_PX = 132.0, 216.0, 300.0
PRINT_PX = 1600.0
PRINT_CELL_PX = (LEAST_CELL_PX, 168.0)
CALIPERS_FROM_PX = 48.0
LEAST_FOR_DETAIL_PX, LEAST_FOR_TWO_PX, MOST_SITE_PX = 100.0, 120.0, 40.0
"""How high a row is that says which axis counts, one that has two lines for its site, and two such lines."""

PictureOf = Callable[[Crop], QImage | str | None]


def matrix_style() -> ViewerStyle:
    """The panes' style, with calipers a little finer and a line for another read."""
    style = viewer_style()
    other = CaliperLook(look().hexes["text"], OTHER_READ_DASH)
    return replace(
        style,
        classes={**style.classes, OTHER_READ: other},
        long_axis_px=1.8,
        short_axis_px=1.3,
        ghost_px=1.2,
        casing_px=2.0,
        end_tick_px=8.0,
    )


@dataclass(frozen=True)
class Layout:
    """Where rows and columns lie, from the upper left corner of the first cell."""

    matrix: Matrix
    cell_px: float

    @classmethod
    def fitting(cls, matrix: Matrix, wide_px: float, high_px: float) -> "Layout":
        """Cells as wide as there is room, within the limits in which they can be read.

        They are larger than usual only as far as all rows stay in sight.
        """
        count = max(len(matrix.columns), 1)
        each = (wide_px - SIDE_PX - GAP_PX * count) / count
        pictured = sum(row.pictured for row in matrix.rows)
        left_px = high_px - (len(matrix.rows) - pictured) * (WORDS_ROW_PX + GAP_PX)
        fitting = (left_px / max(pictured, 1) - GAP_PX) * SIZE_PX[0] / SIZE_PX[1] - 1.0
        most = min(max(USUAL_CELL_PX, fitting), MOST_CELL_PX)
        return cls(matrix, float(int(min(max(each, LEAST_CELL_PX), most))))

    def row_px(self, row: int) -> float:
        """Height of a row; one without pictures has room for its words only."""
        whole = self.cell_px * SIZE_PX[1] / SIZE_PX[0]
        return float(round(whole)) if self.matrix.rows[row].pictured else WORDS_ROW_PX

    @cached_property
    def tops(self) -> list[float]:
        tops, at = [], 0.0
        for row in range(len(self.matrix.rows)):
            tops.append(at)
            at += self.row_px(row) + GAP_PX
        return tops

    @property
    def width_px(self) -> float:
        return (self.cell_px + GAP_PX) * len(self.matrix.columns)

    @property
    def height_px(self) -> float:
        tops = self.tops
        return tops[-1] + self.row_px(len(tops) - 1) + GAP_PX if tops else 0.0

    def area(self, row: int, column: int) -> QRectF:
        return QRectF(column * (self.cell_px + GAP_PX), self.tops[row], self.cell_px, self.row_px(row))

    def at(self, x_px: float, y_px: float) -> tuple[int, int] | None:
        """Row and column under a point."""
        column = int(x_px // (self.cell_px + GAP_PX))
        for row, top in enumerate(self.tops):
            if top <= y_px < top + self.row_px(row) and 0 <= column < len(self.matrix.columns) and x_px >= 0:
                return row, column
        return None


class MatrixPainter:
    """Draws parts of a matrix in one palette."""

    def __init__(self, palette: Palette, picture_of: PictureOf) -> None:
        self._palette = palette
        self._picture_of = picture_of
        self._style = matrix_style()
        self._words = CornerWords(palette, self._style)
        self._calipers = OverlayPainter(self._style, PlatePictures())
        self.ghosts_on = True

    # Around the cells

    def draw_head(self, painter: QPainter, area: QRectF, column: Column) -> None:
        """A timepoint: label, call and day."""
        palette = self._palette
        painter.setFont(palette.font(600, palette.text_px + 1))
        painter.setPen(palette.text)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        name = painter.boundingRect(area, middle, column.label)
        painter.drawText(area, middle, column.label)
        left = area.left() + name.width() + 8
        if column.call:
            chip = QRectF(left, area.center().y() - 9, call_width(column.call, 18), 18)
            self._draw_call(painter, chip, column.call)
            left = chip.right() + 8
        painter.setFont(palette.font(400, palette.text_px - 1))
        painter.setPen(palette.second)
        beside = QRectF(left, area.top() + 1, area.right() - left, area.height() - 1)
        if painter.fontMetrics().horizontalAdvance(column.day) <= beside.width():
            painter.drawText(beside, middle, column.day)

    def _draw_call(self, painter: QPainter, chip: QRectF, call: str) -> None:
        palette = self._palette
        style = palette.styles.get(call)
        painter.setPen(QPen(palette.zero if style is None else style.ink, 1.4))
        painter.drawRoundedRect(chip.adjusted(0.7, 0.7, -0.7, -0.7), 4, 4)
        painter.setFont(palette.font(700, palette.text_px - 1))
        painter.setPen(palette.second if style is None else style.ink)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, call)

    def draw_side(self, painter: QPainter, area: QRectF, row: Row) -> None:
        """A lesion: label, site, class with its line, its course and its change."""
        palette = self._palette
        left, top, wide = area.left(), area.top(), area.width() - 8
        self._line(painter, QRectF(left, top, wide, 20), row.label, palette.text, 600, palette.text_px + 1)
        if not row.pictured:
            self._line(painter, QRectF(left, top + 18, wide, 18), row.site, palette.second)
            self._class_sample(painter, QPointF(left + wide - 24, top + 10), row.class_name, 22)
            return
        room = area.height()
        at = top + 20 + self._site(painter, QRectF(left, top + 20, wide, 18), row.site, room)
        if row.detail and room > LEAST_FOR_DETAIL_PX:
            self._line(painter, QRectF(left, at, wide, 18), row.detail, palette.second)
            at += 17
        self._class_sample(painter, QPointF(left, at + 11), row.class_name, 20)
        ink = palette.styles[row.class_name].colour
        self._line(painter, QRectF(left + 26, at + 2, wide - 26, 18), class_words(row.class_name), ink, 600)
        at += 24
        if any(value is not None for value in row.values) and top + room - at > 42:
            course = QRectF(left + 3, at, min(wide - 10, 84), min(22.0, top + room - at - 22))
            draw_sparkline(painter, course, row.values, row.class_name, ink)
            at = course.bottom() + 5
        if row.change and top + room - at > 15:
            self._line(painter, QRectF(left, at, wide, 18), row.change, palette.second)

    def _site(self, painter: QPainter, line: QRectF, site: str, room: float) -> float:
        """The site on one line, or on two where it needs them and there is room; their height, px."""
        painter.setFont(self._palette.font(400, self._palette.text_px - 1))
        wrap = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        both = painter.boundingRect(line.adjusted(0, 0, 0, 17), wrap, site)
        two = both.height() > line.height() and both.height() <= MOST_SITE_PX and both.width() <= line.width()
        if not two or room <= LEAST_FOR_TWO_PX:
            self._line(painter, line, site, self._palette.second)
            return 17
        painter.setPen(self._palette.second)
        painter.drawText(both, wrap, site)
        return both.height() + 1

    def _class_sample(self, painter: QPainter, at: QPointF, class_name: str, long_px: float) -> None:
        painter.setPen(self._palette.styles[class_name].pen(2.5))
        painter.drawLine(at, QPointF(at.x() + long_px, at.y()))

    def _line(
        self,
        painter: QPainter,
        area: QRectF,
        text: str,
        ink: QColor,
        weight: int = 400,
        size_px: int = 0,
    ) -> None:
        painter.setFont(self._palette.font(weight, size_px or self._palette.text_px - 1))
        painter.setPen(ink)
        # Shortened in its middle: the side of a site stands at its end.
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, int(area.width()))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)

    # The cells

    def draw_cell(self, painter: QPainter, area: QRectF, cell: Cell, row: Row, *, first: bool) -> None:
        """One cell; the first of a row that has a picture carries the scale bar."""
        palette = self._palette
        picture = None if cell.crop is None else self._picture_of(cell.crop)
        if isinstance(picture, QImage):
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(area, picture)
            self._draw_calipers(painter, area, cell)
            if first and cell.crop is not None:
                self._words.bar(painter, area, cell.crop.wide_mm)
        elif cell.crop is not None or cell.words or cell.mm:
            painter.fillRect(area, palette.lane if cell.crop is not None else palette.ground)
            painter.setPen(QPen(palette.grid, 1))
            painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))
            said = [cell.words]
            if isinstance(picture, str):
                said.append(picture)
            elif cell.crop is not None:
                said = [translate("review", "on its way")]
            self._draw_words(painter, area, " \u00b7 ".join(filter(None, said)))
        corner = Qt.Corner.TopLeftCorner
        if cell.mm:
            mm = f"{cell.mm} | {cell.other_mm}" if cell.other_mm else cell.mm
            plate = self._words.plate(painter, area, mm, Qt.Corner.TopRightCorner, strong=True)
            painter.setFont(self._palette.font(400, self._palette.text_px - 1))
            needed = painter.fontMetrics().horizontalAdvance(cell.words) + 22.0
            if needed > plate.left() - area.left() and not cell.change:
                corner = Qt.Corner.BottomRightCorner  # in the middle they would cover the lesion
        if isinstance(picture, QImage) and cell.words:
            self._words.plate(painter, area, cell.words, corner)
        if cell.change and area.height() > WORDS_ROW_PX:
            self._words.plate(painter, area, cell.change, Qt.Corner.BottomRightCorner)

    def _draw_calipers(self, painter: QPainter, area: QRectF, cell: Cell) -> None:
        if cell.plane is None or cell.crop is None or area.width() < CALIPERS_FROM_PX:
            return
        view = view_around(cell.plane, area.width(), area.height(), cell.crop.wide_mm)
        shapes = (cell.ghost if self.ghosts_on else None, cell.other, cell.own)
        painter.save()
        painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
        painter.translate(area.topLeft())
        for shape in shapes:  # the one in front last
            if shape is not None:
                self._calipers.draw(painter, [on_screen(shape, view)], None, 1.0)
        painter.restore()

    def _draw_words(self, painter: QPainter, area: QRectF, text: str) -> None:
        painter.setFont(self._palette.font(400, self._palette.text_px - 1))
        painter.setPen(self._palette.second)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(area.adjusted(6, 2, -6, -2), int(flags), text)


@dataclass(frozen=True)
class MatrixFigure:
    """The whole matrix as a figure, for a file."""

    matrix: Matrix
    picture_of: PictureOf
    ghosts_on: bool

    @property
    def cell_px(self) -> float:
        """Of few timepoints as wide as can be looked at, of many as narrow as can still be read."""
        each = (PRINT_PX - SIDE_PX) / max(len(self.matrix.columns), 1) - GAP_PX
        return float(int(min(max(each, PRINT_CELL_PX[0]), PRINT_CELL_PX[1])))

    @property
    def width_px(self) -> float:
        return SIDE_PX + self._layout.width_px

    @property
    def _layout(self) -> Layout:
        return Layout(self.matrix, self.cell_px)

    def height_px(self, palette: Palette) -> float:
        return HEAD_PX + self._layout.height_px

    def paint(self, painter: QPainter, area: QRectF, palette: Palette, lit: str = "") -> list[Spot]:
        layout = self._layout
        drawing = MatrixPainter(palette, self.picture_of)
        drawing.ghosts_on = self.ghosts_on
        painter.save()
        painter.translate(area.topLeft())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, column in enumerate(self.matrix.columns):
            left = SIDE_PX + place * (layout.cell_px + GAP_PX)
            drawing.draw_head(painter, QRectF(left, 0, layout.cell_px, HEAD_PX - 4), column)
        for place, row in enumerate(self.matrix.rows):
            top = HEAD_PX + layout.tops[place]
            drawing.draw_side(painter, QRectF(0, top, SIDE_PX, layout.row_px(place)), row)
            with_bar = next((n for n, cell in enumerate(row.cells) if cell.crop is not None), -1)
            for at, cell in enumerate(row.cells):
                place_of = layout.area(place, at).translated(SIDE_PX, HEAD_PX)
                drawing.draw_cell(painter, place_of, cell, row, first=at == with_bar)
        painter.restore()
        return []


def class_words(class_name: str) -> str:
    """A radiation class as windows name it."""
    if class_name == "NONE":
        return translate("review", "Unirradiated")
    if class_name == "UNTAGGED":
        return translate("review", "No class yet")
    return class_name
