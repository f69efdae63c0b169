"""What charts are drawn with, from the one look: on the window's dark ground, and on white paper.

A style's key is the name of a call or of a class as files have it, or one of the names below. Calls and
classes have a hatch and a dash beside their colour, so that they are told apart without it.
"""

from collections.abc import Mapping

from PySide6.QtGui import QColor

from app.style.look import look
from measurements.lesion import RadiationClass
from measurements.recist.response import Response
from viewer.charts.palette import Hatch, Palette, Style

WHOLE = "ALL"
"""Style key of what is of all classes together."""

OTHER_READ = "OTHER"
"""Style key of a second read that lies over the first."""

BAND = "BAND"
"""Style key of how far two readers lie apart."""

TREATED = "TREATED"
"""Style key of the days on which radiation was given."""

THERAPY = "THERAPY"
"""Style key of the start of another therapy."""

PROGRESSION_FREE, SURVIVAL, DURATION, OTHER_SET = "PFS", "OS", "DOR", "OTHER SET"
"""Style keys of times to an event."""

OTHER_READ_DASH = (9.0, 3.0, 2.0, 3.0)
PAPER_TEXT_PX = 11

_CALL_HATCHES = {"SD": Hatch.FALLING, "PD": Hatch.RISING, "NE": Hatch.CROSSED}
_CALL_DASHES = {"PR": (6.0, 4.0), "SD": (9.0, 2.5, 2.0, 2.5), "PD": (2.0, 2.5), "NE": (1.0, 4.0)}
_CLASS_HATCHES = {"LDRT": Hatch.RISING, "NONE": Hatch.FALLING}


def call_style(response: Response) -> str:
    """The key of a response's style: those outside the palette look like SD or NE."""
    if response.value in look().calls:
        return response.value
    return "SD" if response is Response.NON_CR_NON_PD else "NE"


def class_style(radiation: RadiationClass) -> str:
    return radiation.value


def screen_palette(ground: QColor | None = None, text_px: int = 0) -> Palette:
    """As the windows look.

    Args:
        ground: that of the window's pages unless given.
        text_px: that of second lines unless given.
    """
    colours = look().colour
    return Palette(
        ground=ground or colours.ground,
        text=colours.text,
        second=colours.second,
        grid=colours.hairline,
        zero=colours.border,
        lane=colours.control,
        accent=colours.accent,
        styles={
            **_calls({name: style.fill for name, style in look().calls.items()}, {}),
            **_classes({name: style.colour for name, style in look().classes.items()}),
            **_others(colours.text, colours.accent, colours.warning),
            OTHER_READ: Style(colours.second, OTHER_READ_DASH),
            BAND: Style(_through(colours.white, 0.10)),
        },
        families=look().families,
        text_px=text_px or look().size.second,
    )


def paper_palette(text_px: int = PAPER_TEXT_PX) -> Palette:
    """As on white paper, for journals and study files: the same lines, dark enough to be read there."""
    paper = look().paper
    classes = {name: paper[name] if name in paper else paper["text"] for name in look().classes}
    lines = {name: paper[f"{name}_line"] for name in look().calls}
    return Palette(
        ground=paper["ground"],
        text=paper["text"],
        second=paper["second"],
        grid=paper["grid"],
        zero=paper["zero"],
        lane=paper["lane"],
        accent=paper["accent"],
        styles={
            **_calls({name: paper[name] for name in look().calls}, lines),
            **_classes(classes),
            **_others(paper["text"], paper["accent"], paper["SBRT"]),
            OTHER_READ: Style(paper["second"], OTHER_READ_DASH),
            BAND: Style(_through(paper["text"], 0.09)),
        },
        families=look().families,
        text_px=text_px,
        even_figures=False,
    )


def _calls(fills: Mapping[str, QColor], lines: Mapping[str, QColor]) -> dict[str, Style]:
    return {
        name: Style(fill, _CALL_DASHES.get(name, ()), _CALL_HATCHES.get(name, Hatch.NONE), lines.get(name))
        for name, fill in fills.items()
    }


def _classes(colours: Mapping[str, QColor]) -> dict[str, Style]:
    return {
        name: Style(colour, look().classes[name].dash, _CLASS_HATCHES.get(name, Hatch.NONE))
        for name, colour in colours.items()
    }


def _others(text: QColor, accent: QColor, warm: QColor) -> dict[str, Style]:
    return {
        WHOLE: Style(text),
        TREATED: Style(warm),
        THERAPY: Style(accent),
        PROGRESSION_FREE: Style(accent),
        SURVIVAL: Style(text, (6.0, 4.0)),
        DURATION: Style(accent),
        OTHER_SET: Style(warm, (6.0, 4.0)),
    }


def _through(colour: QColor, share: float) -> QColor:
    seen = QColor(colour)
    seen.setAlphaF(share)
    return seen
