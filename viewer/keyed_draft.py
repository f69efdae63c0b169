"""The keys at work on a caliper in a pane: what it shows, and what it comes to."""

from dataclasses import replace

from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Vector
from viewer.drafting import DRAFT_ID, Outcome, live_text
from viewer.frame_source import FrameSource
from viewer.shapes import CaliperShape, DrawnCaliper
from viewer.tools.calipers import Axes
from viewer.tools.keyed import KeyedCaliper
from viewer.tools.pointer import Phase


class KeyedDraft:
    """Stands where a `Draft` does while a caliper is drawn by keys; a click puts the end in hand.

    Attributes:
        index: of the slice it was begun on.
        shape: the caliper being changed; None while drawing a new one.
        begun, hand_down: there is something to see from the beginning, and no button is held.
        asked: whether it was asked if the axes are really as long as another timepoint's.
    """

    begun = True
    hand_down = False

    def __init__(
        self, keyed: KeyedCaliper, index: int, shape: CaliperShape | None, unmeasured_text: str
    ) -> None:
        """`unmeasured_text`: stands in place of millimetres for as long as they would not be the reader's."""
        self.keyed, self.index, self.shape = keyed, index, shape
        self.asked = False
        self._unmeasured_text = unmeasured_text

    @property
    def plane(self) -> ImagePlane:
        return self.keyed.plane

    @property
    def drawn(self) -> DrawnCaliper | None:
        """The caliper as it would be now; None while it is not measured."""
        return self._of(self.keyed.measured)

    def change(self, keyed: KeyedCaliper) -> None:
        self.keyed, self.asked = keyed, False

    def confirmed(self) -> Outcome:
        """What it comes to, another timepoint's lengths included: the reader has said that they hold."""
        return Outcome(self.shape, self._of(self.keyed.without_nothing))

    def send(self, phase: Phase, point_lps: Vector | None, mm_per_px: float) -> Outcome | None:
        """As for a `Draft`. Finished by something else than Enter, what is not measured comes to nothing."""
        if phase is Phase.ACCEPT:
            return Outcome(self.shape, self.drawn)
        if phase is Phase.RELEASE and point_lps is not None:
            self.change(self.keyed.put(point_lps))
        return None

    def close(self) -> None:
        """Nothing is held."""

    def preview(self, style_key: str, title: str, index_shown: int, source: FrameSource) -> CaliperShape:
        """The caliper with the end in hand marked; away from its own slice it is a ghost."""
        axes, measured = self.keyed.axes, self.keyed.measured
        shape = self.shape or CaliperShape(DRAFT_ID, axes.long_lps, style_key=style_key, title=title)
        here = index_shown == self.index
        return replace(
            shape,
            long_lps=axes.long_lps,
            short_lps=axes.short_lps,
            text=self._unmeasured_text if measured is None else live_text(measured),
            selected=True,
            ghost=not here,
            held=self.keyed.place if here else None,
        )

    def _of(self, axes: Axes | None) -> DrawnCaliper | None:
        return None if axes is None else DrawnCaliper(axes.long_lps, axes.short_lps, self.index)
