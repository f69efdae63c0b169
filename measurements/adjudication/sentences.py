"""What sets two reads apart, in words, written from the values and from nothing else."""

from collections.abc import Sequence
from decimal import Decimal

from measurements.adjudication.differences import (
    BestResponseDiffers,
    Difference,
    ProgressionDateDiffers,
    ResponseDateDiffers,
    TargetSelectionDiffers,
    TimepointResponseDiffers,
)
from measurements.adjudication.effects import Comparison, Effect, Kind
from measurements.adjudication.exchange import Exchange, Standing
from measurements.adjudication.matching import Match
from measurements.adjudication.phrases import PHRASES
from measurements.adjudication.variability import SumSpread
from measurements.lesion import Role
from measurements.recist.phrases import LISTING, Language
from measurements.recist.response import NewLesion, Response
from measurements.recist.sentences import MINUS, mm_text, percent_text, response_text
from measurements.trial import Timepoint


def difference_sentence(
    difference: Difference, timepoints: Sequence[Timepoint], language: Language = "en"
) -> str:
    """In words: "Best response: A PR, B SD.".

    Args:
        timepoints: of the subject, for the labels of days.
    """
    phrases = PHRASES[language]
    match difference:
        case BestResponseDiffers(confirmed, a, b):
            phrase = phrases["confirmed best response" if confirmed else "best response"]
            return phrase.format(a=response_text(a), b=response_text(b))
        case ResponseDateDiffers(confirmed, a_day, b_day):
            phrase = phrases["confirmed response date" if confirmed else "response date"]
        case ProgressionDateDiffers(a_day, b_day):
            phrase = phrases["progression date"]
        case TimepointResponseDiffers(timepoint, a_call, b_call):
            return phrases["timepoint response"].format(
                timepoint=timepoint.label, a=_call(a_call, language), b=_call(b_call, language)
            )
        case TargetSelectionDiffers(match):
            return _selection(match, language)
    return phrase.format(a=_date(a_day, timepoints, language), b=_date(b_day, timepoints, language))


def match_label(match: Match) -> str:
    """What the lesion is called: "T02", or "T02/T03" where the reads call it differently, A first."""
    return "/".join(dict.fromkeys(lesion.label for lesion in match.lesions))


def effect_sentence(effect: Effect, language: Language = "en") -> str:
    """What it does: "With B’s value, A’s sum is 74.7: PR becomes SD (PR ≤ 73.0).".

    It is told of read A, unless it changes the call of B alone.
    """
    of_b = effect.into_b.flips and not effect.into_a.flips
    exchange = effect.into_b if of_b else effect.into_a
    phrases = PHRASES[language]
    return phrases[_phrase(effect, exchange)].format(
        own="B" if of_b else "A",
        other="A" if of_b else "B",
        sum=_mm(exchange.then.sum_mm),
        baseline=_mm(exchange.then.baseline_mm),
        change=_change(exchange, language),
        response="" if exchange.then.nontarget is None else response_text(exchange.then.nontarget),
        **_line(exchange),
    )


def together_sentence(comparison: Comparison, language: Language = "en") -> str:
    """What several differences do where none decides alone; empty where one does or no call differs."""
    if not comparison.differs or any(effect.decides for effect in comparison.effects):
        return ""
    phrases = PHRASES[language]
    together = comparison.together
    if together is None:
        return phrases["never together"]
    lesions = [label for effect in together.effects for label in effect_labels(effect)]
    return phrases["together"].format(
        lesions=LISTING[language].join(dict.fromkeys(lesions)),
        now=_call(comparison.a.call, language),
        then=_call(together.then, language),
    )


def effect_labels(effect: Effect) -> tuple[str, ...]:
    """The lesions that it is about."""
    return tuple(match_label(match) for match in effect.matches)


def spread_sentence(spread: SumSpread, language: Language = "en") -> str:
    """How far the sums lie apart, beside what two readers are known to differ by."""
    kind = "ordinary" if spread.ordinary else "more"
    lower, upper = spread.limits_pct
    return PHRASES[language][f"{kind}, line" if spread.between else kind].format(
        lower=_signed(lower),
        upper=_signed(upper),
        pct=percent_text(spread.pct),
        bound=" / ".join(spread.between),
    )


def _selection(match: Match, language: Language) -> str:
    of_a = match.a is not None and match.a.role is Role.TARGET
    target, other = (match.a, match.b) if of_a else (match.b, match.a)
    assert target is not None, "one of the two is a target"
    return PHRASES[language]["target missing" if other is None else "target otherwise"].format(
        target=target.label,
        has="A" if of_a else "B",
        other="B" if of_a else "A",
        label="" if other is None else other.label,
    )


def _date(day: int | None, timepoints: Sequence[Timepoint], language: Language) -> str:
    phrases = PHRASES[language]
    if day is None:
        return phrases["no date"]
    label = next(one.label for one in timepoints if one.order > 0 and one.day == day)
    return phrases["date"].format(timepoint=label, day=day)


def _call(call: Response | None, language: Language) -> str:
    return PHRASES[language]["not assessed"] if call is None else response_text(call)


def _phrase(effect: Effect, exchange: Exchange) -> str:
    now, then = exchange.now, exchange.then
    at_baseline = now.nadir_mm is None and now.call is None
    match effect.kind:
        case Kind.TARGET if at_baseline:
            return "no baseline sum" if then.sum_mm is None else "baseline sum"
        case Kind.TARGET:
            if then.sum_mm is None:
                return "still no sum" if now.sum_mm is None else "no sum"
            return "sum flips" if exchange.flips else "sum stays"
        case Kind.NON_TARGET | Kind.NEW if at_baseline:
            return "nothing yet"
        case Kind.NON_TARGET:
            return "nontarget stays" if now.nontarget is then.nontarget else "nontarget becomes"
        case Kind.NEW:
            return "new stays" if now.new is then.new else _NEW[then.new or NewLesion.NO]
        case Kind.CHOICE if all(lesion.role is not Role.TARGET for lesion in effect.matches[0].lesions):
            return "nothing yet" if at_baseline else "choice of non-target"
        case Kind.CHOICE if at_baseline:
            return "nothing yet" if then.sum_mm is None else "choice at baseline"
        case Kind.CHOICE:
            return "choice without sum" if then.sum_mm is None else "choice"
        case _:
            return _line_phrase(exchange)


_NEW = {
    NewLesion.YES: "new lesion",
    NewLesion.EQUIVOCAL: "equivocal new lesion",
    NewLesion.NO: "no new lesion",
}


def _line_phrase(exchange: Exchange) -> str:
    """The line that an earlier difference moves: that of PD where PD is at stake or PR's stays."""
    now, then = exchange.now, exchange.then
    pd_moves = _moves(now.pd_at_least_mm, then.pd_at_least_mm)
    pr_moves = _moves(now.pr_at_most_mm, then.pr_at_most_mm)
    at_stake = Response.PD in (now.call, then.call)
    if pd_moves and (at_stake or not pr_moves):
        return "PD line"
    return "PR line" if pr_moves else "no line"


def _moves(now_mm: Decimal | None, then_mm: Decimal | None) -> bool:
    return now_mm is not None and then_mm is not None and now_mm != then_mm


def _line(exchange: Exchange) -> dict[str, str]:
    """The line before and after."""
    now, then = exchange.now, exchange.then
    if _line_phrase(exchange) == "PD line":
        return {"now": _mm(now.pd_at_least_mm), "then": _mm(then.pd_at_least_mm)}
    return {"now": _mm(now.pr_at_most_mm), "then": _mm(then.pr_at_most_mm)}


def _change(exchange: Exchange, language: Language) -> str:
    """The call before and after, with the line that the sum has crossed."""
    phrases = PHRASES[language]
    now, then = exchange.now, exchange.then
    if not exchange.flips:
        return (
            phrases["no call"] if now.call is None else phrases["still"].format(now=_call(now.call, language))
        )
    crossed, mm = _crossed(now, then)
    return phrases[crossed].format(now=_call(now.call, language), then=_call(then.call, language), mm=_mm(mm))


def _crossed(now: Standing, then: Standing) -> tuple[str, Decimal | None]:
    """Which line parts a sum from the other; none where not the sum decides."""
    if now.sum_mm is not None and then.sum_mm is not None and now.sum_mm != then.sum_mm:
        for bound, mm in (("becomes at least", then.pd_at_least_mm), ("becomes at most", then.pr_at_most_mm)):
            calls = Response.PD if bound == "becomes at least" else Response.PR
            if mm is not None and calls in (now.call, then.call):
                return bound, mm
    return "becomes", None


def _mm(mm: Decimal | None) -> str:
    return "" if mm is None else mm_text(mm)


def _signed(percent: Decimal) -> str:
    """A limit in whole percent, signed: "−19"."""
    whole = round(percent)
    return f"{MINUS}{-whole}" if whole < 0 else f"+{whole}"
