"""What is wrong with the rows of a subject, each fault with its row and what to do about it.

Contradictions make any call meaningless, so the engine refuses them itself. Gaps are rows a radiologist has
not finished; a window may ask for a call around them, a table must not hold them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from measurements.lesion import STATES_OF, Role, State
from measurements.recist.row import LesionRow
from measurements.recist.target import NORMAL_NODE_MM, diameter_mm
from measurements.recist.visits import lesion_of
from measurements.refusal import Refusal

LIMIT_MM = Decimal(10_000)
"""No length in a patient reaches this; a number that does was mistyped."""

_FROZEN = (Role.TARGET, Role.NON_TARGET)
_STATE_MM = {State.ABSENT: Decimal(0), State.MERGED: Decimal(0), State.TOO_SMALL: Decimal(5)}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong.

    Attributes:
        index: position of the row among those looked at, from 0.
        text: one sentence: which subject, visit and lesion, what is wrong, what to do.
    """

    index: int
    text: str


def refusal(faults: Iterable[Fault]) -> Refusal:
    """One refusal with a line for every fault."""
    return Refusal("\n".join(fault.text for fault in faults))


def check_rows(rows: Sequence[LesionRow]) -> None:
    """Refuse rows of one subject that are not fit for a final call.

    Raises:
        Refusal: contradictions or gaps, one line each.
    """
    faults = faults_of(rows)
    if faults:
        raise refusal(faults)


def faults_of(rows: Sequence[LesionRow]) -> list[Fault]:
    """Contradictions and gaps of one subject's rows, in the order of the rows."""
    return sorted(contradictions(rows) + gaps(rows), key=_by_row)


def contradictions(rows: Sequence[LesionRow]) -> list[Fault]:
    """Faults that no further reading can mend: the rows of one subject deny each other or the rules."""
    faults: list[Fault] = []

    def add(index: int, text: str) -> None:
        faults.append(Fault(index, f"{_place(rows[index])}: {text}"))

    records: dict[tuple[Decimal, str], int] = {}
    first_rows: dict[Decimal, int] = {}
    for index, row in enumerate(rows):
        day = rows[first_rows.setdefault(row.visit, index)].day
        if row.day != day:
            add(index, f"the visit is on day {day} and on day {row.day}; give it one day")
        if records.setdefault((row.visit, row.lesion), index) != index:
            add(index, "recorded twice at this visit; keep one of the two rows")
    order = sorted(first_rows)
    for earlier, later in pairwise(order):
        day, earlier_day = rows[first_rows[later]].day, rows[first_rows[earlier]].day
        if day < earlier_day:
            add(
                first_rows[later],
                f"day {day} lies before day {earlier_day} of visit {earlier}; "
                "correct the day or the visit number",
            )
    roles: dict[str, tuple[Decimal, Role]] = {}
    nodal: dict[str, bool] = {}
    done = {row.visit for row in rows if row.role is not None}
    for index, row in enumerate(rows):
        if not row.visit_done and row.visit in done:
            add(
                index,
                "said not to have been done, yet lesions have rows at this visit; remove this row or those",
            )
        if row.role is None:
            continue
        lesion = lesion_of(row.lesion)
        first = roles.setdefault(lesion, (row.visit, row.role))
        if row.visit < first[0]:
            roles[lesion] = (row.visit, row.role)
        text = _value_fault(row, row.role)
        if text:
            add(index, text)
        if lesion != row.lesion and (row.visit, lesion) in records:
            add(index, f"{lesion} has a row of its own at this visit; record the whole or its fragments")
        if nodal.setdefault(lesion, row.nodal) != row.nodal:
            add(index, "a lymph node in one row and not in another; make nodal the same in all")
        if row.role is Role.NEW and row.visit == order[0]:
            add(index, "a new lesion cannot be seen at baseline; enter it as TARGET or NON-TARGET")
    for index, row in enumerate(rows):
        if row.role is not None:
            visit, role = roles[lesion_of(row.lesion)]
            if row.role is not role:
                add(index, f"entered as {role} at visit {visit} and as {row.role} here; it stays on its list")
    return sorted(faults, key=_by_row)


def _by_row(fault: Fault) -> int:
    return fault.index


def _place(row: LesionRow) -> str:
    lesion = f", lesion {row.lesion}" if row.lesion else ""
    return f"subject {row.subject}, visit {row.visit}{lesion}"


def _value_fault(row: LesionRow, role: Role) -> str:
    if row.mm is not None and not (row.mm.is_finite() and 0 <= row.mm < LIMIT_MM):
        return f"{row.mm} is no length in mm; give a number from 0 to below {LIMIT_MM}"
    if row.state is not None and row.state not in STATES_OF[role]:
        known = ", ".join(state for state in STATES_OF[role] if state is not State.MEASURED)
        return f"{row.state} is no state of a {role} lesion; use one of {known}"
    return ""


def gaps(rows: Sequence[LesionRow]) -> list[Fault]:
    """Faults of rows not finished, or not of one mind: harmless while reading, not in a final table."""
    baseline = min((row.visit for row in rows), default=None)
    enrolled = {lesion_of(row.lesion) for row in rows if row.visit == baseline}
    faults: list[Fault] = []
    late = False
    for index, row in enumerate(rows):
        at_baseline = row.visit == baseline
        text = _gap(row, at_baseline=at_baseline)
        if text:
            faults.append(Fault(index, f"{_place(row)}: {text}"))
        elif row.role in _FROZEN and lesion_of(row.lesion) not in enrolled:
            text = (
                f"a {row.role.lower()} that first appears after baseline, where the lists are frozen; "
                "add its baseline row, or enter it as NEW"
            )
            faults.append(Fault(index, f"{_place(row)}: {text}"))
        elif at_baseline and row.day > 0 and not late:
            late = True
            text = f"baseline on day {row.day} follows the start of treatment, day 0; correct the day"
            faults.append(Fault(index, f"{_place(row)}: {text}"))
    return faults


def _gap(row: LesionRow, *, at_baseline: bool) -> str:
    mm, state = row.mm, row.state
    if row.role is None:
        return ""
    if row.role is Role.TARGET and at_baseline and diameter_mm(row) is None:
        return "a target must be evaluable at baseline; measure it, or enter it as NON-TARGET"
    if mm is None:
        return "neither mm nor a state; give one of them" if state in (None, State.MEASURED) else ""
    if row.role is Role.TARGET:
        if state not in (None, State.MEASURED) and mm != _STATE_MM.get(state):
            return f"both {mm} mm and {state}; give the one that holds"
        return ""
    if state is None:
        if row.role is Role.NON_TARGET and not row.nodal:
            return "mm alone says nothing of a non-target that is not a node; give its state"
        return ""
    gone = mm < NORMAL_NODE_MM if row.nodal else mm == 0
    if state is State.ABSENT and not gone:
        return f"absent, yet {mm} mm; give the one that holds"
    if mm == 0 and state not in (State.ABSENT, State.NOT_EVALUABLE):
        return f"{state}, yet 0 mm; give the one that holds"
    return ""
