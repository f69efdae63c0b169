"""What calls the adjudicator: the differences between two reads that the protocol's triggers look for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from measurements.adjudication.matching import Match
from measurements.case.case_view import CaseView
from measurements.lesion import Role
from measurements.recist.assessment import SubjectAssessment
from measurements.recist.response import Response
from measurements.trial import Timepoint


@dataclass(frozen=True, slots=True)
class BestResponseDiffers:
    """`confirmed` tells which of the two best responses it is about."""

    confirmed: bool
    a: Response
    b: Response


@dataclass(frozen=True, slots=True)
class ResponseDateDiffers:
    """Days of the first response that counts; None where a read has none."""

    confirmed: bool
    a: int | None
    b: int | None


@dataclass(frozen=True, slots=True)
class ProgressionDateDiffers:
    """Days of the first PD, back-dated where a doubt became certain; None where a read has none."""

    a: int | None
    b: int | None


@dataclass(frozen=True, slots=True)
class TimepointResponseDiffers:
    """Overall responses of one timepoint; None where a read has not come so far."""

    timepoint: Timepoint
    a: Response | None
    b: Response | None


@dataclass(frozen=True, slots=True)
class TargetSelectionDiffers:
    """A lesion that is a target in one of the reads only; there it may be on another list, or absent."""

    match: Match


Difference = (
    BestResponseDiffers
    | ResponseDateDiffers
    | ProgressionDateDiffers
    | TimepointResponseDiffers
    | TargetSelectionDiffers
)

Confirmation = Literal["required", "not-required", "both"]


def differences(a: CaseView, b: CaseView, matches: Sequence[Match]) -> tuple[Difference, ...]:
    """What the triggers of the protocol find between two reads of one subject, in the order of the triggers.

    Best responses and days of response are those that the protocol reports: confirmed, unconfirmed, or both.

    Args:
        matches: of the lesions of these reads, by `matching.matched`.
    """
    found: list[Difference] = []
    for trigger in a.protocol.reading.triggers:
        match trigger:
            case "best-response":
                found += _best_responses(a, b)
            case "response-date":
                found += _response_dates(a, b)
            case "progression-date":
                found += _progression_dates(a, b)
            case "timepoint-response":
                found += timepoint_responses(a, b)
            case "target-selection":
                found += _target_selection(matches)
    return tuple(found)


def timepoint_responses(a: CaseView, b: CaseView) -> Iterator[TimepointResponseDiffers]:
    """The timepoints after baseline that the reads call otherwise, in order."""
    for timepoint in a.timepoints:
        calls = [read.call_at(timepoint) for read in (a, b)]
        mine, yours = (None if call is None else call.overall for call in calls)
        if mine is not yours:
            yield TimepointResponseDiffers(timepoint, mine, yours)


def _best_responses(a: CaseView, b: CaseView) -> Iterator[BestResponseDiffers]:
    for confirmed in _reported(a):
        mine, yours = (_best(read.assessment, confirmed) for read in (a, b))
        if mine is not yours:
            yield BestResponseDiffers(confirmed, mine, yours)


def _best(assessment: SubjectAssessment | None, confirmed: bool) -> Response:
    if assessment is None:
        return Response.MISSING
    return assessment.confirmed_bor if confirmed else assessment.bor


def _response_dates(a: CaseView, b: CaseView) -> Iterator[ResponseDateDiffers]:
    for confirmed in _reported(a):
        mine, yours = (_response_day(read.assessment, confirmed) for read in (a, b))
        if mine != yours:
            yield ResponseDateDiffers(confirmed, mine, yours)


def _response_day(assessment: SubjectAssessment | None, confirmed: bool) -> int | None:
    if assessment is None:
        return None
    return assessment.confirmed_response_day if confirmed else assessment.response_day


def _progression_dates(a: CaseView, b: CaseView) -> Iterator[ProgressionDateDiffers]:
    mine, yours = (None if read.assessment is None else read.assessment.pd_day for read in (a, b))
    if mine != yours:
        yield ProgressionDateDiffers(mine, yours)


def _target_selection(matches: Sequence[Match]) -> Iterator[TargetSelectionDiffers]:
    for match in matches:
        targets = [lesion for lesion in match.lesions if lesion.role is Role.TARGET]
        if len(targets) == 1:
            yield TargetSelectionDiffers(match)


def _reported(read: CaseView) -> tuple[bool, ...]:
    """Whether confirmed, unconfirmed or both best responses are reported."""
    match read.protocol.dating.confirmation:
        case "required":
            return (True,)
        case "not-required":
            return (False,)
    return (False, True)
