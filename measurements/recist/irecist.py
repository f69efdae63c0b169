"""iRECIST: progression that must be confirmed, and what resets it (section 9; Seymour, Lancet Oncol 2017)."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, TypeVar

from measurements.lesion import State
from measurements.recist.newlesion import CERTAIN, lesion_sighting
from measurements.recist.nontarget import entry_state
from measurements.recist.overall import VisitParts, tabled_response
from measurements.recist.response import ImmuneResponse, NewLesion, Response
from measurements.recist.row import LesionRow
from measurements.recist.rules import Rules
from measurements.recist.step import Figure, Step
from measurements.recist.target import LEAST_GROWTH_MM, ZERO_MM, meets_pd

Sighted = tuple[str, int]
"""A new lesion by id and appearance: one that returns after it was absent is another lesion."""


_Key = TypeVar("_Key")


class Category(StrEnum):
    """What can progress."""

    TARGET = "target"
    NONTARGET = "non-target"
    NEW = "new lesion"


_IMMUNE = {
    Response.CR: ImmuneResponse.ICR,
    Response.PR: ImmuneResponse.IPR,
    Response.SD: ImmuneResponse.ISD,
    Response.NON_CR_NON_PD: ImmuneResponse.NON_ICR_NON_IUPD,
    Response.NED: ImmuneResponse.NED,
    Response.NE: ImmuneResponse.NE,
}


class ImmuneCall(NamedTuple):
    """iRECIST response of one visit and its reason; both None after iCPD."""

    day: int
    response: ImmuneResponse | None
    step: Step | None


class _View(NamedTuple):
    """One visit as iRECIST looks at it.

    Attributes:
        certain: new lesions seen beyond doubt, with their millimetres where measured.
        grown: those of them not measured and said to have increased.
        gone: new lesions said to be absent.
    """

    parts: VisitParts
    target: Response
    certain: Mapping[Sighted, Decimal | None]
    grown: Set[Sighted]
    gone: Set[Sighted]

    @property
    def nontarget(self) -> Response:
        return self.parts.nontarget

    @property
    def number(self) -> Decimal:
        return self.parts.visit.number

    @property
    def day(self) -> int:
        return self.parts.visit.day

    @property
    def target_mm(self) -> dict[str, Decimal]:
        """Targets evaluable at this visit."""
        return {
            lesion: value.diameter_mm
            for lesion, value in self.parts.values.items()
            if value.diameter_mm is not None
        }

    @property
    def new_mm(self) -> dict[Sighted, Decimal]:
        return {lesion: mm for lesion, mm in self.certain.items() if mm is not None}

    @property
    def increased(self) -> set[str]:
        """Non-target entries said to have increased at this visit."""
        entries = self.parts.visit.nontargets
        return {entry for entry, rows in entries.items() if entry_state(rows) is State.INCREASED}


@dataclass(slots=True)
class _Episode:
    """An iUPD waiting for its confirmation.

    Attributes:
        first: the visit that was first called iUPD; comparisons are with it.
        causes: what had progressed there.
        known: new lesions known there.
        holding: new lesions that caused it and are not gone since.
        increased, grown: non-target entries and new lesions that increased on a visit since.
    """

    first: _View
    causes: frozenset[Category]
    known: frozenset[Sighted]
    holding: set[Sighted]
    increased: set[str] = field(default_factory=set)
    grown: set[Sighted] = field(default_factory=set)


@dataclass(slots=True)
class _Past:
    """New lesions known from earlier visits and not gone since, and the smallest each was measured."""

    known: set[Sighted] = field(default_factory=set)
    smallest_mm: dict[Sighted, Decimal] = field(default_factory=dict)

    def add(self, view: _View) -> None:
        self.known.update(view.certain)
        for lesion, mm in view.new_mm.items():
            self.smallest_mm[lesion] = min(mm, self.smallest_mm.get(lesion, mm))


def immune_calls(followups: Sequence[VisitParts], rules: Rules) -> list[ImmuneCall]:
    """iRECIST response of the visits after baseline, in order."""
    calls: list[ImmuneCall] = []
    past = _Past()
    episode: _Episode | None = None
    confirmed = False
    for view in _views(followups):
        if confirmed:
            calls.append(ImmuneCall(view.day, None, None))
            continue
        past.known -= view.gone
        if not view.parts.visit.done:
            step = Step("9.5", ImmuneResponse.NE, {})
        elif episode is None:
            step, episode = _without_episode(view, past)
        else:
            episode.holding -= view.gone
            step, over = _within_episode(view, episode, past, rules)
            if over:
                episode = None
            else:
                episode.increased.update(view.increased)
                episode.grown.update(view.grown)
        past.add(view)
        response = step.verdict
        assert isinstance(response, ImmuneResponse)
        confirmed = response is ImmuneResponse.ICPD
        calls.append(ImmuneCall(view.day, response, step))
    return calls


def best_immune_response(calls: Sequence[ImmuneCall], rules: Rules) -> ImmuneResponse:
    """Best response up to iCPD; iSD and Non-iCR/Non-iUPD need their least time, as in RECIST 1.1 (9.5)."""
    timed = (ImmuneResponse.ISD, ImmuneResponse.NON_ICR_NON_IUPD)
    reached = {call.response for call in calls if call.response not in timed or call.day >= rules.min_sd_days}
    order = (
        ImmuneResponse.ICR,
        ImmuneResponse.IPR,
        *timed,
        ImmuneResponse.ICPD,
        ImmuneResponse.IUPD,
        ImmuneResponse.NED,
    )
    return next((response for response in order if response in reached), ImmuneResponse.NE)


def _without_episode(view: _View, past: _Past) -> tuple[Step, _Episode | None]:
    """No progression is waiting: a progression starts one (9.1), else the response stands."""
    new = _new_progression(view, past.known, past.smallest_mm, frozenset())
    causes = _categories(
        target=view.target is Response.PD, nontarget=view.nontarget is Response.PD, new=bool(new)
    )
    if not causes:
        return Step("9", _response(view, past), {}), None
    episode = _Episode(
        first=view,
        causes=frozenset(causes),
        known=frozenset(past.known | view.certain.keys()),
        holding=set(new),
    )
    return Step("9.1", ImmuneResponse.IUPD, {"causes": causes}), episode


def _within_episode(view: _View, episode: _Episode, past: _Past, rules: Rules) -> tuple[Step, bool]:
    """The response while an iUPD waits, and whether the waiting is over."""
    first_visit = episode.first.number
    further = _further_progression(view, episode, past)
    if further:
        days = view.day - episode.first.day
        late = days >= rules.confirmation_days
        figures: dict[str, Figure] = {"causes": further, "iupd_visit": first_visit, "days": days}
        if late:
            return Step("9.2", ImmuneResponse.ICPD, figures), True
        return Step("9.2", ImmuneResponse.IUPD, figures), False
    if Response.PD in (view.target, view.nontarget):
        return Step("9.3", ImmuneResponse.IUPD, {"iupd_visit": first_visit}), False
    if view.target is Response.NE:
        return Step("9.5", ImmuneResponse.NE, {}), False
    if episode.holding:
        held: dict[str, Figure] = {
            "lesions": tuple(sorted(lesion for lesion, _ in episode.holding)),
            "iupd_visit": first_visit,
        }
        if view.target is Response.CR or (view.target is Response.PR and _smaller(view, episode)):
            return Step("9.4", ImmuneResponse.IPR, held), True
        return Step("9.4", ImmuneResponse.IUPD, held), False
    response = _response(view, past)
    if response is ImmuneResponse.NE:
        return Step("9.5", response, {}), False
    return Step("9.3", response, {"iupd_visit": first_visit}), True


def _response(view: _View, past: _Past) -> ImmuneResponse:
    """The response by the tables where nothing has progressed; a new lesion left rules out iCR."""
    response = tabled_response(view.target, view.nontarget, NewLesion.NO)
    if past.known and response in (Response.CR, Response.NED):
        response = Response.NON_CR_NON_PD if view.target is Response.NA else Response.PR
    return _IMMUNE[response]


def _further_progression(view: _View, episode: _Episode, past: _Past) -> tuple[Category, ...]:
    """What confirms the waiting iUPD, given enough days (9.2)."""
    if Category.TARGET in episode.causes:
        growth_mm = _change_mm(episode.first.target_mm, view.target_mm)
        target = view.target is Response.PD and growth_mm >= LEAST_GROWTH_MM
    else:
        target = view.target is Response.PD
    if Category.NONTARGET in episode.causes:
        nontarget = bool(view.increased) or any(
            state is State.UNEQUIVOCAL
            and (
                lesion in episode.increased
                or episode.first.parts.states[lesion] not in (State.UNEQUIVOCAL, State.NOT_EVALUABLE)
            )
            for lesion, state in view.parts.states.items()
        )
    else:
        nontarget = view.nontarget is Response.PD
    if Category.NEW in episode.causes:
        growth_mm = _change_mm(episode.first.new_mm, view.new_mm)
        new = (
            bool(view.certain.keys() - episode.known)
            or bool(view.grown | (episode.grown & view.certain.keys()))
            or growth_mm >= LEAST_GROWTH_MM
        )
    else:
        new = bool(_new_progression(view, episode.known, past.smallest_mm, episode.grown))
    return _categories(target=target, nontarget=nontarget, new=new)


def _new_progression(
    view: _View,
    known: Iterable[Sighted],
    smallest_mm: Mapping[Sighted, Decimal],
    grown_before: Iterable[Sighted],
) -> set[Sighted]:
    """New lesions that progress: further ones, or known ones that have grown (9.4)."""
    if not view.certain:
        return set()
    known = set(known)
    progressed = view.certain.keys() - known
    progressed |= (view.grown | set(grown_before)) & view.certain.keys() & known
    measured = {lesion: mm for lesion, mm in view.new_mm.items() if lesion in known and lesion in smallest_mm}
    smallest = sum((smallest_mm[lesion] for lesion in measured), ZERO_MM)
    if meets_pd(sum(measured.values(), ZERO_MM), smallest):
        progressed |= measured.keys()
    return progressed


def _smaller(view: _View, episode: _Episode) -> bool:
    return _change_mm(episode.first.target_mm, view.target_mm) < 0


def _change_mm(then: Mapping[_Key, Decimal], now: Mapping[_Key, Decimal]) -> Decimal:
    """Change of the sum over what was measured then and now; 0 where nothing was."""
    return sum((now[key] - then[key] for key in then.keys() & now.keys()), ZERO_MM)


def _categories(*, target: bool, nontarget: bool, new: bool) -> tuple[Category, ...]:
    return tuple(
        category
        for category, progressed in (
            (Category.TARGET, target),
            (Category.NONTARGET, nontarget),
            (Category.NEW, new),
        )
        if progressed
    )


def _views(followups: Sequence[VisitParts]) -> Iterable[_View]:
    appearance: dict[str, int] = {}
    for parts in followups:
        certain: dict[Sighted, Decimal | None] = {}
        grown: set[Sighted] = set()
        gone: set[Sighted] = set()
        for lesion, rows in parts.visit.new.items():
            sighted = (lesion, appearance.get(lesion, 0))
            state = lesion_sighting(rows)
            if state is State.ABSENT:
                gone.add(sighted)
                appearance[lesion] = sighted[1] + 1
            elif state in CERTAIN:
                mm = _measured_mm(rows)
                certain[sighted] = mm
                if state is State.INCREASED and mm is None:
                    grown.add(sighted)
        target = parts.target.response
        assert target is not None, "only baseline has no target response"
        yield _View(parts, target, certain, grown, gone)


def _measured_mm(rows: Sequence[LesionRow]) -> Decimal | None:
    """The measured size of a new lesion, fragments added; None unless every one of them was measured."""
    total_mm = ZERO_MM
    for row in rows:
        if row.mm is None:
            return None
        total_mm += row.mm
    return total_mm
