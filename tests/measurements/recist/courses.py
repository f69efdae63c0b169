"""Courses of a subject in shorthand, as the rows the engine takes."""

import re
from decimal import Decimal

from measurements.lesion import RadiationClass, Role, State
from measurements.recist.row import LesionRow

SBRT, LDRT, NONE = RadiationClass.SBRT, RadiationClass.LDRT, RadiationClass.UNIRRADIATED


def course(
    targets: list[str] | str,
    nontargets: list[str] | str = "",
    new: list[str] | str = "",
    *,
    days: list[int] | None = None,
    classes: dict[str, RadiationClass] | None = None,
) -> list[LesionRow]:
    """Rows of one subject, visits numbered from 1.

    Each list holds one text per visit, baseline first; values are parted by commas and belong to T01, T02,
    ... NT01 ... or NEW01 ... in this order. A value is "12.5", "n 12.5" for a node, a state, both, such as
    "n 12 PRESENT", or "-" for no row. As many visits as `days`, or as the longest list, 56 days apart.
    """
    lists = [
        (role, prefix, [values] if isinstance(values, str) else values)
        for role, prefix, values in (
            (Role.TARGET, "T", targets),
            (Role.NON_TARGET, "NT", nontargets),
            (Role.NEW, "NEW", new),
        )
    ]
    visits = len(days) if days else max(len(values) for _, _, values in lists)
    days = days or [56 * index for index in range(visits)]
    rows = [visit_row(number, days[number - 1]) for number in range(1, visits + 1)]
    for role, prefix, values in lists:
        for number, text in enumerate(values, start=1):
            for position, value in enumerate(text.split(","), start=1):
                if value.strip() in ("", "-"):
                    continue
                lesion = f"{prefix}{position:02d}"
                radiation = (classes or {}).get(lesion, SBRT)
                rows.append(lesion_row(number, days[number - 1], lesion, role, value.strip(), radiation))
    return rows


def lesion_row(
    visit: int, day: int, lesion: str, role: Role, value: str, radiation: RadiationClass = SBRT
) -> LesionRow:
    nodal = value.startswith("n ")
    mm = re.search(r"[0-9.]+", value)
    state = re.search(r"[A-Z]+", value)
    return LesionRow(
        subject="S1",
        visit=Decimal(visit),
        day=day,
        lesion=lesion,
        role=role,
        organ="lymph node" if nodal else "lung",
        nodal=nodal,
        mm=Decimal(mm[0]) if mm else None,
        state=State(state[0]) if state else None,
        radiation=radiation,
    )


def visit_row(visit: int, day: int, *, done: bool = True) -> LesionRow:
    return LesionRow("S1", Decimal(visit), day, "", None, "", False, None, None, NONE, visit_done=done)
