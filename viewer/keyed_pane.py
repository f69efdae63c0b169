"""A pane in which a caliper can be drawn by keys: arrows move an end, Enter places it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from measurements.geometry.vectors import Vector
from viewer.drafting import DRAFT_ID
from viewer.image_pane import ImagePane
from viewer.keyed_draft import KeyedDraft
from viewer.link import point_seen
from viewer.shapes import CaliperShape, Slab
from viewer.tools.calipers import Axes
from viewer.tools.keyed import KeyedCaliper, Origin

STEP_MM, LEAP_MM = 0.5, 5.0
"""What an arrow moves, alone and with Shift."""

_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


class KeyedPane(ImagePane):
    """Signals, beside those of `ImagePane`:

    `unmeasuredKept()` after Enter on the last end of a caliper that is not the reader's own: Enter once more
    takes the lengths of another timepoint, moving an end makes them the reader's; `unmeasuredDropped()` when
    something else ended it.
    """

    unmeasuredKept = Signal()
    unmeasuredDropped = Signal()

    @property
    def drafting(self) -> bool:
        """Whether a caliper or an annotation is half drawn."""
        return self._draft is not None

    def caliper_here(self, shape_id: str) -> CaliperShape | None:
        """The caliper or ghost of this id on the slice shown."""
        if self._source is None or self._source.count == 0:
            return None
        slab = Slab.around(self._source, self._viewport.index)
        return next((one for one in self._shapes if one.id == shape_id and slab.holds(one)), None)

    def draw_by_keys(
        self, unmeasured_text: str, *, like: CaliperShape | None = None, about_lps: Vector | None = None
    ) -> None:
        """Begins a caliper under the keys on the slice shown, in place of whatever is half drawn.

        Args:
            like: a caliper here that is changed, or a ghost here that it begins as.
            about_lps: where it begins without one, mm; None for the middle of the pane.
        """
        self.accept()
        if self._source is None or not self._has_picture():
            return
        view, changed = self.plane_view(), None
        if like is None:
            keyed = KeyedCaliper.about(about_lps or point_seen(view), view.plane)
        elif like.ghost:
            ghost = Origin.GHOST
            keyed = KeyedCaliper(Axes(like.long_lps, like.short_lps), view.plane, ghost, ghost)
        else:
            keyed, changed = KeyedCaliper(Axes(like.long_lps, like.short_lps), view.plane), like
        self._pressed_on = None
        self._draft = KeyedDraft(keyed, self._viewport.index, changed, unmeasured_text)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.draftChanged.emit(True)
        self._show_keyed(self._draft)

    def accept(self) -> None:
        """As for any pane. What the keys have begun and the reader has not measured is dropped, and said."""
        draft = self._draft
        dropped = isinstance(draft, KeyedDraft) and draft.drawn is None
        super().accept()
        if dropped:
            self.unmeasuredDropped.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        draft, key = self._draft, event.key()
        if not isinstance(draft, KeyedDraft):
            super().keyPressEvent(event)
        elif key in _ARROWS:
            leaps = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            right, down = _ARROWS[Qt.Key(key)]
            far_mm = LEAP_MM if leaps else STEP_MM
            draft.change(draft.keyed.moved(right * far_mm, down * far_mm))
            self._show_keyed(draft)
        elif key == Qt.Key.Key_Backspace:
            draft.change(draft.keyed.back())
            self._show_keyed(draft)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            if not event.isAutoRepeat():  # a key that is held says nothing about a length
                self._place(draft)
        else:
            super().keyPressEvent(event)

    def _place(self, draft: KeyedDraft) -> None:
        """The end in hand is where it belongs: takes the next one, or finishes."""
        onward = draft.keyed.onward()
        if onward is not None:
            draft.change(onward)
            self._show_keyed(draft)
        elif draft.drawn is not None or (draft.asked and draft.keyed.without_nothing is not None):
            outcome = draft.confirmed()
            self._end_draft()
            self._tell(outcome)
            self.caliperDrafted.emit("", None)
        else:
            draft.asked = True
            self.unmeasuredKept.emit()

    def _show_keyed(self, draft: KeyedDraft) -> None:
        self._relayout()
        if draft.drawn is not None:
            self.caliperDrafted.emit(draft.shape.id if draft.shape else DRAFT_ID, draft.drawn)
