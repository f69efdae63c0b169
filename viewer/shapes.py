"""What is drawn over a slice, and what a hand has drawn, as frozen values in patient millimetres."""

import math
from dataclasses import dataclass

from measurements.annotation import AnnotationKind
from measurements.geometry.vectors import Segment, Vector, dot, scale
from viewer.frame_source import FrameSource
from viewer.style import UNTAGGED

SAME_PLACE_MM = 0.01
"""Two positions closer than this are one: how finely scanners write them."""


@dataclass(frozen=True, slots=True)
class CaliperShape:
    """A caliper to show.

    Attributes:
        id: given back by the pane's signals.
        long_lps, short_lps: end points, mm.
        style_key: which look of `ViewerStyle.classes`.
        title: of the lesion, such as T01; of a ghost its timepoint.
        text: the stored numbers, ready to show; the pane never computes them for a stored caliper.
        label_lps: where the label's middle was dragged to; None lets it find its own place.
        selected: on top of others and first under the hand.
        ghost: a prior or another read: neutral dashes, no handles, not under the hand.
        editable: whether its handles and label can be dragged.
        held: which of `points_lps` the keys move; None where it is under no key.
    """

    id: str
    long_lps: Segment
    short_lps: Segment | None = None
    style_key: str = UNTAGGED
    title: str = ""
    text: str = ""
    label_lps: Vector | None = None
    selected: bool = False
    ghost: bool = False
    editable: bool = True
    held: int | None = None

    @property
    def points_lps(self) -> tuple[Vector, ...]:
        return self.long_lps if self.short_lps is None else self.long_lps + self.short_lps


@dataclass(frozen=True, slots=True)
class DrawnCaliper:
    """What the hand drew, and the slice it drew it on; end points in patient mm."""

    long_lps: Segment
    short_lps: Segment | None
    index: int


@dataclass(frozen=True, slots=True)
class MarkShape:
    """An annotation to show.

    Attributes:
        id: given back by the pane's signals.
        points_lps: as `Annotation.points_lps`, mm.
        text: the reader's words.
        figures: the stored figures, ready to show, a line each; computed by the pane only under the hand.
        label_lps: where the label's middle was dragged to; None lets it find its own place.
        selected: on top of others and first under the hand.
        ghost: half drawn on another slice than the one shown.
        editable: whether its handles and label can be dragged.
    """

    id: str
    kind: AnnotationKind
    points_lps: tuple[Vector, ...]
    text: str = ""
    figures: tuple[str, ...] = ()
    label_lps: Vector | None = None
    selected: bool = False
    ghost: bool = False
    editable: bool = True

    @property
    def lines(self) -> tuple[str, ...]:
        """What its label says."""
        return (self.text, *self.figures) if self.text else self.figures


@dataclass(frozen=True, slots=True)
class DrawnMark:
    """What the hand drew of an annotation, and the slice it drew it on; points in patient mm."""

    kind: AnnotationKind
    points_lps: tuple[Vector, ...]
    index: int


@dataclass(frozen=True, slots=True)
class CircleShape:
    """Where to search for something: a ball, seen as a circle on every slice that it reaches.

    Attributes:
        centre_lps, radius_mm: of the ball, mm.
        text: how far to search, ready to show.
        check: the word that asks for a closer look; empty where none is asked for.
        reason: why, in sentences, for who rests the pointer on it.
    """

    id: str
    centre_lps: Vector
    radius_mm: float
    text: str
    check: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PointerReadout:
    """What is under the pointer.

    Attributes:
        point_lps: on the slice's plane, mm.
        column, row: of the voxel, from 0; outside the slice they run on beyond it.
        value_hu: of that very voxel, not interpolated; None off the slice, on padding, or while not loaded.
    """

    point_lps: Vector
    column: int
    row: int
    value_hu: float | None


@dataclass(frozen=True, slots=True)
class Slab:
    """The space that belongs to one slice of a stack: half the way to its neighbours.

    A caliper drawn on a slice lies in its plane, so on acquired slices it belongs to its own slice alone. A
    point carried over from another scan falls between slices and belongs to the nearer one. Where gaps
    differ, each side has its own half; a point exactly between two slices belongs to the earlier one. The
    first and the last slice reach as far outwards as inwards; a single slice holds its plane only.

    Attributes:
        onward: unit vector across the slice, towards the later slices.
        at_mm: where the slice lies along it.
        earlier_mm, later_mm: how far it reaches towards either end of the stack.
    """

    onward: Vector
    at_mm: float
    earlier_mm: float
    later_mm: float

    @classmethod
    def around(cls, source: FrameSource, index: int, thickness_mm: float = 0.0) -> "Slab":
        """The slab of slice `index`; no thinner than `thickness_mm`, what a reformat shows of its volume."""
        plane = source.plane(index)
        before = after = None
        if index > 0:
            before = -plane.distance_mm(source.plane(index - 1).origin_lps)
        if index + 1 < source.count:
            after = plane.distance_mm(source.plane(index + 1).origin_lps)
        gaps = [gap for gap in (before, after) if gap is not None] or [0.0]
        onward = scale(plane.normal, math.copysign(1.0, sum(gaps)))
        earlier_mm, later_mm = (max(abs(gap), thickness_mm) / 2 for gap in (gaps[0], gaps[-1]))
        return cls(onward, dot(plane.origin_lps, onward), earlier_mm, later_mm)

    def holds(self, shape: CaliperShape | MarkShape) -> bool:
        """Whether every point of `shape` belongs to this slice."""
        return all(map(self.holds_point, shape.points_lps))

    def holds_point(self, point_lps: Vector) -> bool:
        """Whether a point, mm, belongs to this slice."""
        beyond_mm = self._beyond_mm(point_lps)
        return -self.earlier_mm < beyond_mm <= self.later_mm or abs(beyond_mm) <= SAME_PLACE_MM

    def cut_radius_mm(self, circle: CircleShape) -> float:
        """Of the widest circle that a ball makes within this slice, mm; 0 where it does not reach it."""
        beyond_mm = self._beyond_mm(circle.centre_lps)
        off_mm = max(beyond_mm - self.later_mm, -self.earlier_mm - beyond_mm, 0.0)
        return math.sqrt(max(circle.radius_mm**2 - off_mm**2, 0.0))

    def _beyond_mm(self, point_lps: Vector) -> float:
        return dot(point_lps, self.onward) - self.at_mm
