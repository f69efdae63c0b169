"""A trial's calls as tables, each row with the protocol it was made by."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from measurements.interchange import call_tables
from measurements.interchange.call_tables import subject_cells, timepoint_cells
from measurements.interchange.standing_cells import STANDING_COLUMNS, Standings
from measurements.protocol.values import Protocol
from measurements.recist.assessment import SubjectAssessment
from measurements.recist.row import LesionRow
from measurements.recist.subject import assess_subject

PROTOCOL_COLUMNS = ("protocol", "protocol_version", "protocol_hash")
CALL_COLUMNS = ("reader", *call_tables.TIMEPOINT_COLUMNS, *PROTOCOL_COLUMNS, *STANDING_COLUMNS)
BEST_RESPONSE_COLUMNS = ("reader", *call_tables.SUBJECT_COLUMNS, *PROTOCOL_COLUMNS, *STANDING_COLUMNS)


def protocol_cells(protocol: Protocol) -> tuple[str, ...]:
    """Cells under `PROTOCOL_COLUMNS`: the hash whole, of which windows show the beginning."""
    return (protocol.trial.code, protocol.version, protocol.hash)


def assessed(
    tables: Mapping[str, Sequence[LesionRow]], protocol: Protocol
) -> list[tuple[str, SubjectAssessment]]:
    """Every read with its reader, from the lesion table of each reader, by the protocol's rules.

    Raises:
        Refusal: the rows of a read contradict each other.
    """
    return [
        (reader, assess_subject(tuple(rows), protocol.rules))
        for reader, table in sorted(tables.items())
        for _, rows in groupby(table, key=lambda row: row.subject)
    ]


def call_cells(
    reads: Sequence[tuple[str, SubjectAssessment]], protocol: Protocol, standing: Standings
) -> Iterator[tuple[str, ...]]:
    """Cells under `CALL_COLUMNS`, a row for each visit."""
    for reader, assessment in reads:
        for cells in timepoint_cells(assessment):
            yield (reader, *cells, *protocol_cells(protocol), *standing.cells_by(reader, assessment.subject))


def best_response_cells(
    reads: Sequence[tuple[str, SubjectAssessment]], protocol: Protocol, standing: Standings
) -> Iterator[tuple[str, ...]]:
    """Cells under `BEST_RESPONSE_COLUMNS`, a row for each read."""
    for reader, assessment in reads:
        whose = standing.cells_by(reader, assessment.subject)
        yield (reader, *subject_cells(assessment), *protocol_cells(protocol), *whose)
