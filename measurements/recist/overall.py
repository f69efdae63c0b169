"""Overall response: the three parts of a visit put together, and what earlier visits add (section 7)."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from measurements.lesion import State
from measurements.recist.confirmation import Call, is_confirmed
from measurements.recist.newlesion import NewFinding
from measurements.recist.response import NewLesion, Response
from measurements.recist.rules import Rules
from measurements.recist.step import Step
from measurements.recist.target import TargetAssessment, TargetValue
from measurements.recist.visits import Visit


class VisitParts(NamedTuple):
    """What the parts of one visit came to.

    Attributes:
        values: its targets, by lesion.
        states: its non-target entries, by lesion.
        nontarget: response of the non-targets; without meaning at baseline.
    """

    visit: Visit
    values: Mapping[str, TargetValue]
    states: Mapping[str, State]
    target: TargetAssessment
    nontarget: Response
    new: NewFinding


class OverallCall(NamedTuple):
    """The call of one visit after baseline.

    Attributes:
        response: as called at the time.
        backdated: with what later visits said of doubtful new lesions.
        call: what the visit adds to best response.
        steps: the rules that decided, the last one winning.
    """

    response: Response
    backdated: Response
    call: Call
    steps: tuple[Step, ...]


def tabled_response(target: Response, nontarget: Response, new: NewLesion) -> Response:
    """RECIST 1.1, Table 1 where there are targets, Table 2 where there are only non-targets.

    Without any disease at baseline there is no evidence of disease until a new lesion appears.
    """
    if target is Response.PD or nontarget is Response.PD or new is NewLesion.YES:
        return Response.PD
    if target is Response.NA:
        return Response.NED if nontarget is Response.NA else nontarget
    if target is Response.CR and nontarget not in (Response.CR, Response.NA):
        return Response.PR
    return target


def overall_calls(
    followups: Sequence[VisitParts], nontarget_nodes: Collection[str], rules: Rules
) -> list[OverallCall]:
    """Section 7 for the visits after baseline, in order.

    Args:
        followups: what their parts came to.
        nontarget_nodes: non-target entries that are nodes: these are disease again only when unequivocal.
    """
    calls: list[OverallCall] = []
    at_the_time: list[Call] = []
    cr_visit: Decimal | None = None
    for parts in followups:
        response, steps, unassessed = _response(parts, nontarget_nodes, cr_visit, rules)
        at_the_time.append(Call(parts.visit.day, response, unassessed))
        if response is Response.CR and cr_visit is None:
            cr_visit = parts.visit.number
        called = response
        if response is Response.SD and _is_carried(at_the_time, rules):
            called = Response.PR
            steps.append(Step("12.1", called, {}))
        backdated = called
        if parts.new.backdated and called is not Response.PD:
            backdated = response = Response.PD
            unassessed = False
            steps.append(
                Step(
                    "6.2",
                    backdated,
                    {
                        "lesions": tuple(lesion for lesion, _ in parts.new.backdated),
                        "certain_visit": min(number for _, number in parts.new.backdated),
                    },
                )
            )
        calls.append(
            OverallCall(called, backdated, Call(parts.visit.day, response, unassessed), tuple(steps))
        )
    return calls


def _response(
    parts: VisitParts, nontarget_nodes: Collection[str], cr_visit: Decimal | None, rules: Rules
) -> tuple[Response, list[Step], bool]:
    """The call of one visit, its reasons, and whether it is a PR after CR for want of non-targets only."""
    if not parts.visit.done:
        return Response.NE, [Step("7.1", Response.NE, {})], False
    target, nontarget, new = parts.target.response, parts.nontarget, parts.new.seen
    assert target is not None, "only baseline has no target response"
    response = tabled_response(target, nontarget, new)
    steps = [Step("7", response, {"target": target, "nontarget": nontarget, "new": new})]
    if cr_visit is None or response is Response.PD:
        return response, steps, False
    seen_again = _disease_seen(parts, nontarget_nodes)
    if seen_again and rules.cr_reappear:
        steps.append(Step("7.3", Response.PD, {"lesions": seen_again, "cr_visit": cr_visit}))
        return Response.PD, steps, False
    unassessed = response is Response.PR and nontarget is Response.NE and not seen_again
    return response, steps, unassessed


def _disease_seen(parts: VisitParts, nontarget_nodes: Collection[str]) -> tuple[str, ...]:
    targets = [lesion for lesion, value in parts.values.items() if value.seen]
    nontargets = [
        lesion
        for lesion, state in parts.states.items()
        if state in (State.PRESENT, State.INCREASED) and lesion not in nontarget_nodes
    ]
    return tuple(sorted(targets + nontargets))


def _is_carried(calls: Sequence[Call], rules: Rules) -> bool:
    """Whether the SD that ends `calls` follows a PR the protocol carries on until PD (12.1)."""
    if rules.sticky_pr == "never":
        return False
    earlier = calls[:-1]
    since_pd = max((index for index, call in enumerate(earlier) if call.response is Response.PD), default=-1)
    return any(
        call.for_confirmation is Response.PR
        and (rules.sticky_pr == "assigned" or is_confirmed(earlier, index, rules))
        for index, call in enumerate(earlier)
        if index > since_pd
    )
