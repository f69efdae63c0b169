"""What a hand can do with a lesion beyond drawing it: split, merge, settle a doubt, name, comment, order."""

from collections.abc import Callable
from uuid import uuid4

from PySide6.QtCore import QObject

from app.case_words import class_name
from app.reading.desk.desk import ReadingDesk
from app.reading.desk.site_choices import site_text
from measurements.case.commands import (
    CommentOnLesion,
    CommentOnMeasurement,
    MergeLesions,
    RemoveMeasurement,
    RenameLesion,
    ReorderLesions,
    SplitLesion,
)
from measurements.lesion import Lesion, Role, State


class LesionHands(QObject):
    """Acts at the current timepoint of a desk; each act is one command, told where it is not plain to see."""

    def __init__(self, desk: ReadingDesk) -> None:
        super().__init__()
        self._desk = desk

    def split(self, lesion: Lesion) -> None:
        """Into fragments from this timepoint on; the next one to draw comes into the hand."""
        desk = self._desk
        whole = desk.case.whole_of(lesion)
        uids = tuple(str(uuid4()) for _ in range(2 if whole is None else 1))
        if not desk.writing.run(SplitLesion(lesion.uid, desk.current.uid, uids)):
            return
        open_pieces = [
            one
            for one in desk.case.fragments(whole or lesion, desk.current)
            if not desk.case.is_answered(one, desk.current)
        ]
        piece = max(open_pieces, key=lambda one: int(one.label.rpartition(".")[2]))
        desk.activate(piece.uid)
        sentence = self.tr("{lesion} has split at {timepoint}: draw {piece} now. Ctrl+Z takes it back.")
        desk.told.emit(sentence.format(lesion=lesion.label, timepoint=desk.current.label, piece=piece.label))

    def carriers(self, lesion: Lesion) -> list[Lesion]:
        """The targets that may carry a mass that the lesion has merged into, those of its organ first."""
        case, current = self._desk.case, self._desk.current
        asked = case.asked(current)
        possible = [
            other
            for other in self._desk.ordered()
            if other.role is Role.TARGET
            and other.uid != lesion.uid
            and other in asked
            and not self.is_merged(other)
        ]
        return sorted(possible, key=lambda other: other.organ != lesion.organ)

    def site(self, lesion: Lesion) -> str:
        """Where it is, in the language of the moment."""
        return site_text(lesion.site, self._desk.case.protocol.sites)

    def merge(self, lesion: Lesion, carrier: Lesion) -> None:
        """At this timepoint; the carrier comes into the hand, of which the mass is drawn."""
        desk = self._desk
        if not desk.writing.run(MergeLesions((lesion.uid,), carrier.uid, desk.current.uid)):
            return
        sentence = self.tr(
            "{lesion} has merged into {carrier}, which carries the mass; {lesion} counts 0 mm. "
            "Ctrl+Z takes it back."
        )
        desk.activate(carrier.uid)
        desk.told.emit(sentence.format(lesion=lesion.label, carrier=carrier.label))

    def is_merged(self, lesion: Lesion) -> bool:
        said = self._desk.case.measurement(lesion, self._desk.current)
        return said is not None and said.state is State.MERGED

    def separate(self, lesion: Lesion) -> None:
        """It has not merged after all: it is to be answered again."""
        self._desk.writing.run(RemoveMeasurement(lesion.uid, self._desk.current.uid))
        self._desk.activate(lesion.uid)

    def move(self, lesion: Lesion, by: int) -> None:
        """Up (-1) or down (+1) among those of its class."""
        order = self._desk.ordered()
        place = order.index(lesion) + by if lesion in order else -1
        if 0 <= place < len(order) and class_name(order[place]) == class_name(lesion):
            self.put_in_place_of(lesion.uid, order[place].uid)

    def put_in_place_of(self, lesion_uid: str, other_uid: str) -> None:
        """Where another lesion of the list stands; what is between moves up or down."""
        order = [one.uid for one in self._desk.ordered()]
        if lesion_uid in order and other_uid in order:
            place = order.index(other_uid)
            order.remove(lesion_uid)
            order.insert(place, lesion_uid)
            self._desk.writing.run(ReorderLesions(tuple(order)))

    def name(self, lesion: Lesion, text: str) -> None:
        self._desk.writing.run(RenameLesion(lesion.uid, text))

    def comment(self, lesion: Lesion, text: str) -> None:
        """On the lesion at all its timepoints."""
        self._desk.writing.run(CommentOnLesion(lesion.uid, text))

    def comment_here(self, lesion: Lesion, text: str) -> None:
        """On the lesion at this timepoint."""
        self._desk.writing.run(CommentOnMeasurement(lesion.uid, self._desk.current.uid, text))

    def with_active(self, do: Callable[[Lesion], object]) -> None:
        """Does something with the lesion in hand; says so where there is none."""
        lesion = self._desk.active
        if lesion is None:
            self._desk.told.emit(self.tr("Choose a lesion first, or press N for a new one."))
            return
        do(lesion)
