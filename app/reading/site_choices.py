"""Sites as the form offers them: each with its side, so that one choice says both."""

from dataclasses import dataclass
from functools import cache
from itertools import chain

from PySide6.QtCore import QCoreApplication

from measurements.sites import Side, Site, sites


@dataclass(frozen=True, slots=True)
class SiteChoice:
    """A site as it is offered and stored; `laterality` is left, right or empty."""

    text: str
    site: Site
    laterality: str


def _side(side: str) -> str:
    return QCoreApplication.translate("sites", side)


@cache
def site_choices() -> tuple[SiteChoice, ...]:
    """All sites in the order of the list; a paired one once for each side."""
    choices = []
    for site in sites():
        if site.side is Side.EITHER:
            choices += [
                SiteChoice(f"{site.english}, {_side(side)}", site, side) for side in ("left", "right")
            ]
        else:
            laterality = "" if site.side is Side.MIDLINE else site.side.value
            choices.append(SiteChoice(site.english, site, laterality))
    return tuple(choices)


def choice_named(text: str) -> SiteChoice | None:
    """The choice of this text, whatever its capitals; None for a text of the reader's own.

    A paired site named without its side is that site all the same: its organ counts.
    """
    wanted = text.strip().casefold()
    without_side = (SiteChoice(site.english, site, "") for site in sites())
    return next(
        (choice for choice in chain(site_choices(), without_side) if choice.text.casefold() == wanted), None
    )
