"""One read that went on at two places: what only one side has changed, and what both have."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from measurements.handover.conflict import Difference, Side
from measurements.handover.read_rows import (
    DRAWN,
    SIGNED,
    Columns,
    Place,
    Rows,
    of_tables,
    plain,
    standing,
)


class Outcome(StrEnum):
    """How two states of a read go together."""

    NOTHING = "nothing new"
    """The file says nothing that was not here before."""
    TAKE = "take"
    """Only the file's side went on."""
    CELLS = "cells"
    """Both went on; what both have changed is decided one by one, all else goes together."""
    EITHER = "either"
    """Both went on so that only one can be taken as a whole."""


@dataclass(frozen=True, slots=True)
class Merge:
    """
    Attributes:
        clashes: what both sides have changed, each otherwise.
        merged: what is drawn when all clashes are left as they are here.
        wins: the side that alone is signed since, where the outcome is EITHER.
    """

    outcome: Outcome
    clashes: tuple[Place, ...] = ()
    merged: Rows | None = None
    wins: Side | None = None


def merge(base: Rows, here: Rows, theirs: Rows) -> Merge:
    """Holds both sides against what they went on from."""
    there = _changed(base, here, theirs)
    mine = _changed(base, theirs, here)
    if not there:
        return Merge(Outcome.NOTHING)
    if not mine:
        return Merge(Outcome.TAKE)
    signed_there, signed_here = _of(there, SIGNED), _of(mine, SIGNED)
    if signed_there or signed_here:
        return Merge(Outcome.EITHER, wins=_winner(signed_here, signed_there, here, theirs))
    clashes = tuple(sorted(there & mine))
    merged = of_tables(here, DRAWN)
    for place in there - mine:
        if place in theirs:
            merged[place] = theirs[place]
        else:
            merged.pop(place, None)
    lost = any(place[0] in ("lesion", "read") and _one_sided(place, here, theirs) for place in clashes)
    if lost or not _holds(merged) or not _holds(with_theirs(merged, theirs, clashes)):
        return Merge(Outcome.EITHER)
    return Merge(Outcome.CELLS, clashes, merged)


def with_theirs(merged: Rows, theirs: Rows, places: Iterable[Place]) -> Rows:
    """`merged` with these as the file has them."""
    rows = dict(merged)
    for place in places:
        if place in theirs:
            rows[place] = theirs[place]
        else:
            rows.pop(place, None)
    return rows


def differences(here: Rows, theirs: Rows, labels: Mapping[str, str]) -> tuple[Difference, ...]:
    """What two states of a read say otherwise, thing by thing; lesions are paired by their labels.

    Args:
        labels: of timepoints, by uid.
    """
    mine, other = told(here, labels), told(theirs, labels)
    return tuple(
        Difference(where, mine.get(where, "–"), other.get(where, "–"))
        for where in sorted({*mine, *other})
        if mine.get(where) != other.get(where)
    )


def told(rows: Rows, labels: Mapping[str, str]) -> dict[str, str]:
    """A read in words: what is said, by where."""
    of_lesion = {key[0]: row["label"] for (table, key), row in rows.items() if table == "lesion"}
    found: dict[str, str] = {}
    marks: Counter[tuple[str, str]] = Counter()
    for place, row in sorted(rows.items(), key=lambda item: item[0]):
        match place[0]:
            case "lesion":
                found[row["label"]] = _lesion(row)
            case "measurement":
                found[where_of(place, row, of_lesion, labels)] = _measurement(row)
            case "annotation" | "key_image":
                marks[labels.get(row["timepoint_uid"], ""), place[0].replace("_", " ")] += 1
    signed = {one["timepoint_uid"]: one for one in standing(rows)}
    for uid, one in signed.items():
        found[f"{labels.get(uid, '')} signature" if uid else "signature of the read"] = _to_the_minute(
            one["signed"]
        )
    for (label, mark), count in marks.items():
        found[f"{label} {mark}s"] = str(count)
    return found


def where_of(place: Place, row: Columns, of_lesion: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """A row in words, such as "T01, TP1"."""
    if place[0] == "measurement":
        return f"{of_lesion.get(row['lesion_uid'], '?')}, {labels.get(row['timepoint_uid'], '?')}"
    if place[0] == "lesion":
        return str(row["label"])
    return f"{labels.get(row['timepoint_uid'], '?')} {place[0].replace('_', ' ')}"


def said(place: Place, row: Columns | None) -> str:
    """What a row says, in words; a dash where there is none."""
    if row is None:
        return "–"
    match place[0]:
        case "measurement":
            return _measurement(row)
        case "lesion":
            return _lesion(row)
        case "annotation":
            return f"{row['kind']} {row['text']}".rstrip()
        case _:
            return "marked"


def _to_the_minute(moment: str) -> str:
    return f"{datetime.fromisoformat(moment):%Y-%m-%d %H:%M}"


def _lesion(row: Columns) -> str:
    said = (row["role"], row["site"], row["laterality"], row["radiation"], row["name"], row["comment"])
    return ", ".join(part for part in said if part)


def _measurement(row: Columns) -> str:
    long, short = row["long_tenths_mm"], row["short_tenths_mm"]
    axes = " × ".join(f"{tenths / 10:.1f}" for tenths in (long, short) if tenths is not None)
    return ", ".join(part for part in (row["state"], f"{axes} mm" if axes else "", row["comment"]) if part)


def _changed(base: Rows, other: Rows, side: Rows) -> set[Place]:
    """What a side has otherwise than both the base and the other side."""
    return {
        place
        for place in {*base, *other, *side}
        if plain(side.get(place)) != plain(base.get(place))
        and plain(side.get(place)) != plain(other.get(place))
    }


def _of(places: Iterable[Place], kinds: Iterable[type]) -> set[Place]:
    tables = {kind.__tablename__ for kind in kinds}  # type: ignore[attr-defined]  # rows of a table
    return {place for place in places if place[0] in tables}


def _winner(signed_here: set[Place], signed_there: set[Place], here: Rows, theirs: Rows) -> Side | None:
    """The side that alone has signed since. One that has only been unlocked wins nothing."""
    uids_here = {one["uid"] for one in standing(here)}
    uids_there = {one["uid"] for one in standing(theirs)}
    mine = any(key[0] in uids_here for table, key in signed_here if table == "signature")
    other = any(key[0] in uids_there for table, key in signed_there if table == "signature")
    if mine and not signed_there:
        return Side.HERE
    if other and not signed_here:
        return Side.THEIRS
    return None


def _one_sided(place: Place, here: Rows, theirs: Rows) -> bool:
    return (place in here) != (place in theirs)


def _holds(rows: Rows) -> bool:
    """Whether labels are used once, and everything has the lesion it is of."""
    lesions = {key[0]: row["label"] for (table, key), row in rows.items() if table == "lesion"}
    if len(set(lesions.values())) != len(lesions):
        return False
    return all(
        row["lesion_uid"] in lesions and row["merged_into_uid"] in (None, *lesions)
        for (table, _), row in rows.items()
        if table == "measurement"
    )
