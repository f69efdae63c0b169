"""Drawing calipers: long and short axis, and a single line."""

from collections.abc import Generator
from dataclasses import dataclass

from measurements.geometry.caliper import perpendicular
from measurements.geometry.vectors import Segment
from viewer.tools.pointer import Phase, PointerEvent, Tool, cut_at_edges, held_on_image, is_click


@dataclass(frozen=True, slots=True)
class Axes:
    """A caliper's end points, patient mm; the short axis is None where none was placed."""

    long_lps: Segment
    short_lps: Segment | None = None


def long_and_short_axis(press: PointerEvent) -> Tool[Axes]:
    """A drag draws the long axis; the short one then follows the pointer until a click places it.

    ACCEPT instead of that click, or a click on the long axis itself, leaves the short axis empty. During
    the drag ACCEPT does nothing, since the hand has not let go.
    """
    long_lps = yield from _dragged_line(press)
    if long_lps is None:
        return None
    axes = Axes(long_lps)
    while True:
        event = yield axes
        if event.phase is Phase.ACCEPT:
            return Axes(long_lps)
        axes = Axes(long_lps, _short_axis(long_lps, event))
        if event.phase is Phase.RELEASE:
            return axes


def single_line(press: PointerEvent) -> Tool[Axes]:
    """A drag draws one line, a caliper without a short axis."""
    long_lps = yield from _dragged_line(press)
    return None if long_lps is None else Axes(long_lps)


def _dragged_line(press: PointerEvent) -> Generator[Axes | None, PointerEvent, Segment | None]:
    """From where the button went down to where it came up, held on the image; None for a click."""
    start_lps = held_on_image(press.point_lps, press.plane)
    line: Segment | None = None
    event = press
    while event.phase is not Phase.RELEASE:
        event = yield None if line is None else Axes(line)
        if event.phase is not Phase.ACCEPT:
            line = _line(start_lps, event)
    return line


def _line(start_lps: tuple[float, float, float], event: PointerEvent) -> Segment | None:
    end_lps = held_on_image(event.point_lps, event.plane)
    held = PointerEvent(event.phase, end_lps, event.plane, event.mm_per_px)
    return None if is_click(start_lps, held) else (start_lps, end_lps)


def _short_axis(long_lps: Segment, event: PointerEvent) -> Segment | None:
    """The short axis that reaches the pointer; None where it would be no longer than a click."""
    reach = cut_at_edges(perpendicular(long_lps, event.point_lps, event.plane), event.plane)
    end = PointerEvent(event.phase, reach[1], event.plane, event.mm_per_px)
    return None if is_click(reach[0], end) else reach
