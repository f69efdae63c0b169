"""A read as it is stored now, as a `CaseView`."""

from collections.abc import Mapping
from decimal import Decimal

from measurements.case.case_view import CaseView
from measurements.case.trial_protocol import protocol_of
from measurements.refusal import Refusal
from measurements.storage.repository import Repository
from measurements.trial import Read


def case_of(
    trial: Repository, read: Read, thickness_mm: Mapping[str, float | None] | None = None
) -> CaseView:
    """The read with its timepoints from the baseline on.

    Args:
        thickness_mm: slice thickness by series key, where eligibility by thickness is to be judged.

    Raises:
        Refusal: the subject is not in the trial any more, or this program cannot read its protocol.
    """
    subject = trial.subject(read.subject_uid)
    if subject is None:
        raise Refusal("The subject of this read is not in the trial any more: choose another.")
    known = thickness_mm or {}
    measurements = {(one.lesion_uid, one.timepoint_uid): one for one in trial.measurements(read.uid)}
    lesions = tuple(trial.lesions(read.uid))
    thickness: dict[str, Decimal | None] = {}
    for lesion in lesions:
        said = measurements.get((lesion.uid, lesion.first_timepoint_uid))
        drawn = None if said is None else said.caliper
        found = None if drawn is None else known.get(drawn.series_key)
        thickness[lesion.uid] = None if found is None else Decimal(str(found))
    return CaseView(
        subject=subject,
        timepoints=tuple(one for one in trial.timepoints(subject.uid) if one.order >= 0),
        lesions=lesions,
        measurements=measurements,
        protocol=protocol_of(trial),
        thickness_mm=thickness,
    )
