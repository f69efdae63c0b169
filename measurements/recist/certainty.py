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

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import pairwise
from math import ceil, erf, exp, floor, log, sqrt

import numpy as np
from numpy.typing import NDArray

from measurements.lesion import State
from measurements.recist.assessment import SubjectAssessment
from measurements.recist.phrases import LISTING, PHRASES, Language
from measurements.recist.response import Response
from measurements.recist.row import LesionRow
from measurements.recist.rules import Rules, Variability
from measurements.recist.sentences import response_text
from measurements.recist.subject import assess_subject
from measurements.recist.target import NORMAL_NODE_MM, pd_from_mm, pr_up_to_mm, target_value
from measurements.recist.visits import visits_of

_TENTHS = 10
"""Diameters are recorded to 0.1 mm: per millimetre so many steps."""

_NORMAL_975 = 1.959964
_REACH_SD = 6.0
"""Diameters further out than so many SD, two in a thousand million, count as the outermost within."""

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


@dataclass(frozen=True, slots=True)
class _Diameter:
    """A diameter measured again: the probability of every tenth of a millimetre from `least` on.

    Attributes:
        index: of its row.
        seen_from: tenths from which it is disease seen.
    """

    index: int
    least: int
    probabilities: Probabilities
    seen_from: int

    @property
    def most(self) -> int:
        return self.least + len(self.probabilities) - 1


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
    fixed_mm, fixed_seen, diameters = _parts(until, timepoint.visit, repeat, variability)
    if not diameters:
        return None
    # In tenths of a millimetre of the measured diameters alone: the first sums above PR, and from PD on.
    bounds = sorted(
        (
            _tenths_above(pr_up_to_mm(baseline_mm) - fixed_mm),
            _tenths_from(pd_from_mm(nadir_mm) - fixed_mm),
        )
    )
    chances: dict[Response, float] = {}
    for seen, least, distribution in _sums(diameters, fixed_seen=fixed_seen):
        edges = [0, *(min(max(bound - least, 0), len(distribution)) for bound in bounds), len(distribution)]
        for begin, end in pairwise(edges):
            within = distribution[begin:end]
            chance = float(within.sum())
            if chance < _NOTHING:
                continue
            total = least + begin + int(within.argmax())
            called = _called(until, diameters, total, seen=seen or fixed_seen, rules=rules)
            chances[called] = chances.get(called, 0.0) + chance
    whole = sum(chances.values())
    ordered = sorted(chances.items(), key=lambda item: (-item[1], item[0]))
    return Certainty(
        repeat=repeat,
        call=timepoint.overall,
        same=chances.get(timepoint.overall, 0.0) / whole,
        others={call: chance / whole for call, chance in ordered if call is not timepoint.overall},
        measured=len(diameters),
    )


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
    return f"{Decimal(chance * 100).quantize(Decimal(1), ROUND_HALF_UP)} %"


def _parts(
    rows: Sequence[LesionRow], visit: Decimal, repeat: Repeat, variability: Variability
) -> tuple[Decimal, bool, list[_Diameter]]:
    """What a repeat leaves as it is of one visit's targets, whether that is disease, and what it measures."""
    fixed_mm, fixed_seen = Decimal(0), False
    diameters: list[_Diameter] = []
    position = {row.lesion: index for index, row in enumerate(rows) if row.visit == visit}
    for fragments in visits_of(rows)[-1].targets.values():
        whole = target_value(fragments)
        if whole.diameter_mm is None:
            fixed_seen = fixed_seen or whole.seen
            continue
        for row in fragments:
            if row.state in (None, State.MEASURED) and row.mm:
                diameters.append(_measured_again(position[row.lesion], row, row.mm, repeat, variability))
            else:
                alone = target_value([row])
                fixed_mm += alone.diameter_mm or 0
                fixed_seen = fixed_seen or alone.seen
    return fixed_mm, fixed_seen, diameters


def _measured_again(
    index: int, row: LesionRow, mm: Decimal, repeat: Repeat, variability: Variability
) -> _Diameter:
    center = float(mm)
    if repeat is Repeat.RESCAN and not row.nodal:
        sd = float(variability.rescan_sd_mm)
        below, above = center - _REACH_SD * sd, center + _REACH_SD * sd
        deviations = [(edge - center) / sd for edge in _edges(below, above)]
    else:
        sd = _log_sd(repeat, variability)
        below, above = center * exp(-_REACH_SD * sd), center * exp(_REACH_SD * sd)
        deviations = [log(edge / center) / sd for edge in _edges(below, above)]
    reached = [0.0, *(0.5 * (1 + erf(deviation / sqrt(2))) for deviation in deviations[1:-1]), 1.0]
    seen_from = int(NORMAL_NODE_MM * _TENTHS) if row.nodal else 1
    return _Diameter(index, _least(below), np.diff(np.array(reached)), seen_from)


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


def _least(below_mm: float) -> int:
    """The smallest recorded diameter within reach, in tenths: what was measured is never recorded as 0."""
    return max(1, floor(below_mm * _TENTHS))


def _edges(below_mm: float, above_mm: float) -> list[float]:
    """Borders between the recorded diameters within reach, mm; what lies beyond belongs to the outermost."""
    return [(tenths - 0.5) / _TENTHS for tenths in range(_least(below_mm), ceil(above_mm * _TENTHS) + 2)]


def _sums(diameters: Sequence[_Diameter], *, fixed_seen: bool) -> Iterator[tuple[bool, int, Probabilities]]:
    """Probability of every sum of the measured diameters, apart for disease seen and not seen in them.

    Returns:
        Whether seen, the smallest sum in tenths, and the probability of every sum from there on.
    """
    least = sum(diameter.least for diameter in diameters)
    every = _convolved([diameter.probabilities for diameter in diameters])
    if fixed_seen:
        yield True, least, every
        return
    unseen = _convolved(
        [diameter.probabilities[: max(diameter.seen_from - diameter.least, 0)] for diameter in diameters]
    )
    every[: len(unseen)] -= unseen
    yield True, least, every
    yield False, least, unseen


def _convolved(distributions: Sequence[Probabilities]) -> Probabilities:
    """The distribution of a sum of independent parts; empty where a part is impossible."""
    if any(len(distribution) == 0 for distribution in distributions):
        return np.zeros(0)
    length = sum(map(len, distributions)) - len(distributions) + 1
    size = 1 << (length - 1).bit_length()
    product = np.ones(size // 2 + 1, dtype=np.complex128)
    for distribution in distributions:
        product *= np.fft.rfft(distribution, size)
    return np.fft.irfft(product, size)[:length]


def _tenths_above(mm: Decimal) -> int:
    """The first sum in tenths that is above `mm`."""
    return int((mm * _TENTHS).to_integral_value(ROUND_FLOOR)) + 1


def _tenths_from(mm: Decimal) -> int:
    """The first sum in tenths that is at least `mm`."""
    return int((mm * _TENTHS).to_integral_value(ROUND_CEILING))


def _called(
    rows: Sequence[LesionRow], diameters: Sequence[_Diameter], total: int, *, seen: bool, rules: Rules
) -> Response:
    """What the engine calls the last visit when its measured diameters add up to `total` tenths."""
    values = [diameter.least for diameter in diameters]
    most = [diameter.most if seen else min(diameter.most, diameter.seen_from - 1) for diameter in diameters]
    rest = total - sum(values)
    if seen and all(diameter.least < diameter.seen_from for diameter in diameters):
        # Raise the node that needs least to be disease.
        needed, position = min(
            (diameter.seen_from - diameter.least, at) for at, diameter in enumerate(diameters)
        )
        values[position] += min(needed, rest)
        rest = total - sum(values)
    for position, room in enumerate(most):
        added = min(rest, room - values[position])
        values[position] += added
        rest -= added
    changed = [*rows]
    for diameter, tenths in zip(diameters, values, strict=True):
        changed[diameter.index] = replace(changed[diameter.index], mm=Decimal(tenths) / _TENTHS)
    called = assess_subject(changed, rules).timepoints[-1].overall
    assert called is not None, "only baseline has no call"
    return called
