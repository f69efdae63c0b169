"""Pictures that move together by place in the patient: the one under the hand leads, the others follow."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from app.components.words import Wording, worded
from app.reading.pictures.link import Link, Links
from app.reading.pictures.picture import Picture
from measurements.case.series_choice import kind
from measurements.geometry.vectors import Vector
from reader.frames import LoadedStack
from viewer.link import nearest_index, parallel, point_seen
from viewer.viewport import Viewport


class Linking(QObject):
    """Links all pictures of a wall that can be: scroll, zoom and pan by place, the window by kind of series.

    What follows is set, never signalled back, so nothing leads its leader. Hidden pictures follow too: one
    that comes back is where its badge says.

    Signals: `changed()` when what a link rests on did, or whether there is one.
    """

    changed = Signal()

    def __init__(self, pictures: Callable[[], Sequence[Picture]], parent: QObject) -> None:
        """`pictures`: all of the wall that files hang in, the one that others are compared with first."""
        super().__init__(parent)
        self._pictures = pictures
        self.links = Links()
        self.on = True

    def set_on(self, on: bool, leader: Picture) -> None:
        """Switched on, all come to the place of the leader."""
        self.on = on
        if on:
            self.follow(leader)
        self.changed.emit()

    def can_follow(self, picture: Picture, leader: Picture) -> bool:
        """Whether both can be placed in a patient and are sliced the same way."""
        one, other = leader.stack, picture.stack
        if picture is leader or one is None or other is None:
            return False
        return _linkable(one, other)

    def partners(self, picture: Picture) -> list[Picture]:
        """What moves with a picture while the link is on."""
        return [each for each in self._pictures() if self.can_follow(each, picture)]

    def rests_on(self, picture: Picture, beside: Picture) -> str:
        """In words; empty where the two do not move together."""
        if not self.on or picture.stack is None or beside.stack is None:
            return ""
        if not self.can_follow(picture, beside):
            return ""
        return worded(self.links.between(beside.stack.series, picture.stack.series).rests_on)

    def moved(self, leader: Picture, before: Viewport, after: Viewport) -> None:
        """The hand changed the view of one picture."""
        if not self.on:
            return
        if after.window != before.window and leader.stack is not None:
            of_kind = kind(leader.stack.series)
            for each in self._pictures():
                if each is not leader and each.stack is not None and kind(each.stack.series) is of_kind:
                    each.set_window(after.window)
        if after.index != before.index:
            self.follow(leader)
        if (after.zoom, after.centre) != (before.zoom, before.centre):
            for follower in self.partners(leader):
                follower.look_alike(after, self._place_in(follower, leader))

    def follow(self, leader: Picture) -> None:
        """Brings the others to the slice at the leader's place."""
        for follower in self.partners(leader) if self.on else ():
            assert follower.stack is not None
            follower.go_to(nearest_index(follower.stack, self._place_in(follower, leader)))

    def bring(self, picture: Picture, leader: Picture, point_lps: Vector) -> None:
        """Brings one picture to a point of the leader's, mm, where they are linked."""
        if self.on and self.can_follow(picture, leader):
            picture.go_to_point(self._link(leader, picture).there(point_lps))

    def anchor(self, points_lps: dict[Picture, Vector], words: Wording) -> None:
        """Takes points of several pictures for one place of the patient."""
        hung = {picture: picture.stack.series for picture in points_lps if picture.stack is not None}
        self.links.anchor(
            {series.key: points_lps[picture] for picture, series in hung.items()},
            {series.key: series for series in hung.values()},
            words,
        )
        self.changed.emit()

    def _place_in(self, follower: Picture, leader: Picture) -> Vector:
        """What the middle of the leader shows, as a point of the follower."""
        return self._link(leader, follower).there(point_seen(leader.pane.plane_view()))

    def _link(self, leader: Picture, follower: Picture) -> Link:
        assert leader.stack is not None
        assert follower.stack is not None
        return self.links.between(leader.stack.series, follower.stack.series)


def _linkable(one: LoadedStack, other: LoadedStack) -> bool:
    return one.measurable and other.measurable and parallel(one, other)
