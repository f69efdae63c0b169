"""The subjects of the demonstration trial: who they are, how they are scanned, what becomes of them."""

from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from measurements.geometry.vectors import Vector
from measurements.lesion import RadiationClass, Role, State
from reader.phantom.lesions import PhantomLesion, Sighting
from reader.phantom.posture import Build, Posture
from reader.phantom.visit import Acquisition, PhantomSubject, PhantomVisit


class Variant(StrEnum):
    """How finely the subjects are scanned: as a hospital does, or just enough for a test."""

    FULL = "full"
    SMALL = "small"


_SMALL_SIZE = 192
_SMALL_SPACING_MM = 5.0


def demonstration_subjects(variant: Variant = Variant.FULL) -> tuple[PhantomSubject, ...]:
    """All subjects of the demonstration trial, in the order of their codes."""
    return tuple(_scanned(subject, variant) for subject in (response_subject(),))


def _scanned(subject: PhantomSubject, variant: Variant) -> PhantomSubject:
    if variant is Variant.FULL:
        return subject
    return replace(
        subject,
        visits=tuple(
            replace(
                visit,
                acquisition=replace(
                    visit.acquisition,
                    size=_SMALL_SIZE,
                    spacing_mm=_SMALL_SPACING_MM,
                    thickness_mm=_SMALL_SPACING_MM,
                ),
            )
            for visit in subject.visits
        ),
    )


def lung(
    name: str, group: Role, radiation: RadiationClass, site: str, center: Vector, turn: float
) -> PhantomLesion:
    """A metastasis in the lung."""
    side = "Right" if center[0] < 0 else "Left"
    return PhantomLesion(
        name,
        f"Lung, {site}",
        "Lung",
        side,
        False,
        group,
        radiation,
        center,
        turn,
        True,
        52.0,
        46.0,
        -860.0,
        2.0,
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
    """A lymph node; `core_hu` far below 90 makes its middle necrotic."""
    side = "Right" if center[0] < 0 else "Left"
    return PhantomLesion(
        name,
        site,
        "Lymph node",
        side,
        True,
        group,
        radiation,
        center,
        turn,
        False,
        96.0,
        core_hu,
        -95.0,
        3.0,
        0.08,
    )


def liver(
    name: str, group: Role, radiation: RadiationClass, site: str, center: Vector, turn: float
) -> PhantomLesion:
    """A metastasis in the liver, darker than the liver around it."""
    return PhantomLesion(
        name,
        f"Liver, {site}",
        "Liver",
        "",
        False,
        group,
        radiation,
        center,
        turn,
        True,
        58.0,
        38.0,
        108.0,
        4.0,
    )


def measured(lesion: PhantomLesion, long_mm: float, short_mm: float, haze: float = 0.0) -> Sighting:
    """A lesion that was measured."""
    return Sighting(lesion, State.MEASURED, long_mm, short_mm, haze=haze)


def response_subject() -> PhantomSubject:
    """DEMO-001: partial response that holds; one lesion of each class."""
    t01 = lung("T01", Role.TARGET, RadiationClass.SBRT, "right upper lobe", (-82.0, 14.0, -52.0), 25.0)
    t02 = node("T02", Role.TARGET, RadiationClass.LDRT, "Neck, left level III", (46.0, -4.0, 58.0), 70.0)
    t03 = liver("T03", Role.TARGET, RadiationClass.UNIRRADIATED, "segment VII", (-78.0, 22.0, -206.0), -20.0)
    nt01 = lung(
        "NT01", Role.NON_TARGET, RadiationClass.UNIRRADIATED, "left lower lobe", (74.0, 42.0, -112.0), 10.0
    )
    start = date(2024, 3, 11)
    scan = Acquisition(512, 400.0, 3.0, 3.0, 84.0, -240.0, 12.0)
    return PhantomSubject(
        code="DEMO-001",
        seed=20240311,
        name="Demonstration^Alpha",
        charset="ISO_IR 100",
        sex="M",
        birth=date(1961, 5, 2),
        age=62,
        height_m=1.72,
        weight_kg=68.0,
        treatment_start=start,
        build=Build(),
        scan_name="Neck, chest, upper abdomen",
        body_part="CHEST",
        visits=tuple(
            PhantomVisit(number, start + timedelta(days=day), scan, posture, lesions)
            for number, (day, posture, lesions) in enumerate(
                (
                    (
                        -7,
                        Posture((2.0, -6.0, -310.0), 0.8, 0.0, 0.0),
                        (
                            measured(t01, 28.4, 21.6),
                            measured(t02, 29.6, 22.3),
                            measured(t03, 33.1, 26.2),
                            Sighting(nt01, State.PRESENT, 8.6, 7.4),
                        ),
                    ),
                    (
                        56,
                        Posture((-3.0, -9.0, -296.0), -1.6, 6.0, 7.0),
                        (
                            measured(t01, 18.2, 13.9),
                            measured(t02, 19.4, 14.1),
                            measured(t03, 24.7, 19.8),
                            Sighting(nt01, State.PRESENT, 7.1, 6.2),
                        ),
                    ),
                    (
                        112,
                        Posture((4.0, -4.0, -322.0), 2.2, 3.0, -4.0),
                        (
                            measured(t01, 15.3, 11.2, haze=0.8),
                            measured(t02, 14.8, 9.6),
                            measured(t03, 21.5, 17.3),
                            Sighting(nt01, State.PRESENT, 6.4, 5.8),
                        ),
                    ),
                )
            )
        ),
    )
