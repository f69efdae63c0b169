"""Which responses a later visit confirms (section 8.3)."""

from collections.abc import Sequence
from typing import NamedTuple

from measurements.recist.response import Response
from measurements.recist.rules import Rules


class Call(NamedTuple):
    """What one visit after baseline contributes to best response and to confirmation.

    Attributes:
        day: of the visit.
        response: overall response by the lesions alone: back-dated where that is asked for, never carried.
        unassessed_after_cr: a PR after CR only because non-targets were not evaluated: it confirms nothing
            and disproves nothing, as if not evaluable (7.3).
    """

    day: int
    response: Response
    unassessed_after_cr: bool = False

    @property
    def for_confirmation(self) -> Response:
        return Response.NE if self.unassessed_after_cr else self.response


def is_confirmed(calls: Sequence[Call], index: int, rules: Rules) -> bool:
    """Whether the CR or PR of `calls[index]` is confirmed by a later one of `calls`.

    A CR needs a CR, a PR a PR or CR, at least `confirmation_days` later. Between them may stand responses of
    the same kind, `max_ne` visits not evaluable and, for PR, `sd_between` SD; never a PR after a CR.
    """
    first = calls[index]
    if first.for_confirmation not in (Response.CR, Response.PR):
        return False
    unevaluable = 0
    stable = 0
    complete = first.for_confirmation is Response.CR
    for later in calls[index + 1 :]:
        response = later.for_confirmation
        if response is Response.NE:
            unevaluable += 1
        elif response is Response.SD and not complete:
            stable += 1
        elif response is not Response.CR and (complete or response is not Response.PR):
            return False
        elif later.day - first.day >= rules.confirmation_days:
            return True
        complete = complete or response is Response.CR
        if unevaluable > rules.max_ne or stable > rules.sd_between:
            return False
    return False
