"""Sites as the form offers them: each with its side, so that one choice says both."""

from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from PySide6.QtCore import QCoreApplication

from measurements.lesion import Lesion
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
def site_choices(of: tuple[Site, ...] = sites()) -> tuple[SiteChoice, ...]:
    """The sites of a protocol in its order, or all built-in ones; a paired one once for each side."""
    choices = []
    for site in of:
        if site.side is Side.EITHER:
            choices += [
                SiteChoice(f"{site.english}, {_side(side)}", site, side) for side in ("left", "right")
            ]
        else:
            laterality = "" if site.side is Side.MIDLINE else site.side.value
            choices.append(SiteChoice(site.english, site, laterality))
    return tuple(choices)


def choice_named(text: str, of: tuple[Site, ...]) -> SiteChoice | None:
    """The choice of this text among a protocol's sites, whatever its capitals; None for a reader's own text.

    A paired site named without its side is that site all the same: its organ counts.
    """
    wanted = text.strip().casefold()
    without_side = (SiteChoice(site.english, site, "") for site in of)
    return next(
        (choice for choice in chain(site_choices(of), without_side) if choice.text.casefold() == wanted), None
    )


def located(lesion: Lesion, text: str, of: tuple[Site, ...]) -> Lesion:
    """A lesion at the site of this text; one of the protocol's brings organ, side and node."""
    choice = choice_named(text, of)
    if choice is None:
        return replace(lesion, site=text, organ=text, laterality="")
    site = choice.site
    return replace(lesion, site=text, organ=site.organ, laterality=choice.laterality, nodal=site.nodal)
