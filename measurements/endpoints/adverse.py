"""Adverse events by term and worst grade: how many patients, of all enrolled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from measurements.clinical.event import ClinicalEvent, EventKind

SEVERE = 3
"""The grade from which on a second column counts."""


@dataclass(frozen=True, slots=True)
class Patients:
    """Patients by the worst grade they had.

    Attributes:
        by_worst_grade: how many had grade 1, 2, 3, 4 and 5 at worst.
    """

    by_worst_grade: tuple[int, int, int, int, int]

    @property
    def any_grade(self) -> int:
        return sum(self.by_worst_grade)

    @property
    def severe(self) -> int:
        """Patients with grade 3 or higher."""
        return sum(self.by_worst_grade[SEVERE - 1 :])


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term, or all of them together.

    Attributes:
        term: None for any term at all.
        regardless: patients with it, whatever it came from.
        related, unrelated, unstated: patients with an event of it that is related to the treatment, with one
            that is not, and with one of which nobody said so. A patient may be in more than one of them.
        serious: patients with a serious event of it.
    """

    term: str | None
    regardless: Patients
    related: Patients
    unrelated: Patients
    unstated: Patients
    serious: int


@dataclass(frozen=True, slots=True)
class AdverseEventTable:
    """Adverse events of a trial.

    Attributes:
        patients: all enrolled, of whom the rows count some.
        rows: any term first, then by number of patients, most first, and by name.
    """

    patients: int
    rows: tuple[TermRow, ...]


def adverse_events(events: Iterable[ClinicalEvent], patients: int) -> AdverseEventTable:
    """The table of adverse events; other events among `events` are passed over."""
    by_term: dict[str, list[ClinicalEvent]] = {}
    for event in events:
        if event.kind is EventKind.ADVERSE_EVENT:
            by_term.setdefault(event.term, []).append(event)
    together = [event for some in by_term.values() for event in some]
    rows = [_row(term, some) for term, some in by_term.items()]
    rows.sort(key=lambda row: (-row.regardless.any_grade, row.term))
    return AdverseEventTable(patients, (_row(None, together), *rows))


def _row(term: str | None, events: Sequence[ClinicalEvent]) -> TermRow:
    return TermRow(
        term,
        _patients(events),
        _patients([event for event in events if event.related is True]),
        _patients([event for event in events if event.related is False]),
        _patients([event for event in events if event.related is None]),
        len({event.subject for event in events if event.serious}),
    )


def _patients(events: Sequence[ClinicalEvent]) -> Patients:
    worst: dict[str, int] = {}
    for event in events:
        assert event.grade is not None, "an adverse event has a grade"
        worst[event.subject] = max(event.grade, worst.get(event.subject, 0))
    return Patients(_counted(worst))


def _counted(worst: Mapping[str, int]) -> tuple[int, int, int, int, int]:
    grades = list(worst.values())
    one, two, three, four, five = (grades.count(grade) for grade in range(1, 6))
    return one, two, three, four, five
