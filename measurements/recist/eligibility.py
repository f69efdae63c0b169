"""Whether a lesion is fit to be a target at baseline: advice beside the lesion, never a bar (section 2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from measurements.lesion import Caliper, Lesion
from measurements.recist.phrases import Language
from measurements.recist.sentences import mm_text
from measurements.recist.target import NORMAL_NODE_MM

MOST_TARGETS = 5
MOST_TARGETS_PER_ORGAN = 2
"""RECIST 1.1, section 3.2. Paired organs are one organ, and so are all lymph nodes."""

MEASURABLE_MM = Decimal(10)
"""Least long axis of a measurable lesion on slices of 5 mm or less (RECIST 1.1, section 3.1.1)."""

THIN_SLICE_MM = Decimal(5)
"""Above this, a measurable lesion is at least twice as long as the slices are thick."""

TARGET_NODE_MM = Decimal(15)
"""Least short axis of a node that may be a target (RECIST 1.1, section 3.1.1)."""


class Code(StrEnum):
    """What was found, by a name that does not change with the language."""

    MEASURABLE = "MEASURABLE"
    TOO_SHORT = "TOO_SHORT"
    TOO_SHORT_FOR_SLICES = "TOO_SHORT_FOR_SLICES"
    THICKNESS_UNKNOWN = "THICKNESS_UNKNOWN"
    NODE_MEASURABLE = "NODE_MEASURABLE"
    NODE_NON_TARGET = "NODE_NON_TARGET"
    NODE_NORMAL = "NODE_NORMAL"
    NODE_WITHOUT_SHORT_AXIS = "NODE_WITHOUT_SHORT_AXIS"
    NOT_MEASURED = "NOT_MEASURED"
    TOO_MANY_TARGETS = "TOO_MANY_TARGETS"
    TOO_MANY_IN_ORGAN = "TOO_MANY_IN_ORGAN"


_FINE = frozenset({Code.MEASURABLE, Code.NODE_MEASURABLE})

_SENTENCES: Mapping[Language, Mapping[Code, str]] = {
    "en": {
        Code.MEASURABLE: "Long axis {mm} mm: measurable from {limit_mm} mm",
        Code.TOO_SHORT: "Long axis {mm} mm is under {limit_mm} mm: not measurable, make it non-target",
        Code.TOO_SHORT_FOR_SLICES: (
            "Long axis {mm} mm is under {limit_mm} mm, twice the slice thickness of {thickness_mm} mm: "
            "not measurable, make it non-target"
        ),
        Code.THICKNESS_UNKNOWN: "Slice thickness not known: slices over 5 mm ask for more than 10 mm",
        Code.NODE_MEASURABLE: "Node, short axis {mm} mm: measurable from {limit_mm} mm",
        Code.NODE_NON_TARGET: (
            "Node, short axis {mm} mm: pathological, but under {limit_mm} mm; make it non-target"
        ),
        Code.NODE_NORMAL: "Node, short axis {mm} mm: normal under {limit_mm} mm, not to be recorded",
        Code.NODE_WITHOUT_SHORT_AXIS: "A node is judged by its short axis: draw it",
        Code.NOT_MEASURED: "Not measured yet",
        Code.TOO_MANY_TARGETS: "{count} targets: at most {limit}",
        Code.TOO_MANY_IN_ORGAN: "{count} targets in {organ}: at most {limit} in one organ",
    },
    "zh": {
        Code.MEASURABLE: "长径 {mm} mm：不小于 {limit_mm} mm，可测量",
        Code.TOO_SHORT: "长径 {mm} mm 小于 {limit_mm} mm：不可测量，应列为非靶病灶",
        Code.TOO_SHORT_FOR_SLICES: (
            "长径 {mm} mm 小于 {limit_mm} mm（层厚 {thickness_mm} mm 的两倍）：不可测量，应列为非靶病灶"
        ),
        Code.THICKNESS_UNKNOWN: "层厚未知：层厚超过 5 mm 时要求大于 10 mm",
        Code.NODE_MEASURABLE: "淋巴结短径 {mm} mm：不小于 {limit_mm} mm，可测量",
        Code.NODE_NON_TARGET: "淋巴结短径 {mm} mm：病理性，但小于 {limit_mm} mm，应列为非靶病灶",
        Code.NODE_NORMAL: "淋巴结短径 {mm} mm：小于 {limit_mm} mm 属正常，不记录",
        Code.NODE_WITHOUT_SHORT_AXIS: "淋巴结按短径判断：请画短径",
        Code.NOT_MEASURED: "尚未测量",
        Code.TOO_MANY_TARGETS: "靶病灶 {count} 个：最多 {limit} 个",
        Code.TOO_MANY_IN_ORGAN: "{organ} 靶病灶 {count} 个：同一器官最多 {limit} 个",
    },
}
_NODES_IN_WORDS: Mapping[Language, str] = {"en": "lymph nodes", "zh": "淋巴结"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found about a target at baseline.

    Attributes:
        figures: by name, what it was judged on; `organ` is None where lymph nodes are meant.
    """

    code: Code
    figures: Mapping[str, Decimal | int | str | None]

    @property
    def fine(self) -> bool:
        """Whether this speaks for the lesion as a target."""
        return self.code in _FINE

    def sentence(self, language: Language = "en") -> str:
        fields = {
            name: mm_text(figure) if isinstance(figure, Decimal) else str(figure or _NODES_IN_WORDS[language])
            for name, figure in self.figures.items()
        }
        return _SENTENCES[language][self.code].format_map(fields)


def judge_target(
    lesion: Lesion,
    caliper: Caliper | None,
    slice_thickness_mm: Decimal | None,
    targets: Sequence[Lesion],
) -> tuple[Finding, ...]:
    """What speaks for and against a lesion as a target at baseline.

    Args:
        caliper: what was drawn at baseline; None before that.
        slice_thickness_mm: of the stack it was drawn on; None where its files do not say.
        targets: the targets of the read; whether `lesion` is among them makes no difference.

    Returns:
        Its size first, then the numbers where they are too many.
    """
    size = _size_of_node(caliper) if lesion.nodal else _size(caliper, slice_thickness_mm)
    return (*size, *_numbers(lesion, targets))


def _size(caliper: Caliper | None, slice_thickness_mm: Decimal | None) -> list[Finding]:
    if caliper is None:
        return [Finding(Code.NOT_MEASURED, {})]
    thick = slice_thickness_mm is not None and slice_thickness_mm > THIN_SLICE_MM
    limit_mm = 2 * slice_thickness_mm if thick and slice_thickness_mm is not None else MEASURABLE_MM
    figures = {"mm": caliper.long_mm, "limit_mm": limit_mm, "thickness_mm": slice_thickness_mm}
    if caliper.long_mm < limit_mm:
        return [Finding(Code.TOO_SHORT_FOR_SLICES if thick else Code.TOO_SHORT, figures)]
    findings = [Finding(Code.MEASURABLE, figures)]
    if slice_thickness_mm is None:
        findings.append(Finding(Code.THICKNESS_UNKNOWN, {}))
    return findings


def _size_of_node(caliper: Caliper | None) -> list[Finding]:
    if caliper is None:
        return [Finding(Code.NOT_MEASURED, {})]
    short_mm = caliper.short_mm
    if short_mm is None:
        return [Finding(Code.NODE_WITHOUT_SHORT_AXIS, {})]
    if short_mm < NORMAL_NODE_MM:
        return [Finding(Code.NODE_NORMAL, {"mm": short_mm, "limit_mm": NORMAL_NODE_MM})]
    code = Code.NODE_MEASURABLE if short_mm >= TARGET_NODE_MM else Code.NODE_NON_TARGET
    return [Finding(code, {"mm": short_mm, "limit_mm": TARGET_NODE_MM})]


def _numbers(lesion: Lesion, targets: Sequence[Lesion]) -> list[Finding]:
    others = [target for target in targets if target.uid != lesion.uid]
    findings: list[Finding] = []
    count = len(others) + 1
    if count > MOST_TARGETS:
        findings.append(Finding(Code.TOO_MANY_TARGETS, {"count": count, "limit": MOST_TARGETS}))
    organ = _organ(lesion)
    count = sum(_organ(other) == organ for other in others) + 1
    if organ != "" and count > MOST_TARGETS_PER_ORGAN:
        findings.append(
            Finding(
                Code.TOO_MANY_IN_ORGAN,
                {
                    "count": count,
                    "limit": MOST_TARGETS_PER_ORGAN,
                    "organ": None if lesion.nodal else lesion.organ.strip(),
                },
            )
        )
    return findings


def _organ(lesion: Lesion) -> str | None:
    """What the rule counts as one organ: None stands for all lymph nodes, an empty text for not said."""
    return None if lesion.nodal else lesion.organ.strip().casefold()
