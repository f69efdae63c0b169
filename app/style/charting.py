"""What charts are drawn with, from the one look: on the window's dark ground, and on paper."""

from collections.abc import Mapping

from PySide6.QtGui import QColor

from app.style.look import look
from viewer.charts.palette import Palette, Style

WHOLE = "ALL"
"""Style key of what is of all classes together."""

OTHER_READ = "OTHER"
"""Style key of a second read that lies over the first."""

BAND = "BAND"
"""Style key of how far two readers lie apart."""

TREATED = "TREATED"
"""Style key of the days on which radiation was given."""

OTHER_READ_DASH = (9.0, 3.0, 2.0, 3.0)
_PAPER_DARKER = 150


def screen_palette() -> Palette:
    """As the windows look."""
    colours = look().colour
    styles = {name: Style(style.colour, style.dash) for name, style in look().classes.items()}
    styles |= {name: Style(style.fill) for name, style in look().calls.items()}
    styles |= {
        "PR": Style(look().calls["PR"].fill, (6.0, 4.0)),
        "PD": Style(look().calls["PD"].fill, (2.0, 2.5)),
        WHOLE: Style(colours.text),
        OTHER_READ: Style(colours.second, OTHER_READ_DASH),
        BAND: Style(_through(colours.white, 0.10)),
        TREATED: Style(colours.warning),
    }
    return Palette(
        ground=colours.ground,
        text=colours.text,
        second=colours.second,
        grid=colours.hairline,
        zero=colours.border,
        lane=colours.control,
        accent=colours.accent,
        styles=styles,
        families=look().families,
        text_px=look().size.second,
    )


def paper_palette() -> Palette:
    """As on white paper: the same lines, their colours dark enough to be read there."""
    on_screen = screen_palette()
    colours = look().colour
    ink = look().calls["SD"].text
    own: Mapping[str, Style] = {
        WHOLE: Style(ink),
        OTHER_READ: Style(colours.disabled, OTHER_READ_DASH),
        BAND: Style(_through(ink, 0.09)),
    }
    darker = {
        name: Style(style.colour.darker(_PAPER_DARKER), style.dashes_px, style.hatch)
        for name, style in on_screen.styles.items()
    }
    return Palette(
        ground=colours.white,
        text=ink,
        second=colours.border,
        grid=_mixed(colours.white, ink, 0.13),
        zero=_mixed(colours.white, ink, 0.4),
        lane=_mixed(colours.white, ink, 0.1),
        accent=colours.primary,
        styles={**darker, **own},
        families=on_screen.families,
        text_px=on_screen.text_px,
        even_figures=False,
    )


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    """`share` of the other in the one."""
    pairs = ((one.redF(), other.redF()), (one.greenF(), other.greenF()), (one.blueF(), other.blueF()))
    return QColor.fromRgbF(*(a + (b - a) * share for a, b in pairs))


def _through(colour: QColor, share: float) -> QColor:
    seen = QColor(colour)
    seen.setAlphaF(share)
    return seen
