"""The places a lesion can be: names in both languages, organ, side and code, from `resources/sites.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any


class Side(StrEnum):
    """Which sides a site has; EITHER has to be asked, the others are known."""

    EITHER = "either"
    MIDLINE = "midline"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Site:
    """One place.

    Attributes:
        id: stays the same in every version and language.
        region: head-neck, lymph-node, chest, abdomen, bone or other.
        organ: what the two-per-organ rule counts; goes into `Lesion.organ`.
        nodal: whether a lesion here is a lymph node, judged by its short axis.
        sct: SNOMED CT code of the site or of the organ it is part of; None where none was verified.
    """

    id: str
    region: str
    english: str
    chinese: str
    organ: str
    side: Side
    nodal: bool
    sct: str | None


@cache
def sites() -> tuple[Site, ...]:
    """All places, by region, in the order a picker shows them."""
    table = tomllib.loads(files("resources").joinpath("sites.toml").read_text(encoding="utf-8"))
    return tuple(map(site_of, table["site"]))


def site_of(entry: Mapping[str, Any]) -> Site:
    """A place from its entry in the catalogue, or in a protocol."""
    return Site(
        id=entry["id"],
        region=entry["region"],
        english=entry["en"],
        chinese=entry["zh"],
        organ=entry["organ"],
        side=Side(entry["side"]),
        nodal=entry.get("nodal", False),
        sct=entry.get("sct"),
    )
