"""How sure a call is: how likely a repeated measurement of its targets gives the same call.

The model, which the sentence names: every target measured at the visit is measured once more, all else stays
as it is (earlier visits, states, non-targets, new lesions). Errors of lesions are independent of each other.
Read again, the logarithm of a diameter is normal about its recorded value, with the SD that the published
95 % limits of the difference between two readings give: (ln(1 + upper) - ln(1 + lower)) / (2 x 1.96). Scanned
again, a diameter is normal about it with the published SD of the change between two scans; a node's logarithm
is, with the SD sqrt(2) x ln(1 + CV). The limits' small shift from zero is left out.

Diameters are recorded to 0.1 mm, so the sum has finitely many values, and their probabilities are added up;
nothing is drawn at random. The engine itself says what each range of the sum is called.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum
from math import ceil, erf, exp, log, sqrt

import numpy as np
from numpy.typing import NDArray

from measurements.lesion import Role, State
from measurements.recist.assessment import SubjectAssessment
from measurements.recist.phrases import LISTING, PHRASES, Language
from measurements.recist.response import Response
from measurements.recist.row import LesionRow
from measurements.recist.rules import Rules, Variability
from measurements.recist.sentences import response_text
from measurements.recist.subject import assess_checked
from measurements.recist.target import NORMAL_NODE_MM, pd_from_mm, pr_up_to_mm
from measurements.recist.visits import lesion_of

_TENTHS = 10
"""Diameters are recorded to 0.1 mm: per millimetre so many steps."""

_NODE_SEEN = int(NORMAL_NODE_MM * _TENTHS)
"""A node of so many tenths is disease seen, a smaller one is not."""

_NORMAL_975 = 1.959964
_REACH_SD = 6.0
"""Diameters further above than so many SD, one in a thousand million, count as the largest within."""

_TOLD = 0.005

_NOTHING = 1e-9
"""Less than this is the noise of adding up."""

_STANDARD_RULES = Rules()

Probabilities = NDArray[np.float64]


class Repeat(StrEnum):
    """What is done once more."""

    SAME_READER = "same reader"
    OTHER_READER = "other reader"
    RESCAN = "rescan"


@dataclass(frozen=True, slots=True)
class Certainty:
    """What a repeated measurement would be called.

    Attributes:
        call: as called now.
        same: probability that the repeat gives the same call.
        others: probability of every other call that is possible, the likeliest first.
        measured: how many targets the repeat measures.
    """

    repeat: Repeat
    call: Response
    same: float
    others: Mapping[Response, float]
    measured: int


_STANDARD_VARIABILITY = Variability()


def certainty(
    assessment: SubjectAssessment,
    timepoint_index: int,
    rows: Sequence[LesionRow],
    repeat: Repeat = Repeat.OTHER_READER,
    variability: Variability = _STANDARD_VARIABILITY,
    rules: Rules = _STANDARD_RULES,
) -> Certainty | None:
    """How likely a repeat gives the same overall call at one visit.

    Args:
        assessment: of `rows` by `rules`.
        timepoint_index: position in `assessment.timepoints`.

    Returns:
        None where no target was measured or the sum has nothing to be judged against: at baseline, while
        baseline is incomplete, at a visit not done.
    """
    timepoint = assessment.timepoints[timepoint_index]
    baseline_mm, nadir_mm = assessment.timepoints[0].sum_mm, timepoint.nadir_mm
    if timepoint.overall is None or baseline_mm is None or nadir_mm is None:
        return None
    until = [row for row in rows if row.visit <= timepoint.visit]
    missing = timepoint.targets.missing
    measured = {
        index: row.mm
        for index, row in enumerate(until)
        if row.visit == timepoint.visit and row.role is Role.TARGET and lesion_of(row.lesion) not in missing
        if row.mm and row.state in (None, State.MEASURED)
    }
    if not measured:
        return None
    diameters = [
        _measured_again(mm, repeat, variability, nodal=until[index].nodal) for index, mm in measured.items()
    ]
    fixed_mm = timepoint.targets.part_mm - sum(measured.values())
    # In tenths of a millimetre of the measured diameters alone: the first sums above PR, and from PD on.
    bounds = sorted(
        (
            _tenths_above(pr_up_to_mm(baseline_mm) - fixed_mm),
            _tenths_from(pd_from_mm(nadir_mm) - fixed_mm),
        )
    )
    chances: dict[Response, float] = {}
    for below_10_mm, distribution in _sums(diameters):
        tenths = np.arange(len(distribution)) + len(measured)
        bands = np.digitize(tenths, bounds)
        for band in np.unique(bands):
            within = distribution * (bands == band)
            chance = float(within.sum())
            if chance < _NOTHING:
                continue
            total = int(tenths[within.argmax()])
            called = _called(until, measured, total, below_10_mm=below_10_mm, rules=rules)
            chances[called] = chances.get(called, 0.0) + chance
    whole = sum(chances.values())
    likeliest_first = sorted(chances.items(), key=lambda item: -item[1])
    others = {call: chance / whole for call, chance in likeliest_first}
    same = others.pop(timepoint.overall, 0.0)
    return Certainty(repeat, timepoint.overall, same, others, len(measured))


def certainty_sentence(found: Certainty, language: Language = "en") -> str:
    """In words, with what it rests on: "targets measured by another reader: PR 84 %, SD 16 % (...)".

    Other calls of less than one half percent are left out.
    """
    phrases = PHRASES[language]
    calls = [(found.call, found.same), *(other for other in found.others.items() if other[1] >= _TOLD)]
    told = [f"{response_text(call)} {_percent(chance)}" for call, chance in calls]
    return phrases[found.repeat.value].format(calls=LISTING[language].join(told)) + phrases["certainty rests"]


def _percent(chance: float) -> str:
    """A probability in whole percent, never shown as certain or impossible where it is neither."""
    if 0 < chance < _TOLD:
        return "<1 %"
    if 1 - _TOLD <= chance < 1:
        return ">99 %"
    return f"{Decimal(chance * 100).to_integral_value(ROUND_HALF_UP)} %"


def _measured_again(mm: Decimal, repeat: Repeat, variability: Variability, *, nodal: bool) -> Probabilities:
    """The probability of every recorded diameter from 0.1 mm on: what was measured is never recorded as 0."""
    center = float(mm)
    if repeat is Repeat.RESCAN and not nodal:
        sd = float(variability.rescan_sd_mm)
        deviations = [(edge - center) / sd for edge in _edges(center + _REACH_SD * sd)]
    else:
        sd = _log_sd(repeat, variability)
        deviations = [log(edge / center) / sd for edge in _edges(center * exp(_REACH_SD * sd))]
    reached = [0.0, *(0.5 * (1 + erf(deviation / sqrt(2))) for deviation in deviations), 1.0]
    return np.diff(np.array(reached))


def _log_sd(repeat: Repeat, variability: Variability) -> float:
    """SD of the logarithm of a diameter measured again."""
    if repeat is Repeat.RESCAN:
        return sqrt(2) * log(1 + float(variability.node_cv_pct) / 100)
    limits = {
        Repeat.SAME_READER: variability.same_reader_pct,
        Repeat.OTHER_READER: variability.two_readers_pct,
    }
    lower, upper = (log(1 + float(limit) / 100) for limit in limits[repeat])
    return (upper - lower) / (2 * _NORMAL_975)


def _edges(reach_mm: float) -> list[float]:
    """Borders between the recorded diameters up to `reach_mm`, mm; what lies beyond belongs to the last."""
    return [(tenths + 0.5) / _TENTHS for tenths in range(1, ceil(reach_mm * _TENTHS))]


def _sums(diameters: Sequence[Probabilities]) -> Iterator[tuple[bool, Probabilities]]:
    """Probability of every sum of the measured diameters, from 0.1 mm each on.

    Returns:
        Apart for all of them below 10 mm, where nodes are not disease, and for the rest: whether they all are
        below 10 mm, and the probabilities. The same sum may be called otherwise by the one than by the other.
    """
    every = _convolved(diameters)
    below = _convolved([probabilities[: _NODE_SEEN - 1] for probabilities in diameters])
    every[: len(below)] -= below
    yield False, every
    yield True, below


def _convolved(distributions: Sequence[Probabilities]) -> Probabilities:
    """The distribution of a sum of independent parts, with nothing but zeros beyond the largest sum."""
    size = 1 << sum(map(len, distributions)).bit_length()
    transforms = [np.fft.rfft(distribution, size) for distribution in distributions]
    return np.fft.irfft(np.prod(transforms, axis=0))


def _tenths_above(mm: Decimal) -> int:
    """The first sum in tenths that is above `mm`."""
    return int((mm * _TENTHS).to_integral_value(ROUND_FLOOR)) + 1


def _tenths_from(mm: Decimal) -> int:
    """The first sum in tenths that is at least `mm`."""
    return int((mm * _TENTHS).to_integral_value(ROUND_CEILING))


def _called(
    rows: Sequence[LesionRow], measured: Collection[int], total: int, *, below_10_mm: bool, rules: Rules
) -> Response:
    """What the engine calls the last visit when its measured diameters add up to `total` tenths.

    How they do makes no difference, save whether all of them are below 10 mm.

    Args:
        measured: positions of their rows.
    """
    rest = total - len(measured)
    room = _NODE_SEEN - 2 if below_10_mm else rest
    changed = [*rows]
    for index in measured:
        added = min(rest, room)
        changed[index] = changed[index]._replace(mm=Decimal(1 + added) / _TENTHS)
        rest -= added
    called = assess_checked(changed, rules).timepoints[-1].overall
    assert called is not None, "only baseline has no call"
    return called
