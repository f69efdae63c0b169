"""Subjects of the demonstration trial who respond, wholly or in part of their lesions."""

from datetime import date

from measurements.lesion import State
from reader.phantom.casebook import (
    LDRT,
    NON_TARGET,
    NONE,
    SBRT,
    TARGET,
    liver,
    lung,
    measured,
    node,
    visits,
)
from reader.phantom.lesions import Sighting
from reader.phantom.posture import Build, Posture
from reader.phantom.visit import Acquisition, PhantomSubject


def response() -> PhantomSubject:
    """DEMO-001: partial response at week 8 that holds at week 16; one target of each class."""
    t01 = lung("T01", TARGET, SBRT, "right upper lobe", (-82.0, 14.0, -52.0), 25.0)
    t02 = node("T02", TARGET, LDRT, "Neck level III node, left", (46.0, 3.0, 58.0), 70.0)
    t03 = liver("T03", TARGET, NONE, (-78.0, 22.0, -206.0), -20.0)
    nt01 = lung("NT01", NON_TARGET, NONE, "left lower lobe", (74.0, 42.0, -112.0), 10.0)
    start = date(2024, 3, 11)
    return PhantomSubject(
        code="DEMO-001",
        seed=20240311,
        name="Demonstration^One",
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
        visits=visits(
            start,
            Acquisition(512, 400.0, 3.0, 3.0, 84.0, -225.0),
            (
                (
                    -7,
                    Posture((2.0, -6.0, -310.0), 0.8),
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
            ),
        ),
    )


def mixed_response() -> PhantomSubject:
    """DEMO-003: the lesion that was not irradiated responds while both irradiated classes progress."""
    t01 = lung("T01", TARGET, SBRT, "right lower lobe", (-76.0, 34.0, -108.0), 60.0)
    t02 = node("T02", TARGET, LDRT, "Axillary node, left", (130.0, -10.0, -52.0), 80.0)
    t03 = liver("T03", TARGET, NONE, (-70.0, -18.0, -196.0), 15.0)
    nt01 = lung("NT01", NON_TARGET, SBRT, "left upper lobe", (70.0, -10.0, -44.0), 0.0)
    start = date(2024, 5, 13)
    return PhantomSubject(
        code="DEMO-003",
        seed=20240513,
        name="Demonstration^Three",
        charset="ISO_IR 100",
        sex="M",
        birth=date(1957, 2, 8),
        age=67,
        height_m=1.76,
        weight_kg=86.0,
        treatment_start=start,
        build=Build(1.06, 1.09, 1.0, 1.5),
        scan_name="Chest, upper abdomen",
        body_part="CHEST",
        visits=visits(
            start,
            Acquisition(512, 420.0, 5.0, 5.0, 5.0, -225.0, 14.0),
            (
                (
                    -7,
                    Posture((0.0, 4.0, -150.0), 1.0),
                    (
                        measured(t01, 22.0, 17.4),
                        measured(t02, 22.8, 16.0),
                        measured(t03, 38.0, 30.1),
                        Sighting(nt01, State.PRESENT, 8.2, 7.0),
                    ),
                ),
                (
                    56,
                    Posture((5.0, 2.0, -161.0), -0.8, 0.0, 8.0),
                    (
                        measured(t01, 26.0, 20.3, haze=0.5),
                        measured(t02, 24.6, 18.5),
                        measured(t03, 22.0, 18.2),
                        Sighting(nt01, State.PRESENT, 7.8, 6.6),
                    ),
                ),
                (
                    112,
                    Posture((-2.0, 6.0, -143.0), 0.2, 0.0, -3.0),
                    (
                        measured(t01, 29.0, 22.6, haze=1.0),
                        measured(t02, 27.7, 21.4),
                        measured(t03, 14.0, 11.9),
                        Sighting(nt01, State.PRESENT, 7.7, 6.6),
                    ),
                ),
            ),
        ),
    )


def complete_response() -> PhantomSubject:
    """DEMO-004: complete response of nodes: all below 10 mm, one too small to measure, one gone."""
    t01 = node("T01", TARGET, LDRT, "Neck level II node, right", (-44.0, 6.0, 72.0), 60.0, 48.0)
    t02 = node("T02", TARGET, LDRT, "Supraclavicular node, left", (58.0, 6.0, 33.0), -15.0)
    nt01 = node("NT01", NON_TARGET, NONE, "Neck level III node, left", (44.0, 4.0, 60.0), 75.0)
    start = date(2024, 6, 3)
    return PhantomSubject(
        code="DEMO-004",
        seed=20240603,
        name="Demonstration^Four=示范^四",
        charset="ISO_IR 192",
        sex="M",
        birth=date(1972, 9, 27),
        age=51,
        height_m=1.69,
        weight_kg=63.0,
        treatment_start=start,
        build=Build(0.98, 0.97, 1.0, 0.9),
        scan_name="Neck",
        body_part="NECK",
        visits=visits(
            start,
            Acquisition(512, 260.0, 3.0, 3.0, 102.0, 3.0, 12.0),
            (
                (
                    -7,
                    Posture((1.0, 3.0, 20.0), 0.5),
                    (
                        measured(t01, 28.3, 22.4),
                        measured(t02, 24.1, 18.6),
                        Sighting(nt01, State.PRESENT, 16.0, 12.3),
                    ),
                ),
                (
                    56,
                    Posture((-2.0, 5.0, 31.0), -1.5, 7.0),
                    (
                        measured(t01, 18.2, 13.1),
                        measured(t02, 16.5, 11.7),
                        Sighting(nt01, State.PRESENT, 14.1, 10.4),
                    ),
                ),
                (
                    112,
                    Posture((3.0, 1.0, 12.0), 2.0, 2.0),
                    (
                        measured(t01, 13.6, 9.2),
                        measured(t02, 12.2, 8.4),
                        Sighting(nt01, State.ABSENT),
                    ),
                ),
                (
                    168,
                    Posture((0.0, 4.0, 25.0), 0.0, 5.0),
                    (
                        measured(t01, 11.9, 7.8),
                        Sighting(t02, State.TOO_SMALL, 5.4, 4.2),
                        Sighting(nt01, State.ABSENT),
                    ),
                ),
            ),
        ),
    )
