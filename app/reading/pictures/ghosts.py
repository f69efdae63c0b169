"""Earlier calipers on the current picture and its reformats where they are followed to: grey, dashed."""

import math
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, Signal

from app.case_words import CLASS_ORDER, caliper_text, class_name
from app.reading.desk.desk import ReadingDesk
from app.reading.pictures.link import Link
from app.reading.pictures.places import Follows, dated, picture_notes, search_circles, way_from
from app.reading.pictures.wall import PictureWall
from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Segment, Vector, add, cross, dot, middle, scale, subtract
from measurements.imaging import Series
from measurements.lesion import Caliper, Lesion, Measurement
from measurements.trial import Timepoint
from viewer.frame_source import FrameSource
from viewer.link import PARALLEL, nearest_index
from viewer.shapes import CaliperShape


class Since(Enum):
    """Of which timepoints the ghosts are."""

    PRIOR = "prior"
    BASELINE = "baseline"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class GhostChoice:
    """Which calipers show as ghosts.

    Attributes:
        classes: names of `CLASS_ORDER`.
    """

    since: Since = Since.PRIOR
    classes: frozenset[str] = frozenset(CLASS_ORDER)


class Ghosts(QObject):
    """Ghosts and search circles of one wall; `toggled(on)` when the ghosts are shown or not any more.

    Nothing of a ghost is ever stored or copied: it only shows where, and how long, the lesion was. A search
    circle stands around each lesion that is still to be answered, whether ghosts are shown or not: it tells
    a place and no length.
    """

    toggled = Signal(bool)

    def __init__(
        self,
        desk: ReadingDesk,
        wall: PictureWall,
        follows: Follows,
        choice: GhostChoice,
        *,
        on: bool,
    ) -> None:
        super().__init__()
        self._desk, self._wall, self._follows = desk, wall, follows
        self.on = on
        self.choice = choice
        desk.caseChanged.connect(self.show_all)
        desk.activeChanged.connect(self.show_all)
        wall.hung.connect(self.show_all)
        wall.linkChanged.connect(self.show_all)
        wall.reformats.cutsChanged.connect(self.show_all)
        self.show_all()

    def set_on(self, on: bool) -> None:
        self.on = on
        self.show_all()
        self.toggled.emit(on)

    def choose(self, choice: GhostChoice) -> None:
        """Of which timepoints and classes; who chooses wants to see them."""
        self.choice = choice
        self.set_on(True)

    def show_all(self) -> None:
        """Draws anew what changed: what is stored, where lesions are followed to, what hangs."""
        current = self._wall.current
        series = None if current.stack is None else current.stack.series
        here = series is not None and series.measurable
        circles = search_circles(self._desk.view, self._follows, series) if series and here else []
        for picture in (current, *self._wall.reformats.pictures):
            picture.show_ghosts(self._shapes(picture.pane.source()) if self.on and here else [])
            picture.show_circles(circles)
        current.show_notes(lambda: picture_notes(self._desk.view, self._desk.active, self._follows))

    def ghost(self, lesion: Lesion) -> CaliperShape | None:
        """The ghost of a lesion nearest in time that is on the current picture; None where none shows."""
        start = f"{lesion.uid} "
        shown = [one for one in self._wall.current.ghosts if one.id.startswith(start)]
        return shown[-1] if shown else None

    def _shapes(self, source: FrameSource | None) -> list[CaliperShape]:
        """On the planes of one picture: of what was drawn in planes cut as they are."""
        desk = self._desk
        if source is None:
            return []
        shapes = []
        for lesion in desk.ordered():
            if class_name(lesion) not in self.choice.classes:
                continue
            for timepoint in self._chosen(lesion):
                said = desk.case.measurement(lesion, timepoint)
                told = desk.view.may_show_length(lesion, timepoint)
                if said is None or said.caliper is None or not told:
                    continue
                link = self._link(lesion, timepoint, said.caliper, source)
                if link is not None:
                    shapes.append(ghost_of(said, said.caliper, dated(lesion, timepoint), link, source))
        return shapes

    def _chosen(self, lesion: Lesion) -> list[Timepoint]:
        """The timepoints whose calipers of a lesion are wanted, earliest first."""
        desk, current = self._desk, self._desk.current
        if self.choice.since is Since.ALL:
            return [one for one in desk.case.timepoints if one.order < current.order]
        if self.choice.since is Since.BASELINE:
            return [] if desk.at_baseline else [desk.case.timepoints[0]]
        prior = desk.prior
        if prior is None:
            return []
        said = desk.case.measurement(lesion, prior)
        if said is not None and said.caliper is not None:
            return [prior]
        before = self._follows.followed_from(lesion, current)
        return [] if before is None else [before]

    def _link(
        self, lesion: Lesion, timepoint: Timepoint, caliper: Caliper, source: FrameSource
    ) -> Link | None:
        """Where the caliper's surroundings lie: as the lesion was followed, else as the pictures are linked.

        None for a lesion outside what was scanned, and for one drawn in planes that are cut otherwise.
        """
        shown = self._wall.current.stack
        series = next((one for one in self._desk.all_series() if one.key == caliper.series_key), None)
        if series is None or shown is None or not lies_along(caliper, series, source):
            return None
        followed = self._follows.followed(lesion, self._desk.current)
        if followed is not None and followed.out_of_field:
            return None
        way = way_from(self._follows, lesion, timepoint, self._desk.current)
        if way is not None and self._follows.lies_in(lesion, self._desk.current, shown.series):
            return Link(way, "")
        return self._wall.linking.links.between(series, shown.series, middle(caliper.long_lps))


def ghost_of(
    said: Measurement, caliper: Caliper, title: str, link: Link, source: FrameSource
) -> CaliperShape:
    """The caliper of a measurement as a ghost on another picture, at the place where a link puts it."""
    long_lps, short_lps = _carried(caliper, link, source)
    return CaliperShape(
        id=f"{said.lesion_uid} {said.timepoint_uid}",
        long_lps=long_lps,
        short_lps=short_lps,
        title=title,
        text=caliper_text(said),
        ghost=True,
        editable=False,
    )


def lies_along(caliper: Caliper, series: Series, source: FrameSource) -> bool:
    """Whether a caliper of a series was drawn in a plane cut as these planes are, within 10 degrees."""
    drawn_on = series if caliper.reformat is None else caliper.reformat
    if drawn_on.along_row is None or drawn_on.along_column is None:
        return False
    return abs(dot(cross(drawn_on.along_row, drawn_on.along_column), source.plane(0).normal)) >= PARALLEL


def _carried(caliper: Caliper, link: Link, source: FrameSource) -> tuple[Segment, Segment | None]:
    """Both axes where the link puts them, laid onto the slice nearest to their middle as long as they are.

    A link may turn them out of the slice; laid flat they would be drawn shorter than they were measured.
    """
    centre_lps = link.there(middle(caliper.long_lps))
    plane = source.plane(nearest_index(source, centre_lps))

    def onto(segment: Segment) -> Segment:
        ends = [_foot(link.there(end), plane) for end in segment]
        flat_mm, whole_mm = math.dist(*ends), math.dist(*segment)
        about, factor = middle((ends[0], ends[1])), whole_mm / flat_mm if flat_mm else 1.0
        first, last = (add(about, scale(subtract(end, about), factor)) for end in ends)
        return (first, last)

    return onto(caliper.long_lps), None if caliper.short_lps is None else onto(caliper.short_lps)


def _foot(point_lps: Vector, plane: ImagePlane) -> Vector:
    return add(point_lps, scale(plane.normal, -plane.distance_mm(point_lps)))
