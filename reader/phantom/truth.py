"""What is truly there: axes, states and places of every lesion, as an ideal reader would record them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from math import dist
from uuid import UUID, uuid5

from measurements.geometry.vectors import Segment
from measurements.lesion import RadiationClass, Role, State
from measurements.recist.row import LesionRow
from reader.phantom.lesions import Sighting
from reader.phantom.visit import PhantomSubject, PhantomVisit

_ROOT = UUID("5d0f8f0c-9a0e-4c57-8f0f-6a1c3e2b7d41")
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class LesionTruth:
    """One lesion at one visit.

    Attributes:
        long_lps, short_lps: end points of its axes, mm; None where there is nothing to measure.
        long_mm, short_mm: their lengths, rounded half up to 0.1.
        sop_uid: the slice through its centre; slice_index: that slice, counted from the head from 0.
    """

    name: str
    group: Role
    site: str
    organ: str
    laterality: str
    nodal: bool
    radiation: RadiationClass
    state: State
    long_lps: Segment | None = None
    short_lps: Segment | None = None
    long_mm: Decimal | None = None
    short_mm: Decimal | None = None
    sop_uid: str | None = None
    slice_index: int | None = None


@dataclass(frozen=True, slots=True)
class VisitTruth:
    """One visit: its place in the trial, the UIDs of what is written for it, and its lesions."""

    subject: str
    visit: int
    day: int
    scan_date: date
    study_uid: str
    series_uid: str
    frame_of_reference_uid: str
    lesions: tuple[LesionTruth, ...]


def phantom_uid(subject: PhantomSubject, visit: PhantomVisit, what: str) -> str:
    """The UID of something of a visit; the same subject, seed and scan always give the same (PS3.5 B.2)."""
    scan = visit.acquisition
    text = f"{subject.code}/{subject.seed}/{visit.number}/{scan.size}/{scan.spacing_mm}/{what}"
    return f"2.25.{uuid5(_ROOT, text).int}"


def sop_uid(subject: PhantomSubject, visit: PhantomVisit, slice_index: int) -> str:
    """SOP Instance UID of the `slice_index`-th slice from the head."""
    return phantom_uid(subject, visit, f"slice {slice_index}")


def visit_truth(subject: PhantomSubject, visit: PhantomVisit) -> VisitTruth:
    """What is truly there at a visit; needs no picture."""
    return VisitTruth(
        subject=subject.code,
        visit=visit.number,
        day=subject.day(visit),
        scan_date=visit.date,
        study_uid=phantom_uid(subject, visit, "study"),
        series_uid=phantom_uid(subject, visit, "series"),
        frame_of_reference_uid=phantom_uid(subject, visit, "frame of reference"),
        lesions=tuple(_lesion_truth(subject, visit, sighting) for sighting in visit.lesions),
    )


def lesion_rows(truths: Iterable[VisitTruth]) -> tuple[LesionRow, ...]:
    """The lesion table of an ideal reader: recorded diameters, and states where nothing was measured."""
    return tuple(
        LesionRow(
            subject=truth.subject,
            visit=Decimal(truth.visit),
            day=truth.day,
            lesion=lesion.name,
            role=lesion.group,
            organ=lesion.organ,
            nodal=lesion.nodal,
            mm=_recorded_mm(lesion),
            state=None if lesion.state is State.MEASURED else lesion.state,
            radiation=lesion.radiation,
        )
        for truth in truths
        for lesion in truth.lesions
    )


def _recorded_mm(lesion: LesionTruth) -> Decimal | None:
    measured = lesion.state is State.MEASURED or (
        lesion.group is Role.NEW and lesion.state is State.UNEQUIVOCAL
    )
    if not measured:
        return None
    return lesion.short_mm if lesion.nodal else lesion.long_mm


def _lesion_truth(subject: PhantomSubject, visit: PhantomVisit, sighting: Sighting) -> LesionTruth:
    lesion = sighting.lesion
    said = LesionTruth(
        lesion.name,
        lesion.group,
        lesion.site,
        lesion.organ,
        lesion.laterality,
        lesion.nodal,
        lesion.radiation,
        sighting.state,
    )
    placed = visit.placed(subject.build, sighting)
    if placed is None or sighting.state in (State.NOT_EVALUABLE, State.TOO_SMALL):
        return said
    index = visit.slice_index(placed.center_lps[2])
    return LesionTruth(
        lesion.name,
        lesion.group,
        lesion.site,
        lesion.organ,
        lesion.laterality,
        lesion.nodal,
        lesion.radiation,
        sighting.state,
        placed.long_lps,
        placed.short_lps,
        _length_mm(placed.long_lps),
        _length_mm(placed.short_lps),
        sop_uid(subject, visit, index),
        index,
    )


def _length_mm(axis: Segment) -> Decimal:
    # Twelve places first, so that 18.25 stored as 18.249999999999996 is not rounded down.
    return Decimal(f"{dist(*axis):.9f}").quantize(_TENTH, ROUND_HALF_UP)
