"""What a read has of a lesion at a timepoint, and whether two reads say the same of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from measurements.adjudication.matching import Match
from measurements.case.case_view import CaseView
from measurements.lesion import Lesion, Role, State
from measurements.recist.newlesion import lesion_sighting
from measurements.recist.nontarget import entry_state
from measurements.recist.row import LesionRow
from measurements.recist.target import TargetValue, target_value
from measurements.recist.visits import lesion_of
from measurements.trial import Timepoint


@dataclass(frozen=True, slots=True)
class Finding:
    """What one read has.

    Attributes:
        mm: what it counts with: the diameter of a target, a sum; None without one.
        state: what was said of a lesion; None where nothing was, and of sums.
        role: the list it is on; None where the read does not have it, and of sums.
    """

    mm: Decimal | None = None
    state: State | None = None
    role: Role | None = None


def finding(lesions: Iterable[Lesion | None], read: CaseView, timepoint: Timepoint) -> Finding:
    """Of one lesion; of several targets their diameters added."""
    there = [lesion for lesion in lesions if lesion is not None]
    if not there:
        return Finding()
    role = there[0].role
    if role is not Role.TARGET:
        return Finding(None, _said(there[0], read, timepoint), role)
    values = [_value(lesion, read, timepoint).diameter_mm for lesion in there]
    known = [mm for mm in values if mm is not None]
    total = None if len(known) < len(values) else sum(known, Decimal(0))
    return Finding(total, _state(there, read, timepoint), role)


def differ(matches: Sequence[Match], a: CaseView, b: CaseView, timepoint: Timepoint) -> bool:
    """Whether the reads say otherwise of lesions that are of one kind, in any way that a rule looks at."""
    return any(_judged(match.a, a, timepoint) != _judged(match.b, b, timepoint) for match in matches)


def masses(matches: Sequence[Match], a: CaseView, b: CaseView, timepoint: Timepoint) -> list[list[Match]]:
    """Lesions that are compared alone, and targets that a read calls merged here with what carries them.

    A diameter that has gone over to the carrier is compared with it: apart, the one would seem to have
    vanished in this read and the other to have grown.
    """
    match_of = {lesion.uid: match for match in matches for lesion in match.lesions}
    groups = [[match] for match in matches]
    for match in matches:
        for lesion, read in ((match.a, a), (match.b, b)):
            carrier = None if lesion is None else _carrier(lesion, read, timepoint)
            carrying = None if carrier is None else match_of.get(carrier.uid)
            if carrying is None or not (match.alike and carrying.alike):
                continue
            one, other = (next(group for group in groups if of in group) for of in (carrying, match))
            if one is not other:
                one += other
                groups = [group for group in groups if group is not other]
    return groups


def _carrier(lesion: Lesion, read: CaseView, timepoint: Timepoint) -> Lesion | None:
    """The whole lesion that carries the mass which this one is said to be in."""
    said = read.measurement(lesion, timepoint)
    if said is None or said.merged_into_uid is None:
        return None
    carrier = next((one for one in read.lesions if one.uid == said.merged_into_uid), None)
    return None if carrier is None else read.whole_of(carrier) or carrier


def _rows(lesion: Lesion, read: CaseView, timepoint: Timepoint) -> list[LesionRow]:
    visit = Decimal(timepoint.order)
    return [row for row in read.rows if row.visit == visit and lesion_of(row.lesion) == lesion.label]


def _value(lesion: Lesion, read: CaseView, timepoint: Timepoint) -> TargetValue:
    rows = _rows(lesion, read, timepoint)
    return target_value(rows) if rows else TargetValue(None, seen=False)


def _said(lesion: Lesion, read: CaseView, timepoint: Timepoint) -> State | None:
    """What the rules take as said of a non-target or new lesion."""
    rows = _rows(lesion, read, timepoint)
    if not rows:
        return None
    return lesion_sighting(rows) if lesion.role is Role.NEW else entry_state(rows)


def _state(targets: Sequence[Lesion], read: CaseView, timepoint: Timepoint) -> State | None:
    """What was said of a target itself; of several, and of one in fragments, nothing."""
    said = read.measurement(targets[0], timepoint) if len(targets) == 1 else None
    return None if said is None else said.state


def _judged(lesion: Lesion | None, read: CaseView, timepoint: Timepoint) -> TargetValue | State | None:
    if lesion is None:
        return None
    if lesion.role is Role.TARGET:
        return _value(lesion, read, timepoint)
    return _said(lesion, read, timepoint)
