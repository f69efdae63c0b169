"""A read with some of another reader's words in it, and what the engine then calls a timepoint."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from measurements.adjudication.matching import Match, judged_alike
from measurements.case.case_view import CaseView
from measurements.lesion import Lesion
from measurements.recist.flips import flips
from measurements.recist.response import NewLesion, Response
from measurements.recist.row import LesionRow
from measurements.recist.rules import Rules
from measurements.recist.subject import assess_subject
from measurements.recist.visits import lesion_of


class Pair(NamedTuple):
    """A lesion as the read that is changed has it, and as the other has it; None where one has not."""

    own: Lesion | None
    other: Lesion | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a read stands at one timepoint.

    Attributes:
        call: overall response as called at the time; None at baseline, and where the read says nothing yet.
        sum_mm, baseline_mm, nadir_mm: None where undefined.
        nadir_visit: the first visit that had the nadir.
        pr_at_most_mm, pd_at_least_mm: sums that give these target responses; None where no sum decides.
        nontarget, new: the other parts of the call.
    """

    call: Response | None
    sum_mm: Decimal | None = None
    baseline_mm: Decimal | None = None
    nadir_mm: Decimal | None = None
    nadir_visit: Decimal | None = None
    pr_at_most_mm: Decimal | None = None
    pd_at_least_mm: Decimal | None = None
    nontarget: Response | None = None
    new: NewLesion | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One read at a timepoint as it stands, and as it would stand with something taken from the other."""

    now: Standing
    then: Standing

    @property
    def flips(self) -> bool:
        """Whether it would be called otherwise."""
        return self.now.call is not self.then.call


def pairs_into_a(matches: Iterable[Match]) -> list[Pair]:
    """The lesions of these matches for taking words of read B over into read A."""
    return [Pair(match.a, match.b) for match in matches]


def pairs_into_b(matches: Iterable[Match]) -> list[Pair]:
    """The lesions of these matches for taking words of read A over into read B."""
    return [Pair(match.b, match.a) for match in matches]


def standing(rows: Sequence[LesionRow], visit: Decimal, rules: Rules) -> Standing:
    """How these rows of one read stand at a visit.

    Raises:
        Refusal: the rows contradict each other.
    """
    if not rows:
        return Standing(None)
    assessment = assess_subject(rows, rules)
    visits = [timepoint.visit for timepoint in assessment.timepoints]
    if visit not in visits:
        return Standing(None)
    place = visits.index(visit)
    timepoint = assessment.timepoints[place]
    bounds = flips(assessment, place, rows, rules, nearest=False)
    return Standing(
        call=timepoint.overall,
        sum_mm=timepoint.sum_mm,
        baseline_mm=assessment.timepoints[0].sum_mm,
        nadir_mm=timepoint.nadir_mm,
        nadir_visit=timepoint.nadir_visit,
        pr_at_most_mm=None if bounds is None else bounds.pr_at_most_mm,
        pd_at_least_mm=None if bounds is None else bounds.pd_at_least_mm,
        nontarget=timepoint.nontarget,
        new=timepoint.new,
    )


def taken_over(
    rows: Sequence[LesionRow], source: CaseView, pairs: Sequence[Pair], visits: Collection[Decimal]
) -> tuple[LesionRow, ...]:
    """Rows of one read with what the other says of some lesions, fragments included, at some visits.

    A lesion that both judge alike keeps its own id and takes over what was measured or said; where the other
    says nothing of it, nothing is said. One that the other has as a non-target instead of a target, say, or
    does not have at all, is taken as the other has it. A read of which nothing is there stays so: nothing can
    be held against a baseline it does not have.
    """
    if not rows:
        return ()
    replaced = {own.label for own, _ in pairs if own is not None}
    kept = [row for row in rows if row.visit not in visits or lesion_of(row.lesion) not in replaced]
    used = {lesion_of(row.lesion) for row in rows}
    added = []
    for pair in pairs:
        if pair.other is None:
            continue
        of_other = [
            row
            for row in source.rows
            if row.visit in visits and row.role is not None and lesion_of(row.lesion) == pair.other.label
        ]
        if pair.own is not None and judged_alike(pair.own, pair.other):
            label = pair.own.label
        else:
            label = pair.other.label
            while label in used:
                label = f"*{label}"
            used.add(label)
        added += [row._replace(lesion=label + row.lesion.removeprefix(pair.other.label)) for row in of_other]
    filled = {row.visit for row in added}
    kept = [row for row in kept if row.role is not None or row.visit not in filled]
    standing_visits = filled | {row.visit for row in kept}
    emptied = {row.visit: row for row in rows if row.visit not in standing_visits}
    return (*kept, *added, *(_no_lesion(row) for row in emptied.values()))


def _no_lesion(row: LesionRow) -> LesionRow:
    """A row that lets its visit exist, done, when nothing is said of any lesion there."""
    return row._replace(lesion="", role=None, organ="", nodal=False, mm=None, state=None, visit_done=True)
