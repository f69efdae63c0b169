"""What speaks against reading a timepoint's pictures: codes and figures, never a verdict.

Judged is the series that would be read, beside the one that is read at baseline. What files do not say is no
finding.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto

from measurements.case.series_choice import CT, Kind, first_choice, kind
from measurements.geometry.vectors import cross, dot
from measurements.imaging import IssueCode, Orientation, Series
from measurements.recist.phrases import Language

THICKEST_MM = 5.0
"""Slices of 5 mm or less are asked for (RECIST 1.1, appendix II)."""

SAME_THICKNESS_MM = 0.05
SHORTER_BY = 0.1
"""Of the baseline's length along the body; less is how the same part is set up on another day."""

ALONG_BODY = 0.9
"""How much of a stack's normal lies along the body where it runs from head to feet, within 25 degrees."""


class FindingCode(StrEnum):
    """What was found, by a name that does not change with the language."""

    NO_SERIES = "NO_SERIES"
    NOT_LOADABLE = "NOT_LOADABLE"
    NO_CT = "NO_CT"
    NOT_MEASURABLE = "NOT_MEASURABLE"
    OTHER_PATIENT_ID = "OTHER_PATIENT_ID"
    OTHER_PATIENT_NAME = "OTHER_PATIENT_NAME"
    MISSING_SLICES = "MISSING_SLICES"
    UNEVEN_GAPS = "UNEVEN_GAPS"
    THICK_SLICES = "THICK_SLICES"
    THICKER_THAN_BASELINE = "THICKER_THAN_BASELINE"
    SHORTER_THAN_BASELINE = "SHORTER_THAN_BASELINE"
    OTHER_ORIENTATION = "OTHER_ORIENTATION"
    OTHER_BODY_PART = "OTHER_BODY_PART"
    OTHER_KIND = "OTHER_KIND"
    OTHER_PHASE = "OTHER_PHASE"


class Phase(Enum):
    """When after the contrast medium a series was taken, as far as its description says."""

    NATIVE = auto()
    ENHANCED = auto()
    ARTERIAL = auto()
    VENOUS = auto()
    DELAYED = auto()


_SENTENCES: Mapping[Language, Mapping[FindingCode, str]] = {
    "en": {
        FindingCode.NO_SERIES: "The timepoint has no series.",
        FindingCode.NOT_LOADABLE: "No series of the timepoint can be shown.",
        FindingCode.NO_CT: "The pictures are no CT ({here}).",
        FindingCode.NOT_MEASURABLE: "Nothing can be measured on these pictures.",
        FindingCode.OTHER_PATIENT_ID: "The files have another patient ID than those of other timepoints.",
        FindingCode.OTHER_PATIENT_NAME: "The files name another patient than those of other timepoints.",
        FindingCode.MISSING_SLICES: "Slices are missing: {least} to {most} mm lie between neighbours.",
        FindingCode.UNEVEN_GAPS: "The slices are unevenly spaced: {least} to {most} mm between neighbours.",
        FindingCode.THICK_SLICES: "The slices are {here} mm thick: {limit} mm or less are asked for.",
        FindingCode.THICKER_THAN_BASELINE: "The slices are {here} mm thick, at baseline {baseline} mm.",
        FindingCode.SHORTER_THAN_BASELINE: "{here} mm of the body were scanned, at baseline {baseline} mm.",
        FindingCode.OTHER_ORIENTATION: "The slices are {here}, at baseline {baseline}.",
        FindingCode.OTHER_BODY_PART: "The files say {here} was scanned, at baseline {baseline}.",
        FindingCode.OTHER_KIND: "The pictures are made for {here}, at baseline for {baseline}.",
        FindingCode.OTHER_PHASE: "The contrast phase is {here}, at baseline {baseline}.",
    },
    "zh": {
        FindingCode.NO_SERIES: "该时间点没有序列。",
        FindingCode.NOT_LOADABLE: "该时间点没有可显示的序列。",
        FindingCode.NO_CT: "图像不是 CT（{here}）。",
        FindingCode.NOT_MEASURABLE: "这些图像上无法测量。",
        FindingCode.OTHER_PATIENT_ID: "文件中的患者编号与其他时间点不同。",
        FindingCode.OTHER_PATIENT_NAME: "文件中的患者姓名与其他时间点不同。",
        FindingCode.MISSING_SLICES: "缺少层面：相邻层面间距 {least} 至 {most} mm。",
        FindingCode.UNEVEN_GAPS: "层面间距不均匀：相邻层面间距 {least} 至 {most} mm。",
        FindingCode.THICK_SLICES: "层厚 {here} mm：要求不超过 {limit} mm。",
        FindingCode.THICKER_THAN_BASELINE: "层厚 {here} mm，基线为 {baseline} mm。",
        FindingCode.SHORTER_THAN_BASELINE: "扫描范围 {here} mm，基线为 {baseline} mm。",
        FindingCode.OTHER_ORIENTATION: "层面方向为{here}，基线为{baseline}。",
        FindingCode.OTHER_BODY_PART: "文件标明的扫描部位为 {here}，基线为 {baseline}。",
        FindingCode.OTHER_KIND: "图像用于显示{here}，基线用于显示{baseline}。",
        FindingCode.OTHER_PHASE: "增强期相为{here}，基线为{baseline}。",
    },
}

_NAMES: Mapping[Language, Mapping[Enum, str]] = {
    "en": {
        Phase.NATIVE: "without contrast",
        Phase.ENHANCED: "with contrast",
        Phase.ARTERIAL: "arterial",
        Phase.VENOUS: "venous",
        Phase.DELAYED: "delayed",
        Kind.SOFT_TISSUE: "soft tissue",
        Kind.LUNG: "lung",
        Kind.BONE: "bone",
        Orientation.AXIAL: "axial",
        Orientation.SAGITTAL: "sagittal",
        Orientation.CORONAL: "coronal",
        Orientation.OBLIQUE: "oblique",
        Orientation.MIXED: "mixed",
    },
    "zh": {
        Phase.NATIVE: "平扫",
        Phase.ENHANCED: "增强",
        Phase.ARTERIAL: "动脉期",
        Phase.VENOUS: "静脉期",
        Phase.DELAYED: "延迟期",
        Kind.SOFT_TISSUE: "软组织",
        Kind.LUNG: "肺",
        Kind.BONE: "骨",
        Orientation.AXIAL: "轴位",
        Orientation.SAGITTAL: "矢状位",
        Orientation.CORONAL: "冠状位",
        Orientation.OBLIQUE: "斜位",
        Orientation.MIXED: "混合方向",
    },
}

_PHASES: tuple[tuple[Phase, re.Pattern[str]], ...] = tuple(
    (phase, re.compile(rf"(?<![a-z])(?:{latin})(?![a-z])|{chinese}"))
    for phase, latin, chinese in (
        (
            Phase.NATIVE,
            r"native?|plain|unenhanced|ncct|c-|(?:non|pre)[- ]?contrast|(?:without|w/?o) contrast",
            "平扫",
        ),
        (Phase.ARTERIAL, "arterial|art", "动脉"),
        (Phase.VENOUS, "venous|portal|portovenous|pv|pvp|ven", "静脉|门脉"),
        (Phase.DELAYED, "delayed|delay|equilibrium", "延迟|平衡期"),
        (Phase.ENHANCED, r"enhanced|contrast|post[- ]?contrast|cect|ce|c\+", "增强"),
    )
)
_TIMED = (Phase.ARTERIAL, Phase.VENOUS, Phase.DELAYED)


@dataclass(frozen=True, slots=True)
class ImageFinding:
    """One thing found.

    Attributes:
        figures: by name, what it was judged on: mm, words of the files, or what a name above stands for.
    """

    code: FindingCode
    figures: Mapping[str, float | str | Enum] = field(default_factory=dict)

    def sentence(self, language: Language = "en") -> str:
        fields = {name: _figure(value, language) for name, value in self.figures.items()}
        return _SENTENCES[language][self.code].format_map(fields)


def image_findings(
    series: Sequence[Series], baseline: Sequence[Series], others: Iterable[Series]
) -> tuple[ImageFinding, ...]:
    """What speaks against reading a timepoint's pictures.

    Args:
        series: of the timepoint. How far they reach along the body is judged where slices are in them.
        baseline: of the subject's baseline; empty at the baseline itself.
        others: of all other timepoints of the subject, for the patient they are of.
    """
    if not series:
        return (ImageFinding(FindingCode.NO_SERIES),)
    at_baseline = first_choice(baseline, None)
    read = first_choice(series, at_baseline)
    if read is None:
        return (ImageFinding(FindingCode.NOT_LOADABLE),)
    found = [*_of_patient(series, others), *_alone(read)]
    if at_baseline is not None:
        found += _beside(read, at_baseline)
    return tuple(found)


def phase_of(series: Series) -> Phase | None:
    """What the description says; None where it says nothing, or several things."""
    said = (series.description or "").casefold()
    found = {phase for phase, words in _PHASES if words.search(said)}
    if Phase.NATIVE in found:
        # "Without contrast" has the word contrast in it; native and venous in one name says neither.
        return Phase.NATIVE if not found & set(_TIMED) else None
    timed = found & set(_TIMED)
    if timed:
        return timed.pop() if len(timed) == 1 else None
    return Phase.ENHANCED if found else None


def coverage_mm(series: Series) -> float | None:
    """How much of the body an axial stack shows, mm; None of others and where it is not known."""
    if series.along_row is None or series.along_column is None or not series.slices:
        return None
    normal = cross(series.along_row, series.along_column)
    if abs(normal[2]) < ALONG_BODY:
        return None
    origins = [a_slice.origin_lps for a_slice in series.slices if a_slice.origin_lps is not None]
    if len(origins) < len(series.slices):
        return None
    heights = [dot(origin, normal) for origin in origins]
    return max(heights) - min(heights) + (series.slice_thickness_mm or 0.0)


def _alone(read: Series) -> list[ImageFinding]:
    found = []
    if read.modality != CT:
        found.append(ImageFinding(FindingCode.NO_CT, {"here": read.modality}))
    if not read.measurable:
        found.append(ImageFinding(FindingCode.NOT_MEASURABLE))
    issues = {issue.code for issue in read.issues}
    gaps = {"least": min(read.gaps_mm, default=0.0), "most": max(read.gaps_mm, default=0.0)}
    if IssueCode.MISSING_SLICES in issues:
        found.append(ImageFinding(FindingCode.MISSING_SLICES, gaps))
    elif IssueCode.UNEVEN_SPACING in issues:
        found.append(ImageFinding(FindingCode.UNEVEN_GAPS, gaps))
    thickness = read.slice_thickness_mm
    if thickness is not None and thickness > THICKEST_MM + SAME_THICKNESS_MM:
        found.append(ImageFinding(FindingCode.THICK_SLICES, {"here": thickness, "limit": THICKEST_MM}))
    return found


def _beside(read: Series, baseline: Series) -> list[ImageFinding]:
    found = []

    def differs(code: FindingCode, here: float | str | Enum, there: float | str | Enum) -> None:
        found.append(ImageFinding(code, {"here": here, "baseline": there}))

    thickness = (read.slice_thickness_mm, baseline.slice_thickness_mm)
    if (
        thickness[0] is not None
        and thickness[1] is not None
        and thickness[0] > thickness[1] + SAME_THICKNESS_MM
    ):
        differs(FindingCode.THICKER_THAN_BASELINE, thickness[0], thickness[1])
    covered = (coverage_mm(read), coverage_mm(baseline))
    if covered[0] is not None and covered[1] is not None and covered[0] < covered[1] * (1 - SHORTER_BY):
        differs(FindingCode.SHORTER_THAN_BASELINE, covered[0], covered[1])
    if read.orientation is not None and baseline.orientation not in (None, read.orientation):
        differs(FindingCode.OTHER_ORIENTATION, read.orientation, baseline.orientation)
    parts = (_letters(read.body_part), _letters(baseline.body_part))
    if parts[0] and parts[1] and not (parts[0] in parts[1] or parts[1] in parts[0]):
        differs(FindingCode.OTHER_BODY_PART, read.body_part or "", baseline.body_part or "")
    if read.window is not None and baseline.window is not None and kind(read) is not kind(baseline):
        differs(FindingCode.OTHER_KIND, kind(read), kind(baseline))
    phases = (phase_of(read), phase_of(baseline))
    if phases[0] is not None and phases[1] is not None and not _same_phase(phases[0], phases[1]):
        differs(FindingCode.OTHER_PHASE, phases[0], phases[1])
    return found


def _of_patient(series: Iterable[Series], others: Iterable[Series]) -> list[ImageFinding]:
    """Neither IDs nor names are told: who reads the finding may not be one to know them."""
    here, elsewhere = list(series), list(others)
    found = []
    ids = [{_letters(one.patient_id) for one in some} - {""} for some in (here, elsewhere)]
    if ids[0] and ids[1] and not ids[0] <= ids[1]:
        found.append(ImageFinding(FindingCode.OTHER_PATIENT_ID))
    named = [[names for one in some if (names := _names(one.patient_name))] for some in (here, elsewhere)]
    if named[1] and any(not any(one & other for other in named[1]) for one in named[0]):
        found.append(ImageFinding(FindingCode.OTHER_PATIENT_NAME))
    return found


def _names(name: str) -> frozenset[str]:
    """A name in each of its scripts (DICOM PS3.5, 6.2.1.2), by its letters alone."""
    return frozenset(letters for group in name.split("=") if (letters := _letters(group)))


def _letters(text: str | None) -> str:
    return "".join(sign for sign in (text or "").casefold() if sign.isalnum())


def _same_phase(one: Phase, other: Phase) -> bool:
    return one is other or (Phase.ENHANCED in (one, other) and Phase.NATIVE not in (one, other))


def _figure(value: float | str | Enum, language: Language) -> str:
    if isinstance(value, Enum):
        return _NAMES[language][value]
    return f"{value:.1f}" if isinstance(value, float) else value
