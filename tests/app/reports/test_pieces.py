"""Pages of a report: nothing is cut, what belongs together stays together, headers stand again."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.reports.pieces import Page, Piece, paged

HEIGHT = 100.0


def drawn(top: float) -> None:
    """Where it is drawn is told by its page."""


def piece(
    height: float, *, keeps: bool = False, repeats: Piece | None = None, opens_page: bool = False
) -> Piece:
    return Piece(height, drawn, 5.0, keeps=keeps, repeats=repeats, opens_page=opens_page)


def heights(pages: list[Page]) -> list[list[float]]:
    return [[one.height for _, one in page] for page in pages]


def test_a_row_that_has_no_room_left_goes_whole_to_the_next_page_under_the_header() -> None:
    header = piece(10, keeps=True)
    rows = [piece(40, repeats=header), piece(41, repeats=header), piece(48, repeats=header)]
    assert heights(paged([header, *rows], HEIGHT)) == [[10, 40], [10, 41], [10, 48]]


def test_a_heading_and_a_header_never_stand_alone_at_the_foot() -> None:
    header = piece(10, keeps=True)
    pieces = [piece(60), piece(8, keeps=True), header, piece(30, repeats=header)]
    assert heights(paged(pieces, HEIGHT)) == [[60], [8, 10, 30]]


def test_what_opens_a_page_takes_no_room_and_makes_no_empty_one() -> None:
    opens = piece(0, opens_page=True)
    assert heights(paged([opens, piece(20), opens, piece(30)], HEIGHT)) == [[20], [30]]


def test_what_is_higher_than_a_page_has_one_of_its_own() -> None:
    assert heights(paged([piece(20), piece(300), piece(30)], HEIGHT)) == [[20], [300], [30]]


@given(st.lists(st.floats(1, HEIGHT), max_size=40))
def test_nothing_reaches_over_the_foot_or_over_what_follows(sizes: list[float]) -> None:
    pages = paged([piece(size) for size in sizes], HEIGHT)
    assert [one.height for page in pages for _, one in page] == sizes
    for page in pages:
        for (top, one), (next_top, _) in pairwise(page):
            assert next_top == top + one.height + 5.0
        for top, one in page:
            assert top + one.height <= HEIGHT
