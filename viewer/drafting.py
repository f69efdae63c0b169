"""The tool at work in a pane: which slice and shape it works on, what it shows, what it came to."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from measurements.geometry.caliper import length_mm
from measurements.geometry.figures import figures_of
from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Vector
from viewer.frame_source import FrameSource
from viewer.hit_testing import Hit
from viewer.mark_text import figure_lines, pixels_of
from viewer.shapes import CaliperShape, DrawnCaliper, DrawnMark, MarkShape
from viewer.tools.calipers import Axes, long_and_short_axis, single_line
from viewer.tools.editing import ENDS, Grip, dragged_label, moved_whole, pulled_end
from viewer.tools.marks import MarkPoints, angle, arrow, ellipse, moved_mark, probe, pulled_point
from viewer.tools.pointer import Phase, PointerEvent, Tool

CALIPER_TOOLS: dict[str, Callable[[PointerEvent], Tool[Axes]]] = {
    "long_and_short_axis": long_and_short_axis,
    "single_line": single_line,
}
MARK_TOOLS: dict[str, Callable[[PointerEvent], Tool[MarkPoints]]] = {
    "ellipse": ellipse,
    "angle": angle,
    "arrow": arrow,
    "probe": probe,
}
DRAWING_TOOLS = (*CALIPER_TOOLS, *MARK_TOOLS)

DRAFT_ID = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a finished tool came to.

    Attributes:
        shape: what was changed; None for a new one.
        drawn: the new or changed caliper or annotation.
        label_lps: where its label was dragged to.
        Both are None after a click.
    """

    shape: CaliperShape | MarkShape | None
    drawn: DrawnCaliper | DrawnMark | None = None
    label_lps: Vector | None = None


class Draft:
    """One run of a tool, bound to the slice it was started on whatever is shown meanwhile.

    Attributes:
        plane, index: of that slice.
        shape: the caliper or annotation being changed; None while drawing a new one.
        hand_down: whether the drag that started it still goes on.
    """

    def __init__(
        self,
        tool: Tool[Axes] | Tool[MarkPoints] | Tool[Vector],
        press: PointerEvent,
        index: int,
        shape: CaliperShape | MarkShape | None,
    ) -> None:
        self.plane: ImagePlane = press.plane
        self.index = index
        self.shape = shape
        self.hand_down = True
        self._tool = tool
        self._last = press
        self._preview: Axes | MarkPoints | Vector | None = next(tool)

    @classmethod
    def drawing(cls, name: str, press: PointerEvent, index: int) -> "Draft":
        tool = CALIPER_TOOLS.get(name) or MARK_TOOLS[name]
        return cls(tool(press), press, index, None)

    @classmethod
    def editing(cls, hit: Hit, press: PointerEvent, index: int, label_lps: Vector) -> "Draft":
        """`label_lps` is the middle of the label as it stands."""
        return cls(_editing_tool(hit, press, label_lps), press, index, hit.shape)

    @property
    def begun(self) -> bool:
        """Whether there is anything to see yet."""
        return self._preview is not None

    def send(self, phase: Phase, point_lps: Vector | None, mm_per_px: float) -> Outcome | None:
        """What the tool came to, or None while it goes on. A point of None is where the tool last was."""
        at_lps = self._last.point_lps if point_lps is None else point_lps
        self._last = PointerEvent(phase, at_lps, self.plane, mm_per_px)
        if phase is Phase.RELEASE:
            self.hand_down = False
        try:
            self._preview = self._tool.send(self._last)
        except StopIteration as finished:
            return self._outcome(finished.value)
        return None

    @property
    def drawn(self) -> DrawnCaliper | None:
        """The caliper as it would be now; None before it has begun, and while only its label moves."""
        axes = self._preview
        return DrawnCaliper(axes.long_lps, axes.short_lps, self.index) if isinstance(axes, Axes) else None

    def close(self) -> None:
        self._tool.close()

    def preview(
        self, style_key: str, title: str, index_shown: int, source: FrameSource
    ) -> CaliperShape | MarkShape | None:
        """The caliper or annotation as it would be now, with its live numbers; None before it has begun.

        Away from its own slice it is a ghost. A dragged label keeps the stored numbers. Asked once for each
        drawing of the pane, so that figures are not counted oftener than they can be seen.
        """
        now, shape = self._preview, self.shape
        if now is None:
            return None
        if isinstance(now, MarkPoints):
            mark = shape if isinstance(shape, MarkShape) else MarkShape(DRAFT_ID, now.kind, now.points_lps)
            return replace(
                mark,
                points_lps=now.points_lps,
                figures=_live_figures(now, self.index, source),
                selected=True,
                ghost=index_shown != self.index,
            )
        if not isinstance(now, Axes):
            assert shape is not None
            return replace(shape, label_lps=now, selected=True)
        return self._caliper(now, style_key, title, index_shown)

    def _caliper(self, axes: Axes, style_key: str, title: str, index_shown: int) -> CaliperShape:
        shape = self.shape
        if not isinstance(shape, CaliperShape):
            shape = CaliperShape(DRAFT_ID, axes.long_lps, style_key=style_key, title=title)
        return replace(
            shape,
            long_lps=axes.long_lps,
            short_lps=axes.short_lps,
            text=live_text(axes),
            selected=True,
            ghost=index_shown != self.index,
        )

    def _outcome(self, result: Axes | MarkPoints | Vector | None) -> Outcome:
        if isinstance(result, Axes):
            return Outcome(self.shape, DrawnCaliper(result.long_lps, result.short_lps, self.index))
        if isinstance(result, MarkPoints):
            return Outcome(self.shape, DrawnMark(result.kind, result.points_lps, self.index))
        return Outcome(self.shape, None, result)


def _editing_tool(
    hit: Hit, press: PointerEvent, label_lps: Vector
) -> Tool[Axes] | Tool[MarkPoints] | Tool[Vector]:
    shape, grip = hit.shape, hit.grip
    if grip is Grip.LABEL:
        return dragged_label(press, label_lps)
    if isinstance(shape, MarkShape):
        mark = MarkPoints(shape.kind, shape.points_lps)
        return pulled_point(press, mark, grip) if isinstance(grip, int) else moved_mark(press, mark)
    axes = Axes(shape.long_lps, shape.short_lps)
    if isinstance(grip, Grip) and grip in ENDS:
        return pulled_end(press, axes, grip)
    return moved_whole(press, axes)


def _live_figures(mark: MarkPoints, index: int, source: FrameSource) -> tuple[str, ...]:
    """The figures that would be stored, by the same function; none while the slice is not loaded."""
    pixels = pixels_of(source, index)
    if pixels is None:
        return ()
    return figure_lines(figures_of(mark.kind, mark.points_lps, pixels), mark.points_lps)


def live_text(axes: Axes) -> str:
    """The millimetres of a caliper under the hand as they will be stored: rounded, the longer axis first."""
    lengths = [axes.long_lps] if axes.short_lps is None else [axes.long_lps, axes.short_lps]
    return " × ".join(map(str, sorted(map(length_mm, lengths), reverse=True))) + " mm"
