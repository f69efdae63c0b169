"""Time to an event by Kaplan and Meier: the curve, its band, its median and the numbers at risk.

Survival is kept as a ratio of whole numbers, because a product of floats misses a step at exactly one half,
on which the median turns.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Literal, NamedTuple

from measurements.endpoints.proportion import LEVEL

QUARTER_DAYS = 91

MedianAtHalf = Literal["first-time", "midpoint"]


class Observation(NamedTuple):
    """How long one patient was observed, in days, and whether the event ended it; else it was censored."""

    day: int
    event: bool


class CurveStep(NamedTuple):
    """The curve from one day with events to the next.

    Attributes:
        at_risk: patients observed up to this day or longer.
        survival: product-limit estimate from this day on.
        lower, upper: pointwise band at `LEVEL` from Greenwood's variance on the log(-log) scale; None once
            survival is 0, where it has no variance.
    """

    day: int
    at_risk: int
    events: int
    survival: float
    lower: float | None
    upper: float | None


class CensorMark(NamedTuple):
    """A day on which patients were censored, and the height of the curve there."""

    day: int
    patients: int
    survival: float


@dataclass(frozen=True, slots=True)
class Median:
    """Median time in days with its interval of Brookmeyer and Crowley; None where it is not reached."""

    days: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class Curve:
    """A Kaplan-Meier curve.

    Attributes:
        observations: by day, events before those censored on the same day.
        steps: one for each day with events, in order; survival is 1 before the first.
    """

    observations: tuple[Observation, ...]
    steps: tuple[CurveStep, ...]
    censored: tuple[CensorMark, ...]
    median: Median

    @property
    def patients(self) -> int:
        return len(self.observations)

    @property
    def events(self) -> int:
        return sum(step.events for step in self.steps)

    def at_risk(self, day: int) -> int:
        """Patients observed up to a day or longer: those at risk just before it."""
        return self.patients - bisect_left(self.observations, day, key=_day)

    def risk_table(self, until: int) -> tuple[tuple[int, int], ...]:
        """Days a quarter of a year apart from the start on, and how many are at risk on each."""
        return tuple((day, self.at_risk(day)) for day in range(0, until + 1, QUARTER_DAYS))

    def survival(self, day: int) -> float:
        """Height of the curve on a day, its own events counted."""
        return _height(self.steps, day)


def curve(observations: Sequence[Observation], median_at_half: MedianAtHalf) -> Curve:
    """The curve of these patients; without a patient it has no step, and a median not reached.

    A patient censored on a day with events was at risk of them.

    Args:
        median_at_half: the day of the step, where the curve stands at exactly one half, or the middle between
            it and the next step, as R and SAS have it; without a next step it is the day of the step.

    Raises:
        ValueError: an observation ends before it begins.
    """
    ordered = tuple(sorted(observations, key=lambda one: (one.day, not one.event)))
    if ordered and ordered[0].day < 0:
        raise ValueError(f"an observation ends on day {ordered[0].day}, before it begins")
    events = Counter(one.day for one in ordered if one.event)
    lost = Counter(one.day for one in ordered if not one.event)
    surviving, everyone = 1, 1
    greenwood = 0.0
    steps: list[CurveStep] = []
    halving: int | None = None
    stands_at_half = False
    for day in sorted(events):
        at_risk = len(ordered) - bisect_left(ordered, day, key=_day)
        left = at_risk - events[day]
        surviving *= left
        everyone *= at_risk
        survival = surviving / everyone
        lower: float | None = None
        upper: float | None = None
        if left:
            greenwood += events[day] / (at_risk * left)
            lower, upper = _band(survival, greenwood)
        steps.append(CurveStep(day, at_risk, events[day], survival, lower, upper))
        if halving is None and 2 * surviving <= everyone:
            halving, stands_at_half = len(steps) - 1, 2 * surviving == everyone
    marks = tuple(CensorMark(day, lost[day], _height(steps, day)) for day in sorted(lost))
    return Curve(
        ordered,
        tuple(steps),
        marks,
        _median(steps, halving, middle=stands_at_half and median_at_half == "midpoint"),
    )


def _median(steps: Sequence[CurveStep], halving: int | None, *, middle: bool) -> Median:
    """The median, `halving` being the index of the first step at one half or below."""
    days: float | None = None
    if halving is not None:
        days = float(steps[halving].day)
        if middle and halving + 1 < len(steps):
            days = (steps[halving].day + steps[halving + 1].day) / 2
    return Median(
        days,
        next((float(step.day) for step in steps if step.lower is not None and step.lower <= 0.5), None),
        next((float(step.day) for step in steps if step.upper is not None and step.upper <= 0.5), None),
    )


def _band(survival: float, greenwood: float) -> tuple[float, float]:
    """Bounds of a survival between 0 and 1."""
    from scipy.special import ndtri

    width = float(ndtri((1 + LEVEL) / 2)) * sqrt(greenwood) / abs(log(survival))
    return survival ** exp(width), survival ** exp(-width)


def _height(steps: Sequence[CurveStep], day: int) -> float:
    past = bisect_right(steps, day, key=_step_day)
    return steps[past - 1].survival if past else 1.0


def _day(observation: Observation) -> int:
    return observation.day


def _step_day(step: CurveStep) -> int:
    return step.day
