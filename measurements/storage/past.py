"""The rows of a trial as they stood at a moment of its audit."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Date

from measurements.storage.replay import LATER_COLUMNS
from measurements.storage.repository import Repository
from measurements.storage.rows import Json, Row
from measurements.storage.spelling import as_tuples
from measurements.storage.statements import table_of

Kind = TypeVar("Kind", bound=Row)


def past_rows(trial: Repository, kind: type[Kind], sequence: int) -> list[Kind]:
    """The rows of a table after the audit's entry `sequence`, in the order in which they were first added.

    Args:
        trial: the whole of it: what somebody may not see belongs to the rows too.
        kind: of a table that the audit tells of.
    """
    standing: dict[str, str] = {}
    for entry in trial.audit(kind.__tablename__):
        if entry.sequence > sequence:
            break
        if entry.new_value is None:
            standing.pop(entry.row_key, None)
        else:
            standing[entry.row_key] = entry.new_value
    decoders = _decoders(kind)
    later = LATER_COLUMNS.get(kind.__tablename__, {})
    return [
        kind(
            **{
                name: _decoded(value, decoders.get(name))
                for name, value in {**later, **json.loads(row)}.items()
            }
        )
        for row in standing.values()
    ]


def _decoded(value: Any, decode: Callable[[Any], Any] | None) -> Any:
    return value if value is None or decode is None else decode(value)


def _decoders(kind: type[Row]) -> dict[str, Callable[[Any], Any]]:
    """How the columns come back that JSON spells otherwise."""
    found: dict[str, Callable[[Any], Any]] = {}
    for column in table_of(kind).columns:
        if isinstance(column.type, Json):
            found[column.name] = as_tuples
        elif isinstance(column.type, Date):
            found[column.name] = date.fromisoformat
    return found
