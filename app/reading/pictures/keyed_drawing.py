"""Drawing the lesion in hand by keys, from its ghost, its caliper, or where it is to be looked for."""

from PySide6.QtCore import QObject, Signal

from app.reading.desk.desk import ReadingDesk
from app.reading.desk.standing_words import held_text
from app.reading.pictures.ghosts import Ghosts
from app.reading.pictures.places import sought
from app.reading.pictures.wall import PictureWall
from measurements.geometry.vectors import Vector
from viewer.shapes import CaliperShape


class KeyedDrawing(QObject):
    """Begins on the slice that is shown; the pane does the rest. Signals: `told(sentence)`."""

    told = Signal(str)

    def __init__(self, desk: ReadingDesk, wall: PictureWall, ghosts: Ghosts) -> None:
        super().__init__()
        self._desk, self._wall, self._ghosts = desk, wall, ghosts
        pane = wall.current.pane
        pane.unmeasuredKept.connect(self._ask)
        pane.unmeasuredDropped.connect(self._tell_dropped)

    def begin(self) -> None:
        """What is drawn becomes a measurement as if it had been drawn by the mouse."""
        held = held_text(self._desk.view)
        if not self._desk.view.may_change:
            self.told.emit(held)
            return
        current = self._wall.current
        if current not in self._wall.arrangement.in_sight() or current.stack is None:
            self.told.emit(self.tr("Calipers are drawn on the current picture: bring it into sight first."))
            return
        self._wall.activate(current)
        like = self._like()
        words = self.tr("not measured yet")
        current.pane.draw_by_keys(words, like=like, about_lps=self._about())
        self.told.emit(
            self.tr(
                "Arrows move this end by 0.5 mm, with Shift by 5 mm. Enter goes to the next end and stores "
                "after the fourth, Backspace goes back, Esc gives up."
            )
        )

    def _like(self) -> CaliperShape | None:
        """What there is of the lesion in hand on this slice: its caliper, else its ghost."""
        lesion, pane = self._desk.active, self._wall.current.pane
        if lesion is None:
            return None
        own = pane.caliper_here(lesion.uid)
        if own is not None and own.editable:
            return own
        answered = lesion not in sought(self._desk.view)
        ghost = self._ghosts.ghost(lesion)
        return None if answered or ghost is None else pane.caliper_here(ghost.id)

    def _about(self) -> Vector | None:
        """Where the lesion in hand is to be looked for, if that is on this slice."""
        lesion = self._desk.active
        for circle in self._wall.current.pane.circles_shown():
            if lesion is not None and circle.shape.id == lesion.uid:
                return circle.shape.centre_lps
        return None

    def _ask(self) -> None:
        lesion = self._desk.active
        label = "" if lesion is None else lesion.label
        ghost = None if lesion is None else self._ghosts.ghost(lesion)
        if ghost is None:
            self.told.emit(self.tr("Nothing is stored yet: move the ends of the line with the arrows first."))
            return
        sentence = self.tr(
            "{lesion} would be stored with the lengths it had before, which nobody has measured here. "
            "Enter says that they hold, the arrows change them."
        )
        self.told.emit(sentence.format(lesion=label))

    def _tell_dropped(self) -> None:
        self.told.emit(self.tr("The caliper under the keys was given up: it had not been measured here."))
