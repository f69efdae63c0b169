"""Going to the lesion in hand: where it was drawn, else where it is followed to, once that is known."""

from app.reading.desk.desk import ReadingDesk
from app.reading.pictures.places import Follows
from app.reading.pictures.wall import PictureWall
from viewer.viewport import Viewport


class Going:
    """Brings the pictures of a wall to lesions.

    While it is not known yet where one lies, the pictures go where their link says. Once it is, they go on
    from there only if the reader has not moved meanwhile, nor taken anything else in hand.
    """

    def __init__(self, desk: ReadingDesk, wall: PictureWall, follows: Follows) -> None:
        self._desk, self._wall, self._follows = desk, wall, follows
        self._left_at: tuple[str, str, Viewport] | None = None

    def go(self) -> None:
        """To the lesion in hand, if there is one."""
        lesion, current = self._desk.active, self._desk.current
        self._left_at = None
        if lesion is None:
            return
        followed = self._follows.followed(lesion, current)
        stack = self._wall.current.stack
        lies_here = stack is not None and self._follows.lies_in(lesion, current, stack.series)
        place_lps = followed.place_lps if followed is not None and lies_here else None
        self._wall.go_to_lesion(self._desk.case, lesion, place_lps)
        if followed is None:
            self._left_at = self._here()

    def go_on(self) -> None:
        """Where a lesion lies has become known: goes there if everything is as `go` left it."""
        if self._left_at is None or self._here() != self._left_at or self._wall.current.pane.drafting:
            return
        lesion = self._desk.active
        if lesion is not None and self._follows.followed(lesion, self._desk.current) is not None:
            self.go()

    def _here(self) -> tuple[str, str, Viewport]:
        lesion = self._desk.active
        uid = "" if lesion is None else lesion.uid
        return uid, self._desk.current.uid, self._wall.current.pane.viewport()
