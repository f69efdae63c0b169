"""What the trial's figures are drawn with: calls and classes have a hatch or a dash beside their colour."""

from collections.abc import Mapping

from PySide6.QtGui import QColor

from app.style.look import look
from measurements.lesion import RadiationClass
from measurements.recist.response import Response
from viewer.charts.palette import Hatch, Palette, Style

PROGRESSION_FREE = "progression-free"
SURVIVAL = "survival"
DURATION = "duration"

_CALLS = ("CR", "PR", "SD", "PD", "NE")
_CLASSES = ("SBRT", "LDRT", "NONE")
_CALL_HATCHES = {"SD": Hatch.FALLING, "PD": Hatch.RISING}
_CLASS_HATCHES = {"LDRT": Hatch.RISING, "NONE": Hatch.FALLING}
_PAPER_TEXT_PX = 11


def call_style(response: Response) -> str:
    """The key of a response's style: those outside the palette look like SD or NE."""
    if response.value in _CALLS:
        return f"call {response.value}"
    return "call SD" if response is Response.NON_CR_NON_PD else "call NE"


def class_style(radiation: RadiationClass) -> str:
    return f"class {radiation.value}"


def window_palette() -> Palette:
    """On the window's dark panels."""
    calls = {name: style.fill for name, style in look().calls.items()}
    classes = {name: look().classes[name].colour for name in _CLASSES}
    colours = look().colour
    lines = {
        "line PR": Style(calls["PR"], (6.0, 4.0)),
        "radiation": Style(colours.warning),
        **_times(colours.accent, colours.text),
    }
    return Palette(
        ground=colours.panel,
        text=colours.text,
        second=colours.second,
        grid=colours.hairline,
        zero=colours.border,
        lane=colours.control,
        accent=colours.accent,
        styles={**_styles(calls, classes), **lines},
        families=look().families,
        text_px=look().size.caption,
    )


def print_palette() -> Palette:
    """On white paper, for journals and study files."""
    paper = look().paper
    calls = {name: paper[name] for name in _CALLS}
    classes = {name: paper[name] for name in _CLASSES}
    lines = {
        "line PR": Style(paper["pr_line"], (6.0, 4.0)),
        "radiation": Style(classes["SBRT"]),
        **_times(paper["accent"], paper["text"]),
    }
    return Palette(
        ground=paper["ground"],
        text=paper["text"],
        second=paper["second"],
        grid=paper["grid"],
        zero=paper["zero"],
        lane=paper["lane"],
        accent=paper["accent"],
        styles={**_styles(calls, classes), **lines},
        families=look().families,
        text_px=_PAPER_TEXT_PX,
        even_figures=False,
    )


def _styles(calls: Mapping[str, QColor], classes: Mapping[str, QColor]) -> dict[str, Style]:
    styles = {
        f"call {name}": Style(colour, hatch=_CALL_HATCHES.get(name, Hatch.NONE))
        for name, colour in calls.items()
    }
    styles |= {
        f"class {name}": Style(colour, look().classes[name].dash, _CLASS_HATCHES.get(name, Hatch.NONE))
        for name, colour in classes.items()
    }
    return {**styles, "line PD": Style(calls["PD"], (2.0, 2.5))}


def _times(accent: QColor, text: QColor) -> dict[str, Style]:
    return {
        PROGRESSION_FREE: Style(accent),
        SURVIVAL: Style(text, (6.0, 4.0)),
        DURATION: Style(accent),
        "therapy": Style(accent),
    }
