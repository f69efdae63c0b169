"""Adverse events by term and worst grade."""

from measurements.clinical.event import ClinicalEvent, EventKind
from measurements.endpoints.adverse import adverse_events
from tests.measurements.endpoints.patients import on


def had(
    subject: str, term: str, grade: int, *, related: bool | None = None, serious: bool | None = None
) -> ClinicalEvent:
    return ClinicalEvent(subject, EventKind.ADVERSE_EVENT, on(5), "", term, grade, serious, related)


def test_each_patient_counts_once_in_a_term_by_the_worst_grade() -> None:
    table = adverse_events(
        [
            had("S1", "Nausea", 1),
            had("S1", "Nausea", 3),
            had("S1", "Nausea", 2),
            had("S2", "Nausea", 2),
            had("S3", "Anemia", 4),
            ClinicalEvent("S3", EventKind.DEATH, on(9)),
        ],
        5,
    )
    assert table.patients == 5
    assert [(row.term, row.regardless.by_worst_grade) for row in table.rows] == [
        (None, (0, 1, 1, 1, 0)),
        ("Nausea", (0, 1, 1, 0, 0)),
        ("Anemia", (0, 0, 0, 1, 0)),
    ]
    assert [(row.regardless.any_grade, row.regardless.severe) for row in table.rows] == [
        (3, 2),
        (2, 1),
        (1, 1),
    ]


def test_the_worst_related_grade_is_that_of_the_related_events_alone() -> None:
    table = adverse_events(
        [
            had("S1", "Nausea", 4, related=False, serious=True),
            had("S1", "Nausea", 2, related=True),
            had("S2", "Nausea", 5, related=True, serious=True),
            had("S3", "Nausea", 1, serious=False),
        ],
        3,
    )
    overall, row = table.rows
    assert row.regardless.by_worst_grade == (1, 0, 0, 1, 1)
    assert row.related.by_worst_grade == (0, 1, 0, 0, 1)
    assert row.unrelated.by_worst_grade == (0, 0, 0, 1, 0)
    assert row.unstated.by_worst_grade == (1, 0, 0, 0, 0)
    assert row.serious == 2
    assert (overall.related, overall.serious) == (row.related, 2)


def test_terms_of_as_many_patients_stand_by_name() -> None:
    rows = adverse_events([had("S1", "Pain", 1), had("S1", "Anemia", 1)], 1).rows
    assert [row.term for row in rows] == [None, "Anemia", "Pain"]


def test_without_adverse_events_the_row_of_any_term_counts_nobody() -> None:
    (row,) = adverse_events([], 4).rows
    assert (row.term, row.regardless.any_grade) == (None, 0)
