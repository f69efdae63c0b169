"""The rows that a read consists of, as they are and as they were at an entry of the audit."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from measurements.signature import Meaning
from measurements.storage.repository import Repository
from measurements.storage.rows import (
    AnnotationRow,
    KeyImageRow,
    LesionRow,
    MeasurementRow,
    ReadRow,
    Row,
    SignatureRow,
    UnlockRow,
)
from measurements.storage.spelling import canonical_json
from measurements.storage.statements import ROW_KINDS, key_columns

Place = tuple[str, tuple[str, ...]]
"""A row by its table and its key."""

Columns = Mapping[str, Any]
Rows = dict[Place, Columns]

DRAWN: tuple[type[Row], ...] = (ReadRow, LesionRow, MeasurementRow, AnnotationRow, KeyImageRow)
"""What a reader changes, in the order in which it is added."""

SIGNED: tuple[type[Row], ...] = (SignatureRow, UnlockRow)
"""What is added for ever, after what it locks."""

_TABLES = tuple(kind.__tablename__ for kind in (*DRAWN, *SIGNED))


def rows_now(trial: Repository) -> dict[str, Rows]:
    """By the uid of the read; without signatures of decisions between reads, which are none of a reader's."""
    rows = {}
    for kind in (*DRAWN, *SIGNED):
        for columns in trial.rows(kind):
            rows[kind.__tablename__, tuple(columns[name] for name in key_columns(kind))] = columns
    return _by_read(rows)


def rows_at(trial: Repository, sequence: int) -> dict[str, Rows]:
    """As `rows_now`, after the audit entry of this number; values as JSON brings them."""
    rows: dict[Place, Columns] = {}
    for entry in trial.audit():
        if entry.sequence > sequence:
            break
        if entry.table_name not in _TABLES:
            continue
        place = (entry.table_name, entry.key)
        if entry.new_value is None:
            rows.pop(place, None)
        else:
            rows[place] = json.loads(entry.new_value)
    return _by_read(rows)


def plain(columns: Columns | None) -> Any:
    """A row as JSON brings it, to be compared with any other."""
    return None if columns is None else json.loads(canonical_json(dict(columns)))


def of_tables(rows: Rows, kinds: Iterable[type[Row]]) -> Rows:
    tables = {kind.__tablename__ for kind in kinds}
    return {place: columns for place, columns in rows.items() if place[0] in tables}


def kind_of(place: Place) -> type[Row]:
    return ROW_KINDS[place[0]]


def standing(rows: Rows) -> Iterator[Columns]:
    """The signatures among the rows of a read that nothing has voided."""
    for (table, key), columns in rows.items():
        if table == SignatureRow.__tablename__ and (UnlockRow.__tablename__, key) not in rows:
            yield columns


def _by_read(rows: Mapping[Place, Columns]) -> dict[str, Rows]:
    read_of_lesion = {key[0]: row["read_uid"] for (table, key), row in rows.items() if table == "lesion"}
    read_of_signature = {
        key[0]: row["read_uid"]
        for (table, key), row in rows.items()
        if table == "signature" and row["meaning"] != Meaning.ADJUDICATION.value
    }
    found: defaultdict[str, Rows] = defaultdict(dict)
    for (table, key), row in rows.items():
        match table:
            case "read":
                read_uid = key[0]
            case "measurement":
                read_uid = read_of_lesion[row["lesion_uid"]]
            case "signature" | "unlock":
                if key[0] not in read_of_signature:
                    continue
                read_uid = read_of_signature[key[0]]
            case _:
                read_uid = row["read_uid"]
        found[read_uid][table, key] = row
    return dict(found)
