"""Patients in shorthand: events by day, and visits by their calls, enrolled a week before treatment."""

from collections.abc import Mapping
from datetime import date, timedelta

from measurements.clinical.event import ClinicalData, ClinicalEvent, EventKind
from measurements.lesion import RadiationClass
from measurements.protocol.loading import load_protocol, protocol_from_text
from measurements.protocol.values import Protocol
from measurements.recist.row import LesionRow
from tests.measurements.recist.courses import course as rows_of_course

ENROLLED = date(2025, 1, 2)
TREATED = ENROLLED + timedelta(days=7)
KINDS = {kind.value: kind for kind in EventKind}

PROTOCOL = load_protocol()

TARGETS = {
    "BL": "50",
    "CR": "0",
    "PR": "33",
    "DRIFT": "36",
    "AGAIN": "3",
    "SD": "48",
    "PD": "70",
    "NE": "NE",
    "NEW": "48",
    "NT": "48",
    "BOTH": "70",
}
"""What a visit of a word has as its only target; NEW, NT and BOTH progress by what else is there."""

NONTARGETS = {
    "ND": "-",
    "NT": "UNEQUIVOCAL",
    "BOTH": "UNEQUIVOCAL",
    "CR": "ABSENT",
    "AGAIN": "ABSENT",
}
"""What it has as its only non-target; PRESENT where nothing stands here."""


def on(day: int) -> date:
    """A day since the start of treatment."""
    return TREATED + timedelta(days=day)


def since_enrolment(day: int) -> date:
    return ENROLLED + timedelta(days=day)


def protocol(**changed: object) -> Protocol:
    """The trial's protocol with keys of its table `recist` changed, or `salvage` and `start_of_survival`."""
    homes = {"salvage": "radiotherapy", "start_of_survival": "trial"}
    tables: dict[str, list[str]] = {}
    for key, value in changed.items():
        said = str(value).lower() if isinstance(value, bool) else repr(value).replace("'", '"')
        tables.setdefault(homes.get(key, "recist"), []).append(f"{key} = {said}")
    text = "\n".join("\n".join([f"[{table}]", *lines]) for table, lines in tables.items())
    return protocol_from_text(text, "protocol.toml")


def visits(
    text: str, subject: str = "S1", classes: Mapping[str, RadiationClass] | None = None
) -> list[LesionRow]:
    """Rows of "56 PR, 112 PD": days since treatment start and words of `TARGETS`, or ND; baseline at -7.

    Every patient has one target T01 and one non-target NT01.
    """
    parts = [("-7", "BL"), *(part.split() for part in text.split(",") if part.strip())]
    words = [word for _, word in parts]
    rows = rows_of_course(
        [TARGETS.get(word, "-") for word in words],
        [NONTARGETS.get(word, "PRESENT") for word in words],
        ["UNEQUIVOCAL" if word == "NEW" else "-" for word in words],
        days=[int(day) for day, _ in parts],
        classes=dict(classes or {}),
    )
    undone = {number for number, word in enumerate(words, start=1) if word == "ND"}
    return [row._replace(subject=subject, visit_done=row.visit not in undone) for row in rows]


def event(text: str, subject: str = "S1") -> ClinicalEvent:
    """ "DEATH 100", "RT_START 20 T01", "AE 30 Anemia 3": days since the start of treatment."""
    kind, day, *more = text.split()
    if kind == "AE":
        return ClinicalEvent(subject, KINDS[kind], on(int(day)), "", more[0], int(more[1]))
    return ClinicalEvent(subject, KINDS[kind], on(int(day)), *more)


def data(text: str, subject: str = "S1", *, treated: bool = True, cutoff: date | None = None) -> ClinicalData:
    """The events of one patient: enrolment, treatment and what `text` lists, parted by commas."""
    events = [ClinicalEvent(subject, EventKind.ENROLMENT, ENROLLED)]
    if treated:
        events.append(ClinicalEvent(subject, EventKind.TREATMENT_START, TREATED))
    events += [event(one, subject) for one in text.split(",") if one.strip()]
    return clinical_data(events, cutoff)


def clinical_data(events: list[ClinicalEvent], cutoff: date | None = None) -> ClinicalData:
    return ClinicalData(tuple(events), "events.csv", "0" * 64, cutoff or on(2000), cutoff is not None)
