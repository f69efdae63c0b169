"""What else would flip a call: a node the other side of 10 mm, a non-target or new lesion said otherwise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from measurements.lesion import RadiationClass, Role, State
from measurements.recist.assessment import SubjectAssessment
from measurements.recist.newlesion import sighting
from measurements.recist.nontarget import stated
from measurements.recist.phrases import CLAUSE, LISTING, PHRASES, STATES, Language
from measurements.recist.response import Response
from measurements.recist.row import LesionRow
from measurements.recist.rules import Rules
from measurements.recist.sentences import mm_text, response_text
from measurements.recist.subject import assess_subject
from measurements.recist.target import NORMAL_NODE_MM, RESOLUTION_MM

_STANDARD_RULES = Rules()

_NONTARGET_STATES = (State.ABSENT, State.PRESENT, State.UNEQUIVOCAL, State.NOT_EVALUABLE)
_NEW_STATES = (State.ABSENT, State.EQUIVOCAL, State.UNEQUIVOCAL)


@dataclass(frozen=True, slots=True)
class Switch:
    """One thing that, said otherwise, alone gives another call.

    Attributes:
        lesion: None for a new lesion not there yet.
        state: what would be said of it; None for a node that would be measured as `mm` instead.
        overall: the call that would result.
    """

    lesion: str | None
    state: State | None
    mm: Decimal | None
    overall: Response


def switches(
    assessment: SubjectAssessment,
    timepoint_index: int,
    rows: Sequence[LesionRow],
    rules: Rules = _STANDARD_RULES,
) -> tuple[Switch, ...]:
    """The switches that would flip the call of one visit, all other visits as they are.

    Nodes first, then non-targets, new lesions, and a new lesion more. The engine itself is asked about each.

    Args:
        assessment: of `rows` by `rules`.
        timepoint_index: position in `assessment.timepoints`.

    Returns:
        Empty at baseline and at a visit not done.
    """
    timepoint = assessment.timepoints[timepoint_index]
    if timepoint.overall is None or not timepoint.done:
        return ()
    until = [row for row in rows if row.visit <= timepoint.visit]
    found = []
    for lesion, state, mm, changed in _changes(until, timepoint.visit, timepoint.day):
        overall = assess_subject(changed, rules).timepoints[-1].overall
        if overall is not None and overall is not timepoint.overall:
            found.append(Switch(lesion, state, mm, overall))
    return tuple(found)


def switches_sentence(found: Sequence[Switch], language: Language = "en") -> str:
    """In words: "node T02 at 10.0 mm makes it PR; NT01 absent makes it CR; a new lesion makes it PD".

    Lesions that would do the same when the same is said of any one of them share a clause.
    """
    phrases = PHRASES[language]
    alike: dict[tuple[object, ...], list[Switch]] = {}
    for switch in found:
        alone = switch.lesion if switch.mm is not None else switch.lesion is None
        alike.setdefault((alone, switch.state, switch.mm, switch.overall), []).append(switch)
    clauses = []
    for some in alike.values():
        one = some[0]
        known = "node at" if one.mm is not None else "stated" if len(some) == 1 else "any stated"
        phrase = "any new lesion" if one.lesion is None else known
        clauses.append(
            phrases[phrase].format(
                lesion=LISTING[language].join(str(switch.lesion) for switch in some),
                mm="" if one.mm is None else mm_text(one.mm),
                state="" if one.state is None else STATES[language][one.state],
                response=response_text(one.overall),
            )
        )
    return CLAUSE[language].join(clauses)


_Change = tuple[str | None, State | None, Decimal | None, list[LesionRow]]
"""A switch to be asked about: its lesion, state and millimetres, and the rows as they would be."""


def _changes(rows: Sequence[LesionRow], visit: Decimal, day: int) -> Iterator[_Change]:
    """Everything that could be said otherwise of one visit."""
    here = [(index, row) for index, row in enumerate(rows) if row.visit == visit]

    def changed(index: int, mm: Decimal | None, state: State | None) -> _Change:
        row = rows[index]._replace(mm=mm, state=state)
        return row.lesion, state, mm, [*rows[:index], row, *rows[index + 1 :]]

    for index, row in here:
        judged_by_size = row.role is not Role.NEW and row.state in (None, State.MEASURED)
        if row.nodal and row.mm is not None and judged_by_size:
            normal = row.mm < NORMAL_NODE_MM
            yield changed(index, NORMAL_NODE_MM if normal else NORMAL_NODE_MM - RESOLUTION_MM, None)
    for index, row in here:
        if row.role is Role.NON_TARGET:
            for state in _NONTARGET_STATES:
                if state is not stated(row):
                    yield changed(index, None, state)
    for index, row in here:
        if row.role is Role.NEW:
            for state in _NEW_STATES:
                if state is not sighting(row):
                    yield changed(index, None, state)
    subject = rows[0].subject
    another = LesionRow(
        subject=subject,
        visit=visit,
        day=day,
        lesion=_unused({row.lesion for row in rows}),
        role=Role.NEW,
        organ="",
        nodal=False,
        mm=None,
        state=State.UNEQUIVOCAL,
        radiation=RadiationClass.UNIRRADIATED,
    )
    yield None, State.UNEQUIVOCAL, None, [*rows, another]


def _unused(lesions: set[str]) -> str:
    """An id that no lesion has."""
    return "*" * (max(map(len, lesions)) + 1)
