"""A pane among others: it tells what the hand changed, asks to be alone, and shows a cross-hair."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from measurements.geometry.vectors import Vector
from viewer.annotated_pane import AnnotatedPane
from viewer.crosshair import (
    CrossGrip,
    CrossHair,
    Hold,
    LineOnScreen,
    grip_at,
    lines_on_screen,
    moved,
    turned_deg,
)
from viewer.gestures import WheelTurns
from viewer.picked_place import PickedPlace, draw_picked
from viewer.plane_view import PointPx
from viewer.shapes import Slab
from viewer.style import ViewerStyle
from viewer.viewport import Viewport

TURN_HANDLE_PX = 4.0
STRAIGHT = 1e-9
"""A line that leaves a row or column of pixels by less is drawn as one of them."""
_SLAB_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True, slots=True)
class _Drag:
    """A line of the cross-hair in hand: where the crossing was, where the hand took it, where it was last."""

    grip: CrossGrip
    point_lps: Vector
    start_lps: Vector
    last_lps: Vector


class WallPane(AnnotatedPane):
    """Signals, beside those of `AnnotatedPane`:

    `viewMoved(before, after)` two Viewports, when the hand changed the view; `enlargeWanted()` after a double
    click on nothing; `crossMoved(point_lps)` and `crossTurned(line id, degrees)` while a line is dragged,
    `crossLeft()` when it is let go; `slabTurned(steps)` of the wheel with Ctrl and Shift; `pointPicked(lps)`
    of a click where one is asked for.
    """

    viewMoved = Signal(object, object)
    enlargeWanted = Signal()
    crossMoved = Signal(object)
    crossTurned = Signal(str, float)
    crossLeft = Signal()
    slabTurned = Signal(int)
    pointPicked = Signal(object)

    def __init__(self, style: ViewerStyle, parent: QWidget | None = None) -> None:
        super().__init__(style, parent)
        self._hair: CrossHair | None = None
        self._cross_drag: _Drag | None = None
        self._under_hand: CrossGrip | None = None
        self._slab_turns = WheelTurns()
        self._pressed_on_nothing = False
        self._picking = False
        self._picked: PickedPlace | None = None

    def set_picking(self, picking: bool) -> None:
        """Whether the next clicks are places, told by `pointPicked`, and draw nothing."""
        self._picking = picking
        self._point_at_hover()

    def mark_picked(self, place: PickedPlace | None) -> None:
        """Marks a place that a click has named, on its slice, or none."""
        if place != self._picked:
            self._picked = place
            self.update()

    def picked_shown(self) -> PointPx | None:
        """Where the place that a click has named is seen on the slice shown."""
        if self._picked is None or self._source is None or not self._has_picture():
            return None
        here = Slab.around(self._source, self._viewport.index, self._slab_mm)
        if not self._overlays_visible or not here.holds_point(self._picked.point_lps):
            return None
        return self.plane_view().px(self._picked.point_lps)

    def set_crosshair(self, hair: CrossHair | None) -> None:
        """Shows where other planes cut this picture, or nothing."""
        if hair != self._hair:
            self._hair = hair
            self.update()

    def crosshair(self) -> CrossHair | None:
        return self._hair

    def _change_view(self, viewport: Viewport) -> None:
        before = self._viewport
        super()._change_view(viewport)
        if self._viewport != before:
            self.viewMoved.emit(before, self._viewport)

    # What is seen

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        at = self.picked_shown()
        if at is not None and self._picked is not None:
            painter = QPainter(self)
            draw_picked(painter, at, self._picked.number, self._style)
            painter.end()

    def _draw_beneath(self, painter: QPainter) -> None:
        colour, ratio = QColor(self._style.accent), self.devicePixelRatioF()
        painter.save()
        for shown in self._lines():
            straight = min(map(abs, shown.along)) < STRAIGHT
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, not straight)
            painter.setPen(QPen(colour, math.floor(ratio) / ratio))
            for ends in shown.parts:
                first, last = (self._pixel_middle(QPointF(*end)) if straight else end for end in ends)
                painter.drawLine(QPointF(*first), QPointF(*last))
            if self._in_hand(shown):
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setBrush(QColor(self._style.background))
                for at in shown.turns:
                    painter.drawEllipse(QPointF(*at), TURN_HANDLE_PX, TURN_HANDLE_PX)
        painter.restore()

    def _lines(self) -> list[LineOnScreen]:
        return [] if self._hair is None else lines_on_screen(self._hair, self.plane_view())

    def _in_hand(self, shown: LineOnScreen) -> bool:
        grip = self._under_hand if self._cross_drag is None else self._cross_drag.grip
        return grip is not None and grip.line.id == shown.line.id

    # The hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._pixel_middle(event.position())
        left = event.buttons() == Qt.MouseButton.LeftButton
        if left and self._picking and self._has_picture():
            self._pressed_on_nothing = False
            self.pointPicked.emit(self.plane_view().lps(at))
            return
        self._pressed_on_nothing = left and self._draft is None and self._hit(at) is None
        grip = self._grip(at) if left else None
        if grip is None or self._hair is None:
            super().mousePressEvent(event)
            return
        self._pressed_on_nothing = False
        self.activated.emit()
        lps = self.plane_view().lps(at)
        self._cross_drag = _Drag(grip, self._hair.point_lps, lps, lps)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = self._cross_drag
        if drag is None:
            super().mouseMoveEvent(event)
            self._point_at_cross(self._pixel_middle(event.position()))
            return
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._leave_cross()
            return
        view = self.plane_view()
        lps = view.lps(self._pixel_middle(event.position()))
        self._cross_drag = _Drag(drag.grip, drag.point_lps, drag.start_lps, lps)
        if drag.grip.hold is Hold.MOVE:
            self.crossMoved.emit(moved(drag.point_lps, drag.grip, drag.start_lps, lps, view))
        else:
            degrees = turned_deg(drag.point_lps, drag.last_lps, lps, view)
            if degrees:
                self.crossTurned.emit(drag.grip.line.id, degrees)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._cross_drag is None:
            super().mouseReleaseEvent(event)
        elif event.button() is Qt.MouseButton.LeftButton:
            self._leave_cross()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._picking:
            return
        at = self._pixel_middle(event.position())
        alone = event.buttons() == Qt.MouseButton.LeftButton and self._draft is None
        if alone and self._pressed_on_nothing and self._hit(at) is None and self._grip(at) is None:
            self._pressed_on_nothing = False
            self.enlargeWanted.emit()
            return
        super().mouseDoubleClickEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at_cross(None)
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & _SLAB_KEYS != _SLAB_KEYS:
            super().wheelEvent(event)
            return
        event.accept()
        angle = event.angleDelta().y() or event.angleDelta().x()
        swipe_px = event.pixelDelta().y() or event.pixelDelta().x()
        steps = self._slab_turns.steps(angle, swipe_px, event.phase())
        if steps:
            self.slabTurned.emit(steps)

    def _grip(self, at: PointPx) -> CrossGrip | None:
        """The line under the hand; a caliper there, or one half drawn, comes first."""
        if self._hair is None or self._draft is not None or not self._overlays_visible:
            return None
        if not self._has_picture() or self._hit(at) is not None:
            return None
        return grip_at(at, self._lines())

    def _point_at_hover(self) -> None:
        super()._point_at_hover()
        if self._picking:
            self.setCursor(Qt.CursorShape.CrossCursor)

    def _point_at_cross(self, at: PointPx | None) -> None:
        grip = None if at is None else self._grip(at)
        if grip != self._under_hand:
            self._under_hand = grip
            self.update()
        if grip is not None:
            turning = grip.hold is Hold.TURN
            self.setCursor(Qt.CursorShape.PointingHandCursor if turning else Qt.CursorShape.SizeAllCursor)

    def _leave_cross(self) -> None:
        self._cross_drag = None
        self.crossLeft.emit()
