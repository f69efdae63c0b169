"""The rows of one subject put in order: visit by visit, lesion by lesion, fragments with their lesion."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from measurements.lesion import RadiationClass, Role
from measurements.recist.row import LesionRow

Entries = Mapping[str, Sequence[LesionRow]]
"""Rows by lesion; more than one row where the lesion has split into fragments."""

_FRAGMENT = re.compile(r"(?<=[^.])(?:\.\d+)+\Z")


def lesion_of(link_id: str) -> str:
    """The lesion a row belongs to: T01 for T01 itself and for its fragments T01.1 and T01.2."""
    return _FRAGMENT.sub("", link_id) if "." in link_id else link_id


class Visit(NamedTuple):
    """One visit of one subject.

    Attributes:
        number: orders the visits; the first is baseline.
        day: whole days since first treatment.
        done: False where the visit did not take place.
        targets, nontargets, new: what has a row at this visit, by list.
    """

    number: Decimal
    day: int
    done: bool
    targets: Entries
    nontargets: Entries
    new: Entries


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of targets and non-targets, frozen at baseline (2.1).

    A lesion whose baseline row is still missing, because nobody has measured it yet, is on its list all the
    same: it is not evaluable at baseline.

    Attributes:
        targets, nontargets: lesion ids, sorted.
        nontarget_nodes: those of `nontargets` that are lymph nodes.
        radiation: class of every one of them, by its first row.
    """

    targets: tuple[str, ...]
    nontargets: tuple[str, ...]
    nontarget_nodes: frozenset[str]
    radiation: Mapping[str, RadiationClass]


def lists_of(visits: Iterable[Visit]) -> Lists:
    """Who is on which list, from the visits in order."""
    targets: dict[str, LesionRow] = {}
    nontargets: dict[str, LesionRow] = {}
    for visit in visits:
        for rows_by_lesion, firsts in ((visit.targets, targets), (visit.nontargets, nontargets)):
            for lesion, rows in rows_by_lesion.items():
                firsts.setdefault(lesion, rows[0])
    return Lists(
        targets=tuple(sorted(targets)),
        nontargets=tuple(sorted(nontargets)),
        nontarget_nodes=frozenset(lesion for lesion, row in nontargets.items() if row.nodal),
        radiation={lesion: row.radiation for lesion, row in (targets | nontargets).items()},
    )


def visits_of(rows: Iterable[LesionRow]) -> tuple[Visit, ...]:
    """The visits of one subject in order; lesions and fragments sorted by id, whatever the order of rows."""
    by_visit: dict[Decimal, list[LesionRow]] = {}
    for row in rows:
        by_visit.setdefault(row.visit, []).append(row)
    return tuple(_visit(by_visit[number]) for number in sorted(by_visit))


def _visit(rows: list[LesionRow]) -> Visit:
    lists: dict[Role, dict[str, list[LesionRow]]] = {Role.TARGET: {}, Role.NON_TARGET: {}, Role.NEW: {}}
    for row in sorted(rows, key=attrgetter("lesion")):
        if row.role is not None:
            lists[row.role].setdefault(lesion_of(row.lesion), []).append(row)
    first = rows[0]
    return Visit(first.visit, first.day, first.visit_done, *lists.values())
