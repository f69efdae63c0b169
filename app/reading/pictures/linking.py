"""Pictures that move together by place in the patient: the one under the hand leads, the others follow."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.components.words import Wording, worded
from app.reading.pictures.link import Link, Links
from app.reading.pictures.picture import Picture
from measurements.case.series_choice import kind
from measurements.geometry.vectors import Vector
from reader.frames import LoadedStack
from viewer.link import nearest_index, parallel, point_seen
from viewer.viewport import Viewport


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the hand was last, mm in the series of a picture, and what was brought there by a link."""

    leader: Picture
    series_key: str
    point_lps: Vector
    followers: tuple[Picture, ...] = ()


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
        self._place: _Place | None = None
        self._said: tuple[str, ...] = ()

    def set_on(self, on: bool, leader: Picture) -> None:
        """Switched on, all come to the place of the leader.

        Switched off, what was set by hand yields to registration.
        """
        self.on = on
        if on:
            self.follow(leader)
        else:
            self.links.trust_registration()
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

    def link(self, picture: Picture, beside: Picture) -> Link | None:
        """From `beside` to `picture` around the place under the hand; None where they are not linked."""
        if not self.on or not self.can_follow(picture, beside):
            return None
        return self._link(beside, picture, self._place_in(beside))

    def rests_on(self, picture: Picture, beside: Picture) -> str:
        """In words; empty where the two do not move together."""
        link = self.link(picture, beside)
        return "" if link is None else worded(link.rests_on)

    def share_window(self, giver: Picture, taker: Picture) -> None:
        """A picture that comes beside another of its kind is compared with it from its first sight on."""
        if not self.on or giver.stack is None or taker.stack is None:
            return
        if kind(giver.stack.series) is kind(taker.stack.series):
            taker.set_window(giver.pane.viewport().window)

    def moved(self, leader: Picture, before: Viewport, after: Viewport) -> None:
        """The hand changed the view of one picture."""
        if not self.on or leader.stack is None:
            return
        if after.window != before.window:
            of_kind = kind(leader.stack.series)
            for each in self._pictures():
                if each is not leader and each.stack is not None and kind(each.stack.series) is of_kind:
                    each.set_window(after.window)
        index_changed = after.index != before.index
        elsewhere = (after.zoom, after.centre) != (before.zoom, before.centre)
        if not (index_changed or elsewhere):
            return
        place_lps = _under_hand(leader)
        links = self._links_from(leader, place_lps)
        if index_changed:
            _bring(links, place_lps)
        if elsewhere:
            middle_lps = point_seen(leader.pane.plane_view())
            for follower, link in links.items():
                follower.look_alike(after, link.there(middle_lps))
        self._stay(leader, place_lps, links)

    def follow(self, leader: Picture) -> None:
        """Brings the others to the slice at the leader's place: under the hand, or else in its middle."""
        links = self._links_from(leader, _under_hand(leader)) if self.on and leader.stack is not None else {}
        if links:
            _bring(links, _under_hand(leader))
            self._stay(leader, _under_hand(leader), links)

    def bring(self, picture: Picture, leader: Picture, point_lps: Vector) -> None:
        """Brings one picture to a point of the leader's, mm, where they are linked."""
        if self.on and self.can_follow(picture, leader):
            link = self._link(leader, picture, point_lps)
            picture.go_to_point(link.there(point_lps))
            self._stay(leader, point_lps, {picture: link})

    def know_better(self) -> None:
        """A registration has come, or fell: what a link had brought to a place is brought there anew.

        The picture that is drawn on, the first one, stays as it is, and so does one under the hand.
        """
        place, drawn_on = self._standing(), self._pictures()[0]
        if self.on and place is not None:
            links = self._links_from(place.leader, place.point_lps)
            free = (one for one in place.followers if one is not drawn_on and one.pointed_lps is None)
            _bring({one: links[one] for one in free if one in links}, place.point_lps)
        self.changed.emit()

    def anchor(self, points_lps: dict[Picture, Vector], words: Wording, *, by_hand: bool = False) -> None:
        """Takes points of several pictures for one place of the patient."""
        hung = {picture: picture.stack.series for picture in points_lps if picture.stack is not None}
        self.links.anchor(
            {series.key: points_lps[picture] for picture, series in hung.items()},
            {series.key: series for series in hung.values()},
            words,
            by_hand=by_hand,
        )
        for leader, series in list(hung.items())[:1]:
            self._place = _Place(leader, series.key, points_lps[leader])
        self.changed.emit()

    def _stay(self, leader: Picture, point_lps: Vector, links: Mapping[Picture, Link]) -> None:
        """Here the hand is now; another lesion may be the nearest one to it."""
        assert leader.stack is not None
        self._place = _Place(leader, leader.stack.series.key, point_lps, tuple(links))
        said = tuple(worded(link.rests_on) for link in links.values())
        if said != self._said:
            self._said = said
            self.changed.emit()

    def _standing(self) -> _Place | None:
        """Where the hand was last, unless another series hangs there by now."""
        place = self._place
        if place is None or place.leader.stack is None or place.leader.stack.series.key != place.series_key:
            return None
        return place

    def _place_in(self, picture: Picture) -> Vector:
        """The place under the hand as a point of a picture, mm; its own middle while no hand was anywhere."""
        place = self._standing()
        if place is None:
            return point_seen(picture.pane.plane_view())
        if place.leader is picture:
            return place.point_lps
        return self._link(place.leader, picture, place.point_lps).there(place.point_lps)

    def _links_from(self, leader: Picture, place_lps: Vector) -> dict[Picture, Link]:
        return {one: self._link(leader, one, place_lps) for one in self.partners(leader)}

    def _link(self, leader: Picture, follower: Picture, place_lps: Vector) -> Link:
        assert leader.stack is not None
        assert follower.stack is not None
        return self.links.between(leader.stack.series, follower.stack.series, place_lps)


def _bring(links: Mapping[Picture, Link], place_lps: Vector) -> None:
    """Each picture to its slice of a place of the leader's, mm."""
    for follower, link in links.items():
        assert follower.stack is not None
        follower.go_to(nearest_index(follower.stack, link.there(place_lps)))


def _under_hand(picture: Picture) -> Vector:
    """The patient point under the pointer, mm; in the middle where the pointer is elsewhere."""
    return picture.pointed_lps or point_seen(picture.pane.plane_view())


def _linkable(one: LoadedStack, other: LoadedStack) -> bool:
    return one.measurable and other.measurable and parallel(one, other)
