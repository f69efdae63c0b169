"""How the pane looks: colours, dashes, fonts and sizes as one frozen value that the application fills."""

from collections.abc import Mapping
from dataclasses import dataclass

UNTAGGED = "untagged"
"""Style key of a lesion whose radiation class has not been said."""


@dataclass(frozen=True, slots=True)
class CaliperLook:
    """One class of lesion: its colour, and its dashes in logical pixels (on, off, ...), () for solid."""

    colour: str
    dashes_px: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class ViewerStyle:
    """Colours are "#RRGGBB", or "#AARRGGBB" where something shines through. Sizes are logical pixels.

    Attributes:
        background: around the slice, and where there is none.
        accent: border of the active pane, emphasis in corner texts.
        warning: corner texts that are to be looked at twice.
        text, text_second: on plates; of messages.
        plate: ground of corner texts, letters and the scale bar.
        label_plate: ground of caliper labels.
        casing: the dark rim of every overlay line.
        handle: the rings.
        classes: looks by style key: "SBRT", "LDRT", "NONE", "untagged".
        ghost: the prior, or the other read.
        ghost_tick_px: across the ends of a ghost, 0 for none: they tell ghosts apart that lie on one line.
        mark: colour of annotations, unlike that of any class.
        font_families: in order of preference, with tabular figures.
    """

    background: str
    accent: str
    warning: str
    text: str
    text_second: str
    plate: str
    label_plate: str
    casing: str
    handle: str
    classes: Mapping[str, CaliperLook]
    ghost: CaliperLook
    mark: str
    font_families: tuple[str, ...]
    corner_text_px: int = 13
    label_text_px: int = 15
    message_text_px: int = 14
    long_axis_px: float = 2.0
    short_axis_px: float = 1.5
    ghost_px: float = 1.5
    mark_px: float = 1.5
    casing_px: float = 2.4
    end_tick_px: float = 10.0
    ghost_tick_px: float = 0.0
    handle_radius_px: float = 5.5
    active_border_px: int = 2

    def look(self, style_key: str) -> CaliperLook:
        """Raises KeyError for a key the application did not fill: a class is never shown as another."""
        return self.classes[style_key]
