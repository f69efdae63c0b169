"""The palette, the type scale and the class and call styles, as data."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import SimpleNamespace
from typing import Any

from PySide6.QtGui import QColor


@dataclass(frozen=True, slots=True)
class ClassLook:
    """Colour and line style of one radiation class; `dash` in pixels, empty for a solid line."""

    colour: QColor
    dash: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class CallLook:
    """Fill of a call's chip and the colour of the letters on it."""

    fill: QColor
    text: QColor


@dataclass(frozen=True, slots=True)
class Look:
    """Everything a window needs to draw itself.

    Attributes:
        colour: `QColor` by role, such as `look.colour.panel`.
        size: type sizes in logical pixels by role, such as `look.size.body`.
        hexes: the same colours as text, for style sheets.
        classes: keyed by the class's name in files, and UNTAGGED.
        calls: keyed CR, PR, SD, PD, NE.
        paper: what figures and reports are printed with, by role, call and class.
    """

    colour: Any
    size: Any
    hexes: dict[str, str]
    classes: dict[str, ClassLook]
    calls: dict[str, CallLook]
    paper: dict[str, QColor]
    families: tuple[str, ...]

    def call(self, response: str) -> CallLook:
        """The look of any response of the tables; those outside the palette look like SD or NE."""
        if response in self.calls:
            return self.calls[response]
        return self.calls["SD" if response == "NON-CR/NON-PD" else "NE"]


@cache
def look() -> Look:
    """The look of this program, read once."""
    data = tomllib.loads((resources.files("resources") / "look.toml").read_text(encoding="utf-8"))
    sizes = dict(data["type"])
    families = tuple(sizes.pop("families"))
    return Look(
        colour=SimpleNamespace(**{name: QColor(text) for name, text in data["colour"].items()}),
        size=SimpleNamespace(**sizes),
        hexes=dict(data["colour"]),
        classes={
            name: ClassLook(QColor(entry["colour"]), tuple(entry["dash"]))
            for name, entry in data["class"].items()
        },
        calls={
            name: CallLook(QColor(entry["fill"]), QColor(entry["text"]))
            for name, entry in data["call"].items()
        },
        paper={name: QColor(text) for name, text in data["paper"].items()},
        families=families,
    )
