"""Words to tell a subject's story with: lesions by organ, and visits of a course."""

from datetime import date, timedelta

from measurements.geometry.vectors import Vector
from measurements.lesion import RadiationClass, Role, State
from reader.phantom.lesions import PhantomLesion, Sighting
from reader.phantom.posture import Posture
from reader.phantom.visit import Acquisition, PhantomVisit

SBRT, LDRT, NONE = RadiationClass.SBRT, RadiationClass.LDRT, RadiationClass.UNIRRADIATED
TARGET, NON_TARGET, NEW = Role.TARGET, Role.NON_TARGET, Role.NEW

Course = tuple[tuple[int, Posture, tuple[Sighting, ...]], ...]
"""Of each visit: the day since treatment start, how the patient lies, and what is there."""


def lung(
    name: str, group: Role, radiation: RadiationClass, site: str, center: Vector, turn: float
) -> PhantomLesion:
    """A metastasis in the lung."""
    return PhantomLesion(
        name=name,
        site=f"Lung, {site}",
        organ="lung",
        laterality=_side(center),
        nodal=False,
        group=group,
        radiation=radiation,
        center_lps=center,
        direction_deg=turn,
        breathes=True,
        hu=52.0,
        core_hu=46.0,
        surround_hu=-855.0,
        surround_mm=2.0,
    )


def node(
    name: str,
    group: Role,
    radiation: RadiationClass,
    site: str,
    center: Vector,
    turn: float,
    core_hu: float = 88.0,
) -> PhantomLesion:
    """A lymph node in fat; `core_hu` far below 90 makes its middle necrotic."""
    return PhantomLesion(
        name=name,
        site=site,
        organ="lymph node",
        laterality=_side(center),
        nodal=True,
        group=group,
        radiation=radiation,
        center_lps=center,
        direction_deg=turn,
        breathes=False,
        hu=96.0,
        core_hu=core_hu,
        surround_hu=-95.0,
        surround_mm=3.0,
        dents=0.08,
    )


def liver(name: str, group: Role, radiation: RadiationClass, center: Vector, turn: float) -> PhantomLesion:
    """A metastasis in the liver, darker than the liver around it."""
    return PhantomLesion(
        name=name,
        site="Liver",
        organ="liver",
        laterality="",
        nodal=False,
        group=group,
        radiation=radiation,
        center_lps=center,
        direction_deg=turn,
        breathes=True,
        hu=56.0,
        core_hu=36.0,
        surround_hu=108.0,
        surround_mm=4.0,
    )


def _side(center: Vector) -> str:
    return "right" if center[0] < 0 else "left"


def measured(lesion: PhantomLesion, long_mm: float, short_mm: float, haze: float = 0.0) -> Sighting:
    """A lesion with both axes."""
    return Sighting(lesion, State.MEASURED, long_mm, short_mm, haze=haze)


def visits(start: date, scan: Acquisition, course: Course, first: int = 0) -> tuple[PhantomVisit, ...]:
    """The visits of a course, numbered from `first`, all scanned alike."""
    return tuple(
        PhantomVisit(number, start + timedelta(days=day), scan, posture, lesions)
        for number, (day, posture, lesions) in enumerate(course, first)
    )
