"""A chart in a file: SVG, PNG at 300 dots per inch, or PDF, with what must stand beside it in print."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from measurements.refusal import Refusal
from viewer.charts.chart import Chart
from viewer.charts.palette import Palette

PX_PER_INCH = 96
PRINT_DPI = 300
MARGIN_PX = 16
LEAST_CHART_PX = 230
WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
SUBSTITUTES = "Helvetica,Arial,sans-serif"
SUFFIXES = (".svg", ".png", ".pdf")


@dataclass(frozen=True, slots=True)
class Plate:
    """A chart with its words, as it is printed.

    Attributes:
        title, subtitle: over the chart.
        notes: below it, a paragraph each: denominator, cut-off, protocol, what it may be used for.
        width_px, height_px: of the whole at 96 px to the inch; it grows with its words and with the chart's
            own height.
    """

    chart: Chart
    title: str
    subtitle: str
    notes: tuple[str, ...]
    width_px: int = 690
    height_px: int = 460

    def size(self, palette: Palette) -> QSize:
        """With what the chart needs to show all of itself."""
        needed = max(self.chart.height_px(palette), LEAST_CHART_PX) + self._words_px(palette)
        return QSize(self.width_px, max(self.height_px, round(needed)))

    def _words_px(self, palette: Palette) -> float:
        """What title, subtitle, notes and margins take."""
        room = QRectF(0, 0, self.width_px - 2 * MARGIN_PX, 1e5)
        title = QFontMetricsF(palette.font(600, palette.text_px + 4))
        words = QFontMetricsF(palette.font())
        heights = [title.boundingRect(room, int(WRAPPED), self.title).height() + 2]
        heights += [words.boundingRect(room, int(WRAPPED), self.subtitle).height() + 8]
        heights += [words.boundingRect(room, int(WRAPPED), note).height() + 3 for note in self.notes]
        return sum(heights) + 2 * MARGIN_PX + 6


def write_plate(plate: Plate, path: Path, palette: Palette) -> None:
    """Writes a chart in the format that the ending of `path` names.

    Raises:
        Refusal: the file cannot be written.
        ValueError: there is no such format.
    """
    if path.suffix not in SUFFIXES:
        raise ValueError(f"no format for {path.suffix}")
    claim(path)
    size = plate.size(palette)
    if path.suffix == ".svg":
        generator = QSvgGenerator()
        generator.setFileName(str(path))
        generator.setResolution(PX_PER_INCH)
        generator.setSize(size)
        generator.setViewBox(QRect(0, 0, size.width(), size.height()))
        generator.setTitle(plate.title)
        generator.setDescription("\n".join(plate.notes))
        painter = QPainter(generator)
        draw_plate(plate, painter, palette)
        painter.end()
        _name_substitutes(path, palette.families)
    elif path.suffix == ".png":
        if not plate_image(plate, palette).save(str(path)):
            raise Refusal("{path} cannot be written: free some space or choose another folder.", path=path)
    else:
        writer = QPdfWriter(str(path))
        writer.setTitle(plate.title)
        writer.setResolution(1200)
        points = QSizeF(size) * 72 / PX_PER_INCH
        writer.setPageSize(QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
        writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        painter = QPainter(writer)
        painter.scale(1200 / PX_PER_INCH, 1200 / PX_PER_INCH)
        draw_plate(plate, painter, palette)
        painter.end()


def _name_substitutes(path: Path, families: tuple[str, ...]) -> None:
    """Has a figure look alike where its letters are not installed: a browser would take those of a book."""
    named = f'font-family="{",".join(families)}"'
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(named, f'{named[:-1]},{SUBSTITUTES}"'), encoding="utf-8", newline="\n")


def plate_image(plate: Plate, palette: Palette, dpi: int = PRINT_DPI) -> QImage:
    """The plate as a picture."""
    scale = dpi / PX_PER_INCH
    size = plate.size(palette)
    image = QImage(round(size.width() * scale), round(size.height() * scale), QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(dpi / 0.0254))
    image.setDotsPerMeterY(round(dpi / 0.0254))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    draw_plate(plate, painter, palette)
    painter.end()
    return image


def draw_plate(plate: Plate, painter: QPainter, palette: Palette) -> None:
    """Draws title, chart and notes from the painter's origin on, at the plate's own size."""
    size = plate.size(palette)
    whole = QRectF(0, 0, size.width(), size.height())
    painter.fillRect(whole, palette.ground)
    inside = whole.adjusted(MARGIN_PX, MARGIN_PX, -MARGIN_PX, -MARGIN_PX)
    wrap = int(WRAPPED)
    painter.setFont(palette.font(600, palette.text_px + 4))
    painter.setPen(palette.text)
    title = painter.boundingRect(inside, wrap, plate.title)
    painter.drawText(title, wrap, plate.title)
    inside.setTop(title.bottom() + 2)
    painter.setFont(palette.font())
    painter.setPen(palette.second)
    subtitle = painter.boundingRect(inside, wrap, plate.subtitle)
    painter.drawText(subtitle, wrap, plate.subtitle)
    inside.setTop(subtitle.bottom() + 8)
    for note in reversed(plate.notes):
        needed = painter.boundingRect(inside, wrap, note)
        place = QRectF(inside.left(), inside.bottom() - needed.height(), inside.width(), needed.height())
        painter.drawText(place, wrap, note)
        inside.setBottom(place.top() - 3)
    plate.chart.paint(painter, inside.adjusted(0, 0, 0, -6), palette)


def claim(path: Path) -> None:
    """Makes sure that a file can be written before Qt begins to, which says less of why it could not.

    Raises:
        Refusal: it cannot.
    """
    try:
        path.open("wb").close()
    except OSError as error:
        raise Refusal(
            "{path} cannot be written ({reason}): choose another folder or free this one.",
            path=path,
            reason=error.strerror,
        ) from error
