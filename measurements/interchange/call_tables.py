"""The calls as tables: one row per visit, and one row per subject."""

from decimal import ROUND_HALF_UP, Decimal

from measurements.lesion import RadiationClass
from measurements.recist.assessment import SubjectAssessment, TimepointAssessment
from measurements.recist.sentences import trace

_FINEST = Decimal("0.0001")
_CLASSES = tuple(RadiationClass)

TIMEPOINT_COLUMNS = (
    "subject",
    "visit",
    "day",
    "targets_expected",
    "targets_assessed",
    "sum_mm",
    "pct_from_baseline",
    "nadir_mm",
    "change_from_nadir_mm",
    "pct_from_nadir",
    "target",
    "nontarget",
    "new",
    "overall",
    "overall_backdated",
    "irecist",
    *(f"{figure}_{radiation}" for radiation in _CLASSES for figure in ("sum", "target")),
    "reason",
)

SUBJECT_COLUMNS = ("subject", "bor", "confirmed_bor", "ibor", "pd_day", "orr_set")


def timepoint_cells(assessment: SubjectAssessment) -> list[tuple[str, ...]]:
    """Cells under `TIMEPOINT_COLUMNS`, a row for each visit; baseline leaves the responses blank."""
    return [_timepoint_cells(assessment.subject, timepoint) for timepoint in assessment.timepoints]


def subject_cells(assessment: SubjectAssessment) -> tuple[str, ...]:
    """Cells under `SUBJECT_COLUMNS`."""
    return (
        assessment.subject,
        assessment.bor,
        assessment.confirmed_bor,
        assessment.ibor,
        "" if assessment.pd_day is None else str(assessment.pd_day),
        assessment.orr_set,
    )


def decimal_text(number: Decimal | None) -> str:
    """A number with up to four decimals, never an exponent; blank where there is none."""
    if number is None:
        return ""
    text = str(number.quantize(_FINEST, ROUND_HALF_UP)).rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _timepoint_cells(subject: str, timepoint: TimepointAssessment) -> tuple[str, ...]:
    targets = timepoint.targets
    classes = [timepoint.by_class[radiation].targets for radiation in _CLASSES]
    return (
        subject,
        f"{timepoint.visit:f}",
        str(timepoint.day),
        str(targets.expected),
        str(targets.assessed),
        decimal_text(targets.sum_mm),
        decimal_text(targets.pct_from_baseline),
        decimal_text(targets.nadir_mm),
        decimal_text(targets.change_from_nadir_mm),
        decimal_text(targets.pct_from_nadir),
        targets.response or "",
        timepoint.nontarget or "",
        timepoint.new or "",
        timepoint.overall or "",
        timepoint.overall_backdated or "",
        timepoint.irecist or "",
        *(cell for one in classes for cell in (decimal_text(one.sum_mm), one.response or "")),
        trace(timepoint),
    )
