"""One viewport: a slice with its calipers under the hand. Turns mouse and keys into what they mean."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from viewer.drafting import DRAFT_ID, DRAWING_TOOLS, Draft, Outcome
from viewer.frame_source import FrameSource
from viewer.gestures import (
    VIEW_DRAGS,
    ZOOM_PER_NOTCH,
    Drag,
    MouseBindings,
    Turn,
    ViewDrag,
    WheelTurns,
    notches,
)
from viewer.hit_testing import Hit, hit_at
from viewer.keyed_draft import KeyedDraft
from viewer.plane_view import PointPx
from viewer.readout import readout_at
from viewer.shapes import CaliperShape, DrawnCaliper, MarkShape
from viewer.slice_canvas import SliceCanvas
from viewer.style import UNTAGGED, ViewerStyle
from viewer.tools.pointer import CLICK_PX, Phase, PointerEvent
from viewer.viewport import Viewport, fitted, scrolled, zoomed

VIEW_TOOLS = {"select": Drag.SELECT, "pan": Drag.PAN, "zoom": Drag.ZOOM, "window": Drag.WINDOW}
TOOLS = (*DRAWING_TOOLS, *VIEW_TOOLS)
"""Names that `set_tool` takes."""

SLICES_OF = {Turn.SLICE: 1, Turn.FIVE_SLICES: 5}
"""How far one notch goes."""

WHOLE_PX = 1e-6
"""A device pixel told in logical ones may come back this much short of whole."""


class ImagePane(SliceCanvas):
    """Signals tell what the hand did; what the program sets through the methods is never signalled back.

    A caliper is told once, when it is complete. Until `set_shapes` brings it back it is not shown: the
    pane keeps nothing that is not stored.
    """

    viewportChanged = Signal(object)  # Viewport
    caliperDrawn = Signal(object)  # DrawnCaliper
    caliperEdited = Signal(str, object)  # id, DrawnCaliper
    caliperDrafted = Signal(str, object)  # id, "" of a new one; DrawnCaliper, None once it ended
    labelMoved = Signal(str, object)  # id, Vector
    shapeSelected = Signal(str)  # id
    pointerMoved = Signal(object)  # PointerReadout, None once the pointer or the picture has gone
    activated = Signal()  # the left button went down; the others leave a half drawn caliper elsewhere be
    draftChanged = Signal(bool)  # whether a caliper or an annotation is half drawn

    def __init__(self, style: ViewerStyle, parent: QWidget | None = None) -> None:
        super().__init__(style, parent)
        self._tool = "select"
        self._mouse = MouseBindings()
        self._draft: Draft | KeyedDraft | None = None
        self._draft_style, self._draft_title = UNTAGGED, ""
        self._drag = ViewDrag(Drag.NOTHING, (0.0, 0.0), self._viewport)
        self._last: PointPx = (0.0, 0.0)
        self._pointer: PointPx | None = None
        self._resumed = False
        self._pressed_on: Hit | None = None
        self._hover: Hit | None = None
        self._space_held = False
        self._turns = WheelTurns()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # What the program sets

    def set_source(self, source: FrameSource | None) -> None:
        """Show another stack. A long axis that only waits for its short one is kept: it is told first.

        Whoever stores it must still know the former stack then, or call `accept` before forgetting it.
        """
        self.accept()
        self.cancel()
        super().set_source(source)

    def set_shapes(self, shapes: Sequence[CaliperShape]) -> None:
        """As for any canvas; a change under way to a caliper that is no longer there is dropped."""
        changing = self._id_changing()
        if changing is not None and all(shape.id != changing for shape in shapes):
            self.cancel()
        super().set_shapes(shapes)
        self._point_at_hover()

    def set_active(self, active: bool) -> None:
        """The pane the keys act on. Leaving it accepts a caliper that only waits for its short axis."""
        if not active:
            self.accept()
        super().set_active(active)

    def set_tool(self, name: str) -> None:
        """What the left button does, one of `TOOLS`. Accepts what the former tool has half drawn."""
        if name not in TOOLS:
            raise ValueError(f"no tool is called {name!r}; there are {', '.join(TOOLS)}")
        self.accept()
        self._tool = name
        self._point_at_hover()

    def set_mouse(self, bindings: MouseBindings) -> None:
        """What buttons and wheel mean from the next press on."""
        self._mouse = bindings

    def set_draft_style(self, style_key: str, title: str) -> None:
        """How a new caliper looks while it is drawn: the class and name of the lesion it is for."""
        self._style.look(style_key)
        self._draft_style, self._draft_title = style_key, title
        self._relayout()

    @property
    def hand_down(self) -> bool:
        """Whether the button is still down that began a caliper or an annotation, or took hold of one."""
        return self._draft is not None and self._draft.hand_down

    def fit(self) -> None:
        self._change_view(fitted(self._viewport))

    def accept(self) -> None:
        """Finish a caliper that waits for its short axis without one. During a drag nothing happens."""
        self._send(Phase.ACCEPT, None)

    def cancel(self) -> None:
        """Drop what is half drawn or half changed."""
        if self._draft is not None:
            self._draft.close()
            self._end_draft()
            self.caliperDrafted.emit("", None)

    def _change_view(self, viewport: Viewport) -> None:
        """A change made by the hand."""
        if viewport != self._viewport:
            self._viewport = viewport
            self._view_changed()
            self.viewportChanged.emit(viewport)

    def _tell_pointer(self) -> None:
        source = self._source
        if self._pointer is None:
            return
        if source is None or source.count == 0:
            self.pointerMoved.emit(None)
            return
        readout = readout_at(source, self._viewport.index, self.plane_view(), self._pointer)
        self.pointerMoved.emit(readout)

    def refresh_frame(self, index: int) -> None:
        super().refresh_frame(index)
        if index == self._viewport.index:
            self._tell_pointer()

    def _view_changed(self) -> None:
        super()._view_changed()
        self._tell_pointer()

    def _draft_shape(self) -> CaliperShape | MarkShape | None:
        if self._draft is None or self._source is None:
            return None
        return self._draft.preview(self._draft_style, self._draft_title, self._viewport.index, self._source)

    def _id_changing(self) -> str | None:
        changing = self._draft is not None and self._draft.begun and self._draft.shape
        return changing.id if changing else None

    def _id_in_hand(self) -> str | None:
        if self._draft is not None:
            return self._draft.shape.id if self._draft.shape is not None else None
        return self._hover.shape.id if self._hover is not None and self._hover.shape.editable else None

    # The tool under the left button

    def _start_tool(self, at: PointPx) -> None:
        if self._draft is not None:
            self._send(Phase.PRESS, at)
            return
        self._pressed_on = None
        if not self._has_picture():
            return
        view = self.plane_view()
        press = PointerEvent(Phase.PRESS, view.lps(at), view.plane, 1 / view.zoom)
        hit, index = self._hit(at), self._viewport.index
        self._pressed_on = hit
        if hit is not None and hit.shape.editable:
            self._draft = Draft.editing(hit, press, index, self._label_middle(hit))
        elif self._tool in DRAWING_TOOLS:
            self._draft = Draft.drawing(self._tool, press, index)

    def _label_middle(self, hit: Hit) -> tuple[float, float, float]:
        for caliper in self._calipers():
            if caliper.shape is hit.shape and caliper.label is not None:
                left, top, right, bottom = caliper.label
                return self.plane_view().lps(((left + right) / 2, (top + bottom) / 2))
        return hit.shape.points_lps[0]

    def _send(self, phase: Phase, at: PointPx | None) -> None:
        """Tell the tool, in the plane it was started on; `at` None is where it last was."""
        draft = self._draft
        if draft is None:
            return
        view = self._view_on(draft.plane)
        begun = draft.begun
        outcome = draft.send(phase, None if at is None else view.lps(at), 1 / view.zoom)
        if outcome is not None:
            self._end_draft()
            self._tell(outcome)
            self.caliperDrafted.emit("", None)
        else:
            if draft.begun != begun:
                self.draftChanged.emit(draft.begun)
            self._relayout()
            if draft.drawn is not None:
                self.caliperDrafted.emit(draft.shape.id if draft.shape else DRAFT_ID, draft.drawn)

    def _tell(self, outcome: Outcome) -> None:
        shape = outcome.shape
        if isinstance(outcome.drawn, DrawnCaliper):
            if shape is None:
                self.caliperDrawn.emit(outcome.drawn)
            else:
                self.caliperEdited.emit(shape.id, outcome.drawn)
        elif outcome.label_lps is not None and shape is not None:
            self.labelMoved.emit(shape.id, outcome.label_lps)
        else:
            self._select()

    def _select(self) -> None:
        if self._pressed_on is not None:
            self.shapeSelected.emit(self._pressed_on.shape.id)

    def _end_draft(self) -> None:
        draft, self._draft = self._draft, None
        if draft is not None and draft.begun:
            self.draftChanged.emit(False)
        self._relayout()

    def _hit(self, at: PointPx) -> Hit | None:
        """What a press would take hold of."""
        return hit_at(at, self._calipers()) if self._overlays_visible and self._has_picture() else None

    def _point_at_hover(self) -> None:
        """Show handles under a resting hand, and by the cursor what a press would do."""
        hover = None
        if self._pointer is not None and self._draft is None:
            hover = self._hit(self._pointer)
        if hover != self._hover:
            self._hover = hover
            self.update()
        if hover is not None and hover.shape.editable and self._mouse.left is Drag.TOOL:
            shape = Qt.CursorShape.CrossCursor if hover.on_end else Qt.CursorShape.SizeAllCursor
        elif hover is not None:
            shape = Qt.CursorShape.PointingHandCursor
        else:
            drawing = self._tool in DRAWING_TOOLS and self._mouse.left is Drag.TOOL
            shape = Qt.CursorShape.CrossCursor if drawing else Qt.CursorShape.ArrowCursor
        if self.cursor().shape() != shape:
            self.setCursor(shape)

    # The hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.activated.emit()
        at = self._pixel_middle(event.position())
        meant = self._meant(event.buttons(), event.modifiers())
        if meant is Drag.SCROLL:
            self._pressed_on = self._hit(at)
        if self._drag.drag is Drag.NOTHING and meant in (Drag.TOOL, Drag.SELECT):
            self._start_tool(at)
        elif self._draft is not None and not self._draft.begun:
            self.cancel()
        self._begin_drag(meant, at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._pixel_middle(event.position())
        self._pointer = at
        if not event.buttons():
            self._let_go()
        drag = self._drag.drag
        if drag in VIEW_DRAGS and drag is not Drag.NOTHING:
            source = self._source
            if source is not None and source.count:
                view = self.plane_view()
                self._change_view(self._drag.moved(self._viewport, view, self._last, at, source.count))
        elif self._draft is not None and (drag is not Drag.NOTHING or not event.buttons()):
            self._resumed = False
            self._send(Phase.MOVE, at)
        self._last = at
        self._tell_pointer()
        if drag is Drag.NOTHING:
            self._point_at_hover()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._pixel_middle(event.position())
        draft, left = self._draft, event.button() is Qt.MouseButton.LeftButton
        on_tool = self._drag.drag in (Drag.TOOL, Drag.SELECT)
        if left and draft is not None and (on_tool or draft.hand_down):
            self._send(Phase.RELEASE, None if self._resumed or not on_tool else at)
        elif left and self._drag.drag in (Drag.SELECT, Drag.SCROLL) and self._is_click(at):
            self._select()
        still_drawing = self._draft is not None and self._draft.hand_down
        if still_drawing and event.buttons() & Qt.MouseButton.LeftButton:
            self._begin_drag(self._meant(event.buttons(), event.modifiers()), at)
            self._resumed = True
        else:
            self._begin_drag(Drag.NOTHING, at)
        self._pointer = at
        self._point_at_hover()

    def _let_go(self) -> None:
        """No button is held: a drag still going on has lost its release, to a dialog or another window."""
        if self._drag.drag is not Drag.NOTHING:
            if self._draft is not None and self._draft.hand_down:
                self._send(Phase.RELEASE, None)
            self._begin_drag(Drag.NOTHING, self._last)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()
        source, keys = self._source, event.modifiers()
        if source is None or source.count == 0:
            return
        angle = event.angleDelta().y() or event.angleDelta().x()
        swipe_px = event.pixelDelta().y() or event.pixelDelta().x()
        turn = self._mouse.turn(keys)
        if turn is Turn.ZOOM:
            at = self._pixel_middle(event.position())
            factor = ZOOM_PER_NOTCH ** notches(angle, swipe_px, event.phase())
            if factor != 1.0:
                self._change_view(zoomed(self._viewport, self.plane_view(), factor, at))
            return
        steps = self._turns.steps(angle, swipe_px, event.phase())
        if steps and turn in SLICES_OF:
            self._change_view(scrolled(self._viewport, -steps * SLICES_OF[turn], source.count))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._hold_space(True)
        elif key == Qt.Key.Key_Escape and self._draft is not None:
            self.cancel()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._draft is not None:
            self.accept()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space:
            super().keyReleaseEvent(event)
        elif not event.isAutoRepeat():
            self._hold_space(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._hold_space(False)
        super().focusOutEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._pointer = self._pixel_middle(event.position())
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self._point_at_hover()
        self.pointerMoved.emit(None)
        super().leaveEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.accept()
        super().hideEvent(event)

    def _meant(self, buttons: Qt.MouseButton, keys: Qt.KeyboardModifier) -> Drag:
        meant = self._mouse.drag(buttons, keys, space_held=self._space_held)
        half_drawn = self._draft is not None and self._draft.begun
        if half_drawn and buttons == Qt.MouseButton.LeftButton and not self._space_held:
            meant = Drag.TOOL  # it is finished by the button that began it, whatever else is held by now
        return VIEW_TOOLS.get(self._tool, Drag.TOOL) if meant is Drag.TOOL else meant

    def _begin_drag(self, drag: Drag, at: PointPx) -> None:
        self._drag = ViewDrag(drag, at, self._viewport)
        self._last = at
        self._resumed = False

    def _hold_space(self, held: bool) -> None:
        """Space pressed or let go during a drag of the tool turns it into what Space means, and back."""
        if held == self._space_held:
            return
        self._space_held = held
        drag, meant = self._drag.drag, self._mouse.space_and_left
        if held and drag in (Drag.TOOL, Drag.SELECT):
            if self._draft is not None and not self._draft.begun:
                self.cancel()
            self._begin_drag(meant, self._last)
        elif not held and drag is meant and self._draft is not None and self._draft.hand_down:
            self._begin_drag(Drag.TOOL, self._last)
            self._resumed = True

    def _is_click(self, at: PointPx) -> bool:
        start = self._drag.start
        return max(abs(at[0] - start[0]), abs(at[1] - start[1])) < CLICK_PX

    def _pixel_middle(self, position: QPointF) -> PointPx:
        """The middle of the device pixel under the pointer: the point the hand is on."""
        ratio = self.devicePixelRatioF()
        return (
            (math.floor(position.x() * ratio + WHOLE_PX) + 0.5) / ratio,
            (math.floor(position.y() * ratio + WHOLE_PX) + 0.5) / ratio,
        )
