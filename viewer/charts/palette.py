"""What charts are drawn with: the colours, hatches and letters of one ground, dark or paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPen


class Hatch(Enum):
    """Lines over a fill, so that it is told apart without its colour."""

    NONE = "none"
    RISING = "rising"
    FALLING = "falling"
    CROSSED = "crossed"


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind of thing is drawn, as a line or as an area.

    Attributes:
        dashes_px: of its line (on, off, ...); () for a solid one.
        hatch: over its area.
        line: of its line and its words, where its area's colour is too faint for them.
    """

    colour: QColor
    dashes_px: tuple[float, ...] = ()
    hatch: Hatch = Hatch.NONE
    line: QColor | None = None

    @property
    def ink(self) -> QColor:
        """Of lines and words."""
        return self.line or self.colour

    def pen(self, width_px: float) -> QPen:
        pen = QPen(self.ink, width_px)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)  # or gaps would be shorter than they are said to be
        if self.dashes_px:
            pen.setDashPattern([length / width_px for length in self.dashes_px])
        return pen


@dataclass(frozen=True, slots=True)
class Palette:
    """The ground and everything on it.

    Attributes:
        ground: behind the chart.
        grid, zero: hairlines, and the line that values are counted from.
        lane: what is neither good nor bad, such as time on study.
        accent: the first of curves without a meaning of their own.
        styles: by key; the application names the calls and the classes.
        families: of the letters, in order of preference.
        text_px: their size.
        even_figures: whether figures have equal widths. A PDF cannot tell the substituted letters back as
            text, so that what is copied or searched there needs them as they are.
    """

    ground: QColor
    text: QColor
    second: QColor
    grid: QColor
    zero: QColor
    lane: QColor
    accent: QColor
    styles: Mapping[str, Style]
    families: tuple[str, ...]
    text_px: int
    even_figures: bool = True

    def font(self, weight: int = 400, size_px: int = 0) -> QFont:
        """`size_px` is that of the letters unless given."""
        made = QFont()
        made.setFamilies(list(self.families))
        made.setPixelSize(size_px or self.text_px)
        made.setWeight(QFont.Weight(weight))
        # A new font has the features of the application's: both are said in any case.
        made.setFeature(QFont.Tag("tnum"), int(self.even_figures))
        made.setFeature(QFont.Tag("calt"), int(self.even_figures))
        return made
