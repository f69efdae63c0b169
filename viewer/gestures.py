"""Which buttons and keys mean what, and how far a wheel has turned; no widget needed."""

import math
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt

from viewer.plane_view import PlaneView, PointPx
from viewer.viewport import Viewport, panned, scrolled, windowed, zoomed

NOTCH = 120
"""Units of a wheel's angle that make one step (an eighth of a degree each)."""
SWIPE_NOTCH_PX = 30
"""Pixels of a trackpad swipe that make one step."""
ZOOM_PER_NOTCH = 1.15
ZOOM_DOUBLES_PX = 140.0
WINDOW_SPAN_PX = 300.0
"""A drag this long changes the window by as much as it was wide."""
LEAST_WINDOW_SPAN_HU = 60.0
SLICE_PX = 5.0
"""A drag this long, down the screen, is one slice further."""


class Drag(Enum):
    """What the hand is doing with buttons held."""

    NOTHING = "nothing"
    TOOL = "tool"
    SELECT = "select"
    PAN = "pan"
    ZOOM = "zoom"
    WINDOW = "window"
    SCROLL = "scroll"


class Turn(Enum):
    """What turning the wheel does."""

    NOTHING = "nothing"
    SLICE = "slice"
    FIVE_SLICES = "five slices"
    ZOOM = "zoom"


VIEW_DRAGS = (Drag.NOTHING, Drag.PAN, Drag.ZOOM, Drag.WINDOW, Drag.SCROLL)
"""What any button may do. The tool is for the left one, alone or with Shift."""


@dataclass(frozen=True, slots=True)
class MouseBindings:
    """What each button and turn of the wheel means.

    Raises:
        ValueError: no button has the tool, or one has it that cannot.
    """

    left: Drag = Drag.TOOL
    shift_left: Drag = Drag.TOOL
    middle: Drag = Drag.PAN
    right: Drag = Drag.ZOOM
    left_and_right: Drag = Drag.WINDOW
    space_and_left: Drag = Drag.WINDOW
    wheel: Turn = Turn.SLICE
    shift_wheel: Turn = Turn.FIVE_SLICES
    control_wheel: Turn = Turn.ZOOM

    def __post_init__(self) -> None:
        if Drag.TOOL not in (self.left, self.shift_left):
            raise ValueError("no button draws")
        for drag in (self.left, self.shift_left):
            if drag is not Drag.TOOL and drag not in VIEW_DRAGS:
                raise ValueError(f"the left button cannot {drag.value}")
        for drag in (self.middle, self.right, self.left_and_right, self.space_and_left):
            if drag not in VIEW_DRAGS:
                raise ValueError(f"only the left button can {drag.value}")

    def drag(self, buttons: Qt.MouseButton, keys: Qt.KeyboardModifier, *, space_held: bool) -> Drag:
        """What holding these buttons means; several together are told from each alone."""
        left = bool(buttons & Qt.MouseButton.LeftButton)
        right = bool(buttons & Qt.MouseButton.RightButton)
        if left and right:
            return self.left_and_right
        if left and space_held:
            return self.space_and_left
        if buttons & Qt.MouseButton.MiddleButton:
            return self.middle
        if right:
            return self.right
        if left:
            return self.shift_left if keys & Qt.KeyboardModifier.ShiftModifier else self.left
        return Drag.NOTHING

    def turn(self, keys: Qt.KeyboardModifier) -> Turn:
        """What turning the wheel means with these keys held."""
        if keys & Qt.KeyboardModifier.ControlModifier:
            return self.control_wheel
        return self.shift_wheel if keys & Qt.KeyboardModifier.ShiftModifier else self.wheel


@dataclass(frozen=True, slots=True)
class ViewDrag:
    """A drag that changes the view: what it does, where it began and with which window."""

    drag: Drag
    start: PointPx
    before: Viewport

    def moved(
        self, viewport: Viewport, view: PlaneView, last: PointPx, now: PointPx, slices: int
    ) -> Viewport:
        """`viewport` of a stack of `slices` after the pointer went from `last` to `now`.

        Right widens the window, down raises its centre; up zooms in about where the drag began; down goes
        to later slices. What the wheel turned meanwhile is kept.
        """
        if self.drag is Drag.SCROLL:
            before, after = ((y - self.start[1]) / SLICE_PX for y in (last[1], now[1]))
            return scrolled(viewport, math.trunc(after) - math.trunc(before), slices)
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
