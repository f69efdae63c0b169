"""Sites as the form offers them: each with its side, so that one choice says both."""

from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from PySide6.QtCore import QCoreApplication

from app.language import language
from measurements.lesion import Lesion
from measurements.sites import Side, Site, sites

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class SiteChoice:
    """A site with its side; `laterality` is left, right or empty where the site says it itself or has none.

    `text` is what is stored, English in every language: tables and other readers know it again.
    """

    text: str
    site: Site
    laterality: str

    @property
    def shown(self) -> str:
        """In the language of the moment."""
        name = self.site.chinese if language() == "zh" else self.site.english
        if self.site.side is not Side.EITHER or not self.laterality:
            return name
        with_side = {
            "left": translate("sites", "{site}, left"),
            "right": translate("sites", "{site}, right"),
        }
        return with_side[self.laterality].format(site=name)


@cache
def site_choices(of: tuple[Site, ...] = sites()) -> tuple[SiteChoice, ...]:
    """The sites of a protocol in its order, or all built-in ones; a paired one once for each side."""
    choices = []
    for site in of:
        if site.side is Side.EITHER:
            choices += [SiteChoice(f"{site.english}, {side}", site, side) for side in ("left", "right")]
        else:
            laterality = "" if site.side is Side.MIDLINE else site.side.value
            choices.append(SiteChoice(site.english, site, laterality))
    return tuple(choices)


@cache
def without_side(of: tuple[Site, ...]) -> tuple[SiteChoice, ...]:
    """Each site by its name alone."""
    return tuple(SiteChoice(site.english, site, "") for site in of)


def choice_named(text: str, of: tuple[Site, ...]) -> SiteChoice | None:
    """The choice of this text, as stored or as shown, whatever its capitals; None for a reader's own text.

    A paired site named without its side is that site all the same: its organ counts.
    """
    wanted = text.strip().casefold()
    return next(
        (
            choice
            for choice in chain(site_choices(of), without_side(of))
            if wanted in (choice.text.casefold(), choice.shown.casefold())
        ),
        None,
    )


def site_text(stored: str, of: tuple[Site, ...]) -> str:
    """A stored site in the language of the moment; a reader's own text as it was written."""
    choice = None if language() == "en" else choice_named(stored, of)
    return stored if choice is None else choice.shown


def located(lesion: Lesion, text: str, of: tuple[Site, ...]) -> Lesion:
    """A lesion at the site of this text; one of the protocol's brings organ, side and node."""
    choice = choice_named(text, of)
    if choice is None:
        return replace(lesion, site=text, organ=text, laterality="")
    site = choice.site
    return replace(lesion, site=choice.text, organ=site.organ, laterality=choice.laterality, nodal=site.nodal)
