"""The tool at work in a pane: which slice and caliper it works on, what it shows, what it came to."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from measurements.geometry.caliper import length_mm
from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Vector
from viewer.hit_testing import Hit
from viewer.shapes import CaliperShape, DrawnCaliper
from viewer.tools.calipers import Axes, long_and_short_axis, single_line
from viewer.tools.editing import ENDS, Grip, dragged_label, moved_whole, pulled_end
from viewer.tools.pointer import Phase, PointerEvent, Tool

DRAWING_TOOLS: dict[str, Callable[[PointerEvent], Tool[Axes]]] = {
    "long_and_short_axis": long_and_short_axis,
    "single_line": single_line,
}

DRAFT_ID = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a finished tool came to.

    Attributes:
        shape: what was changed; None for a new caliper.
        drawn: the new or changed caliper.
        label_lps: where its label was dragged to.
        Both are None after a click.
    """

    shape: CaliperShape | None
    drawn: DrawnCaliper | None = None
    label_lps: Vector | None = None


class Draft:
    """One run of a tool, bound to the slice it was started on whatever is shown meanwhile.

    Attributes:
        plane, index: of that slice.
        shape: the caliper being changed; None while drawing a new one.
        hand_down: whether the drag that started it still goes on.
    """

    def __init__(
        self, tool: Tool[Axes] | Tool[Vector], press: PointerEvent, index: int, shape: CaliperShape | None
    ) -> None:
        self.plane: ImagePlane = press.plane
        self.index = index
        self.shape = shape
        self.hand_down = True
        self._tool = tool
        self._last = press
        self._preview: Axes | Vector | None = next(tool)

    @classmethod
    def drawing(cls, name: str, press: PointerEvent, index: int) -> "Draft":
        return cls(DRAWING_TOOLS[name](press), press, index, None)

    @classmethod
    def editing(cls, hit: Hit, press: PointerEvent, index: int, label_lps: Vector) -> "Draft":
        """`label_lps` is the middle of the label as it stands."""
        axes = Axes(hit.shape.long_lps, hit.shape.short_lps)
        tool: Tool[Axes] | Tool[Vector]
        if hit.grip is Grip.LABEL:
            tool = dragged_label(press, label_lps)
        elif hit.grip in ENDS:
            tool = pulled_end(press, axes, hit.grip)
        else:
            tool = moved_whole(press, axes)
        return cls(tool, press, index, hit.shape)

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

    def preview(self, style_key: str, title: str, index_shown: int) -> CaliperShape | None:
        """The caliper as it would be now, with its live millimetres; None before it has begun.

        Away from its own slice it is a ghost. A dragged label keeps the stored numbers.
        """
        if self._preview is None:
            return None
        shape = self.shape
        if not isinstance(self._preview, Axes):
            assert shape is not None
            return replace(shape, label_lps=self._preview, selected=True)
        axes = self._preview
        if shape is None:
            shape = CaliperShape(DRAFT_ID, axes.long_lps, style_key=style_key, title=title)
        return replace(
            shape,
            long_lps=axes.long_lps,
            short_lps=axes.short_lps,
            text=live_text(axes),
            selected=True,
            ghost=index_shown != self.index,
        )

    def _outcome(self, result: Axes | Vector | None) -> Outcome:
        if isinstance(result, Axes):
            return Outcome(self.shape, DrawnCaliper(result.long_lps, result.short_lps, self.index))
        return Outcome(self.shape, None, result)


def live_text(axes: Axes) -> str:
    """The millimetres of a caliper under the hand as they will be stored: rounded, the longer axis first."""
    lengths = [axes.long_lps] if axes.short_lps is None else [axes.long_lps, axes.short_lps]
    return " × ".join(map(str, sorted(map(length_mm, lengths), reverse=True))) + " mm"
