"""iRECIST written a second time, looking back over all visits instead of keeping a memory."""

from collections.abc import Sequence
from fractions import Fraction

from measurements.recist.row import LesionRow
from tests.measurements.recist.second_opinion import (
    TABLE_1,
    TABLE_2,
    by_visit,
    entry_at,
    lesion,
    opinions,
    rows_at,
    value,
)

Identity = tuple[str, int]
PREFIXED = {"NON-CR/NON-PD": "NON-iCR/NON-iUPD", "NE": "NE", "NED": "NED"}


class Subject:
    def __init__(self, rows: Sequence[LesionRow], *, node_cr_first: bool) -> None:
        self.visits = by_visit(rows)
        self.days = [visit[0].day for visit in self.visits]
        self.done = [any(row.visit_done for row in visit) for visit in self.visits]
        self.calls = [None, *opinions(rows, node_cr_first=node_cr_first)]
        self.targets = sorted({lesion(row) for row in self.visits[0] if row.role == "TARGET"})
        self.nontargets = sorted({lesion(row) for row in self.visits[0] if row.role == "NON-TARGET"})
        self.news = sorted({lesion(row) for visit in self.visits for row in visit if row.role == "NEW"})

    def new_row(self, index: int, name: str) -> tuple[str, Fraction | None] | None:
        """State and measured size; a measured lesion without state is unequivocal, a small node absent."""
        for row in rows_at(self.visits[index], name):
            mm = None if row.mm is None else Fraction(row.mm)
            if row.state is not None:
                return row.state.value, mm
            if mm is None:
                return None
            return ("ABSENT" if mm == 0 or (row.nodal and mm < 10) else "UNEQUIVOCAL"), mm
        return None

    def absences(self, index: int, name: str) -> int:
        """How often the lesion was said to be absent up to and including a visit."""
        found = [self.new_row(earlier, name) for earlier in range(1, index + 1)]
        return sum(1 for one in found if one is not None and one[0] == "ABSENT")

    def shown(self, index: int) -> dict[Identity, tuple[str, Fraction | None]]:
        """New lesions seen beyond doubt."""
        result = {}
        for name in self.news:
            row = self.new_row(index, name)
            if row is not None and row[0] in ("UNEQUIVOCAL", "PRESENT", "INCREASED"):
                result[name, self.absences(index, name)] = row
        return result

    def known(self, index: int) -> set[Identity]:
        """Seen beyond doubt at some visit up to this one, and not absent since."""
        ever = {one for earlier in range(1, index + 1) for one in self.shown(earlier)}
        return {(name, count) for name, count in ever if self.absences(index, name) == count}

    def sizes(self, index: int) -> dict[Identity, Fraction]:
        return {one: mm for one, (_, mm) in self.shown(index).items() if mm is not None}

    def diameters(self, index: int) -> dict[str, Fraction]:
        result = {}
        for name in self.targets:
            values = [value(row) for row in rows_at(self.visits[index], name)]
            sizes = [one for one in values if one is not None]
            if values and len(sizes) == len(values):
                result[name] = sum(sizes, Fraction(0))
        return result

    def new_progression(self, index: int, known: set[Identity], since: int | None) -> set[Identity]:
        """Further lesions, and known ones grown against their own smallest or said to have increased."""
        shown = self.shown(index)
        result = shown.keys() - known
        for visit in range(index if since is None else since + 1, index + 1):
            for one, (state, mm) in self.shown(visit).items():
                if state == "INCREASED" and mm is None and one in shown and one in known:
                    result.add(one)
        smallest: dict[Identity, Fraction] = {}
        for earlier in range(1, index):
            for one, mm in self.sizes(earlier).items():
                smallest[one] = min(mm, smallest.get(one, mm))
        both = [one for one in self.sizes(index) if one in smallest and one in known]
        now = sum((self.sizes(index)[one] for one in both), Fraction(0))
        then = sum((smallest[one] for one in both), Fraction(0))
        if both and now * 5 >= then * 6 and now >= then + 5:
            result.update(both)
        return result


def change(then: dict, now: dict) -> Fraction | None:  # type: ignore[type-arg]
    both = then.keys() & now.keys()
    return sum((now[one] - then[one] for one in both), Fraction(0)) if both else None


def immune_opinions(rows: Sequence[LesionRow], gap: int, *, node_cr_first: bool) -> list[str]:
    subject = Subject(rows, node_cr_first=node_cr_first)
    result: list[str] = []
    first: int | None = None
    causes: set[str] = set()
    causing: set[Identity] = set()
    for index in range(1, len(subject.visits)):
        if "iCPD" in result:
            result.append("")
            continue
        if not subject.done[index]:
            result.append("NE")
            continue
        call = subject.calls[index]
        assert call is not None
        plain = TABLE_2.get(call.nontarget, "NE") if call.target == "NA" else "NE"
        if call.target != "NA" and "PD" not in (call.target, call.nontarget):
            plain = TABLE_1[call.target, call.nontarget, "N"]
        left = {one for one in subject.known(index - 1) if subject.absences(index, one[0]) == one[1]}
        if left and plain in ("CR", "NED"):
            plain = "NON-CR/NON-PD" if call.target == "NA" else "PR"
        plain = PREFIXED.get(plain, "i" + plain)
        progressing = {"T"} if call.target == "PD" else set()
        if call.nontarget == "PD":
            progressing.add("NT")
        if first is None:
            new = subject.new_progression(index, left, None)
            if new:
                progressing.add("NEW")
            if progressing:
                first, causes, causing = index, progressing, new
                result.append("iUPD")
            else:
                result.append(plain)
            continue
        if confirms(subject, index, first, causes, progressing):
            early = subject.days[index] - subject.days[first] < gap
            result.append("iUPD" if early else "iCPD")
            continue
        if progressing:
            result.append("iUPD")
            continue
        held = "NEW" in causes and any(subject.absences(index, name) == count for name, count in causing)
        grown = change(subject.diameters(first), subject.diameters(index))
        if call.target == "NE":
            result.append("NE")
        elif held and (call.target == "CR" or (call.target == "PR" and grown is not None and grown < 0)):
            result.append("iPR")
            first = None
        elif held:
            result.append("iUPD")
        else:
            result.append(plain)
            if plain != "NE":
                first = None
    return result


def confirms(subject: Subject, index: int, first: int, causes: set[str], progressing: set[str]) -> bool:
    since = range(first + 1, index + 1)
    if "T" in progressing:
        if "T" not in causes:
            return True
        grown = change(subject.diameters(first), subject.diameters(index))
        if grown is not None and grown >= 5:
            return True
    if "NT" in causes:
        for name in subject.nontargets:
            raw = {visit: {str(row.state) for row in rows_at(subject.visits[visit], name)} for visit in since}
            then, now = entry_at(subject.visits, first, name), entry_at(subject.visits, index, name)
            if "INCREASED" in raw[index]:
                return True
            if now == "UNEQUIVOCAL" and any("INCREASED" in said for said in raw.values()):
                return True
            if now == "UNEQUIVOCAL" and then in ("ABSENT", "PRESENT", "INCREASED"):
                return True
    elif "NT" in progressing:
        return True
    known = subject.known(first)
    shown = subject.shown(index)
    if "NEW" not in causes:
        return bool(subject.new_progression(index, known, first))
    if shown.keys() - known:
        return True
    for visit in since:
        for one, (state, mm) in subject.shown(visit).items():
            if state == "INCREASED" and mm is None and one in shown:
                return True
    grown = change(subject.sizes(first), subject.sizes(index))
    return grown is not None and grown >= 5
