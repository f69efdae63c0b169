"""Going to the lesion in hand: where it was drawn, else where it is followed to, once that is known."""

from functools import partial

from PySide6.QtCore import QObject

from app.components.words import Wording
from app.reading.desk.desk import ReadingDesk
from app.reading.pictures.picture import Picture
from app.reading.pictures.places import Follows
from app.reading.pictures.wall import PictureWall
from measurements.case.case_view import CaseView
from measurements.geometry.vectors import Vector, middle
from measurements.lesion import Caliper, Lesion
from viewer.viewport import Viewport


class Going(QObject):
    """Brings the pictures of a wall to lesions.

    While it is not known yet where one lies, the pictures go where their link says. Once it is, they go on
    from there only if the reader has not moved meanwhile, nor taken anything else in hand.
    """

    def __init__(self, desk: ReadingDesk, wall: PictureWall, follows: Follows) -> None:
        super().__init__()
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
        self._go_to(lesion, followed.place_lps if followed is not None and lies_here else None)
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

    def _go_to(self, lesion: Lesion, followed_lps: Vector | None) -> None:
        """Every picture: to where the lesion is measured, or where a link says it is.

        Args:
            followed_lps: where it is to be looked for in the current picture, mm.
        """
        wall = self._wall
        found: dict[Picture, Vector] = {}
        cut = None
        for picture in wall.hung_in:
            caliper = _caliper_at(self._desk.case, lesion, picture)
            if caliper is not None:
                cut = caliper.reformat if picture is wall.current else cut
                found[picture] = middle(caliper.long_lps)
        words: Wording = lesion.label
        if followed_lps is not None and wall.current not in found and wall.current.stack is not None:
            found[wall.current] = followed_lps
            words = partial(self._followed_text, lesion.label)
        if len(found) > 1:
            wall.linking.anchor(found, words)
        for picture in wall.hung_in:
            if picture in found:
                picture.go_to_point(found[picture])
            elif found:
                leader = next(iter(found))
                wall.linking.bring(picture, leader, found[leader])
        if wall.current in found:
            wall.reformats.go_to(found[wall.current], cut)
        else:
            wall.reformats.follow_main()

    def _followed_text(self, label: str) -> str:
        return self.tr("{lesion}, followed").format(lesion=label)


def _caliper_at(case: CaseView, lesion: Lesion, picture: Picture) -> Caliper | None:
    """The lesion's caliper at a picture's timepoint, if it was drawn on what hangs there."""
    if picture.timepoint is None or picture.stack is None:
        return None
    measurement = case.measurement(lesion, picture.timepoint)
    caliper = None if measurement is None else measurement.caliper
    if caliper is None or caliper.series_key != picture.stack.series.key:
        return None
    return caliper
