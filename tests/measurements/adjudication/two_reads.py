"""Two reads of one subject in shorthand, as the values an adjudication compares."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from measurements.case.case_view import CaseView
from measurements.case.labels import parent
from measurements.geometry.caliper import caliper_from
from measurements.geometry.vectors import Vector
from measurements.lesion import Caliper, Lesion, Measurement, RadiationClass, Role, State
from measurements.protocol.loading import load_protocol
from measurements.protocol.values import Protocol
from measurements.trial import Subject, Timepoint, TimepointKind

SUBJECT = Subject("subject", "HN-017", "HN-017")
BL = Timepoint("bl", SUBJECT.uid, 0, "BL", TimepointKind.BASELINE, None, -7)
W8 = Timepoint("w8", SUBJECT.uid, 1, "W8", TimepointKind.FOLLOW_UP, None, 57)
W16 = Timepoint("w16", SUBJECT.uid, 2, "W16", TimepointKind.FOLLOW_UP, None, 113)
W24 = Timepoint("w24", SUBJECT.uid, 3, "W24", TimepointKind.FOLLOW_UP, None, 169)
TIMEPOINTS = (BL, W8, W16, W24)
PROTOCOL = load_protocol()
FRAMES: Mapping[str, str | None] = {"thin": "frame", "thick": "frame", "other": "other frame", "bare": None}

_ROLES = {"T": Role.TARGET, "NT": Role.NON_TARGET, "NEW": Role.NEW}


@dataclass(frozen=True)
class Said:
    """One lesion through the timepoints.

    Attributes:
        values: by timepoint, comma-separated: "12.5" drawn so long (a node: so short), a state, both, such as
            "12.5 PRESENT", or "-" for nothing.
        at: where its calipers have their middle, LPS mm.
    """

    values: str
    at: Vector = (0.0, 0.0, 0.0)
    node: bool = False
    site: str = ""
    series: str = "thin"
    radiation: RadiationClass | None = RadiationClass.SBRT
    into: str = ""
    """Label of the lesion that carries it where it is MERGED."""


def read(
    name: str,
    lesions: Mapping[str, Said],
    *,
    protocol: Protocol = PROTOCOL,
    timepoints: tuple[Timepoint, ...] = TIMEPOINTS,
) -> CaseView:
    """A read, its lesions named by their labels, T01, NT01, NEW01, T01.1; uids are its name and the label."""
    made, measurements = [], {}
    for label, said in lesions.items():
        values = [value.strip() for value in said.values.split(",")]
        first = next((at for at, value in enumerate(values) if value != "-"), 0)
        begins = timepoints[first if label.startswith("NEW") or parent(label) else 0]
        lesion = _lesion(name, label, said, begins)
        made.append(lesion)
        for timepoint, value in zip(timepoints, values, strict=False):
            if value != "-":
                measurement = _measurement(lesion, timepoint, value, said)
                if said.into and measurement.state is State.MERGED:
                    measurement = replace(measurement, merged_into_uid=f"{name} {said.into}")
                measurements[lesion.uid, timepoint.uid] = measurement
    return CaseView(SUBJECT, timepoints, tuple(made), protocol, measurements, {})


def _lesion(name: str, label: str, said: Said, begins: Timepoint) -> Lesion:
    role = re.match("[A-Z]+", label)
    assert role is not None
    return Lesion(
        uid=f"{name} {label}",
        read_uid=name,
        label=label,
        role=_ROLES[role[0]],
        site=said.site,
        organ="lymph node" if said.node else "lung",
        laterality="",
        nodal=said.node,
        radiation=said.radiation,
        first_timepoint_uid=begins.uid,
    )


def _measurement(lesion: Lesion, timepoint: Timepoint, value: str, said: Said) -> Measurement:
    mm = re.search(r"[0-9.]+", value)
    state = re.search(r"[A-Z]+", value)
    drawn = None if mm is None else caliper(float(mm[0]), said)
    return Measurement(lesion.uid, timepoint.uid, State(state[0]) if state else State.MEASURED, drawn)


def caliper(mm: float, said: Said) -> Caliper:
    """Along x about the middle; a node is half as long again as it is short."""
    x, y, z = said.at
    long_mm, short_mm = (1.5 * mm, mm) if said.node else (mm, mm / 2)
    drawn = caliper_from(
        ((x - long_mm / 2, y, z), (x + long_mm / 2, y, z)),
        ((x, y - short_mm / 2, z), (x, y + short_mm / 2, z)),
        series_key=said.series,
        sop_uid="picture",
        frame=0,
    )
    assert Decimal(str(mm)) in (drawn.long_mm, drawn.short_mm), "the shorthand gives tenths"
    return drawn
