"""Pages of A4: blocks one below the other, none of whose rows is cut, and what every page has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPageSize, QPainter, QPdfWriter, QPen, QTextOption

from app.reports.blocks import Block, Heading, NewPage, Paragraph, Shot, Shots, Table
from app.reports.pieces import Piece, paged
from app.style.look import look
from viewer.charts.files import PX_PER_INCH, Plate, claim, draw_plate
from viewer.charts.palette import Palette

DPI = 1200
MM = DPI / 25.4
MARGIN_MM = 16.0
HEAD_MM = 9.0
TEXT_PT, SMALL_PT = 8.0, 7.5
TITLE_PT = {1: 16.0, 2: 11.0}
PAD_MM, APART_MM = 0.9, 2.6
SHOT_GAP_MM = 2.5


@dataclass(frozen=True, slots=True)
class Running:
    """What stands at the head and at the foot of every page; {page} and {pages} are filled in."""

    head: str
    foot: str
    numbers: str


def write_pdf(path: Path, title: str, blocks: Sequence[Block], running: Running, palette: Palette) -> None:
    """Writes a PDF, of which the text can be selected and searched.

    Raises:
        Refusal: the file cannot be written.
    """
    claim(path)
    writer = QPdfWriter(str(path))
    writer.setTitle(title)
    writer.setCreator("Longaxis")
    writer.setResolution(DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    sheet = QRectF(0, 0, writer.width(), writer.height())
    margin = MARGIN_MM * MM
    body = sheet.adjusted(margin, margin + HEAD_MM * MM, -margin, -margin - HEAD_MM * MM)
    compositor = _Compositor(painter, body, palette)
    pages = paged([piece for block in blocks for piece in compositor.pieces(block)], body.height())
    for number, placed in enumerate(pages, start=1):
        if number > 1:
            writer.newPage()
        _draw_running(painter, sheet, margin, running, number, len(pages))
        for top, piece in placed:
            piece.draw(body.top() + top)
    painter.end()


def _draw_running(
    painter: QPainter, sheet: QRectF, margin: float, running: Running, page: int, pages: int
) -> None:
    across = QRectF(margin, margin, sheet.width() - 2 * margin, 5 * MM)
    painter.setFont(_font(SMALL_PT))
    painter.setPen(look().paper["second"])
    painter.drawText(across, Qt.AlignmentFlag.AlignLeft, running.head)
    painter.setPen(QPen(look().paper["edge"], 0.2 * MM))
    painter.drawLine(across.bottomLeft(), across.bottomRight())
    foot = across.translated(0, sheet.height() - 2 * margin - across.height())
    painter.setPen(look().paper["second"])
    painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, running.foot)
    numbers = running.numbers.format(page=page, pages=pages)
    painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, numbers)


class _Compositor:
    """Makes pieces of blocks: how high each is, and how it is drawn."""

    def __init__(self, painter: QPainter, body: QRectF, palette: Palette) -> None:
        self._painter = painter
        self._body = body
        self._palette = palette

    def pieces(self, block: Block) -> Iterator[Piece]:
        if isinstance(block, Heading):
            apart = 6.0 if block.level > 1 else 0.0
            font = _font(TITLE_PT[block.level], 600)
            yield self._words(block.text, font, look().paper["text"], apart, keeps=True)
        elif isinstance(block, Paragraph):
            yield self._words(block.text, _font(TEXT_PT), look().paper["second"], 1.0)
        elif isinstance(block, Table):
            yield from self._table(block)
        elif isinstance(block, Shots):
            yield self._shots(block)
        elif isinstance(block, NewPage):
            yield Piece(0.0, _draw_nothing, opens_page=True)
        else:
            yield self._plate(block)

    def _words(self, text: str, font: QFont, ink: QColor, apart_mm: float, *, keeps: bool = False) -> Piece:
        height = self._height(text, font, self._body.width()) + MM

        def draw(top: float) -> None:
            self._write(QRectF(self._body.left(), top, self._body.width(), height), text, font, ink)

        return Piece(height, draw, apart_mm * MM, keeps=keeps)

    def _table(self, table: Table) -> Iterator[Piece]:
        header = self._row(table, table.header, 600, look().paper["second"]) if any(table.header) else None
        if header is not None:
            yield Piece(header.height, header.draw, 2 * MM, keeps=True)
        before = 0.0 if header else 2 * MM
        for cells in table.rows:
            for part in self._fitting(table, cells, header):
                row = self._row(table, part, 400, look().paper["text"])
                yield Piece(row.height, row.draw, before, repeats=header)
                before = 0.0

    def _fitting(
        self, table: Table, cells: tuple[str, ...], header: Piece | None
    ) -> Iterator[tuple[str, ...]]:
        """The row, in several parts only where no page could hold it whole."""
        room = self._body.height() - (header.height if header else 0.0)
        if self._row_height(table, cells, 400) <= room or max(map(len, cells)) < 2:
            yield cells
            return
        first, second = zip(*map(_halves, cells), strict=True)
        yield from self._fitting(table, first, header)
        yield from self._fitting(table, second, header)

    def _row(self, table: Table, cells: tuple[str, ...], weight: int, ink: QColor) -> Piece:
        height = self._row_height(table, cells, weight)
        font = _font(TEXT_PT, weight)

        def draw(top: float) -> None:
            left = self._body.left()
            for at, (cell, wide) in enumerate(zip(cells, self._widths(table), strict=True)):
                side = Qt.AlignmentFlag.AlignRight if at >= table.right_from else Qt.AlignmentFlag.AlignLeft
                place = QRectF(left, top + PAD_MM * MM, wide - APART_MM * MM, height)
                self._write(place, cell, font, ink, side)
                left += wide
            self._painter.setPen(QPen(look().paper["edge"], 0.15 * MM))
            edge = top + height
            self._painter.drawLine(int(self._body.left()), int(edge), int(self._body.right()), int(edge))

        return Piece(height, draw)

    def _row_height(self, table: Table, cells: tuple[str, ...], weight: int) -> float:
        font = _font(TEXT_PT, weight)
        heights = [
            self._height(cell, font, wide - APART_MM * MM)
            for cell, wide in zip(cells, self._widths(table), strict=True)
        ]
        return max(heights) + 2 * PAD_MM * MM

    def _widths(self, table: Table) -> list[float]:
        return [self._body.width() * share / sum(table.shares) for share in table.shares]

    def _shots(self, block: Shots) -> Piece:
        wide = (self._body.width() - SHOT_GAP_MM * MM * (block.across - 1)) / block.across
        font = _font(SMALL_PT)
        heights = [self._picture_height(shot, wide, font) for shot in block.shots]
        words = [self._height(shot.words, font, wide) for shot in block.shots]
        picture_px = max(heights)

        def draw(top: float) -> None:
            for at, shot in enumerate(block.shots):
                left = self._body.left() + at * (wide + SHOT_GAP_MM * MM)
                place = QRectF(left, top, wide, picture_px)
                if isinstance(shot.image, str):
                    self._write(place, shot.image, font, look().paper["second"])
                else:
                    self._painter.drawImage(QRectF(left, top, wide, heights[at]), shot.image)
                below = QRectF(left, top + picture_px + 0.8 * MM, wide, words[at])
                self._write(below, shot.words, font, look().paper["text"])

        return Piece(picture_px + 0.8 * MM + max(words) + 2 * MM, draw, MM)

    def _picture_height(self, shot: Shot, wide: float, font: QFont) -> float:
        if isinstance(shot.image, str):
            return self._height(shot.image, font, wide)
        return wide * shot.image.height() / shot.image.width()

    def _plate(self, plate: Plate) -> Piece:
        """As large as the page takes it, but no larger than it is in a file."""
        size = plate.size(self._palette)
        scale = min(DPI / PX_PER_INCH, self._body.width() / size.width(), self._body.height() / size.height())

        def draw(top: float) -> None:
            self._painter.save()
            self._painter.translate(self._body.center().x() - size.width() * scale / 2, top)
            self._painter.scale(scale, scale)
            draw_plate(plate, self._painter, self._palette)
            self._painter.restore()

        return Piece(size.height() * scale, draw)

    def _height(self, text: str, font: QFont, wide: float) -> float:
        self._painter.setFont(font)
        room = QRectF(0, 0, wide, 1e7)
        return self._painter.boundingRect(room, text or " ", _option(Qt.AlignmentFlag.AlignLeft)).height()

    def _write(
        self,
        place: QRectF,
        text: str,
        font: QFont,
        ink: QColor,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        self._painter.setFont(font)
        self._painter.setPen(ink)
        self._painter.drawText(place, text, _option(side))


def _option(side: Qt.AlignmentFlag) -> QTextOption:
    """Lines end between words, and within one that is longer than a line."""
    option = QTextOption(side | Qt.AlignmentFlag.AlignTop)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _halves(text: str) -> tuple[str, str]:
    """Parted between two words near the middle, or in the middle of a single one."""
    middle = len(text) // 2
    space = text.find(" ", middle)
    at = middle if space < 0 else space + 1
    return text[:at], text[at:]


def _font(points: float, weight: int = 400) -> QFont:
    made = QFont()
    made.setFamilies(list(look().families))
    made.setPointSizeF(points)
    made.setWeight(QFont.Weight(weight))
    # No substituted letters, which a new font has from the application's: a PDF cannot tell them as text.
    for feature in ("tnum", "calt"):
        made.setFeature(QFont.Tag(feature), 0)
    return made


def _draw_nothing(top: float) -> None:
    """What only opens a page has nothing to draw."""
