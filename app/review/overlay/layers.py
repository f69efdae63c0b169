"""What is laid over each other, as values: for each timepoint of a lesion its picture and its calipers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, dist

from PySide6.QtCore import QCoreApplication

from app.case_words import class_name
from app.figures import day_text
from app.review.crops import Crop, crop_of, plane_around
from app.review.matrix import PARALLEL, STEP_MM, Cell, Row, style_key
from app.review.overlay.way import Link, Registered, Rest, Way, registered_way
from app.review.reviewed import Reviewed
from app.review.windows import window_for
from measurements.case.series_choice import first_choice
from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Vector, add, dot, middle, scale, subtract
from measurements.imaging import Series
from measurements.lesion import Caliper, Lesion, Reformat
from measurements.trial import Timepoint
from viewer.shapes import CaliperShape

translate = QCoreApplication.translate

SIZE_PX = (768, 576)
"""Of every picture: what is shown of it on a wide screen, at the screen's own pixels."""

MARGIN = 2.0
"""So many long axes are seen from top to bottom: what a lesion is held against lies around it."""

LEAST_HIGH_MM = 40.0


@dataclass(frozen=True, slots=True)
class Layer:
    """One timepoint of the lesion, laid on the reference.

    Attributes:
        way: from the reference to this timepoint.
        crop: the picture, cut as the reference's; None where there is none, as `words` says.
        calipers: as they lie in the reference, with the timepoint and the stored millimetres.
        apart_mm: how far the picture lies before (+) or behind the reference's plane: it goes through the
            middle of its own caliper.
        mm, change, words: as in the matrix.
        awaited: whether the lesion is being looked for here.
        hindered: why it is not, a sentence; "" where nothing is in the way.
    """

    timepoint_uid: str
    label: str
    day: str
    way: Way
    crop: Crop | None
    calipers: tuple[CaliperShape, ...]
    apart_mm: float
    mm: str
    change: str
    words: str
    awaited: bool = False
    hindered: str = ""


@dataclass(frozen=True, slots=True)
class Overlay:
    """A lesion's timepoints in one frame.

    Attributes:
        plane: of the reference, its origin in the middle; None where nothing was drawn.
        wide_mm: how much is seen from side to side.
        layers: of every timepoint.
    """

    lesion_uid: str
    label: str
    site: str
    class_name: str
    plane: ImagePlane | None
    wide_mm: float
    layers: tuple[Layer, ...]

    @property
    def pictured(self) -> tuple[int, ...]:
        """Places of the layers that have a picture."""
        return tuple(place for place, layer in enumerate(self.layers) if layer.crop is not None)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all layers are cut by."""

    plane: ImagePlane
    timepoint_uid: str
    caliper: Caliper
    wide_mm: float
    window: tuple[float, float]


def overlay_of(seen: Reviewed, row: Row, registered: Registered) -> Overlay:
    """The timepoints of one row of the matrix, laid on the first with a caliper.

    Args:
        registered: of the lesion; where no link leads on, calipers lie middle on middle, and what has none
            is shown by the table.
    """
    lesion = next(one for one in seen.case.lesions if one.uid == row.lesion_uid)
    wide_mm = _wide_mm(seen, lesion)
    frame = _frame(seen, lesion, wide_mm)
    links = {uid: link for uid, link in registered.links.items() if _holds(seen, lesion, uid, link)}
    layers = tuple(
        replace(
            _layer(seen, lesion, frame, timepoint, cell, links),
            awaited=timepoint.uid in registered.awaited,
            hindered=registered.hindered.get(timepoint.uid, ""),
        )
        for timepoint, cell in zip(seen.case.timepoints, row.cells, strict=True)
    )
    plane = None if frame is None else frame.plane
    return Overlay(row.lesion_uid, row.label, row.site, class_name(lesion), plane, wide_mm, layers)


def _holds(seen: Reviewed, lesion: Lesion, timepoint_uid: str, link: Link) -> bool:
    """Whether what was found in one series is true of the one that the lesion was drawn on there."""
    timepoint = next(one for one in seen.case.timepoints if one.uid == timepoint_uid)
    searched = seen.series.get(link.current_key)
    if searched is None:
        return False
    drawn_on = {caliper.series_key for _, caliper in _drawn(seen, lesion, timepoint)}
    frames = {seen.series[key].frame_of_reference_uid for key in drawn_on - {link.current_key}}
    return frames <= {searched.frame_of_reference_uid} - {None}


def _drawn(seen: Reviewed, lesion: Lesion, timepoint: Timepoint) -> tuple[tuple[Lesion, Caliper], ...]:
    """The calipers of a lesion, or of what it has split into, on series that are there."""
    of_all = []
    for one in (lesion, *seen.case.fragments(lesion, timepoint)):
        said = seen.case.measurement(one, timepoint)
        if said is not None and said.caliper is not None and said.caliper.series_key in seen.series:
            of_all.append((one, said.caliper))
    return tuple(of_all)


def _wide_mm(seen: Reviewed, lesion: Lesion) -> float:
    longest = max(
        (
            dist(*caliper.long_lps)
            for timepoint in seen.case.timepoints
            for _, caliper in _drawn(seen, lesion, timepoint)
        ),
        default=0.0,
    )
    high = max(ceil(longest * MARGIN / STEP_MM) * STEP_MM, LEAST_HIGH_MM)
    return high * SIZE_PX[0] / SIZE_PX[1]


def _frame(seen: Reviewed, lesion: Lesion, wide_mm: float) -> _Frame | None:
    for timepoint in seen.case.timepoints:
        for _, caliper in _drawn(seen, lesion, timepoint)[:1]:
            plane = plane_around(caliper, seen.series[caliper.series_key])
            if plane is not None:
                window = window_for(lesion, seen.case.protocol.windows)
                return _Frame(plane, timepoint.uid, caliper, wide_mm, window)
    return None


def _layer(
    seen: Reviewed,
    lesion: Lesion,
    frame: _Frame | None,
    timepoint: Timepoint,
    cell: Cell,
    links: Mapping[str, Link],
) -> Layer:
    day = translate("review", "day {day}").format(day=day_text(timepoint.day))
    empty = Layer(
        timepoint.uid,
        timepoint.label,
        day,
        Way(Rest.TABLE),
        None,
        (),
        0.0,
        cell.mm,
        cell.change,
        cell.words,
    )
    if frame is None:
        return empty
    drawn = _drawn(seen, lesion, timepoint)
    caliper = drawn[0][1] if drawn else None
    centre = _centre([its for _, its in drawn])
    way = _way(frame, timepoint.uid, centre, links)
    series = _series(seen, frame, timepoint, caliper, links)
    link = links.get(timepoint.uid)
    if not drawn and link is not None and link.followed.out_of_field:
        unseen = translate("review", "its place was not scanned")
        return replace(empty, words=f"{cell.words} \u00b7 {unseen}" if cell.words else unseen)
    if series is None:
        return empty if cell.words else replace(empty, words=translate("review", "no scan"))
    apart_mm = 0.0 if centre is None else frame.plane.distance_mm(way.back(centre))
    shapes = tuple(
        shape
        for one, its in drawn
        if (shape := _shape(seen, frame, way, timepoint, one, its, cell)) is not None
    )
    words = cell.words
    if drawn and not shapes:
        elsewhere = translate("review", "drawn in another plane")
        words = f"{words} \u00b7 {elsewhere}" if words else elsewhere
    crop = _crop(frame, way, series, caliper, apart_mm)
    return replace(empty, way=way, crop=crop, calipers=shapes, apart_mm=apart_mm, words=words)


def _centre(drawn: Sequence[Caliper]) -> Vector | None:
    """The middle of a caliper, of several fragments that of all of them."""
    if not drawn:
        return None
    x, y, z = (
        sum(values) / len(drawn) for values in zip(*(middle(one.long_lps) for one in drawn), strict=True)
    )
    return (x, y, z)


def _way(frame: _Frame, timepoint_uid: str, centre: Vector | None, links: Mapping[str, Link]) -> Way:
    if timepoint_uid == frame.timepoint_uid:
        return Way(Rest.REFERENCE)
    way = registered_way(links, frame.timepoint_uid, timepoint_uid)
    if way is not None and (centre is None or not way.guessed):
        return way
    if centre is None:
        return Way(Rest.TABLE)
    return Way(Rest.MIDDLE, shift=subtract(centre, frame.plane.origin_lps))


def _series(
    seen: Reviewed, frame: _Frame, timepoint: Timepoint, caliper: Caliper | None, links: Mapping[str, Link]
) -> Series | None:
    """What was drawn on, else what was searched, else what a reader would be shown."""
    if caliper is not None:
        return seen.series[caliper.series_key]
    link = links.get(timepoint.uid)
    if link is not None and link.current_key in seen.series:
        return seen.series[link.current_key]
    there = [seen.series[key] for key in seen.series_at.get(timepoint.uid, ())]
    return first_choice(there, seen.series[frame.caliper.series_key])


def _crop(frame: _Frame, way: Way, series: Series, caliper: Caliper | None, apart_mm: float) -> Crop:
    """The acquired picture where it lies as the reference does, else one cut like it."""
    row, column = way.turned(frame.plane.along_row), way.turned(frame.plane.along_column)
    centre = way.there(add(frame.plane.origin_lps, scale(frame.plane.normal, apart_mm)))
    if caliper is not None and not way.steps and caliper.reformat is None:
        along = (series.along_row, series.along_column)
        if all(
            own is not None and dot(own, asked) >= PARALLEL
            for own, asked in zip(along, (row, column), strict=True)
        ):
            acquired = crop_of(caliper, frame.wide_mm, frame.window)
            return replace(acquired, centre_lps=centre, size_px=SIZE_PX)
    cut = Reformat(row, column, 0.0, "mean")
    return Crop(series.key, "", 0, centre, frame.wide_mm, frame.window, cut, SIZE_PX)


def _shape(
    seen: Reviewed,
    frame: _Frame,
    way: Way,
    timepoint: Timepoint,
    lesion: Lesion,
    caliper: Caliper,
    cell: Cell,
) -> CaliperShape | None:
    """A caliper as it lies in the reference; None where it was drawn in a plane that is seen from aside."""
    plane = plane_around(caliper, seen.series[caliper.series_key])
    if plane is None or abs(dot(plane.normal, way.turned(frame.plane.normal))) < PARALLEL:
        return None
    whole = lesion.uid == cell.lesion_uid
    mm = caliper.short_mm if lesion.nodal else caliper.long_mm
    return CaliperShape(
        id=f"{timepoint.uid} {lesion.uid}",
        long_lps=way.segment_back(caliper.long_lps),
        short_lps=None if caliper.short_lps is None else way.segment_back(caliper.short_lps),
        style_key=style_key(lesion),
        title=timepoint.label,
        text=(cell.mm if whole else "" if mm is None else f"{lesion.label} {mm}"),
    )
