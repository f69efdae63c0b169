"""The endpoints of a trial written a second time, plainly, from its two files alone.

Calls are those of the second opinion on the rules; days are numbers from enrolment; curves are lifelines',
intervals of proportions those of the beta distribution. Nothing comes from `measurements.endpoints`.
"""

import csv
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from scipy.special import betaincinv

from measurements.lesion import RadiationClass, Role, State
from measurements.recist.row import LesionRow
from tests.measurements.recist.second_opinion import best, by_visit, opinions, sum_at, target_at

WINDOW_ENDS = [(56 * n - 7, 56 * n + 7) for n in range(1, 14)]
LAST_DAY = 730


class Visit(NamedTuple):
    day: int  # since enrolment
    call: str  # back-dated


class Second(NamedTuple):
    """One patient: days from enrolment, or lengths; None where there is none."""

    branch: str | None
    best: str
    confirmed_best: str
    response: int | None
    confirmed_response: int | None
    duration: tuple[int, bool] | None
    confirmed_duration: tuple[int, bool] | None
    pfs: tuple[int, bool]
    survival: tuple[int, bool]
    best_pct: float | None
    class_best: dict[str, str]
    lesion_best: dict[str, tuple[str, str]]
    class_pct: dict[str, float | None]
    lesion_pct: dict[str, float | None]
    calls: list[tuple[int, str]]  # of every visit after baseline that took place
    assessed: bool


def clopper_pearson(count: int, of: int) -> tuple[float, float]:
    lower = 0.0 if count == 0 else float(betaincinv(count, of - count + 1, 0.025))
    upper = 1.0 if count == of else float(betaincinv(count + 1, of - count, 0.975))
    return lower, upper


def dictionaries(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lesion_row(cells: dict[str, str]) -> LesionRow:
    visit = cells["group"] == "VISIT"
    return LesionRow(
        cells["subject"],
        Decimal(cells["visit"]),
        int(cells["day"]),
        cells["lesion"],
        None if visit else Role(cells["group"]),
        cells["organ"],
        cells["nodal"] == "Y",
        Decimal(cells["mm"]) if cells["mm"] else None,
        None if visit or not cells["state"] else State(cells["state"]),
        RadiationClass(cells["rt"] or "NONE"),
        visit_done=not (visit and cells["state"] == "ND"),
    )


def second_endpoints(lesions: Path, events: Path) -> dict[str, Second]:
    rows: defaultdict[str, list[LesionRow]] = defaultdict(list)
    for cells in dictionaries(lesions):
        rows[cells["subject"]].append(lesion_row(cells))
    happened: defaultdict[str, list[tuple[str, date]]] = defaultdict(list)
    for cells in dictionaries(events):
        happened[cells["subject"]].append((cells["event"], date.fromisoformat(cells["date"])))
    return {subject: _patient(rows[subject], happened[subject]) for subject in happened}


def _patient(rows: list[LesionRow], events: list[tuple[str, date]]) -> Second:
    dates = dict(events)
    enrolled = dates["ENROLMENT"]

    def day(when: date) -> int:
        return (when - enrolled).days

    offset = day(dates["TREATMENT_START"])
    death = day(dates["DEATH"]) if "DEATH" in dates else None
    therapies = [day(when) for kind, when in events if kind == "NEW_THERAPY"]
    numbers = sorted({row.visit for row in rows})
    days = {row.visit: row.day + offset for row in rows}
    undone = {row.visit for row in rows if not row.visit_done}
    said = opinions(rows) if rows else []
    visits = [Visit(days[number], one.backdated) for number, one in zip(numbers[1:], said, strict=True)]
    pd = next((index for index, visit in enumerate(visits) if visit.call == "PD"), None)
    until = visits if pd is None else visits[: pd + 1]
    adequate = [visit.day for visit in until if visit.call not in ("PD", "NE")]

    pfs = _pfs(None if pd is None else visits[pd].day, death, adequate, therapies, offset)
    alive = [day(when) for _, when in events]
    alive += [days[number] for number in numbers if number not in undone]
    survival = (death, True) if death is not None else (max(alive), False)
    responses = [index for index, visit in enumerate(until) if visit.call in ("CR", "PR")]
    confirmed = [index for index in responses if _confirmed(until, index)]
    calls, had_cr = [], False
    for visit, one in zip(visits, said, strict=True):
        unassessed = had_cr and (one.target, one.nontarget, one.overall) == ("CR", "NE", "PR")
        calls.append((visit.day - offset, visit.call, unassessed))
        had_cr = had_cr or one.overall == "CR"

    def lasting(index: int | None) -> tuple[int, bool] | None:
        return None if index is None else (max(0, pfs[0] - until[index].day), pfs[1])

    first, first_confirmed = (next(iter(some), None) for some in (responses, confirmed))
    listed = {
        row.radiation.value for row in rows if rows and row.visit == numbers[0] and row.role is not None
    }
    branch = None if not rows else "SBRT+LDRT+NONE" if not listed or "NONE" in listed else "SBRT+LDRT"
    return Second(
        branch,
        *(best(calls, confirmed=sure, least_days=42, gap=28, most_ne=1) for sure in (False, True)),
        None if first is None else until[first].day,
        None if first_confirmed is None else until[first_confirmed].day,
        lasting(first),
        lasting(first_confirmed),
        pfs,
        survival if survival[0] <= LAST_DAY else (LAST_DAY, False),
        _best_pct(rows, numbers[: len(until) + 1]),
        *_by_class(rows, len(until), offset, days),
        [
            (visit.day, visit.call)
            for number, visit in zip(numbers[1:], visits, strict=True)
            if number not in undone
        ],
        bool(visits),
    )


def _pfs(
    pd: int | None, death: int | None, adequate: list[int], therapies: list[int], offset: int
) -> tuple[int, bool]:
    event = pd if pd is not None else death
    if therapies and (event is None or min(therapies) < event):
        found = (max([0, *(one for one in adequate if one <= min(therapies))]), False)
    elif event is None:
        found = (max([0, *adequate]), False)
    else:
        last = max([0, *adequate])
        missed = [1 for opens, closes in WINDOW_ENDS if last < opens + offset and closes + offset < event]
        found = (event, True) if len(missed) < 2 else (last, False)
    return found if found[0] <= LAST_DAY else (LAST_DAY, False)


def _confirmed(visits: list[Visit], index: int) -> bool:
    """Table 3 with at most one NE between: no SD, and after a CR nothing but CR."""
    kind = visits[index].call
    for later in range(index + 1, len(visits)):
        between = Counter(visit.call for visit in visits[index + 1 : later])
        ends = ("CR",) if kind == "CR" or between["CR"] else ("CR", "PR")
        if set(between) - {"CR", "NE", kind} or between["NE"] > 1:
            return False
        if visits[later].call in ends and visits[later].day - visits[index].day >= 28:
            return True
    return False


def _best_pct(rows: list[LesionRow], numbers: list[Decimal]) -> float | None:
    if not rows:
        return None
    at = [[row for row in rows if row.visit == number] for number in numbers]
    return _least_pct(at, sorted({row.lesion for row in at[0] if row.role is Role.TARGET}))


def _least_pct(at: list[list[LesionRow]], names: list[str]) -> float | None:
    """Smallest change of a sum of these targets from the first of some visits, percent."""
    base, _ = sum_at(at[0], names)
    sums = [total for total, complete in (sum_at(visit, names) for visit in at[1:]) if complete]
    return float((min(sums) - base) / base * 100) if sums else None


def _by_class(
    rows: list[LesionRow], followups: int, offset: int, days: dict[Decimal, int]
) -> tuple[dict[str, str], dict[str, tuple[str, str]], dict[str, float | None], dict[str, float | None]]:
    """Best response of each class with targets, class and best response of each target; their changes."""
    at = by_visit(rows)
    tags = {row.lesion: row.radiation.value for visit in at[:1] for row in visit if row.role is Role.TARGET}

    def judged(names: list[str]) -> str:
        calls = [
            (days[at[index][0].visit] - offset, target_at(at, index, names), False)
            for index in range(1, followups + 1)
        ]
        return best(calls, confirmed=False, least_days=42, gap=28, most_ne=1)

    classes = {tag: judged([name for name in tags if tags[name] == tag]) for tag in set(tags.values())}
    return (
        classes,
        {name: (tag, judged([name])) for name, tag in tags.items()},
        {
            tag: _least_pct(at[: followups + 1], [name for name in tags if tags[name] == tag])
            for tag in classes
        },
        {name: _least_pct(at[: followups + 1], [name]) for name in tags},
    )


def second_adverse_events(events: Path) -> dict[str, dict[str, Any]]:
    """Per term and for any term (""): patients by worst grade, of all events and by what they came from;
    under "serious" those of serious ones.
    """
    kinds = {"Y": "related", "N": "unrelated", "": "unstated"}
    worst: defaultdict[str, dict[str, dict[str, int]]] = defaultdict(
        lambda: {"all": {}, "related": {}, "unrelated": {}, "unstated": {}, "serious": {}}
    )
    for cells in dictionaries(events):
        if cells["event"] != "AE":
            continue
        counted = ["all", kinds[cells["related"]], *(["serious"] if cells["serious"] == "Y" else [])]
        for term in (cells["term"], ""):
            for name in counted:
                grades = worst[term][name]
                grades[cells["subject"]] = max(int(cells["grade"]), grades.get(cells["subject"], 0))
    return {
        term: {
            name: tuple(list(grades.values()).count(grade) for grade in range(1, 6))
            for name, grades in some.items()
        }
        for term, some in worst.items()
    }
