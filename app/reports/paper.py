"""Pages of A4: text with tables that break under their headers, figures, and what every page has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextDocument,
)

from app.style.look import look
from viewer.charts.files import PX_PER_INCH, Plate, claim, draw_plate
from viewer.charts.palette import Palette

DPI = 1200
MM = DPI / 25.4
MARGIN_MM = 16.0
HEAD_MM = 9.0
TEXT_PT = 8.5
NEW_PAGE = '<p style="page-break-before: always; margin: 0;"></p>'

_SHEET = Template("""
h1 { font-size: 16pt; font-weight: 600; margin: 0 0 3px 0; }
h2 { font-size: 11pt; font-weight: 600; margin-top: 16px; margin-bottom: 5px; }
p { margin: 0 0 5px 0; }
p.second { color: $second; }
th { font-weight: 600; text-align: left; color: $second; }
""")


@dataclass(frozen=True, slots=True)
class Running:
    """What stands at the head and at the foot of every page; {page} and {pages} are filled in."""

    head: str
    foot: str
    numbers: str


def write_pdf(
    path: Path,
    title: str,
    html: str,
    running: Running,
    pictures: Mapping[str, QImage],
    plates: Sequence[Plate],
    palette: Palette,
) -> None:
    """Writes a PDF, of which the text can be selected and searched; then the plates, none over two pages.

    Args:
        html: of the body, with `pictures` by their names.

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
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(_font(TEXT_PT))
    document.setDefaultStyleSheet(
        _SHEET.substitute({role: colour.name() for role, colour in look().paper.items()})
    )
    document.documentLayout().setPaintDevice(writer)
    for name, image in pictures.items():
        document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), image)
    document.setPageSize(QSizeF(body.width(), body.height()))
    document.setHtml(f'<body style="color:{look().paper["text"].name()}">{html}</body>')
    texts = document.pageCount()
    sheets = _sheets(plates, body, palette)
    pages = texts + len(sheets)
    for number in range(1, pages + 1):
        if number > 1:
            writer.newPage()
        _draw_running(painter, sheet, margin, running, number, pages)
        painter.save()
        if number <= texts:
            top = (number - 1) * body.height()
            painter.translate(body.left(), body.top() - top)
            # What begins on the next page touches this one by the rounding of a picture.
            document.drawContents(painter, QRectF(0, top, body.width(), body.height() - 0.5 * MM))
        else:
            painter.translate(body.left(), body.top())
            for plate in sheets[number - texts - 1]:
                _draw_plate(painter, body, plate, palette)
        painter.restore()
    painter.end()


def _draw_running(
    painter: QPainter, sheet: QRectF, margin: float, running: Running, page: int, pages: int
) -> None:
    across = QRectF(margin, margin, sheet.width() - 2 * margin, 5 * MM)
    painter.setFont(_font(7.5))
    painter.setPen(look().paper["second"])
    painter.drawText(across, Qt.AlignmentFlag.AlignLeft, running.head)
    painter.setPen(QPen(look().paper["edge"], 0.2 * MM))
    painter.drawLine(across.bottomLeft(), across.bottomRight())
    foot = across.translated(0, sheet.height() - 2 * margin - across.height())
    painter.setPen(look().paper["second"])
    painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, running.foot)
    numbers = running.numbers.format(page=page, pages=pages)
    painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, numbers)


def _sheets(plates: Sequence[Plate], body: QRectF, palette: Palette) -> list[list[Plate]]:
    """The plates of each page, as many below each other as it takes."""
    sheets: list[list[Plate]] = []
    room = 0.0
    for plate in plates:
        height = plate.size(palette).height() * _scale(plate, body, palette)
        if not sheets or height > room:
            sheets.append([])
            room = body.height()
        sheets[-1].append(plate)
        room -= height
    return sheets


def _scale(plate: Plate, body: QRectF, palette: Palette) -> float:
    """As large as the page takes it, but no larger than it is in a file."""
    size = plate.size(palette)
    return min(DPI / PX_PER_INCH, body.width() / size.width(), body.height() / size.height())


def _draw_plate(painter: QPainter, body: QRectF, plate: Plate, palette: Palette) -> None:
    """At the painter's place, which is below it afterwards."""
    size, scale = plate.size(palette), _scale(plate, body, palette)
    painter.save()
    painter.translate((body.width() - size.width() * scale) / 2, 0)
    painter.scale(scale, scale)
    draw_plate(plate, painter, palette)
    painter.restore()
    painter.translate(0, size.height() * scale)


def _font(points: float) -> QFont:
    made = QFont()
    made.setFamilies(list(look().families))
    made.setPointSizeF(points)
    # No substituted letters, which a new font has from the application's: a PDF cannot tell them as text.
    for feature in ("tnum", "calt"):
        made.setFeature(QFont.Tag(feature), 0)
    return made


def table(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, widths: Sequence[int] = (), right_from: int = 99
) -> str:
    """A table whose header stands again on every page it goes on to; cells are text, never HTML.

    Args:
        widths: of its columns, percent.
        right_from: from which column on figures stand at the right.
    """

    # A style sheet's lines below cells are not drawn, those of the cell itself are.
    edge = f"border-bottom: 1px solid {look().paper['edge'].name()};"

    def cell(tag: str, text: str, at: int) -> str:
        side = "right" if at >= right_from else "left"
        wide = f' width="{widths[at]}%"' if widths else ""
        words = broken(text)
        return f'<{tag}{wide} align="{side}" style="{edge} padding: 3px 8px 3px 0;">{words}</{tag}>'

    head = "".join(cell("th", text, at) for at, text in enumerate(header))
    body = "".join(
        "<tr>" + "".join(cell("td", text, at) for at, text in enumerate(row)) + "</tr>" for row in rows
    )
    return (
        '<table width="100%" cellspacing="0" cellpadding="0" style="border-collapse: collapse;">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def broken(text: str) -> str:
    """Text as HTML, its line breaks kept."""
    return escape(text).replace("\n", "<br/>")


def heading(text: str, level: int = 2) -> str:
    return f"<h{level}>{escape(text)}</h{level}>"


def paragraph(text: str) -> str:
    return f'<p class="second">{escape(text)}</p>'
