"""Setting right where a lesion is looked for: a click in the prior, then one on the same place now."""

from PySide6.QtCore import QObject, Signal

from app.reading.desk.desk import ReadingDesk
from app.reading.pictures.picture import Picture
from app.reading.pictures.places import Follows
from app.reading.pictures.wall import PictureWall
from app.refusal_words import refusal_text
from measurements.following import Method
from measurements.geometry.vectors import Vector
from measurements.lesion import Lesion
from measurements.refusal import Refusal
from measurements.trial import Timepoint
from viewer.picked_place import PickedPlace


class Correcting(QObject):
    """Two clicks, each asked for in words; Esc, another lesion and another timepoint give up.

    Signals: `told(sentence)`, `asked(sentence)` for as long as a click is waited for; empty when none is.
    """

    told = Signal(str)
    asked = Signal(str)

    def __init__(self, desk: ReadingDesk, wall: PictureWall, follows: Follows) -> None:
        super().__init__()
        self._desk, self._wall, self._follows = desk, wall, follows
        self._of: tuple[Lesion, Timepoint] | None = None
        self._prior_lps: Vector | None = None
        for picture in (wall.prior, wall.baseline, wall.current):
            picture.pane.pointPicked.connect(
                lambda point_lps, picture=picture: self._take(picture, point_lps)
            )
        desk.timepointChanged.connect(self.give_up)
        desk.activeChanged.connect(self.give_up)
        wall.hung.connect(self.give_up)  # a click would be taken in another scan than was asked for

    @property
    def under_way(self) -> bool:
        return self._of is not None

    def begin(self) -> None:
        """Of the lesion in hand."""
        self.give_up()
        desk, lesion = self._desk, self._desk.active
        if lesion is None:
            self.told.emit(self.tr("Choose a lesion first, or press N for a new one."))
            return
        before = self._follows.followed_from(lesion, desk.current)
        if before is None:
            sentence = self.tr(
                "{lesion} was not drawn before {timepoint}: there is nothing to follow it from."
            )
            self.told.emit(sentence.format(lesion=lesion.label, timepoint=desk.current.label))
            return
        picture = self._wall.picture_of(before)
        if picture is None or picture not in self._wall.arrangement.in_sight():
            desk.compare_with(before.uid)
            self._wall.arrangement.bring_prior_into_sight()
        self._wall.accept()
        for timepoint, place in ((before, self._wall.picture_of(before)), (desk.current, self._wall.current)):
            if not self._is_place(lesion, timepoint, place):
                sentence = self.tr(
                    "{lesion} is followed in another series of {timepoint}, and places of this one are not "
                    "places of that: hang the other one first."
                )
                self.told.emit(sentence.format(lesion=lesion.label, timepoint=timepoint.label))
                return
        self._of = (lesion, before)
        self._ask()

    def is_set_right(self, lesion: Lesion) -> bool:
        """Whether a reader has said where to look for it at the timepoint in hand."""
        followed = self._follows.followed(lesion, self._desk.current)
        return followed is not None and followed.transform.method is Method.READER

    def take_back(self, lesion: Lesion) -> None:
        """What a reader has said of it at the timepoint in hand; it is looked for anew."""
        self.give_up()
        try:
            self._follows.take_back(lesion, self._desk.current)
        except Refusal as refusal:
            self.told.emit(refusal_text(refusal))

    def give_up(self) -> None:
        if self._of is not None:
            self._of = self._prior_lps = None
            self._ask()

    def reword(self) -> None:
        """What is asked, in another language."""
        if self._of is not None:
            self._ask()

    def _take(self, picture: Picture, point_lps: Vector) -> None:
        if self._of is None:
            return
        lesion, _ = self._of
        if self._prior_lps is None:
            self._prior_lps = point_lps
            self._ask()
            return
        prior_lps, current = self._prior_lps, self._desk.current
        self.give_up()
        try:
            self._follows.correct(lesion, current, prior_lps, point_lps)
        except Refusal as refusal:
            self.told.emit(refusal_text(refusal))
            return
        sentence = self.tr("{lesion} is looked for here now. Nothing is measured by that.")
        self.told.emit(sentence.format(lesion=lesion.label))

    def _is_place(self, lesion: Lesion, timepoint: Timepoint, picture: Picture | None) -> bool:
        """Whether a point of what hangs in a picture is one of the scans that the lesion is followed in."""
        if picture is None or picture.stack is None:
            return False
        if timepoint == self._desk.current:
            return self._follows.lies_in(lesion, timepoint, picture.stack.series)
        return self._follows.begins_in(lesion, self._desk.current, picture.stack.series)

    def _ask(self) -> None:
        """For the next click, in the picture that it is wanted in; the one before stays marked."""
        wanted, sentence = None, ""
        if self._of is not None:
            lesion, before = self._of
            sentence = self.tr("Click 1 of 2: on {lesion} in {timepoint}, picture {picture}. Esc gives up.")
            wanted, timepoint = self._wall.picture_of(before), before
            if self._prior_lps is not None:
                sentence = self.tr(
                    "Click 2 of 2: on the same place in {timepoint}, picture {picture}. Esc gives up."
                )
                wanted, timepoint = self._wall.current, self._desk.current
            assert wanted is not None
            sentence = sentence.format(lesion=lesion.label, timepoint=timepoint.label, picture=wanted.name)
        for picture in (self._wall.prior, self._wall.baseline, self._wall.current):
            picture.pane.set_picking(picture is wanted)
            first = self._of is not None and picture is self._wall.picture_of(self._of[1])
            picture.pane.mark_picked(PickedPlace(self._prior_lps, 1) if first and self._prior_lps else None)
        self.asked.emit(sentence)
