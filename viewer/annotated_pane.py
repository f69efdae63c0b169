"""A pane on which a hand also annotates: marks under the hand, words typed in place, a lens."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from measurements.geometry.vectors import Vector
from viewer.drafting import MARK_TOOLS, Outcome
from viewer.hit_testing import Hit, hit_at, mark_at
from viewer.keyed_pane import KeyedPane
from viewer.lens import LEAST_TIMES, MOST_TIMES, Lens
from viewer.plane_view import PointPx
from viewer.shapes import DrawnMark, MarkShape
from viewer.style import ViewerStyle
from viewer.text_entry import TextEntry


class AnnotatedPane(KeyedPane):
    """Annotations behave as calipers do: told once, when they are complete, and shown once they are stored.

    A hand that holds a tool for annotations takes hold of them alone, and leaves calipers where they are.
    """

    markDrawn = Signal(object)  # DrawnMark
    markEdited = Signal(str, object)  # id, DrawnMark
    markLabelMoved = Signal(str, object)  # id, Vector
    markSelected = Signal(str)  # id
    markTyped = Signal(str, str)  # id, text

    def __init__(self, style: ViewerStyle, parent: QWidget | None = None) -> None:
        super().__init__(style, parent)
        self._lens_times: int | None = None
        self._entry: TextEntry | None = None

    # What the program sets

    def set_marks(self, marks: Sequence[MarkShape]) -> None:
        """As for any canvas; a change under way to an annotation that is no longer there is dropped."""
        changing = None if self._draft is None else self._draft.shape
        if isinstance(changing, MarkShape) and all(mark.id != changing.id for mark in marks):
            self.cancel()
        super().set_marks(marks)
        self._point_at_hover()

    def set_magnified(self, magnified: bool) -> None:
        """Whether a lens follows the pointer; the wheel then makes it weaker or stronger."""
        self._lens_times = LEAST_TIMES if magnified else None
        self.update()

    def type_text(self, mark_id: str) -> None:
        """Opens a line over an annotation for the reader's words, where it is on the slice shown."""
        self._finish_typing()
        mark = next((one for one in self._marks_shown() if one.shape.id == mark_id), None)
        if mark is None:
            return
        at = mark.points_px[-1]
        if mark.label is not None:
            left, top, right, bottom = mark.label
            at = ((left + right) / 2, (top + bottom) / 2)
        self._entry = TextEntry(mark.shape.text, self)
        self._entry.typed.connect(lambda text: self.markTyped.emit(mark_id, text))
        self._entry.ended.connect(self._forget_entry)
        self._entry.show()
        self._entry.place(*at)
        self._entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self) -> None:
        """As for any pane; words being typed are taken as they are."""
        self._finish_typing()
        super().accept()

    def _finish_typing(self) -> None:
        if self._entry is not None:
            self._entry.finish()

    def _forget_entry(self) -> None:
        self._entry = None

    def _view_changed(self) -> None:
        self._finish_typing()  # what is typed stands over its annotation, which is about to move
        super()._view_changed()

    # The tool under the left button

    def _lens(self) -> Lens | None:
        if self._lens_times is None or self._pointer is None:
            return None
        return Lens(self._pointer, self._lens_times)

    def _hit(self, at: PointPx) -> Hit | None:
        if not self._overlays_visible or not self._has_picture():
            return None
        caliper = None if self._tool in MARK_TOOLS else hit_at(at, self._calipers())
        return mark_at(at, self._marks_shown()) if caliper is None else caliper

    def _label_middle(self, hit: Hit) -> Vector:
        for mark in self._marks_shown():
            if mark.shape is hit.shape and mark.label is not None:
                left, top, right, bottom = mark.label
                return self.plane_view().lps(((left + right) / 2, (top + bottom) / 2))
        return super()._label_middle(hit)

    def _tell(self, outcome: Outcome) -> None:
        shape = outcome.shape
        if isinstance(outcome.drawn, DrawnMark):
            if shape is None:
                self.markDrawn.emit(outcome.drawn)
            else:
                self.markEdited.emit(shape.id, outcome.drawn)
        elif isinstance(shape, MarkShape) and outcome.label_lps is not None:
            self.markLabelMoved.emit(shape.id, outcome.label_lps)
        else:
            super()._tell(outcome)

    def _select(self) -> None:
        if self._pressed_on is not None and isinstance(self._pressed_on.shape, MarkShape):
            self.markSelected.emit(self._pressed_on.shape.id)
        else:
            super()._select()

    # The hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._finish_typing()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Twice on an annotation opens its text; anywhere else the second press is a press."""
        left = event.button() is Qt.MouseButton.LeftButton and self._draft is None
        hit = self._hit(self._pixel_middle(event.position())) if left else None
        if hit is not None and isinstance(hit.shape, MarkShape) and hit.shape.editable:
            self.type_text(hit.shape.id)
        else:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self._lens_times is not None:
            self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._lens_times is None:
            super().wheelEvent(event)
            return
        event.accept()
        steps = self._turns.steps(event.angleDelta().y(), event.pixelDelta().y(), event.phase())
        self._lens_times = min(max(self._lens_times + steps, LEAST_TIMES), MOST_TIMES)
        self.update()
