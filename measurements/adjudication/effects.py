"""What every difference between two reads does to the call of a timepoint: the one that decides first.

Each difference is put into the other read and the engine is asked again, in both directions. So a difference
decides where one read, given the other's word on this alone, would be called otherwise.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from measurements.adjudication.exchange import (
    Exchange,
    Pair,
    Standing,
    pairs_into_a,
    pairs_into_b,
    standing,
    taken_over,
)
from measurements.adjudication.findings import (
    Finding,
    differ,
    finding,
    masses,
)
from measurements.adjudication.matching import Match
from measurements.case.case_view import CaseView
from measurements.lesion import Role
from measurements.recist.response import Response
from measurements.recist.row import LesionRow
from measurements.trial import Timepoint

_BASELINE = Decimal(0)
"""Its visit: visits are numbered by `Timepoint.order`."""


class Kind(StrEnum):
    """What two readers see otherwise."""

    TARGET = "target"
    NON_TARGET = "non-target"
    NEW = "new lesion"
    CHOICE = "choice"
    """A lesion that only one read has from baseline on, or that is on another list in the other."""
    BASELINE = "baseline"
    """What the targets that both reads have measured at baseline, all of them together."""
    EARLIER = "earlier"
    """What was said between baseline and this timepoint of all that both reads have, such as their nadir."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One difference at one timepoint, and what it does.

    Attributes:
        matches: the lesions it is about: one; several targets that a reader calls merged here; of
            `Kind.BASELINE` and `Kind.EARLIER` all that are taken over.
        a, b: what either read has; of `Kind.EARLIER` their nadirs.
        into_a: read A with what B has, `into_b`: read B with what A has.
    """

    kind: Kind
    matches: tuple[Match, ...]
    a: Finding
    b: Finding
    into_a: Exchange
    into_b: Exchange

    @property
    def decides(self) -> bool:
        """Whether it alone would change the call of one of the reads."""
        return self.into_a.flips or self.into_b.flips

    @property
    def difference_mm(self) -> Decimal | None:
        """B less A; None where one of them has no millimetres."""
        return None if self.a.mm is None or self.b.mm is None else self.b.mm - self.a.mm

    @property
    def weight_mm(self) -> Decimal:
        """By how much it moves a sum, or what a sum is held against; 0 where by nothing."""
        if self.difference_mm is not None:
            return abs(self.difference_mm)
        moved = [
            abs(one.then.sum_mm - one.now.sum_mm)
            for one in (self.into_a, self.into_b)
            if one.now.sum_mm is not None and one.then.sum_mm is not None
        ]
        return max(moved, default=Decimal(0))


@dataclass(frozen=True, slots=True)
class Together:
    """Differences of which none decides alone, but all together.

    Attributes:
        effects: the fewest, from the first on, that change the call of A when taken over into it.
        then: what it would be called.
    """

    effects: tuple[Effect, ...]
    then: Response | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reads at one timepoint.

    Attributes:
        a, b: how they stand.
        effects: those that decide first, then by millimetres, then as in tables.
        together: None where the calls are the same, where one alone decides, or where all of them do not.
    """

    timepoint: Timepoint
    a: Standing
    b: Standing
    effects: tuple[Effect, ...]
    together: Together | None

    @property
    def differs(self) -> bool:
        """Whether the two reads are called otherwise."""
        return self.a.call is not self.b.call


def compared(a: CaseView, b: CaseView, matches: Sequence[Match], timepoint: Timepoint) -> Comparison:
    """What sets two reads of one subject apart at a timepoint, ordered by what it does to the call.

    Args:
        matches: of the lesions of these reads, by `matching.matched`.
    """
    exchanges = _Exchanges(a, b, timepoint)
    effects = [*_lesion_effects(exchanges, matches), *_earlier_effects(exchanges, matches)]
    ordered = sorted(effects, key=lambda effect: (not effect.decides, -effect.weight_mm))
    together = None
    if exchanges.a_now.call is not exchanges.b_now.call and not any(effect.decides for effect in ordered):
        together = exchanges.fewest(ordered)
    return Comparison(timepoint, exchanges.a_now, exchanges.b_now, tuple(ordered), together)


class _Exchanges:
    """Two reads at one timepoint, and what the engine says of each with the other's words in it."""

    def __init__(self, a: CaseView, b: CaseView, timepoint: Timepoint) -> None:
        self.a, self.b, self.timepoint = a, b, timepoint
        self._visit = Decimal(timepoint.order)
        self.a_now, self.b_now = self._standing(a.rows), self._standing(b.rows)

    def effect(self, kind: Kind, matches: Sequence[Match], a: Finding, b: Finding) -> Effect:
        """Asks for what this difference does to either read."""
        visits = self._visits_of(kind)
        a_then = self._standing(taken_over(self.a.rows, self.b, pairs_into_a(matches), visits))
        b_then = self._standing(taken_over(self.b.rows, self.a, pairs_into_b(matches), visits))
        into_a, into_b = Exchange(self.a_now, a_then), Exchange(self.b_now, b_then)
        return Effect(kind, tuple(matches), a, b, into_a, into_b)

    def fewest(self, ordered: Sequence[Effect]) -> Together | None:
        """The first effects that together change the call of A; None where even all of them do not."""
        rows = self.a.rows
        for count, effect in enumerate(ordered, start=1):
            pairs: list[Pair] = pairs_into_a(effect.matches)
            rows = taken_over(rows, self.b, pairs, self._visits_of(effect.kind))
            then = self._standing(rows).call
            if then is not self.a_now.call:
                return Together(tuple(ordered[:count]), then)
        return None

    def _visits_of(self, kind: Kind) -> frozenset[Decimal]:
        """The visits whose words a difference of this kind takes over."""
        until = {visit for visit in self.a.visit_labels if 0 <= visit <= self._visit}
        match kind:
            case Kind.CHOICE:
                return frozenset(until)
            case Kind.BASELINE:
                return frozenset({_BASELINE})
            case Kind.EARLIER:
                return frozenset(until - {_BASELINE, self._visit})
        return frozenset({self._visit})

    def _standing(self, rows: Sequence[LesionRow]) -> Standing:
        return standing(rows, self._visit, self.a.protocol.rules)


def _lesion_effects(exchanges: _Exchanges, matches: Sequence[Match]) -> Iterator[Effect]:
    """Of the lesions that a read lists at the timepoint, those of which the reads say otherwise there."""
    a, b, timepoint = exchanges.a, exchanges.b, exchanges.timepoint
    listed = {lesion.uid for read in (a, b) for lesion in read.listed(timepoint)}
    here = [match for match in matches if any(lesion.uid in listed for lesion in match.lesions)]
    for group in masses(here, a, b, timepoint):
        kind = _kind(group[0])
        if kind is Kind.CHOICE or differ(group, a, b, timepoint):
            yield exchanges.effect(
                kind,
                group,
                finding([match.a for match in group], a, timepoint),
                finding([match.b for match in group], b, timepoint),
            )


def _kind(match: Match) -> Kind:
    roles = {lesion.role for lesion in match.lesions}
    if roles == {Role.NEW}:
        return Kind.NEW
    if not match.alike:
        return Kind.CHOICE
    return Kind.TARGET if roles == {Role.TARGET} else Kind.NON_TARGET


def _earlier_effects(exchanges: _Exchanges, matches: Sequence[Match]) -> Iterator[Effect]:
    """What earlier timepoints do to this one: the sums that its sum is held against, and a CR before it."""
    a, b, timepoint = exchanges.a, exchanges.b, exchanges.timepoint
    if timepoint.order <= 0:
        return
    common = [match for match in matches if match.alike]
    targets = [match for match in common if match.lesions[0].role is Role.TARGET]
    at_baseline = next(one for one in a.timepoints if one.order == 0)
    if any(differ([match], a, b, at_baseline) for match in targets):
        sums = (
            finding([match.a for match in targets], a, at_baseline),
            finding([match.b for match in targets], b, at_baseline),
        )
        yield exchanges.effect(Kind.BASELINE, targets, *sums)
    a_nadir, b_nadir = Finding(exchanges.a_now.nadir_mm), Finding(exchanges.b_now.nadir_mm)
    earlier = exchanges.effect(Kind.EARLIER, common, a_nadir, b_nadir)
    visits = [one.nadir_visit for one in (exchanges.a_now, exchanges.b_now)]
    at_follow_up = None not in visits and visits != [_BASELINE, _BASELINE]
    if earlier.decides or (at_follow_up and a_nadir != b_nadir):
        yield earlier
