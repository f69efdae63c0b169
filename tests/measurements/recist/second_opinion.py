"""The rules of a visit and of best response written a second time, plainly, to be held against the engine.

Nothing here comes from the engine: fractions instead of decimals, loops over all earlier visits instead of a
running nadir, the tables of the guideline as tables.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from measurements.recist.row import LesionRow

ROW = tuple[str, str, str]
TABLE_1: dict[ROW, str] = {}
for _nontarget in ("CR", "NA", "NON-CR/NON-PD", "NE"):
    TABLE_1["CR", _nontarget, "N"] = "CR" if _nontarget in ("CR", "NA") else "PR"
    TABLE_1["PR", _nontarget, "N"] = "PR"
    TABLE_1["SD", _nontarget, "N"] = "SD"
    TABLE_1["NE", _nontarget, "N"] = "NE"
TABLE_2 = {"CR": "CR", "NON-CR/NON-PD": "NON-CR/NON-PD", "NE": "NE", "NA": "NED"}


class Opinion(NamedTuple):
    target: str
    nontarget: str
    new: str
    overall: str
    backdated: str
    sbrt: str
    ldrt: str
    none: str


def by_visit(rows: Sequence[LesionRow]) -> list[list[LesionRow]]:
    return [[row for row in rows if row.visit == visit] for visit in sorted({row.visit for row in rows})]


def lesion(row: LesionRow) -> str:
    return row.lesion.split(".")[0]


def value(row: LesionRow) -> Fraction | None:
    if row.state is None or row.state == "MEASURED":
        return None if row.mm is None else Fraction(row.mm)
    return {"ABSENT": Fraction(0), "MERGED": Fraction(0), "TSTM": Fraction(5), "NE": None}[row.state]


def rows_at(visit: list[LesionRow], name: str) -> list[LesionRow]:
    return [row for row in visit if row.role is not None and lesion(row) == name]


def sum_at(visit: list[LesionRow], names: Sequence[str]) -> tuple[Fraction, bool]:
    """Sum of the evaluable targets, and whether that is all of them."""
    total, complete = Fraction(0), True
    for name in names:
        values = [value(row) for row in rows_at(visit, name)]
        if not values or None in values:
            complete = False
        else:
            total += sum((one for one in values if one is not None), Fraction(0))
    return total, complete


def target_at(
    visits: list[list[LesionRow]], index: int, names: Sequence[str], *, node_cr_first: bool = True
) -> str:
    if not names:
        return "NA"
    base, _ = sum_at(visits[0], names)
    sums = [sum_at(visit, names) for visit in visits[:index]]
    nadir = min(total for total, complete in sums if complete)
    total, complete = sum_at(visits[index], names)
    pd = total * 100 >= nadir * 120 and total >= nadir + 5
    if not complete:
        return "PD" if pd else "NE"
    rows = [row for name in names for row in rows_at(visits[index], name)]
    gone = all((value(row) or 0) < 10 if row.nodal else value(row) == 0 for row in rows)
    if gone and (node_cr_first or not pd):
        return "CR"
    if pd:
        return "PD"
    return "PR" if total <= base * Fraction(7, 10) else "SD"


def entry_at(visits: list[list[LesionRow]], index: int, name: str) -> str:
    said = []
    for row in rows_at(visits[index], name):
        state = row.state
        if row.nodal and row.mm is not None and state in (None, "PRESENT"):
            said.append("ABSENT" if row.mm < 10 else "PRESENT")
        else:
            said.append("NE" if state is None else state.value)
    if "INCREASED" in said and any(
        row.state == "UNEQUIVOCAL" for visit in visits[1:index] for row in rows_at(visit, name)
    ):
        said.append("UNEQUIVOCAL")
    for state in ("UNEQUIVOCAL", "NE", "INCREASED", "PRESENT"):
        if state in said:
            return state
    return "ABSENT" if said else "NE"


def nontarget_at(visits: list[list[LesionRow]], index: int, names: Sequence[str]) -> str:
    states = {entry_at(visits, index, name) for name in names}
    if not states:
        return "NA"
    if "UNEQUIVOCAL" in states:
        return "PD"
    if "NE" in states:
        return "NE"
    return "CR" if states == {"ABSENT"} else "NON-CR/NON-PD"


def new_at(visit: list[LesionRow]) -> dict[str, str]:
    """Y or E for each new lesion that a visit shows."""
    shown: dict[str, str] = {}
    for row in visit:
        if row.role != "NEW":
            continue
        if row.state in ("UNEQUIVOCAL", "PRESENT", "INCREASED") or (
            row.state is None and row.mm is not None and row.mm > 0 and not (row.nodal and row.mm < 10)
        ):
            shown[lesion(row)] = "Y"
        elif row.state == "EQUIVOCAL":
            shown.setdefault(lesion(row), "E")
    return shown


def seen(
    visits: list[list[LesionRow]], index: int, targets: Sequence[str], nontargets: Sequence[str]
) -> bool:
    for name in targets:
        for row in rows_at(visits[index], name):
            size = value(row)
            if size is not None and (size >= 10 if row.nodal else size > 0):
                return True
    return any(
        entry_at(visits, index, name) in ("PRESENT", "INCREASED") and not rows_at(visits[0], name)[0].nodal
        for name in nontargets
    )


def opinions(
    rows: Sequence[LesionRow], *, cr_reappear: bool = True, node_cr_first: bool = True
) -> list[Opinion]:
    """The calls of the visits after baseline."""
    visits = by_visit(rows)
    targets = sorted({lesion(row) for row in visits[0] if row.role == "TARGET"})
    nontargets = sorted({lesion(row) for row in visits[0] if row.role == "NON-TARGET"})
    tag = {lesion(row): row.radiation.value for row in visits[0] if row.role is not None}
    shown = [new_at(visit) for visit in visits]
    result: list[Opinion] = []
    for index in range(1, len(visits)):
        target = target_at(visits, index, targets, node_cr_first=node_cr_first)
        nontarget = nontarget_at(visits, index, nontargets)
        new = max(shown[index].values(), default="N")
        if not any(row.visit_done for row in visits[index]):
            overall = "NE"
        elif "PD" in (target, nontarget) or new == "Y":
            overall = "PD"
        else:
            overall = TABLE_2[nontarget] if target == "NA" else TABLE_1[target, nontarget, "N"]
            had_cr = any(opinion.overall == "CR" for opinion in result)
            if cr_reappear and had_cr and seen(visits, index, targets, nontargets):
                overall = "PD"
        later = [
            name
            for name, call in shown[index].items()
            if call == "E"
            and not any(earlier.get(name) == "Y" for earlier in shown[:index])
            and any(after.get(name) == "Y" for after in shown[index:])
        ]
        classes = [
            target_at(
                visits,
                index,
                [name for name in targets if tag[name] == radiation],
                node_cr_first=node_cr_first,
            )
            for radiation in ("SBRT", "LDRT", "NONE")
        ]
        result.append(Opinion(target, nontarget, new, overall, "PD" if later else overall, *classes))
    return result


def best(
    calls: Sequence[tuple[int, str, bool]], *, confirmed: bool, least_days: int, gap: int, most_ne: int
) -> str:
    """Best response of (day, back-dated call, whether it counts as not evaluable for confirmation)."""
    if not calls:
        return "MISSING"
    names = [name for _, name, _ in calls]
    stop = names.index("PD") + 1 if "PD" in names else len(names)
    calls, names = calls[:stop], names[:stop]
    word = {"CR": "C", "PR": "P", "NE": "n", "SD": "s"}
    letters = "".join("n" if unassessed else word.get(name, "x") for _, name, unassessed in calls)
    for letter, between, ends in (("C", "Cn", "C"), ("P", "Pn", "PC")):
        for i in range(len(calls)):
            if letters[i] != letter:
                continue
            if not confirmed:
                return names[i]
            for j in range(i + 1, len(calls)):
                middle = letters[i + 1 : j]
                # A PR may be followed by CR, and that by nothing but CR.
                pure = middle.replace("n", "")
                fits = not pure.strip("C") if letter == "C" else "CP" not in pure + letters[j]
                if (
                    fits
                    and set(middle) <= set(between + ("C" if letter == "P" else ""))
                    and middle.count("n") <= most_ne
                    and letters[j] in ends
                    and calls[j][0] - calls[i][0] >= gap
                ):
                    return names[i]
    late = {name for day, name, _ in calls if day >= least_days}
    for name, counted in (("SD", {"CR", "PR", "SD"}), ("NON-CR/NON-PD", {"NON-CR/NON-PD"})):
        if late & counted:
            return name
    return next((name for name in ("PD", "NED") if name in names), "NE")
