"""The statements that every change of a row needs, built once: building costs more than running them."""

from typing import Any

from sqlalchemy import Select, Table, bindparam, delete, insert, select, update

from measurements.storage.rows import Row

ROW_KINDS: dict[str, type[Row]] = {
    mapper.class_.__tablename__: mapper.class_ for mapper in Row.registry.mappers
}


def table_of(kind: type[Row]) -> Table:
    return Row.metadata.tables[kind.__tablename__]


def all_columns(kind: type[Row]) -> Select[Any]:
    return select(table_of(kind))


def key_columns(kind: type[Row]) -> list[str]:
    return [column.name for column in table_of(kind).primary_key]


def key_parameters(kind: type[Row], key: tuple[object, ...]) -> dict[str, object]:
    return {f"key_{name}": value for name, value in zip(key_columns(kind), key, strict=True)}


def _by_key(kind: type[Row]) -> list[Any]:
    table = table_of(kind)
    return [table.c[name] == bindparam(f"key_{name}") for name in key_columns(kind)]


SELECT_BY_KEY = {kind: all_columns(kind).where(*_by_key(kind)) for kind in ROW_KINDS.values()}
INSERT = {kind: insert(table_of(kind)) for kind in ROW_KINDS.values()}
UPDATE_BY_KEY = {kind: update(table_of(kind)).where(*_by_key(kind)) for kind in ROW_KINDS.values()}
DELETE_BY_KEY = {kind: delete(table_of(kind)).where(*_by_key(kind)) for kind in ROW_KINDS.values()}
