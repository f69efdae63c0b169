"""Why a call is what it is, in words, written from its steps and from nothing else."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from measurements.recist.assessment import TimepointAssessment
from measurements.recist.phrases import CALL, CATEGORIES, CLAUSE, LISTING, PHRASES, VISIT, Language
from measurements.recist.response import ImmuneResponse, NewLesion, Response
from measurements.recist.step import Step
from measurements.recist.target import percent_change

Labels = Mapping[Decimal, str]
"""What visits are called on screen, by visit number; a visit without a label is told by its number."""

MINUS = "\N{MINUS SIGN}"

_TENTH = Decimal("0.1")
_RESPONSE_NAMES = {Response.NON_CR_NON_PD: "Non-CR/Non-PD"}
_IMMUNE_RESPONSE_NAMES = {ImmuneResponse.NON_ICR_NON_IUPD: "Non-iCR/Non-iUPD"}
_IMMUNE_RULES = frozenset({"9", "9.1", "9.2", "9.3", "9.4", "9.5"})
_NO_LABELS: Labels = {}


def response_text(response: Response) -> str:
    """A response as people write it."""
    return _RESPONSE_NAMES.get(response, response.value)


def immune_response_text(response: ImmuneResponse) -> str:
    """An iRECIST response as people write it."""
    return _IMMUNE_RESPONSE_NAMES.get(response, response.value)


def mm_text(mm: Decimal) -> str:
    """Millimetres with every recorded digit, and at least one decimal: 62 is "62.0", 62.05 stays."""
    whole, _, decimals = f"{mm:f}".partition(".")
    return f"{whole}.{decimals.rstrip('0') or '0'}".replace("-", MINUS)


def percent_text(percent: Decimal) -> str:
    """A change in percent, signed, to one decimal, half away from zero: "+24.0 %"."""
    rounded = percent.quantize(_TENTH, ROUND_HALF_UP)
    return f"{_signed(rounded)} %"


def change_mm_text(mm: Decimal) -> str:
    """A change in millimetres, signed: "+12.0 mm"."""
    return f"{'+' if mm > 0 else ''}{mm_text(mm)} mm"


def overall_sentence(
    timepoint: TimepointAssessment, labels: Labels = _NO_LABELS, language: Language = "en"
) -> str:
    """The call and what decided it: "PD: sum 62.0 = nadir 50.0 (W16) +24.0 %, +12.0 mm; no new lesion"."""
    text = _clauses(timepoint, _TOLD.keys() - _IMMUNE_RULES, language, labels)
    if timepoint.overall is None:
        return text
    return CALL[language].format(response=response_text(timepoint.overall), clauses=text)


def irecist_sentence(
    timepoint: TimepointAssessment, labels: Labels = _NO_LABELS, language: Language = "en"
) -> str:
    """The iRECIST response and what decided it; empty at baseline and after iCPD."""
    if timepoint.irecist is None:
        return ""
    clauses = _clause(timepoint.steps[-1], labels, language)
    return CALL[language].format(response=immune_response_text(timepoint.irecist), clauses=clauses)


def trace(timepoint: TimepointAssessment) -> str:
    """The whole reason of a call for a table: each clause with the number of its rule, in ASCII signs."""
    clauses = []
    for step in timepoint.steps:
        clause = _clause(step, _NO_LABELS, "en")
        if clause:
            clauses.append(f"[{step.rule}] {clause}")
    immune = [clauses.pop()] if timepoint.irecist is not None else []
    text = "; ".join(clauses)
    calls = [text if timepoint.overall is None else f"{timepoint.overall}: {text}"]
    calls += [f"{timepoint.irecist}: {clause}" for clause in immune]
    return ". ".join(calls).replace(MINUS, "-")


def _clauses(
    timepoint: TimepointAssessment, rules: Collection[str], language: Language, labels: Labels = _NO_LABELS
) -> str:
    """The clauses of the steps of `rules`; some steps say nothing that others have not."""
    clauses = (_clause(step, labels, language) for step in timepoint.steps if step.rule in rules)
    return CLAUSE[language].join(filter(None, clauses))


def _clause(step: Step, labels: Labels, language: Language) -> str:
    """What a step says; empty where other steps have told it all."""
    phrase_of = _TOLD.get(step.rule)
    if phrase_of is None:
        return ""
    phrase = PHRASES[language][phrase_of(step)]
    return phrase.format_map(_Fields(step, labels, language)) if "{" in phrase else phrase


def _baseline_phrase(step: Step) -> str:
    if step.verdict is Response.NE:
        return "base unknown"
    if step.figures["expected"] == 0:
        return "baseline without targets"
    if step.figures["missing"]:
        return "baseline incomplete"
    return "baseline of one" if step.figures["expected"] == 1 else "baseline"


def _part_phrase(step: Step) -> str:
    missing = step.figures["missing"]
    if isinstance(missing, tuple) and len(missing) == step.figures["expected"]:
        return "nothing evaluable"
    return "part progressed" if step.verdict is Response.PD else "part unproven"


def _nontarget_phrase(step: Step) -> str:
    if step.verdict is Response.NA:
        return "no nontargets"
    return "nontarget of" if step.figures.get("lesions") else "nontarget"


_NEW_PHRASES = {
    NewLesion.YES: "new lesion",
    NewLesion.EQUIVOCAL: "equivocal new lesion",
    NewLesion.NO: "no new lesion",
}

_TOLD: Mapping[str, Callable[[Step], str]] = {
    "2.8": _baseline_phrase,
    "4.1": lambda step: "no targets",
    "4.2": _part_phrase,
    "4.3": lambda step: "gone, nodes left" if step.figures["sum_mm"] else "gone",
    "4.4": lambda step: "progressed",
    "4.5": lambda step: "responded",
    "4.6": lambda step: "stable",
    "5": _nontarget_phrase,
    "6": lambda step: _NEW_PHRASES[NewLesion(str(step.verdict))],
    "6.2": lambda step: "backdated",
    "7.1": lambda step: "not done",
    "7.3": lambda step: "seen again",
    "12.1": lambda step: "carried",
    "9": lambda step: "undecided" if step.verdict is ImmuneResponse.NE else "not progressed",
    "9.1": lambda step: "unconfirmed",
    "9.2": lambda step: "confirmed" if step.verdict is ImmuneResponse.ICPD else "further too early",
    "9.3": lambda step: "still progressed" if step.verdict is ImmuneResponse.IUPD else "resolved",
    "9.4": lambda step: "held" if step.verdict is ImmuneResponse.IUPD else "responded beside",
    "9.5": lambda step: "undecided",
}


@dataclass(frozen=True, slots=True)
class _Fields:
    """What a phrase may ask of a step: its figures and what follows from them, written out when asked for."""

    step: Step
    labels: Labels
    language: Language

    def __getitem__(self, name: str) -> str:
        if name == "response" and isinstance(self.step.verdict, Response):
            return response_text(self.step.verdict)
        if name == "change":
            return _change_text(self._mm("sum_mm"), self._mm("baseline_mm"))
        if name == "growth":
            sum_mm, nadir_mm = self._mm("sum_mm"), self._mm("nadir_mm")
            growth_mm = change_mm_text(sum_mm - nadir_mm)
            percent = _change_text(sum_mm, nadir_mm)
            return f"{percent}, {growth_mm}" if percent else growth_mm
        figure = self.step.figures[name]
        if isinstance(figure, tuple):
            words = CATEGORIES[self.language]
            return LISTING[self.language].join([words[one] for one in figure] if name == "causes" else figure)
        if not isinstance(figure, Decimal):
            return str(figure)
        if name.endswith("_visit"):
            return self.labels.get(figure) or VISIT[self.language].format(number=figure)
        return mm_text(figure)

    def _mm(self, name: str) -> Decimal:
        figure = self.step.figures[name]
        assert isinstance(figure, Decimal), f"{name} is a figure of every step whose phrase compares it"
        return figure


def _change_text(value_mm: Decimal, reference_mm: Decimal) -> str:
    percent = percent_change(value_mm, reference_mm)
    return "" if percent is None else percent_text(percent)


def _signed(number: Decimal) -> str:
    sign = "+" if number > 0 else MINUS if number < 0 else ""
    return f"{sign}{abs(number)}"
