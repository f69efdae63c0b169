"""Which buttons and keys mean what, and how far a wheel has turned; no widget needed."""

import math
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import Qt

from viewer.plane_view import PlaneView, PointPx
from viewer.viewport import Viewport, panned, windowed, zoomed

NOTCH = 120
"""Units of a wheel's angle that make one step (an eighth of a degree each)."""
SWIPE_NOTCH_PX = 30
"""Pixels of a trackpad swipe that make one step."""
ZOOM_PER_NOTCH = 1.15
ZOOM_DOUBLES_PX = 140.0
WINDOW_SPAN_PX = 300.0
"""A drag this long changes the window by as much as it was wide."""
LEAST_WINDOW_SPAN_HU = 60.0


class Drag(Enum):
    """What the hand is doing with buttons held."""

    NOTHING = auto()
    TOOL = auto()
    SELECT = auto()
    PAN = auto()
    ZOOM = auto()
    WINDOW = auto()


def drag_meant(buttons: Qt.MouseButton, left_does: Drag, space_held: bool) -> Drag:
    """What holding these buttons means.

    Left and right together are the window, and so is the left with Space held.
    """
    left = bool(buttons & Qt.MouseButton.LeftButton)
    right = bool(buttons & Qt.MouseButton.RightButton)
    if left and (right or space_held):
        return Drag.WINDOW
    if buttons & Qt.MouseButton.MiddleButton:
        return Drag.PAN
    if right:
        return Drag.ZOOM
    return left_does if left else Drag.NOTHING


@dataclass(frozen=True, slots=True)
class ViewDrag:
    """A drag that changes the view: what it does, where it began and with which window."""

    drag: Drag
    start: PointPx
    before: Viewport

    def moved(self, viewport: Viewport, view: PlaneView, last: PointPx, now: PointPx) -> Viewport:
        """`viewport` after the pointer went from `last` to `now`; slice changes meanwhile are kept.

        Right widens the window, down raises its centre; up zooms in about where the drag began.
        """
        if self.drag is Drag.PAN:
            return panned(viewport, view, (now[0] - last[0], now[1] - last[1]))
        if self.drag is Drag.ZOOM:
            return zoomed(viewport, view, 2 ** ((last[1] - now[1]) / ZOOM_DOUBLES_PX), self.start)
        if self.drag is Drag.WINDOW:
            window = self.before.window
            hu_per_px = max(window.width, LEAST_WINDOW_SPAN_HU) / WINDOW_SPAN_PX
            return windowed(
                viewport,
                window.center + (now[1] - self.start[1]) * hu_per_px,
                window.width + (now[0] - self.start[0]) * hu_per_px,
            )
        return viewport


def notches(angle: int, swipe_px: int, phase: Qt.ScrollPhase) -> float:
    """How far a wheel turned, positive away from the hand; parts of a notch for fine wheels and trackpads.

    The momentum that a trackpad goes on reporting after the fingers have left counts as nothing: the
    picture stops with the hand.

    Args:
        angle: eighths of a degree, 0 where the device tells none.
        swipe_px: of a device that reports pixels only.
    """
    if phase is Qt.ScrollPhase.ScrollMomentum:
        return 0.0
    return angle / NOTCH if angle else swipe_px / SWIPE_NOTCH_PX


class WheelTurns:
    """Gathers what wheels and trackpads report until it makes whole steps.

    A turn back starts afresh, so that it answers at once.
    """

    def __init__(self) -> None:
        self._turned = 0.0

    def steps(self, angle: int, swipe_px: int, phase: Qt.ScrollPhase) -> int:
        """Whole steps made by this report, positive away from the hand; arguments as in `notches`."""
        turned = notches(angle, swipe_px, phase)
        if phase is Qt.ScrollPhase.ScrollBegin:
            self._turned = 0.0
        if turned * self._turned < 0:
            self._turned = 0.0
        self._turned += turned
        whole = math.trunc(self._turned + math.copysign(1e-9, self._turned))
        self._turned -= whole
        return whole
