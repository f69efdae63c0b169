"""The matrix as values: a row for each lesion, a cell for each timepoint, ready to be drawn."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from math import ceil, dist

from PySide6.QtCore import QCoreApplication

from app.case_words import call_text, class_name, state_text
from app.figures import NO_VALUE, day_text, mm_text, percent_text
from app.language import language, sentence
from app.reading.desk.site_choices import site_text
from app.review.counterpart import length_mm, said_there
from app.review.crops import SIZE_PX, Crop, crop_of, plane_around
from app.review.reviewed import Reviewed
from app.review.windows import window_for
from app.style.charting import OTHER_READ
from measurements.case.case_view import CaseView
from measurements.case.labels import parent
from measurements.case.lesion_rows import place_in_table
from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Segment, Vector, add, dot, middle, subtract
from measurements.lesion import Caliper, Lesion, Measurement, Role, State
from measurements.recist.sentences import overall_sentence
from measurements.recist.target import percent_change
from measurements.trial import Timepoint
from viewer.shapes import CaliperShape
from viewer.style import UNTAGGED

translate = QCoreApplication.translate

MARGIN = 1.5
"""So many long axes are seen across the lower side of a cell: a lesion is told by what lies around it."""

LEAST_HIGH_MM = 30.0
STEP_MM = 10.0
PARALLEL = 0.985
"""Cosine of 10 degrees: calipers in planes further apart are not laid over each other."""


@dataclass(frozen=True, slots=True)
class Column:
    """One timepoint: its label, its day, its call and why."""

    timepoint_uid: str
    label: str
    day: str
    call: str
    reason: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One lesion at one timepoint.

    Attributes:
        crop: what is shown; None where there is no picture, as `words` says.
        plane: that the calipers lie in, its origin in the middle of the cell.
        own, ghost, other: the caliper, the prior's laid middle on middle, and that of the read over it.
        mm, other_mm: what counts, as it stands in the table, and what does in the read over it; empty where
            nothing was measured.
        change: of that since the timepoint before.
        words: the state, and what became of the lesion, in words.
    """

    lesion_uid: str
    timepoint_uid: str
    crop: Crop | None = None
    plane: ImagePlane | None = None
    own: CaliperShape | None = None
    ghost: CaliperShape | None = None
    other: CaliperShape | None = None
    mm: str = ""
    change: str = ""
    words: str = ""
    other_mm: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One lesion.

    Attributes:
        detail: which axis counts, and where it came from.
        values: what it counted with at each timepoint, for its small course.
        change: since the baseline, or since it was first measured.
    """

    lesion_uid: str
    label: str
    site: str
    detail: str
    class_name: str
    values: tuple[Decimal | None, ...]
    change: str
    cells: tuple[Cell, ...]

    @property
    def pictured(self) -> bool:
        return any(cell.crop is not None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Lesions by timepoints."""

    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def crops(self) -> tuple[Crop, ...]:
        """All of them, row by row."""
        return tuple(cell.crop for row in self.rows for cell in row.cells if cell.crop is not None)


@dataclass(frozen=True, slots=True)
class Shown:
    """Which lesions are shown, and how.

    Attributes:
        classes: class names to leave out; `roles`, `organ`: to keep, empty for all.
        one_scale: whether all crops show as many millimetres; otherwise each lesion has its own scale.
    """

    hidden_classes: frozenset[str] = frozenset()
    roles: frozenset[Role] = field(default_factory=frozenset)
    organ: str = ""
    one_scale: bool = True


def kept(lesions: Collection[Lesion], shown: Shown) -> list[Lesion]:
    """The lesions that are shown, targets first, fragments behind their whole."""
    return sorted(
        (
            one
            for one in lesions
            if class_name(one) not in shown.hidden_classes
            and (not shown.roles or one.role in shown.roles)
            and (not shown.organ or one.organ == shown.organ)
        ),
        key=place_in_table,
    )


def matrix_of(seen: Reviewed, shown: Shown) -> Matrix:
    """The matrix of the read in front."""
    case = seen.case
    lesions = kept(case.lesions, shown)
    wide = {lesion.uid: _wide_mm(seen, [lesion]) for lesion in lesions}
    if shown.one_scale and lesions:
        widest = max(wide.values())
        wide = dict.fromkeys(wide, widest)
    return Matrix(
        tuple(
            Column(
                one.uid,
                one.label,
                translate("review", "day {day}").format(day=day_text(one.day)),
                call_text(case, one),
                reason_at(case, one),
            )
            for one in case.timepoints
        ),
        tuple(_row(seen, lesion, wide[lesion.uid]) for lesion in lesions),
    )


def reason_at(case: CaseView, timepoint: Timepoint) -> str:
    """Why the call of a timepoint is what it is; "" where there is none."""
    call = case.call_at(timepoint)
    return "" if call is None else sentence(overall_sentence(call, case.visit_labels, language()))


def _wide_mm(seen: Reviewed, lesions: Sequence[Lesion]) -> float:
    """Millimetres from side to side in which the largest caliper of these lesions has room."""
    longest = 0.0
    for lesion in lesions:
        for case, one in ((seen.case, lesion), (seen.over_case, seen.counterparts.get(lesion.uid))):
            if case is None or one is None:
                continue
            for timepoint in case.timepoints:
                said = case.measurement(one, timepoint)
                if said is not None and said.caliper is not None:
                    longest = max(longest, dist(*said.caliper.long_lps))
    high = max(ceil(longest * MARGIN / STEP_MM) * STEP_MM, LEAST_HIGH_MM)
    return high * SIZE_PX[0] / SIZE_PX[1]


def _row(seen: Reviewed, lesion: Lesion, wide_mm: float) -> Row:
    case = seen.case
    values = tuple(case.value_mm(lesion, one) for one in case.timepoints)
    known = [value for value in values if value is not None]
    whole = parent(lesion.label)
    first = next((one for one in case.timepoints if one.uid == lesion.first_timepoint_uid), None)
    details = [translate("review", "short axis")] if lesion.nodal and lesion.role is Role.TARGET else []
    if whole is not None:
        details.append(translate("review", "part of {lesion}").format(lesion=whole))
    if seen.over_case is not None and whole is None and lesion.uid not in seen.counterparts:
        details.append(translate("review", "in this read alone"))
    if lesion.role is Role.NEW and first is not None:
        details.append(translate("review", "new at {timepoint}").format(timepoint=first.label))
    change = percent_change(known[-1], known[0]) if len(known) > 1 and lesion.role is Role.TARGET else None
    valued = [one.label for one, value in zip(case.timepoints, values, strict=True) if value is not None]
    return Row(
        lesion.uid,
        lesion.label,
        site_text(lesion.site, case.protocol.sites),
        " \u00b7 ".join(details),
        class_name(lesion),
        values if lesion.role is Role.TARGET else (),
        ""
        if change is None
        else translate("review", "{change} vs {timepoint}").format(
            change=percent_text(change), timepoint=valued[0]
        ),
        tuple(_cell(seen, lesion, place, wide_mm) for place in range(len(case.timepoints))),
    )


def _cell(seen: Reviewed, lesion: Lesion, place: int, wide_mm: float) -> Cell:
    case, timepoint = seen.case, seen.case.timepoints[place]
    said = case.measurement(lesion, timepoint)
    value = case.value_mm(lesion, timepoint)
    before = [case.value_mm(lesion, one) for one in case.timepoints[:place]]
    former = next((one for one in reversed(before) if one is not None), None)
    change = percent_change(value, former) if lesion.role is Role.TARGET else None
    words = _words(seen, lesion, timepoint, said)
    drawn = None if said is None else said.caliper
    mm = mm_text(length_mm(case, lesion, timepoint))
    there = said_there(seen, lesion, timepoint)
    words = " \u00b7 ".join(filter(None, (words, there.words)))
    base = Cell(
        lesion.uid,
        timepoint.uid,
        mm="" if mm == NO_VALUE and not there.mm else mm,
        other_mm=there.mm,
        change=percent_text(change),
        words=words,
        spoken=_spoken(lesion, timepoint, mm, percent_text(change), words),
    )
    if drawn is None:
        return base
    series = seen.series.get(drawn.series_key)
    plane = None if series is None else plane_around(drawn, series)
    if series is None or plane is None:
        gone = translate("review", "its series is not in the trial any more")
        return replace(base, words=f"{words} \u00b7 {gone}" if words else gone)
    counterpart = seen.counterparts.get(lesion.uid)
    others = None
    if seen.over_case is not None and counterpart is not None:
        others = seen.over_case.measurement(counterpart, timepoint)
    return replace(
        base,
        crop=crop_of(drawn, wide_mm, window_for(lesion, case.protocol.windows)),
        plane=plane,
        own=_shape(drawn, style_key(lesion)),
        ghost=_ghost(seen, case, lesion, place, plane),
        other=_other(seen, others, plane),
    )


def style_key(lesion: Lesion) -> str:
    """Its class as the pictures' style names it."""
    return UNTAGGED if lesion.radiation is None else lesion.radiation.value


def _spoken(lesion: Lesion, timepoint: Timepoint, mm: str, change: str, words: str) -> str:
    measured = "" if mm in ("", NO_VALUE) else f"{mm} mm"
    return ", ".join(part for part in (lesion.label, timepoint.label, measured, change, words) if part)


def _shape(caliper: Caliper, style_key: str, *, ghost: bool = False) -> CaliperShape:
    return CaliperShape(
        id="", long_lps=caliper.long_lps, short_lps=caliper.short_lps, style_key=style_key, ghost=ghost
    )


def _ghost(
    seen: Reviewed, case: CaseView, lesion: Lesion, place: int, plane: ImagePlane
) -> CaliperShape | None:
    """The last caliper before this timepoint, middle on middle; None where its picture was cut otherwise."""
    for timepoint in reversed(case.timepoints[:place]):
        said = case.measurement(lesion, timepoint)
        if said is None or said.caliper is None:
            continue
        series = seen.series.get(said.caliper.series_key)
        drawn_in = None if series is None else plane_around(said.caliper, series)
        if drawn_in is None or abs(dot(drawn_in.normal, plane.normal)) < PARALLEL:
            return None
        by = subtract(plane.origin_lps, middle(said.caliper.long_lps))
        short = said.caliper.short_lps
        return CaliperShape(
            id="",
            long_lps=_moved(said.caliper.long_lps, by),
            short_lps=None if short is None else _moved(short, by),
            ghost=True,
        )
    return None


def _moved(segment: Segment, by: Vector) -> Segment:
    return (add(segment[0], by), add(segment[1], by))


def _other(seen: Reviewed, said: Measurement | None, plane: ImagePlane) -> CaliperShape | None:
    """The other read's caliper where it lies, if that is in a plane seen from the same side and frame."""
    if said is None or said.caliper is None:
        return None
    series = seen.series.get(said.caliper.series_key)
    drawn_in = None if series is None else plane_around(said.caliper, series)
    if drawn_in is None or abs(dot(drawn_in.normal, plane.normal)) < PARALLEL:
        return None
    return _shape(said.caliper, OTHER_READ)


def _words(seen: Reviewed, lesion: Lesion, timepoint: Timepoint, said: Measurement | None) -> str:
    """What is to be said beside, or in the place of, a picture."""
    case = seen.case
    if said is None:
        return _nothing_said(seen, lesion, timepoint)
    if said.state is State.MERGED:
        into = next((one.label for one in case.lesions if one.uid == said.merged_into_uid), "")
        return (
            translate("review", "merged into {lesion}").format(lesion=into)
            if into
            else state_text(said.state)
        )
    if said.caliper is not None and said.caliper.reformat is not None:
        return translate("review", "on a reformat")
    return "" if said.state is State.MEASURED else state_text(said.state)


def _nothing_said(seen: Reviewed, lesion: Lesion, timepoint: Timepoint) -> str:
    case = seen.case
    if lesion not in case.listed(timepoint):
        return ""
    pieces = [one.label for one in case.fragments(lesion, timepoint)]
    if pieces:
        return translate("review", "split into {lesions}").format(lesions=" + ".join(sorted(pieces)))
    whole = case.whole_of(lesion)
    if whole is not None and case.measurement(whole, timepoint) is not None:
        return translate("review", "measured with {lesion}").format(lesion=whole.label)
    if not seen.series_at[timepoint.uid]:
        return translate("review", "no scan")
    return translate("review", "not assessed")
