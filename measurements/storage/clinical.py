"""The clinical events of a trial, read out of it as one value."""

from typing import Any

from sqlalchemy import Connection, Row, select

from measurements.clinical.event import ClinicalData, ClinicalEvent, EventKind
from measurements.clinical.terms import TermList
from measurements.storage.rows import ClinicalEventRow, ClinicalSourceRow, ClinicalTermsRow, SubjectRow
from measurements.storage.statements import table_of

SOURCE = table_of(ClinicalSourceRow)
TERMS = table_of(ClinicalTermsRow)
EVENT = table_of(ClinicalEventRow)
SUBJECT = table_of(SubjectRow)
EVENTS = (
    select(EVENT, SUBJECT.c.code)
    .join(SUBJECT, SUBJECT.c.uid == EVENT.c.subject_uid)
    .order_by(SUBJECT.c.code, EVENT.c.happened, EVENT.c.kind, EVENT.c.uid)
)


def clinical_data(connection: Connection) -> ClinicalData | None:
    """All events, by subject and date; None where none were imported yet."""
    source = connection.execute(select(SOURCE)).first()
    if source is None:
        return None
    return ClinicalData(
        events=tuple(clinical_events(connection).values()),
        source=source.file_name,
        source_sha256=source.sha256,
        cutoff=source.cutoff,
        cutoff_stated=source.cutoff_stated,
    )


def clinical_terms(connection: Connection) -> TermList | None:
    """None where no list was imported."""
    row = connection.execute(select(TERMS)).first()
    return None if row is None else TermList(tuple(row.terms.splitlines()), row.file_name, row.sha256)


def clinical_events(connection: Connection) -> dict[str, ClinicalEvent]:
    """By uid, in order of subject and date."""
    return {row.uid: _event(row) for row in connection.execute(EVENTS)}


def _event(row: Row[Any]) -> ClinicalEvent:
    return ClinicalEvent(
        subject=row.code,
        kind=EventKind(row.kind),
        on=row.happened,
        lesion=row.lesion,
        term=row.term,
        grade=row.grade,
        serious=row.serious,
        related=row.related,
    )
