"""The protocol of a trial as frozen values, made from a checked file by `measurements.protocol.loading`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from measurements.recist.rules import Rules, Variability
from measurements.sites import Site

Scan = Literal["first-scan", "last-scan"]
PercentLimits = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Trial:
    """What the trial is.

    Attributes:
        start_of_survival: from where PFS and OS run; calls count days from treatment start in any case.
    """

    code: str
    version: str
    title: str
    title_zh: str
    subjects: int
    masked: bool
    start_of_survival: Literal["enrolment", "treatment-start"]
    follow_up_days: int


@dataclass(frozen=True, slots=True)
class Arm:
    id: str
    name: str
    name_zh: str


@dataclass(frozen=True, slots=True)
class VisitBlock:
    """A visit every `every_days` after the block before, or day 0, up to `until_day`."""

    every_days: int
    until_day: int
    window_days: int


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """One visit of the plan; days count from treatment start."""

    day: int
    earliest_day: int
    latest_day: int

    @property
    def label(self) -> str:
        """W8, or D50 where the day is no whole week."""
        weeks, days = divmod(self.day, 7)
        return f"D{self.day}" if days else f"W{weeks}"


@dataclass(frozen=True, slots=True)
class Schedule:
    baseline_days: int
    blocks: tuple[VisitBlock, ...]

    @property
    def visits(self) -> tuple[PlannedVisit, ...]:
        """All planned visits after baseline, in order."""
        planned: list[PlannedVisit] = []
        day = 0
        for block in self.blocks:
            while day + block.every_days <= block.until_day:
                day += block.every_days
                planned.append(PlannedVisit(day, day - block.window_days, day + block.window_days))
        return tuple(planned)


@dataclass(frozen=True, slots=True)
class Dating:
    """How events are dated and censored (for the trial's endpoints).

    Attributes:
        confirmation: whether an objective response must be confirmed; both: report both.
        pd_date, sum_pd_date, response_date: which scan of a visit dates a PD seen on it, a PD by the sum,
            and a response.
        missed_visits: an event after so many missed visits in a row is censored before them; 0: never.
        early_death_visits: a death without any visit is an event before so many visits were due.
        unconfirmed_iupd: an iUPD never confirmed is an event where no later scan exists, always, or never.
    """

    confirmation: Literal["required", "not-required", "both"]
    pd_date: Scan
    sum_pd_date: Scan
    response_date: Scan
    cutoff_days: int
    missed_visits: int
    early_death_visits: int
    censor_new_therapy: bool
    unconfirmed_iupd: Literal["event-when-last", "event", "censor"]
    median_at_half: Literal["first-time", "midpoint"]


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads, in which order, and what is hidden from whom.

    Attributes:
        triggers: differences between readers that call the adjudicator.
        hidden: what readers never see.
    """

    readers: int
    adjudicator: bool
    triggers: tuple[str, ...]
    primary_reads: Literal["investigator", "readers"]
    order: Literal["in-time", "random"]
    next_opens: Literal["signed", "any-time"]
    final_look: bool
    hidden: tuple[str, ...]
    prior_lengths: Literal["shown", "until-drawn", "never"]
    radiation_class: Literal["while-reading", "after-lock"]


@dataclass(frozen=True, slots=True)
class Radiotherapy:
    """Which dose makes which class."""

    no_dose_below_gy: Decimal
    ldrt_at_most_gy: Decimal
    ldrt_fraction_gy: tuple[Decimal, Decimal]
    sbrt_fraction_at_least_gy: Decimal
    sbrt_fractions_at_most: int
    sbrt_d95_at_least_gy: Decimal
    class_by: Literal["delivered", "planned"]
    salvage: Literal["flag", "new-therapy", "not-evaluable"]


@dataclass(frozen=True, slots=True)
class WindowPreset:
    id: str
    name: str
    name_zh: str
    key: int
    center_hu: int
    width_hu: int


@dataclass(frozen=True, slots=True)
class Protocol:
    """A trial's protocol.

    Attributes:
        rules: what decides calls today.
        same_reader_sum_pct, two_readers_sum_pct: published 95 % limits of sums, to be shown beside a sum.
        hash: SHA-256 of all it says, in hexadecimal: two files that say the same have the same.
        content: all its values by table and key, from which it is shown.
    """

    trial: Trial
    arms: tuple[Arm, ...]
    schedule: Schedule
    rules: Rules
    dating: Dating
    reading: Reading
    radiotherapy: Radiotherapy
    variability: Variability
    same_reader_sum_pct: PercentLimits
    two_readers_sum_pct: PercentLimits
    windows: tuple[WindowPreset, ...]
    sites: tuple[Site, ...]
    hash: str
    content: Mapping[str, Any] = field(repr=False, compare=False)

    @property
    def version(self) -> str:
        return self.trial.version

    @property
    def identity(self) -> str:
        """What goes with every call and report: code, version and the beginning of the hash."""
        return f"{self.trial.code} {self.version} ({self.hash[:12]})"
