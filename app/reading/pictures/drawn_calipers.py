"""Calipers from the hand to the desk: what is drawn on the wall, with the series and slice it lies on."""

from PySide6.QtCore import QObject

from app.reading.desk.desk import ReadingDesk
from app.reading.desk.drawing import Drawing
from app.reading.pictures.wall import PictureWall
from measurements.geometry.vectors import Vector, middle
from measurements.lesion import Reformat
from viewer.link import nearest_index
from viewer.shapes import DrawnCaliper


class DrawnCalipers(QObject):
    """Follows the pictures of a wall; whose caliper it is, and what is stored, the desk knows."""

    def __init__(self, desk: ReadingDesk, drawing: Drawing, wall: PictureWall) -> None:
        super().__init__()
        self._desk, self._drawing, self._wall = desk, drawing, wall
        wall.drawn.connect(self._store_drawn)
        wall.reformats.drawn.connect(self._store_on_reformat)
        wall.redrawn.connect(self._store_redrawn)
        wall.reformats.redrawn.connect(self._store_redrawn_on_reformat)
        wall.labelMoved.connect(self._store_label)

    def _store_drawn(self, drawn: DrawnCaliper) -> None:
        stack = self._wall.current.stack
        if stack is not None:
            self._drawing.draw(drawn.long_lps, drawn.short_lps, stack.series, drawn.index)

    def _store_on_reformat(self, drawn: DrawnCaliper, reformat: Reformat) -> None:
        stack = self._wall.current.stack
        if stack is not None:
            index = nearest_index(stack, middle(drawn.long_lps))
            self._drawing.draw(drawn.long_lps, drawn.short_lps, stack.series, index, reformat)

    def _store_redrawn(self, lesion_uid: str, drawn: DrawnCaliper) -> None:
        stack = self._wall.current.stack
        if stack is not None:
            where = stack.series.slices[drawn.index]
            self._drawing.redraw(
                lesion_uid,
                drawn.long_lps,
                drawn.short_lps,
                self._desk.current.uid,
                (stack.series.key, where.sop_uid, where.frame),
            )

    def _store_redrawn_on_reformat(self, lesion_uid: str, drawn: DrawnCaliper) -> None:
        self._drawing.redraw(lesion_uid, drawn.long_lps, drawn.short_lps, self._desk.current.uid, None)

    def _store_label(self, lesion_uid: str, label_lps: Vector) -> None:
        self._drawing.move_label(lesion_uid, self._desk.current.uid, label_lps)
