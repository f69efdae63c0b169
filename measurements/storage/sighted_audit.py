"""The audit as one person may see it: what became of the reads they see, and what they did themselves."""

import json
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from typing import Any

from measurements.people import Actor
from measurements.storage.audit import AuditEntry
from measurements.storage.spelling import canonical_json

SECRETS = ("password_hash", "sealed_key")
"""Of a person's row: good for guessing passwords, and for nothing else that anybody reads an audit for."""

KEPT_BACK = "(not shown)"

_ABOUT_ALL = ("protocol",)
_OWN = ("image_check", "adjudication", "signature")


def without_secrets(entries: Iterable[AuditEntry]) -> Iterator[AuditEntry]:
    """All of it, as a data manager sees it."""
    return (_without(entry, "person", dict.fromkeys(SECRETS, KEPT_BACK)) for entry in entries)


def sighted_audit(
    entries: Iterable[AuditEntry],
    actor: Actor,
    reads: Set[str],
    lesions: set[str],
    signatures: Set[str],
    *,
    radiation: bool,
) -> Iterator[AuditEntry]:
    """What somebody sees who does not see all.

    Args:
        reads: uids of those whose entries they see.
        lesions: of these reads; those that were removed since are added to it.
        signatures: uids of those that they see.
        radiation: whether they see the class of lesions; otherwise it is taken out, and what told nothing
            else is left out.
    """
    for entry in without_secrets(entries):
        own = entry.who == actor.name and (
            entry.table_name in _OWN or (entry.table_name == "person" and entry.key == (actor.person_uid,))
        )
        if not (own or entry.table_name in _ABOUT_ALL or _of_reads(entry, reads, lesions, signatures)):
            continue
        shown = entry if radiation else _without(entry, "lesion", {"radiation": None})
        if radiation or shown.old_value != shown.new_value:
            yield shown


def _of_reads(entry: AuditEntry, reads: Set[str], lesions: set[str], signatures: Set[str]) -> bool:
    """Whether an entry is of one of these reads; `lesions` gathers those that were removed since."""
    key = entry.key[0]
    match entry.table_name:
        case "read":
            return key in reads
        case "measurement":
            return key in lesions
        case "signature" | "unlock":
            return key in signatures
        case "lesion" | "annotation" | "key_image":
            row = json.loads(entry.new_value or entry.old_value or "{}")
            seen = row.get("read_uid") in reads
            if seen and entry.table_name == "lesion":
                lesions.add(key)
            return seen
        case _:
            return False


def _without(entry: AuditEntry, table: str, columns: Mapping[str, Any]) -> AuditEntry:
    """An entry of the table with other values in these columns."""
    if entry.table_name != table:
        return entry
    return replace(
        entry, old_value=_spelled(entry.old_value, columns), new_value=_spelled(entry.new_value, columns)
    )


def _spelled(value: str | None, columns: Mapping[str, Any]) -> str | None:
    if value is None:
        return None
    row = json.loads(value)
    return canonical_json({name: columns.get(name, kept) for name, kept in row.items()})
