"""The prior's calipers on the current picture, at the place the link gives: grey, dashed, out of the hand."""

from PySide6.QtCore import QObject, Signal

from app.case_words import caliper_text
from app.reading.desk.desk import ReadingDesk
from app.reading.pictures.link import Link
from app.reading.pictures.wall import PictureWall
from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Segment, Vector, add, cross, dot, middle, scale
from measurements.imaging import Series
from measurements.lesion import Caliper, Measurement
from viewer.frame_source import FrameSource
from viewer.link import PARALLEL, nearest_index
from viewer.shapes import CaliperShape


class Ghosts(QObject):
    """Shown or not, on one wall; `toggled(on)` when that changes.

    Nothing of a ghost is ever stored or copied: it only shows where, and how long, the lesion was.
    """

    toggled = Signal(bool)

    def __init__(self, desk: ReadingDesk, wall: PictureWall, *, on: bool) -> None:
        super().__init__()
        self._desk, self._wall = desk, wall
        self.on = on
        desk.caseChanged.connect(self._show)
        wall.hung.connect(self._show)
        wall.linkChanged.connect(self._show)
        self._show()

    def set_on(self, on: bool) -> None:
        self.on = on
        self._show()
        self.toggled.emit(on)

    def _show(self) -> None:
        self._wall.current.show_ghosts(self._shapes() if self.on else [])

    def _shapes(self) -> list[CaliperShape]:
        desk, stack, prior = self._desk, self._wall.current.stack, self._desk.prior
        if stack is None or prior is None or not stack.series.measurable:
            return []
        series_of = {series.key: series for series in desk.series(prior)}
        shapes = []
        for lesion in desk.case.listed(prior):
            said = desk.case.measurement(lesion, prior)
            if said is None or said.caliper is None or not desk.view.may_show_length(lesion, prior):
                continue
            series = series_of.get(said.caliper.series_key)
            if series is None or not sliced_as(series, stack):
                continue
            link = self._wall.linking.links.between(series, stack.series, middle(said.caliper.long_lps))
            title = f"{lesion.label} \u00b7 {prior.label}"
            shapes.append(ghost_of(said, said.caliper, title, link, stack))
        return shapes


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


def sliced_as(series: Series, source: FrameSource) -> bool:
    """Whether a series was sliced as this one, within 10 degrees."""
    if series.along_row is None or series.along_column is None:
        return False
    return abs(dot(cross(series.along_row, series.along_column), source.plane(0).normal)) >= PARALLEL


def _carried(caliper: Caliper, link: Link, source: FrameSource) -> tuple[Segment, Segment | None]:
    """Both axes where the link puts them, laid onto the slice nearest to their middle."""
    plane = source.plane(nearest_index(source, link.there(middle(caliper.long_lps))))

    def onto(segment: Segment) -> Segment:
        return (_foot(link.there(segment[0]), plane), _foot(link.there(segment[1]), plane))

    return onto(caliper.long_lps), None if caliper.short_lps is None else onto(caliper.short_lps)


def _foot(point_lps: Vector, plane: ImagePlane) -> Vector:
    return add(point_lps, scale(plane.normal, -plane.distance_mm(point_lps)))
