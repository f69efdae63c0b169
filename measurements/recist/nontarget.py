"""Non-target response: what was said of each entry, and the rule of section 5."""

from collections.abc import Collection, Mapping, Sequence

from measurements.lesion import State
from measurements.recist.response import Response
from measurements.recist.row import LesionRow
from measurements.recist.step import Step
from measurements.recist.target import NORMAL_NODE_MM
from measurements.recist.visits import Visit

_WORST_FIRST = (
    State.UNEQUIVOCAL,
    State.NOT_EVALUABLE,
    State.INCREASED,
    State.PRESENT,
    State.ABSENT,
)


def stated(row: LesionRow) -> State:
    """What one row says of its entry; a node known below 10 mm is normal, which counts as absent."""
    below = row.nodal and row.mm is not None and row.mm < NORMAL_NODE_MM
    if row.state is None:
        if row.mm is None or not row.nodal:
            return State.NOT_EVALUABLE
        return State.ABSENT if below else State.PRESENT
    if row.state is State.PRESENT and below:
        return State.ABSENT
    return row.state


def entry_state(rows: Sequence[LesionRow]) -> State:
    """What the rows of one entry, or of its fragments, say of it; the worst counts."""
    if len(rows) == 1:
        return stated(rows[0])
    said = {stated(row) for row in rows}
    return next(state for state in _WORST_FIRST if state in said)


def entry_states(lesions: Sequence[str], visits: Sequence[Visit]) -> list[dict[str, State]]:
    """State of every non-target entry at every visit.

    An entry without a row is not evaluable. One that has been unequivocal since baseline and is said to have
    increased stays unequivocal.
    """
    once_unequivocal: set[str] = set()
    course: list[dict[str, State]] = []
    for number, visit in enumerate(visits):
        states: dict[str, State] = {}
        for lesion in lesions:
            rows = visit.nontargets.get(lesion)
            state = State.NOT_EVALUABLE if rows is None else entry_state(rows)
            if state is State.INCREASED and lesion in once_unequivocal:
                state = State.UNEQUIVOCAL
            elif state is State.UNEQUIVOCAL and number > 0:
                once_unequivocal.add(lesion)
            states[lesion] = state
        course.append(states)
    return course


def nontarget_response(said: Collection[State]) -> Response:
    """Section 5 for the entries of one set at one visit."""
    if not said:
        return Response.NA
    if State.UNEQUIVOCAL in said:
        return Response.PD
    if State.NOT_EVALUABLE in said:
        return Response.NE
    return Response.CR if all(state is State.ABSENT for state in said) else Response.NON_CR_NON_PD


_DECIDING = {Response.PD: State.UNEQUIVOCAL, Response.NE: State.NOT_EVALUABLE}


def nontarget_step(response: Response, states: Mapping[str, State]) -> Step:
    """The response of section 5 with the entries that decided it, where not all of them did."""
    deciding = _DECIDING.get(response)
    if deciding is None:
        return Step("5", response, {})
    return Step("5", response, {"lesions": tuple(entry for entry in states if states[entry] is deciding)})
