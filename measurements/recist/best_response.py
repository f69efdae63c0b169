"""Best overall response with and without confirmation, its day, and the day of progression (section 8)."""

from collections.abc import Sequence

from measurements.recist.confirmation import Call, is_confirmed
from measurements.recist.response import Response
from measurements.recist.rules import Rules

_RESPONDED = (Response.CR, Response.PR)


def progression_day(calls: Sequence[Call]) -> int | None:
    """Day of the first PD; None without one."""
    return next((call.day for call in calls if call.response is Response.PD), None)


def response_day(calls: Sequence[Call]) -> int | None:
    """Day of the first CR or PR up to the first PD; None without one."""
    return next((call.day for call in _until_progression(calls) if call.response in _RESPONDED), None)


def confirmed_response_day(calls: Sequence[Call], rules: Rules) -> int | None:
    """Day of the first CR or PR that a later visit confirms, up to the first PD; None without one.

    It is the day of the response itself, not of the visit that confirms it (8.4).
    """
    calls = _until_progression(calls)
    return next((call.day for at, call in enumerate(calls) if is_confirmed(calls, at, rules)), None)


def best_response(calls: Sequence[Call], rules: Rules) -> Response:
    """Best of all visits up to the first PD, taken as they are.

    Args:
        calls: of the visits after baseline, in order.
    """
    calls = _until_progression(calls)
    responses = {call.response for call in calls}
    for response in _RESPONDED:
        if response in responses:
            return response
    return _best_without_response(calls, rules)


def confirmed_best_response(calls: Sequence[Call], rules: Rules) -> Response:
    """Best of all visits up to the first PD where a response needs a later scan to confirm it.

    An unconfirmed CR or PR counts as SD (RECIST 1.1, Table 3).

    Args:
        calls: of the visits after baseline, in order.
    """
    calls = _until_progression(calls)
    confirmed = {call.response for index, call in enumerate(calls) if is_confirmed(calls, index, rules)}
    for response in _RESPONDED:
        if response in confirmed:
            return response
    return _best_without_response(calls, rules)


def _best_without_response(calls: Sequence[Call], rules: Rules) -> Response:
    if not calls:
        return Response.MISSING
    late = {call.response for call in calls if call.day >= rules.min_sd_days}
    if late & {Response.CR, Response.PR, Response.SD}:
        return Response.SD
    if Response.NON_CR_NON_PD in late:
        return Response.NON_CR_NON_PD
    responses = {call.response for call in calls}
    return next((r for r in (Response.PD, Response.NED) if r in responses), Response.NE)


def _until_progression(calls: Sequence[Call]) -> Sequence[Call]:
    for index, call in enumerate(calls):
        if call.response is Response.PD:
            return calls[: index + 1]
    return calls
