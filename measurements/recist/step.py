"""One reason of a call: the rule that spoke, the figures it looked at, and its verdict."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from measurements.recist.response import ImmuneResponse, NewLesion, Response

Figure = Decimal | int | str | tuple[str, ...] | None


class Step(NamedTuple):
    """What one rule said of one visit.

    Attributes:
        rule: number of the rule, such as "4.4" for the PD test of the targets: 2 baseline, 3 values, 4 target
            response, 5 non-target response, 6 new lesions, 7 overall response, 9 iRECIST, 12 a switch of the
            protocol.
        verdict: what the rule decided; None at baseline, where nothing is decided.
        figures: by name, what it decided on. Names ending in `_mm` are millimetres, in `_visit` visit
            numbers; tuples are lesion ids.
    """

    rule: str
    verdict: Response | NewLesion | ImmuneResponse | None
    figures: Mapping[str, Figure]
