"""New lesions: what each visit shows, and what a later visit says of an earlier doubt (section 6)."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from measurements.lesion import State
from measurements.recist.response import NewLesion
from measurements.recist.row import LesionRow
from measurements.recist.step import Step
from measurements.recist.target import NORMAL_NODE_MM
from measurements.recist.visits import Visit

CERTAIN = frozenset({State.UNEQUIVOCAL, State.PRESENT, State.INCREASED})
"""States in which a new lesion is there beyond doubt."""

_MOST_CERTAIN_FIRST = (
    State.INCREASED,
    State.UNEQUIVOCAL,
    State.PRESENT,
    State.EQUIVOCAL,
    State.ABSENT,
)


class NewFinding(NamedTuple):
    """New lesions at one visit.

    Attributes:
        seen: what was called at the time.
        step: the lesions it was called on.
        backdated: ids of lesions equivocal at this visit that a later visit called unequivocal, each with
            the first visit that did.
    """

    seen: NewLesion
    step: Step
    backdated: tuple[tuple[str, Decimal], ...]


_NOTHING_NEW = NewFinding(NewLesion.NO, Step("6", NewLesion.NO, {"lesions": ()}), ())


def sighting(row: LesionRow) -> State | None:
    """What one row says of a new lesion; None where it says nothing.

    Measured without a state it is unequivocal, save a node below 10 mm, which is not a new lesion (6.1).
    """
    if row.state is not None:
        return row.state
    if row.mm is None:
        return None
    if row.mm == 0 or (row.nodal and row.mm < NORMAL_NODE_MM):
        return State.ABSENT
    return State.UNEQUIVOCAL


def lesion_sighting(rows: Sequence[LesionRow]) -> State | None:
    """What the rows of one new lesion, or of its fragments, say of it."""
    said = {sighting(row) for row in rows}
    return next((state for state in _MOST_CERTAIN_FIRST if state in said), None)


def new_findings(visits: Sequence[Visit]) -> list[NewFinding]:
    """Section 6 for every visit of a subject."""
    sightings = [{lesion: lesion_sighting(rows) for lesion, rows in visit.new.items()} for visit in visits]
    first_certain: dict[str, int] = {}
    for index, states in enumerate(sightings):
        for lesion, state in states.items():
            if state in CERTAIN:
                first_certain.setdefault(lesion, index)
    findings: list[NewFinding] = []
    for index, states in enumerate(sightings):
        certain = tuple(lesion for lesion, state in states.items() if state in CERTAIN)
        doubtful = tuple(lesion for lesion, state in states.items() if state is State.EQUIVOCAL)
        if not certain and not doubtful:
            findings.append(_NOTHING_NEW)
            continue
        seen, lesions = (NewLesion.YES, certain) if certain else (NewLesion.EQUIVOCAL, doubtful)
        findings.append(
            NewFinding(
                seen=seen,
                step=Step("6", seen, {"lesions": lesions}),
                backdated=tuple(
                    (lesion, visits[first_certain[lesion]].number)
                    for lesion in doubtful
                    if first_certain.get(lesion, index) > index
                ),
            )
        )
    return findings
