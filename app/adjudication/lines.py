"""What the window shows of two reads at a timepoint, as plain values: figures and words already written."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from app.adjudication.two_reads import TwoReads, read_names
from app.case_words import class_name, state_text
from app.figures import NO_VALUE, mm_text, percent_text, unbroken
from app.language import language, sentence
from app.reading.desk.site_choices import site_text
from measurements.adjudication.effects import Comparison, Effect, Kind
from measurements.adjudication.exchange import Standing
from measurements.adjudication.findings import Finding
from measurements.adjudication.matching import Match
from measurements.adjudication.sentences import effect_labels, effect_sentence
from measurements.case.case_view import CaseView
from measurements.lesion import Lesion, RadiationClass, Role, State
from measurements.recist.sentences import change_mm_text, overall_sentence, response_text
from measurements.recist.target import percent_change
from measurements.trial import Timepoint

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One difference of the list.

    Attributes:
        title: the lesion as either read calls it, or what sum it is about.
        class_name: "" where it is about a sum.
        change_text: B less A in mm, or in a word what is otherwise.
        remark: what the match of the lesion rests on; "" where nothing is to be said of it.
        lesions: uids of the lesions that it is about, of either read.
    """

    title: str
    site: str
    class_name: str
    a_text: str
    b_text: str
    change_text: str
    sentence: str
    decides: bool
    remark: str
    lesions: frozenset[str]


@dataclass(frozen=True, slots=True)
class TableLine:
    """One target, or the sum of all, in both reads.

    Attributes:
        class_name: "" of the sum.
        cells: A at baseline, A here, B at baseline, B here.
        change_mm: B less A here; None where one has no value.
        decides: whether it decides the call.
    """

    title: str
    class_name: str
    class_text: str
    cells: tuple[str, str, str, str]
    change_mm: Decimal | None
    change_text: str
    decides: bool
    lesions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One read: how it calls this timepoint and why, and what it comes to as a whole."""

    name: str
    call: str
    sentence: str
    change_text: str
    best: str


def difference_lines(reads: TwoReads, comparison: Comparison) -> tuple[DifferenceLine, ...]:
    """In the order of their effects."""
    return tuple(_difference_line(reads, effect) for effect in comparison.effects)


def table_lines(reads: TwoReads, comparison: Comparison) -> tuple[TableLine, ...]:
    """The targets of either read, and the sums."""
    timepoint = comparison.timepoint
    baseline = next(one for one in reads.a.timepoints if one.order == 0)
    deciding = {uid for effect in comparison.effects if effect.decides for uid in _uids(effect.matches)}
    lines = []
    for match in reads.matches:
        if all(lesion.role is not Role.TARGET for lesion in match.lesions):
            continue
        now = [_target_mm(lesion, read, timepoint) for lesion, read in _sides(reads, match)]
        before = [_target_mm(lesion, read, baseline) for lesion, read in _sides(reads, match)]
        texts = [_target_text(lesion, read, timepoint) for lesion, read in _sides(reads, match)]
        uids = _uids((match,))
        lines.append(
            TableLine(
                title=_title(match),
                class_name=class_name(match.lesions[0]),
                class_text=class_text(match.lesions[0]),
                cells=(mm_text(before[0]), texts[0], mm_text(before[1]), texts[1]),
                change_mm=_less(now[1], now[0]),
                change_text=_change(_less(now[1], now[0])),
                decides=bool(uids & deciding),
                lesions=uids,
            )
        )
    change = _less(comparison.b.sum_mm, comparison.a.sum_mm)
    base_sums = [_sum_mm(read, baseline) for read in (reads.a, reads.b)]
    lines.append(
        TableLine(
            title=translate("adjudication", "Sum"),
            class_name="",
            class_text="",
            cells=(
                mm_text(base_sums[0]),
                mm_text(comparison.a.sum_mm),
                mm_text(base_sums[1]),
                mm_text(comparison.b.sum_mm),
            ),
            change_mm=change,
            change_text=_change(change),
            decides=comparison.differs,
        )
    )
    return tuple(lines)


def read_lines(reads: TwoReads, comparison: Comparison) -> tuple[ReadLine, ReadLine]:
    """Read A and read B."""
    names = read_names()
    a, b = (
        _read_line(name, read, stands, comparison.timepoint)
        for name, read, stands in zip(names, (reads.a, reads.b), (comparison.a, comparison.b), strict=True)
    )
    return a, b


def class_text(lesion: Lesion) -> str:
    """The class in the words of lists."""
    if lesion.radiation is None:
        return translate("adjudication", "No class yet")
    if lesion.radiation is RadiationClass.UNIRRADIATED:
        return translate("adjudication", "Unirradiated")
    return lesion.radiation.value


def _read_line(name: str, read: CaseView, stands: Standing, timepoint: Timepoint) -> ReadLine:
    call = read.call_at(timepoint)
    told = "" if call is None else overall_sentence(call, read.visit_labels, language())
    assessment = read.assessment
    return ReadLine(
        name=name,
        call="" if stands.call is None else stands.call.value,
        sentence=unbroken(sentence(told)) or translate("adjudication", "Nothing was said at this timepoint."),
        change_text=percent_text(percent_change(stands.sum_mm, stands.baseline_mm)),
        best=""
        if assessment is None
        else translate("adjudication", "Best response {best}, confirmed {confirmed}").format(
            best=response_text(assessment.bor), confirmed=response_text(assessment.confirmed_bor)
        ),
    )


def _difference_line(reads: TwoReads, effect: Effect) -> DifferenceLine:
    about_sum = effect.kind in (Kind.BASELINE, Kind.EARLIER)
    first = effect.matches[0].lesions[0]
    return DifferenceLine(
        title=_sum_title(effect.kind) if about_sum else "+".join(effect_labels(effect)),
        site=_sum_site(effect.kind)
        if about_sum
        else _with_axis(first, site_text(first.site, reads.a.protocol.sites)),
        class_name="" if about_sum else class_name(first),
        a_text=_found_text(effect.a),
        b_text=_found_text(effect.b),
        change_text=_otherwise(effect),
        sentence=unbroken(effect_sentence(effect, language())),
        decides=effect.decides,
        remark="" if about_sum else "\n".join(filter(None, map(_matched_by, effect.matches))),
        lesions=frozenset() if about_sum else _uids(effect.matches),
    )


def _matched_by(match: Match) -> str:
    """Why the two are taken for one lesion."""
    if match.by_site:
        return translate("adjudication", "{lesion}: matched by its site, without calipers to compare").format(
            lesion=_title(match)
        )
    if match.distance_mm is None:
        return ""
    return translate("adjudication", "{lesion}: middles of the calipers {mm} mm apart").format(
        lesion=_title(match), mm=f"{match.distance_mm:.1f}"
    )


def _sum_title(kind: Kind) -> str:
    return "BL" if kind is Kind.BASELINE else translate("adjudication", "Nadir")


def _sum_site(kind: Kind) -> str:
    if kind is Kind.BASELINE:
        return translate("adjudication", "Baseline sum")
    return translate("adjudication", "Earlier timepoints")


def _with_axis(lesion: Lesion, site: str) -> str:
    """The site, and of a target node which axis counts."""
    if not (lesion.nodal and lesion.role is Role.TARGET):
        return site
    return translate("adjudication", "{site}, short axis").format(site=site)


def _found_text(found: Finding) -> str:
    if found.state is State.MERGED or (found.mm is None and found.state is not None):
        return state_text(found.state)
    if found.mm is not None and found.state in (State.ABSENT, State.TOO_SMALL):
        return translate("adjudication", "{mm}, {state}").format(
            mm=mm_text(found.mm), state=state_text(found.state)
        )
    return mm_text(found.mm)


def _otherwise(effect: Effect) -> str:
    """In mm or in a word what is otherwise, at the right of a line."""
    if effect.difference_mm is not None and effect.kind is not Kind.CHOICE:
        return change_mm_text(effect.difference_mm)
    if effect.kind is Kind.CHOICE:
        (match,) = effect.matches
        if match.b is None:
            return translate("adjudication", "only A")
        if match.a is None:
            return translate("adjudication", "only B")
        return translate("adjudication", "list")
    if effect.kind is Kind.NEW and None in (effect.a.state, effect.b.state):
        return (
            translate("adjudication", "only A")
            if effect.b.state is None
            else translate("adjudication", "only B")
        )
    return translate("adjudication", "state")


def _title(match: Match) -> str:
    return "/".join(dict.fromkeys(lesion.label for lesion in match.lesions))


def _sides(reads: TwoReads, match: Match) -> tuple[tuple[Lesion | None, CaseView], ...]:
    return ((match.a, reads.a), (match.b, reads.b))


def _uids(matches: Iterable[Match]) -> frozenset[str]:
    return frozenset(lesion.uid for match in matches for lesion in match.lesions)


def _target_mm(lesion: Lesion | None, read: CaseView, timepoint: Timepoint) -> Decimal | None:
    if lesion is None or lesion.role is not Role.TARGET:
        return None
    return read.value_mm(lesion, timepoint)


def _target_text(lesion: Lesion | None, read: CaseView, timepoint: Timepoint) -> str:
    """Its millimetres; in a word what was said where these are none of a caliper."""
    if lesion is None:
        return NO_VALUE
    if lesion.role is not Role.TARGET:
        return translate("adjudication", "non-target")
    said = read.measurement(lesion, timepoint)
    if said is not None and said.state in (State.NOT_EVALUABLE, State.MERGED):
        return state_text(said.state)
    return mm_text(read.value_mm(lesion, timepoint))


def _sum_mm(read: CaseView, timepoint: Timepoint) -> Decimal | None:
    call = read.call_at(timepoint)
    return None if call is None else call.sum_mm


def _less(mm: Decimal | None, other_mm: Decimal | None) -> Decimal | None:
    return None if mm is None or other_mm is None else mm - other_mm


def _change(mm: Decimal | None) -> str:
    return "" if mm is None else change_mm_text(mm)
