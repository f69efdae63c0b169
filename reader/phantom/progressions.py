"""Subjects of the demonstration trial who progress, and the one that is left to be read."""

from datetime import date

from measurements.lesion import State
from reader.phantom.casebook import (
    LDRT,
    NEW,
    NON_TARGET,
    NONE,
    SBRT,
    TARGET,
    lung,
    measured,
    node,
    visits,
)
from reader.phantom.lesions import Sighting
from reader.phantom.posture import Build, Posture
from reader.phantom.visit import Acquisition, PhantomSubject


def progression() -> PhantomSubject:
    """DEMO-002: progression by a new lesion, seen as a doubt before; a lesion splits and two nodes merge."""
    t01 = lung("T01", TARGET, SBRT, "left upper lobe", (78.0, -12.0, -58.0), -30.0)
    parts = (
        lung("T01.1", TARGET, SBRT, "left upper lobe", (71.0, -17.0, -58.0), 40.0),
        lung("T01.2", TARGET, SBRT, "left upper lobe", (87.0, -6.0, -58.0), -10.0),
    )
    t02 = node("T02", TARGET, LDRT, "Neck level II node, right", (-45.0, 2.0, 62.0), 95.0, 52.0)
    t03 = node("T03", TARGET, LDRT, "Neck level III node, right", (-46.0, 3.0, 36.0), 100.0)
    nt01 = lung("NT01", NON_TARGET, NONE, "right lower lobe", (-60.0, 52.0, -88.0), 0.0)
    new01 = lung("NEW01", NEW, NONE, "right upper lobe", (-66.0, -22.0, -36.0), 15.0)
    start = date(2024, 4, 22)
    return PhantomSubject(
        code="DEMO-002",
        seed=20240422,
        name="Demonstration^Two",
        charset="ISO_IR 100",
        sex="F",
        birth=date(1968, 11, 19),
        age=55,
        height_m=1.6,
        weight_kg=55.0,
        treatment_start=start,
        build=Build(0.94, 0.93, 0.97, 1.2),
        scan_name="Neck, chest",
        body_part="CHEST",
        visits=visits(
            start,
            Acquisition(512, 380.0, 5.0, 5.0, 78.0, -108.0, 11.0),
            (
                (
                    -7,
                    Posture((-4.0, -2.0, 120.0), -1.0),
                    (
                        measured(t01, 24.0, 19.2),
                        measured(t02, 25.3, 18.0),
                        measured(t03, 21.7, 16.4),
                        Sighting(nt01, State.PRESENT, 7.0, 6.1),
                    ),
                ),
                (
                    56,
                    Posture((1.0, -7.0, 133.0), 1.4, 5.0, -5.0),
                    (
                        measured(parts[0], 11.2, 9.0),
                        measured(parts[1], 8.4, 7.2),
                        measured(t02, 26.1, 19.0),
                        measured(t03, 22.9, 17.2),
                        Sighting(nt01, State.PRESENT, 7.4, 6.4),
                        Sighting(new01, State.EQUIVOCAL, 4.4, 4.0),
                    ),
                ),
                (
                    112,
                    Posture((3.0, -5.0, 109.0), 0.4, -3.0, 4.0),
                    (
                        measured(parts[0], 13.0, 10.1),
                        measured(parts[1], 10.1, 8.3),
                        Sighting(t02, State.MEASURED, 36.2, 27.5, move_mm=(8.0, -2.0, -12.0)),
                        Sighting(t03, State.MERGED),
                        Sighting(nt01, State.INCREASED, 9.1, 7.8),
                        Sighting(new01, State.UNEQUIVOCAL, 12.3, 10.7),
                    ),
                ),
            ),
        ),
    )


def stereotactic_progression() -> PhantomSubject:
    """DEMO-005: progression driven by one lesion in a stereotactic field; one visit's field is too short."""
    t01 = lung("T01", TARGET, SBRT, "left upper lobe", (80.0, 6.0, -48.0), 35.0)
    t02 = lung("T02", TARGET, NONE, "right lower lobe", (-72.0, 40.0, -124.0), -15.0)
    t03 = node("T03", TARGET, LDRT, "Axillary node, right", (-131.0, -8.0, -48.0), 85.0)
    nt01 = lung("NT01", NON_TARGET, NONE, "right upper lobe", (-60.0, -20.0, -40.0), 0.0)
    start = date(2024, 7, 1)
    return PhantomSubject(
        code="DEMO-005",
        seed=20240701,
        name="Demonstration^Five",
        charset="ISO_IR 100",
        sex="M",
        birth=date(1964, 1, 30),
        age=60,
        height_m=1.74,
        weight_kg=71.0,
        treatment_start=start,
        build=Build(1.01, 1.0, 1.02, 0.8),
        scan_name="Chest",
        body_part="CHEST",
        visits=(
            *visits(
                start,
                Acquisition(512, 390.0, 5.0, 5.0, 5.0, -150.0, 13.0),
                (
                    (
                        -7,
                        Posture((3.0, -3.0, -88.0), -0.6),
                        (
                            measured(t01, 21.0, 16.8),
                            measured(t02, 14.2, 12.0),
                            measured(t03, 23.7, 17.3),
                            Sighting(nt01, State.PRESENT, 6.8, 6.0),
                        ),
                    ),
                ),
            ),
            *visits(
                start,
                Acquisition(512, 390.0, 5.0, 5.0, 5.0, -100.0, 13.0),
                (
                    (
                        56,
                        Posture((-1.0, 0.0, -97.0), 1.2, 0.0, 5.0),
                        (
                            measured(t01, 16.2, 12.4, haze=0.5),
                            Sighting(t02, State.NOT_EVALUABLE),
                            measured(t03, 20.1, 14.2),
                            Sighting(nt01, State.PRESENT, 6.5, 5.8),
                        ),
                    ),
                ),
                first=1,
            ),
            *visits(
                start,
                Acquisition(512, 390.0, 5.0, 5.0, 5.0, -150.0, 13.0),
                (
                    (
                        112,
                        Posture((2.0, -5.0, -79.0), 0.0, 0.0, -4.0),
                        (
                            measured(t01, 15.9, 12.1, haze=0.9),
                            measured(t02, 13.6, 11.4),
                            measured(t03, 19.4, 14.0),
                            Sighting(nt01, State.PRESENT, 6.4, 5.6),
                        ),
                    ),
                    (
                        168,
                        Posture((-4.0, -2.0, -92.0), -1.4, 0.0, 3.0),
                        (
                            measured(t01, 27.4, 20.7, haze=1.0),
                            measured(t02, 13.1, 11.2),
                            measured(t03, 19.0, 13.8),
                            Sighting(nt01, State.PRESENT, 6.4, 5.7),
                        ),
                    ),
                ),
                first=2,
            ),
        ),
    )


def unread() -> PhantomSubject:
    """DEMO-006: scans to be read by whoever tries the program."""
    t01 = node("T01", TARGET, LDRT, "Supraclavicular node, right", (-57.0, 6.0, 33.0), 20.0, 55.0)
    t02 = lung("T02", TARGET, SBRT, "right upper lobe", (-74.0, -16.0, -62.0), 50.0)
    t03 = lung("T03", TARGET, NONE, "left upper lobe", (76.0, 20.0, -44.0), -40.0)
    nt01 = node("NT01", NON_TARGET, NONE, "Neck level III node, left", (44.0, 4.0, 56.0), 80.0)
    start = date(2024, 8, 5)
    return PhantomSubject(
        code="DEMO-006",
        seed=20240805,
        name="Demonstration^Six=示范^六",
        charset="GB18030",
        sex="F",
        birth=date(1970, 6, 14),
        age=54,
        height_m=1.63,
        weight_kg=60.0,
        treatment_start=start,
        build=Build(0.96, 0.98, 0.98, 1.4),
        scan_name="Neck, chest",
        body_part="CHEST",
        visits=visits(
            start,
            Acquisition(512, 390.0, 5.0, 5.0, 70.0, -98.0),
            (
                (
                    -7,
                    Posture((-1.0, -4.0, 55.0), 0.4),
                    (
                        measured(t01, 27.8, 20.9),
                        measured(t02, 19.6, 15.7),
                        measured(t03, 16.4, 13.5),
                        Sighting(nt01, State.PRESENT, 15.1, 11.6),
                    ),
                ),
                (
                    56,
                    Posture((2.0, -1.0, 47.0), -1.1, 4.0, 6.0),
                    (
                        measured(t01, 20.4, 15.2),
                        measured(t02, 12.8, 10.1),
                        measured(t03, 11.2, 9.4),
                        Sighting(nt01, State.PRESENT, 13.9, 10.8),
                    ),
                ),
                (
                    112,
                    Posture((1.0, -6.0, 63.0), 1.7, -2.0, -2.0),
                    (
                        measured(t01, 16.9, 12.2),
                        measured(t02, 10.3, 8.2, haze=0.8),
                        Sighting(t03, State.ABSENT),
                        Sighting(nt01, State.PRESENT, 13.2, 10.3),
                    ),
                ),
            ),
        ),
    )
