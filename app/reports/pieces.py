"""Pieces of a report and the pages that they come to, none of them cut."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that stands on one page.

    Attributes:
        height: and every length here, in one unit.
        draw: draws it with its upper edge at the length given.
        before: how much stays free above it, but at the head of a page.
        keeps: whether it stands on the page of the piece that follows.
        repeats: what stands over it where it is the first of a page.
        opens_page: whether what follows it begins a page; it is not drawn itself.
    """

    height: float
    draw: Callable[[float], None]
    before: float = 0.0
    keeps: bool = False
    repeats: "Piece | None" = None
    opens_page: bool = False


Page = list[tuple[float, Piece]]
"""Pieces with their upper edges."""


def paged(pieces: Sequence[Piece], height: float) -> list[Page]:
    """The pieces on as many pages as they take; of what keeps together, all of it goes on to the next."""
    pages: list[Page] = [[]]
    at = 0.0
    free = True
    for place, piece in enumerate(pieces):
        kept_with = pieces[place - 1].keeps if place else False
        ends = at + piece.before + _needed(pieces, place)
        if pages[-1] and (piece.opens_page or (ends > height and not kept_with)):
            pages.append([])
            at, free = 0.0, True
            if piece.repeats is not None:
                pages[-1].append((at, piece.repeats))
                at += piece.repeats.height
        if piece.opens_page:
            continue
        top = at if free else at + piece.before
        pages[-1].append((top, piece))
        at, free = top + piece.height, False
    return pages


def _needed(pieces: Sequence[Piece], place: int) -> float:
    """The height of a piece and of what it keeps with."""
    total = pieces[place].height
    while pieces[place].keeps and place + 1 < len(pieces):
        place += 1
        total += pieces[place].before + pieces[place].height
    return total
