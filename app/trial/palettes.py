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

_PAPER_CALLS = {"CR": "#1B6E3C", "PR": "#86C994", "SD": "#C9CED4", "PD": "#D24A36", "NE": "#8A9098"}
_PAPER_CLASSES = {"SBRT": "#C98300", "LDRT": "#008C8E", "NONE": "#8159D6"}
_CALL_HATCHES = {"SD": Hatch.FALLING, "PD": Hatch.RISING}
_CLASS_HATCHES = {"LDRT": Hatch.RISING, "NONE": Hatch.FALLING}
_PAPER_TEXT_PX = 11


def call_style(response: Response) -> str:
    """The key of a response's style: those outside the palette look like SD or NE."""
    if response.value in _PAPER_CALLS:
        return f"call {response.value}"
    return "call SD" if response is Response.NON_CR_NON_PD else "call NE"


def class_style(radiation: RadiationClass) -> str:
    return f"class {radiation.value}"


def window_palette() -> Palette:
    """On the window's dark panels."""
    calls = {name: style.fill for name, style in look().calls.items()}
    classes = {name: look().classes[name].colour for name in _PAPER_CLASSES}
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
    calls = {name: QColor(colour) for name, colour in _PAPER_CALLS.items()}
    classes = {name: QColor(colour) for name, colour in _PAPER_CLASSES.items()}
    ink, accent = QColor("#16181A"), QColor("#1D55A8")
    lines = {
        "line PR": Style(QColor("#2F7D45"), (6.0, 4.0)),
        "radiation": Style(classes["SBRT"]),
        **_times(accent, ink),
    }
    return Palette(
        ground=QColor("#FFFFFF"),
        text=ink,
        second=QColor("#4A5056"),
        grid=QColor("#DDE0E3"),
        zero=QColor("#A6ABB0"),
        lane=QColor("#E6E8EA"),
        accent=accent,
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
