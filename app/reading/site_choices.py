"""Sites as the form offers them: each with its side, so that one choice says both."""

from dataclasses import dataclass
from functools import cache

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
    """The choice of this text, or the one it says more of; None for a place of the reader's own.

    "Liver, segment VII" is the liver: what follows a comma makes no other organ.
    """
    wanted = text.strip().casefold()
    fitting = [
        choice
        for choice in site_choices()
        if wanted == choice.text.casefold() or wanted.startswith(f"{choice.text.casefold()},")
    ]
    return max(fitting, key=lambda choice: len(choice.text), default=None)
