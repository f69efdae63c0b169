"""What a report is made of: headings, sentences, tables, pictures side by side and figures, as values."""

from dataclasses import dataclass

from PySide6.QtGui import QImage

from viewer.charts.files import Plate


@dataclass(frozen=True, slots=True)
class Heading:
    """Stays with what follows it; `level` 1 is that of the report itself."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of smaller weight."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header that stands again on every page they go on to; no row is cut.

    Attributes:
        header: of each column; without any text, none is drawn.
        shares: how wide columns are beside each other.
        right_from: from which column on figures stand at the right.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...]
    right_from: int = 99


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture with the words below it, or in its place why there is none."""

    image: QImage | str
    words: str


@dataclass(frozen=True, slots=True)
class Shots:
    """Pictures side by side, on one page; `across` says how many have room there."""

    shots: tuple[Shot, ...]
    across: int


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a page of its own."""


Block = Heading | Paragraph | Table | Shots | NewPage | Plate
